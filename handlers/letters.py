"""Letters that can be seen: what every channel takes out of a text before anything else."""

import re
import unicodedata

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffe\uffff")
"""Characters that take no visible place, though Unicode files them under letters, marks and symbols."""
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
"""Control characters, invisible format characters (direction overrides, zero-width, tags), half a character."""
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")


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
