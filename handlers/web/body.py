"""The body of a request, whole and no larger than it may be, and headers that stand there once."""

import asyncio
from collections import Counter

from handlers.web.asgi import Header, Receive, Scope

MOST_BYTES = 1_000_000
BODY_SECONDS = 5.0


class Refused(Exception):
    """This does not come from the chat service, or not like this."""

    def __init__(self, outcome: str, status: int, *headers: Header) -> None:
        super().__init__(outcome)
        self.outcome, self.status, self.headers = outcome, status, headers


class Left(Exception):
    """Whoever asked went away."""


async def posted(scope: Scope, receive: Receive, seconds: float = BODY_SECONDS) -> bytes:
    """The body of a POST. Raises Refused where it is another method, too large or too slow, and Left."""
    if scope["method"] != "POST":
        raise Refused("method", 405, (b"allow", b"POST"))
    if number(single(scope).get(b"content-length", b"")) > MOST_BYTES:
        raise Refused("too_large", 413)
    try:
        async with asyncio.timeout(seconds):
            return await _whole(receive)
    except TimeoutError as error:
        raise Refused("slow", 408, (b"connection", b"close")) from error


async def _whole(receive: Receive) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Left
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise Refused("too_large", 413)
        more = message.get("more_body", False)
    return bytes(body)


def single(scope: Scope) -> dict[bytes, bytes]:
    """The headers that stand there once: of two signatures nobody knows which one the app would read."""
    headers = [(name.lower(), value) for name, value in scope["headers"]]
    times = Counter(name for name, _ in headers)
    return {name: value for name, value in headers if times[name] == 1}


def number(value: bytes) -> float:
    """A header's number; infinite when it is too long to be one of ours, less than any when it is none."""
    if not value.isdigit():
        return float("-inf")
    return int(value) if len(value) <= 15 else float("inf")
