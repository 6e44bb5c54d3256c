"""The projection: one row a consultation, for finding and listing.

Codes only; who the person is stands in it as a keyed hash and as ciphertext. Each row carries a seal over
all it says and over the chain's end, so that a row that was edited, or put back, is found.
"""

import json
from collections.abc import Sequence

from bot.log import review_queue, terms
from bot.log.account import Reached
from bot.log.cipher import DataKey, Keys, mac
from bot.log.database import Row
from bot.log.keyring import BLANK, KeyRing
from bot.log.times import microseconds
from bot.record import Person, Standing

_COLUMNS = (
    "id",
    "number",
    "person_hash",
    "person",
    "state",
    "route",
    "urgent",
    "revision",
    "started_at",
    "changed_at",
    "changed",
    "levers",
    "content",
    "entries",
    "head",
    "saved",
    "remind_on",
)
_ADDED = {"saved": "[]", "remind_on": ""}
"""Columns that came with a migration, and what they hold where nothing was ever put into them."""
_PUT = (
    f"INSERT INTO consultation ({', '.join(_COLUMNS)}, seal) "
    f"VALUES ({', '.join('?' * (len(_COLUMNS) + 1))}) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in (*_COLUMNS, 'seal'))}"
)


def put(ring: KeyRing, key: DataKey, standing: Standing, reached: Reached) -> None:
    """Write the consultation's row, sealed."""
    row = _row(ring.keys, key, standing, reached)
    ring.file.run(_PUT, [*row.values(), seal(ring.keys, row)])
    review_queue.put(ring, key, standing)
    terms.put(ring, standing)


def reseal(ring: KeyRing, row: Row, **changes: object) -> None:
    """Write a row with some columns changed, sealed anew."""
    changed = {name: changes.get(name, row[name]) for name in _COLUMNS}
    ring.file.run(_PUT, [*changed.values(), seal(ring.keys, changed)])


def seal(keys: Keys, row: Row) -> bytes:
    """The keyed digest of all that a row says.

    A migration has no key to seal rows anew, so added columns that hold nothing are left out: a row from before
    them keeps its seal. Where one holds something all of them are in it, so that none can be emptied or filled.
    """
    added = any(row[name] != empty for name, empty in _ADDED.items())
    told = [row[name] for name in _COLUMNS if added or name not in _ADDED]
    said = [value.hex() if isinstance(value, bytes) else value for value in told]
    return mac(keys.chain, "standing", said)


def find(ring: KeyRing, where: str, values: Sequence[object]) -> tuple[Standing, ...]:
    """The standings of the rows that a condition picks; rows without a data key are left out."""
    rows = ring.file.rows(f"SELECT * FROM consultation WHERE {where}", values)
    keyed = ((row, ring.key(row["id"])) for row in rows)
    return tuple(standing(ring, row, key) for row, key in keyed if key is not None)


def find_of(ring: KeyRing, person: Person) -> tuple[Standing, ...]:
    """The standings of a person's rows, last changed first, without their places in the queue.

    Nothing is decrypted: whose they are is known.
    """
    rows = ring.file.rows(
        "SELECT consultation.*, term.kind, term.since FROM consultation "
        f"JOIN data_key ON data_key.consultation = consultation.id {terms.JOINED} "
        "WHERE person_hash = ? AND wrapped <> ? ORDER BY changed DESC, number DESC",
        [ring.keys.person(person), BLANK],
    )
    return tuple(_standing(row, person).model_copy(update={"term": terms.read(row)}) for row in rows)


def standing(ring: KeyRing, row: Row, key: DataKey) -> Standing:
    """What a row says, with its place in the queue and its term."""
    said = _standing(row, Person.model_validate_json(key.unseal(row["person"], 0, "person")))
    beside = {"queued": review_queue.queued(ring, key), "term": terms.of(ring, key.consultation)}
    return said.model_copy(update=beside)


def _standing(row: Row, person: Person) -> Standing:
    same = ("number", "state", "route", "revision", "started_at", "changed_at", "content", "remind_on")
    kept = {name: row[name] for name in same}
    lists = {name: json.loads(row[name]) for name in ("levers", "saved")}
    return Standing(consultation=row["id"], person=person, urgent=bool(row["urgent"]), **lists, **kept)


def reached(row: Row) -> Reached:
    """How far the chain had come when the row was written."""
    return Reached(row["revision"], row["entries"], row["head"])


def _row(keys: Keys, key: DataKey, standing: Standing, reached: Reached) -> Row:
    return {
        "id": standing.consultation,
        "number": standing.number,
        "person_hash": keys.person(standing.person),
        "person": key.seal(standing.person.model_dump_json().encode(), 0, "person"),
        "state": standing.state,
        "route": standing.route,
        "urgent": int(standing.urgent),
        "revision": standing.revision,
        "started_at": standing.started_at.isoformat(),
        "changed_at": standing.changed_at.isoformat(),
        "changed": microseconds(standing.changed_at),
        "levers": json.dumps(standing.levers),
        "content": standing.content,
        "entries": reached.entries,
        "head": reached.head,
        "saved": json.dumps(standing.saved),
        "remind_on": standing.remind_on,
    }
