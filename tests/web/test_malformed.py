"""Thousands of damaged deliveries: a sample here, 10,000 of each where LEVERAGE_LONG is set."""

import asyncio
import json
import logging
import re
import time
import tracemalloc
from collections import Counter
from random import Random
from urllib.parse import parse_qsl

import pytest
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from handlers.web.asgi import App, Receive, Scope, Send, answer
from handlers.web.guard import Guard
from handlers.web.metrics import Metrics
from tests.sampling import LONG, times
from tests.web.calling import call
from tests.web.deliveries import SECRET, Headers, Request, envelopes, request, signed
from tests.web.mutations import mutated, oddly_signed

MANY = times(500, 50)
SEED = 20261122
MOST_GROWTH = 20_000_000


async def believing(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that believes what it gets: as any that reads a body would."""
    body = (await receive())["body"].decode()
    if dict(scope["headers"])[b"content-type"] == b"application/json":
        json.loads(body)["type"]
    elif (payload := dict(parse_qsl(body)).get("payload")) is not None:
        json.loads(payload)["type"]
    await answer(send, 200)


def bolt() -> App:
    """A real Bolt app with a listener of every kind, which asks nobody who it is."""
    quiet = logging.Logger("quiet", logging.CRITICAL)

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0TEAM", bot_id="B0BOT", bot_user_id="U0BOT")

    async def listener(ack, body) -> None:
        await ack()

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True, logger=quiet)
    for kind in ("message", "app_mention", "app_home_opened", "app_uninstalled"):
        app.event(kind)(listener)
    app.command(re.compile("^/lever"))(listener)
    app.action(re.compile("^press:"))(listener)
    app.view(re.compile("^situation"))(listener)
    app.view_closed(re.compile("^situation"))(listener)
    app.shortcut(re.compile("^situation"))(listener)
    app.options(re.compile("^alias"))(listener)
    return AsyncSlackRequestHandler(app)


class Damaged:
    """Requests one after the other, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._real = envelopes()

    def request(self) -> Request:
        """The next request."""
        return mutated(self._random, self._random.choice(self._real))

    def unsigned(self, request: Request) -> Headers:
        """Headers with which it is not signed."""
        return oddly_signed(self._random, signed(request))

    def chunks(self, body: bytes) -> list[bytes]:
        """The body as it arrives."""
        at = self._random.randint(0, len(body))
        return self._random.choice(([body], [body[:at], body[at:]], [b"", body]))

    def query(self) -> bytes:
        """What stands behind the path, which nobody asked for."""
        return self._random.choice((b"", b"a=1", b"\xff%ff&&=", b"payload={"))


async def statuses(app: App, many: int, *, with_signature: bool) -> Counter[int]:
    """How often each status was answered. Whatever an app lets out ends the test."""
    damaged, found = Damaged(SEED), Counter[int]()
    for _ in range(many):
        one = damaged.request()
        headers = signed(one) if with_signature else damaged.unsigned(one)
        found[(await call(app, damaged.chunks(one.body), headers, query=damaged.query())).status] += 1
    return found


@pytest.mark.parametrize("inner", [believing, bolt()], ids=["believing", "bolt"])
def test_damaged_deliveries_that_are_signed_break_nothing(inner, caplog):
    """Nothing is let out, nothing is answered with a 5xx, and what the app was given it could take."""
    found = asyncio.run(statuses(Guard(inner, SECRET, Metrics()), MANY, with_signature=True))
    assert found.total() == MANY
    assert {status for status in found if status >= 500} == set()
    assert set(found) <= {200, 400, 404, 413}
    assert found[200] > MANY / 20 and found[400] > MANY / 5, found
    assert caplog.records == []


def test_damaged_deliveries_that_are_not_signed_reach_nobody():
    """All are refused as unsigned or too large, before anybody reads them."""

    async def reached(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("passed on")

    found = asyncio.run(statuses(Guard(reached, SECRET, Metrics()), MANY, with_signature=False))
    assert found.total() == MANY and set(found) <= {400, 401, 413}


@pytest.mark.parametrize("envelope", envelopes(), ids=lambda envelope: envelope.payload.get("type", "command"))
def test_every_real_delivery_is_taken(envelope):
    """What is as Slack sends it passes the guard and reaches a listener of Bolt, or Bolt's own answer."""
    one = request(envelope)
    reply = asyncio.run(call(Guard(bolt(), SECRET, Metrics()), [one.body], signed(one)))
    nobody_listens = envelope.payload.get("event", {}).get("type") == "team_join"
    assert reply.status == (404 if nobody_listens else 200)


def test_the_same_seed_damages_alike():
    """A failure can be had again."""
    first, second = Damaged(1), Damaged(1)
    assert [first.request().content_type for _ in range(50)] == [second.request().content_type for _ in range(50)]


@pytest.mark.skipif(not LONG, reason="ten thousand deliveries under tracemalloc: in the slow checks")
def test_memory_does_not_grow():
    """After ten thousand damaged and ten thousand real deliveries less than 20 MB are kept."""
    guard, real = Guard(bolt(), SECRET, Metrics()), [request(envelope) for envelope in envelopes()]

    async def deliver(many: int) -> None:
        await statuses(guard, many, with_signature=True)
        await statuses(guard, many, with_signature=False)
        for number in range(many):
            one = real[number % len(real)]
            await call(guard, [one.body], signed(one, time.time() - number % 250))

    async def growth() -> int:
        await deliver(100)
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        await deliver(MANY)
        after = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return after - before

    assert asyncio.run(growth()) < MOST_GROWTH
