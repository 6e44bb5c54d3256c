"""Text on its way into Slack: nothing that a person typed may become a mention, a link, a command or layout.

Plain-text objects are preferred, since Slack reads no markup in them; its three entities are escaped in every text
object alike, because Slack stores and returns all of them that way.
"""

import re

from handlers.letters import clean

__all__ = ["clean", "clipped", "escaped", "escaped_mrkdwn", "head", "pieces", "size"]

_LAYOUT = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
"""Look-alikes: Slack knows no escape for its markup."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_ENTITY_CUT = re.compile(r"&[a-z]{0,3}$")


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
