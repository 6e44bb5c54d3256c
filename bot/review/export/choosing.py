"""Which consultations are wanted: by what stands in the projection, so that nothing needs to be read for it."""

from dataclasses import dataclass
from datetime import UTC, date

from bot.record import DRAFT, Standing, State


@dataclass(frozen=True)
class Wanted:
    """The consultations that an export holds. Days are those on which a consultation began, in UTC, both included."""

    number: int | None = None
    routes: tuple[str, ...] = ()
    state: State | None = None
    urgent: bool = False
    since: date | None = None
    until: date | None = None

    def holds(self, standing: Standing) -> bool:
        """Whether this consultation is wanted. A draft never is: only its writer reads it."""
        began = standing.started_at.astimezone(UTC).date()
        return (
            standing.route != DRAFT
            and self.number in (None, standing.number)
            and (not self.routes or standing.route in self.routes)
            and self.state in (None, standing.state)
            and (standing.urgent or not self.urgent)
            and (self.since is None or began >= self.since)
            and (self.until is None or began <= self.until)
        )
