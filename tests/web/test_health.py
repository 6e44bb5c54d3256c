"""Live and ready: named checks, in time, kept for a while."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from handlers.web.health import Ready, live
from tests.web.calling import call


class Watched:
    """A check that says what it is told to, and knows how often it was asked."""

    def __init__(self, says: str = "ok", error: Exception | None = None) -> None:
        self.says, self.error, self.asked = says, error, 0
        self.released: asyncio.Event | None = None

    async def __call__(self) -> str:
        """Say it."""
        self.asked += 1
        if self.released:
            await self.released.wait()
        if self.error:
            raise self.error
        return self.says


async def found(ready: Ready) -> tuple[int, dict[str, str]]:
    """The status and the checks."""
    reply = await call(ready, method="GET", path="/health/ready")
    assert reply.headers[b"content-type"] == b"application/json"
    return reply.status, json.loads(reply.body)


def test_live_says_so():
    """200, whatever else is wrong."""
    assert asyncio.run(call(live, method="GET"))[:2] == (200, b"ok\n")


@pytest.mark.parametrize(
    ("check", "status", "said"),
    [
        (Watched(), 200, "ok"),
        (Watched("the disk is full"), 503, "the disk is full"),
        (Watched("two\nlines " + "x" * 500), 503, "two lines " + "x" * 110),
        (Watched(""), 503, "the check said nothing"),
        (Watched(error=OSError("/home/alex/secret: xoxb-1")), 503, "the check failed (OSError)"),
    ],
    ids=["ok", "a sentence", "too long", "nothing", "an error"],
)
def test_ready_says_what_is_wrong(check, status, said):
    """200 when every check is ok, else 503; of an error only its kind, for its message may hold anything."""
    checks = {"database": Watched(), "slack": check}
    assert asyncio.run(found(Ready(checks))) == (status, {"database": "ok", "slack": said})


def test_ready_without_checks_is_ready():
    """Nothing is wrong."""
    assert asyncio.run(found(Ready({}))) == (200, {})


def test_what_was_found_is_kept_for_five_seconds():
    """However often somebody asks, and however many at once."""
    now, check = [0.0], Watched()
    ready = Ready({"database": check}, clock=lambda: now[0])

    async def asked_at(*times: float) -> list[int]:
        counts = []
        for at in times:
            now[0] = at
            await asyncio.gather(*(found(ready) for _ in range(5)))
            counts.append(check.asked)
        return counts

    assert asyncio.run(asked_at(0, 4.9, 5.0, 5.1, 10.0, 10.2)) == [1, 1, 1, 2, 2, 3]


def test_a_check_that_hangs_is_not_started_twice():
    """It is said to be late, the others are answered for, and when it comes back it counts again."""
    now, slow, quick = [0.0], Watched(), Watched()
    ready = Ready({"slow": slow, "quick": quick}, clock=lambda: now[0], check_seconds=0.02)
    late = (503, {"slow": "no answer within 0.02 seconds", "quick": "ok"})

    async def story() -> None:
        slow.released = asyncio.Event()
        assert await found(ready) == late
        now[0] = 6.0
        assert await found(ready) == late
        assert (slow.asked, quick.asked) == (1, 2)
        slow.released.set()
        now[0] = 12.0
        assert await found(ready) == (200, {"slow": "ok", "quick": "ok"})
        now[0] = 18.0
        assert (await found(ready))[0] == 200
        assert slow.asked == 2

    asyncio.run(story())


def test_a_check_that_is_stopped_is_not_ok():
    """Somebody cancelled what it waited for."""

    async def stopped() -> str:
        raise asyncio.CancelledError

    assert asyncio.run(found(Ready({"slack": stopped}))) == (503, {"slack": "the check was stopped"})


def test_checks_run_side_by_side():
    """Each waits for the other: one after the other they would never end."""

    async def story() -> tuple[int, dict[str, str]]:
        meeting = asyncio.Barrier(2)

        def meets() -> Callable[[], Awaitable[str]]:
            async def check() -> str:
                await meeting.wait()
                return "ok"

            return check

        return await found(Ready({"a": meets(), "b": meets()}))

    assert asyncio.run(story()) == (200, {"a": "ok", "b": "ok"})
