"""`make bench`, third part: the leads' queue in a log of a thousand and in one of a million consultations, in one run.

    python -m tests.bench_review [--size 1000000] [--folder FOLDER]

Both logs are built first, which takes minutes; with --folder they are kept there and taken again. Each thing is then
done to both in turn, so that whatever else the machine does slows both.
"""

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from bot.access import Named
from bot.advice import Adviser
from bot.assistant import Assistant
from bot.consultation import fold
from bot.dialogue.scene import House
from bot.log import SqliteStore
from bot.log.backup import restore
from bot.messages import Incoming
from bot.record import Event, Person, Queued, Standing, Turn, Wanted
from knowledge import load
from tests.bulk import BEGAN, BYTES_A_CASE, KEY, SPAN, TWELVE, Built, build, name_of, numbers
from tests.log.drill import A_SECOND, drill
from tests.picture import Bar, bars

SMALL, LARGE = 1_000, 1_000_000
ROUNDS = 120
LEAD = Person(channel="slack", workspace="T1", user="lead-0")
AUDITOR = Person(channel="slack", workspace="T1", user="auditor")
NOW = BEGAN + SPAN
TARGET = 1.5
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "scale.svg"
PERIODS = {"month": (BEGAN + SPAN / 2, BEGAN + SPAN / 2 + timedelta(days=61)), "year": (BEGAN, BEGAN + SPAN / 2)}

QUEUES: dict[str, Wanted] = {
    "first page": Wanted(),
    "status, frequent": Wanted(words=("status:new",)),
    "status, rare": Wanted(words=("status:reopened",)),
    "closed": Wanted(closed=True),
    "actor, frequent": Wanted(words=("actor:SUP",)),
    "actor, rare": Wanted(words=("actor:OWN",)),
    "connection, frequent": Wanted(words=("connection:linkage",)),
    "connection, rare": Wanted(words=("connection:cause",)),
    "route, frequent": Wanted(words=("route:leverage",)),
    "route, rare": Wanted(words=("route:no_link",)),
    "urgent": Wanted(words=("urgent",)),
    "owner, frequent": Wanted(words=("owner:lead-0",)),
    "owner, rare": Wanted(words=("owner:lead-4",)),
    "tag, frequent": Wanted(words=("tag:wages",)),
    "tag, rare": Wanted(words=("tag:tag-3",)),
    "tag of twelve cases": Wanted(words=(TWELVE,)),
    "language, frequent": Wanted(words=("language:en",)),
    "language, rare": Wanted(words=("language:fr",)),
    "period, a year": Wanted(since=PERIODS["year"][0], until=PERIODS["year"][1]),
    "period, two months": Wanted(since=PERIODS["month"][0], until=PERIODS["month"][1]),
    "two frequent": Wanted(words=("actor:SUP", "language:en")),
    "frequent and rare": Wanted(words=("route:leverage", "language:fr")),
    "two rare": Wanted(words=("language:de", "route:own_operations")),
    "urgent of one owner": Wanted(words=("urgent", "owner:lead-0")),
    "one, in a period": Wanted(words=("actor:SUP",), since=PERIODS["month"][0], until=PERIODS["month"][1]),
    "one, without another": Wanted(words=("actor:SUP",), without=("language:en",)),
}
WORST: dict[str, Wanted] = {
    "two that never meet": Wanted(words=("actor:SUP", "actor:JV")),
    "without a part of the order": Wanted(without=("urgent",)),
}
"""The worst that can be asked: where hardly any row that is walked through is wanted, each of them is looked at."""


@dataclass(frozen=True)
class Measured:
    """One thing, done to both logs: medians in milliseconds."""

    what: str
    small: float
    large: float
    rows: tuple[int, int] = (0, 0)

    @property
    def ratio(self) -> float:
        """How much longer it takes in the large log."""
        return self.large / self.small


@dataclass(frozen=True)
class Two:
    """The two logs, open."""

    small: SqliteStore
    large: SqliteStore
    sizes: tuple[int, int]


