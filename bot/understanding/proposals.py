"""From a reading to proposed answers, a route, and whether to warn.

Only what the text makes likely is proposed; the person confirms or changes it, and connection is always asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding.alarm import DANGERS, Alarm, alarm, dangers
from bot.understanding.reading import Reader, Reading

LIKELY = 2.0
"""The weight from which a choice is proposed: one normal phrase, or two weak ones."""
SECOND_ACTOR_SHARE = 0.6
NAMED_TWICE = 6.0
MENTIONED = 2.0
SECOND_BESIDE = {"INV": ("CUS",), "OWN": ("GOV", "CUS")}
"""Beside an investee or our own company, who else is meant often enough to be proposed."""
CUE_SHARE = 0.5
RELEVANCE_SHARE = 3.0
LIKENESS_SHARE = 12.0
EVEN = 1 / 7
"""The share of an actor, or of none, for which nothing speaks."""
LONG = 25
"""Words from which a text that names an actor tells of a situation, whatever office words stand in it."""
DENIED = 0.3
"""How much an actor counts that is denied: "no vendor", "none of our suppliers"."""
SOMEONE = ("danger",)
"""Someone may be in danger, though no words say which."""
CALM_ROUTES = frozenset({"no_link", "out_of_scope"})
"""Where nothing ties us to a danger, or the matter is another one, nobody is warned."""
ACTORS = ("SUP", "JV", "CUS", "GOV", "INV", "OWN")
CERTAIN = 3.0
TOLD, TOLD_SHORTLY = 0.1, 4.0
"""What the words that tell of a route add to its share of likeness; shared by the words, where a text has few."""
TOLD_NOTHING = 0.3
"""The same where no words tell of one: that speaks little for asking again."""
CLEARLY, WORDS_TO_TELL = 0.4, 3
"""Where no words tell of a route, nobody is sent away on a smaller share, nor on fewer words."""
DOUBLY = 5.0
"""Two phrases say the same: only a danger that is named outweighs it."""
TELLING = frozenset({"purpose", "moment", "position", "tried", "allies", "distance"})
"""Facts that make an actor without a named harm worth asking about."""
NOT_OURS = ("refuse", "report_channel", "legal_advice")
"""What this assistant does not do; of two that fit, the one that more words say."""
SENT_AWAY = frozenset({*NOT_OURS, *CALM_ROUTES})
MOST_KINDS = 2
MOST_PROPOSED = {"actor": 2, "purpose": 2, "moment": 2, "position": 1, "distance": 1, "status": 1, "checked": 1}


@dataclass(frozen=True)
class Proposal:
    """What a text makes likely. The alarm may ring on a guess: a careful warning costs little."""

    answers: Mapping[str, tuple[str, ...]]
    """Likely enough to be shown as understood."""
    guesses: Mapping[str, tuple[str, ...]]
    """The same, the actor to whom the words lean, and the danger they leave open: for a first ranking only."""
    route: str
    told: str
    """The route that the words tell of by themselves: "ask_again" where they tell of none."""
    alarm: Alarm
    severe: bool
    """Severe for people, but feared or past: a note, not a warning."""


def propose(reader: Reader, reading: Reading) -> Proposal:
    """The proposal for a reading: the same reading, the same proposal."""
    knowledge = reader.knowledge
    answers = {q: values for q in knowledge.question_by_id if (values := _likely(reading, q))}
    kinds = _kinds(reading)
    answers.pop("safety", None)
    answers.pop("actor", None)
    leaning = _leaning(reader, reading)
    actors = _actors(leaning)
    if actors and leaning[actors[0]] >= LIKELY:
        answers["actor"] = actors
    rings = alarm(reading)
    told = _route(reading, answers, kinds, rings)
    route = _likeliest(reading, told)
    if kinds and rings != "none":
        answers["safety"] = kinds
    rings = "none" if route in CALM_ROUTES else rings
    guesses = {**answers, "actor": actors} if actors and route == "leverage" else answers
    guesses = {**guesses, **_purposes(reading)}
    if rings != "none" and not kinds:
        guesses = {**guesses, "safety": SOMEONE}
    return Proposal(answers, guesses, route, told, rings, bool(kinds) and rings == "none")


def _purposes(reading: Reading) -> dict[str, tuple[str, ...]]:
    """What people who write like this want most: for a first ranking only, as half of it is guessed wrongly."""
    shares = reading.like.purposes
    likeliest = sorted(shares, key=lambda purpose: -shares[purpose])[: MOST_PROPOSED["purpose"]]
    return {"purpose": tuple(likeliest)} if likeliest else {}


def _likely(reading: Reading, question: str) -> tuple[str, ...]:
    weights = reading.about(question)
    most = MOST_PROPOSED.get(question, 3)
    best = sorted((v for v in weights if weights[v] >= LIKELY and v != "none"), key=lambda v: -weights[v])
    return tuple(best[:most])


def _kinds(reading: Reading) -> tuple[str, ...]:
    weights = dangers(reading)
    likely = tuple(kind for kind in DANGERS if weights[kind] >= LIKELY)
    if likely or not reading.about("status").get("happening"):
        return tuple(sorted(likely, key=lambda kind: -weights[kind])[:MOST_KINDS])
    weak = max(DANGERS, key=lambda kind: weights[kind])
    return (weak,) if weights[weak] > 0 else ()


def _leaning(reader: Reader, reading: Reading) -> dict[str, float]:
    """Actor -> weight: what names it, what points to its levers, and how well its levers' texts fit."""
    weights = dict.fromkeys(ACTORS, 0.0)
    for found in reading.found:
        for actor in found.phrase.means.get("actor", ()):
            weights[actor] += found.weight * (DENIED if found.negated and actor != "GOV" else 1.0)
    for found in reading.found:
        for actor in {lever.split("-")[0] for lever in found.phrase.means.get("lever", ())}:
            weights[actor] += CUE_SHARE * found.weight
    for actor, fit in reader.relevance.by_actor(reading.text).items():
        weights[actor] += RELEVANCE_SHARE * fit
    for actor in ACTORS:
        weights[actor] += LIKENESS_SHARE * max(0.0, reading.like.actors.get(actor, EVEN) - EVEN)
    return weights


