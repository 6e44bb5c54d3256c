"""How long what is kept: the company's days, and when a consultation's own time began to run. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.consultation import Consultation
from bot.record import DRAFT, Term

OPEN = frozenset({"in_review", "waiting", "reopened"})
"""Statuses in which leads have a case open. A new one is open where a lead was told of it."""


@dataclass(frozen=True)
class Periods:
    """Days for which things are kept, as the company has set them."""

    cases: int = 365
    """From the last change of a consultation; from its closing where leads closed it."""
    drafts: int = 30
    audit: int = 1_095
    deliveries: int = 30
    backups: int = 0
    """0 where the company has not said how long its backups are kept."""

    @property
    def open_cases(self) -> int:
        """For a case that leads have open and that nobody has changed since."""
        return 2 * self.cases

    def ends(self, now: datetime) -> dict[str, datetime]:
        """Kind of term -> what began before this time is over now. What is held has no end."""
        days = {"draft": self.drafts, "case": self.cases, "open": self.open_cases}
        return {kind: now - timedelta(days=n) for kind, n in days.items()}


AS_DELIVERED = Periods()
"""What holds where the company has set nothing."""


def term_of(case: Consultation, changed_at: datetime, now: datetime) -> Term:
    """The term of a consultation as it stands: its asker changed it last at `changed_at`, anybody `now`."""
    review = case.review
    if review.hold is not None:
        return Term(kind="held", since=review.hold.at)
    if case.route == DRAFT:
        return Term(kind="draft", since=changed_at)
    if review.status in OPEN or (review.status == "new" and case.alerts):
        return Term(kind="open", since=now)
    closed = [closing.at for closing in review.closings[-1:] if review.closed]
    return Term(kind="case", since=max(changed_at, *closed) if closed else changed_at)
