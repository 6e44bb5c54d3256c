"""A server in a process of its own: `python -m tests.web.serving`. It says its port, what it takes and how it ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from handlers.web.asgi import Receive, Scope, Send, answer
from handlers.web.guard import Guard
from handlers.web.health import Ready
from handlers.web.metrics import Metrics
from handlers.web.server import application, serve
from tests.web.deliveries import SECRET


def say(*words: object) -> None:
    """Say something to whoever started this."""
    print(*words, flush=True)


async def unhurried(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that takes its time."""
    say("taken")
    await asyncio.sleep(0.5)
    await answer(send, 200, b"done")


@asynccontextmanager
async def told() -> AsyncIterator[None]:
    """Say when it begins and when it ends."""
    say("begins")
    yield
    say("ended")


def main() -> None:
    """Serve until told to end."""
    metrics = Metrics()
    app = application({"/slack/events": Guard(unhurried, SECRET, metrics)}, Ready({}), metrics, around=told())
    asyncio.run(serve(app, "127.0.0.1", 0, started=lambda port: say("port", port)))
    say("returned")


if __name__ == "__main__":
    main()
