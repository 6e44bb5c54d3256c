"""The days on which a lead is away: not told of what is urgent, not asked first, and their cases free to hand over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.record import Body, Person, Setting

AWAY = "away"
"""The name of the setting."""
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Days:
    """The first day away and the last."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the lead is away on a day."""
        return self.first <= day <= self.last

    @property
    def body(self) -> Body:
        """As it is kept."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def days_of(body: Body | None) -> Days | None:
    """The days as they were kept."""
    return Days(date.fromisoformat(body["first"]), date.fromisoformat(body["last"])) if body else None


def on(settings: Iterable[Setting], day: date) -> frozenset[Person]:
    """Who is away on a day."""
    return frozenset(s.person for s in settings if (days := days_of(s.body)) and days.holds(day))


def wrong(days: Days, today: date) -> str:
    """The key of the sentence that says what is wrong with days that somebody wants to be away; empty for nothing."""
    if days.last < days.first:
        return "clocks.away_backwards"
    if days.last < today:
        return "clocks.away_past"
    return "clocks.away_too_long" if days.last - days.first > LONGEST else ""


def unmanned(leads: Iterable[Person], settings: Iterable[Setting], days: Days) -> date | None:
    """The first of some days on which every lead is away; None where somebody is there all the time."""
    everybody, known = frozenset(leads), tuple(settings)
    each = (days.first + timedelta(days=n) for n in range((days.last - days.first).days + 1))
    return next((day for day in each if everybody and everybody <= on(known, day)), None)
