"""Erasing a consultation: its key is overwritten, and whatever the key protected is blanked.

What stays is the chain of digests, which says nothing without the ciphertexts, and a signed row that the
erasure was ours. The ledger remembers the erasure as well, so that restoring an older backup repeats it.
"""

import hmac
from datetime import datetime

from bot.log import account, audit, blanking, entries, queue, review_queue, terms
from bot.log.cipher import Keys, mac
from bot.log.database import Row
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Ledger
from bot.log.times import microseconds
from bot.record import SIMPLY, Erasing
from bot.store import Held, Stale, Unreadable


def erase(ring: KeyRing, ledger: Ledger, consultation: str, now: datetime, erasing: Erasing = SIMPLY) -> bool:
    """Erase for good; False when it is unknown. Erasing twice only makes sure of it.

    When this returns, neither the database nor its write-ahead log holds a byte of the key. Raises Held or Stale, and
    then nothing is changed.
    """
    with ring.file.lock:
        with ring.file.writing():
            if not _known(ring, consultation):
                return False
            _erase(ring, consultation, now, erasing)
        with ring.file.writing():
            if consultation not in ledger.account.erased:
                ledger.write([account.erase(consultation, ring.file.counter("turn"))])
        ring.file.flush()
    return True


def _erase(ring: KeyRing, consultation: str, now: datetime, erasing: Erasing) -> None:
    """Erase unless that was done before, and leave what is to be left of it."""
    if ring.file.row("SELECT 1 FROM erasure WHERE consultation = ?", [consultation]):
        return
    _allowed(ring, consultation, erasing)
    blanking.put(ring, blanking.left_by(ring, consultation))
    blank(ring, consultation, now)
    queue.put_out(ring, erasing.outgoing)
    audit.write(ring, erasing.audited)


def _allowed(ring: KeyRing, consultation: str, erasing: Erasing) -> None:
    """Held is what the sealed entries say, not the row, which somebody may have changed."""
    row = ring.file.row("SELECT revision FROM consultation WHERE id = ?", [consultation])
    if erasing.revision is not None and (row is None or row["revision"] != erasing.revision):
        raise Stale(f"{consultation} has moved on since revision {erasing.revision}")
    if not erasing.although_held and _is_held(ring, consultation):
        raise Held(f"{consultation} is kept at the request of counsel")


def _is_held(ring: KeyRing, consultation: str) -> bool:
    try:
        key = ring.key(consultation)
        standing = entries.last_standing(ring.file, key) if key else None
    except Unreadable:
        standing = None
    term = standing.term if standing else terms.of(ring, consultation)
    return term is not None and term.kind == "held"


def blank(ring: KeyRing, consultation: str, now: datetime) -> None:
    """Destroy the key and blank what it protected; inside a transaction."""
    count, head = entries.end(ring.file, consultation)
    row = {"consultation": consultation, "entries": count, "head": head, "at": microseconds(now)}
    ring.file.run(
        "INSERT INTO erasure (consultation, entries, head, at, mac) VALUES (?, ?, ?, ?, ?)",
        [*row.values(), signature(ring.keys, row)],
    )
    ring.destroy(consultation)
    entries.blank(ring.file, consultation)
    queue.forget(ring, consultation)
    review_queue.forget(ring, consultation)
    terms.forget(ring, consultation)
    ring.file.run("DELETE FROM consultation WHERE id = ?", [consultation])
    ring.file.count("turn")


def erasures(ring: KeyRing) -> dict[str, Row]:
    """The erasures in the database that are ours; a row that somebody else wrote does not count."""
    rows = ring.file.rows("SELECT * FROM erasure")
    ours = (row for row in rows if hmac.compare_digest(signature(ring.keys, row), row["mac"]))
    return {row["consultation"]: row for row in ours}


def signature(keys: Keys, row: Row) -> bytes:
    """What shows that an erasure was made with the master key at hand."""
    return mac(keys.chain, "erased", row["consultation"], row["entries"], row["head"].hex(), row["at"])


def _known(ring: KeyRing, consultation: str) -> bool:
    found = ring.file.row("SELECT 1 FROM data_key WHERE consultation = ?", [consultation])
    return found is not None and consultation != OWN
