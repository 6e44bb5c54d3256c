"""What the guard refuses, what it passes on and how often: over real sockets, with a tiny app behind it."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator

import pytest
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from handlers.web.asgi import Receive, Scope, Send, answer
from handlers.web.body import MOST_BYTES
from handlers.web.guard import Guard
from handlers.web.health import live
from handlers.web.metrics import OUTCOMES, SLACK_KINDS, Metrics
from handlers.web.replays import Replays
from handlers.web.server import Application
from handlers.web.shape import FORMS
from handlers.web.shape import KINDS as SHAPES
from tests.slack_double import SlackDouble
from tests.web.calling import call
from tests.web.deliveries import FORM, JSON, SECRET, Request, signed, slash
from tests.web.running import HOST, ask, exchange, guarding, running


class Inner:
    """An app that remembers what it got and answers with it; `status` is what it answers next."""

    def __init__(self) -> None:
        self.got: list[tuple[bytes, dict[bytes, bytes]]] = []
        self.status = 200

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one delivery."""
        message = await receive()
        assert message["more_body"] is False
        self.got.append((message["body"], dict(scope["headers"])))
        await answer(send, self.status, message["body"])


class Served:
    """An app behind a guard on a port, another guard for each test; a body may take half a second."""

    def __init__(self) -> None:
        self.port = 0
        self.renew()

    def renew(self) -> None:
        """Nothing was delivered yet."""
        self.inner, self.metrics = Inner(), Metrics()
        self._guard = Guard(self.inner, SECRET, self.metrics, body_seconds=0.5)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request to the guard of this test."""
        await self._guard(scope, receive, send)

    def counted(self, outcome: str, kind: str = "other") -> float:
        """How many deliveries of a kind came to this."""
        ask(self.port, "/health/live", method="GET")  # once this is answered, what came before is counted
        labels = {"kind": kind, "outcome": outcome}
        return self.metrics.registry.get_sample_value("leverage_deliveries_total", labels) or 0.0


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    """One server for all."""
    served = Served()
    with running(Application({"/slack/events": served, "/health/live": live})) as served.port:
        yield served


@pytest.fixture
def served(server: Served) -> Served:
    """The server, with nothing delivered yet."""
    server.renew()
    return server


def nested(depth: int) -> bytes:
    """JSON of this depth, the outermost object included."""
    return b'{"type":"x","a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def of_size(size: int) -> Request:
    """A delivery of exactly this many bytes."""
    frame = b'{"type":"x","a":""}'
    return Request(JSON, frame[:-2] + b"x" * (size - len(frame)) + frame[-2:])


async def in_chunks(body: bytes) -> AsyncIterator[bytes]:
    """A body sent without saying how long it is."""
    for at in range(0, len(body), 100_000):
        yield body[at : at + 100_000]


GOOD = slash()
NOT_SIGNED = {
    "no signature": lambda: signed(GOOD)[:2],
    "no timestamp": lambda: [signed(GOOD)[0], signed(GOOD)[2]],
    "another secret": lambda: signed(GOOD, secret="another"),  # noqa: S106  # of nobody
    "another body": lambda: signed(Request(FORM, GOOD.body + b"x")),
    "301 seconds old": lambda: signed(GOOD, time.time() - 301),
    "in the future": lambda: signed(GOOD, time.time() + 303),
    "no integer": lambda: [*signed(GOOD)[:1], (b"x-slack-request-timestamp", b"1.5"), *signed(GOOD)[2:]],
}
OUT_OF_SHAPE = {
    "another type": Request("text/plain", GOOD.body),
    "no type": Request("", GOOD.body),
    "empty JSON": Request(JSON, b""),
    "empty form": Request(FORM, b""),
    "a form of nothing": Request(FORM, b"a=1&b=2"),
    "JSON as a form": Request(FORM, b'{"type":"x"}'),
    "a form as JSON": Request(JSON, GOOD.body),
    "cut": Request(JSON, b'{"type":"x"'),
    "a list": Request(JSON, b"[]"),
    "too deep": Request(JSON, nested(51)),
    "far too deep": Request(JSON, nested(100_000)),
    "a payload that is cut": Request(FORM, b"payload=%7B"),
    "a payload that is a list": Request(FORM, b"payload=[]"),
    "no UTF-8": Request(JSON, b'{"type":"\xff"}'),
    "half a pair": Request(JSON, b'{"type":"x","text":"\\ud800"}'),
    "no number": Request(JSON, b'{"type":"x","a":NaN}'),
    "an event without one": Request(JSON, b'{"type":"event_callback","event":null}'),
    "a press of nothing": Request(FORM, b'payload={"type":"block_actions","actions":[]}'),
}


def test_what_is_signed_is_passed_on_as_it_came(served):
    """The app gets every byte, Slack's own headers and no others."""
    strange = [(b"x-slack-bolt-lazy-only", b"1"), (b"cookie", b"a=b"), (b"x-slack-retry-num", b"1")]
    reply = ask(served.port, "/slack/events?a=%ff", GOOD.body, [*signed(GOOD), *strange])
    assert (reply.status, reply.body) == (200, GOOD.body)
    body, headers = served.inner.got[0]
    slacks = {b"content-type", b"x-slack-signature", b"x-slack-request-timestamp", b"x-slack-retry-num"}
    assert (body, headers.keys()) == (GOOD.body, slacks)
    assert served.counted("accepted", "command") == 1
    waited = served.metrics.registry.get_sample_value("leverage_acknowledgement_seconds_count", {"kind": "command"})
    assert waited == 1


