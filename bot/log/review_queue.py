"""The leads' queue in the database: found by digests of facets, in the order in which cases come up.

A facet ("actor:SUP", "tag:...") stands in the index as a number that only the key can make; what it says is sealed
with the case. Every facet has the order of the queue in its own index, so that a page costs the same however many
cases there are.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.log.cipher import DataKey, Keys, mac
from bot.log.database import Row
from bot.log.keyring import BLANK, KeyRing
from bot.log.times import microseconds
from bot.record import Queued, Standing, Wanted

EVERY = "every"
"""The facet that every case has."""
LATER = 1 << 60
"""What is not urgent comes behind everything that is."""
COUNTED = 1_000
"""How far rows are counted to find out which facet is the rarest."""


def put(ring: KeyRing, key: DataKey, standing: Standing) -> None:
    """Write a case's place in the queue, where it is another one than before; without `queued` it has none."""
    id = _id(ring, standing.consultation)
    before = ring.file.row("SELECT * FROM queue WHERE id = ?", [id])
    if standing.queued is None:
        forget(ring, standing.consultation)
        return
    said = standing.queued.model_dump_json().encode()
    if before is None or before["place"] != place(standing) or _unsealed(key, before) != said:
        ring.file.run("DELETE FROM queue WHERE id = ?", [id])
        opened = int(standing.queued.status != "closed")
        row = {"id": id, "open": opened, "place": place(standing), "sealed": key.seal(said, 0, "queued")}
        values = [*row.values(), seal(ring.keys, row)]
        ring.file.run("INSERT INTO queue (id, open, place, sealed, seal) VALUES (?, ?, ?, ?, ?)", values)
        _index(ring, ring.keys, row, standing.queued)


def _index(ring: KeyRing, keys: Keys, row: Row, said: Queued) -> None:
    for word in digests(keys, said):
        ring.file.run("INSERT INTO queue_word VALUES (?, ?, ?, ?)", [word, row["open"], row["place"], row["id"]])


def forget(ring: KeyRing, consultation: str) -> None:
    """Take a case out of the queue."""
    ring.file.run("DELETE FROM queue WHERE id = ?", [_id(ring, consultation)])


def place(standing: Standing) -> int:
    """Where a case stands: urgent ones first, then the one that waits longest."""
    return (0 if standing.urgent else LATER) + microseconds(standing.started_at)


def digests(keys: Keys, queued: Queued) -> list[int]:
    """The numbers that stand for a case's facets."""
    return sorted({facet(keys, word) for word in (EVERY, *queued.words)})


def facet(keys: Keys, word: str) -> int:
    """The number that stands for a facet; nobody without the key can test a guess against it."""
    return int.from_bytes(mac(keys.chain, "facet", word)[:8], signed=True)


def seal(keys: Keys, row: Row) -> bytes:
    """The keyed digest of all that a row says."""
    return mac(keys.chain, "queued", row["id"], row["open"], row["place"], row["sealed"].hex())


def queued(ring: KeyRing, key: DataKey) -> Queued | None:
    """What the queue says of a case; None where it has no place in it."""
    query = "SELECT queue.sealed FROM queue JOIN data_key USING (id) WHERE data_key.consultation = ?"
    row = ring.file.row(query, [key.consultation])
    return Queued.model_validate_json(_unsealed(key, row)) if row else None


def is_whole(ring: KeyRing, key: DataKey) -> bool:
    """Whether a case's row and its facets are those that were written."""
    row = ring.file.row("SELECT * FROM queue WHERE id = ?", [_id(ring, key.consultation)])
    if row is None:
        return True
    words = ring.file.rows("SELECT word, open, place FROM queue_word WHERE id = ? ORDER BY word", [row["id"]])
    said = Queued.model_validate_json(_unsealed(key, row))
    expected = [{"word": word, "open": row["open"], "place": row["place"]} for word in digests(ring.keys, said)]
    return bool(row["seal"] == seal(ring.keys, row)) and words == expected


