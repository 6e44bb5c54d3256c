"""The server killed at exact points and at any moment, and Slack in bad weather: every card arrives, once."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import Popen
from typing import Any

import pytest

from bot.log import SqliteStore
from bot.record import UNKNOWN
from handlers.open import open_store
from handlers.settings import read_settings
from tests.sampling import LONG, long, times
from tests.slack.serving import ALEX, company, environment, serving, start
from tests.slack_double import Answer, Faults, SlackDouble, plain

KILLS = times(4, 0.5)
KILLS_AT_A_POINT = times(3, 0.25)
SEED = 20261122
SITUATIONS = (
    "Our supplier keeps the passports of migrant workers; the contract is up for renewal",
    "Our joint venture partner's guards beat villagers at the fence, the contract is up for renewal",
)
SETTLED = 60
"""Seconds after which a queue that is not empty never will be."""

SENDING = ("conversations.open", "conversations.history", "chat.update", "chat.postMessage")
"""What the sender calls. The first of them may come as soon as a turn is committed, and not before."""
ACCEPTING = ("chat.update", "chat.postMessage")
UNDERSTOOD, ASKED = "Here is what I understood", "What is true, as far as you know?"
"""How the first card of a consultation reads, and the one that takes its place once it is confirmed."""


def lines(chance: random.Random) -> list[str]:
    """What a person types: a consultation, or a part of one."""
    answers = [
        chance.choice(("1", "2", "3", "not sure", "skip", "back", "keep")) for _ in range(chance.randrange(3, 8))
    ]
    return [f"new {chance.choice(SITUATIONS)}", "yes", *answers]


def waiting(slack: SlackDouble, *, socket: bool) -> int:
    """How many cards are not sent yet."""
    with open_store(read_settings(environment(slack, socket=socket))) as (store, _):
        return len(store.waiting())


def cards_in(slack: SlackDouble, user: str = ALEX) -> Counter[tuple[str, int]]:
    """Every card that stands in the direct message, by its id and part."""
    found = [message.get("metadata", {}).get("event_payload") for message in slack.messages(user)]
    return Counter((payload["id"], payload["part"]) for payload in found if payload)


def cards_sent(store: SqliteStore) -> set[str]:
    """Where the log says that the person's cards went; of what is said beside the outbox a kill leaves that open."""
    places = [store.posted(standing.consultation) for standing, _ in store.everything()]
    found = {reference for posted in places for place, reference in posted if place.startswith(f"slack:dm:{ALEX}")}
    return found - {UNKNOWN}


def kill(process: "Popen[str]") -> None:
    """`kill -9`, and wait until it is gone."""
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()


@contextmanager
def killed(slack: SlackDouble, *, socket: bool) -> Iterator["Popen[str]"]:
    """A server that has sent what it found waiting. It never ends in good order."""
    process = start(slack, socket=socket, LEVERAGE_LEADS="")
    try:
        settle(slack)
        yield process
    finally:
        kill(process)


def settle(slack: SlackDouble) -> None:
    """Wait until every card is sent."""
    slack.wait(lambda: not waiting(slack, socket=False) or None, SETTLED)


@dataclass(frozen=True)
class Told:
    """One person's consultation, one card of which is on its way when the server is killed."""

    user: str
    confirms: bool
    """Whether that card answers a press, which edits a message; else it is the first card, which is posted."""

    def begin(self, slack: SlackDouble) -> None:
        """Whatever comes before the delivery that this card answers."""
        if self.confirms:
            assert slack.message(self.user, SITUATIONS[0]).acknowledged
            settle(slack)

    def deliver(self, slack: SlackDouble) -> Answer:
        """That delivery."""
        if self.confirms:
            return slack.click(self.user, self.cards(slack)[0], text="That's right")
        return slack.message(self.user, SITUATIONS[0])

    def cards(self, slack: SlackDouble) -> list[dict[str, Any]]:
        """The app's messages in the direct message."""
        return [message for message in slack.messages(self.user) if "bot_id" in message]

    def seen(self, slack: SlackDouble) -> list[str]:
        """Which card each of these messages is."""
        read = map(plain, self.cards(slack))
        return [next(card for card in (UNDERSTOOD, ASKED) if card in text) for text in read]

    def expected(self, *, sent: bool) -> list[str]:
        """What is seen once the card is sent, and before."""
        before, after = ([UNDERSTOOD], [ASKED]) if self.confirms else ([], [UNDERSTOOD])
        return after if sent else before

    def kept(self) -> list[str]:
        """The events in the log."""
        return ["started", "told", "confirmed"] if self.confirms else ["started", "told"]


