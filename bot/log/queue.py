"""What waits: cards on their way out, and jobs for later. Both are encrypted like the entries."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.log.cipher import DataKey
from bot.log.database import LogFile, Row
from bot.log.keyring import OWN, KeyRing
from bot.log.times import microseconds
from bot.places import place_of
from bot.record import UNKNOWN, Due, Outgoing, Posted
from bot.store import Stale, Unreadable

Kept = TypeVar("Kept", Outgoing, Due)

_log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)
"""How long a job is its claimer's. After that another may claim it, so a killed process loses none."""


def put_out(ring: KeyRing, cards: Iterable[Outgoing], known: DataKey | None = None) -> None:
    """Put cards in line. Stale when a card's consultation is erased or unknown. A key that is `known` is not sought."""
    for card in cards:
        key = known if known and known.consultation == card.consultation else _key_of(ring, card)
        sealed = _sealed(key, "card", card.id, {"place": card.place, "card": card.card})
        ring.file.run(
            "INSERT INTO outbox (id, consultation, sealed) VALUES (?, ?, ?)",
            [card.id, key.consultation, sealed],
        )


def _key_of(ring: KeyRing, card: Outgoing) -> DataKey:
    return ring.own() if card.consultation is None else ring.need(card.consultation)


def waiting(ring: KeyRing, limit: int) -> tuple[Outgoing, ...]:
    """Cards not yet sent, in line."""
    rows = ring.file.rows("SELECT * FROM outbox WHERE sent IS NULL ORDER BY line LIMIT ?", [limit])
    return tuple(_readable(_outgoing, ring, rows))


def in_line(file: LogFile, after: int, limit: int) -> tuple[tuple[int, str], ...]:
    """Place and id of the cards not yet sent behind a place, in order."""
    query = "SELECT line, id FROM outbox WHERE sent IS NULL AND line > ? ORDER BY line LIMIT ?"
    return tuple((row["line"], row["id"]) for row in file.rows(query, [after, limit]))


def still_waiting(file: LogFile, ids: Sequence[str]) -> frozenset[str]:
    """Which of these cards are not yet sent."""
    query = "SELECT id FROM outbox WHERE sent IS NULL AND id IN (SELECT value FROM json_each(?))"
    return frozenset(row["id"] for row in file.rows(query, [json.dumps(ids)])) if ids else frozenset()


def one(ring: KeyRing, id: str) -> Outgoing | None:
    """A card that waits, or None."""
    rows = ring.file.rows("SELECT * FROM outbox WHERE sent IS NULL AND id = ?", [id])
    return next(iter(_readable(_outgoing, ring, rows)), None)


def sent(ring: KeyRing, id: str, reference: str, now: datetime) -> bool:
    """Keep only where a card went, its reference there and its language; of a consultation's own cards nothing else.

    The card itself has done its work. One that belongs to no consultation is forgotten altogether. False when no such
    card waits, nor was sent to nobody knows where.
    """
    row = ring.file.row("SELECT * FROM outbox WHERE id = ? AND sent IS NULL", [id])
    if row is None:
        return _found(ring, id, reference)
    if row["consultation"] == OWN:
        ring.file.run("DELETE FROM outbox WHERE id = ?", [id])
        return True
    key = ring.need(row["consultation"])
    out = _unsealed(key, "card", row)
    kept = _sealed(key, "posted", id, _where(out["place"], reference, out["card"].get("language", "en")))
    ring.file.run("UPDATE outbox SET sent = ?, sealed = ? WHERE id = ?", [microseconds(now), kept, id])
    return True


def _found(ring: KeyRing, id: str, reference: str) -> bool:
    """Keep where a card stands after all; whether that was not known."""
    row = ring.file.row("SELECT * FROM outbox WHERE id = ? AND sent IS NOT NULL", [id])
    key = ring.key(row["consultation"]) if row else None
    where = _place_of(key, row) if key and row else None
    if key is None or where is None or where["reference"] != UNKNOWN:
        return False
    kept = _sealed(key, "posted", id, {**where, "reference": reference})
    ring.file.run("UPDATE outbox SET sealed = ? WHERE id = ?", [kept, id])
    return True


def attempt(file: LogFile, id: str, *, begins: bool) -> bool:
    """Note whether a waiting card is being posted; what was noted before."""
    before = file.row("SELECT attempted FROM outbox WHERE id = ? AND sent IS NULL", [id])
    file.run("UPDATE outbox SET attempted = ? WHERE id = ? AND sent IS NULL", [int(begins), id])
    return before is not None and bool(before["attempted"])


def stands(ring: KeyRing, id: str) -> str:
    """Where a card stands that was sent; empty where that is not known."""
    row = ring.file.row("SELECT * FROM outbox WHERE id = ? AND sent IS NOT NULL", [id])
    key = ring.key(row["consultation"]) if row else None
    where = _place_of(key, row) if key and row else None
    return where["reference"] if where and where["reference"] != UNKNOWN else ""


def said(ring: KeyRing, key: DataKey, where: Posted, now: datetime) -> None:
    """Keep where something stands that did not come from the outbox; one with the id of an earlier one replaces it."""
    kept = _sealed(key, "posted", where.id, _where(where.place, where.reference, where.language))
    ring.file.run(
        "INSERT INTO outbox (id, consultation, sent, sealed) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed WHERE sent IS NOT NULL",
        [where.id, key.consultation, microseconds(now), kept],
    )


