"""Other logs from which the very same report could have been made: nothing that they differ in can be derived from it.

This is the proof of docs/decisions.md, carried out. It needs no guess at how clever an attacker is, and holds whatever
is known of single consultations: the other logs are made of consultations that there were, or may be, and of no others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.review.report import Counted, Frame, Quarter, Report, make
from bot.review.report.hiding import STEP
from bot.review.report.making import LONGER, WAITED
from bot.review.report.tables import counts, rows_of
from tests.review.report.attacker import Cell

WAITS = dict(WAITED) | {LONGER: 10**6}


def hidden_few(report: Report, frame: Frame, data: Sequence[Counted]) -> Iterator[Cell]:
    """The hidden cells of a few."""
    true = counts(frame, data)
    for table in report.tables:
        yield from ((table.id, row.id) for row in table.rows if row.at_least is None and true[table.id][row.id] < STEP)


def without(cell: Cell, report: Report, data: Sequence[Counted]) -> list[Counted]:
    """A log in which nobody stands in the cell: only the others ask, each as often as need be."""
    return _copied(report, [one for one in data if not stands_in(cell, one)], alone=cell[0] == "partner")


def with_more(report: Report, data: Sequence[Counted], one: Counted) -> list[Counted]:
    """A log in which many more stand in the cell: the same people ask, and several like this one."""
    return [*_copied(report, data), *_copied(report, [one])]


def stands_in(cell: Cell, one: Counted) -> bool:
    """Whether a consultation stands in a cell. Of partners none does alone."""
    table, row = cell
    return row in rows_of(table, one)


def same_report(report: Report, frame: Frame, world: Sequence[Counted]) -> bool:
    """Whether the report could have come from this log: whether there are lots that make it, to the letter."""
    figures = {(table.id, row.id): row.at_least or 0 for table in report.tables for row in table.rows}
    lots: list[bool] = []
    for table, rows in counts(frame, world).items():
        for row, count in rows.items():
            figure, highest = figures[table, row], count - count % STEP
            if highest < figure:
                return False
            lots += [True] * ((highest - figure) // STEP)
            lots += [False] * (figure > 0)
    draws = iter(lots)
    made = make(Quarter.read(report.quarter), world, frame, report.published, lambda: next(draws))
    return made == report and next(draws, None) is None


def _copied(report: Report, data: Sequence[Counted], *, alone: bool = False) -> list[Counted]:
    """Each so often that every figure is reached; of partners each copy has its own, or one with one other copy."""
    most = max((row.at_least or 0 for table in report.tables for row in table.rows), default=0)
    copies = 2 * max(most, STEP)
    return [
        replace(one, partner=_partner(one, place, copy, alone=alone), acknowledged_minutes=_waited(one, report))
        for place, one in enumerate(data)
        for copy in range(copies)
    ]


def _partner(one: Counted, place: int, copy: int, *, alone: bool) -> str:
    return f"{place} {copy if alone else copy // 2}" if one.partner else ""


def _waited(one: Counted, report: Report) -> int | None:
    """How long a case waits depends on nothing else: as long as the report says."""
    known = one.acknowledged_minutes is not None and report.acknowledged_within
    return WAITS[report.acknowledged_within] if known else one.acknowledged_minutes
