"""How likely it is that people are in danger now: whether to warn, and how surely.

Words for danger alone name less than half of what matters: many writers name no harm at all. So everything that
points to it is counted together: what is named, how near it is, what could be at stake, what makes it a plan; and, more
than all of that, how like the text is as a whole to messages about people in danger (likeness.py).
The weights are our reading; docs/evaluation.md has what they reach on unread cases.
"""

from collections.abc import Mapping
from typing import Literal

from bot.understanding.reading import Reading

Alarm = Literal["none", "possible", "likely"]
POSSIBLE, LIKELY = 4.2, 6.0
LIKENESS = 10.0
"""What it is worth to be like a message about danger, as a share of 1."""
NAMED, DOUBLY_NAMED = 3.0, 6.0
"""Danger named in so many words; in two ways."""
UNLIKE, SOMEWHAT_LIKE = 0.2, 0.3
"""Below the first, grave words speak of the past, of policy or of figures; from the second on two are enough."""
DANGERS = ("danger", "child", "forced", "violence", "order")
COUNTS = (
    ("danger", 3.0, 0.34),
    ("happening", 3.0, 0.5),
    ("potential", 2.0, -1.0),
    ("ended", 2.0, -0.8),
    ("harm", 4.0, 0.35),
    ("near", 2.0, 1.6),
    ("calm", 3.0, -0.35),
)
"""What is counted, up to how much of it, and what each point of it is worth."""


def alarm(reading: Reading) -> Alarm:
    """Whether to warn: surely, carefully or not at all. Named danger is asked about, unless all else is unlike it."""
    points, like = _points(reading), LIKENESS * reading.like.danger
    if like < POSSIBLE and not _at_stake(points):
        return "none"
    score = like + sum(min(points.get(name, 0.0), most) * worth for name, most, worth in COUNTS)
    past = points.get("potential") or points.get("ended")
    named = 0.0 if past else points["danger"]
    if score >= LIKELY or (named >= DOUBLY_NAMED and reading.like.danger >= SOMEWHAT_LIKE):
        return "likely"
    return "possible" if score >= POSSIBLE or (named >= NAMED and reading.like.danger >= UNLIKE) else "none"


def _points(reading: Reading) -> Mapping[str, float]:
    told = {"danger": sum(dangers(reading).values()), "severity": float(bool(reading.about("severity")))}
    return {**reading.about("status"), **reading.about("sign"), **told}


def _at_stake(points: Mapping[str, float]) -> bool:
    """Harm of some kind, or people and a day: half of those in danger are named with no harm at all."""
    soon = points.get("someone") and points.get("near")
    return bool(points["danger"] or points["severity"] or points.get("harm") or soon)


def dangers(reading: Reading) -> dict[str, float]:
    """Kind of danger -> weight; what is denied ("no children") does not count."""
    weights = dict.fromkeys(DANGERS, 0.0)
    for found in reading.found:
        for kind in found.phrase.means.get("safety", ()):
            if kind in weights and not found.negated:
                weights[kind] += found.weight
    return weights
