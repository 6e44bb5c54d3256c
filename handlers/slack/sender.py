"""From the outbox to Slack: in order for each person, nothing lost, no first post made twice.

Editing a card in place can be repeated. A first post can't: it carries its id as metadata, and when nobody knows
whether an earlier attempt arrived (a cut connection, a server error, a kill), the history is asked before posting.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Card
from bot.record import Outgoing
from bot.store import Store
from handlers.slack.refusals import NO_ANSWER, error_of, is_final, pause_of, refusal_of
from handlers.waiting import OnItsWay, Waiting
from knowledge.schema.entry import Language

IDLE_SECONDS = 1.0
TOGETHER_SECONDS = 0.02
"""What comes within this time is looked at together: under load, looking for each card would cost more than sending."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 4.0
TRIES = 8
"""How often something is said that is kept in no line."""
NOTHING: Mapping[int, str] = {}
MOST_AT_ONCE = 8
HISTORY = 100
"""Messages of a direct message that are searched for a card that may have arrived."""
EVENT_TYPE = "leverage_card"
OF = "/"
"""What follows it in a card's id says only of which consultation this is; the message bears what stands before it."""
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

log = logging.getLogger(__name__)

Rendered = tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
"""The messages that a card becomes: text and blocks of each."""


class Later(Exception):
    """This can't be sent now; try again after so many seconds."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds


class Refused(Exception):
    """Slack will never take this: it goes to the dead letters."""


class Sender:
    """Sends what waits in the outbox. `render` turns cards into messages, in a language."""

    def __init__(
        self,
        client: AsyncWebClient,
        store: Store,
        render: Callable[[tuple[Card, ...], Language], Rendered],
        counted: Callable[[str, str], None] = lambda method, outcome: None,
    ) -> None:
        self._client, self._store, self._render, self._counted = client, store, render, counted
        self._awake = asyncio.Event()
        self._channels: dict[str, str] = {}
        self._waiting = Waiting(store, "slack")
        self._doubtful: set[str] = set()
        """Cards that may have arrived already. At the start that is every card that waits."""
        self._begins = True
        self._pauses: dict[str, tuple[float, float]] = {}
        """User -> not before, and the pause that led there."""

    def wake(self, fresh: Outgoing | None = None) -> None:
        """There is something to send: what is handed over here, or what only the log knows."""
        if fresh is not None:
            self._waiting.hand_over(fresh)
        self._awake.set()

    async def say(self, card: OnItsWay, standing: Mapping[int, str]) -> str:
        """Send a card that is in no line, and no first post of it twice; where it stands. Raises Later and Refused.

        `standing` are the parts that stand there already: part -> time stamp.
        """
        pause = FIRST_PAUSE
        for _ in range(TRIES - 1):
            try:
                return await self._said(card, standing)
            except Later as later:
                await asyncio.sleep(max(later.seconds, pause))
                pause = min(LONGEST_PAUSE, pause * 2)
        return await self._said(card, standing)

    async def _said(self, card: OnItsWay, standing: Mapping[int, str]) -> str:
        reference = await self._deliver(card, standing)
        self._doubtful.discard(card.id)
        return reference

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
            self._doubtful |= {id for _, id in self._store.in_line()}
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
            reference = await self._deliver(card)
        except Later as later:
            self._pause(user, later.seconds)
            return False
        except Refused as refused:
            log.error("card %s goes to the dead letters: %s", card.id, refused)  # noqa: TRY400  # no trace is of use
            reference = f"dead:{refused}"
        self._pauses.pop(user, None)
        await asyncio.to_thread(self._store.sent, card.id, reference)
        self._doubtful.discard(card.id)
        self._waiting.done(card)
        return True

    def _pause(self, user: str, seconds: float) -> None:
        last = self._pauses.get(user, (0.0, FIRST_PAUSE / 2))[1]
        pause = max(seconds, min(LONGEST_PAUSE, last * 2))
        self._pauses[user] = (time.monotonic() + pause, min(LONGEST_PAUSE, last * 2))

    async def _deliver(self, card: OnItsWay, standing: Mapping[int, str] = NOTHING) -> str:
        messages = self._render(card.cards, card.language)
        channel = await self._channel(card.address.user)
        arrived = {**standing, **(await self._arrived(card.id, channel) if card.id in self._doubtful else {})}
        references = []
        for part, (text, blocks) in enumerate(messages):
            replaces = card.address.replaces if part == 0 else ""
            found = arrived.get(part) or await self._put(card.id, channel, part, text, blocks, replaces)
            references.append(found)
        return f"{channel}:{','.join(references)}"

    async def _put(
        self, id: str, channel: str, part: int, text: str, blocks: tuple[dict[str, Any], ...], replaces: str
    ) -> str:
        if replaces:
            edited = await self._call(
                "chat.update",
                id,
                lambda: self._client.chat_update(channel=channel, ts=replaces, text=text, blocks=blocks),
            )
            if edited:
                return replaces
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"id": id, "part": part}}
        posted = await self._call(
            "chat.postMessage",
            id,
            lambda: self._client.chat_postMessage(
                channel=channel, text=text, blocks=blocks, metadata=metadata, unfurl_links=False, unfurl_media=False
            ),
        )
        return str(posted["ts"])

    async def _channel(self, user: str) -> str:
        if user not in self._channels:
            opened = await self._call("conversations.open", "", lambda: self._client.conversations_open(users=user))
            self._channels[user] = str(opened["channel"]["id"])
        return self._channels[user]

    async def _arrived(self, id: str, channel: str) -> dict[int, str]:
        """Part -> time stamp, of the parts of this card that stand in the direct message."""
        history = await self._call(
            "conversations.history",
            "",
            lambda: self._client.conversations_history(channel=channel, limit=HISTORY, include_all_metadata=True),
        )
        found: dict[int, str] = {}
        for message in history.get("messages", ()):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("id") == id:
                found[int(payload.get("part", 0))] = str(message["ts"])
        return found

    async def _call(self, method: str, id: str, call: Callable[[], Awaitable[Any]]) -> Any:
        """Slack's answer; None where a message to edit is gone. Raises Later or Refused."""
        try:
            answer = await call()
        except SlackApiError as error:
            return self._failed(method, id, error)
        except NO_ANSWER as error:
            self._in_doubt(id)
            self._counted(method, "dropped")
            raise Later from error
        self._counted(method, "ok")
        return answer

    def _failed(self, method: str, id: str, error: SlackApiError) -> None:
        pause = pause_of(error)
        if pause is not None:
            self._counted(method, "rate_limited")
            raise Later(pause) from error
        if not is_final(error):
            self._in_doubt(id)
            self._counted(method, "server_error")
            raise Later from error
        self._counted(method, "refused")
        if method == "chat.update" and error_of(error.response) in GONE:
            return
        raise Refused(refusal_of(error.response)) from error

    def _in_doubt(self, id: str) -> None:
        if id:
            self._doubtful.add(id)


async def _quietly(waiting: Awaitable[Any]) -> None:
    try:
        await waiting
    except TimeoutError:
        return
