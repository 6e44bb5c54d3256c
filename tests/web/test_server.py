"""The server's paths, who may read what, and how it begins and ends."""

import asyncio
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from handlers.web.asgi import Receive, Scope, Send
from handlers.web.connection import Connection
from handlers.web.guard import Guard
from handlers.web.health import Ready
from handlers.web.metrics import Metrics
from handlers.web.server import Application, application, serve
from tests.web.calling import call
from tests.web.deliveries import SECRET, signed, slash
from tests.web.running import HOST, ask, exchange, running

ROOT = Path(__file__).parents[2]
TOKEN = {"Authorization": "Bearer the-token"}


async def fails() -> str:
    """A check that finds something."""
    return "the database can't be written"


def an_app(token: str = "", ready: Ready | None = None) -> Application:
    """An application without Slack."""
    return application({}, ready or Ready({}), Metrics(), token)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server whose database is out of order."""
    with running(an_app(ready=Ready({"database": fails}))) as port:
        yield port


def test_live_and_ready_over_the_network(port):
    """Alive is not the same as ready."""
    live, ready = (ask(port, f"/health/{what}", method="GET") for what in ("live", "ready"))
    assert (live.status, live.body) == (200, b"ok\n")
    assert (ready.status, ready.body) == (503, b'{"database": "the database can\'t be written"}\n')


@pytest.mark.parametrize("path", ["/", "/health", "/health/live/", "/metrics/x", "/slack/events", "//health/live"])
def test_only_exact_paths(port, path):
    """Everything else is not there; nor is Slack's path without a guard."""
    assert ask(port, path, method="GET").status == 404


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_what_is_read_can_only_be_read(port, path):
    """405 for who wants to write; HEAD is reading."""
    assert ask(port, path, method="POST").status == 405
    assert ask(port, path, method="HEAD").status == ask(port, path, method="GET").status


def test_the_server_does_not_say_what_it_is(port):
    """No header names software or version."""
    assert "server" not in {name.lower() for name in ask(port, "/health/live", method="GET").headers}


def test_metrics_are_read_on_this_machine(port):
    """As Prometheus reads them; a client that a proxy stands for is elsewhere."""
    reply = ask(port, "/metrics", method="GET")
    assert reply.status == 200 and b"leverage_outbox_length" in reply.body
    assert reply.headers["content-type"].startswith("text/plain; version=")
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        assert ask(port, "/metrics", method="GET", headers={name: HOST}).status == 403


@pytest.mark.parametrize(
    ("client", "status"),
    [
        *((here, 200) for here in ("127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1")),
        *((away, 403) for away in ("10.0.0.1", "203.0.113.9", "::ffff:10.0.0.1", "localhost", None)),
    ],
)
def test_metrics_are_not_read_from_elsewhere(client, status):
    """Only loopback addresses are this machine; of an unknown client nobody knows."""
    where = (client, 1) if client else None
    assert asyncio.run(call(an_app(), method="GET", path="/metrics", client=where)).status == status


def test_with_a_token_metrics_are_for_those_who_know_it():
    """Wherever they are, and for nobody else, on this machine neither."""

    async def status(*authorization: bytes, client: str = "203.0.113.9") -> int:
        headers = [(b"authorization", value) for value in authorization]
        app = an_app(token="the-token")  # noqa: S106  # of nobody
        return (await call(app, headers=headers, method="GET", path="/metrics", client=(client, 1))).status

    right = b"Bearer the-token"
    assert asyncio.run(status(right)) == 200
    assert asyncio.run(status(client="127.0.0.1")) == 401
    for wrong in ((), (b"Bearer x",), (b"the-token",), (b"Bearer \xff",), (right, right)):
        assert asyncio.run(status(*wrong)) == 401


def test_an_address_that_is_taken_is_said_at_once():
    """OSError, before anything begins."""
    begun: list[str] = []

    @asynccontextmanager
    async def around() -> AsyncIterator[None]:
        begun.append("begun")
        yield

    with socket.create_server((HOST, 0)) as taken:
        app = application({}, Ready({}), Metrics(), around=around())
        with pytest.raises(OSError, match="in use"):
            asyncio.run(serve(app, HOST, taken.getsockname()[1], started=lambda port: None))
    assert begun == []


def test_what_can_not_begin_is_not_hidden():
    """An error of a hook comes out of `serve` as it is, and nothing was served."""

    @asynccontextmanager
    async def around() -> AsyncIterator[None]:
        raise LookupError("no key")
        yield

    app, started = application({}, Ready({}), Metrics(), around=around()), []
    with pytest.raises(LookupError, match="no key"):
        asyncio.run(serve(app, HOST, 0, started=started.append))
    assert started == []


def test_cancelled_it_ends_in_order():
    """The hooks see the beginning and the end, and the port is free again."""
    seen: list[str] = []

    @asynccontextmanager
    async def around() -> AsyncIterator[None]:
        seen.append("begins")
        try:
            yield
        finally:
            seen.append("ends")

    with running(application({}, Ready({}), Metrics(), around=around())) as port:
        assert ask(port, "/health/live", method="GET").status == 200
        assert seen == ["begins"]
    assert seen == ["begins", "ends"]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((HOST, port))