def main() -> None:
    """Build, measure, print, draw."""
    wishes = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wishes.add_argument("--size", type=int, default=LARGE, help="consultations in the large log")
    wishes.add_argument("--folder", type=Path, help="where the logs are kept for the next run")
    given = wishes.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _room(folder, given.size)
        sizes = (SMALL, given.size)
        # What a run writes is soon a part of the small log's cases: it is built each time.
        shutil.rmtree(folder / str(SMALL), ignore_errors=True)
        built = [build(folder / str(size), size) for size in sizes]
        small, large = (_opened(log) for log in built)
        with small, large:
            found = list(_measure(Two(small, large, sizes)))
        _say(found, sizes)
        _drill(build(Path(scratch) / "drilled", SMALL), Path(scratch))


def _room(folder: Path, cases: int) -> None:
    needed, free = cases * BYTES_A_CASE, shutil.disk_usage(folder).free
    if free < needed:
        raise SystemExit(f"{folder}: {needed >> 30} GB are needed, {free >> 30} GB are free; --size or --folder")


def _opened(log: Built) -> SqliteStore:
    before, start = _memory(), time.perf_counter()
    store = log.open()
    took, size = time.perf_counter() - start, log.path.stat().st_size
    ledger = log.ledger.stat().st_size
    print(f"{log.cases:,} consultations: {size / 1e9:.2f} GB, ledger {ledger / 1e6:.1f} MB; ", end="")
    print(f"opened in {took:.1f} s, memory {before:.0f} MB before, {_memory():.0f} MB after, at most {_peak():.0f} MB")
    return store


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def _measure(two: Two) -> Iterator[Measured]:
    for what, wanted in QUEUES.items():
        yield _each(two, what, lambda store, _, wanted=wanted: len(store.queue(wanted).standings))
    after = [_deep(store) for store in (two.small, two.large)]
    marks = {id(two.small): after[0], id(two.large): after[1]}
    yield _each(two, "a page far down", lambda store, _: len(store.queue(Wanted(), marks[id(store)]).standings))
    yield _each(two, UNREAD, _open)
    yield _each(two, "opening a case", _open, again=True)
    deliveries = (f"bench {time.time_ns()} {number}" for number in count())
    yield _each(two, "adding a note", lambda store, case: _save(store, case, next(deliveries), "review_noted"))
    yield _each(two, "taking an answer", lambda store, case: _save(store, case, next(deliveries), "answered"))
    yield from _reviewed(two)
    for what, wanted in WORST.items():
        yield _each(two, what, lambda store, _, wanted=wanted: len(store.queue(wanted).standings), rounds=6)


def _reviewed(two: Two) -> Iterator[Measured]:
    """The same as leads and auditors have it: through the assistant, rights checked, a line in the audit log each time.

    An auditor's reading changes nothing of a case, so it can be measured on cases that nobody has read before.
    """
    adviser, house = Adviser(load()), House(leads=1, named=Named(leads=(LEAD,), auditors=(AUDITOR,)))
    stores = (two.small, two.large)
    at = {id(store): Assistant(adviser, store, now=lambda: NOW, new_id=lambda: "", house=house) for store in stores}
    deliveries = (f"typed {time.time_ns()} {number}" for number in count())

    def types(store: SqliteStore, text: str, person: Person = LEAD) -> int:
        incoming = Incoming(person=person, place=person.private_place, delivery=next(deliveries), text=text)
        return len(at[id(store)].handle(incoming).cards)

    yield _each(two, "a lead's queue", lambda store, _: types(store, "review"))
    yield _each(two, "a lead's filter", lambda store, _: types(store, "review language:de"))
    yield _each(two, "a lead opens a case", lambda store, case: types(store, f"review {case:04d}"), again=True)
    yield _each(two, "a lead's note", lambda store, case: types(store, f"review {case:04d} note Called."), again=True)
    yield _each(two, "an auditor opens any case", lambda store, case: types(store, f"review {case:04d}", AUDITOR))


UNREAD = "a case unread for long"
"""One of all at random: of a log larger than the machine's memory it comes from the disk, page by page."""


def _deep(store: SqliteStore) -> str:
    """The mark in the middle of what is not urgent."""
    middle = Wanted(without=("urgent",), since=BEGAN + SPAN / 2)
    return store.queue(middle, limit=1).after