def _actors(weights: Mapping[str, float]) -> tuple[str, ...]:
    """The likeliest actor, and a second one that comes near it."""
    ranked = sorted((actor for actor in ACTORS if weights[actor] > 0), key=lambda actor: -weights[actor])
    if not ranked:
        return ()
    if ranked[0] == "OWN" and weights["JV"] >= NAMED_TWICE:
        # "Our own site had this too": experience to offer to the partner, not the place of the harm.
        ranked = ["JV", *(actor for actor in ranked if actor not in ("JV", "OWN"))]
    best = weights[ranked[0]]
    beside = SECOND_BESIDE.get(ranked[0], ACTORS)
    ranked = [ranked[0], *(actor for actor in ranked[1:] if actor in beside)]
    return tuple(a for a in ranked[:2] if weights[a] >= max(MENTIONED, best * SECOND_ACTOR_SHARE) or a == ranked[0])


def _likeliest(reading: Reading, told: str) -> str:
    """The route that the text as a whole is most like; what its words tell adds to that."""
    surely = max(1.0, reading.about("route").get(told, 0.0) / LIKELY)
    shortly = TOLD_NOTHING if told == "ask_again" else TOLD_SHORTLY
    added = surely * max(TOLD, shortly / max(len(reading.words), 1))
    shares = {**reading.like.routes, told: reading.like.routes.get(told, 0.0) + added}
    likeliest = max(shares, key=lambda route: shares[route])
    unclear = len(reading.words) < WORDS_TO_TELL or (likeliest in SENT_AWAY and shares[likeliest] < CLEARLY)
    return told if told == "ask_again" and unclear else likeliest


def _route(reading: Reading, answers: Mapping[str, tuple[str, ...]], kinds: tuple[str, ...], rings: Alarm) -> str:
    weights = reading.about("route")
    harm = bool(kinds) or bool(reading.about("severity"))
    nearest = max(NOT_OURS, key=lambda route: weights.get(route, 0.0))
    if weights.get(nearest, 0.0) >= LIKELY:
        return nearest
    pointers = reading.about("lever").values()
    substance = harm or max(pointers, default=0.0) >= CERTAIN
    outside = weights.get("out_of_scope", 0.0)
    situation = substance or rings == "likely" or (bool(answers.get("actor")) and len(reading.words) > LONG)
    if not harm and outside >= (CERTAIN if situation else LIKELY):
        return "out_of_scope"
    if outside >= DOUBLY and max(dangers(reading).values()) < LIKELY:
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
    told = bool(TELLING & set(answers))
    told = told or rings == "likely"
    return "leverage" if substance or (told and (actors or pointers)) else "ask_again"
