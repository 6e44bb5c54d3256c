"""The messages of every conversation, targeted ones included, with what was read of them kept."""

import copy
from dataclasses import dataclass, field

from tests.slack_double.sightings import Sightings
from tests.slack_double.texts import Json

from .clock import Clock
from .places import Place, conversation_id

CARD = "application/vnd.microsoft.card.adaptive"


@dataclass
class Message:
    """One message as it stands; a targeted one knows who alone sees it, and a card may differ from user to user."""

    id: str
    place: Place
    author: str
    body: Json
    root: str | None = None
    only_for: str | None = None
    deleted: bool = False
    views: dict[str, Json] = field(default_factory=dict)

    def conversation(self) -> str:
        """The id of the conversation it stands in, in a channel that of its thread."""
        return conversation_id(self.place, self.root or self.id)

    def card(self, user: str | None = None) -> Json | None:
        """The card in it, as this user sees it."""
        if user in self.views:
            return self.views[user]
        cards = [one["content"] for one in self.body.get("attachments") or [] if one.get("contentType") == CARD]
        return cards[0] if cards else None

    def seen_by(self, user: str | None) -> bool:
        """Whether it stands there for this user; for None, whether it stands there for all."""
        return not self.deleted and self.only_for in (None, user)

    def shown(self, user: str | None = None) -> Json:
        """A copy for tests, which tells where it stands and has the card, if there is one, by itself."""
        where = {"id": self.id, "conversation": {"id": self.conversation()}, "from": {"id": self.author}}
        told = {"card": self.card(user), "targeted": self.only_for is not None, "thread": self.root or self.id}
        return copy.deepcopy({**self.body, **where, **told})


class Messages:
    """All messages in the order they were posted."""

    def __init__(self, clock: Clock, sightings: Sightings) -> None:
        self._clock = clock
        self._sightings = sightings
        self._all: list[Message] = []

    def post(
        self, place: Place, author: str, body: Json, root: str | None = None, only_for: str | None = None
    ) -> Message:
        """A new message."""
        message = Message(self._clock.message_id(), place, author, body, root, only_for)
        self._all.append(message)
        self._see(message)
        return message

    def change(self, message: Message, body: Json) -> None:
        """Another content in the place of the one before; every user sees that one card again."""
        message.body = body
        message.views.clear()
        self._see(message)

    def show_to(self, message: Message, user: str, card: Json) -> None:
        """One user sees another card from now on."""
        message.views[user] = card
        self._sightings.add(card, user=user)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        message.deleted = True

    def find(self, place: Place, message_id: str) -> Message | None:
        """The message of this id, targeted or not."""
        found = (one for one in self._all if one.place is place and one.id == message_id and not one.deleted)
        return next(found, None)

    def has_thread(self, place: Place, root: str) -> bool:
        """Whether a message of this id was ever posted: a thread outlives the message it hangs on."""
        return any(one.place is place and one.id == root for one in self._all)

    def standing(self, place: Place, user: str | None = None, root: str | None = None) -> list[Message]:
        """What stands in a place or in one thread of it, for this user or for all."""
        here = [one for one in self._all if one.place is place and one.seen_by(user)]
        return [one for one in here if root in (None, one.id, one.root)]

    def _see(self, message: Message) -> None:
        self._sightings.add(message.body, message.place.id, message.only_for)
