"""How like a text is to those of each kind, by all its words and runs of letters together.

Phrases tell what is said in so many words; most writers say it in others. What was learnt from many messages
(knowledge/learned.py) hears what no list of words holds: how people ask, how they tell of danger without naming any.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from operator import mul

from bot.understanding.words import MOST_WORDS, fold, runs
from knowledge.learned import SCALE, Learned

IN_GENERAL = 0.36
"""How likely danger is held to be where nothing was learnt."""
REACH = 5.0
"""How many times e a lever may be less like a text than the likest one before it is not like it at all."""
NO_LEVER = "none"
FEW = 15
"""Words below which a text says too little to be like anything for sure."""
Met = tuple[float, Sequence[int]]
"""How much of a piece there is, and its weights."""
_PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[%€$£?!]")


@dataclass(frozen=True)
class Likeness:
    """Shares between 0 and 1: of danger, and of each route, actor and purpose; those of the routes are 1 together."""

    danger: float = IN_GENERAL
    routes: Mapping[str, float] = field(default_factory=dict)
    actors: Mapping[str, float] = field(default_factory=dict)
    purposes: Mapping[str, float] = field(default_factory=dict)


def likeness(learned: Learned, text: str) -> Likeness:
    """The likeness of a text; where nothing was learnt it says nothing."""
    if not learned.kinds:
        return Likeness()
    words = _words(text)
    sums = _sums(learned, _met(learned, words))
    danger, sure = 1 / (1 + exp(-sums["danger:yes"])), min(1.0, len(words) / FEW)
    shares = (_shares(sums, group) for group in ("route", "actor", "purpose"))
    return Likeness(sure * danger + (1 - sure) * IN_GENERAL, *shares)


def levers_like(learned: Learned, text: str) -> Mapping[str, float]:
    """Lever -> its share of likeness; NO_LEVER has one too, and together they are 1.

    Empty where nothing was learnt, and for a text of which nothing was ever met.
    """
    met = _met(learned, _words(text))
    return _shares(_sums(learned, met), "lever") if met else {}


def nearness(shares: Mapping[str, float]) -> Mapping[str, float]:
    """Lever -> from 1, for the one that a text is likest, down to 0."""
    levers = {lever: share for lever, share in shares.items() if lever != NO_LEVER}
    best = max(levers.values(), default=0.0)
    return {lever: max(0.0, 1 + log(share / best) / REACH) for lever, share in levers.items()}


def counted(text: str) -> Mapping[str, float]:
    """Piece -> how much of it: words, and runs of their letters. More of the same counts less and less."""
    return _counted(_words(text))


def _counted(words: Sequence[str]) -> Mapping[str, float]:
    return {piece: 1 + log(n) for piece, n in Counter(_pieces(words)).items()}


def _words(text: str) -> Sequence[str]:
    return [fold(found) for found in _PIECE.findall(text)[:MOST_WORDS]]


def _pieces(words: Sequence[str]) -> Iterator[str]:
    yield from words
    for word in words:
        yield from (f"#{run.replace(' ', '_')}" for run in runs(word))


def _met(learned: Learned, words: Sequence[str]) -> Sequence[Met]:
    """Of the pieces of a text those that were met before: how much of each there is, and its weights."""
    return [(much * found[0], found[1]) for piece, much in _counted(words).items() if (found := learned.of(piece))]


def _sums(learned: Learned, met: Sequence[Met]) -> Mapping[str, float]:
    """Kind -> what speaks for it."""
    starts = [start / SCALE for start in learned.start]
    if not met:
        return dict(zip(learned.kinds, starts, strict=True))
    much, weights = zip(*met, strict=True)
    length = sqrt(sum(one * one for one in much))
    columns = zip(starts, zip(*weights, strict=True), strict=True)
    sums = (start + sum(map(mul, much, column)) / length / SCALE for start, column in columns)
    return dict(zip(learned.kinds, sums, strict=True))


def _shares(sums: Mapping[str, float], group: str) -> Mapping[str, float]:
    raised = {name.partition(":")[2]: exp(total) for name, total in sums.items() if name.startswith(f"{group}:")}
    whole = sum(raised.values())
    return {name: one / whole for name, one in raised.items()}
