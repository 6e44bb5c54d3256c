"""What of the log has outlived its time: a part of the store."""

from collections.abc import Mapping
from datetime import datetime

from bot.log import audit, daily, projection, terms
from bot.log.keyring import KeyRing
from bot.log.times import microseconds
from bot.record import Overdue, Standing

_OLD = "FROM delivery WHERE at < ? AND id <> 'health'"


class Expiring:
    """The part of a store that finds what is over, in small portions and by an index."""

    ring: KeyRing

    def claim_daily(self, name: str, now: datetime) -> bool:
        """Claim what is done once a day, where it is due and nobody has it in hand; for five minutes."""
        if not daily.is_due(self.ring, name, now):
            return False
        with self.ring.file.writing():
            return daily.claim(self.ring, name, now)

    def settle_daily(self, name: str, next_at: datetime) -> None:
        """It is not due again before that time; anybody may claim it then."""
        with self.ring.file.writing():
            daily.settle(self.ring, name, next_at)

    def ended(self, ends: Mapping[str, datetime], limit: int = 50) -> tuple[Standing, ...]:
        """Consultations whose term of a kind began before the kind's time, the one that ended first first."""
        with self.ring.file.reading():
            names = terms.ended(self.ring, ends, limit)
            return tuple(found for name in names for found in projection.find(self.ring, "id = ?", [name]))

    def overdue(self, ends: Mapping[str, datetime], deliveries: datetime, audited: datetime) -> Overdue:
        """How many consultations, deliveries and audit lines are from before these times."""
        with self.ring.file.reading():
            return Overdue(
                **{kind: terms.count(self.ring, kind, end) for kind, end in ends.items()},
                deliveries=self.ring.file.rows(f"SELECT COUNT(*) AS n {_OLD}", [microseconds(deliveries)])[0]["n"],
                audited=len(audit.old(self.ring, audited, -1)),
            )

    def forget_deliveries(self, before: datetime, limit: int = 1_000) -> int:
        """Forget the ids of deliveries from before a time; how many there were, at most `limit`."""
        with self.ring.file.writing():
            query = f"DELETE FROM delivery WHERE rowid IN (SELECT rowid {_OLD} ORDER BY at LIMIT ?)"
            return self.ring.file.run(query, [microseconds(before), limit])

    def trim_audit(self, before: datetime, limit: int = 1_000) -> int:
        """Blank the lines of the audit log from before a time; how many there were, at most `limit`."""
        with self.ring.file.writing():
            return audit.trim(self.ring, before, limit)
