"""What is counted, as a table of tables: in which rows of each a consultation stands.

A row's figure is the number of consultations that stand in it, each once. No table has a row for the rest: what was
skipped, not asked or not said stands in none, and sums of rows mean nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.review.report.counted import UNSURE, Counted, sure
from knowledge import Knowledge

Frame = Mapping[str, tuple[str, ...]]
"""table -> its rows, in order."""

STAGES = ("proposed", "tried", "worked", "partly", "refused")
"""What came of a lever. That it didn't help is the rest of what was tried: with a row of its own they would add up."""
_TOLD = ("worked", "partly", "no")
"""Outcomes of a lever that was tried; one that is not done yet was not."""
_REFUSED = "refuse"


def frame_of(knowledge: Knowledge) -> Frame:
    """Every table of a report with its rows. A row is there whether or not anything stands in it."""
    choices = {question.id: [choice.id for choice in question.choices] for question in knowledge.questions}
    levers = tuple(lever.id for lever in knowledge.levers)
    return {
        "consultations": ("all",),
        "urgent": ("urgent", "acknowledged"),
        "actor": sure(choices["actor"]),
        "connection": sure(choices["connection"]),
        "moment": sure(choices["moment"]),
        # The way of most, over others, is the rest.
        "route": tuple(route.id for route in knowledge.routes if route.logged and route.id != "leverage"),
        "category": tuple(category.id.removeprefix("CAT-") for category in knowledge.categories),
        "unsure": tuple(question for question, values in choices.items() if UNSURE in values),
        "outcome": STAGES,
        "changed": ("yes", "partly", "no", "unknown"),
        "partner": ("repeated",),
        "helpful": ("yes", "no"),
        **{f"lever_{stage}": levers for stage in STAGES},
    }


def counts(frame: Frame, data: Sequence[Counted]) -> dict[str, dict[str, int]]:
    """Each table with its rows and how many stand in them.

    These are raw: they are hidden before anyone sees them, and never kept.
    """
    return {table: _count(rows, _rows_of(table, data)) for table, rows in frame.items()}


def rows_of(table: str, one: Counted) -> Iterable[str]:
    """The rows of a table in which a consultation stands. Of partners a row counts partners: it stands in none."""
    return _STANDS_IN[table](one)


def _count(rows: tuple[str, ...], found: Iterable[Iterable[str]]) -> dict[str, int]:
    counter = Counter(row for one in found for row in set(one))
    return {row: counter[row] for row in rows}


def _rows_of(table: str, data: Sequence[Counted]) -> Iterable[Iterable[str]]:
    if table == "partner":
        return _repeated(data)
    return (rows_of(table, one) for one in data)


def _repeated(data: Sequence[Counted]) -> Iterator[tuple[str, ...]]:
    """One for each partner who occurs more than once."""
    often = Counter(one.partner for one in data if one.partner)
    return (("repeated",) for times in often.values() if times > 1)


def _urgent(one: Counted) -> Iterator[str]:
    if one.urgent:
        yield "urgent"
    if one.acknowledged_minutes is not None:
        yield "acknowledged"


def _levers(stage: str) -> Callable[[Counted], Iterable[str]]:
    """The levers of a consultation that have come to this stage."""
    if stage == "proposed":
        return lambda one: one.levers
    if stage == "tried":
        return lambda one: [outcome.lever for outcome in one.outcomes if outcome.outcome in _TOLD]
    if stage == "refused":
        return lambda one: [outcome.lever for outcome in one.outcomes if outcome.left == _REFUSED]
    return lambda one: [outcome.lever for outcome in one.outcomes if outcome.outcome == stage]


_OF_LEVERS = {stage: _levers(stage) for stage in STAGES}

_STANDS_IN: dict[str, Callable[[Counted], Iterable[str]]] = {
    "consultations": lambda one: ("all",),
    "urgent": _urgent,
    "actor": lambda one: one.actors,
    "connection": lambda one: (one.connection,),
    "moment": lambda one: one.moments,
    "route": lambda one: (one.route,),
    "category": lambda one: one.categories,
    "unsure": lambda one: one.unsure,
    "outcome": lambda one: (stage for stage in STAGES if any(_OF_LEVERS[stage](one))),
    "changed": lambda one: one.changed,
    "partner": lambda one: (),
    "helpful": lambda one: (one.helpful,),
    **{f"lever_{stage}": of for stage, of in _OF_LEVERS.items()},
}
"""table -> in which of its rows a consultation stands. A row that the frame has not is not counted."""
