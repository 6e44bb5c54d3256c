"""Many at once, in threads and in processes, and nothing is lost or doubled."""

import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from subprocess import run

from bot.log import SqliteStore
from bot.record import Wanted
from bot.store import Repeated, Stale
from tests.log.scenes import AT, Place, case, job, line, names, talk, turn

THREADS = 16
ROOT = Path(__file__).parents[2]


def in_threads(work, count=THREADS):
    """Run this with 0, 1, 2 ... at once; what each returned."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, range(count)))


def test_many_consultations_at_once(store):
    """Sixteen threads with a consultation each: every turn is there, the numbers are all different."""

    def consult(thread: int) -> None:
        talk(store, f"c{thread}", turns=8, number=store.new_number())

    in_threads(consult)
    assert sorted(found.number for found, _ in store.everything()) == list(range(1, THREADS + 1))
    assert {len(events) for _, events in store.everything()} == {16}
    assert store.verify() == ()


def test_the_same_delivery_sixteen_times(store):
    """One is kept, fifteen are Repeated."""

    def deliver(_: int) -> str:
        try:
            store.save(turn())
        except Repeated:
            return "repeated"
        return "kept"

    assert sorted(in_threads(deliver)) == ["kept"] + ["repeated"] * (THREADS - 1)
    assert len(store.events("c1")) == 2


def test_it_is_known_whether_anything_can_be_kept_now(store):
    """Not while another process holds the file for longer than we wait; then again."""
    store.ring.file.run("PRAGMA busy_timeout = 50")
    assert store.can_write()
    with closing(sqlite3.connect(store.ring.file.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not store.can_write()
    assert store.can_write()


def test_sixteen_answers_to_one_question(store):
    """Different deliveries on one revision: one is kept, the others are Stale."""
    talk(store, turns=1)

    def answer(thread: int) -> str:
        one = turn(revision=1).model_copy(update={"delivery": f"click {thread}"})
        try:
            store.save(one)
        except Stale:
            return "stale"
        return "kept"

    assert sorted(in_threads(answer)) == ["kept"] + ["stale"] * (THREADS - 1)
    assert store.verify() == ()


def test_each_job_goes_to_one_thread(store):
    """A hundred jobs, sixteen claimers: each job is claimed once."""
    jobs = tuple(job(f"job {number:03}") for number in range(100))
    store.save(turn().model_copy(update={"due": jobs}))
    claimed = in_threads(lambda _: [found.id for found in store.claim_due(AT, limit=10)])
    assert sorted(id for found in claimed for id in found) == [found.id for found in jobs]


def test_reading_while_others_write_and_erase(store):
    """A reader sees a consultation whole or not at all."""

    def work(thread: int) -> None:
        name = f"c{thread}"
        talk(store, name, turns=4, number=thread + 1)
        for found, events in store.everything():
            assert len(events) == 2 * found.revision
        if thread % 4 == 0:
            store.erase(name)
        assert store.verify() == ()

    in_threads(work)
    assert len(list(store.everything())) == 12


def test_many_write_to_the_audit_log_at_once(store):
    """By themselves and in turns: every line is there once, and each thread's in its order."""

    def work(thread: int) -> None:
        for count in range(6):
            store.audit(line(f"{thread} {2 * count}"))
            told = turn(f"c{thread}", count, thread + 1)
            store.save(told.model_copy(update={"audited": (line(f"{thread} {2 * count + 1}"),)}))

    in_threads(work)
    lines = [found.detail.split() for _, found in store.audited()]
    for thread in range(THREADS):
        assert [int(count) for one, count in lines if one == str(thread)] == list(range(12))
    assert [number for number, _ in store.audited()] == list(range(1, 12 * THREADS + 1))
    assert store.verify() == ()


def test_a_page_is_of_one_moment(store):
    """While cases are closed and opened, a page never shows one that does not belong on it."""

    def work(thread: int) -> None:
        for count in range(6):
            case(store, thread + 1, "actor:SUP", minutes=thread, status="closed" if count % 2 else "new")
            for closed in (False, True):
                page = store.queue(Wanted(words=("actor:SUP",), closed=closed), limit=50)
                assert {found.queued.status == "closed" for found in page.standings} <= {closed}

    in_threads(work)
    assert names(store, Wanted(closed=True)) == [f"c{thread + 1}" for thread in range(THREADS)]
    assert store.verify() == ()


OTHER_PROCESS = """
import sys
from pathlib import Path
from tests.log.scenes import Place, case, line, talk
with Place(Path(sys.argv[1])).open() as store:
    for count in range(10):
        name = f"{sys.argv[2]}-{count}"
        talk(store, name, turns=3, number=store.new_number())
        case(store, store.new_number(), "actor:SUP")
        store.audit(line(name))
        if count % 5 == 0:
            store.erase(name)
"""


def test_processes_beside_each_other(place):
    """A command beside the server: both write, both keep one ledger, and it verifies."""

    def process(number: int) -> None:
        run([sys.executable, "-c", OTHER_PROCESS, str(place.folder), f"p{number}"], check=True, cwd=ROOT)

    in_threads(process, 4)
    with place.open() as store:
        assert len(list(store.everything())) == 32 + 40
        assert len(names(store, Wanted(words=("actor:SUP",)))) == len(store.audited()) == 40
        assert store.verify() == ()
        assert store.new_number() == 81


def test_two_stores_on_one_log(place):
    """What one store saves the other sees, and the ledger that one wrote anew is followed by the other."""
    with place.open() as one, place.open() as two:
        talk(one)
        two.save(turn(revision=3))
        # A third one finds most lines out of date, and writes the ledger anew under the others' hands.
        write_stale_lines(two)
        place.open().close()
        one.save(turn(revision=4))
        two.save(turn(revision=5))
        assert one.verify() == ()
        assert one.ledger.account.reached == two.ledger.account.reached
        assert place.ledger.read_bytes().count(b"\n") < 20


def write_stale_lines(store: SqliteStore) -> None:
    """Make the ledger long without saying anything."""
    with store.ring.file.writing():
        store.ledger.write([("number", {"number": 0})] * 1100)


def test_a_place_is_made_when_it_is_missing(tmp_path):
    """Folders of the database and the ledger need not exist."""
    with Place(tmp_path / "deep" / "down").open() as store:
        talk(store)
        assert store.verify() == ()
