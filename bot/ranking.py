"""Which levers fit, best first, each with its reasons.

Weights are ours: no source has any. Answers count in full, what was only read from the text counts half. What the text
as a whole is like counts whatever was answered.
Connection never ranks by itself: it decides the duty, not the lever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.consultation import Answers
from bot.interview import actors_of, applies
from bot.understanding.likeness import nearness
from bot.understanding.reading import Reader, Reading
from knowledge import Knowledge
from knowledge.schema.levers import Lever, PurposeSupport
from knowledge.schema.rules import Ordering, Rule

RULE_WEIGHT = {"strong": 1.0, "normal": 0.6, "slight": 0.3}
PURPOSE_WEIGHT = {"main": 2.0, "secondary": 0.7}
FURTHER_PURPOSE = 0.4
"""Of two purposes that one lever serves: two levers that each serve one well come before one that serves both."""
CUE_WEIGHT = 0.45
MOST_CUES = 3.0
RELEVANCE_WEIGHT = 1.0
NEARNESS_WEIGHT = 4.0
"""For the lever, of those over the actors, that the text is likest, by all that was learnt from labelled texts."""
NEAR = 0.85
"""The nearness from which it is told as a reason."""
GUESSED_SHARE = 0.5
COUNTS_IN_FULL = ("safety",)
"""A danger read from the text moves levers as much as one that was told: nobody waits for what takes months."""
SECOND_ACTOR_COST = 1.0
SHOWN = 5
FIXED = 3
"""Places that the spread over categories never touches."""
KINDS_WANTED = 3


Firing = tuple[Rule, bool]
"""A rule whose conditions hold, and whether by answers alone (else partly by guesses)."""


@dataclass(frozen=True)
class Reason:
    """Why a lever stands where it does: a rule's id, a text key with its values, a source."""

    rule: str
    key: str
    source: str
    values: tuple[tuple[str, str], ...] = ()
    weight: float = 0.0


@dataclass(frozen=True)
class Ranked:
    """A lever with its score and its reasons, strongest first."""

    lever: Lever
    score: float
    reasons: tuple[Reason, ...]


def rank(reader: Reader, reading: Reading, answers: Answers, guesses: Answers) -> tuple[Ranked, ...]:
    """All levers of the actors, best first; of all actors when none is known."""
    knowledge = reader.knowledge
    known = {**guesses, **answers}
    actors = actors_of(known) or (() if {"INV", "OWN"} & set(known.get("actor", ())) else ("SUP", "JV", "CUS", "GOV"))
    sure = {**{question: guesses[question] for question in COUNTS_IN_FULL if question in guesses}, **answers}
    firing = [(rule, applies(rule.when, sure)) for rule in knowledge.rules if applies(rule.when, known)]
    barred = reading.about("bars")
    levers = knowledge.levers_of(*actors)
    alike = _alike(reader, reading, levers)
    scored = [
        _ranked(firing, lever, reading, alike[lever.id], answers, known)
        for lever in levers
        if lever.id not in barred and not any(lever.id in rule.out for rule, _ in firing)
    ]
    place = {lever.id: n for n, lever in enumerate(knowledge.levers)}
    ordered = sorted(scored, key=lambda r: (-r.score, place[r.lever.id]))
    ordered = _in_order(knowledge, ordered, known)
    if actors_of(known):
        ordered = _both_actors(ordered, actors)
    return tuple(_spread(knowledge, ordered, known))


def _alike(reader: Reader, reading: Reading, levers: Iterable[Lever]) -> Mapping[str, tuple[float, float]]:
    """Lever -> how relevant its own words are to the text, and how near the text is to examples where it helps.

    Both from 0 to 1, the latter beside these levers only.
    """
    relevance = reader.relevance.scores(reading.text)
    near = nearness({lever.id: reading.levers[lever.id] for lever in levers if lever.id in reading.levers})
    return {lever.id: (relevance.get(lever.id, 0.0), near.get(lever.id, 0.0)) for lever in levers}


def _ranked(
    firing: Sequence[Firing],
    lever: Lever,
    reading: Reading,
    alike: tuple[float, float],
    answers: Answers,
    known: Answers,
) -> Ranked:
    reasons = [
        *_purposes(lever, answers, known),
        *_rules(firing, lever),
        *_cues(lever, reading),
    ]
    actors, (relevant, near) = actors_of(known), alike
    cost = SECOND_ACTOR_COST if actors and lever.actor != actors[0] else 0.0
    score = sum(reason.weight for reason in reasons) + RELEVANCE_WEIGHT * relevant + NEARNESS_WEIGHT * near - cost
    shown = sorted((reason for reason in reasons if reason.weight > 0), key=lambda reason: -reason.weight)
    # Whatever it weighs, likeness is told last: what can be pointed at convinces more.
    shown += [Reason("likeness", "reason.likeness", "our reading")] if near >= NEAR else []
    return Ranked(lever, round(score, 4), tuple(shown) or (_because_of_actor(lever),))


def _because_of_actor(lever: Lever) -> Reason:
    return Reason("actor", "reason.actor", lever.source, (("actor", lever.actor),))


