"""The leads' queue in the database: found by digests of facets, in the order in which cases come up.

A facet ("actor:SUP", "tag:...") stands in the index as a number that only the key can make; what it says is sealed
with the case. Every facet has the order of the queue in its own index, so that a page costs the same however many
cases there are.
"""

import re
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
AHEAD = 100
"""So many rows of each facet are looked ahead to find out which one is the rarest."""

Facet = tuple[int, int, int]
"""A facet's row: its number, whether the case is open, the case's place."""
Where = tuple[int, int, int]
"""Open or closed, the first place and the last."""

_MARK = re.compile(r"([0-9]{1,19})\.([0-9]{1,19})")
_LARGEST = (1 << 63) - 1
"""SQLite's largest number."""
_PUT = (
    "INSERT INTO queue (id, open, place, sealed, seal) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
    "SET open = excluded.open, place = excluded.place, sealed = excluded.sealed, seal = excluded.seal"
)


def put(ring: KeyRing, key: DataKey, standing: Standing) -> None:
    """Write a case's place in the queue, where it is another one than before; without `queued` it has none."""
    if standing.queued is None:
        forget(ring, standing.consultation)
        return
    id = _id(ring, standing.consultation)
    before = ring.file.row("SELECT * FROM queue WHERE id = ?", [id])
    said = standing.queued.model_dump_json().encode()
    if before is None or before["place"] != place(standing) or _unsealed(key, before) != said:
        sealed = key.seal(said, 0, "queued")
        row = {"id": id, "open": _open(standing.queued), "place": place(standing), "sealed": sealed}
        ring.file.run(_PUT, [*row.values(), seal(ring.keys, row)])
        _index(ring, ring.keys, row, standing.queued)


def _index(ring: KeyRing, keys: Keys, row: Row, said: Queued) -> None:
    """Only what changed is written: each facet lies on a page of its own, far from the others."""
    before, now = set(_facets(ring, row["id"])), set(_expected(keys, row, said))
    for gone in sorted(before - now):
        ring.file.run("DELETE FROM queue_word WHERE word = ? AND open = ? AND place = ? AND id = ?", [*gone, row["id"]])
    for new in sorted(now - before):
        ring.file.run("INSERT INTO queue_word VALUES (?, ?, ?, ?)", [*new, row["id"]])


def _facets(ring: KeyRing, id: int) -> list[Facet]:
    rows = ring.file.rows("SELECT word, open, place FROM queue_word WHERE id = ? ORDER BY word, open, place", [id])
    return [(row["word"], row["open"], row["place"]) for row in rows]


def _expected(keys: Keys, row: Row, said: Queued) -> list[Facet]:
    return [(word, row["open"], row["place"]) for word in digests(keys, said)]


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


def is_whole(ring: KeyRing, key: DataKey, standing: Standing) -> bool:
    """Whether a case's row and its facets are those that were written, and those that its standing leads to."""
    row = ring.file.row("SELECT * FROM queue WHERE id = ?", [_id(ring, key.consultation)])
    if row is None:
        return is_gone(ring, key.consultation)
    said = Queued.model_validate_json(_unsealed(key, row))
    if (row["place"], row["open"], row["seal"]) != (place(standing), _open(said), seal(ring.keys, row)):
        return False
    return _facets(ring, row["id"]) == _expected(ring.keys, row, said)


def is_gone(ring: KeyRing, consultation: str) -> bool:
    """Whether a consultation has neither a row nor a facet."""
    id = _id(ring, consultation)
    return not _facets(ring, id) and ring.file.row("SELECT 1 FROM queue WHERE id = ?", [id]) is None


def find(ring: KeyRing, wanted: Wanted, after: str, limit: int) -> list[tuple[str, str]]:
    """Consultations that are wanted, in order, each with its mark: `after` is the mark that the last page ended at."""
    words = [facet(ring.keys, word) for word in wanted.words or (EVERY,)]
    without = [facet(ring.keys, word) for word in wanted.without]
    mark, found = _mark(after), list[tuple[str, str]]()
    for first, last in _ranges(wanted):
        # From where the last page ended: SQLite would begin at the range's own beginning.
        where = (int(not wanted.closed), max(first, mark[0]), last)
        rows = _rows(ring, _rarest_first(ring, words, where), without, where, mark, limit - len(found))
        found += ((row["consultation"], f"{row['place']}.{row['id']}") for row in rows)
        if len(found) >= limit:
            break
    return found


