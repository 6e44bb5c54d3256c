"""Cards into personal chats: no first post twice, and what may be lost shown again when the person writes.

Editing a card in place can be repeated. A first post can't, and Teams can't be asked what arrived: so it is noted
before it is tried, and where nobody knows whether it arrived it is left at that until the person writes again.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages import Card
from bot.record import UNKNOWN
from bot.store import Store
from handlers.line import Later, Refused
from handlers.teams.connector import Connector, InDoubt, Missing
from handlers.waiting import OnItsWay
from knowledge.schema.entry import Language

MOST_REMEMBERED = 10_000
"""Places of messages, and chats, that are kept in memory."""
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
PART = "#"
MARK = "message"
"""In an action's data: which message of ours it stands on."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """One message: what its notification says, and the Adaptive Card."""

    summary: str
    card: Mapping[str, Any]


Render = Callable[[Sequence[Card], Language], tuple[Made, ...]]


class Chats:
    """Where each person's chat is: as Teams told it last, else as it tells when asked."""

    def __init__(self, connector: Connector, service_url: str, tenant: str) -> None:
        self._connector, self._service_url, self._tenant = connector, service_url, tenant
        self._known: OrderedDict[str, tuple[str, str]] = OrderedDict()

    def met(self, user: str, service_url: str, conversation: str) -> None:
        """The person wrote in their chat."""
        self._service_url = service_url
        self._keep(user, (service_url, conversation))

    def seen_at(self, service_url: str) -> None:
        """Our tenant's service is there."""
        self._service_url = service_url

    async def of(self, user: str) -> tuple[str, str]:
        """The service and the conversation of a person's chat. Raises Later and Refused."""
        if user not in self._known:
            try:
                conversation = await self._connector.chat_with(self._service_url, user, self._tenant)
            except InDoubt as error:
                raise Later from error
            except Missing as error:
                raise Refused("404") from error
            self._keep(user, (self._service_url, conversation))
        return self._known[user]

    def _keep(self, user: str, where: tuple[str, str]) -> None:
        self._known[user] = where
        self._known.move_to_end(user)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)


class Sender:
    """Posts cards. `render` turns cards into messages, in a language."""

    def __init__(self, connector: Connector, store: Store, chats: Chats, render: Render) -> None:
        self._connector, self._store, self._chats, self._render = connector, store, chats, render
        self._arrived: dict[str, dict[int, str]] = {}
        """Card -> part -> id, of cards of which a part stands there and another waits."""
        self._tried: set[str] = set()
        """Cards whose first post this process has noted."""
        self._lost: dict[str, dict[str, OnItsWay]] = {}
        """User -> cards of which nobody knows whether they arrived."""
        self._marks: OrderedDict[str, str] = OrderedDict()

    def begins(self, waiting: Collection[str]) -> None:
        """What waits may have arrived: the log has noted of which that is so."""

    async def put_in_place(self, card: OnItsWay) -> None:
        """Put the card's first message in the place of the one it replaces. Tried once."""
        replaces, mark = card.address.replaces, f"{card.id}{PART}0"
        made = self._render(card.cards, card.language)[0]
        try:
            service, chat = await self._chats.of(card.address.user)
            await self._connector.update(service, chat, replaces, _marked(made, mark))
        except (Later, Refused, InDoubt, Missing):
            return
        self._arrived.setdefault(card.id, {})[0] = replaces
        self._remember(mark, replaces)

    async def deliver(self, card: OnItsWay) -> str:
        """The card's reference; UNKNOWN where nobody knows whether it arrived. Raises Later and Refused."""
        service, chat = await self._chats.of(card.address.user)
        if not card.address.replaces and await self._may_stand_there(card):
            return self._is_lost(card)
        arrived = self._arrived.setdefault(card.id, {})
        try:
            for part, made in enumerate(self._render(card.cards, card.language)):
                if part not in arrived:
                    replaces = card.address.replaces if part == 0 else ""
                    mark = f"{card.id}{PART}{part}"
                    arrived[part] = await self._put(service, chat, _marked(made, mark), replaces)
                    self._remember(mark, arrived[part])
        except InDoubt:
            return self._is_lost(card)
        except Later:
            await self._not_arrived(card, arrived)
            raise
        return f"{chat} {','.join(arrived[part] for part in sorted(arrived))}"

    def done(self, card: OnItsWay) -> None:
        """Its reference is kept."""
        self._arrived.pop(card.id, None)
        self._tried.discard(card.id)

    def lost(self, user: str) -> tuple[OnItsWay, ...]:
        """Cards that may not have arrived, each handed out once: to be shown again when the person writes."""
        return tuple(self._lost.pop(user, {}).values())

    def arrived_after_all(self, user: str, mark: str) -> None:
        """The person pressed something on it."""
        self._lost.get(user, {}).pop(mark.rpartition(PART)[0], None)

    def standing(self, mark: str) -> str:
        """The id of the message that bears this mark; empty where that is not known."""
        if mark in self._marks:
            return self._marks[mark]
        card, _, part = mark.rpartition(PART)
        ids = self._store.stands(card).partition(" ")[2].split(",")
        return ids[int(part)] if part.isdecimal() and int(part) < len(ids) else ""

    async def _may_stand_there(self, card: OnItsWay) -> bool:
        """Whether a first post of it was tried before this process began."""
        if card.id in self._tried:
            return False
        self._tried.add(card.id)
        return await asyncio.to_thread(self._store.attempt, card.id)

    async def _not_arrived(self, card: OnItsWay, arrived: Mapping[int, str]) -> None:
        if not arrived and card.id in self._tried:
            self._tried.discard(card.id)
            await asyncio.to_thread(lambda: self._store.attempt(card.id, begins=False))

    async def _put(self, service: str, chat: str, activity: Mapping[str, Any], replaces: str) -> str:
        if replaces:
            try:
                await self._connector.update(service, chat, replaces, activity)
            except (Missing, Refused):
                log.info("a message can't be edited any more: its card follows below")
            except InDoubt as error:
                raise Later from error
            else:
                return replaces
        try:
            return await self._connector.post(service, chat, activity)
        except Missing as error:
            raise Refused("404") from error

    def _is_lost(self, card: OnItsWay) -> str:
        self._lost.setdefault(card.address.user, {})[card.id] = card
        return UNKNOWN

    def _remember(self, mark: str, id: str) -> None:
        self._marks[mark] = id
        if len(self._marks) > MOST_REMEMBERED:
            self._marks.popitem(last=False)


def _marked(made: Made, mark: str) -> dict[str, Any]:
    return activity_with(Made(made.summary, stamped(made.card, mark)))


def activity_with(made: Made) -> dict[str, Any]:
    """A message as Teams takes it."""
    attachment = {"contentType": CARD_TYPE, "content": made.card}
    return {"type": "message", "summary": made.summary, "attachments": [attachment]}


def stamped(found: Any, mark: str) -> Any:
    """A card whose actions say on which message they stand."""
    if isinstance(found, Mapping):
        told = {name: stamped(value, mark) for name, value in found.items()}
        if str(found.get("type")) in ("Action.Submit", "Action.Execute") and isinstance(told.get("data"), dict):
            told["data"][MARK] = mark
        return told
    return [stamped(one, mark) for one in found] if isinstance(found, list | tuple) else found
