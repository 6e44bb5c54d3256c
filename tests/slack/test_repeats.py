"""The same delivery many times at once, and a retry of one that never came."""

import asyncio
import hashlib
import hmac
import json
import os
import time

from aiohttp import ClientSession

from handlers.open import open_store
from handlers.settings import read_settings
from tests.slack.serving import STAFF, TEAM, company, environment, serving
from tests.slack_double import SlackDouble

LONG = bool(os.environ.get("LEVERAGE_LONG"))
CLICKS = 1000 if LONG else 20
AT_ONCE = 20
SITUATION = "new Our supplier keeps the passports of migrant workers, number"


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
