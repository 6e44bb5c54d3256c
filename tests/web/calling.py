"""An ASGI app called without a server: what goes in, and what it answered."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from handlers.web.asgi import App
from tests.web.deliveries import Headers


class Reply(NamedTuple):
    """An answer."""

    status: int
    body: bytes
    headers: dict[bytes, bytes]


async def call(
    app: App,
    chunks: Iterable[bytes] = (b"",),
    headers: Headers | None = None,
    *,
    method: str = "POST",
    path: str = "/slack/events",
    query: bytes = b"",
    client: tuple[str, int] | None = ("127.0.0.1", 50_000),
) -> Reply:
    """Call an app once. An answer that breaks the rules of ASGI fails here."""
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": query,
        "headers": headers or [],
        "client": client,
    }
    coming = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    coming[-1]["more_body"] = False
    coming.append({"type": "http.disconnect"})
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return coming.pop(0) if len(coming) > 1 else coming[0]

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *parts = sent
    assert start["type"] == "http.response.start" and {part["type"] for part in parts} == {"http.response.body"}
    assert not parts[-1].get("more_body", False)
    return Reply(start["status"], b"".join(part.get("body", b"") for part in parts), dict(start["headers"]))
