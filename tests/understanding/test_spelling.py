"""Slips are mended towards words that are known, and nothing else is touched."""

import random

import pytest

from bot.understanding.spelling import LONG, MOST_MENDED, SHORTEST, Spelling
from bot.understanding.words import split
from knowledge import Knowledge
from tests.understanding.vocabulary import phrase, reader_of_phrases_alone


@pytest.fixture(scope="module")
def spelling(knowledge: Knowledge) -> Spelling:
    """A speller that knows a handful of words."""
    says = ("passport|supplier ... harassment", "subcontract* withheld", "wages", "GRIEVANCE procedure", "überstunden")
    return reader_of_phrases_alone(knowledge, phrase("few", *says, actor="SUP")).spelling


def test_the_known_words(spelling: Spelling):
    """Those of the patterns, folded; beginnings with a star are no words."""
    words = {"passport", "supplier", "harassment", "withheld", "wages", "grievance", "procedure", "uberstunden"}
    assert spelling.known >= words
    assert not {word for word in spelling.known if word.startswith("subcontract")}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("pasport", "passport"),
        ("passprot", "passport"),
        ("passpport", "passport"),
        ("pessport", "passport"),
        ("pesspprt", None),
        ("harrasment", "harassment"),
        ("harrassmnet", "harassment"),
        ("hxrxsxment", None),
        ("uberstundne", "uberstunden"),
        ("passport", None),
        ("passports", None),
        ("passporte", None),
        ("wagse", None),
        ("bassport", None),
        ("pa55port", None),
        ("nuestros", None),
        ("unserem", None),
        ("zebra crossing", None),
        ("", None),
    ],
)
def test_the_nearest_word(spelling: Spelling, typed, read):
    """One slip in a word, two in a long one; never a short word, another first letter, or only another ending."""
    assert spelling.nearest(typed) == read


def test_mending_keeps_what_was_typed(spelling: Spelling):
    """The word is read as mended and shown as typed; the pairs say what was changed."""
    mended, pairs = spelling.mend(split("They keep Pasport and wages"))
    assert [word.folded for word in mended] == ["they", "keep", "passport", "and", "wages"]
    assert mended[2].typed == "Pasport"
    assert pairs == (("Pasport", "passport"),)
    assert spelling.mend(split("passport")) == (split("passport"), ())
    assert spelling.mend(()) == ((), ())


def test_a_text_full_of_slips_is_mended_to_a_point(spelling: Spelling):
    """So that a long text in another language costs little."""
    mended, pairs = spelling.mend(split("pasport " * (MOST_MENDED + 5)))
    assert len(pairs) == MOST_MENDED
    assert [word.folded for word in mended].count("pasport") == 5


def test_every_known_word_is_left_alone(knowledge: Knowledge):
    """Whatever the content says is spelt right; with one slip its long words are never made an unknown word."""
    spelling = Spelling(knowledge)
    draw = random.Random(0)
    some = draw.sample(sorted(spelling.known), 400)
    assert not [word for word in some if spelling.nearest(word) is not None]
    damaged = [word[:2] + word[3:] for word in some if len(word) > LONG]
    read = [spelling.nearest(word) for word in damaged]
    assert all(word is None or word in spelling.known for word in read)
    assert sum(word is not None for word in read) > len(read) / 2
    assert SHORTEST < LONG
