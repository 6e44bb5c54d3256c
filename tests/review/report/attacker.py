"""An attacker who has every published report, knows how they are made, and how the assistant leads a consultation.

What is known of each count is an interval of whole numbers. The laws (which sums of counts are no smaller than which
others) narrow the intervals until nothing moves: whatever is claimed in the end follows from what was published.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil, floor, inf

from bot.review.report import Frame
from bot.review.report.tables import STAGES

Cell = tuple[str, str]
"""table, row."""
Known = Mapping[Cell, tuple[float, float]]
"""What was published of a quarter: the least and the most that each count can be."""
FEW = 4
"""Of so few nobody may learn how many they are, nor that there are any."""


@dataclass(frozen=True)
class Law:
    """The counts, each taken so many times, add up to nothing below zero."""

    terms: tuple[tuple[Cell, int], ...]


@dataclass(frozen=True)
class Claim:
    """What the attacker claims of a count that was hidden."""

    cell: Cell
    least: float
    most: float


def claims(known: Known, laws: Iterable[Law], hidden: Iterable[Cell]) -> list[Claim]:
    """What can be said of the hidden counts that should not be: exactly how few, or that there are a few.

    None where what is known contradicts itself: then the attacker took it to mean more than it does.
    """
    bounds = dict(known)
    laws = list(laws)
    while _narrow(bounds, laws):
        if any(least > most for least, most in bounds.values()):
            return []
    found = (Claim(cell, *bounds[cell]) for cell in hidden)
    return [claim for claim in found if claim.most <= FEW and (claim.least >= 1 or claim.least == claim.most)]


def _narrow(bounds: dict[Cell, tuple[float, float]], laws: list[Law]) -> bool:
    moved = False
    for law in laws:
        most = [max(times * end for end in bounds[cell]) for cell, times in law.terms]
        total = sum(most)
        for (cell, times), own in zip(law.terms, most, strict=True):
            others = (
                total - own
                if total < inf
                else sum(end for at, end in zip(law.terms, most, strict=True) if at[0] != cell)
            )
            least, highest = bounds[cell]
            if others == inf:
                continue
            if times > 0:
                least = max(least, ceil(-others / times))
            else:
                highest = min(highest, floor(others / -times))
            if (least, highest) != bounds[cell]:
                bounds[cell] = (least, highest)
                moved = True
                if least > highest:
                    return True
    return moved


# ---- the laws of the product ----

ALL: Cell = ("consultations", "all")
ONE_ROW_EACH = ("connection", "route", "helpful")
"""Tables in which a consultation stands in one row at most."""
UNSURE_OF_ACTOR: Cell = ("unsure", "actor")


def laws(frame: Frame) -> Iterator[Law]:
    """What holds of every quarter's counts, whatever happened in it."""
    cells = {table: [(table, row) for row in rows] for table, rows in frame.items()}
    yield from (covers([ALL], [cell]) for table in cells if table != "partner" for cell in cells[table] if cell != ALL)
    yield from (covers([ALL], cells[table]) for table in ONE_ROW_EACH)
    yield covers([*cells["actor"], UNSURE_OF_ACTOR], cells["connection"])
    asked = [("actor", actor) for actor in ("SUP", "JV", "CUS", "GOV")] + [UNSURE_OF_ACTOR]
    yield from (covers(asked, [cell]) for cell in cells["moment"])
    yield covers([("actor", "OWN")], [("route", "own_operations")])
    yield covers([("actor", "INV")], [("route", "investee")])
    yield from same([("connection", "none")], [("route", "no_link")])
    yield covers([("urgent", "urgent")], [("urgent", "acknowledged")])
    yield from _of_levers(cells)


def _of_levers(cells: Mapping[str, list[Cell]]) -> Iterator[Law]:
    proposed, tried = ("outcome", "proposed"), ("outcome", "tried")
    yield covers(cells["category"], [proposed])
    yield from (covers([proposed], [cell]) for cell in cells["category"])
    told = [("outcome", outcome) for outcome in ("worked", "partly", "refused")]
    yield from (covers([tried], [cell]) for cell in (*told, *cells["changed"]))
    for stage in STAGES:
        of_stage = cells[f"lever_{stage}"]
        yield covers(of_stage, [("outcome", stage)])
        yield from (covers([("outcome", stage)], [cell]) for cell in of_stage)
    # Five levers are shown together.
    yield Law((*((cell, 1) for cell in cells["lever_proposed"]), (proposed, -5)))
    for _, lever in cells["lever_tried"]:
        yield from (covers([("lever_tried", lever)], [(f"lever_{outcome}", lever)]) for _, outcome in told)


def covers(these: Iterable[Cell], those: Iterable[Cell]) -> Law:
    """Whoever stands in one of those stands in one of these."""
    return Law((*((cell, 1) for cell in these), *((cell, -1) for cell in those)))


def same(these: list[Cell], those: list[Cell]) -> Iterator[Law]:
    """These together are as many as those together."""
    yield covers(these, those)
    yield covers(those, these)