def unqueued(ring: KeyRing) -> list[str]:
    """Consultations that have no place in the queue."""
    query = (
        "SELECT consultation.id FROM consultation JOIN data_key ON data_key.consultation = consultation.id "
        "LEFT JOIN queue ON queue.id = data_key.id WHERE queue.id IS NULL AND data_key.wrapped <> ? "
        "AND consultation.route <> 'draft' ORDER BY number"
    )
    return [row["id"] for row in ring.file.rows(query, [BLANK])]


def reseal(ring: KeyRing, key: DataKey, fresh: Keys) -> None:
    """Make a case's facets and its seal anew under another master key."""
    row = ring.file.row("SELECT * FROM queue WHERE id = ?", [_id(ring, key.consultation)])
    if row is None:
        return
    said = Queued.model_validate_json(_unsealed(key, row))
    ring.file.run("UPDATE queue SET seal = ? WHERE id = ?", [seal(fresh, row), row["id"]])
    _index(ring, fresh, row, said)


def _rows(
    ring: KeyRing,
    words: Sequence[int],
    without: Sequence[int],
    where: Where,
    mark: tuple[int, int],
    limit: int,
) -> list[Row]:
    """The rarest facet is walked through in order, the others are looked up beside it."""
    has = (
        "EXISTS (SELECT 1 FROM queue_word o WHERE o.word = ? AND o.open = w.open AND o.place = w.place AND o.id = w.id)"
    )
    others = "".join(f" AND {has}" for _ in words[1:]) + "".join(f" AND NOT {has}" for _ in without)
    query = (
        "SELECT w.place, w.id, data_key.consultation FROM queue_word w CROSS JOIN data_key USING (id) "
        "WHERE w.word = ? AND w.open = ? AND w.place BETWEEN ? AND ? AND (w.place, w.id) > (?, ?)"
        f"{others} ORDER BY w.place, w.id LIMIT ?"
    )
    return ring.file.rows(query, [words[0], *where, *mark, *words[1:], *without, limit])


def _rarest_first(ring: KeyRing, words: list[int], where: Where) -> list[int]:
    """The facet whose next rows reach furthest is the rarest from here on. Nothing is counted to its end."""
    if len(words) == 1:
        return words
    query = (
        "SELECT place FROM queue_word WHERE word = ? AND open = ? AND place BETWEEN ? AND ? "
        "ORDER BY place LIMIT 1 OFFSET ?"
    )
    reach = {word: ring.file.row(query, [word, *where, AHEAD]) for word in words}
    return sorted(words, key=lambda word: row["place"] if (row := reach[word]) else where[-1] + 1, reverse=True)


def _ranges(wanted: Wanted) -> Iterator[tuple[int, int]]:
    """The places of what began in the period: urgent ones, then the others."""
    first, last = _moment(wanted.since, 0), _moment(wanted.until, LATER) - 1
    yield from ((first, last), (LATER + first, LATER + last))


def _moment(at: datetime | None, otherwise: int) -> int:
    return microseconds(at) if at else otherwise


def _mark(after: str) -> tuple[int, int]:
    """Where a page ended; whatever else somebody hands in is the beginning."""
    found = _MARK.fullmatch(after)
    place, id = (int(found[1]), int(found[2])) if found else (-1, -1)
    return (place, id) if max(place, id) <= _LARGEST else (-1, -1)


def _open(queued: Queued) -> int:
    return int(queued.status != "closed")


def _id(ring: KeyRing, consultation: str) -> int:
    row = ring.file.row("SELECT id FROM data_key WHERE consultation = ?", [consultation])
    return int(row["id"]) if row else -1


def _unsealed(key: DataKey, row: Row) -> bytes:
    return key.unseal(row["sealed"], 0, "queued")