def _purposes(lever: Lever, answers: Answers, known: Answers) -> Iterable[Reason]:
    found = [
        _purpose(lever, support, answers) for support in lever.purposes if support.purpose in known.get("purpose", ())
    ]
    for place, reason in enumerate(sorted(found, key=lambda reason: -reason.weight)):
        yield replace(reason, weight=reason.weight * (FURTHER_PURPOSE if place else 1.0))


def _purpose(lever: Lever, support: PurposeSupport, answers: Answers) -> Reason:
    share = 1.0 if support.purpose in answers.get("purpose", ()) else GUESSED_SHARE
    key, weight = f"reason.purpose_{support.strength}", PURPOSE_WEIGHT[support.strength] * share
    return Reason(f"purpose.{support.purpose}", key, lever.source, (("purpose", support.purpose),), weight)


def _rules(firing: Iterable[Firing], lever: Lever) -> Iterable[Reason]:
    for rule, answered in firing:
        strength = rule.up.get(lever.id) or rule.down.get(lever.id)
        if strength is not None:
            share = 1.0 if answered else GUESSED_SHARE
            sign = 1.0 if lever.id in rule.up else -1.0
            yield Reason(rule.id, f"rule.{rule.id}", rule.source, (), sign * RULE_WEIGHT[strength] * share)


def _cues(lever: Lever, reading: Reading) -> Iterable[Reason]:
    fits = [found for found in reading.found if lever.id in found.phrase.means.get("lever", ())]
    if not fits:
        return
    total = min(MOST_CUES, max(f.weight for f in fits) + 0.5 * (len(fits) - 1))
    words = max(fits, key=lambda found: found.weight).words
    yield Reason("words", "reason.words", "our reading", (("words", words),), CUE_WEIGHT * total)


def _in_order(knowledge: Knowledge, ordered: Sequence[Ranked], known: Answers) -> list[Ranked]:
    made = list(ordered)
    for ordering in knowledge.orderings:
        if not applies(ordering.when, known):
            continue
        first = next((r for r in made if r.lever.id == ordering.first), None)
        above = [made.index(r) for r in made if r.lever.id in ordering.later]
        if first is not None and above and min(above) < made.index(first):
            made.remove(first)
            reason = Reason(ordering.id, "reason.ordering", ordering.source)
            made.insert(min(above), Ranked(first.lever, first.score, (reason, *first.reasons)))
    return made


def _both_actors(ordered: Sequence[Ranked], actors: Sequence[str]) -> list[Ranked]:
    """With two actors the first five hold a lever of each."""
    made = list(ordered)
    for actor in actors[:2]:
        best = next((ranked for ranked in made if ranked.lever.actor == actor), None)
        if best is not None and made.index(best) >= SHOWN:
            shown = [ranked.lever.actor for ranked in made[:SHOWN]]
            place = max(n for n, held in enumerate(shown) if held not in actors[:2] or shown.count(held) > 1)
            made.remove(best)
            gives_way = made.pop(place)
            made[SHOWN - 1 : SHOWN - 1] = [best, gives_way]
    return made


def _spread(knowledge: Knowledge, ordered: Sequence[Ranked], known: Answers) -> list[Ranked]:
    """At least three categories among the first five, by changing the last two places only.

    What the orderings and the two actors have settled stays so.
    """
    orderings = [ordering for ordering in knowledge.orderings if applies(ordering.when, known)]
    first, rest = list(ordered[:SHOWN]), list(ordered[SHOWN:])
    for place in range(len(first) - 1, FIXED - 1, -1):
        if len({ranked.lever.category for ranked in first}) >= KINDS_WANTED:
            break
        other = next((ranked for ranked in rest if _may_replace(ranked, first, place, orderings)), None)
        if other is not None:
            rest.remove(other)
            rest.insert(0, first[place])
            first[place] = Ranked(other.lever, other.score, (*other.reasons, _spread_reason()))
    return [*first, *rest]


def _may_replace(other: Ranked, first: Sequence[Ranked], place: int, orderings: Sequence[Ordering]) -> bool:
    """Whether another kind of lever may take a place: it adds a kind, and takes away no kind, actor or order.

    A kind may go when its lever alone keeps the one before it in its place: that one gives way next.
    """
    left = [ranked.lever for ranked in (*first[:place], *first[place + 1 :])]
    leaves, shown, last = first[place].lever, {lever.id for lever in left}, left[-1].id
    kinds, actors = {lever.category for lever in left}, {lever.actor for lever in left}
    return (
        other.lever.category not in {leaves.category, *kinds}
        and leaves.actor in {other.lever.actor, *actors}
        and (leaves.category in kinds or any(leaves.id in o.later and o.first == last for o in orderings))
        and not any(other.lever.id in o.later for o in orderings)
        and not any(leaves.id == o.first and shown & set(o.later) for o in orderings)
    )


def _spread_reason() -> Reason:
    return Reason("spread", "reason.spread", "Shift 2013, I.3b")


def why_not(knowledge: Knowledge, lever_id: str, known: Answers) -> tuple[str, ...]:
    """Text keys of the rules that lower a lever under these answers; empty when none does."""
    return tuple(
        f"rule.{rule.id}"
        for rule in knowledge.rules
        if (lever_id in rule.down or lever_id in rule.out) and applies(rule.when, known)
    )
