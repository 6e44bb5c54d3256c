"""What keeps a text a text: no formula in a spreadsheet, no character that a reader can't see or XML refuses.

Each guard is one rule, so that it can be taken back: `unguarded` returns what was guarded.
"""

import re
from collections.abc import Iterator

GUARD = "'"
_BEGINS = "=+\\-@\N{MINUS SIGN}＝＋－＠﹦﹢﹣﹫"
"""What begins a formula, in full width too."""
_BLANK = '[ "\\u00a0\\u200b-\\u200f\\u2060\\u3000\\ufeff]*'
"""What a spreadsheet may leave out before it looks."""
_FIRST = rf"\A(?=['\t\r\n\0]|{_BLANK}[{_BEGINS}])"
_AFTER_SEPARATOR = rf"(?<=[;\t\r\n])(?='|{_BLANK}[{_BEGINS}])"
CELL, LINE = re.compile(_FIRST), re.compile(f"{_FIRST}|{_AFTER_SEPARATOR}")
_GUARDS = re.compile(rf"(?:\A|(?<=[;\t\r\n])){GUARD}")

HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Controls, halves of letters, and what turns the direction of all that follows. Joiners and marks are letters' own."""
_SHARED = re.compile("(_x[0-9a-fA-F]{4})_(?=x[0-9a-fA-F]{4}_)")

MOST_UNITS, MOST_LINES = 32_767, 253
"""What one cell of Excel holds: UTF-16 units and line feeds."""


def cell_guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP ASVS 5.0, 1.2.10): an apostrophe before what begins one.

    A text that begins with an apostrophe gets one too: whoever takes one away has the text again.
    """
    return CELL.sub(GUARD, text)


def line_guarded(text: str) -> str:
    """The same for CSV, where a reader set to another separator begins new cells inside the text: there as well."""
    return LINE.sub(GUARD, text)


def unguarded(text: str) -> str:
    """What `line_guarded` guarded."""
    return _GUARDS.sub("", text)


def visible(text: str) -> str:
    """The text with characters that XML refuses, or that hide what they do, shown as [U+202E]."""
    return HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def told_apart(text: str) -> str:
    """The text with the underscore that two of Excel's escapes (_x0041_x0042_) would share shown as [U+005F].

    XlsxWriter escapes the first of two such look-alikes only, and Excel would show a letter for the second.
    """
    return _SHARED.sub(lambda found: f"{found[1]}[U+005F]", text)


def one_line_end(text: str) -> str:
    """The text with a line feed at the end of each line: XML keeps no carriage return."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def pieces(text: str, units: int = MOST_UNITS, lines: int = MOST_LINES) -> tuple[str, ...]:
    """The text in parts that one cell holds; together they are the text. One empty part for an empty text."""
    if len(text) <= units // 2 and text.count("\n") <= lines:
        return (text,)
    return tuple(_pieces(text, units, lines))


def _pieces(text: str, units: int, lines: int) -> Iterator[str]:
    begin = used = feeds = 0
    for place, letter in enumerate(text):
        wide = 1 + (letter > "\uffff")
        if used + wide > units or feeds >= lines:
            yield text[begin:place]
            begin, used, feeds = place, 0, 0
        used, feeds = used + wide, feeds + (letter == "\n")
    yield text[begin:]
