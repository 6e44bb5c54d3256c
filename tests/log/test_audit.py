"""What every Store promises of the audit log."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.record import Turn
from bot.store import Repeated, Stale, Store
from tests.log.scenes import ADA, BEN, card, line, talk, turn
from tests.log.stores import STORES


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each make."""
    with request.param(tmp_path) as opened:
        yield opened


def details(store: Store) -> list[str]:
    """What the lines say, in order."""
    return [found.detail for _, found in store.audited()]


def test_an_audit_log_without_lines_is_empty(store):
    """Reading it changes nothing."""
    assert store.audited() == ()
    assert store.verify() == ()


def test_lines_come_back_in_order_as_they_were(store):
    """With their numbers, which count up from 1."""
    lines = [line("csv"), line("pdf", by=ADA), line("3")]
    for one in lines:
        store.audit(one)
    assert store.audited() == tuple(enumerate(lines, start=1))
    assert store.verify() == ()


def test_lines_are_read_on_from_a_number(store):
    """Those behind it, no more than were asked for; behind the last there is none."""
    for number in range(1, 8):
        store.audit(line(str(number)))
    assert [number for number, _ in store.audited(after=2, limit=3)] == [3, 4, 5]
    assert [found.detail for _, found in store.audited(after=5)] == ["6", "7"]
    assert store.audited(after=7) == store.audited(after=700) == ()


def test_a_turn_keeps_its_lines(store):
    """In the order in which they were said, behind those that were there."""
    store.audit(line("first"))
    store.save(turn().model_copy(update={"audited": (line("second"), line("third"))}))
    store.save(Turn(delivery="looked", audited=(line("fourth"),)))
    assert details(store) == ["first", "second", "third", "fourth"]
    assert store.verify() == ()


def test_a_turn_that_is_not_kept_leaves_no_line(store):
    """Repeated or Stale, it changes nothing."""
    told = turn().model_copy(update={"audited": (line("once"),)})
    store.save(told)
    with pytest.raises(Repeated):
        store.save(told)
    with pytest.raises(Stale):
        store.save(told.model_copy(update={"delivery": "late"}))
    with pytest.raises(Stale):
        store.save(Turn(delivery="nobody's", outgoing=(card(name="nobody"),), audited=(line("never"),)))
    assert details(store) == ["once"]
    assert store.verify() == ()


def test_erasing_a_case_leaves_its_lines(store):
    """What was done stays known when what it was done to is gone; the audit log itself can't be erased."""
    talk(store)
    store.audit(line("read"))
    assert store.erase("c1")
    assert not store.erase("")
    assert details(store) == ["read"]
    assert store.verify() == ()


def test_the_audit_log_is_no_consultation(store):
    """It is found by no way in which consultations are."""
    store.audit(line(by=BEN))
    store.save(Turn(delivery="d", outgoing=(card(name=None),), audited=(line(),)))
    assert store.standing("") is None
    assert store.of_person(BEN) == store.unqueued() == ()
    assert list(store.everything()) == []
    assert store.waiting() == (card(name=None),)


@pytest.mark.parametrize("make", STORES)
def test_the_audit_log_is_there_again_when_it_is_opened_again(make, tmp_path):
    """And goes on where it ended."""
    with make(tmp_path) as store:
        store.audit(line("before"))
    with make(tmp_path) as store:
        store.audit(line("after"))
        assert [(number, found.detail) for number, found in store.audited()] == [(1, "before"), (2, "after")]
        assert store.verify() == ()
