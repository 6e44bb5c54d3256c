"""Logs of any size for measuring: what the store itself writes, written many cases at a time.

Every row is made by the store's own functions, on a ring whose file only remembers what it is told to write. That can
be done in several processes; one writes all of it to the real file, without waiting for the disk.
"""

import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, cast

from bot.log import SqliteStore, entries, projection, review_queue
from bot.log.account import Reached, Said, number, reach
from bot.log.cipher import Keys
from bot.log.database import LogFile, Row
from bot.log.keyring import KeyRing
from bot.log.ledger import begin
from bot.record import Event, Person, Queued, Standing, Status
from bot.review.facets import asker, workspace

KEY = bytes(range(32))
KEYS = Keys(KEY)
BEGAN = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
SPAN = timedelta(days=730)
AT_ONCE = 2_000
"""So many cases are made and written at a time."""
BYTES_A_CASE = 9_000
"""What a case takes while a log is built; less once it is there."""
TWELVE = "tag:twelve cases"
"""A tag that twelve cases have, however many there are."""

Chunk = tuple[dict[str, list[Sequence[object]]], list[tuple[str, Reached]]]
"""Statements with their values, and how far each consultation has come."""

SHARES: dict[str, dict[str, int]] = {
    "status": {"closed": 45, "new": 22, "in_review": 17, "waiting": 10, "reopened": 6},
    "actor": {"SUP": 45, "JV": 17, "CUS": 15, "GOV": 12, "INV": 6, "OWN": 5},
    "connection": {"linkage": 50, "contribute": 30, "none": 14, "cause": 6},
    "route": {"leverage": 78, "own_operations": 10, "investee": 6, "no_link": 6},
    "purpose": {"stop": 40, "prevent": 30, "remedy": 20, "learn": 10},
    "moment": {f"MOM-{n:02}": 10 for n in range(1, 11)},
    "position": {"balanced": 50, "weak": 30, "strong": 20},
    "owner": {"lead-0": 35, "lead-1": 25, "lead-2": 20, "lead-3": 14, "lead-4": 6},
    "language": {"en": 60, "de": 22, "es": 12, "fr": 6},
    "country": {f"land-{n}": 5 for n in range(20)},
    "tag": {"wages": 40, **{f"tag-{n}": 6 for n in range(10)}},
}
"""How often each value of a facet comes, in a hundred."""
DRAWN = {facet: [value for value, often in of.items() for _ in range(often)] for facet, of in SHARES.items()}
URGENT = 8
"""So many in a hundred are urgent."""
SITUATION = "A supplier's mill keeps the passports of the people who work there, and the audit is next week. "


@dataclass(frozen=True)
class Built:
    """Where a log of so many cases lies."""

    folder: Path
    cases: int

    @property
    def path(self) -> Path:
        """The database."""
        return self.folder / "log.db"

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.folder / "elsewhere" / "ledger"

    def open(self) -> SqliteStore:
        """A store on it."""
        return SqliteStore.open(self.path, KEY, self.ledger)


class Remembered:
    """Stands in for the file of a ring: one consultation at a time, of which nothing is there yet."""

    def __init__(self) -> None:
        self.id = 0
        self.written: dict[str, list[Sequence[object]]] = defaultdict(list)

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Remember it."""
        self.written[sql].append(values)
        return 1

    def row(self, sql: str, _values: Sequence[object] = ()) -> Row | None:
        """The consultation's own id in the database, and nothing else."""
        return {"id": self.id} if sql.startswith("SELECT id FROM data_key") else None

    def rows(self, _sql: str, _values: Sequence[object] = ()) -> list[Row]:
        """There is none."""
        return []


def name_of(case: int) -> str:
    """A consultation's id, as random as those of the assistant, and the same in every run."""
    return sha256(str(case).encode()).hexdigest()[:32]


def build(folder: Path, cases: int) -> Built:
    """Build a log, or take the one of this size that is there."""
    built = Built(folder, cases)
    if not built.ledger.exists():
        built.open().close()
        built.ledger.unlink()
        reached = _fill(built)
        begin(built.ledger, KEYS, [number(cases), *reached])
    return built


