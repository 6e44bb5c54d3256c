"""From the outbox to one chat, in order for each person. How a card gets there, each channel says for itself."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Collection, Iterable
from typing import Any, Protocol

from bot.record import Outgoing
from bot.store import Store
from handlers.waiting import OnItsWay, Waiting

IDLE_SECONDS = 1.0
TOGETHER_SECONDS = 0.02
"""What comes within this time is looked at together: under load, looking for each card would cost more than sending."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 4.0
TRIES = 8
"""How often something is said that is kept in no line."""
MOST_AT_ONCE = 8

log = logging.getLogger(__name__)


class Later(Exception):
    """This can't be sent now; try again after so many seconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds


class Refused(Exception):
    """The chat will never take this: it goes to the dead letters."""


class Post(Protocol):
    """How cards get into one chat."""

    def begins(self, waiting: Collection[str]) -> None:
        """These cards waited when the process began: any of them may have arrived already."""

    async def deliver(self, card: OnItsWay) -> str:
        """The card's reference, once it stands there; no first post of it is made twice. Raises Later and Refused."""

    def done(self, card: OnItsWay) -> None:
        """The card's reference is kept: let go of what was known of its sending."""


class Line:
    """Sends what waits in the outbox for the people of one channel."""

    def __init__(self, store: Store, channel: str, post: Post) -> None:
        self._store, self._post = store, post
        self._awake = asyncio.Event()
        self._waiting = Waiting(store, channel)
        self._begins = True
        self._pauses: dict[str, tuple[float, float]] = {}
        """User -> not before, and the pause that led there."""

    def wake(self, fresh: Outgoing | None = None) -> None:
        """There is something to send: what is handed over here, or what only the log knows."""
        if fresh is not None:
            self._waiting.hand_over(fresh)
        self._awake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._awake.clear()
            await asyncio.sleep(TOGETHER_SECONDS)
            if not await self.send_waiting():
                with_timeout = asyncio.wait_for(self._awake.wait(), IDLE_SECONDS)
                await _quietly(with_timeout)

    async def send_waiting(self) -> int:
        """Send what waits and may go now; how many cards left."""
        found = await asyncio.to_thread(self._look)
        at_once = asyncio.Semaphore(MOST_AT_ONCE)
        return sum(await asyncio.gather(*(self._in_order(cards, at_once) for cards in found)))

    def _look(self) -> list[list[OnItsWay]]:
        if self._begins:
            self._begins = False
            self._post.begins({id for _, id in self._store.in_line()})
        now = time.monotonic()
        return self._waiting.look(lambda user: self._pauses.get(user, (0.0, 0.0))[0] <= now)

    async def _in_order(self, cards: Iterable[OnItsWay], at_once: asyncio.Semaphore) -> int:
        left = 0
        async with at_once:
            for card in cards:
                if not await self._send(card):
                    break
                left += 1
        return left

    async def _send(self, card: OnItsWay) -> bool:
        user = card.address.user
        try:
            reference = await self._post.deliver(card)
        except Later as later:
            self._pause(user, later.seconds)
            return False
        except Refused as refused:
            log.error("card %s goes to the dead letters: %s", card.id, refused)  # noqa: TRY400  # no trace is of use
            reference = f"dead:{refused}"
        self._pauses.pop(user, None)
        await asyncio.to_thread(self._store.sent, card.id, reference)
        self._post.done(card)
        self._waiting.done(card)
        return True

    def _pause(self, user: str, seconds: float) -> None:
        last = self._pauses.get(user, (0.0, FIRST_PAUSE / 2))[1]
        pause = max(seconds, min(LONGEST_PAUSE, last * 2))
        self._pauses[user] = (time.monotonic() + pause, min(LONGEST_PAUSE, last * 2))


async def said(post: Post, card: OnItsWay) -> str:
    """Send a card that is in no line, with some patience; its reference. Raises Later and Refused."""
    pause = FIRST_PAUSE
    for _ in range(TRIES - 1):
        try:
            return await post.deliver(card)
        except Later as later:
            await asyncio.sleep(max(later.seconds, pause))
            pause = min(LONGEST_PAUSE, pause * 2)
    return await post.deliver(card)


async def _quietly(waiting: Awaitable[Any]) -> None:
    try:
        await waiting
    except TimeoutError:
        return
