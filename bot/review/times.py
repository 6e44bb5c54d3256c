"""How long urgent cases waited for a lead: over the whole team, never of one person. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles

from bot.consultation import Consultation

FEWEST = 5
"""Of fewer cases nothing is said: a figure of so few would be one person's."""


@dataclass(frozen=True)
class Spread:
    """Minutes until "I have it": half of the cases waited no longer than the median, a quarter no longer than `low`."""

    cases: int
    low: int
    median: int
    high: int


def acknowledged_minutes(consultation: Consultation) -> int | None:
    """Whole minutes from when the first lead was told until a lead had it; None where none was told, or none has it."""
    seen = [alert.seen for alert in consultation.alerts if alert.seen is not None]
    if not seen:
        return None
    waited = min(seen) - min(alert.at for alert in consultation.alerts)
    return max(0, waited // timedelta(minutes=1))


def spread(minutes: Iterable[int | None]) -> Spread | None:
    """The spread over the cases that were acknowledged; None of fewer than five."""
    known = [found for found in minutes if found is not None]
    if len(known) < FEWEST:
        return None
    low, median, high = quantiles(known, n=4, method="inclusive")
    return Spread(len(known), round(low), round(median), round(high))
