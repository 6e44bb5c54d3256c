"""Which deliveries were accepted a short while ago, so that a recorded one has no second effect."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

REMEMBERED_SECONDS = 600
"""A signature holds from 300 seconds before its time to 300 after."""
MOST_REMEMBERED = 20_000
"""About 4 MB. Slack sends at most 30,000 events an hour to a workspace; only signed ones are remembered."""


class Replays:
    """The signatures of accepted deliveries, for ten minutes. Memory is bounded: when full the oldest goes."""

    def __init__(
        self, clock: Callable[[], float], seconds: float = REMEMBERED_SECONDS, most: int = MOST_REMEMBERED
    ) -> None:
        self._clock, self._seconds, self._most = clock, seconds, most
        self._accepted_at: OrderedDict[bytes, float] = OrderedDict()
        self._under_way: dict[bytes, asyncio.Event] = {}

    def __len__(self) -> int:
        return len(self._accepted_at)

    @asynccontextmanager
    async def turn(self, signature: bytes) -> AsyncIterator[bool]:
        """Whether this was accepted before. One that comes while its twin is under way waits for what becomes of it."""
        while (twin := self._under_way.get(signature)) is not None:
            await twin.wait()
        if self._was_accepted(signature):
            yield True
            return
        self._under_way[signature] = done = asyncio.Event()
        try:
            yield False
        finally:
            del self._under_way[signature]
            done.set()

    def accepted(self, signature: bytes) -> None:
        """Remember a delivery. One that failed is not remembered: Slack may send it again within the second."""
        self._accepted_at[signature] = self._clock()
        self._accepted_at.move_to_end(signature)
        while len(self._accepted_at) > self._most or self._has_passed(next(iter(self._accepted_at.values()))):
            self._accepted_at.popitem(last=False)

    def _was_accepted(self, signature: bytes) -> bool:
        at = self._accepted_at.get(signature)
        return at is not None and not self._has_passed(at)

    def _has_passed(self, at: float) -> bool:
        return self._clock() - at > self._seconds
