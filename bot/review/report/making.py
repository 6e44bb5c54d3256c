"""The report: what is left of the counts once they are hidden. This is what is kept, and all that is kept."""

import json
from collections.abc import Sequence
from datetime import date
from statistics import median_low

from bot.messages import Value
from bot.review.report.counted import Counted
from bot.review.report.hiding import STEP, Lot, shown
from bot.review.report.quarter import Quarter
from bot.review.report.tables import Frame, counts

WAITED = (("quarter_hour", 15), ("hour", 60), ("day", 24 * 60))
"""Bands of the time until an urgent case was acknowledged, and the most minutes of each."""
LONGER = "longer"


class Row(Value):
    """A row and its figure: at least so many consultations. None is hidden."""

    id: str
    at_least: int | None


class Table(Value):
    """One table."""

    id: str
    rows: tuple[Row, ...]

    @property
    def told(self) -> tuple[Row, ...]:
        """The rows that have a figure."""
        return tuple(row for row in self.rows if row.at_least is not None)


class Report(Value):
    """The report of a quarter."""

    quarter: str
    published: date
    step: int = STEP
    tables: tuple[Table, ...]
    acknowledged_within: str = ""
    """The band of the middle urgent case; empty where the number of those cases is hidden."""

    def table(self, id: str) -> Table:
        """The table with this id; without rows when the report has none."""
        return next((table for table in self.tables if table.id == id), Table(id=id, rows=()))


def make(quarter: Quarter, data: Sequence[Counted], frame: Frame, published: date, lot: Lot) -> Report:
    """The report of a quarter from what is counted in it."""
    here = [one for one in data if one.quarter == quarter]
    tables = tuple(
        Table(id=table, rows=tuple(Row(id=row, at_least=shown(count, lot)) for row, count in rows.items()))
        for table, rows in counts(frame, here).items()
    )
    made = Report(quarter=str(quarter), published=published, tables=tables)
    if any(row.id == "acknowledged" for row in made.table("urgent").told):
        return made.model_copy(update={"acknowledged_within": _middle(here)})
    return made


def as_json(report: Report) -> str:
    """The canonical form: the same report gives the same bytes."""
    return json.dumps(report.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))


def from_json(body: str) -> Report:
    """The report that was kept. pydantic's ValidationError when this is none."""
    return Report.model_validate_json(body)


def _middle(data: Sequence[Counted]) -> str:
    waited = median_low(one.acknowledged_minutes for one in data if one.acknowledged_minutes is not None)
    return next((band for band, most in WAITED if waited <= most), LONGER)
