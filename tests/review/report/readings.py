"""What an attacker takes a published figure to mean, for reports that are made in different ways."""

from collections.abc import Iterator
from math import inf
from random import Random

from bot.review.report import Counted, Frame, Quarter
from bot.review.report.hiding import ODDS, STEP, Lot, shown
from bot.review.report.tables import counts
from tests.review.report.attacker import ALL, FEW, ONE_ROW_EACH, Cell, Known, Law, same


def drawing(seed: object) -> Lot:
    """A lot that can be drawn again."""
    random = Random(str(seed))
    return lambda: random.randrange(ODDS) == 0


def raw(frame: Frame, quarter: Quarter, data: list[Counted]) -> dict[Cell, int]:
    """The counts as they are."""
    here = [one for one in data if one.quarter == quarter]
    return {(table, row): n for table, rows in counts(frame, here).items() for row, n in rows.items()}


def naive(true: dict[Cell, int]) -> tuple[Known, list[Cell]]:
    """The report that one would make first: what is below five is hidden, a table's rest is a row like any other."""
    counted = true | {rest(table): true[ALL] - _sum(true, table) for table in ONE_ROW_EACH}
    known = {cell: (n, n) if n > FEW else (0, FEW) for cell, n in counted.items()}
    return known, [cell for cell, n in counted.items() if n <= FEW]


def rests(frame: Frame) -> Iterator[Law]:
    """What else holds where tables have a row for the rest: the rows are all there is."""
    for table in ONE_ROW_EACH:
        yield from same([ALL], [*((table, row) for row in frame[table]), rest(table)])


def rest(table: str) -> Cell:
    """The row of a table for whatever stands in no other."""
    return (table, "rest")


def _sum(true: dict[Cell, int], table: str) -> int:
    return sum(n for (of, _), n in true.items() if of == table)


def rounded(true: dict[Cell, int]) -> tuple[Known, list[Cell]]:
    """As naive, and the others rounded down to a step: the count lies in the step."""
    known = {cell: (n - n % STEP, n - n % STEP + STEP - 1) for cell, n in true.items()}
    return known, [cell for cell, n in true.items() if n <= FEW]


def ours(true: dict[Cell, int], lot: Lot) -> tuple[Known, list[Cell]]:
    """The report as it is made: at least the figure, and of a hidden count nothing."""
    figures = {cell: shown(n, lot) for cell, n in true.items()}
    known = {cell: (figure or 0, inf) for cell, figure in figures.items()}
    return known, [cell for cell, figure in figures.items() if figure is None]


def ours_without_lots(true: dict[Cell, int], lot: Lot) -> tuple[Known, list[Cell]]:
    """The report as it is made, in the eyes of someone who bets that no lot was drawn."""
    figures = {cell: shown(n, lot) for cell, n in true.items()}
    known = {cell: (figure or 0, (figure or 0) + STEP - 1) for cell, figure in figures.items()}
    return known, [cell for cell, figure in figures.items() if figure is None]
