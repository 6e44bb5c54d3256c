"""From the outbox to Slack: each card once, in order, whatever fails on the way."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import SqliteStore
from bot.messages import Card, Note
from bot.record import Outgoing, Turn
from handlers.slack.sender import Rendered, Sender
from handlers.waiting import address_of
from tests.log.scenes import event, standing
from tests.slack.serving import ALEX, LEAD
from tests.slack_double import Faults, SlackDouble


def put_out(store: SqliteStore, *texts: str, place: str = f"slack:dm:{ALEX}", name: str = "c1") -> None:
    """Put one card in line for each text."""
    for text in texts:
        before = store.standing(name)
        revision = before.revision if before else 0
        card = {"cards": [Note(lines=(text,)).model_dump()]}
        out = Outgoing(id=f"{name}-{text}", consultation=name, place=place, card=card)
        now = standing(name, number=int(name[1:]), revision=revision + 1)
        store.save(Turn(delivery=out.id, revision=revision, standing=now, events=(event(),), outgoing=(out,)))


def in_two_parts(cards: tuple[Card, ...], _: str) -> Rendered:
    """A card that is too long for one message."""
    return tuple((f"{card.lines[0]} {part}", ()) for card in cards if isinstance(card, Note) for part in "ab")


def in_one(cards: tuple[Card, ...], _: str) -> Rendered:
    """A card as its first line."""
    return tuple((card.lines[0], ()) for card in cards if isinstance(card, Note))


def send(slack: SlackDouble, store: SqliteStore, *, rounds: int = 1, render=in_one, sender=None) -> Sender:
    """Send what waits, as often as it takes or so many rounds."""

    async def sending() -> Sender:
        made = sender or Sender(
            AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[]), store, render
        )
        for _ in range(rounds):
            await made.send_waiting()
            made._pauses.clear()  # a test does not wait
            if not store.waiting():
                break
        return made

    return asyncio.run(sending())


def said(slack: SlackDouble, user: str = ALEX) -> list[str]:
    """What stands in a person's direct message."""
    return [message["text"] for message in slack.messages(user)]


def test_cards_arrive_in_order_and_once(slack, store):
    """And are in line no more."""
    put_out(store, "one", "two", "three")
    send(slack, store)
    send(slack, store)
    assert said(slack) == ["one", "two", "three"]
    assert store.waiting() == ()


def test_a_card_takes_the_place_of_the_one_that_was_pressed(slack, store):
    """Edited in place; where that one is gone, a new message."""
    put_out(store, "one")
    send(slack, store)
    stamp = slack.messages(ALEX)[0]["ts"]
    put_out(store, "two", place=f"slack:dm:{ALEX}:{stamp}")
    send(slack, store)
    assert said(slack) == ["two"]
    put_out(store, "three", place=f"slack:dm:{ALEX}:1700000000.000001")
    send(slack, store)
    assert said(slack) == ["two", "three"]


@pytest.mark.parametrize(
    "fault", ["rate_limited", "server_error", "plain_error", "broken_json", "dropped_before", "dropped_after"]
)
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
def test_a_failure_neither_loses_nor_doubles(slack, store, fault, method):
    """Whether Slack carried the call out or not."""
    put_out(store, "one", "two")
    slack.next(method, fault)
    send(slack, store, rounds=4)
    assert said(slack) == ["one", "two"]


@pytest.mark.parametrize("fault", ["server_error", "dropped_after"])
def test_a_card_in_parts_arrives_once_in_each(slack, store, fault):
    """The failure may strike between the parts."""
    put_out(store, "one", "two")
    slack.faults = Faults(seed=7, by_method={"chat.postMessage": Faults(**{fault: 0.4})})
    send(slack, store, rounds=40, render=in_two_parts)
    assert said(slack) == ["one a", "one b", "two a", "two b"]


def test_killed_between_sending_and_recording(slack, store):
    """The next process finds the card in the history and posts nothing again."""
    put_out(store, "one", "two")
    waiting = store.waiting()
    send(slack, store)
    put_back(store, waiting)
    send(slack, store)
    assert said(slack) == ["one", "two"]
    assert store.waiting() == ()


def put_back(store: SqliteStore, cards: tuple[Outgoing, ...]) -> None:
    """Put cards in line again, as a process that was killed before it recorded them would leave them."""
    for card in cards:
        store._file.run("DELETE FROM outbox WHERE id = ?", [card.id])
    with store._file.writing():
        from bot.log import queue  # noqa: PLC0415

        queue.put_out(store.ring, cards)


def test_what_slack_never_takes_goes_to_the_dead_letters(slack, store, caplog):
    """And does not hold up what stands behind it; the log line has no text."""
    put_out(store, "one", place="slack:dm:UNOBODY001", name="c1")
    put_out(store, "two", name="c2")
    send(slack, store, rounds=3)
    assert said(slack) == ["two"]
    assert store.waiting() == ()
    assert [reference for _, reference in store.posted("c1")] == ["dead:user_not_found"]
    assert "one goes to the dead letters" in caplog.text


def test_one_person_does_not_wait_for_another(slack, store):
    """A failure holds up that person's cards only, in their order."""
    put_out(store, "one", "two", name="c1")
    put_out(store, "three", place=f"slack:dm:{LEAD}", name="c2")
    slack.next("conversations.open", "server_error")
    send(slack, store)
    assert sorted([*said(slack), *said(slack, LEAD)]) in (["three"], ["one", "two"])
    send(slack, store, rounds=3)
    assert (said(slack), said(slack, LEAD)) == (["one", "two"], ["three"])


def test_through_bad_weather(slack, store):
    """30 % 429, 10 % 500, 10 % dropped, half of them after accepting: everything once, in order."""
    texts = [f"{n:02d}" for n in range(40)]
    put_out(store, *texts)
    slack.faults = Faults(rate_limited=0.3, server_error=0.1, dropped_before=0.05, dropped_after=0.05, seed=3)
    send(slack, store, rounds=400)
    assert said(slack) == texts


ELSEWHERE = ("terminal", "slack:dm:", "slack:channel:C1", "teams:dm:U1", "local:dm:kim", "dm:kim")


@pytest.mark.parametrize("place", ELSEWHERE)
def test_places_elsewhere_are_left_alone(slack, store, place):
    """They are another channel's."""
    assert address_of(place, "slack") is None
    put_out(store, "one", place=place)
    send(slack, store)
    assert [card.place for card in store.waiting()] == [place]


def test_someone_with_many_cards_holds_up_nobody(slack, store):
    """However many wait for a person who can't be written to now, another's goes; after a start all are in doubt."""
    put_out(store, *(f"card {n}" for n in range(150)))
    put_out(store, "for the lead", place=f"slack:dm:{LEAD}", name="c2")
    slack.next("conversations.open", "rate_limited")
    sender = send(slack, store)
    assert [message["text"] for message in slack.messages(LEAD)] == ["for the lead"]
    assert "c1-card 149" in sender._doubtful
