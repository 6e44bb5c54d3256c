"""Cards into direct messages of Slack: nothing lost, no first post made twice.

Editing a card in place can be repeated. A first post can't: it carries its id as metadata, and when nobody knows
whether an earlier attempt arrived (a cut connection, a server error, a kill), the history is asked before posting.
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Card
from handlers.line import Later, Refused
from handlers.slack.refusals import NO_ANSWER, error_of, is_final, pause_of, refusal_of
from handlers.waiting import OnItsWay
from knowledge.schema.entry import Language

HISTORY = 100
"""Messages of a direct message that are searched for a card that may have arrived."""
EVENT_TYPE = "leverage_card"
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})

Rendered = tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
"""The messages that a card becomes: text and blocks of each."""


class Sender:
    """Posts and edits. `render` turns cards into messages, in a language; `counted` is told of each call."""

    def __init__(
        self,
        client: AsyncWebClient,
        render: Callable[[tuple[Card, ...], Language], Rendered],
        counted: Callable[[str, str], None] = lambda method, outcome: None,
    ) -> None:
        self._client, self._render, self._counted = client, render, counted
        self._channels: dict[str, str] = {}
        self._doubtful: set[str] = set()
        """Cards that may have arrived already. At the start that is every card that waits."""
        self._standing: dict[str, dict[int, str]] = {}
        """Card -> part -> time stamp, of parts that are known to stand there."""

    def begins(self, waiting: Collection[str]) -> None:
        """What waits may have arrived: the history is asked before it is posted."""
        self._doubtful |= set(waiting)

    def done(self, card: OnItsWay) -> None:
        """Its reference is kept."""
        self._doubtful.discard(card.id)
        self._standing.pop(card.id, None)

    def stands(self, id: str, part: int, stamp: str) -> None:
        """A part of a card stands there already, in this message."""
        self._standing.setdefault(id, {})[part] = stamp

    async def put_in_place(self, card: OnItsWay) -> None:
        """Put the card's first message in the place of the one it replaces. Tried once."""
        text, blocks = self._render(card.cards, card.language)[0]
        try:
            channel = await self._channel(card.address.user)
            ts = card.address.replaces
            await self._client.chat_update(channel=channel, ts=ts, text=text, blocks=blocks)
        except (Later, Refused, SlackApiError, *NO_ANSWER):
            return
        self.stands(card.id, 0, ts)

    async def deliver(self, card: OnItsWay) -> str:
        """The card's reference, once it stands there; no first post of it is made twice. Raises Later and Refused."""
        messages = self._render(card.cards, card.language)
        channel = await self._channel(card.address.user)
        arrived = {
            **self._standing.get(card.id, {}),
            **(await self._arrived(card.id, channel) if card.id in self._doubtful else {}),
        }
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
