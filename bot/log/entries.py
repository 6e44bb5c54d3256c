"""A consultation's entries: its events, and after each turn the standing it led to.

The standing is kept among the entries too, encrypted like them, so that the projection can be built anew
from the entries alone.
"""

import json
from collections.abc import Iterable

from bot.log.account import Reached
from bot.log.chain import GENESIS, Link, digest, link
from bot.log.cipher import DataKey
from bot.log.database import LogFile, Row
from bot.log.keyring import KeyRing
from bot.record import Event, Standing
from bot.store import Unreadable

STANDING = "(standing)"
"""The kind of the entry that closes a turn; no event may have it."""


def append(ring: KeyRing, key: DataKey, standing: Standing, events: Iterable[Event]) -> Reached:
    """Add a turn's events and the standing they lead to; how far the chain has come."""
    turn = [(event.kind, event.model_dump_json(exclude={"kind"})) for event in events]
    return Reached(standing.revision, *add(ring, key, [*turn, (STANDING, standing.model_dump_json())]))


def add(ring: KeyRing, key: DataKey, texts: Iterable[tuple[str, str]]) -> tuple[int, bytes]:
    """Add entries, each a kind and a text, to the chain of this key; the chain's end after them."""
    entries, head = end(ring.file, key.consultation)
    for kind, text in texts:
        entries += 1
        head = _add(ring, key, Link(entries, kind, b"", head), text.encode())
    return entries, head


def end(file: LogFile, consultation: str) -> tuple[int, bytes]:
    """The last entry's sequence number and its link."""
    query = "SELECT seq, mac FROM event WHERE consultation = ? ORDER BY seq DESC LIMIT 1"
    found = file.row(query, [consultation])
    return (found["seq"], found["mac"]) if found else (0, GENESIS)


def links(file: LogFile, consultation: str) -> list[Link]:
    """The consultation's chain."""
    query = "SELECT seq, kind, digest, mac FROM event WHERE consultation = ? ORDER BY seq"
    return [Link(**row) for row in file.rows(query, [consultation])]


def events(file: LogFile, key: DataKey, after: int = 0) -> tuple[Event, ...]:
    """The events in order, without the first `after`; Unreadable when one of them can't be decrypted."""
    query = "SELECT seq, kind, sealed FROM event WHERE consultation = ? AND kind != ? ORDER BY seq LIMIT -1 OFFSET ?"
    return tuple(_event(key, row) for row in file.rows(query, [key.consultation, STANDING, after]))


def last_standing(file: LogFile, key: DataKey) -> Standing | None:
    """The standing that the last turn led to."""
    query = "SELECT seq, kind, sealed FROM event WHERE consultation = ? AND kind = ? ORDER BY seq DESC LIMIT 1"
    found = file.row(query, [key.consultation, STANDING])
    return Standing.model_validate_json(unseal(key, found)) if found else None


def unseal(key: DataKey, row: Row) -> bytes:
    """An entry's text; Unreadable when it is blank or was sealed for another place."""
    if row["sealed"] is None:
        raise Unreadable(f"entry {row['seq']} ({row['kind']}) of {key.consultation} is blank")
    return key.unseal(row["sealed"], row["seq"], row["kind"])


def blank(file: LogFile, consultation: str) -> None:
    """Blank the ciphertexts of an erased consultation; its chain still holds."""
    file.run("UPDATE event SET sealed = NULL WHERE consultation = ?", [consultation])


def _event(key: DataKey, row: Row) -> Event:
    return Event(kind=row["kind"], **json.loads(unseal(key, row)))


def _add(ring: KeyRing, key: DataKey, after: Link, plain: bytes) -> bytes:
    sealed = key.seal(plain, after.seq, after.kind)
    kept = digest(sealed)
    tied = link(ring.keys.chain, after.mac, key.consultation, after.seq, after.kind, kept)
    ring.file.run(
        "INSERT INTO event (consultation, seq, kind, sealed, digest, mac) VALUES (?, ?, ?, ?, ?, ?)",
        [key.consultation, after.seq, after.kind, sealed, kept, tied],
    )
    return tied
