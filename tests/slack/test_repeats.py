"""The same delivery many times at once, and a retry of one that never came."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession

from handlers.open import open_store
from handlers.settings import read_settings
from tests.sampling import long, times
from tests.slack.serving import STAFF, TEAM, company, environment, serving
from tests.slack_double import SlackDouble

CLICKS = times(10, 5)
AT_ONCE = 20
SITUATION = "new Our supplier keeps the passports of migrant workers, number"
ASKED_ABOUT = "new Our supplier pays its workers late; the contract is up for renewal"
CLICKED = (("", "That's right"), ("none", "Confirm"), ("linkage", "Confirm"), ("facts", "Confirm"))
"""What is clicked in a consultation, one card after the other: what is ticked first, and the button."""
KEPT = ["started", "told", "confirmed", "answered", "answered", "answered"]
"""What the log then holds: one event for each click."""
SETTLED = 60
"""Seconds after which a card that has not changed never will."""
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Signed = tuple[bytes, dict[str, str]]
"""A body and its headers."""


def delivery(number: int) -> bytes:
    """A text in the direct message: each begins a consultation."""
    user = f"USTAFF{number % STAFF:04d}"
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": user, "ts": f"{number}.1"}
    event["text"] = f"{SITUATION} {number}"
    return json.dumps(
        {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{number}", "event_time": number, "event": event}
    ).encode()


def headers(secret: str, body: bytes, age: int, **more: str) -> dict[str, str]:
    """Signed so many seconds ago: each age is another signature."""
    stamp = str(int(time.time()) - age)
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}
    return {**signed, "Content-Type": "application/json", **more}


def begun(slack: SlackDouble) -> int:
    """How many consultations there are."""
    with open_store(read_settings(environment(slack, socket=False))) as (store, _):
        return sum(1 for _ in store.everything())


@long
def test_twenty_deliveries_at_once_have_one_effect(home):
    """Whether they bear the same signature (replayed) or another one (sent again by Slack)."""

    async def send(address: str, secret: str) -> set[int]:
        async with ClientSession() as session:

            async def one(body: bytes, age: int) -> int:
                async with session.post(address, data=body, headers=headers(secret, body, age)) as answer:
                    return answer.status

            found: set[int] = set()
            for number in range(CLICKS):
                body = delivery(number)
                found |= set(await asyncio.gather(*(one(body, age // 2) for age in range(AT_ONCE))))
            return found

    with SlackDouble(company()) as slack, serving(slack, socket=False):
        assert asyncio.run(send(slack.address, slack.signing_secret)) == {200}
        assert begun(slack) == CLICKS


@long
def test_twenty_deliveries_of_a_click_have_one_effect(home):
    """A hand clicks ten times on a button, and each click comes twice: one event is kept, the card goes on by one.

    The clicks of a hand differ in time and trigger; one that is replayed has the same bytes and signature. Another
    replay comes when all is done.
    """
    consultations = CLICKS // len(CLICKED)
    clicks = 0
    with SlackDouble(company()) as slack, serving(slack, socket=False, LEVERAGE_LEADS=""):
        for first in range(0, consultations, STAFF):
            users = [f"USTAFF{number:04d}" for number in range(min(STAFF, consultations - first))]
            for user in users:
                assert slack.message(user, ASKED_ABOUT).acknowledged
            for revision, (ticked, label) in enumerate(CLICKED, 2):
                cards = {user: card_of(slack, user, revision) for user in users}
                hands = [hand_of(slack, user, card, ticked, label) for user, card in cards.items()]
                assert asyncio.run(delivered(slack, (hand * 2 for hand in hands))) == {200}
                clicks += sum(map(len, hands))
                all_edited(slack, clicks)
                assert asyncio.run(delivered(slack, ([hand[-1]] for hand in hands))) == {200}
        with open_store(read_settings(environment(slack, socket=False))) as (store, _):
            kept = [[event.kind for event in events] for _, events in store.everything()]
            assert store.verify() == ()
        assert kept == [KEPT] * consultations


def card_of(slack: SlackDouble, user: str, revision: int) -> dict[str, Any]:
    """The person's newest card, once all its buttons name this revision."""

    def newest() -> dict[str, Any] | None:
        card = slack.messages(user)[-1]
        elements = [element for block in card["blocks"] for element in block.get("elements", ())]
        told = {json.loads(element["value"])["revision"] for element in elements if element["type"] == "button"}
        return card if told == {revision} else None

    return slack.wait(newest, SETTLED)


def hand_of(slack: SlackDouble, user: str, card: dict[str, Any], ticked: str, label: str) -> list[Signed]:
    """Ten clicks on one button of a card, as Slack sends them."""
    if ticked:
        slack.fill(user, card, {"press:pick:0": [ticked]})
    payloads = [slack.clicked(user, card, text=label) for _ in range(AT_ONCE // 2)]
    bodies = [urlencode({"payload": json.dumps(payload)}).encode() for payload in payloads]
    return [(body, headers(slack.signing_secret, body, 0, **FORM)) for body in bodies]


async def delivered(slack: SlackDouble, hands: Iterable[list[Signed]]) -> set[int]:
    """The statuses of deliveries; those of one hand are made at once."""
    async with ClientSession() as session:

        async def one(body: bytes, signed: dict[str, str]) -> int:
            async with session.post(slack.address, data=body, headers=signed) as answer:
                return answer.status

        return {status for hand in hands for status in await asyncio.gather(*(one(*click) for click in hand))}


def all_edited(slack: SlackDouble, times: int) -> None:
    """Wait until cards were edited so often: once for every click, by its effect or to say that it came late."""
    slack.wait(lambda: sum(call.method == "chat.update" for call in slack.calls) == times or None, SETTLED)


def test_a_retry_of_an_event_that_never_came_is_taken(home):
    """Its first delivery was lost on the way."""

    async def send(address: str, secret: str) -> int:
        body = delivery(1)
        retry = headers(secret, body, 0, **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"})
        async with ClientSession() as session, session.post(address, data=body, headers=retry) as answer:
            return answer.status

    with SlackDouble(company()) as slack, serving(slack, socket=False):
        assert asyncio.run(send(slack.address, slack.signing_secret)) == 200
        assert begun(slack) == 1
