"""A company's own files: its contacts, its wording, entries of its own."""

from pathlib import Path

import pytest

from bot.understanding.reading import Reader
from knowledge import ContentError, Knowledge, load
from knowledge.overlay import Overlay
from knowledge.schema.company import Contacts

PHRASE = """
[[phrase]]
id = "own.mill"
means = {actor = ["SUP"]}
strength = "strong"
says.en = ["mill north"]
yes = ["Mill North again"]
no = ["the mill"]
"""
ALIAS = """
[[alias]]
id = "own.alias"
means = ["JV"]
says.en = ["sister company"]
yes = ["sister company"]
no = ["sister"]
"""
CAUTION = """
[[caution]]
id = "own.security"
levers = ["SUP-D1"]
source = "our reading"
"""
CONTACTS = """
[contacts]
leads = ["Human rights office", "Legal"]
emergency_number = "112"
"""


def folder(tmp_path: Path, **files: str) -> Path:
    """A folder of files: `texts_en` becomes texts.en.toml."""
    for name, text in files.items():
        (tmp_path / f"{name.replace('_', '.')}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def problems(path: Path, bare: Path) -> list[str]:
    """The lines of the error that loading with this overlay raises."""
    with pytest.raises(ContentError) as caught:
        load(path, bare)
    return str(caught.value).splitlines()


def test_without_an_overlay_nothing_is_set(bare_knowledge: Knowledge):
    """Contacts are empty: the views say where to set them."""
    assert bare_knowledge.contacts == Contacts()


def test_an_empty_folder_adds_nothing(bare_knowledge: Knowledge, bare, tmp_path):
    """The content is the same, only its hash need not be."""
    assert load(tmp_path, bare).levers == bare_knowledge.levers


def test_contacts_are_the_companys(bare_knowledge: Knowledge, bare, tmp_path):
    """What is named is used, what is not stays empty; the hash changes."""
    loaded = load(folder(tmp_path, company=CONTACTS), bare)
    assert loaded.contacts == Contacts(leads=("Human rights office", "Legal"), emergency_number="112")
    assert loaded.content_hash != bare_knowledge.content_hash


def test_a_companys_wording_wins(bare_knowledge: Knowledge, bare, tmp_path):
    """In its language only; `reviewed` in a copied file is no text."""
    asked = 'reviewed = true\n[question.actor]\nask = "Wer soll sich anders verhalten?"\n'
    loaded = load(folder(tmp_path, texts_de=asked), bare)
    assert loaded.texts["de"]("question.actor.ask") == "Wer soll sich anders verhalten?"
    assert loaded.texts["en"] == bare_knowledge.texts["en"]
    assert loaded.texts["de"].get("reviewed") is None


def test_phrases_aliases_and_cautions_are_added(bare_knowledge: Knowledge, bare, tmp_path):
    """They stand beside the content's own and are read like them."""
    texts = {
        f"texts_{lang}": f'[caution]\n"own.security" = "Ask security ({lang})."' for lang in ("en", "de", "es", "fr")
    }
    loaded = load(folder(tmp_path, own=PHRASE + ALIAS + CAUTION, **texts), bare)
    assert len(loaded.phrases) == len(bare_knowledge.phrases) + 1
    assert loaded.aliases[-1].means == ("JV",)
    assert loaded.cautions[-1].levers == ("SUP-D1",)
    assert loaded.texts["es"]("caution.own.security") == "Ask security (es)."
    assert Reader(loaded).read("It is about Mill North").about("actor")["SUP"] == 3.0


@pytest.mark.parametrize(
    ("entry", "field"), [("SUP-A2", "how"), ("MOM-01", "text"), ("CIA-1", "text"), ("INT-1", "text")]
)
def test_an_entry_is_reworded(bare_knowledge: Knowledge, bare, tmp_path, entry, field):
    """A lever's how, any other entry's text; nothing else of it changes, and no other entry."""
    loaded = load(folder(tmp_path, own=f'[[reword]]\nid = "{entry}"\ntext = "In our words."'), bare)
    was, now = bare_knowledge.by_id[entry], loaded.by_id[entry]
    assert getattr(now, field) == "In our words."
    assert was.model_copy(update={field: "In our words."}) == now
    assert {i for i, e in loaded.by_id.items() if e != bare_knowledge.by_id[i]} == {entry}


def test_only_what_has_a_text_can_be_reworded(bare, tmp_path):
    """A question's words stand in the texts; an id that is none is named with where to look it up."""
    both = '[[reword]]\nid = "moment"\ntext = "x"\n[[reword]]\nid = "SUP-Z9"\ntext = "x"'
    found = problems(folder(tmp_path, own=both), bare)
    assert found == [
        "overlay: reword: moment is no entry that can be reworded. Look the id up with: leverage levers moment",
        "overlay: reword: SUP-Z9 is no entry that can be reworded. Look the id up with: leverage levers SUP-Z9",
    ]


BAD = {
    "broken TOML": ("[contacts", "own.toml: not readable as TOML: "),
    "something else": (
        '[[lever]]\nid = "SUP-A6"',
        "own.toml: [lever] is not something an overlay can hold. Use one of: contacts, reword, phrase, alias, caution, "
        "example.",
    ),
    "unknown contact": ('[contacts]\nlead = "Ada"', "own.toml: contacts: lead: Extra inputs are not permitted"),
    "contacts that are none": ("contacts = 3", "own.toml: contacts: : Input should be a valid dictionary"),
    "one phrase as a table": (
        '[phrase]\nid = "x"',
        "own.toml: [phrase] is one table. Write [[phrase]], once for each entry.",
    ),
    "one rewording as a table": (
        '[reword]\nid = "SUP-A1"\ntext = "x"',
        "own.toml: [reword] is one table. Write [[reword]], once for each entry.",
    ),
    "a phrase without examples": (
        '[[phrase]]\nid = "own.x"\nmeans = {actor = ["SUP"]}\nsays.en = ["x"]',
        "own.toml: own.x: yes: Field required",
    ),
    "an empty rewording": (
        '[[reword]]\nid = "SUP-A1"\ntext = " "',
        "own.toml: SUP-A1: text: String should have at least 1 character",
    ),
    "a phrase that means nothing": (PHRASE.replace("SUP", "BANK"), "phrase own.mill: actor has no 'BANK'."),
    "a double id": (PHRASE + PHRASE, "own.mill: the id stands 2 times. Give each entry its own."),
    "a caution without words": (CAUTION, "texts/fr.toml: caution.own.security is missing. Write it in this language."),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named(bare, tmp_path, name):
    """File, entry and what to do; the assistant does not start on half of it."""
    text, expected = BAD[name]
    found = problems(folder(tmp_path, own=text), bare)
    assert any(line.startswith(expected) for line in found), found


def test_a_text_may_not_leave_a_place_that_nothing_fills(bare, tmp_path):
    """A slip in a {place} is found at the start, not in a conversation."""
    found = problems(folder(tmp_path, texts_en='[result]\ncase = "Case {nummber}."'), bare)
    assert found == ["texts/en.toml: result.case: nothing fills {nummber}. Use the other languages' places only."]


def test_a_file_of_another_language_is_no_wording(bare, tmp_path):
    """Four languages; what is in another file is not silently left out."""
    (line,) = problems(folder(tmp_path, texts_it='[result]\ncase = "Caso {number}."'), bare)
    assert line.startswith("texts.it.toml: [result] is not something an overlay can hold.")


def test_bytes_that_are_no_text_are_named(bare, tmp_path):
    """As a file that can't be read."""
    (tmp_path / "own.toml").write_bytes(b"\xff")
    assert problems(tmp_path, bare)[0].startswith("own.toml: not readable as TOML: ")


def test_a_folder_that_is_not_there_is_named(bare, tmp_path):
    """With the setting that names it."""
    assert problems(tmp_path / "gone", bare) == [
        f"{tmp_path / 'gone'}: no such folder. Set LEVERAGE_OVERLAY to the folder of your files."
    ]


def test_reading_raises_nothing(tmp_path):
    """What is wrong stands in `problems`, beside what could be read."""
    overlay = Overlay.read(folder(tmp_path, bad="[", good=CONTACTS + PHRASE))
    assert len(overlay.problems) == 1
    assert overlay.contacts is not None
    assert [phrase.id for phrase in overlay.added["phrases"]] == ["own.mill"]


def test_a_star_stands_at_the_ends_of_words_only(tmp_path: Path, bare: Path) -> None:
    """Inside a word it would find nothing and nobody would notice."""
    (problem,) = problems(folder(tmp_path, own=PHRASE.replace("says.en = [", 'says.en = ["key*board", ')), bare)
    assert "'key*board': a star stands at a word's beginning or end" in problem


@pytest.mark.parametrize(("entry", "key"), [("SUP-A2", "lever.SUP-A2.how"), ("L-ESC01", "entry.L-ESC01.text")])
def test_what_is_reworded_is_said_so_in_every_language(tmp_path: Path, bare: Path, entry: str, key: str) -> None:
    """No translation of the words before stands in its place."""
    loaded = load(folder(tmp_path, own=f'[[reword]]\nid = "{entry}"\ntext = "In our words."'), bare)
    assert all(key not in texts.words for texts in loaded.texts.values())
