"""Names of people: what the rules find, then what counts because of it."""

from collections.abc import Iterator

from bot.understanding.traces.lexicon import Lexicon
from bot.understanding.traces.reading import Reading
from bot.understanding.traces.rules import RULES, Extent
from bot.understanding.traces.spans import Span, apart
from bot.understanding.traces.surroundings import follows_capital, is_body, is_place

_AND = frozenset({"and", "or", "und", "oder", "y", "o", "et", "ou"})


def names_in(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Where the names of people stand."""
    reading = Reading(text, lexicon)
    found = list(_by_rule(reading))
    known = {i for first, last in found for i in range(first, last + 1)}
    row = _in_a_row(reading, known)
    found += [(i, i) for i in row]
    found += [(i, i) for i in _again(reading, known | row)]
    return apart((reading.spans[first][0], reading.spans[last][1]) for first, last in found)


def _by_rule(reading: Reading) -> Iterator[Extent]:
    for i, word in enumerate(reading.folded):
        for trigger in reading.lexicon.triggers(word):
            extent = RULES[trigger](reading, i)
            if extent is not None:
                yield extent


def _in_a_row(reading: Reading, known: set[int]) -> set[int]:
    """Given names in a row before one that counts: "Maria, Ahmed and Fatima said".

    Read from the end, so that each one that counts lets the one before it count.
    """
    row: set[int] = set()
    for i in range(len(reading.folded) - 2, -1, -1):
        if i in known or reading.folded[i] not in reading.lexicon.given or not reading.is_title_case(i):
            continue
        joined = reading.folded[i + 1] in _AND
        following = i + 2 if joined else i + 1
        counts = following in known or following in row
        if counts and (joined or reading.gap(i + 1) == ", ") and not is_place(reading, i):
            row.add(i)
    return row


def _again(reading: Reading, known: set[int]) -> Iterator[int]:
    """A word of a name that was found, alone: "Mr Khan ... and Khan refused"."""
    parts = {reading.folded[i] for i in known if reading.is_name_word(i)} - reading.lexicon.not_alone
    for i, word in enumerate(reading.folded):
        if word not in parts or i in known or not reading.is_name_word(i):
            continue
        if not (is_place(reading, i) or is_body(reading, i) or follows_capital(reading, i)):
            yield i