@contextmanager
def a_process() -> Iterator["Popen[str]"]:
    """A server in a process of its own."""
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = Popen([sys.executable, "-m", "tests.web.serving"], stdout=PIPE, stderr=PIPE, text=True, env=place)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_told_to_end_it_answers_first():
    """SIGTERM: what is under way is answered, the hooks see the end, and the process goes on to its own end."""
    with a_process() as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        port = int(process.stdout.readline().split()[1])
        delivery, statuses = slash(), []
        asking = threading.Thread(
            target=lambda: statuses.append(ask(port, body=delivery.body, headers=signed(delivery)).status)
        )
        asking.start()
        assert process.stdout.readline() == "taken\n"
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=30)
        asking.join()
        assert (process.returncode, rest, errors, statuses) == (0, "ended\nreturned\n", "", [200])


def test_bytes_that_are_no_http_are_quiet():
    """A scanner's noise gets a 400 from the server and leaves no line anywhere."""
    with a_process() as process:
        assert process.stdout is not None
        process.stdout.readline()
        port = int(process.stdout.readline().split()[1])
        with socket.create_connection((HOST, port), timeout=10) as connection:
            connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n")
            assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30)[1] == ""


def until(connection: socket.socket, end: bytes) -> bytes:
    """What comes, up to this."""
    read = b""
    while not read.endswith(end):
        more = connection.recv(65_536)
        assert more, read
        read += more
    return read


@pytest.mark.parametrize("sent", [b"", b"GET /health/live HTTP/1.1\r\nHost:"], ids=["nothing", "half a head"])
def test_who_asks_nothing_is_not_waited_for(port, monkeypatch, sent):
    """A connection on which no request comes is closed by the server, and does not keep others out."""
    monkeypatch.setattr(Connection, "patience_seconds", 0.2)
    assert exchange(port, sent) == b""


@pytest.mark.parametrize(
    ("head", "status", "rest"),
    [
        (b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", b"200", b"GET /health/live HT"),
        (b"POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", b"405", b"x"),
    ],
    ids=["half a second head", "a body nobody reads"],
)
def test_who_was_answered_and_trickles_on_is_not_waited_for(port, monkeypatch, head, status, rest):
    """What comes after an answer may come slowly for a while, not for ever."""
    monkeypatch.setattr(Connection, "patience_seconds", 0.2)
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(head)
        assert until(connection, b"ok\n" if status == b"200" else b"\r\n\r\n").startswith(b"HTTP/1.1 " + status)
        connection.sendall(rest)
        assert connection.recv(65_536) == b""


def test_one_connection_takes_many_requests(port, monkeypatch):
    """Patience ends between requests only, not while somebody asks."""
    monkeypatch.setattr(Connection, "patience_seconds", 0.2)
    request = b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection((HOST, port), timeout=10) as connection:
        for _ in range(5):
            connection.sendall(request)
            assert until(connection, b"ok\n").startswith(b"HTTP/1.1 200 ")
            time.sleep(0.1)


def test_there_are_no_web_sockets():
    """Who asks for one through another server is turned away."""
    told: list[dict[str, str]] = []

    async def send(message: dict[str, str]) -> None:
        told.append(message)

    asyncio.run(an_app()({"type": "websocket", "path": "/slack/events"}, send, send))
    assert told == [{"type": "websocket.close"}]


def test_another_server_may_run_it():
    """The lifespan messages of ASGI enter the hooks and leave them; what goes wrong is told by kind."""
    seen: list[str] = []

    @asynccontextmanager
    async def around(error: Exception | None = None) -> AsyncIterator[None]:
        seen.append("begins")
        if error:
            raise error
        yield
        seen.append("ends")

    async def life(app: Application) -> list[str]:
        coming, told = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}], []

        async def receive() -> dict[str, str]:
            return coming.pop(0)

        async def send(message: dict[str, str]) -> None:
            told.append(f"{message['type']} {message.get('message', '')}".strip())

        try:
            await app({"type": "lifespan"}, receive, send)
        except ValueError:
            told.append("raised")
        return told

    def app(error: Exception | None = None) -> Application:
        return application({}, Ready({}), Metrics(), around=around(error))

    assert asyncio.run(life(app())) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert seen == ["begins", "ends"]
    failed, raised = asyncio.run(life(app(ValueError("alex"))))
    assert failed.startswith("lifespan.startup.failed ValueError in around:") and raised == "raised"


def test_a_crash_is_logged_without_a_word(caplog):
    """What the guard does not answer for is passed on; the line has the kind of error and the place."""

    async def crashes(scope: Scope, receive: Receive, send: Send) -> None:
        raise OSError("they beat people at the gate")

    delivery = slash()
    app = application({"/slack/events": Guard(crashes, SECRET, Metrics())}, Ready({}), Metrics())
    with pytest.raises(OSError, match="gate"):
        asyncio.run(call(app, [delivery.body], signed(delivery)))
    [record] = caplog.records
    assert "OSError in crashes:" in record.getMessage() and "gate" not in caplog.text
