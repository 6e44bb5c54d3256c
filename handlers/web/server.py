"""One server: its paths, who may read what, and its beginning and end."""

import asyncio
import hmac
import ipaddress
import logging
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from typing import Any

import uvicorn

from handlers.crash import crash_in
from handlers.web.asgi import App, Receive, Scope, Send, answer, read_only
from handlers.web.connection import Connection
from handlers.web.health import Ready, live
from handlers.web.metrics import Metrics

MOST_CONNECTIONS = 500
KEEP_ALIVE_SECONDS = 30
LEAVING_SECONDS = 5
"""What is under way when the server ends has this long."""
FORWARDED = frozenset({b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip"})

log = logging.getLogger(__name__)


def application(
    chat: Mapping[str, App],
    ready: Ready,
    metrics: Metrics,
    token: str = "",
    around: AbstractAsyncContextManager[object] | None = None,
) -> "Application":
    """The paths of the server: those of the `chat` (none in Socket Mode), and those for who runs it.

    `/metrics` is for clients on this machine; with a token it is for those who know it, wherever they are. `around`
    is entered when the server starts and left when it has ended.
    """
    routes: dict[str, App] = {
        "/health/live": read_only(live),
        "/health/ready": read_only(ready),
        "/metrics": read_only(Exposition(metrics, token)),
    }
    return Application({**routes, **chat}, around)


class Application:
    """An ASGI app that finds others by their exact path."""

    def __init__(self, routes: dict[str, App], around: AbstractAsyncContextManager[object] | None = None) -> None:
        self._routes = routes
        self._around = around or nullcontext()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through the server's life."""
        if scope["type"] == "http":
            await self._answered(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        else:
            await send({"type": "websocket.close"})

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._routes.get(scope["path"], _nothing)(scope, receive, send)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            # The trace and uvicorn's own line would hold the error's message, and with it perhaps somebody's words.
            log.error("a request was not answered: %s", crash_in(error))  # noqa: TRY400
            raise

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        phase = "startup"
        await receive()
        try:
            async with self.running():
                await send({"type": "lifespan.startup.complete"})
                await receive()
                phase = "shutdown"
        except BaseException as error:  # the server is told in what phase, without the message; it is raised again
            await send({"type": f"lifespan.{phase}.failed", "message": crash_in(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """What surrounds the time in which the server runs."""
        async with self._around:
            yield


class Exposition:
    """The metrics, for those who may read them."""

    def __init__(self, metrics: Metrics, token: str) -> None:
        self._metrics = metrics
        self._expected = f"Bearer {token}".encode() if token else b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # as an app is called
        """Answer with all that was counted."""
        if self._expected and not self._knows_the_token(scope):
            await answer(send, 401, headers=[(b"www-authenticate", b"Bearer")])
        elif not self._expected and not _is_on_this_machine(scope):
            await answer(send, 403)
        else:
            text = await asyncio.to_thread(self._metrics.text)
            await answer(send, 200, text, self._metrics.content_type)

    def _knows_the_token(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name.lower() == b"authorization"]
        return len(given) == 1 and hmac.compare_digest(self._expected, given[0])


def _is_on_this_machine(scope: Scope) -> bool:
    """Whether the client itself is local; behind a proxy on this machine everybody would seem to be."""
    if not scope.get("client") or any(name.lower() in FORWARDED for name, _ in scope["headers"]):
        return False
    try:
        client = ipaddress.ip_address(scope["client"][0])
    except ValueError:
        return False
    return (getattr(client, "ipv4_mapped", None) or client).is_loopback


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001  # as an app is called
    await answer(send, 404)


async def serve(app: Application, host: str, port: int, *, started: Callable[[int], None]) -> None:
    """Serve until cancelled or told to end (SIGTERM); requests under way are answered first.

    `started` is called with the port once requests are taken. Raises OSError when the address can't be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        server = Server(_configuration(app), lambda: started(listening.getsockname()[1]))
        async with app.running():
            with _told_to_end(server.leave):
                await _until_it_ends(server, listening)


async def _until_it_ends(server: "Server", listening: socket.socket) -> None:
    running = asyncio.ensure_future(server.serve(sockets=[listening]))
    try:
        await asyncio.shield(running)
    finally:
        server.leave()
        await running


def _configuration(app: Application) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        workers=1,
        access_log=False,
        log_config=None,
        log_level="critical",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=LEAVING_SECONDS,
    )


class Server(uvicorn.Server):
    """uvicorn, its signals left to `serve`: its own way raises them again at the end, and the process dies of it."""

    def __init__(self, config: uvicorn.Config, takes_requests: Callable[[], None]) -> None:
        super().__init__(config)
        self._takes_requests = takes_requests

    def leave(self) -> None:
        """End soon, in good order."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take requests."""
        await super().startup(sockets)
        self._takes_requests()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


@contextmanager
def _told_to_end(leave: Callable[[], Any]) -> Iterator[None]:
    """SIGTERM ends the server; only a process's main thread hears of it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, leave)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
