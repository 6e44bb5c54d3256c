"""A quarter of a year, in UTC: which one a consultation began in, and whether it is over."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self

_WRITTEN = re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])", re.IGNORECASE)
MONTHS = 3
PARTS = 4
FIRST_YEAR, LAST_YEAR = 1970, 9998


class NoQuarter(ValueError):
    """This is not how a quarter is written."""


class NotOver(Exception):
    """The quarter has not ended: it can be published from `since` on."""

    def __init__(self, quarter: "Quarter") -> None:
        super().__init__(f"{quarter} is not over")
        self.quarter = quarter
        self.since = quarter.next.first_day


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; written 2026-Q3."""

    year: int
    part: int

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.part}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The quarter of a text such as 2026-Q3. Raises NoQuarter."""
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
            raise NoQuarter(text)
        return cls(int(found["year"]), int(found["part"]))

    @classmethod
    def of(cls, at: datetime) -> Self:
        """The quarter that a time lies in; a time without a zone is taken as UTC."""
        there = at.astimezone(UTC) if at.tzinfo else at
        return cls(there.year, (there.month - 1) // MONTHS + 1)

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, (self.part - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.part // PARTS, self.part % PARTS + 1)

    def must_be_over(self, now: datetime) -> None:
        """Nothing once it has ended. Raises NotOver before that."""
        if self >= Quarter.of(now):
            raise NotOver(self)


def closed(begun: datetime, now: datetime) -> tuple[Quarter, ...]:
    """The quarters that are over, from the one in which something began; the oldest first."""
    quarter, last, over = Quarter.of(begun), Quarter.of(now), []
    while quarter < last:
        over.append(quarter)
        quarter = quarter.next
    return tuple(over)
