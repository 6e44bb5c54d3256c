"""In front of Slack's path: nothing reaches the app but what Slack signed, once, whole and in shape.

The order matters: the size before anything is kept, the signature before anything is read, and the shape before a
delivery is remembered, so that nobody can use up a delivery by sending it in a wrong shape first.
"""

import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from handlers.crash import crash_in
from handlers.web.asgi import App, Message, Receive, Scope, Send, answer
from handlers.web.body import BODY_SECONDS, Left, Refused, number, posted, single
from handlers.web.metrics import Metrics
from handlers.web.replays import Replays
from handlers.web.shape import UNKNOWN, Misshapen, kind_of

SIGNED_SECONDS = 300
SIGNATURE, TIMESTAMP = b"x-slack-signature", b"x-slack-request-timestamp"
PASSED_ON = (SIGNATURE, TIMESTAMP, b"x-slack-retry-num", b"x-slack-retry-reason")
FROM_DATA = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What an app raises that trips over data."""

log = logging.getLogger(__name__)


class Delivery(NamedTuple):
    """What was checked."""

    kind: str
    content_type: str
    headers: dict[bytes, bytes]
    body: bytes

    def scope(self, scope: Scope) -> Scope:
        """The scope with Slack's own headers and nothing that was not checked."""
        own = [(name, self.headers[name]) for name in PASSED_ON if self.headers.get(name, b"\xff").isascii()]
        return {**scope, "query_string": b"", "headers": [(b"content-type", self.content_type.encode()), *own]}


class Guard:
    """An ASGI app in front of another. Whatever bytes come, it answers, and never with a 500.

    401 is for what is not signed, 405 for another method than POST, 408, 413 and 400 for what is too slow, too large
    or out of shape. A delivery that was accepted before gets an empty 200 and is not passed on.
    """

    def __init__(
        self,
        inner: App,
        secret: str,
        metrics: Metrics,
        clock: Callable[[], float] = time.time,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        if not secret.strip():
            raise ValueError("a signing secret is needed")
        self._inner, self._secret, self._metrics, self._clock = inner, secret.encode(), metrics, clock
        self._body_seconds = body_seconds
        self._replays = Replays(clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request, or pass it on."""
        began = time.perf_counter()
        try:
            delivery = await self._checked(scope, receive)
        except Left:
            self._metrics.delivered(UNKNOWN, "left")
        except Refused as refused:
            self._metrics.delivered(UNKNOWN, refused.outcome)
            await answer(send, refused.status, headers=refused.headers)
        else:
            await self._counted(delivery, began, self._once(delivery, scope, receive, send))

    async def _counted(self, delivery: Delivery, began: float, passing: Awaitable[str]) -> None:
        outcome = "failed"
        try:
            outcome = await passing
        finally:
            self._metrics.delivered(delivery.kind, outcome)
        if outcome == "accepted":
            self._metrics.acknowledged(delivery.kind, time.perf_counter() - began)

    async def _checked(self, scope: Scope, receive: Receive) -> Delivery:
        body = await posted(scope, receive, self._body_seconds)
        headers = single(scope)
        if not self._is_signed(headers, body):
            raise Refused("signature", 401)
        content_type = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
        try:
            return Delivery(kind_of(content_type, body), content_type, headers, body)
        except Misshapen as misshapen:
            raise Refused("shape", 400) from misshapen

    def _is_signed(self, headers: dict[bytes, bytes], body: bytes) -> bool:
        at = headers.get(TIMESTAMP, b"")
        if abs(self._clock() - number(at)) > SIGNED_SECONDS:
            return False
        expected = hmac.new(self._secret, b"v0:" + at + b":" + body, "sha256").hexdigest()
        return hmac.compare_digest(b"v0=" + expected.encode(), headers.get(SIGNATURE, b""))

    async def _once(self, delivery: Delivery, scope: Scope, receive: Receive, send: Send) -> str:
        signature = delivery.headers[SIGNATURE]
        async with self._replays.turn(signature) as was_accepted:
            if was_accepted:
                await answer(send, 200)
                return "replayed"
            outcome = await self._passed_on(delivery, scope, receive, send)
            if outcome == "accepted":
                self._replays.accepted(signature)
            return outcome

    async def _passed_on(self, delivery: Delivery, scope: Scope, receive: Receive, send: Send) -> str:
        answered, crash = Answered(send), ""
        try:
            await self._inner(delivery.scope(scope), Whole(delivery.body, receive), answered)
        except FROM_DATA as error:
            crash = crash_in(error)
        if crash:
            log.error("a delivery (%s) was not taken: %s", delivery.kind, crash)
        if not answered.status:
            await answer(send, 503)
        return "accepted" if answered.complete and 200 <= answered.status < 300 else "failed"


class Whole:
    """Gives the body again, then whatever else comes."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        self._receive = receive

    async def __call__(self) -> Message:
        """The next message."""
        return self._waiting.pop() if self._waiting else await self._receive()


class Answered:
    """Sends on, and knows what was answered."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status, self.complete = 0, False

    async def __call__(self, message: Message) -> None:
        """Send one message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)
        self.complete = message["type"] == "http.response.body" and not message.get("more_body", False)
