"""Cross-checks that no single entry can make: ids are unique, references exist, counts and words are complete."""

from collections import Counter
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any

from knowledge.library import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.interview import Condition
from knowledge.schema.rules import Caution, Gate

CELLS = {"SUP": (5, 3, 2, 2, 2), "JV": (2, 5, 2, 1, 1), "CUS": (3, 1, 2, 1, 1), "GOV": (1, 3, 3, 4, 1)}
"""Levers of Annex A per actor, categories A to E."""

FREE_MEANINGS = {"route", "lever", "bars", "sign"}
SIGNS = ("harm", "near", "calm", "someone")
"""What a phrase may propose besides answers to questions."""

TRANSLATED = ("lever.", "entry.")
"""Keys that only other languages than English need: there the entry itself is the text."""


def problems(knowledge: Knowledge) -> list[str]:
    """Every problem found, each naming the entry and the fix; empty when the content is whole."""
    checks = (_double_ids, _cells, _lever_references, _conditions, _rule_references, _phrases, _texts, _places)
    return [problem for check in checks for problem in check(knowledge)]


def _double_ids(knowledge: Knowledge) -> Iterator[str]:
    named: list[tuple[Any, ...]] = [
        knowledge.levers, knowledge.actors, knowledge.categories, knowledge.moments, knowledge.principles,
        knowledge.means, knowledge.culture, knowledge.duties, knowledge.responsibility, knowledge.practice,
        knowledge.figures, knowledge.engagement_levels, knowledge.elements, knowledge.ladder, knowledge.cases,
        knowledge.investing, tuple(item for means in knowledge.means for item in means.items),
    ]  # fmt: skip
    groups: list[list[tuple[Any, ...]]] = [
        named,
        [knowledge.questions],
        [knowledge.rules],
        [knowledge.orderings],
        [knowledge.gates],
        [knowledge.cautions],
        [knowledge.picks],
        [knowledge.purposes],
        [knowledge.routes],
        [knowledge.phrases],
        [knowledge.aliases],
    ]
    for group in groups:
        counts = Counter(entry.id for entries in group for entry in entries)
        yield from (
            f"{entry}: the id stands {n} times. Give each entry its own." for entry, n in counts.items() if n > 1
        )


def _cells(knowledge: Knowledge) -> Iterator[str]:
    for actor, sizes in CELLS.items():
        expected = [f"{actor}-{letter}{row + 1}" for letter, n in zip("ABCDE", sizes, strict=True) for row in range(n)]
        found = [lever.id for lever in knowledge.levers_of(actor)]
        if found != expected:
            yield f"levers/{actor}.toml: holds {', '.join(found)}; expected {', '.join(expected)}."


def _lever_references(knowledge: Knowledge) -> Iterator[str]:
    purposes = {purpose.id for purpose in knowledge.purposes}
    for lever in knowledge.levers:
        points = {"how"} | {point.id for point in (*lever.whys, *lever.examples, *lever.caveats)}
        for support in lever.purposes:
            if support.purpose not in purposes:
                yield f"{lever.id}: purpose {support.purpose!r} is not in purposes.toml."
            if support.basis not in points:
                yield f"{lever.id}: basis {support.basis!r} is neither 'how' nor one of its entries."


def _conditions(knowledge: Knowledge) -> Iterator[str]:
    order = list(knowledge.question_by_id)
    for question in knowledge.questions:
        for condition in question.when:
            if condition.question not in order[: order.index(question.id)]:
                yield f"question {question.id}: asks about {condition.question!r}, which is not asked before it."
        yield from _unknown_choices(knowledge, f"question {question.id}", question.when)


def _unknown_choices(knowledge: Knowledge, where: str, conditions: Iterable[Condition]) -> Iterator[str]:
    for condition in conditions:
        question = knowledge.question_by_id.get(condition.question)
        if question is None:
            yield f"{where}: there is no question {condition.question!r}."
            continue
        known = {choice.id for choice in question.choices}
        for value in (*condition.any, *condition.without):
            if value not in known:
                yield f"{where}: {condition.question} has no choice {value!r}."


