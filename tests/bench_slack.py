"""`make bench`, second half: the server under load, beside an empty Bolt app under the same server, in one run."""

import asyncio
import hashlib
import hmac
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, TCPConnector, web
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from handlers.settings import make_key
from handlers.web.guard import Guard
from handlers.web.health import Ready
from handlers.web.metrics import Metrics
from handlers.web.server import application, serve

SECRET = "a secret of this benchmark"  # noqa: S105 - nobody else's
CONNECTIONS, SECONDS = 16, 8.0
PER_CHANNEL = 1.0
"""Slack's limit for posting: about one message a second in a channel."""
PEOPLE, PAUSE, CLICKING = 200, 5.0, 15.0
SITUATION = "new Our supplier keeps the passports of migrant workers; the contract is up for renewal"
STEPS = ("not sure", "back")


@dataclass(frozen=True)
class Load:
    """What a server did: how many a second, and how long the slowest of a hundred took, in milliseconds."""

    rate: float
    p99: float
    steps: int


def main() -> None:
    """Three servers one after the other, then the people."""
    default = empty(process_before_response=False)
    before = empty(process_before_response=True)
    with served() as (address, database):
        ours = asyncio.run(load(address, interview()))
        kept, posted = kept_in(database)
    with served() as (address, database):
        people = asyncio.run(clicking(address))
        answered = kept_in(database)[1]
    assert kept >= ours.steps, f"only {kept} of {ours.steps} steps were saved"
    assert posted >= SECONDS, f"only {posted} cards were sent"
    assert answered >= people.steps / 2, f"of {people.steps} steps only {answered} cards were sent"
    print(f"interview step, {CONNECTIONS} connections: {ours.rate:.0f}/s, p99 {ours.p99:.0f} ms")
    print(
        f"  x{ours.rate / default.rate:.2f} of an empty handler, Bolt's default: {default.rate:.0f}/s, "
        f"p99 {default.p99:.0f} ms"
    )
    print(
        f"  x{ours.rate / before.rate:.2f} of an empty handler, process_before_response: {before.rate:.0f}/s, "
        f"p99 {before.p99:.0f} ms"
    )
    print(f"{PEOPLE} people, one click every {PAUSE:.0f} s: acknowledged at p99 in {people.p99:.0f} ms")


# ---- what is asked ----


def interview() -> Callable[[int], tuple[str, str]]:
    """For each connection a person who answers and goes back, again and again: every step is saved."""
    turns = [itertools.chain((SITUATION, "yes"), itertools.cycle(STEPS)) for _ in range(CONNECTIONS)]
    return lambda n: (f"UBENCH{n:04d}", next(turns[n]))


def signed(body: bytes) -> dict[str, str]:
    """The headers that Slack sends."""
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
        "Content-Type": "application/json",
    }


NUMBERS = itertools.count(1)


