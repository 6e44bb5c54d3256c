"""What we wrote about an erased consultation is taken out of the chat: messages, files, forms, the Home tab.

The list lies in the log, so a kill only delays it; doing it twice changes nothing. What people typed is theirs, and
stays.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.places import Place, place_of
from bot.record import UNKNOWN, Person, Posted
from bot.store import Store
from bot.views.blanked import blanked, headed, language_of
from handlers.line import Later
from handlers.saying import OF
from handlers.slack import limits
from handlers.slack.blocks import Made, lines, named
from handlers.slack.refusals import NO_ANSWER, error_of, is_final, pause_of
from handlers.slack.sender import GONE, HISTORY
from handlers.waiting import address_of
from knowledge.schema.entry import Language
from knowledge.texts import Texts

IDLE_SECONDS = 1.0
AT_ONCE = 500
PAGES = 5
"""Of a direct message's history, in which a card is looked for whose place there is not known."""
STILL_ON_ITS_WAY = 40.0
"""Seconds in which a card that was being sent when its consultation was erased may still arrive."""
PAUSE = 2.0
LOCKED_OUT = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope"}
)
"""We can do nothing at the moment, and somebody will see to it."""
LOCKED_PAUSE = 30.0

log = logging.getLogger(__name__)


class Blanker:
    """Works off what is to be blanked. `forget` lets go of a consultation in memory, `show_home` publishes a Home."""

    def __init__(
        self,
        client: AsyncWebClient,
        store: Store,
        texts: Mapping[Language, Texts],
        forget: Callable[[str], None],
        show_home: Callable[[Person], Awaitable[None]],
    ) -> None:
        self._client, self._store, self._texts = client, store, texts
        self._forget, self._show_home = forget, show_home
        self._not_before: dict[str, float] = {}
        """Place, or one card -> when it may be tried again."""
        self._looked: dict[str, float] = {}
        """Card -> when it was first looked for in vain."""
        self._drawn: set[tuple[str, str]] = set()
        """Homes that were drawn since the list was read: one drawing is enough for all that was erased before."""
        self._do = {"dm": self._messages, "file": self._file, "view": self._view, "home": self._home}

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
        self._drawn.clear()
        for posted in await asyncio.to_thread(self._store.to_blank, AT_ONCE, "slack"):
            waits = max(self._not_before.get(name, 0.0) for name in (posted.place, posted.id))
            if waits <= time.monotonic():
                gone += await self._tried(posted)
        return gone

    async def _tried(self, posted: Posted) -> bool:
        self._forget(posted.consultation)
        try:
            done = await self._do[_place(posted).kind](posted)
        except Later as later:
            self._not_before[posted.place] = time.monotonic() + (later.seconds or PAUSE)
            return False
        if done:
            await asyncio.to_thread(self._store.blanked, posted.id)
            self._looked.pop(posted.id, None)
            self._not_before.pop(posted.id, None)
        return done

    # ---- what can stand in the chat ----

    async def _messages(self, posted: Posted) -> bool:
        channel, _, stamps = posted.reference.partition(":")
        if posted.reference == UNKNOWN:
            found = [one async for one in self._found(posted)]
            for channel, stamp in found:
                await self._blank(posted, channel, stamp)
            return bool(found) or self._is_late(posted)
        for stamp in stamps.split(","):
            await self._blank(posted, channel, stamp)
        return True

    async def _blank(self, posted: Posted, channel: str, stamp: str) -> None:
        """Our own sentence in place of the message; where it can't be edited, it is deleted."""
        said = blanked(self._texts[language_of(posted)], posted)
        error = await self._error(
            self._client.chat_update(channel=channel, ts=stamp, text=said, blocks=[], attachments=[])
        )
        if error in GONE and error != "message_not_found":
            error = await self._error(self._client.chat_delete(channel=channel, ts=stamp))
        self._note(posted, error, "message_not_found")

    async def _found(self, posted: Posted) -> AsyncIterator[tuple[str, str]]:
        """The messages that bear this card's id."""
        address, cursor = address_of(posted.place, "slack"), None
        channel = await self._channel(posted, address.user if address else "")
        for _ in range(PAGES if channel else 0):
            history = await self._answer(
                self._client.conversations_history(
                    channel=channel, limit=HISTORY, cursor=cursor, include_all_metadata=True
                )
            )
            for message in history.get("messages", ()):
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("id") == posted.id.partition(OF)[0]:
                    yield channel, str(message["ts"])
            cursor = (history.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _channel(self, posted: Posted, user: str) -> str:
        opened = await self._answer(self._client.conversations_open(users=user))
        if not opened.get("ok"):
            self._note(posted, str(opened.get("error")), "")
            return ""
        return str(opened["channel"]["id"])

    def _is_late(self, posted: Posted) -> bool:
        """Whether it would have arrived by now."""
        first = self._looked.setdefault(posted.id, time.monotonic())
        if time.monotonic() - first >= STILL_ON_ITS_WAY:
            return True
        self._not_before[posted.id] = time.monotonic() + PAUSE  # this one only: what stands there already can go
        return False

    async def _file(self, posted: Posted) -> bool:
        if posted.reference != UNKNOWN:
            error = await self._error(self._client.files_delete(file=posted.reference))
            self._note(posted, error, "file_not_found", "file_deleted")
        return True

    async def _view(self, posted: Posted) -> bool:
        error = await self._error(self._client.views_update(view_id=posted.reference, view=self._blank_view(posted)))
        self._note(posted, error, "not_found", "view_not_found")
        return True

    async def _home(self, posted: Posted) -> bool:
        if (posted.place, posted.reference) not in self._drawn:
            person = Person(channel="slack", workspace=posted.reference, user=_place(posted).name)
            self._note(posted, await self._error(self._show_home(person)))
            self._drawn.add((posted.place, posted.reference))
        return True

    def _blank_view(self, posted: Posted) -> Made:
        words = self._texts[language_of(posted)]
        title = named(headed(words, posted), limits.MODAL_WORD)
        return {"type": "modal", "title": title, "blocks": [*lines((blanked(words, posted),))]}

    # ---- what Slack says ----

    def _note(self, posted: Posted, error: str, *gone: str) -> None:
        """What Slack will never do is said in the log, without a word of the message."""
        if error and error not in gone:
            log.error("%s stays in the chat: %s", posted.id, error)

    async def _error(self, call: Awaitable[Any]) -> str:
        """Empty when it was carried out, else the error's name. Raises Later."""
        answer = await self._answer(call)
        return "" if answer is None or answer.get("ok", True) else str(answer.get("error"))

    async def _answer(self, call: Awaitable[Any]) -> Any:
        try:
            return await call
        except SlackApiError as error:
            pause = pause_of(error)
            if pause is not None or not is_final(error):
                raise Later(pause or 0.0) from error
            name = error_of(error.response)
            if name in LOCKED_OUT:
                raise Later(LOCKED_PAUSE) from error
            return {"ok": False, "error": name}
        except NO_ANSWER as error:
            raise Later from error


def _place(posted: Posted) -> Place:
    """Where it stands: what is taken off the list is in Slack."""
    return place_of(posted.place) or Place("slack", "", "")
