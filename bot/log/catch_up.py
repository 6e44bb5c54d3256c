"""Keeps the ledger level with the database: after each turn, and after a crash."""

from collections.abc import Iterable, Iterator

from bot.log import account, entries, projection, reports
from bot.log.account import Account, Note, Reached, Said
from bot.log.chain import breaks_at
from bot.log.database import LogFile, Row
from bot.log.erasure import erasures
from bot.log.keyring import KeyRing
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


def _news(file: LogFile, known: Account, name: str) -> Iterator[Said]:
    row = file.row("SELECT * FROM consultation WHERE id = ?", [name])
    if row is None or projection.reached(row) == known.reached.get(name):
        return
    turn, before = file.counter("turn"), known.reached.get(name)
    if turn < known.turn:
        text = f"an older file was put back (turn {turn}, the ledger had reached {known.turn}) and written on"
        yield account.note(Note(None, "rolled_back", text))
    if before and not passes(file, name, before):
        text = f"it was cut back behind entry {before.entries} and written on"
        yield account.note(Note(name, "cut", text))
    yield account.reach(name, projection.reached(row), turn)


def _ahead(ring: KeyRing, known: Account) -> list[str]:
    rows = ring.file.rows("SELECT id, revision, entries, head FROM consultation")
    return [row["id"] for row in rows if _is_ahead(ring, known.reached.get(row["id"]), row)]


def _is_ahead(ring: KeyRing, before: Reached | None, row: Row) -> bool:
    now = projection.reached(row)
    if now == before or (before and not passes(ring.file, row["id"], before)):
        return False
    chain = entries.links(ring.file, row["id"])
    holds = breaks_at(ring.keys.chain, row["id"], chain) is None
    return holds and bool(chain) and chain[-1].mac == now.head
