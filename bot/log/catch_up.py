"""Keeps the ledger level with the database: after each turn, and after a crash."""

from collections.abc import Iterable, Iterator

from bot.log import account, entries, projection, reports
from bot.log.account import Account, Note, Reached, Said
from bot.log.chain import breaks_at
from bot.log.database import LogFile
from bot.log.erasure import erasures
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Ledger


def tell(ring: KeyRing, ledger: Ledger, consultations: Iterable[str]) -> None:
    """Write down how far these consultations have come.

    The database's write lock is taken, though nothing is written to it: it keeps other processes from
    writing to the ledger at the same time. What is told is read anew, since one of them may have been here.
    """
    with ring.file.writing():
        known = ledger.account
        ledger.write(said for name in consultations for said in _news(ring.file, known, name))


def catch_up(ring: KeyRing, ledger: Ledger) -> None:
    """Tell the ledger what a killed process committed but did not tell it.

    Only entries whose chain holds count. A database that is *behind* is left as it is, for `verify`.
    """
    with ring.file.writing():
        known = ledger.account
        erased = [name for name in erasures(ring) if name not in known.erased]
        ledger.write(account.erase(name, known.turn) for name in erased)
        ledger.write(said for name in _ahead(ring, known) for said in _news(ring.file, known, name))
        reports.tell(ring, ledger)
        ledger.compact()


def passes(file: LogFile, consultation: str, known: Reached) -> bool:
    """Whether the chain in the database goes through the point that the ledger knows."""
    query = "SELECT mac FROM event WHERE consultation = ? AND seq = ?"
    found = file.row(query, [consultation, known.entries])
    return found is not None and found["mac"] == known.head


def _reached(file: LogFile, name: str) -> Reached | None:
    """How far a chain has come: a consultation's row says it, the audit log has no row."""
    if name == OWN:
        count, head = entries.end(file, OWN)
        return Reached(0, count, head) if count else None
    row = file.row("SELECT * FROM consultation WHERE id = ?", [name])
    return projection.reached(row) if row else None


def _news(file: LogFile, known: Account, name: str) -> Iterator[Said]:
    reached = _reached(file, name)
    if reached is None or reached == known.reached.get(name):
        return
    turn, before = file.counter("turn"), known.reached.get(name)
    if turn < known.turn:
        text = f"an older file was put back (turn {turn}, the ledger had reached {known.turn}) and written on"
        yield account.note(Note(None, "rolled_back", text))
    if before and not passes(file, name, before):
        text = f"it was cut back behind entry {before.entries} and written on"
        yield account.note(Note(name, "cut", text))
    yield account.reach(name, reached, turn)


def _ahead(ring: KeyRing, known: Account) -> list[str]:
    rows = ring.file.each("SELECT id, revision, entries, head FROM consultation")
    reached = ((row["id"], projection.reached(row)) for row in rows)
    differ = [(name, now) for name, now in reached if now != known.reached.get(name)]
    return [name for name, now in (*differ, *_own(ring)) if _is_ahead(ring, known.reached.get(name), name, now)]


def _own(ring: KeyRing) -> list[tuple[str, Reached]]:
    reached = _reached(ring.file, OWN)
    return [(OWN, reached)] if reached else []


def _is_ahead(ring: KeyRing, before: Reached | None, name: str, now: Reached) -> bool:
    if now == before or (before and not passes(ring.file, name, before)):
        return False
    chain = entries.links(ring.file, name)
    holds = breaks_at(ring.keys.chain, name, chain) is None
    return holds and bool(chain) and chain[-1].mac == now.head
