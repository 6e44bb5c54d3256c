"""The audit log: a chain of its own beside those of the consultations, under the store's own key.

It is chained, told to the ledger, verified, backed up and given a new master key like every other chain. Old lines are
blanked after their time; the chain of digests stays, and a signed row says how far it was done.
"""

import hmac
from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from bot.log import entries
from bot.log.chain import Link
from bot.log.cipher import Keys, mac
from bot.log.database import Row
from bot.log.keyring import OWN, KeyRing
from bot.record import Audited

KIND = "audited"


def write(ring: KeyRing, lines: Iterable[Audited]) -> None:
    """Add lines, inside a transaction."""
    texts = [(KIND, line.model_dump_json()) for line in lines]
    if texts:
        entries.add(ring, ring.own(), texts)


def read(ring: KeyRing, after: int, limit: int) -> tuple[tuple[int, Audited], ...]:
    """Lines with their numbers, those behind number `after`, in order. Unreadable when one was changed."""
    key = ring.key(OWN)
    query = "SELECT seq, kind, sealed FROM event WHERE consultation = ? AND kind = ? AND seq > ? ORDER BY seq LIMIT ?"
    rows = ring.file.rows(query, [OWN, KIND, max(after, trimmed(ring)), limit]) if key else []
    return tuple((row["seq"], Audited.model_validate_json(entries.unseal(key, row))) for row in rows if key)


def old(ring: KeyRing, before: datetime, limit: int) -> list[int]:
    """The numbers of the first lines that are from before a time, at most `limit`."""
    return [seq for seq, _ in takewhile(lambda numbered: numbered[1].at < before, read(ring, 0, limit))]


def trim(ring: KeyRing, before: datetime, limit: int) -> int:
    """Blank the first lines that are from before a time, inside a transaction; how many there were."""
    found = old(ring, before, limit)
    if found:
        head = ring.file.rows("SELECT mac FROM event WHERE consultation = ? AND seq = ?", [OWN, found[-1]])[0]["mac"]
        _sign(ring, ring.keys, found[-1], head)
        values = [OWN, KIND, found[-1]]
        ring.file.run("UPDATE event SET sealed = NULL WHERE consultation = ? AND kind = ? AND seq <= ?", values)
    return len(found)


def trimmed(ring: KeyRing) -> int:
    """The number of the last line that was blanked by us; a row that somebody else wrote does not count."""
    row = ring.file.row("SELECT * FROM trimmed")
    return row["entries"] if row and hmac.compare_digest(_signature(ring.keys, row), row["mac"]) else 0


def resign(ring: KeyRing, fresh: Keys, chain: list[Link]) -> None:
    """Sign how far it is blanked with another master key, over the chain as that key ties it."""
    done = trimmed(ring)
    if done:
        _sign(ring, fresh, done, chain[done - 1].mac)


def _sign(ring: KeyRing, keys: Keys, done: int, head: bytes) -> None:
    signature = _signature(keys, {"entries": done, "head": head})
    ring.file.run("INSERT OR REPLACE INTO trimmed VALUES (1, ?, ?, ?)", [done, head, signature])


def _signature(keys: Keys, row: Row) -> bytes:
    return mac(keys.chain, "trimmed", row["entries"], row["head"].hex())
