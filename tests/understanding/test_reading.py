"""Which phrases a text holds."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice import Adviser
from bot.understanding.patterns import compile_pattern, find
from bot.understanding.reading import Reader, says, switched_off
from bot.understanding.words import clean, languages_in, split
from knowledge import Knowledge
from tests.situations import MANY
from tests.understanding.vocabulary import phrase, reader_of_phrases_alone


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """A reader that knows a handful of phrases."""
    return reader_of_phrases_alone(
        knowledge,
        phrase("papers", "keep passports", "hold papers", strength="strong", safety="forced", severity="freedom"),
        phrase("papers.de", "pässe", language="de", safety="forced"),
        phrase("leave", "can't leave", strength="weak", safety="forced"),
        phrase("audit", "audit", unless=("audit committee",), moment="MOM-08"),
        phrase("inside", "*lock*", safety=("forced", "danger")),
        phrase("ilo", "ILO", route="leverage"),
        phrase("mill", "usine ferme", language="fr", actor="SUP"),
    )


def found(reader: Reader, text: str) -> list[str]:
    """The ids of the phrases that a text holds."""
    return [found.phrase.id for found in reader.read(text).found]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("They keep the passports", ["papers"]),
        ("hold papers", ["papers"]),
        ("the audit is next week", ["audit"]),
        ("the audit committee meets; an audit follows", []),
        ("die Pässe sind weg", ["papers.de"]),
        ("Los Pässe", ["papers.de"]),
        ("the workers said that their passe is not here and the boss is away", []),
        ("they are unlocked", ["inside"]),
        ("the ILO says they can't leave", ["leave", "ilo"]),
        ("l'usine ferme", ["mill"]),
        ("devant l’usine ferme", ["mill"]),
        ("nothing of this", []),
        ("", []),
    ],
)
def test_phrases_are_found(reader: Reader, text, phrases):
    """In the vocabulary's order, each once, in the text's own languages, unless a pattern switches them off."""
    assert found(reader, text) == phrases


def test_a_mended_word_counts(reader: Reader):
    """The pair is kept, so that it can be shown."""
    reading = reader.read("They keep pasports")
    assert [f.words for f in reading.found] == ["keep pasports"]
    assert reading.mended == (("pasports", "passports"),)
    assert reading.text == "They keep pasports"


def test_what_a_text_is_about(reader: Reader):
    """Weights add up over phrases: 3 for a strong one, 2, 1 for a weak one."""
    reading = reader.read("They keep passports, workers can't leave, doors are locked")
    assert reading.about("safety") == {"forced": 6.0, "danger": 2.0}
    assert reading.about("severity") == {"freedom": 3.0}
    assert reading.about("moment") == {}


def test_the_words_that_showed_it(reader: Reader):
    """Of several, the strongest phrase's, as typed."""
    reading = reader.read("Workers can't leave. They Keep the Passports.")
    assert reading.words_for("safety", "forced") == "Keep the Passports"
    assert reading.words_for("safety", "danger") == ""
    assert reading.holds("leave")
    assert not reading.holds("audit")


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("They keep passports", False),
        ("They never keep passports", True),
        ("They do not really ever keep passports", True),
        ("They don’t keep passports", True),
        ("No one there would ever keep passports", False),
        ("Is it true? No. Keep passports", False),
        ("without reason they keep passports", True),
    ],
)
def test_a_phrase_can_be_negated(reader: Reader, text, negated):
    """By a word up to three places before it in the same sentence."""
    (hit,) = reader.read(text).found
    assert hit.negated == negated


def test_an_entry_says_something():
    """In any language it has patterns for; None when none matches."""
    entry = phrase("papers", "hold papers", "keep passports", safety="forced", unless=("library",))
    assert says(entry, split("they keep passports")).start == 1
    assert says(entry, split("nothing")) is None
    assert switched_off(entry, split("keep passports in the library"))
    assert not switched_off(entry, split("keep passports"))
    german = phrase("papers", "x", safety="forced", unless=("bibliothek",), language="de")
    assert not switched_off(german, split("the workers are in the Bibliothek and the boss is not here"))


def test_no_phrase_is_lost_on_the_way(adviser: Adviser):
    """The index and the mending of words change nothing of what the patterns of a text's own languages match."""
    examples = [(entry, example) for entry in adviser.knowledge.phrases for example in (*entry.yes, *entry.no)]
    for entry, example in random.Random(0).sample(examples, min(len(examples), 200 * MANY)):
        words = split(clean(example))
        patterns = [(pattern, lang) for lang in languages_in(words) for pattern in entry.says.get(lang, ())]
        matches = any(find(compile_pattern(pattern, lang), words) for pattern, lang in patterns)
        expected = matches and not switched_off(entry, words)
        assert adviser.reader.read(example).holds(entry.id) == expected, (entry.id, example)


@given(text=st.text(max_size=120))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_reading_never_raises(adviser: Adviser, text):
    """Whatever is typed is read, and proposes only choices that exist."""
    reading, proposal = adviser.understand(text)
    assert reading.text == text
    questions = adviser.knowledge.question_by_id
    for name, values in proposal.answers.items():
        assert all(questions[name].choice(value) for value in values)
