"""Holds the log against its chains, its ciphertexts, its projection and its ledger.

Each check is a row in `_CHECKS`; each looks at one consultation and says in a sentence what is wrong.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.log import audit, blanking, entries, lead_settings, projection, queue, reports, review_queue
from bot.log.account import Account, Reached
from bot.log.chain import Link, breaks_at, digest
from bot.log.cipher import DataKey, Keys
from bot.log.database import LogFile, Row
from bot.log.erasure import erasures
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Broken, Ledger
from bot.record import Finding
from bot.store import Unreadable

Kind = Literal["chain", "cut", "missing", "ciphertext", "projection", "ledger", "rolled_back"]


@dataclass(frozen=True)
class Case:
    """All that there is of one consultation."""

    name: str
    ring: KeyRing
    links: list[Link]
    row: Row | None
    key: DataKey | None
    erased: Row | None
    erased_before: bool
    known: Reached | None

    def finding(self, kind: Kind, text: str) -> Finding:
        """A finding against this consultation."""
        return Finding(consultation=self.name, kind=kind, text=text)


def findings(path: Path, ledger_path: Path, keys: Keys) -> tuple[Finding, ...]:
    """Everything that is wrong with the log; empty when it is whole.

    It reads on a connection of its own, so nobody waits for it. The ledger is read first: what is saved
    meanwhile makes the database newer than it, which is no finding.
    """
    try:
        with closing(Ledger(ledger_path, keys)) as ledger:
            known = ledger.account
    except (Broken, Unreadable, OSError) as error:
        return (Finding(consultation=None, kind="ledger", text=f"the ledger can't be trusted: {error}"),)
    try:
        with closing(LogFile(path, keys.fingerprint, to_read=True)) as file, file.reading():
            return tuple(_all(KeyRing(file, keys), known))
    except sqlite3.DatabaseError as error:
        return (Finding(consultation=None, kind="chain", text=f"the file itself is damaged: {error}"),)


def _all(ring: KeyRing, known: Account) -> Iterator[Finding]:
    for note in known.notes:
        if note.kind != "restored":
            yield Finding(consultation=note.consultation, kind=note.kind, text=note.text)
    turn = ring.file.counter("turn")
    if turn < known.turn:
        text = f"an older file was put back: it stands at turn {turn}, the ledger at {known.turn}"
        yield Finding(consultation=None, kind="rolled_back", text=text)
    yield from reports.amiss(ring, known)
    for case in _cases(ring, known):
        for check in _CHECKS:
            yield from check(case)


def _cases(ring: KeyRing, known: Account) -> Iterator[Case]:
    ours = erasures(ring)
    for name in _names(ring, known):
        yield Case(
            name=name,
            ring=ring,
            links=entries.links(ring.file, name),
            row=ring.file.row("SELECT * FROM consultation WHERE id = ?", [name]),
            key=_key(ring, name),
            erased=ours.get(name),
            erased_before=name in known.erased,
            known=known.reached.get(name),
        )


def _names(ring: KeyRing, known: Account) -> list[str]:
    tables = (
        "SELECT consultation FROM data_key",
        "SELECT consultation FROM event",
        "SELECT id FROM consultation",
    )
    found = {row["consultation"] for row in ring.file.rows(" UNION ".join(tables))}
    return sorted(found | set(known.reached) | known.erased)


def _key(ring: KeyRing, name: str) -> DataKey | None:
    try:
        return ring.key(name)
    except Unreadable:
        return None


def _chain(case: Case) -> Iterator[Finding]:
    broken = breaks_at(case.ring.keys.chain, case.name, case.links)
    if broken is not None:
        yield case.finding("chain", f"the chain breaks at entry {broken}")


def _tail(case: Case) -> Iterator[Finding]:
    """The ledger knows how far it had come: nothing may be missing behind that."""
    count, known = len(case.links), case.known
    if known is None:
        return
    if not count:
        yield case.finding("missing", f"it had {known.entries} entries; it is gone")
    elif count < known.entries:
        yield case.finding("cut", f"it had {known.entries} entries; {count} are left")
    elif case.links[known.entries - 1].mac != known.head:
        yield case.finding("ledger", f"entry {known.entries} is not the one that the ledger knows")


def _erasure(case: Case) -> Iterator[Finding]:
    if case.erased_before and case.links and not case.erased:
        yield case.finding("rolled_back", "it was erased, and is back")
    if case.erased:
        end = (case.links[-1].seq, case.links[-1].mac) if case.links else None
        if end != (case.erased["entries"], case.erased["head"]):
            yield case.finding("cut", "its entries are not those that were there when it was erased")
        if case.key or case.row or not review_queue.is_gone(case.ring, case.name):
            yield case.finding("rolled_back", "it was erased, but its key, its row or its place in the queue is back")


def _ciphertexts(case: Case) -> Iterator[Finding]:
    if case.erased or not case.links:
        return
    if case.key is None:
        yield case.finding("ciphertext", "its key is gone or can't be opened, and it was not erased")
        return
    query = "SELECT seq, kind, sealed, digest FROM event WHERE consultation = ? ORDER BY seq"
    done = audit.trimmed(case.ring) if case.name == OWN else 0
    for row in case.ring.file.each(query, [case.name]):
        blank = row["seq"] <= done and row["kind"] == audit.KIND and row["sealed"] is None
        if not blank and not _readable(case.key, row):
            yield case.finding("ciphertext", f"entry {row['seq']} is not the text that was sealed there")


def _readable(key: DataKey, row: Row) -> bool:
    try:
        entries.unseal(key, row)
    except Unreadable:
        return False
    return digest(row["sealed"]) == bytes(row["digest"])


def _waiting(case: Case) -> Iterator[Finding]:
    left = blanking.unreadable(case.ring, case.key) if case.name == OWN else []
    for id in (*queue.unreadable(case.ring, case.name, case.key), *left):
        yield case.finding("ciphertext", f"{id}, which waits, is not what was sealed there")


def _settings(case: Case) -> Iterator[Finding]:
    for name in lead_settings.damaged(case.ring, case.key) if case.name == OWN else ():
        yield case.finding("ciphertext", f"a setting of a lead ({name}) is not what was sealed there")


def _projection(case: Case) -> Iterator[Finding]:
    if case.erased or case.name == OWN:
        return
    if case.row is None:
        if case.links:
            yield case.finding("projection", "its row is missing")
    elif projection.seal(case.ring.keys, case.row) != case.row["seal"]:
        yield case.finding("projection", "its row was changed")
    elif not case.links or projection.reached(case.row)[1:] != (case.links[-1].seq, case.links[-1].mac):
        yield case.finding("projection", "its row belongs to another end of its chain")
    elif case.key is not None:  # else it is said already, of its ciphertexts
        yield from _meaning(case, case.row, case.key)


def _meaning(case: Case, row: Row, key: DataKey) -> Iterator[Finding]:
    try:
        last = entries.last_standing(case.ring.file, key)
    except Unreadable:
        return  # said already, of its ciphertexts
    try:
        if projection.standing(case.ring, row, key) != last:
            yield case.finding("projection", "its row is not what its entries lead to")
        elif last and not review_queue.is_whole(case.ring, key, last):
            yield case.finding("projection", "its place in the leads' queue was changed")
    except Unreadable:
        yield case.finding("projection", "what is sealed in its row was changed")


_CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _chain,
    _tail,
    _erasure,
    _ciphertexts,
    _waiting,
    _settings,
    _projection,
)