def find(ring: KeyRing, wanted: Wanted, after: str, limit: int) -> list[tuple[str, str]]:
    """Consultations that are wanted, in order, each with its mark: `after` is the mark that the last page ended at."""
    words = sorted((facet(ring.keys, word) for word in wanted.words), key=lambda word: _count(ring, word, wanted))
    words = words or [facet(ring.keys, EVERY)]
    without = [facet(ring.keys, word) for word in wanted.without]
    found: list[tuple[str, str]] = []
    for first, last in _ranges(wanted):
        rows = _rows(ring, words, without, (int(not wanted.closed), first, last), _mark(after), limit - len(found))
        found += ((row["consultation"], f"{row['place']}.{row['id']}") for row in rows)
        if len(found) >= limit:
            break
    return found


def unqueued(ring: KeyRing) -> list[str]:
    """Consultations that have no place in the queue, or no term."""
    query = (
        "SELECT consultation.id FROM consultation JOIN data_key ON data_key.consultation = consultation.id "
        "LEFT JOIN queue ON queue.id = data_key.id LEFT JOIN term ON term.id = data_key.id "
        "WHERE data_key.wrapped <> ? AND (term.id IS NULL OR (queue.id IS NULL AND consultation.route <> 'draft')) "
        "ORDER BY number"
    )
    return [row["id"] for row in ring.file.rows(query, [BLANK])]


def reseal(ring: KeyRing, key: DataKey, fresh: Keys) -> None:
    """Make a case's facets and its seal anew under another master key."""
    row = ring.file.row("SELECT * FROM queue WHERE id = ?", [_id(ring, key.consultation)])
    if row is None:
        return
    said = Queued.model_validate_json(_unsealed(key, row))
    ring.file.run("UPDATE queue SET seal = ? WHERE id = ?", [seal(fresh, row), row["id"]])
    ring.file.run("DELETE FROM queue_word WHERE id = ?", [row["id"]])
    _index(ring, fresh, row, said)


def _rows(
    ring: KeyRing,
    words: Sequence[int],
    without: Sequence[int],
    where: tuple[int, int, int],
    mark: tuple[int, int],
    limit: int,
) -> list[Row]:
    """The rarest facet is walked through in order, the others are looked up beside it."""
    has = (
        "EXISTS (SELECT 1 FROM queue_word o WHERE o.word = ? AND o.open = w.open AND o.place = w.place AND o.id = w.id)"
    )
    others = "".join(f" AND {has}" for _ in words[1:]) + "".join(f" AND NOT {has}" for _ in without)
    query = (
        "SELECT w.place, w.id, data_key.consultation FROM queue_word w JOIN data_key USING (id) "
        "WHERE w.word = ? AND w.open = ? AND w.place BETWEEN ? AND ? AND (w.place, w.id) > (?, ?)"
        f"{others} ORDER BY w.place, w.id LIMIT ?"
    )
    return ring.file.rows(query, [words[0], *where, *mark, *words[1:], *without, limit])


def _ranges(wanted: Wanted) -> Iterator[tuple[int, int]]:
    """The places of what began in the period: urgent ones, then the others."""
    first, last = _moment(wanted.since, 0), _moment(wanted.until, LATER) - 1
    yield from ((first, last), (LATER + first, LATER + last))


def _moment(at: datetime | None, otherwise: int) -> int:
    return microseconds(at) if at else otherwise


def _mark(after: str) -> tuple[int, int]:
    place, _, id = after.partition(".")
    return (int(place), int(id)) if place.isdigit() and id.isdigit() else (-1, -1)


def _count(ring: KeyRing, word: int, wanted: Wanted) -> int:
    query = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM queue_word WHERE word = ? AND open = ? LIMIT ?)"
    return int(ring.file.rows(query, [word, int(not wanted.closed), COUNTED])[0]["n"])


def _id(ring: KeyRing, consultation: str) -> int:
    row = ring.file.row("SELECT id FROM data_key WHERE consultation = ?", [consultation])
    return int(row["id"]) if row else -1


def _unsealed(key: DataKey, row: Row) -> bytes:
    return key.unseal(row["sealed"], 0, "queued")
