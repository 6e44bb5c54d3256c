"""How likely it is that people are in danger now: whether to warn, and how surely.

Words for danger alone name less than half of what matters: many writers name no harm at all. So everything that
points to it is counted together: what is named, how near it is, what could be at stake, what makes it a plan.
The weights are our reading; docs/evaluation.md has what they reach on unread cases.
"""

from collections.abc import Mapping
from typing import Literal

from bot.understanding.reading import Reading

Alarm = Literal["none", "possible", "likely"]
POSSIBLE, LIKELY = 1.0, 2.2
NAMED = 3.0
"""Danger named in so many words."""
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
    """Whether to warn: surely, carefully or not at all. Nothing at stake, no warning."""
    points = _points(reading)
    if not (points["danger"] or points["severity"] or points.get("harm") or _someone_soon(points)):
        return "none"
    score = sum(min(points.get(name, 0.0), most) * worth for name, most, worth in COUNTS)
    if score < POSSIBLE:
        return "none"
    return "likely" if score >= LIKELY or points["danger"] >= NAMED else "possible"


def _points(reading: Reading) -> Mapping[str, float]:
    told = {"danger": sum(dangers(reading).values()), "severity": float(bool(reading.about("severity")))}
    return {**reading.about("status"), **reading.about("sign"), **told}


def _someone_soon(points: Mapping[str, float]) -> bool:
    """People are spoken of, and a day: half of those in danger are named with no harm at all."""
    return bool(points.get("someone") and points.get("near"))


def dangers(reading: Reading) -> dict[str, float]:
    """Kind of danger -> weight; what is denied ("no children") does not count."""
    weights = dict.fromkeys(DANGERS, 0.0)
    for found in reading.found:
        for kind in found.phrase.means.get("safety", ()):
            if kind in weights and not found.negated:
                weights[kind] += found.weight
    return weights