def _each(
    two: Two, what: str, step: Callable[[SqliteStore, int], int], rounds: int = ROUNDS, again: bool = False
) -> Measured:
    """Both logs in turn, other cases every time; the first rounds are not counted. `again`: nor is the first time."""
    took: tuple[list[float], list[float]] = ([], [])
    rows = [0, 0]
    picked = [numbers(size, seed=what) for size in two.sizes]
    for round_ in range(rounds + rounds // 6):
        for which, store in enumerate((two.small, two.large)):
            case = next(picked[which])
            if again:
                step(store, case)
            start = time.perf_counter()
            rows[which] = step(store, case)
            if round_ >= rounds // 6:
                took[which].append(1_000 * (time.perf_counter() - start))
    found = Measured(what, median(took[0]), median(took[1]), (rows[0], rows[1]))
    print(f"  {what:24} {found.small:8.2f} ms {found.large:8.2f} ms   x{found.ratio:.2f}   rows {rows}", flush=True)
    return found


def _open(store: SqliteStore, case: int) -> int:
    """What a lead waits for: the row, all events, and the case folded from them."""
    standing = store.by_number(case)
    assert standing is not None
    return len(fold(store.events(standing.consultation)).answers)


def _save(store: SqliteStore, case: int, delivery: str, kind: str) -> int:
    """One event, and for an answer what the case is found by."""
    before = store.standing(name_of(case))
    assert before is not None
    assert before.queued is not None
    at = before.changed_at.astimezone(UTC)
    event = Event(kind=kind, at=at, body=_BODIES[kind](before))
    queued = before.queued if kind == "review_noted" else _other_actor(before.queued)
    standing = before.model_copy(update={"revision": before.revision + 1, "queued": queued})
    store.save(Turn(delivery=delivery, revision=before.revision, standing=standing, events=(event,)))
    return 1


def _other_actor(queued: Queued) -> Queued:
    other = {"actor:SUP": "actor:JV"}
    words = tuple(other.get(word, "actor:SUP") if word.startswith("actor:") else word for word in queued.words)
    return queued.model_copy(update={"words": words})


_BODIES: dict[str, Callable[[Standing], dict[str, object]]] = {
    "review_noted": lambda was: {"by": was.person.model_dump(), "at": was.changed_at.isoformat(), "text": "Called."},
    "answered": lambda _: {"question": "actor", "values": ["JV"]},
}


def _say(found: list[Measured], sizes: tuple[int, int]) -> None:
    """What it comes to; the picture is of the full size only."""
    counted = [one for one in found if one.what not in (*WORST, UNREAD)]
    worst = max(counted, key=lambda one: one.ratio)
    print(f"ratios of {sizes[1]:,} to {sizes[0]:,}: median {median(one.ratio for one in counted):.2f}, ", end="")
    print(f"largest {worst.ratio:.2f} ({worst.what}); target {TARGET}")
    if sizes[1] < LARGE:
        return
    labels = [Bar(one.what, one.ratio, f"{one.small:.1f} and {one.large:.1f} ms") for one in counted]
    title = f"{sizes[1]:,} consultations beside {sizes[0]:,}: how much longer it takes"
    PICTURE.write_text(bars(title, labels, TARGET), encoding="utf-8")
    print(f"drawn: {PICTURE}")


def _drill(log: Built, scratch: Path) -> None:
    """Back up and restore a log while it is written to."""
    with log.open() as store:
        found = drill(store, scratch / "backup", 2 * SMALL, seconds=4)
    start, to = time.perf_counter(), scratch / "restored"
    restore(scratch / "backup", to / "log.db", KEY, to / "elsewhere" / "ledger")
    took, held = time.perf_counter() - start, found.manifest.consultations
    print(f"backup of {held:,} consultations under {A_SECOND} turns a second: {found.seconds:.2f} s, ", end="")
    print(f"slowest turn meanwhile {1_000 * found.slowest:.0f} ms; restored and verified in {took:.1f} s")


if __name__ == "__main__":
    main()