@pytest.mark.parametrize("headers", NOT_SIGNED.values(), ids=NOT_SIGNED.keys())
def test_what_is_not_signed_is_refused(served, headers):
    """401, and the app hears nothing of it."""
    assert ask(served.port, body=GOOD.body, headers=headers()).status == 401
    assert served.inner.got == [] and served.counted("signature") == 1


def test_two_signatures_are_none(served):
    """Nobody could say which of them the app would read."""
    right = signed(GOOD)
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n" % len(GOOD.body)
    lines = b"".join(b"%s: %s\r\n" % pair for pair in [*right, right[2]])
    assert exchange(served.port, head + lines + b"\r\n" + GOOD.body).startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("request_", OUT_OF_SHAPE.values(), ids=OUT_OF_SHAPE.keys())
def test_what_is_out_of_shape_is_refused(served, request_):
    """400 even where it is signed, and the app hears nothing of it."""
    assert ask(served.port, body=request_.body, headers=signed(request_)).status == 400
    assert served.inner.got == [] and served.counted("shape") == 1


def test_fifty_deep_passes(served):
    """The limit itself is within it."""
    deep = Request("Application/JSON; charset=utf-8", nested(50))
    assert ask(served.port, body=deep.body, headers=signed(deep)).status == 200
    assert served.inner.got[0][1][b"content-type"] == b"application/json"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_post(served, method):
    """405, and the one method that is taken is named."""
    reply = ask(served.port, method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "POST")
    assert served.counted("method") == 1


@pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
def test_a_body_of_the_largest_size_passes(served, chunked):
    """One megabyte is not too much."""
    large = of_size(MOST_BYTES)
    body = in_chunks(large.body) if chunked else large.body
    assert ask(served.port, body=body, headers=signed(large)).status == 200
    assert len(served.inner.got[0][0]) == MOST_BYTES


@pytest.mark.parametrize("more", [1, 3 * MOST_BYTES])
@pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
def test_a_larger_body_is_refused(served, chunked, more):
    """413 even where it is signed, whether it says how long it is or not, and the server lives on."""
    large = of_size(MOST_BYTES + more)
    body = in_chunks(large.body) if chunked else large.body
    assert ask(served.port, body=body, headers=signed(large)).status == 413
    assert served.inner.got == [] and served.counted("too_large") == 1
    assert ask(served.port, body=GOOD.body, headers=signed(GOOD)).status == 200


def test_a_declared_size_is_enough_to_be_refused(served):
    """413 before a byte of the body was sent."""
    head = (
        b"POST /slack/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 99999999999999999999\r\n\r\n"
    )
    assert exchange(served.port, head).startswith(b"HTTP/1.1 413 ")


def test_a_slow_body_is_given_up(served):
    """408, and the connection is closed."""
    head = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
    assert exchange(served.port, head + b"payload=").startswith(b"HTTP/1.1 408 ")
    assert served.counted("slow") == 1


def test_who_leaves_in_the_middle_is_let_go(served):
    """The server goes on with others."""
    with socket.create_connection((HOST, served.port)) as connection:
        connection.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\npayload=")
    assert ask(served.port, body=GOOD.body, headers=signed(GOOD)).status == 200
    until = time.monotonic() + 5
    while not served.counted("left") and time.monotonic() < until:
        time.sleep(0.01)
    assert served.counted("left") == 1


def test_a_replay_has_no_second_effect(served):
    """It gets an empty 200; the same sent anew by Slack carries a new signature and passes."""
    now = time.time()
    headers = signed(GOOD, now)
    first, again = (ask(served.port, body=GOOD.body, headers=headers) for _ in range(2))
    assert (first.status, first.body) == (200, GOOD.body)
    assert (again.status, again.body) == (200, b"")
    retried = ask(served.port, body=GOOD.body, headers=[*signed(GOOD, now - 1), (b"x-slack-retry-num", b"1")])
    assert (retried.status, retried.body) == (200, GOOD.body)
    assert len(served.inner.got) == 2
    assert (served.counted("accepted", "command"), served.counted("replayed", "command")) == (2, 1)


def test_what_was_not_taken_may_come_again(served):
    """Slack repeats at once, perhaps within the second: a delivery that failed must not be lost for that."""
    headers = signed(GOOD)
    served.inner.status = 503
    assert ask(served.port, body=GOOD.body, headers=headers).status == 503
    served.inner.status = 200
    assert ask(served.port, body=GOOD.body, headers=headers).body == GOOD.body
    assert (served.counted("failed", "command"), served.counted("accepted", "command")) == (1, 1)


