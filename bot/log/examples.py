"""Examples of the company's own: apart from the cases they came from, and gone when they are taken away."""

import json

from bot.log.keyring import OWN, KeyRing
from bot.log.times import microseconds
from bot.record import Example


def keep(ring: KeyRing, example: Example) -> None:
    """Keep an example, inside a transaction; one with the same id takes the place of the last."""
    said = example.model_dump_json(include={"text", "number", "at"}).encode()
    sealed = ring.own().seal(said, 0, f"example {example.id}")
    values = [example.id, example.lever, microseconds(example.at), sealed]
    ring.file.run("INSERT OR REPLACE INTO example (id, lever, at, sealed) VALUES (?, ?, ?, ?)", values)


def kept(ring: KeyRing) -> tuple[Example, ...]:
    """The examples, in order. Unreadable when one was changed."""
    key = ring.key(OWN)
    rows = ring.file.rows("SELECT * FROM example ORDER BY at, id") if key else []
    said = [(row, json.loads(key.unseal(row["sealed"], 0, f"example {row['id']}"))) for row in rows if key]
    return tuple(Example(id=row["id"], lever=row["lever"], **told) for row, told in said)


def drop(ring: KeyRing, number: int) -> int:
    """Take away the examples of a case, inside a transaction; how many there were."""
    found = [example.id for example in kept(ring) if example.number == number]
    for id in found:
        ring.file.run("DELETE FROM example WHERE id = ?", [id])
    return len(found)
