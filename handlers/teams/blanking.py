"""What we wrote about an erased consultation is taken out of the chat. What people typed is theirs, and stays.

The list lies in the log, so a kill only delays it; doing it twice changes nothing.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping

from bot.messages import Note
from bot.record import UNKNOWN, Posted
from bot.store import Store
from bot.views.blanked import blanked, language_of
from handlers.line import Later, Refused
from handlers.teams.connector import Connector, InDoubt, Missing
from handlers.teams.sender import Chats, Render, activity_with
from handlers.waiting import address_of
from knowledge.schema.entry import Language
from knowledge.texts import Texts

IDLE_SECONDS = 1.0
AT_ONCE = 500
PAUSE = 2.0

log = logging.getLogger(__name__)


class Blanker:
    """Works off what is to be blanked. `forget` lets go of a consultation in memory."""

    def __init__(
        self,
        connector: Connector,
        store: Store,
        chats: Chats,
        texts: Mapping[Language, Texts],
        render: Render,
        forget: Callable[[str], None],
    ) -> None:
        self._connector, self._store, self._chats = connector, store, chats
        self._texts, self._render, self._forget = texts, render, forget
        self._not_before: dict[str, float] = {}

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.work()
            except sqlite3.Error as error:
                log.error("blanking waits: %s", type(error).__name__)  # noqa: TRY400  # a trace would quote values
            await asyncio.sleep(IDLE_SECONDS)

    async def work(self) -> int:
        """Blank what can be blanked now; how many are gone from the list."""
        gone = 0
        for posted in await asyncio.to_thread(self._store.to_blank, AT_ONCE, "teams"):
            if self._not_before.get(posted.id, 0.0) <= time.monotonic():
                gone += await self._tried(posted)
        return gone

    async def _tried(self, posted: Posted) -> bool:
        self._forget(posted.consultation)
        try:
            await self._blank(posted)
        except (Later, InDoubt) as error:
            self._not_before[posted.id] = time.monotonic() + max(getattr(error, "seconds", 0.0), PAUSE)
            return False
        await asyncio.to_thread(self._store.blanked, posted.id)
        self._not_before.pop(posted.id, None)
        return True

    async def _blank(self, posted: Posted) -> None:
        """Our own sentence in place of each message. Where Teams never will, the log says so."""
        address = address_of(posted.place, "teams")
        if address is None:
            return
        if posted.reference == UNKNOWN:
            log.error("%s may stay in the chat: nobody knows where it stands", posted.id)
            return
        service, _ = await self._chats.of(address.user)
        chat, _, ids = posted.reference.partition(" ")
        for id in filter(None, ids.split(",")):
            await self._said_instead(posted, service, chat, id)

    async def _said_instead(self, posted: Posted, service: str, chat: str, id: str) -> None:
        made = self._render((Note(lines=(blanked(self._texts[language_of(posted)], posted),)),), language_of(posted))[0]
        try:
            await self._connector.update(service, chat, id, activity_with(made))
        except Missing:
            return
        except Refused as refused:
            log.error("%s stays in the chat: %s", posted.id, refused)  # noqa: TRY400  # no trace is of use
