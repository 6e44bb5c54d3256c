"""The server on a free port of 127.0.0.1, in a thread of its own, and a client for it."""

import asyncio
import io
import socket
from collections.abc import AsyncIterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import aiohttp

from handlers.web.guard import Guard
from handlers.web.health import Ready
from handlers.web.metrics import Metrics
from handlers.web.server import Application, application, serve
from tests.slack_double.background import Background
from tests.web.deliveries import Headers

HOST = "127.0.0.1"


class Reply(NamedTuple):
    """What a client got."""

    status: int
    body: bytes
    headers: dict[str, str]


@contextmanager
def running(app: Application) -> Iterator[int]:
    """Serve until the end of `with`; the port."""
    there = Background()
    there.start()
    serving, port = there.run(_start(app))
    try:
        yield port
    finally:
        there.run(_end(serving))
        there.stop()


@contextmanager
def guarding(guard: Guard, metrics: Metrics | None = None) -> Iterator[int]:
    """Serve a guard; the port."""
    with running(application({"/slack/events": guard}, Ready({}), metrics or Metrics())) as port:
        yield port


def ask(
    port: int,
    path: str = "/slack/events",
    body: bytes | AsyncIterable[bytes] = b"",
    headers: Headers | dict[str, str] | None = None,
    *,
    method: str = "POST",
) -> Reply:
    """One request over a connection of its own."""
    given = headers.items() if isinstance(headers, dict) else [(a.decode(), b.decode()) for a, b in headers or []]
    return asyncio.run(_ask(f"http://{HOST}:{port}{path}", method, body, dict(given)))


def exchange(port: int, sent: bytes) -> bytes:
    """Send bytes and no more, and read until the server closes."""
    with socket.create_connection((HOST, port), timeout=10) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


async def _start(app: Application) -> tuple["asyncio.Task[None]", int]:
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve(app, HOST, 0, started=port.set_result))
    await asyncio.wait({serving, port}, return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        serving.result()
    return serving, port.result()


async def _end(serving: "asyncio.Task[None]") -> None:
    serving.cancel()
    await asyncio.wait({serving})
    assert serving.cancelled() or serving.exception() is None


async def _ask(url: str, method: str, body: bytes | AsyncIterable[bytes], headers: dict[str, str]) -> Reply:
    data = io.BytesIO(body) if isinstance(body, bytes) else body
    async with aiohttp.ClientSession() as session:
        async with session.request(method, url, data=data, headers=headers) as response:
            lower = {name.lower(): value for name, value in response.headers.items()}
            reply = Reply(response.status, await response.read(), lower)
    await asyncio.sleep(0)  # an answer that came before the whole body was sent: let go of the connection too
    return reply