def _rule_references(knowledge: Knowledge) -> Iterator[str]:
    levers = set(knowledge.lever_by_id)
    for rule in knowledge.rules:
        yield from _unknown_choices(knowledge, f"rule {rule.id}", rule.when)
        yield from _unknown_levers(f"rule {rule.id}", (*rule.up, *rule.down, *rule.out), levers)
    checks: tuple[Gate | Caution, ...] = (*knowledge.gates, *knowledge.cautions)
    for gate in checks:
        yield from _unknown_choices(knowledge, f"gates.toml: {gate.id}", gate.when)
        yield from _unknown_levers(f"gates.toml: {gate.id}", gate.levers, levers)
    for pick in knowledge.picks:
        yield from _unknown_choices(knowledge, f"pick {pick.id}", pick.when)
        yield from (f"pick {pick.id}: {entry!r} is no entry." for entry in pick.ids if entry not in knowledge.by_id)
    for ordering in knowledge.orderings:
        yield from _unknown_choices(knowledge, f"ordering {ordering.id}", ordering.when)
        yield from _unknown_levers(f"ordering {ordering.id}", (ordering.first, *ordering.later), levers)


def _unknown_levers(where: str, found: Iterable[str], levers: set[str]) -> Iterator[str]:
    return (f"{where}: {lever!r} is no lever." for lever in found if lever not in levers)


def _phrases(knowledge: Knowledge) -> Iterator[str]:
    routes = {route.id for route in knowledge.routes}
    for phrase in knowledge.phrases:
        for name, values in phrase.means.items():
            known = _known_meanings(knowledge, name, routes)
            if known is None:
                yield f"phrase {phrase.id}: {name!r} is no question, and not route, lever, bars or sign."
                continue
            yield from (f"phrase {phrase.id}: {name} has no {v!r}." for v in values if known and v not in known)
    for alias in knowledge.aliases:
        known = set(knowledge.by_id) | {"A", "B", "C", "D", "E"} | {purpose.id for purpose in knowledge.purposes}
        yield from (f"alias {alias.id}: {target!r} is no entry." for target in alias.means if target not in known)


def _known_meanings(knowledge: Knowledge, name: str, routes: set[str]) -> set[str] | None:
    if name in FREE_MEANINGS:
        levers = set(knowledge.lever_by_id)
        return {"route": routes, "lever": levers, "bars": levers, "sign": set(SIGNS)}[name]
    question = knowledge.question_by_id.get(name)
    return None if question is None else {choice.id for choice in question.choices}


def _texts(knowledge: Knowledge) -> Iterator[str]:
    needed = set(needed_keys(knowledge)) | set(knowledge.texts["en"].words)
    optional = {key for key in needed if key.startswith(TRANSLATED)}
    for language in LANGUAGES:
        missing = sorted(needed - optional - set(knowledge.texts[language].words))
        yield from (f"texts/{language}.toml: {key} is missing. Write it in this language." for key in missing)


def _places(knowledge: Knowledge) -> Iterator[str]:
    """A text may only leave {places} that the assistant fills: those that the other languages' texts have."""
    found: dict[tuple[str, str], set[str]] = {}
    for language in LANGUAGES:
        for key, text in knowledge.texts[language].words.items():
            try:
                if places := _places_in(text):
                    found[language, key] = places
            except ValueError:
                yield f"texts/{language}.toml: {key} has a brace that opens or closes nothing. Remove it."
    for (written_in, key), places in found.items():
        others = set().union(*(found.get((other, key), set()) for other in LANGUAGES if other != written_in))
        unfilled = ", ".join(f"{{{place}}}" for place in sorted(places - others))
        if unfilled:
            yield f"texts/{written_in}.toml: {key}: nothing fills {unfilled}. Use the other languages' places only."


def _places_in(text: str | tuple[str, ...]) -> set[str]:
    whole = text if isinstance(text, str) else "\n".join(text)
    if "{" not in whole and "}" not in whole:
        return set()
    return {name for _, name, _, _ in Formatter().parse(whole) if name is not None}


def needed_keys(knowledge: Knowledge) -> Iterator[str]:
    """The text keys that the content itself asks for, whatever the assistant uses besides."""
    for question in knowledge.questions:
        yield from (f"question.{question.id}.ask", f"question.{question.id}.why")
        yield from (f"choice.{question.id}.{choice.id}" for choice in question.choices)
    yield from (f"rule.{rule.id}" for rule in knowledge.rules)
    yield from (f"gate.{gate.id}" for gate in knowledge.gates)
    yield from (f"caution.{caution.id}" for caution in knowledge.cautions)
    yield from (f"route.{route.id}" for route in knowledge.routes)
