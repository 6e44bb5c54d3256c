"""Where something stands in a text, and the few things that every finder does with that."""

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Where it begins and ends, in characters."""

_LOOK_BACK = 40
"""How far back a word may stand that tells what follows. A bound, so that no text is read again and again."""


def apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order; those that overlap are one."""
    held: Span | None = None
    for start, end in sorted(spans):
        if held is not None and start < held[1]:
            held = (held[0], max(end, held[1]))
            continue
        if held is not None:
            yield held
        held = (start, end)
    if held is not None:
        yield held


def blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with these places made unreadable, all others where they were."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], "\0" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def matches(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Where a pattern stands."""
    return [match.span() for match in pattern.finditer(text)]


def before(text: str, end: int) -> str:
    """What stands shortly before a place."""
    return text[max(0, end - _LOOK_BACK) : end]


def one_of(words: str) -> str:
    """The pattern for any of these words; a list with spaces is easier to read and to add to."""
    return f"(?:{'|'.join(words.split())})"
