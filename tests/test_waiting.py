"""What waits for the people of a channel: in line, read once, let go when it waits no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.log import SqliteStore
from bot.record import Outgoing
from handlers import waiting
from handlers.waiting import Waiting
from tests.log.scenes import Place
from tests.slack.serving import ALEX, LEAD
from tests.slack.test_sender import put_out


class Counting(SqliteStore):
    """A log that remembers which cards were read in it."""

    def outgoing(self, id: str) -> Outgoing | None:
        """A card that waits."""
        self.__dict__.setdefault("read", []).append(id)
        return super().outgoing(id)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counting]:
    """A log."""
    place = Place(tmp_path)
    with Counting.open(place.path, place.key, place.ledger) as opened:
        yield opened


def everybody(_: str) -> bool:
    """Nobody has to wait."""
    return True


def seen(line: Waiting, ready=everybody) -> list[list[str]]:
    """The ids of what may go now."""
    return [[card.id for card in cards] for cards in line.look(ready)]


def test_a_card_is_read_once(store):
    """However long it waits; in the order of the log, for each person."""
    line = Waiting(store, "slack")
    put_out(store, "one", "two", name="c1")
    put_out(store, "three", place=f"slack:dm:{LEAD}", name="c2")
    assert seen(line, lambda user: user == LEAD) == [["c2-three"]]
    assert seen(line) == seen(line) == [["c1-one", "c1-two"], ["c2-three"]]
    assert store.read == ["c1-one", "c1-two", "c2-three"]


def test_what_is_handed_over_is_not_read(store):
    """It is the same card, and stands where the log has it."""
    line = Waiting(store, "slack")
    put_out(store, "one", "two")
    _, two = store.waiting()
    line.hand_over(two)
    assert seen(line) == [["c1-one", "c1-two"]]
    assert store.read == ["c1-one"]


def test_what_was_handed_over_is_held_no_longer_than_it_waits(store):
    """Neither a card that was sent before anybody looked, nor more than so many."""
    line = Waiting(store, "slack")
    put_out(store, "one")
    line.hand_over(store.waiting()[0])
    store.sent("c1-one", "D1:1.1")
    assert seen(line) == [] and not line._fresh
    for number in range(waiting.MOST_FRESH + 5):
        line.hand_over(Outgoing(id=str(number), consultation=None, place="", card={}))
    assert len(line._fresh) == waiting.MOST_FRESH


def test_what_is_erased_meanwhile_is_let_go(store):
    """Though it was read, and though its person could not be written to until then."""
    line = Waiting(store, "slack")
    put_out(store, "one", name="c1")
    put_out(store, "two", name="c2")
    assert seen(line) == [["c1-one", "c2-two"]]
    store.erase("c1")
    assert seen(line) == [["c2-two"]]
    assert [card.id for card in line._by_user[ALEX]] == ["c2-two"]


def test_each_channel_takes_its_own(store):
    """Two senders over one outbox: neither writes to the other's people, nor to a name from the shell."""
    put_out(store, "one", name="c1")
    put_out(store, "two", place="teams:dm:29-x:1700", name="c2")
    put_out(store, "three", place="local:dm:UKIM", name="c3")
    slack, teams = Waiting(store, "slack"), Waiting(store, "teams")
    teams.hand_over(store.waiting()[0])
    assert (seen(slack), seen(teams)) == ([["c1-one"]], [["c2-two"]])
    assert [card.address for cards in teams.look(everybody) for card in cards] == [("29-x", "1700")]
    assert (seen(slack), seen(teams)) == ([["c1-one"]], [["c2-two"]])
    assert len(store.waiting()) == 3


def test_no_more_than_so_many_are_held(store, monkeypatch):
    """The next ones are read when there is room."""
    monkeypatch.setattr(waiting, "MOST_HELD", 2)
    line = Waiting(store, "slack")
    put_out(store, "one", "two", "three")
    assert seen(line) == [["c1-one", "c1-two"]]
    store.sent("c1-one", "D1:1.1")
    assert seen(line) == [["c1-two"]]
    assert seen(line) == [["c1-two", "c1-three"]]