@long
@pytest.mark.parametrize("accepted", [False, True], ids=["before it is sent", "before it is recorded"])
def test_killed_at_a_point(home, accepted):
    """Between commit and send, or between send and record: after the restart the person sees exactly one card.

    At the first point nothing that the sender asks for was carried out. At the second Slack has accepted the card, and
    its answer never arrives.
    """
    everybody = [Told(f"USTAFF{number:04d}", confirms=number % 4 > 1) for number in range(KILLS_AT_A_POINT)]
    with SlackDouble(company()) as slack:
        for number, told in enumerate(everybody):
            with killed(slack, socket=number % 2 == 1) as process:
                told.begin(slack)
                with slack.holding(*(ACCEPTING if accepted else SENDING), after=accepted) as gate:
                    assert told.deliver(slack).acknowledged
                    gate.wait(SETTLED)
                    kill(process)
                assert waiting(slack, socket=False) == 1
                assert told.seen(slack) == told.expected(sent=accepted)
        with serving(slack, socket=False):
            settle(slack)
        names = {one.payload["event"]["user"]: one.payload["event_id"] for one in slack.deliveries if is_event(one)}
        for told in everybody:
            assert told.seen(slack) == told.expected(sent=True)
            assert cards_in(slack, told.user) == {(names[told.user], 0): 1}
        with open_store(read_settings(environment(slack, socket=False))) as (store, _):
            assert store.verify() == ()
            kept = {at.person.user: [event.kind for event in events] for at, events in store.everything()}
        assert kept == {told.user: told.kept() for told in everybody}


def is_event(answer: Answer) -> bool:
    """Whether this was a text, and no press."""
    return "event" in answer.payload


@long
def test_killed_at_any_moment(home):
    """Between saving and sending, between sending and recording: after the restart each card stands there once."""
    chance = random.Random(SEED)
    with SlackDouble(company()) as slack:
        said = lines(chance)
        for number in range(KILLS):
            socket = number % 2 == 1
            process = start(slack, socket=socket)
            for _ in range(chance.randrange(1, 4)):
                said = said or lines(chance)
                assert slack.message(ALEX, said.pop(0)).acknowledged
            time.sleep(chance.uniform(0, 0.03))
            kill(process)
        with serving(slack, socket=False):
            settle(slack)
        assert set(cards_in(slack).values()) == {1}
        with open_store(read_settings(environment(slack, socket=False))) as (store, _):
            assert store.verify() == ()
            references = cards_sent(store)
        assert not [reference for reference in references if reference.startswith("dead:")]
        standing = {f"{message['ts']}" for message in slack.messages(ALEX)}
        assert {stamp for reference in references for stamp in reference.split(":")[1].split(",")} <= standing


@long
def test_through_bad_weather(home):
    """30 % 429, 10 % 500, 10 % dropped (half after accepting), 5 % delivered twice: nothing lost, nothing doubled.

    The queue is empty soon after the weather has cleared.
    """
    weather = Faults(rate_limited=0.3, server_error=0.1, dropped_before=0.05, dropped_after=0.05, retry_after=0, seed=5)
    chance = random.Random(SEED)
    with SlackDouble(company()) as slack, serving(slack, socket=False):
        sending = dict.fromkeys(("chat.postMessage", "chat.update"), weather)
        slack.faults = Faults(repeat=0.05, seed=5, by_method=sending)
        for talk in range(20):
            for line in lines(chance):
                assert slack.message(ALEX, line).acknowledged
            time.sleep(1)
            seen = {call.fault for call in slack.calls}
            if not LONG and talk >= 2 and seen > {None, "rate_limited"}:
                break
        slack.faults = Faults()
        settle(slack)
        assert seen > {None, "rate_limited"}
        assert set(cards_in(slack).values()) == {1}
        assert all(plain(message) for message in slack.messages(ALEX))
