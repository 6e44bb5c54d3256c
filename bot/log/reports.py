"""Published reports: one a quarter, as first published, for ever.

They are sealed under the store's own key, each for its quarter, and belong to no consultation: an erasure leaves them.
The ledger notes each, so that none can be taken away, or published anew, without a trace.
"""

from collections.abc import Iterator
from hashlib import sha256

from bot.log import account
from bot.log.account import Account
from bot.log.database import Row
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Ledger
from bot.record import Finding
from bot.store import Stale, Unreadable


def publish(ring: KeyRing, quarter: str, body: str) -> str:
    """Keep a report, unless one of this quarter is kept; what is kept. Inside one write transaction."""
    sealed = ring.own().seal(body.encode(), 0, _place(quarter))
    ring.file.run("INSERT OR IGNORE INTO report (quarter, sealed) VALUES (?, ?)", [quarter, sealed])
    return _body(ring, ring.file.rows("SELECT * FROM report WHERE quarter = ?", [quarter])[0])


def published(ring: KeyRing) -> tuple[tuple[str, str], ...]:
    """Every quarter with its report, the oldest first. Unreadable when one is not what was sealed there."""
    rows = ring.file.rows("SELECT * FROM report ORDER BY quarter")
    return tuple((row["quarter"], _body(ring, row)) for row in rows)


def tell(ring: KeyRing, ledger: Ledger) -> None:
    """Write down in the ledger what is published. Inside a write transaction, and after the one that published."""
    known = ledger.account.reports
    ledger.write(account.report(*found) for found in _digests(ring).items() if found[0] not in known)


def amiss(ring: KeyRing, known: Account) -> Iterator[Finding]:
    """What is wrong with the reports: one is gone, is another than the ledger knows, or can't be read."""
    here = _digests(ring)
    for quarter in sorted(known.reports.keys() - here.keys()):
        yield Finding(consultation=None, kind="missing", text=f"the report of {quarter} was published; it is gone")
    changed = {quarter for quarter, digest in here.items() if known.reports.get(quarter, digest) != digest}
    for quarter in sorted(changed | set(_unreadable(ring))):
        text = f"the report of {quarter} is not what was published"
        yield Finding(consultation=None, kind="ciphertext", text=text)


def _digests(ring: KeyRing) -> dict[str, str]:
    rows = ring.file.rows("SELECT * FROM report ORDER BY quarter")
    return {row["quarter"]: sha256(row["sealed"]).hexdigest() for row in rows}


def _unreadable(ring: KeyRing) -> list[str]:
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