def test_a_delivery_is_not_used_up_in_a_wrong_shape(served):
    """Whoever got hold of one can't have the real one dropped by sending it first under another content type."""
    headers = signed(GOOD)
    wrong = [(b"content-type", b"application/json"), *headers[1:]]
    assert ask(served.port, body=GOOD.body, headers=wrong).status == 400
    assert ask(served.port, body=GOOD.body, headers=headers).body == GOOD.body


@pytest.mark.parametrize(("first_status", "taken"), [(200, 1), (503, 2)], ids=["taken", "not taken"])
def test_twins_at_once(first_status, taken):
    """The second waits for what becomes of the first: it is a replay only when that was taken."""
    got: list[int] = []
    go_on = asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        got.append(1)
        await go_on.wait()
        await answer(send, first_status if len(got) == 1 else 200, b"taken")

    async def both() -> list[tuple[int, bytes]]:
        guard, headers = Guard(slow, SECRET, Metrics()), signed(GOOD)
        twins = [asyncio.create_task(call(guard, [GOOD.body], headers)) for _ in range(2)]
        await asyncio.sleep(0.01)
        assert len(got) == 1
        go_on.set()
        return [reply[:2] for reply in await asyncio.gather(*twins)]

    first, second = asyncio.run(both())
    assert first == (first_status, b"taken") and second == (200, b"" if taken == 1 else b"taken")
    assert len(got) == taken


def test_the_clock_decides():
    """300 seconds pass either way, 301 don't."""

    async def statuses(*timestamps: float) -> list[int]:
        guard = Guard(Inner(), SECRET, Metrics(), clock=lambda: 1_700_000_000.0)
        return [(await call(guard, [GOOD.body], signed(GOOD, at))).status for at in timestamps]

    now = 1_700_000_000
    assert asyncio.run(statuses(now, now - 300, now + 300, now - 301, now + 301)) == [200, 200, 200, 401, 401]


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError, AttributeError])
def test_an_app_that_trips_over_data_is_no_500(error, caplog):
    """503, so that Slack sends it again; the log has the kind of error and not a word of anybody."""

    async def trips(scope: Scope, receive: Receive, send: Send) -> None:
        raise error("they beat people at the gate")

    reply = asyncio.run(call(Guard(trips, SECRET, Metrics()), [GOOD.body], signed(GOOD)))
    assert reply.status == 503
    [record] = caplog.records
    assert error.__name__ in record.getMessage() and "gate" not in caplog.text and record.exc_info is None


def test_an_app_that_says_nothing_is_answered_for():
    """A delivery always gets an answer."""

    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        return

    assert asyncio.run(call(Guard(silent, SECRET, Metrics()), [GOOD.body], signed(GOOD))).status == 503


def test_without_a_secret_there_is_no_guard():
    """An empty secret is one that everybody knows."""
    with pytest.raises(ValueError, match="signing secret"):
        Guard(Inner(), " ", Metrics())


def test_what_is_remembered_ends():
    """After ten minutes, and with the oldest first when there is too much of it."""
    now = 0.0
    replays = Replays(lambda: now, most=3)

    async def seen(signature: bytes) -> bool:
        async with replays.turn(signature) as was_accepted:
            return was_accepted

    for number in range(5):
        replays.accepted(b"%d" % number)
    assert len(replays) == 3
    assert [asyncio.run(seen(b"%d" % number)) for number in range(5)] == [False, False, True, True, True]
    now = 600.0
    assert asyncio.run(seen(b"4"))
    now = 600.1
    assert not asyncio.run(seen(b"4"))
    replays.accepted(b"5")
    assert len(replays) == 1


def test_the_kinds_are_counted_by_name():
    """Every kind that a shape gives is a label of its own."""
    assert {*SHAPES.values(), *FORMS.values()} == SLACK_KINDS
    assert {"accepted", "replayed", "failed"} < OUTCOMES


def test_slack_reaches_a_bolt_app_through_the_guard():
    """The double of Slack, the server, the guard and Bolt, as they will stand: what is said comes back."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0TEAM", bot_id="B0BOT", bot_user_id="U0BOT")

    async def levers(ack, command) -> None:
        await ack(f"heard {command['text']}")

    with SlackDouble() as slack:
        app = AsyncApp(signing_secret=slack.signing_secret, authorize=authorize, process_before_response=True)
        app.command("/levers")(levers)
        guard = Guard(AsyncSlackRequestHandler(app), slack.signing_secret, Metrics())
        with guarding(guard) as port:
            slack.deliver_to(f"http://{HOST}:{port}/slack/events")
            assert slack.slash("alex", "general", "/levers", "suppliers").acknowledged
            assert slack.verify_url("a challenge").status == 200
            statuses = [slack.raw(json.dumps(odd), signed=odd != 1).status for odd in (1, [], {"type": []}, {})]
        assert statuses == [401, 400, 400, 400]
        assert "heard suppliers" in slack.ephemeral("alex", "general")[-1]["text"]
