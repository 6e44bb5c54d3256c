"""What is saved at the same time: one transaction, and still each turn wholly or not at all."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from bot.log import SqliteStore, queue
from bot.log.together import Work
from bot.record import Outgoing, Turn
from bot.store import Repeated, Stale
from tests.log.scenes import AT, card, standing, talk, turn


@contextmanager
def all_at_once(store: SqliteStore, turns: list[Turn]) -> Iterator[list["Future[None]"]]:
    """The turns are saved by a thread each, while a transaction is open: they all stand in line when it ends."""
    with ThreadPoolExecutor(len(turns) + 1) as pool:
        with store.ring.file.writing():
            first = pool.submit(store.save, Turn(delivery="first"))
            until(lambda: store._together._writes)
            saving = [pool.submit(store.save, one) for one in turns]
            until(lambda: len(store._together._line) == len(turns))
        first.result()
        yield saving


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    while not true():
        time.sleep(0.001)


def new(number: int) -> Turn:
    """The first turn of a consultation."""
    name = f"c{number}"
    return turn(name).model_copy(update={"standing": standing(name, number=number)})


def test_turns_that_wait_together_share_a_transaction(store):
    """All of them are kept, and the ledger knows of all."""
    told: list[str] = []
    store.ring.file._db.conn.set_trace_callback(told.append)
    with all_at_once(store, [new(number) for number in range(1, 7)]) as saving:
        assert [one.result() for one in saving] == [None] * 6
    assert {found.consultation for found, _ in store.everything()} == {f"c{number}" for number in range(1, 7)}
    assert store.ledger.account.reached.keys() == {f"c{number}" for number in range(1, 7)}
    # What was open, the first that came meanwhile, all the others, and what the ledger is told of those.
    assert told.count("BEGIN IMMEDIATE") == 4
    assert store.verify() == ()


def test_one_that_is_refused_holds_up_no_other(store):
    """The same delivery twice, and a turn on what has moved on: nothing of them is kept."""
    talk(store, "c9", turns=1, number=9)
    late = turn("c9", revision=5).model_copy(update={"delivery": "late", "outgoing": (card("late", name="c9"),)})
    again = new(2).model_copy(update={"delivery": new(1).delivery})
    with all_at_once(store, [new(1), late, again, new(3)]) as saving:
        errors = [type(one.exception()) for one in saving]
    assert errors == [type(None), Stale, Repeated, type(None)]
    assert {found.consultation for found, _ in store.everything()} == {"c1", "c3", "c9"}
    assert not store.seen("late") and "late" not in {one.id for one in store.waiting()}
    assert store.verify() == ()


def test_a_full_disk_fails_all_and_keeps_none(store, monkeypatch):
    """Nobody is told that a turn was kept; when there is room again, each can be saved."""
    turns = [new(number) for number in (1, 2, 3)]

    def full(_: object, cards: tuple[Outgoing, ...], *__: object) -> None:
        if cards:
            raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(queue, "put_out", full)
        with all_at_once(store, turns) as saving:
            errors = {type(one.exception()) for one in saving}
    assert errors == {sqlite3.OperationalError}
    assert list(store.everything()) == [] and store.waiting() == ()
    for one in turns:
        store.save(one)
    assert len(list(store.everything())) == 3
    assert store.verify() == ()


def test_a_ledger_that_can_not_be_written_fails_turns_only(store, monkeypatch):
    """A card that was sent is sent; a turn that the ledger was not told of is told of with the next one."""
    store.save(new(1))

    def full(_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(store.ledger, "write", full)
        kept = Work(lambda: store._keep(new(2)), ("c2",))
        sent = Work(lambda: queue.sent(store.ring, "card-c1-0", "D1:1.1", AT))
        store._together._write([kept, sent])
    assert isinstance(kept.error, OSError) and sent.error is None
    assert "card-c1-0" not in {one.id for one in store.waiting()}
    store.save(turn("c2", revision=1, number=2))
    assert store.ledger.account.reached.keys() == {"c1", "c2"}
    assert store.verify() == ()


def test_what_can_not_be_written_fails_alone(store):
    """A value that is no JSON is its own turn's mistake."""
    broken = {1, 2}
    bad = new(2).model_copy(update={"outgoing": (card("bad", name="c2").model_copy(update={"card": {"x": broken}}),)})
    with all_at_once(store, [new(1), bad, new(3)]) as saving:
        errors = [type(one.exception()) for one in saving]
    assert errors == [type(None), TypeError, type(None)]
    assert {found.consultation for found, _ in store.everything()} == {"c1", "c3"}


def test_reading_does_not_wait_for_writing(store):
    """While a turn is being written others read what was committed; the writer reads its own."""
    talk(store, "c1", turns=1)
    with store.ring.file.writing(), ThreadPoolExecutor(1) as pool:
        store.ring.file.run("UPDATE counter SET value = 77 WHERE name = 'turn'")
        assert store.ring.file.counter("turn") == 77
        assert len(store.events("c1")) == 2
        assert pool.submit(store.ring.file.counter, "turn").result() == 1
        assert pool.submit(store.standing, "c1").result() is not None
