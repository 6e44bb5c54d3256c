"""What keeps a text a text, and that it can be taken back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.export.guards import cell_guarded, line_guarded, one_line_end, pieces, told_apart, unguarded, visible
from tests.injection import EVERYTHING, FORMULAS, SCRIPTS

TRIGGERS = (
    "=1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\u200b=1",
    '"=1',
)


def test_the_corpus_is_large_enough():
    """Of different texts."""
    assert len(set(EVERYTHING)) >= 200


@pytest.mark.parametrize("text", TRIGGERS)
def test_what_begins_a_formula_is_guarded(text: str):
    """The characters of OWASP ASVS 5.0, 1.2.10 and their full-width twins, behind blanks too."""
    assert cell_guarded(text).startswith("'")
    assert line_guarded(text).startswith("'")


@pytest.mark.parametrize("separator", [";", "\t", "\n", "\r"])
def test_a_cell_that_another_separator_begins_is_guarded_too(separator: str):
    """A spreadsheet set to semicolons finds no formula inside a text."""
    assert line_guarded(f"a{separator}=1+1") == f"a{separator}'=1+1"
    assert cell_guarded(f"a{separator}=1+1") == f"a{separator}=1+1"


def test_ordinary_words_are_left_alone():
    """Neither a dash inside a sentence nor any script is touched."""
    for text in ("a - b", "a=b", "x@y.example", "don't", "a, -b", "", *SCRIPTS[:8]):
        assert line_guarded(text) == visible(text) == text


@pytest.mark.parametrize("text", EVERYTHING, ids=range(len(EVERYTHING)))
def test_every_text_comes_back(text: str):
    """Nothing is lost: without the guards it is the text again, and one guard stands before each formula."""
    guarded = line_guarded(text)
    assert unguarded(guarded) == text
    assert not re.search(r"(\A|[;\t\r\n])[ \"]*[=+\-@＝＋－＠]", guarded)
    assert cell_guarded(text) in (text, f"'{text}")


@given(st.text(alphabet="=+-@'\" ;,\t\r\n\0a＝\u200b"))
def test_any_text_comes_back(text: str):
    """However the characters follow each other."""
    assert unguarded(line_guarded(text)) == text


def test_what_hides_is_shown():
    """Controls, and what turns the direction of all that follows; joiners, marks and directions of letters stay."""
    assert visible("a\0b\x1b\x85c\u202ed\u2066e\ufffef") == ("a[U+0000]b[U+001B][U+0085]c[U+202E]d[U+2066]e[U+FFFE]f")
    assert visible("a\tb\nc\rd 👩\u200d👧 e\u0301 \u200f \u200c") == "a\tb\nc\rd 👩\u200d👧 e\u0301 \u200f \u200c"
    assert one_line_end("a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("text", [*FORMULAS, "x" * 100, "😀" * 30, "a\n" * 40, "", "x" * 10])
def test_pieces_are_the_text_and_fit(text: str):
    """Counted as Excel counts: in UTF-16 units, and line feeds."""
    parts = pieces(text, 10, 3)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 10 and part.count("\n") <= 3 for part in parts)


def test_escapes_that_share_a_letter_are_told_apart():
    """One alone is left as it is: its writer escapes it."""
    assert told_apart("_x0041_ _x005F_x0041_ _x0041_x") == "_x0041_ _x005F[U+005F]x0041_ _x0041_x"