def left(ring: KeyRing, consultation: str) -> Iterator[dict[str, str]]:
    """What stands in the chat of this consultation, or may: id, place, reference and language.

    Nothing where its key can't be opened: it is erased all the same.
    """
    try:
        key = ring.key(consultation)
    except Unreadable:
        return
    rows = ring.file.rows("SELECT * FROM outbox WHERE consultation = ? ORDER BY line", [consultation]) if key else []
    for row in rows:
        where = _place_of(key, row) if key else None
        known = where is not None and where["reference"] and not where["reference"].startswith("dead:")
        if where is not None and known and place_of(where["place"]) is not None:
            yield {"id": row["id"], **where}


def _place_of(key: DataKey, row: Row) -> dict[str, str] | None:
    """Of a card that waits nobody knows whether it arrived; None where the row was tampered with."""
    try:
        if row["sent"] is None:
            out = _unsealed(key, "card", row)
            return _where(out["place"], UNKNOWN, out["card"].get("language", "en"))
        return _where(**_unsealed(key, "posted", row))
    except Unreadable:
        return None


def _where(place: str, reference: str, language: str = "en") -> dict[str, str]:
    return {"place": place, "reference": reference, "language": language}


def posted(ring: KeyRing, consultation: str) -> tuple[tuple[str, str], ...]:
    """Where this consultation's cards went: place and reference, in order."""
    query = "SELECT * FROM outbox WHERE consultation = ? AND sent IS NOT NULL ORDER BY line"
    rows = ring.file.rows(query, [consultation])
    found = [_unsealed(ring.need(consultation), "posted", row) for row in rows]
    return tuple((kept["place"], kept["reference"]) for kept in found)


def plan(ring: KeyRing, jobs: Iterable[Due]) -> None:
    """Keep jobs for later; one with the id of an earlier job takes its place, unclaimed."""
    for job in jobs:
        key = ring.need(job.consultation)
        sealed = _sealed(key, "due", job.id, job.model_dump(mode="json", include={"kind", "at", "body"}))
        ring.file.run(
            "INSERT OR REPLACE INTO due (id, consultation, at, sealed) VALUES (?, ?, ?, ?)",
            [job.id, job.consultation, microseconds(job.at), sealed],
        )


def claim(ring: KeyRing, now: datetime, limit: int) -> tuple[Due, ...]:
    """Claim jobs that are due and nobody holds, the earliest first. Inside one write transaction."""
    moment = microseconds(now)
    rows = ring.file.rows(
        "SELECT * FROM due WHERE at <= ? AND claimed_until <= ? ORDER BY at, id LIMIT ?",
        [moment, moment, limit],
    )
    until = microseconds(now + CLAIM)
    for row in rows:
        ring.file.run("UPDATE due SET claimed_until = ? WHERE id = ?", [until, row["id"]])
    return tuple(_readable(_due, ring, rows))


def settle(ring: KeyRing, ids: Iterable[str]) -> None:
    """Forget jobs that are done or no longer wanted."""
    for id in ids:
        ring.file.run("DELETE FROM due WHERE id = ?", [id])


def forget(ring: KeyRing, consultation: str) -> None:
    """Drop whatever waits for this consultation."""
    ring.file.run("DELETE FROM outbox WHERE consultation = ?", [consultation])
    ring.file.run("DELETE FROM due WHERE consultation = ?", [consultation])


def unreadable(ring: KeyRing, consultation: str, key: DataKey | None) -> list[str]:
    """The ids of cards and jobs of this consultation that its key does not open where they are."""
    cards = "SELECT id, sealed, CASE WHEN sent IS NULL THEN 'card' ELSE 'posted' END AS what FROM outbox"
    jobs = "SELECT id, sealed, 'due' AS what FROM due"
    rows = [row for query in (cards, jobs) for row in _of(ring, query, consultation)]
    return [row["id"] for row in rows if not _opens(key, row)]


def _of(ring: KeyRing, query: str, consultation: str) -> list[Row]:
    return ring.file.rows(f"{query} WHERE consultation = ?", [consultation])


def _opens(key: DataKey | None, row: Row) -> bool:
    try:
        return key is not None and bool(_unsealed(key, row["what"], row))
    except Unreadable:
        return False


def _readable(read: Callable[[KeyRing, Row], Kept], ring: KeyRing, rows: list[Row]) -> Iterator[Kept]:
    # One damaged row must not hold up an urgent card behind it; `verify` names it.
    for row in rows:
        try:
            yield read(ring, row)
        except (Unreadable, Stale):
            _log.error("%s can't be decrypted; it stays where it is", row["id"])


def _outgoing(ring: KeyRing, row: Row) -> Outgoing:
    kept = _unsealed(ring.need(row["consultation"]), "card", row)
    return Outgoing(id=row["id"], consultation=row["consultation"] or None, **kept)


def _due(ring: KeyRing, row: Row) -> Due:
    kept = _unsealed(ring.need(row["consultation"]), "due", row)
    return Due(id=row["id"], consultation=row["consultation"], **kept)


def _sealed(key: DataKey, what: str, id: str, body: dict[str, Any]) -> bytes:
    return key.seal(json.dumps(body).encode(), 0, f"{what} {id}")


def _unsealed(key: DataKey, what: str, row: Row) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(key.unseal(row["sealed"], 0, f"{what} {row['id']}"))
    return kept
