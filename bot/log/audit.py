"""The audit log: a chain of its own beside those of the consultations, under the store's own key.

It is chained, told to the ledger, verified, backed up and given a new master key like every other chain.
"""

from collections.abc import Iterable

from bot.log import entries
from bot.log.keyring import OWN, KeyRing
from bot.record import Audited

KIND = "audited"


def write(ring: KeyRing, lines: Iterable[Audited]) -> bool:
    """Add lines, inside a transaction; whether there were any."""
    texts = [(KIND, line.model_dump_json()) for line in lines]
    if texts:
        entries.add(ring, ring.own(), texts)
    return bool(texts)


def read(ring: KeyRing, after: int, limit: int) -> tuple[tuple[int, Audited], ...]:
    """Lines with their numbers, those behind number `after`, in order. Unreadable when one was changed."""
    key = ring.key(OWN)
    query = "SELECT seq, kind, sealed FROM event WHERE consultation = ? AND seq > ? ORDER BY seq LIMIT ?"
    rows = ring.file.rows(query, [OWN, after, limit]) if key else []
    return tuple((row["seq"], Audited.model_validate_json(entries.unseal(key, row))) for row in rows if key)
