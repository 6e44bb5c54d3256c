"""A backup drill: the log is backed up while it is written to at a steady rate, and the copy is compared with it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event as Signal
from threading import Thread

from bot.log import SqliteStore
from bot.log.backup import Manifest, backup
from tests.log.scenes import line, turn

A_SECOND = 100
"""So many turns are saved in a second."""
TABLES = ("consultation", "data_key", "delivery", "due", "erasure", "event", "outbox", "queue", "queue_word")


@dataclass
class Writing:
    """What a writer has saved so far, each delivery once it was acknowledged, and how long each took."""

    saved: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Drill:
    """What a drill found: what was saved when the backup began and when it ended, and how long it took."""

    manifest: Manifest
    before: tuple[str, ...]
    after: tuple[str, ...]
    seconds: float
    slowest: float


@contextmanager
def writing(store: SqliteStore, first: int) -> Iterator[Writing]:
    """Somebody saves a hundred turns a second, each a new consultation with an audit line."""
    stop, done = Signal(), Writing()

    def write() -> None:
        began = time.perf_counter()
        while not stop.is_set():
            count = len(done.saved)
            stop.wait(max(0.0, began + count / A_SECOND - time.perf_counter()))
            told = turn(f"w{count}", 0, first + count).model_copy(update={"audited": (line(str(count)),)})
            start = time.perf_counter()
            store.save(told)
            done.seconds.append(time.perf_counter() - start)
            done.saved.append(told.delivery)

    writer = Thread(target=write)
    writer.start()
    try:
        yield done
    finally:
        stop.set()
        writer.join()


def drill(store: SqliteStore, folder: Path, first: int, seconds: float) -> Drill:
    """Back up into this folder while others write, which they do for so long before and after."""
    with writing(store, first) as done:
        time.sleep(seconds / 2)
        before, start = tuple(done.saved), time.perf_counter()
        manifest = backup(store, folder)
        took, after = time.perf_counter() - start, tuple(done.saved)
        time.sleep(seconds / 2)
    slowest = max(done.seconds[len(before) : len(after) + 1])
    return Drill(manifest, before, after, took, slowest)


def contents(path: Path) -> dict[str, tuple[int, str]]:
    """How many rows each table of a log has, and the hash of all of them."""
    with closing(sqlite3.connect(path)) as file:
        found = {table: sorted(map(repr, file.execute(f"SELECT * FROM {table}"))) for table in TABLES}
    return {table: (len(rows), sha256("\n".join(rows).encode()).hexdigest()) for table, rows in found.items()}


def deliveries(path: Path) -> tuple[str, ...]:
    """The deliveries in a log, in the order in which they were saved."""
    with closing(sqlite3.connect(path)) as file:
        return tuple(row[0] for row in file.execute("SELECT id FROM delivery ORDER BY rowid"))
