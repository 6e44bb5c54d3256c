"""From a reading to proposed answers, a route, and whether to warn.

Only what the text makes likely is proposed; the person confirms or changes it, and connection is always asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.reading import STRENGTH, Found, Reading
from knowledge import Knowledge

LIKELY = 2.0
"""The weight from which a choice is proposed: one normal phrase, or two weak ones."""
SECOND_ACTOR_SHARE = 0.5
URGENT_KINDS = ("danger", "child", "forced", "violence", "order")
ACTORS = ("SUP", "JV", "CUS", "GOV", "INV", "OWN")
MOST_PROPOSED = {"actor": 2, "purpose": 2, "moment": 2, "position": 1, "distance": 1, "status": 1, "checked": 1}


@dataclass(frozen=True)
class Proposal:
    """What a text makes likely. `urgent` may be true on a guess: a warning costs little."""

    answers: Mapping[str, tuple[str, ...]]
    route: str
    urgent: bool
    severe: bool
    """Severe for people, but feared or past: a note, not a warning."""


def propose(knowledge: Knowledge, reading: Reading) -> Proposal:
    """The proposal for a reading: the same reading, the same proposal."""
    answers = {q: values for q in knowledge.question_by_id if (values := _likely(reading, q))}
    kinds = _kinds(reading)
    now = not _elsewhen(reading)
    answers.pop("safety", None)
    if kinds and now:
        answers["safety"] = kinds
    actors = _actors(reading)
    answers.pop("actor", None)
    if actors:
        answers["actor"] = actors
    route = _route(reading, answers, bool(kinds))
    return Proposal(answers, route, bool(kinds) and now and route != "no_link", bool(kinds) and not now)


def _likely(reading: Reading, question: str) -> tuple[str, ...]:
    weights = reading.about(question)
    most = MOST_PROPOSED.get(question, 3)
    best = sorted((v for v in weights if weights[v] >= LIKELY and v != "none"), key=lambda v: -weights[v])
    return tuple(best[:most])


def _kinds(reading: Reading) -> tuple[str, ...]:
    weights = dict.fromkeys(URGENT_KINDS, 0.0)
    for found in reading.found:
        for kind in found.phrase.means.get("safety", ()):
            if kind in weights and not found.negated:
                weights[kind] += found.weight
    return tuple(kind for kind in URGENT_KINDS if weights[kind] >= LIKELY)


def _elsewhen(reading: Reading) -> bool:
    """Whether the harm is feared or past, and nothing says that it goes on."""
    status = reading.about("status")
    away = max(status.get("potential", 0.0), status.get("ended", 0.0))
    return away > status.get("happening", 0.0) and away >= LIKELY


def _actors(reading: Reading) -> tuple[str, ...]:
    weights = reading.about("actor")
    ranked = sorted((actor for actor in ACTORS if weights.get(actor)), key=lambda actor: -weights[actor])
    if not ranked:
        return ()
    best = weights[ranked[0]]
    return tuple(a for a in ranked[:2] if weights[a] >= max(1.0, best * SECOND_ACTOR_SHARE))


def _route(reading: Reading, answers: Mapping[str, tuple[str, ...]], harm: bool) -> str:
    weights = reading.about("route")
    harm = harm or bool(reading.about("severity"))
    for route in ("refuse", "report_channel", "legal_advice"):
        if weights.get(route, 0.0) >= LIKELY:
            return route
    substance = harm or bool(reading.about("lever"))
    if weights.get("out_of_scope", 0.0) >= LIKELY and not substance:
        return "out_of_scope"
    actors = answers.get("actor", ())
    if "none" in reading.about("connection") and reading.about("connection")["none"] >= LIKELY:
        return "no_link"
    if actors[:1] == ("INV",):
        return "investee"
    if actors[:1] == ("OWN",):
        return "own_operations"
    if weights.get("leverage"):
        return "leverage"
    return "leverage" if substance or (actors and len(answers) > 1) else "ask_again"


def weight_of(found: Found) -> float:
    """The weight of a found phrase."""
    return STRENGTH[found.phrase.strength]
