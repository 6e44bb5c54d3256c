"""`make bench`: how long things take, as ratios within one run (absolute times depend on the machine)."""

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from rapidfuzz import fuzz

from bot.advice import Adviser
from bot.consultation import Consultation
from bot.log import SqliteStore
from bot.lookup import look_up
from bot.record import Event, Person, Standing, Turn
from knowledge import Knowledge, load

ROUNDS = 200
PROCESSES = 20
QUERIES = ("suppliers", "jv before the contract", "suplier audits", "help ministry do resettlement", "Verhaltenskodex")
SITUATION = "kids pack boxes at our supplier's mill, the audit is next week, we take most of their output"
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def main() -> None:
    """Print each figure with its ratio to a plain way of doing the same."""
    _whole_processes()
    knowledge = load()
    adviser = Adviser(knowledge)
    plain = _each(lambda n: _fuzzy(knowledge, QUERIES[n % len(QUERIES)]))
    looked = _each(lambda n: look_up(adviser.reader, QUERIES[n % len(QUERIES)]))
    _say("look-up", looked, "fuzzy ratio over all lever texts", plain)
    read = _each(lambda n: adviser.reader.read(f"{SITUATION} {n}"))
    advised = _each(lambda n: adviser.advise(Consultation(situation=f"{SITUATION} {n}")))
    _say("advice from a new text", advised, "reading that text", read)
    with tempfile.TemporaryDirectory() as folder:
        inserted = _inserts(Path(folder))
        saved = _saves(Path(folder))
    _say("a saved turn (encrypted, chained, ledger)", saved, "one plain INSERT, synchronous=FULL", inserted)


def _whole_processes() -> None:
    """Before this process grows: what a child takes begins with what its parent had."""
    imports = _each(lambda n: _python("-c", "import pydantic; pydantic.BaseModel"), PROCESSES)
    whole = _each(lambda n: _python("-m", "handlers", "advise", f"{SITUATION} {n}"), PROCESSES)
    _say("`leverage advise`, the whole process", whole, "a process that imports pydantic and no more", imports)
    print(f"the most memory of these processes: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)


def _each(step: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """Median milliseconds of a step, after a warm-up."""
    for n in range(min(10, rounds // 4)):
        step(n)
    times = []
    for n in range(rounds):
        start = time.perf_counter()
        step(n + 10)
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


def _fuzzy(knowledge: Knowledge, query: str) -> list[float]:
    return [fuzz.token_set_ratio(query, f"{lever.title} {lever.how}") for lever in knowledge.levers]


def _inserts(folder: Path) -> float:
    database = sqlite3.connect(folder / "plain.db", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a TEXT)")
    took = _each(lambda n: database.execute("INSERT INTO t VALUES (?)", [str(n)]))
    database.close()
    return took


def _saves(folder: Path) -> float:
    person = Person(channel="local", workspace="", user="bench")
    with SqliteStore.open(folder / "log.db", bytes(32), folder / "elsewhere" / "ledger") as store:

        def save(n: int) -> None:
            standing = Standing(
                consultation=f"c{n}", number=n + 1, person=person, state="open", route="leverage", urgent=False,
                revision=1, started_at=NOW, changed_at=NOW,
            )  # fmt: skip
            event = Event(kind="answered", at=NOW, body={"question": "actor", "values": ["SUP"]})
            store.save(Turn(delivery=f"d{n}", standing=standing, events=(event,)))

        return _each(save)


def _say(what: str, took: float, than: str, other: float) -> None:
    print(f"{what}: {took:.2f} ms; {took / other:.1f} x {than} ({other:.2f} ms)")


if __name__ == "__main__":
    main()
