"""ASGI in a few words: what an app is, how one answers, and how a crash is told without anybody's words."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Header = tuple[bytes, bytes]

TEXT, JSON = "text/plain; charset=utf-8", "application/json"
READING = ("GET", "HEAD")


async def answer(
    send: Send, status: int, body: bytes = b"", content_type: str = TEXT, headers: Iterable[Header] = ()
) -> None:
    """Answer a request in one piece."""
    always = [(b"content-type", content_type.encode()), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*always, *headers]})
    await send({"type": "http.response.body", "body": body})


def read_only(app: App) -> App:
    """The app for those who only read; 405 for any other method."""

    async def reading(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] in READING:
            await app(scope, receive, send)
        else:
            await answer(send, 405, headers=[(b"allow", ", ".join(READING).encode())])

    return reading
