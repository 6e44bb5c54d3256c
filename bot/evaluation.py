"""How well situations and look-ups are understood: scores against labels, with a bootstrap interval.

A lever's gain is 2 when it is core and 1 when it is acceptable; every score is a mean over the items it
applies to. Baselines use the labels' actors, so they know more than a first message tells.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan, log2, nan
from statistics import fmean
from typing import Any

Record = Mapping[str, Any]
Scores = dict[str, float]
DISCOUNTS = tuple(1 / log2(place + 1) for place in range(1, 6))
RESAMPLES = 2_000
LOWER_IS_BETTER = frozenset({"wrong3", "urgent_false_alarm"})


@dataclass(frozen=True)
class Figure:
    """A mean with its 95 % bootstrap interval and the number of items it rests on."""

    name: str
    mean: float
    low: float
    high: float
    items: int


def first_place(ranking: Sequence[str], wanted: Sequence[str]) -> float:
    """The place of the first wanted entry, from 1; infinite when there is none."""
    return next((place for place, entry in enumerate(ranking, 1) if entry in wanted), inf)


def share_found(found: Sequence[str], wanted: Sequence[str]) -> float:
    """Share of the wanted entries that were found; not a number when nothing was wanted."""
    return len(set(found) & set(wanted)) / len(set(wanted)) if wanted else nan


def lever_scores(gold: Record, ranking: Sequence[str]) -> Scores:
    """Scores of one ranking against one situation's labels."""
    gains = dict.fromkeys(gold["acceptable_levers"], 1) | dict.fromkeys(gold["core_levers"], 2)
    earned = [gains.get(lever, 0) for lever in ranking[:5]]
    ideal = sorted(gains.values(), reverse=True)[:5]
    wrong = gold["not_top3"]
    return {
        "core3": share_found(ranking[:3], gold["core_levers"]),
        "acceptable5": sum(gain > 0 for gain in earned) / 5,
        "mrr": 1 / first_place(ranking, gold["core_levers"]),
        "ndcg5": _discounted(earned) / _discounted(ideal),
        "wrong3": float(not ranking or first_place(ranking, wrong) <= 3) if wrong else nan,
    }


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain * discount for gain, discount in zip(gains, DISCOUNTS, strict=False))


def situation_scores(gold: Record, found: Record) -> Scores:
    """Scores of one answer to a situation: levers where it has core levers, and what was understood."""
    understood = found["understood"]
    actors, moments = understood.get("actor", []), understood.get("moment", [])
    levers = lever_scores(gold, [lever["id"] for lever in found["levers"]]) if gold["core_levers"] else {}
    return levers | {
        "route": float(found["route"] == gold["route"]),
        "actor_first": float(first_place(actors, gold["actor"]) == 1) if gold["actor"] else nan,
        "actor_recall": share_found(actors, gold["actor"]),
        "moment_recall": share_found(moments, gold["moment"]),
        "urgent_recall": float(found["urgent"] is True) if gold["urgent"] else nan,
        "urgent_false_alarm": nan if gold["urgent"] else float(found["urgent"] is True),
    }


def query_scores(gold: Record, ranking: Sequence[str]) -> Scores:
    """Scores of one look-up: hit1, hit3, best1, mrr; of one that no lever answers, whether none was given."""
    if not gold["expected"]:
        return {"silent": float(not ranking)}
    place = first_place(ranking, gold["expected"])
    return {
        "hit1": float(place == 1),
        "hit3": float(place <= 3),
        "best1": float(list(ranking[:1]) == gold["expected"][:1]),
        "mrr": 1 / place,
    }


def figures(scores: Sequence[Scores], seed: int = 0) -> tuple[Figure, ...]:
    """The mean of every score with its interval; items to which a score does not apply are left out."""
    names = dict.fromkeys(name for row in scores for name in row)
    columns = {name: [row[name] for row in scores if not isnan(row.get(name, nan))] for name in names}
    return tuple(_figure(name, values, seed) for name, values in columns.items() if values)


def _figure(name: str, values: Sequence[float], seed: int) -> Figure:
    draw = random.Random(f"{seed}:{name}")  # noqa: S311 - repeatable by design
    means = sorted(fmean(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    low, high = means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES)]
    return Figure(name, fmean(values), low, high, len(values))


def baselines(levers: Sequence[str]) -> dict[str, Callable[[Record], list[str]]]:
    """Rankings to compare with: levers of the labelled actors in the source's order, and in a random order."""
    draw = random.Random(0)  # noqa: S311 - repeatable by design

    def of_actors(gold: Record) -> list[str]:
        return [lever for actor in gold["actor"] for lever in levers if lever.startswith(actor)] or list(levers)

    def shuffled(gold: Record) -> list[str]:
        found = of_actors(gold)
        return draw.sample(found, len(found))

    return {"document order of the labelled actors": of_actors, "random order of the labelled actors": shuffled}