def message(user: str, text: str) -> bytes:
    """A text in the direct message."""
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": user, "text": text, "ts": "1.1"}
    number = next(NUMBERS)
    return json.dumps(
        {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{number}", "event_time": number, "event": event}
    ).encode()


async def timed(session: ClientSession, address: str, body: bytes) -> float:
    """Seconds until it was acknowledged."""
    began = time.perf_counter()
    async with session.post(address, data=body, headers=signed(body)) as answer:
        assert answer.status == 200, answer.status
        await answer.read()
    return time.perf_counter() - began


async def load(address: str, turn: Callable[[int], tuple[str, str]]) -> Load:
    """As much as the server takes, over so many connections."""
    times: list[float] = []

    async def one(session: ClientSession, number: int, until: float) -> None:
        while time.perf_counter() < until:
            times.append(await timed(session, address, message(*turn(number))))

    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as session:
        for number in range(CONNECTIONS):
            await timed(session, address, message(*turn(number)))
        began = time.perf_counter()
        await asyncio.gather(*(one(session, number, began + SECONDS) for number in range(CONNECTIONS)))
    return measured(times, time.perf_counter() - began)


async def clicking(address: str) -> Load:
    """So many people, each of whom answers once in a while."""
    times: list[float] = []

    async def person(session: ClientSession, number: int) -> None:
        turns = itertools.chain((SITUATION, "yes"), itertools.cycle(STEPS))
        await asyncio.sleep(PAUSE * number / PEOPLE)
        for turn in itertools.islice(turns, int(CLICKING / PAUSE) + 2):
            times.append(await timed(session, address, message(f"UPEOPLE{number:04d}", turn)))
            await asyncio.sleep(PAUSE)

    async with ClientSession(connector=TCPConnector(limit=PEOPLE)) as session:
        began = time.perf_counter()
        await asyncio.gather(*(person(session, number) for number in range(PEOPLE)))
    return measured(times, time.perf_counter() - began)


def measured(times: list[float], seconds: float) -> Load:
    """The figures of some times."""
    return Load(len(times) / seconds, 1000 * sorted(times)[int(len(times) * 0.99)], steps=len(times))


# ---- the servers ----


def empty(*, process_before_response: bool) -> Load:
    """An empty handler in a Bolt app, under the same server, in a process of its own."""
    with process([sys.executable, "-m", "tests.bench_slack", "empty", str(int(process_before_response))]) as address:
        return asyncio.run(load(address, lambda n: (f"UBENCH{n:04d}", "hi")))


async def serve_empty(process_before_response: bool) -> None:
    """Guard, server and Bolt as in the product; the handler does nothing."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U1")  # noqa: S106

    app = AsyncApp(
        signing_secret=SECRET,
        authorize=authorize,
        process_before_response=process_before_response,
        request_verification_enabled=False,
    )

    @app.event("message")
    async def nothing() -> None:
        """Nothing."""

    metrics = Metrics()
    guard = Guard(AsyncSlackRequestHandler(app, "/slack/events"), SECRET, metrics)
    await serve(application({"/slack/events": guard}, Ready({}), metrics), "127.0.0.1", 0, started=said)


def said(port: int) -> None:
    """Tell the parent where."""
    print(f"Ready on http://127.0.0.1:{port}", flush=True)


@contextmanager
def served() -> Iterator[tuple[str, Path]]:
    """The real server, and in a process of its own a Slack with the limit that the real one has."""
    with (
        tempfile.TemporaryDirectory() as folder,
        process([sys.executable, "-m", "tests.bench_slack", "slack"]) as slack,
    ):
        key = Path(folder) / "key" / "key"
        make_key(key)
        place = {
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.replace("/slack/events", "/api/"),
            "DATABASE_URL": f"sqlite:///{folder}/log/log.db",
            "LEVERAGE_KEY_FILE": str(key),
            "PORT": "0",
        }
        with process([sys.executable, "-m", "handlers", "serve"], **place) as address:
            yield address, Path(folder) / "log" / "log.db"


def kept_in(database: Path) -> tuple[int, int]:
    """How many deliveries the log knows, and how many cards it knows were sent: else it must not count as fast."""
    query = "SELECT (SELECT count(*) FROM delivery), (SELECT count(*) FROM outbox WHERE sent IS NOT NULL)"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as log:
        kept, posted = log.execute(query).fetchone()
    return int(kept), int(posted)


@contextmanager
def process(command: list[str], **place: str) -> Iterator[str]:
    """A server in a process of its own; its address."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **place}
    ) as child:
        assert child.stdout is not None
        try:
            yield f"{child.stdout.readline().split()[-1]}/slack/events"
        finally:
            child.terminate()


async def serve_slack() -> None:
    """A Slack that takes everything at once, but one message a second in each channel."""
    stamps = itertools.count(1)
    posted: dict[str, float] = {}

    async def answer(request: web.Request) -> web.Response:
        # The SDK asks for profiles with GET, and sends a card as JSON.
        sent = await (request.json() if request.content_type == "application/json" else request.post())
        given = {**request.query, **sent}
        user = given.get("user") or given.get("users") or "U1"
        if request.path.endswith("chat.postMessage"):
            channel = str(given["channel"])
            if time.monotonic() - posted.get(channel, 0.0) < PER_CHANNEL:
                return web.json_response(
                    {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
                )
            posted[channel] = time.monotonic()
        return web.json_response(
            {
                "ok": True,
                "team_id": "T1",
                "ts": f"{next(stamps)}.1",
                "channel": {"id": f"D{user}"},
                "user": {"id": user, "team_id": "T1", "locale": "en-US"},
            }
        )

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    said(runner.addresses[0][1])
    await asyncio.Event().wait()


ROLES: dict[str, Callable[..., Awaitable[None]]] = {"empty": serve_empty, "slack": serve_slack}

if __name__ == "__main__":
    if sys.argv[1:]:
        asyncio.run(ROLES[sys.argv[1]](*(bool(int(word)) for word in sys.argv[2:])))
    else:
        main()
