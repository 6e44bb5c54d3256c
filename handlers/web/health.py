"""Whether the process lives, and whether it can do its work: for those who watch it, so without a word of anybody."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping

from handlers.web.asgi import JSON, Receive, Scope, Send, answer

Check = Callable[[], Awaitable[str]]
"""Says "ok", or in a short sentence what is wrong: without personal data and tokens."""

OK = "ok"
CHECK_SECONDS = 2.0
KEPT_SECONDS = 5.0
LONGEST = 120


async def live(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001  # an app is called with all three
    """200 for as long as the loop runs."""
    await answer(send, 200, b"ok\n")


class Ready:
    """An ASGI app: what the named checks say as JSON; 200 when all of them say "ok", else 503.

    They run side by side, each for two seconds at most, and what they said holds for five. One that has not answered
    yet is waited for again rather than started twice, so that a check that hangs never piles up.
    """

    def __init__(
        self,
        checks: Mapping[str, Check],
        clock: Callable[[], float] = time.monotonic,
        check_seconds: float = CHECK_SECONDS,
    ) -> None:
        self._checks, self._clock, self._check_seconds = dict(checks), clock, check_seconds
        self._running: dict[str, asyncio.Future[str]] = {}
        self._one_at_a_time = asyncio.Lock()
        self._found: dict[str, str] = {}
        self._found_at = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  # see live
        """Answer with what was found."""
        found = await self.found()
        status = 200 if all(said == OK for said in found.values()) else 503
        await answer(send, status, json.dumps(found, ensure_ascii=False).encode() + b"\n", JSON)

    async def found(self) -> dict[str, str]:
        """Check -> what it says, at most five seconds old."""
        async with self._one_at_a_time:
            if self._clock() - self._found_at > KEPT_SECONDS:
                said = await asyncio.gather(*(self._said(name) for name in self._checks))
                self._found, self._found_at = dict(zip(self._checks, said, strict=True)), self._clock()
            return dict(self._found)

    async def _said(self, name: str) -> str:
        running = self._running.get(name) or asyncio.ensure_future(self._checks[name]())
        self._running[name] = running
        await asyncio.wait({running}, timeout=self._check_seconds)
        if not running.done():
            return f"no answer within {self._check_seconds:g} seconds"
        del self._running[name]
        return _sentence(running)


def _sentence(done: "asyncio.Future[str]") -> str:
    if done.cancelled():
        return "the check was stopped"
    error = done.exception()
    if error is not None:  # its message may hold a path, an address or a token
        return f"the check failed ({type(error).__name__})"
    return " ".join(done.result().split())[:LONGEST] or "the check said nothing"
