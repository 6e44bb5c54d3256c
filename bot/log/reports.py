"""Published reports: one a quarter, as first published, for ever.

They are sealed under the store's own key, each for its quarter, and belong to no consultation: an erasure leaves them.
"""

from bot.log.database import Row
from bot.log.keyring import OWN, KeyRing
from bot.record import Stale, Unreadable


def publish(ring: KeyRing, quarter: str, body: str) -> str:
    """Keep a report, unless one of this quarter is kept; what is kept. Inside one write transaction."""
    sealed = ring.own().seal(body.encode(), 0, _place(quarter))
    ring.file.run("INSERT OR IGNORE INTO report (quarter, sealed) VALUES (?, ?)", [quarter, sealed])
    return _body(ring, ring.file.rows("SELECT * FROM report WHERE quarter = ?", [quarter])[0])


def published(ring: KeyRing) -> tuple[tuple[str, str], ...]:
    """Every quarter with its report, the oldest first. Unreadable when one is not what was sealed there."""
    rows = ring.file.rows("SELECT * FROM report ORDER BY quarter")
    return tuple((row["quarter"], _body(ring, row)) for row in rows)


def unreadable(ring: KeyRing) -> list[str]:
    """The quarters whose report the store's own key does not open."""
    return [row["quarter"] for row in ring.file.rows("SELECT * FROM report ORDER BY quarter") if not _opens(ring, row)]


def _opens(ring: KeyRing, row: Row) -> bool:
    try:
        return bool(_body(ring, row))
    except (Unreadable, Stale):
        return False


def _body(ring: KeyRing, row: Row) -> str:
    return ring.need(OWN).unseal(row["sealed"], 0, _place(row["quarter"])).decode()


def _place(quarter: str) -> str:
    return f"report {quarter}"
