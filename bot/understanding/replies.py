"""A typed reply to a question: which choices it means, or "not sure" with candidates.

Order: id, label or alias; number; then a strict ratio with a margin over the runner-up; else ask. A loose
ratio is treacherous on short choices ("not sure" would match "No").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from bot.understanding.reading import NEGATORS
from bot.understanding.words import split

LONGEST = 200
"""A longer reply names no choice."""
CLOSE_ENOUGH = 84
MARGIN = 8
TELLING_LENGTH = 4
"""Longer words that stand in one label only mean that choice ("audit"); "no" and "yes" never do."""
_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_SEPARATOR = re.compile(r"\s*(?:,|;|\+|&|/|\band\b|\bund\b|\by\b|\bet\b)\s*")


@dataclass(frozen=True)
class Reply:
    """What a reply means: choice ids; or candidates when it is not clear; or neither."""

    values: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    day: date | None = None


def read_reply(text: str, labels: Mapping[str, Sequence[str]]) -> Reply:
    """What a reply means, given choice id -> its labels (several languages), in the order they are shown.

    "1 and 4", "1,4", "2 on 2027-03-12", a label, an id: all are understood.
    """
    found = find_date(text)
    rest = re.sub(r"\b(?:on|am|el|le)\s*$", "", _DATE.sub("", text).strip(), flags=re.IGNORECASE).strip()
    if not rest:
        return Reply(day=found)
    whole = _one(rest, labels)
    if whole.values:
        return Reply(whole.values, day=found)
    parts = [part for part in _SEPARATOR.split(rest) if part] if _SEPARATOR.search(rest) else rest.split()
    each = [_one(part, labels) for part in parts]
    if each and all(reply.values for reply in each):
        values = tuple(dict.fromkeys(value for reply in each for value in reply.values))
        return Reply(values, day=found)
    if len(whole.candidates) == 1 and all(len(word) >= TELLING_LENGTH for word in _plain(rest).split()):
        return Reply(whole.candidates, day=found)
    return Reply(candidates=whole.candidates, day=found)


def find_date(text: str) -> date | None:
    """The first date written as 2027-03-12, 12.3.2027 or 12/3/2027 (day first); None when it is no real day."""
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _one(text: str, labels: Mapping[str, Sequence[str]]) -> Reply:
    folded = _plain(text)
    if not folded or len(text) > LONGEST:
        return Reply()
    for choice, names in labels.items():
        if folded in {_plain(choice), *map(_plain, names)}:
            return Reply((choice,))
    if folded.isdecimal() and folded.isascii():
        place = int(folded[:9])
        return Reply((list(labels)[place - 1],)) if 1 <= place <= len(labels) else Reply()
    return _nearest(folded, labels)


def _nearest(folded: str, labels: Mapping[str, Sequence[str]]) -> Reply:
    near = [
        max((fuzz.token_sort_ratio(folded, _plain(name)), _plain(name)) for name in names) for names in labels.values()
    ]
    scored = sorted(((*best, choice) for best, choice in zip(near, labels, strict=True)), key=lambda row: -row[0])
    ratio, label, choice = scored[0]
    runner_up = scored[1][0] if len(scored) > 1 else 0.0
    if ratio >= CLOSE_ENOUGH and ratio - runner_up >= MARGIN and _negations(folded) == _negations(label):
        return Reply((choice,))
    contained = [c for c, names in labels.items() if any(_holds(folded, _plain(name)) for name in names)]
    return Reply(candidates=tuple(contained[:4]))


def _negations(text: str) -> frozenset[str]:
    """One "not" more or less turns a label into its opposite and changes few letters."""
    return NEGATORS.intersection(text.split())


def _holds(folded: str, label: str) -> bool:
    """Whether every word of the reply stands in the label."""
    words = set(folded.split())
    return bool(words) and words <= set(label.split())


@lru_cache(maxsize=5_000)
def _plain(text: str) -> str:
    return " ".join(word.folded for word in split(text))
