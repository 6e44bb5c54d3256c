"""Content that can't be used is refused at once, and every problem names the file or entry and what to do."""

from pathlib import Path

import pytest

from knowledge import ContentError, Knowledge, load
from knowledge.load import TABLES, load_names
from knowledge.schema.entry import LANGUAGES

Edit = tuple[str, str, str]
"""A file, words in it, and what takes their place; empty words: what is added at the end."""


def edit(content: Path, name: str, old: str, new: str) -> None:
    """Replace words once, or add to the end (also of a new file)."""
    path = content / name
    path.parent.mkdir(exist_ok=True)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else f"{text}\n{new}\n", encoding="utf-8")


def problems(content: Path) -> list[str]:
    """The lines of the error that loading the content raises."""
    with pytest.raises(ContentError) as caught:
        load(content=content)
    return str(caught.value).splitlines()


def test_the_content_loads(knowledge: Knowledge):
    """All systems hold something, and every language has its texts."""
    for system in TABLES:
        assert getattr(knowledge, system), system
    assert tuple(knowledge.texts) == LANGUAGES
    assert knowledge.texts["en"].reviewed
    assert len(knowledge.content_hash) == 16
    assert load_names() == knowledge.names


def test_the_content_without_vocabulary_loads(bare_knowledge: Knowledge):
    """No phrase and no alias are needed."""
    assert bare_knowledge.phrases == bare_knowledge.aliases == ()


def test_the_hash_follows_the_content(content: Path, bare_knowledge: Knowledge):
    """The same content has the same hash; one changed word gives another."""
    before = bare_knowledge.content_hash
    assert load(content=content).content_hash == before
    edit(content, "texts/en.toml", "Whose behaviour must change?", "Whose behaviour has to change?")
    assert load(content=content).content_hash != before


def test_broken_toml_names_file_and_line(content: Path):
    """And says to mend that line."""
    edit(content, "moments.toml", "", "id = ")
    (line,) = problems(content)
    assert line.startswith("moments.toml: not readable as TOML:")
    assert "at line" in line
    assert line.endswith("Mend that line.")


def test_a_file_that_is_no_text_is_named(content: Path):
    """Bytes that are not UTF-8."""
    (content / "moments.toml").write_bytes(b"\xff\xfe")
    (line,) = problems(content)
    assert line.startswith("moments.toml: not readable as text:")


PHRASE = '[[phrase]]\nid = "{id}"\nmeans = {{{means}}}\nsays.en = ["{says}"]\nyes = ["a"]\nno = ["b"]'
ALIAS = '[[alias]]\nid = "{id}"\nmeans = ["{means}"]\nsays.en = ["word"]\nyes = ["word"]\nno = ["b"]'
GATE = '[[{kind}]]\nid = "extra"\nlevers = ["{lever}"]\nsource = "our reading"\n'
WHEN_MAYBE = 'when = [{question = "contact", any = ["maybe"]}]'
PICK = '[[pick]]\nid = "extra"\nids = ["INT-9.9"]\nsource = "our reading"'
PURPOSE = 'purpose = "terms", strength = "main", basis = "how"'

