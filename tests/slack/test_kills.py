"""The server killed at any moment, and Slack in bad weather: every card arrives, once."""

import os
import random
import time
from collections import Counter

from bot.log import SqliteStore
from handlers.open import open_store
from handlers.settings import read_settings
from tests.slack.serving import ALEX, company, environment, serving, start
from tests.slack_double import Faults, SlackDouble, plain

LONG = bool(os.environ.get("LEVERAGE_LONG"))
KILLS = 100 if LONG else 6
SEED = 20261122
SITUATIONS = (
    "Our supplier keeps the passports of migrant workers; the contract is up for renewal",
    "Our joint venture partner's guards beat villagers at the fence, the contract is up for renewal",
)
SETTLED = 60
"""Seconds after which a queue that is not empty never will be."""


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


def cards_in(slack: SlackDouble) -> Counter[tuple[str, int]]:
    """Every card that stands in the direct message, by its id and part."""
    found = [message.get("metadata", {}).get("event_payload") for message in slack.messages(ALEX)]
    return Counter((payload["id"], payload["part"]) for payload in found if payload)


def cards_sent(store: SqliteStore) -> set[str]:
    """Where the log says that the person's cards went."""
    places = [store.posted(standing.consultation) for standing, _ in store.everything()]
    return {reference for posted in places for place, reference in posted if place.startswith(f"dm:{ALEX}")}


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
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
        with serving(slack, socket=False):
            slack.wait(lambda: not waiting(slack, socket=False) or None, SETTLED)
        assert set(cards_in(slack).values()) == {1}
        with open_store(read_settings(environment(slack, socket=False))) as (store, _):
            assert store.verify() == ()
            references = cards_sent(store)
        assert not [reference for reference in references if reference.startswith("dead:")]
        standing = {f"{message['ts']}" for message in slack.messages(ALEX)}
        assert {stamp for reference in references for stamp in reference.split(":")[1].split(",")} <= standing


def test_through_bad_weather(home):
    """30 % 429, 10 % 500, 10 % dropped (half after accepting), 5 % delivered twice: nothing lost, nothing doubled.

    The queue is empty soon after the weather has cleared.
    """
    weather = Faults(rate_limited=0.3, server_error=0.1, dropped_before=0.05, dropped_after=0.05, retry_after=0, seed=5)
    chance = random.Random(SEED)
    with SlackDouble(company()) as slack, serving(slack, socket=False):
        sending = dict.fromkeys(("chat.postMessage", "chat.update"), weather)
        slack.faults = Faults(repeat=0.05, seed=5, by_method=sending)
        for _ in range(20 if LONG else 3):
            for line in lines(chance):
                assert slack.message(ALEX, line).acknowledged
        time.sleep(20 if LONG else 2)
        slack.faults = Faults()
        slack.wait(lambda: not waiting(slack, socket=False) or None, SETTLED)
        assert {call.fault for call in slack.calls} > {None, "rate_limited"}
        assert set(cards_in(slack).values()) == {1}
        assert all(plain(message) for message in slack.messages(ALEX))
