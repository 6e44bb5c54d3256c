"""Text on its way into Slack: nothing that a person typed may become a mention, a link, a command or layout.

Plain-text objects are preferred, since Slack reads no markup in them; its three entities are escaped in every text
object alike, because Slack stores and returns all of them that way.
"""

import re
import unicodedata

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffe\uffff")
"""Characters that take no visible place, though Unicode files them under letters, marks and symbols."""
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
"""Control characters, invisible format characters (direction overrides, zero-width, tags), half a character."""
_LAYOUT = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
"""Look-alikes: Slack knows no escape for its markup."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_ENTITY_CUT = re.compile(r"&[a-z]{0,3}$")


def clean(text: str) -> str:
    """The text without characters that can't be seen or that turn it round; line breaks stay, tabs become spaces."""
    if _is_clean(text):
        return text
    broken = _BREAKS.sub("\n", text).replace("\t", " ")
    return "".join(letter for letter in broken if letter == "\n" or _is_seen(letter))


def _is_clean(text: str) -> bool:
    """Whether nothing has to go, as in nearly every text: what Python can print has no character of those kinds."""
    return text.replace("\n", "").isprintable() and (text.isascii() or _UNSEEN.isdisjoint(text))


def _is_seen(letter: str) -> bool:
    return letter not in _UNSEEN and unicodedata.category(letter) not in _DROPPED


def escaped(text: str) -> str:
    """For a plain-text object: cleaned, with Slack's three entities."""
    return clean(text).translate(_ENTITIES)


def escaped_mrkdwn(text: str) -> str:
    """For mrkdwn inside a line: as `escaped`, and nothing in the text makes bold, italics, strike, code or emoji."""
    return _EMOJI.sub("꞉", clean(text).translate(_LAYOUT)).translate(_ENTITIES)


def size(text: str) -> int:
    """The length that is held against a limit: UTF-16 units, so never fewer than any way of counting."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, most: int) -> str:
    """Escaped text of at most so many characters, with an ellipsis where something was left off."""
    if size(text) <= most:
        return text
    return f"{head(text, most - 1).rstrip()}…"


def head(text: str, most: int) -> str:
    """As much of an escaped text as fits, no entity cut in two."""
    if size(text) <= most:
        return text
    cut = text[:most]
    while size(cut) > most:
        cut = cut[:-1]
    return _ENTITY_CUT.sub("", cut)


def pieces(text: str, most: int) -> tuple[str, ...]:
    """An escaped text in pieces that fit, broken at a line's or a word's end where there is one; nothing is lost."""
    found: list[str] = []
    while size(text) > most:
        piece = head(text, most)
        ends = (piece.rfind(sign) + 1 for sign in "\n ")
        at = next((end for end in ends if end > most // 2), len(piece))
        piece = piece[:at]
        found.append(piece)
        text = text[len(piece) :]
    return tuple(piece for piece in (*found, text) if piece.strip())