WRONG: dict[str, tuple[Edit, str]] = {
    "unknown field": (
        ("moments.toml", 'id = "MOM-01"', 'id = "MOM-01"\nsize = 3'),
        "moments.toml: MOM-01: size: Extra inputs are not permitted",
    ),
    "missing field": (
        ("categories.toml", 'title = "', 'titel = "'),
        "categories.toml: CAT-A: title: Field required",
    ),
    "no id": (
        ("categories.toml", 'id = "CAT-A"', ""),
        "categories.toml: an entry without id: id: Field required",
    ),
    "a bad id": (
        ("categories.toml", 'id = "CAT-A"', 'id = "CAT A"'),
        "categories.toml: CAT A: id: String should match pattern",
    ),
    "no source": (
        ("categories.toml", 'source = "Shift', 'source = "A book,'),
        "categories.toml: CAT-A: source: String should match pattern",
    ),
    "one table instead of a list": (
        ("vocabulary/own.toml", "", "[phrase]\nid = 3"),
        "vocabulary/own.toml: [phrase] is one table. Write [[phrase]], once for each entry.",
    ),
    "an entry that is none": (
        ("vocabulary/own.toml", "", "phrase = [3]"),
        "vocabulary/own.toml: an entry: : Input should be a valid dictionary or instance of Phrase",
    ),
    "a pattern without words": (
        ("vocabulary/own.toml", "", PHRASE.format(id="p", means='route = ["refuse"]', says="...")),
        "vocabulary/own.toml: p: says.en.0: String should match pattern",
    ),
    "names": (
        ("names.toml", "[given]", "[given_names]"),
        "names.toml: an entry without id: given: Field required",
    ),
    "double id": (
        ("categories.toml", 'id = "CAT-B"', 'id = "CAT-A"'),
        "CAT-A: the id stands 2 times. Give each entry its own.",
    ),
    "double id of two systems": (
        ("categories.toml", 'id = "CAT-B"', 'id = "MOM-01"'),
        "MOM-01: the id stands 2 times. Give each entry its own.",
    ),
    "double caution": (
        ("gates.toml", 'id = "own_share"', 'id = "no_wage_cut"'),
        "no_wage_cut: the id stands 2 times. Give each entry its own.",
    ),
    "a lever too few": (
        ("levers/JV.toml", 'id = "JV-E1"', 'id = "JV-E2"'),
        "JV-C2, JV-D1, JV-E2; expected JV-A1, JV-A2, ",
    ),
    "unknown purpose of a lever": (
        ("levers/SUP.toml", PURPOSE, PURPOSE.replace("terms", "fame")),
        "SUP-A1: purpose 'fame' is not in purposes.toml.",
    ),
    "unknown basis of a purpose": (
        ("levers/SUP.toml", PURPOSE, PURPOSE.replace("how", "SUP-A1.w9")),
        "SUP-A1: basis 'SUP-A1.w9' is neither 'how' nor one of its entries.",
    ),
    "a question about a later one": (
        ("questions.toml", 'id = "actor"', 'id = "actor"\nwhen = [{question = "status", any = ["ended"]}]'),
        "question actor: asks about 'status', which is not asked before it.",
    ),
    "a question about none": (
        ("questions.toml", 'id = "actor"', 'id = "actor"\nwhen = [{question = "colour", any = ["red"]}]'),
        "question actor: there is no question 'colour'.",
    ),
    "a question about an unknown choice": (
        ("questions.toml", 'id = "actor"', 'id = "actor"\nwhen = [{question = "safety", without = ["fire"]}]'),
        "question actor: safety has no choice 'fire'.",
    ),
    "a rule about an unknown choice": (
        ("rules.toml", 'any = ["MOM-01"]', 'any = ["MOM-11"]'),
        "rule moment.contract: moment has no choice 'MOM-11'.",
    ),
    "a rule that moves no lever": (
        ("rules.toml", '"SUP-A1" = "strong"', '"SUP-A9" = "strong"'),
        "rule moment.contract: 'SUP-A9' is no lever.",
    ),
    "a gate before no lever": (
        ("gates.toml", "", GATE.format(kind="gate", lever="SUP-Z1")),
        "gates.toml: extra: 'SUP-Z1' is no lever.",
    ),
    "a caution under an unknown choice": (
        ("gates.toml", "", GATE.format(kind="caution", lever="SUP-A1") + WHEN_MAYBE),
        "gates.toml: extra: contact has no choice 'maybe'.",
    ),
    "a pick of nothing": (("picks.toml", "", PICK), "pick extra: 'INT-9.9' is no entry."),
    "a pick under an unknown choice": (
        ("picks.toml", "", PICK.replace("INT-9.9", "INT-1.1") + f"\n{WHEN_MAYBE}"),
        "pick extra: contact has no choice 'maybe'.",
    ),
    "an ordering of no lever": (
        ("rules.toml", 'first = "SUP-B2"', 'first = "SUP-B9"'),
        "ordering contribute.purchasing: 'SUP-B9' is no lever.",
    ),
    "a phrase about no question": (
        ("vocabulary/own.toml", "", PHRASE.format(id="p", means='colour = ["red"]', says="red")),
        "phrase p: 'colour' is no question, and not route, lever, bars or sign.",
    ),
    "a phrase about no choice": (
        ("vocabulary/own.toml", "", PHRASE.format(id="p", means='actor = ["BANK"]', says="bank")),
        "phrase p: actor has no 'BANK'.",
    ),
    "a phrase about no lever": (
        ("vocabulary/own.toml", "", PHRASE.format(id="p", means='lever = ["SUP-Z1"]', says="bank")),
        "phrase p: lever has no 'SUP-Z1'.",
    ),
    "a phrase that bars no lever": (
        ("vocabulary/own.toml", "", PHRASE.format(id="p", means='bars = ["SUP-Z1"]', says="bank")),
        "phrase p: bars has no 'SUP-Z1'.",
    ),
    "a phrase about no route": (
        ("vocabulary/own.toml", "", PHRASE.format(id="p", means='route = ["away"]', says="bank")),
        "phrase p: route has no 'away'.",
    ),
    "an alias of nothing": (
        ("vocabulary/own.toml", "", ALIAS.format(id="a", means="SUP-Z1")),
        "alias a: 'SUP-Z1' is no entry.",
    ),
    "missing text": (
        ("texts/de.toml", '"moment.contract" = ', '"moment.contrakt" = '),
        "texts/de.toml: rule.moment.contract is missing. Write it in this language.",
    ),
    "a place that nothing fills": (
        ("texts/de.toml", "{number}", "{nummer}"),
        "nothing fills {nummer}. Use the other languages' places only.",
    ),
    "a loose brace": (
        ("texts/fr.toml", "{number}", "{number"),
        "has a brace that opens or closes nothing. Remove it.",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(content: Path, name):
    """A line of the error names the place and what to do; nothing else is loaded instead."""
    change, expected = WRONG[name]
    edit(content, *change)
    found = problems(content)
    assert any(expected in line for line in found), found


@pytest.mark.parametrize("means", ['route = ["refuse"]', 'lever = ["SUP-A1"]', 'country = ["anywhere"]'])
def test_a_phrase_may_mean_a_route_a_lever_or_words(content: Path, means):
    """A question without choices takes any words."""
    edit(content, "vocabulary/own.toml", "", PHRASE.format(id="p", means=means, says="bank"))
    assert [phrase.id for phrase in load(content=content).phrases] == ["p"]


def test_every_problem_is_told_at_once(content: Path):
    """Two broken entries give two lines."""
    edit(content, "moments.toml", 'id = "MOM-01"', 'id = "MOM-01"\nsize = 3')
    edit(content, "categories.toml", 'id = "CAT-B"', 'id = "CAT-B"\nsize = 3')
    assert sorted(line.split(":")[0] for line in problems(content)) == ["categories.toml", "moments.toml"]


def test_two_references_missing_are_two_lines(content: Path):
    """The cross-checks too find all problems, not only the first."""
    edit(content, "rules.toml", '"SUP-A1" = "strong"', '"SUP-A9" = "strong"')
    edit(content, "picks.toml", "", PICK)
    assert len(problems(content)) == 2


def test_a_missing_names_file_is_told(content: Path):
    """Without the words by which names are found nothing is loaded."""
    (content / "names.toml").unlink()
    assert all(line.startswith("names.toml: ") for line in problems(content))


def test_words_of_names_are_read_from_any_shape(knowledge: Knowledge):
    """A list, a text of many words, or a table of such texts by region."""
    names = knowledge.names
    for field in type(names).model_fields:
        words = getattr(names, field)
        assert words
        assert all(isinstance(word, str) and word.strip() for word in words), field