def _fill(built: Built) -> list[Said]:
    said: list[Said] = []
    began = time.perf_counter()
    opened = closing(sqlite3.connect(built.path, isolation_level=None))
    with opened as file, ProcessPoolExecutor(2, None, _start) as pool:
        for pragma in ("synchronous = OFF", "cache_size = -2000000", "journal_mode = OFF", "foreign_keys = OFF"):
            file.execute(f"PRAGMA {pragma}")
        for written, reached in _chunks(pool, built.cases):
            file.execute("BEGIN")
            for sql, values in written.items():
                file.executemany(sql, values)
            file.execute("COMMIT")
            said += (reach(name, one, built.cases) for name, one in reached)
            _progress(len(said), built.cases, time.perf_counter() - began)
        file.execute("UPDATE counter SET value = ?", [built.cases])
    return said


def _chunks(pool: Executor, cases: int) -> Iterator[Chunk]:
    """What was made of all cases, in order; a few chunks at a time, for they lie in memory until they are written."""
    chunks = [range(first, min(first + AT_ONCE, cases + 1)) for first in range(1, cases + 1, AT_ONCE)]
    for first in range(0, len(chunks), 10):
        yield from pool.map(partial(_made, cases=cases), chunks[first : first + 10])


def _progress(done: int, of: int, took: float) -> None:
    if sys.stderr.isatty() or done == of or done % 100_000 == 0:
        left = took / done * (of - done)
        said = f"\r  built {100 * done // of} %, {took:.0f} s, about {left:.0f} s left "
        print(said, end="", file=sys.stderr, flush=True)
    if done == of:
        print(file=sys.stderr)


def _made(chunk: range, cases: int) -> Chunk:
    """What the store would have written for these cases, and how far each has come."""
    file = Remembered()
    ring = KeyRing(cast(LogFile, file), KEYS)
    return file.written, [(name_of(case), _case(ring, file, case, cases)) for case in chunk]


def _case(ring: KeyRing, file: Remembered, case: int, cases: int) -> Reached:
    """One turn, as if everything had been said at once."""
    file.id = case
    standing = standing_of(case, cases)
    file.run("INSERT INTO delivery VALUES (?, 'leverage', ?)", [standing.consultation, case])
    key = ring.make(standing.consultation)
    reached = entries.append(ring, key, standing, events_of(standing))
    projection.put(ring, key, standing, reached)
    return reached


def _start() -> None:
    # A process of its own, which makes the same few facets again and again.
    review_queue.facet = cache(review_queue.facet)


def standing_of(case: int, cases: int) -> Standing:
    """A case's row, the same in every run."""
    chance = Random(case)
    picked = {facet: values[int(chance.random() * len(values))] for facet, values in DRAWN.items()}
    urgent = chance.random() * 100 < URGENT
    began = BEGAN + SPAN * (case / cases)
    words = [f"{facet}:{value}" for facet, value in picked.items()]
    words += ["urgent"] * urgent + [TWELVE] * (case % max(1, cases // 12) == 0)
    lead = Person(channel="slack", workspace="T1", user=picked["owner"])
    person = Person(channel="slack", workspace="T1", user=f"U{case % 5_000}")
    words += [workspace(person), asker(person)]
    return Standing(
        consultation=name_of(case), number=case,
        person=person,
        state="finished", route=picked["route"], urgent=urgent, revision=4, started_at=began,
        changed_at=began + timedelta(minutes=9), levers=("SUP-A2", "SUP-B1", "SUP-C3"), content="c0ffee",
        queued=Queued(status=cast(Status, picked["status"]), owner=lead, words=tuple(words)),
    )  # fmt: skip


def events_of(standing: Standing) -> tuple[Event, ...]:
    """What was said in a case: it can be folded."""
    at, person = standing.started_at, standing.person.model_dump(mode="json")
    answers = {"actor": ["SUP"], "connection": ["linkage"], "purpose": ["stop"], "moment": ["MOM-03"]}
    bodies: dict[str, dict[str, Any]] = {
        "started": {"id": standing.consultation, "number": standing.number, "person": person, "language": "en"},
        "told": {"situation": SITUATION * 2, "proposed": answers, "route": standing.route, "traces": False},
        "confirmed": {"answers": answers},
        "concluded": {"shown": SITUATION * 8, "content": "c0ffee", "route": standing.route},
    }
    return tuple(Event(kind=kind, at=at, body=body) for kind, body in bodies.items())


def numbers(cases: int, seed: str) -> Iterator[int]:
    """Cases picked at random, without end."""
    chance = Random(seed)
    while True:
        yield chance.randint(1, cases)
