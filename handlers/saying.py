"""Where answers go: to the outbox what was saved, into the private chat at once what changes nothing.

Where something stands that is about a consultation is kept with it, so that an erasure can blank it.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from bot.assistant import Answer, stands_below
from bot.dialogue.dispatch import BESIDE
from bot.messages import Card, Document, Note, Press
from bot.places import Place
from bot.record import UNKNOWN, Standing
from bot.review.steps import REVIEWS
from bot.store import Store
from bot.views.plain import plain
from handlers.delivery import Delivery
from handlers.line import Later, Line, Post, Refused, said
from handlers.open import new_id
from handlers.waiting import Address, OnItsWay
from knowledge.schema.entry import Language
from knowledge.texts import Texts

ASKS = frozenset({"choices", "form", "facts"})
"""Cards that wait for an answer: they take the place of the card that was pressed."""
REDRAWN = ASKS | {"list"}
"""Of review, the queue too takes the place of the queue."""
ANSWERS = frozenset({"choose", "not_sure", "skip", "back", "keep", "why"})
"""Presses on a question. Further questions come after the result, each in the place of the one before."""
OF = "/"
"""What follows it in a card's id says only of which consultation this is; the message bears what stands before it."""

log = logging.getLogger(__name__)


class Says(Post, Protocol):
    """How cards get into one chat, and how one takes the place of another."""

    async def put_in_place(self, card: OnItsWay) -> None:
        """Put the card's first message in the place of the one it replaces, so that `deliver` posts what is left.

        Tried once: later it could overwrite a newer card.
        """


class Hands(Protocol):
    """How a document gets into a private chat."""

    async def send(self, user: str, document: Document, comment: str) -> str | None:
        """The file's id; None where the chat does not take it."""


def replaced(press: Press, message: str, standing: Standing | None) -> str:
    """The message whose place the answer to a press takes; empty where the answer follows below.

    While questions are open it is the pressed one. `standing` is the consultation that the press names.
    """
    ended = standing is not None and standing.state != "open" and press.action not in ANSWERS
    return "" if press.action in BESIDE or ended or stands_below(press) else message


def asks(press: Press, cards: Sequence[Card]) -> bool:
    """Whether an answer that changes nothing waits for another one, and so takes the place of the pressed message."""
    return any(card.kind in (REDRAWN if press.action == REVIEWS else ASKS) for card in cards)


class Saying:
    """Says things in private chats of one channel; `hands` where the channel takes documents."""

    def __init__(
        self, store: Store, line: Line, says: Says, texts: Mapping[Language, Texts], hands: Hands | None = None
    ) -> None:
        self._store, self._line, self._says = store, line, says
        self._texts, self._hands = texts, hands
        self._saying: set[asyncio.Task[None]] = set()

    def answer(self, delivery: Delivery, answer: Answer, replaces: str = "") -> None:
        """What was saved goes out from the outbox; what changes nothing is said at once."""
        self._line.wake(answer.made)
        if answer.document is not None and self._hands is not None:
            self._later(self._handed(self._hands, delivery, answer.document, answer))
        elif answer.cards and not answer.outgoing:
            self.say(delivery, answer.cards, replaces, answer.about)

    def say(self, delivery: Delivery, cards: Sequence[Card], replaces: str = "", about: tuple[str, ...] = ()) -> None:
        """Say something that changes nothing, in the private chat, without waiting for it.

        Where it stands is kept with each consultation that it is `about`, so that an erasure can blank it.
        """
        address = Address(delivery.person.user, replaces)
        card = OnItsWay(f"{delivery.id or new_id()}:said", address, tuple(cards), delivery.language)
        self._later(self._said(delivery, card, about))

    def again(self, card: OnItsWay) -> None:
        """Say again what may not have arrived."""
        self._later(self._said_again(card))

    def note(self, delivery: Delivery, key: str) -> None:
        """Say a sentence of ours, by its text's key."""
        self.say(delivery, (Note(lines=(self._texts[delivery.language](key),)),))

    async def stands(self, delivery: Delivery, id: str, about: tuple[str, ...], where: str, reference: str) -> None:
        """Keep with each consultation where something about it stands."""
        place = str(Place(delivery.person.channel, where, delivery.person.user))
        for number, consultation in enumerate(about):
            name = f"{id}{OF}{number}"
            await asyncio.to_thread(self._store.said, name, consultation, place, reference, delivery.language)

    def _later(self, saying: Coroutine[None, None, None]) -> None:
        """What is acknowledged first and said then."""
        task = asyncio.create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _handed(self, hands: Hands, delivery: Delivery, document: Document, answer: Answer) -> None:
        file = await hands.send(delivery.person.user, document, plain(answer.cards[:1]))
        if file is None:
            self.note(delivery, "chat.document_refused")
        else:
            await self.stands(delivery, f"{delivery.id}:file", answer.about, "file", file)

    async def _said(self, delivery: Delivery, card: OnItsWay, about: tuple[str, ...]) -> None:
        # Before it is posted: a kill in between must not leave a message that nobody knows of.
        await self.stands(delivery, card.id, about, "dm", UNKNOWN)
        reference = await self._posted(card)
        if reference:
            await self.stands(delivery, card.id, about, "dm", reference)

    async def _said_again(self, card: OnItsWay) -> None:
        reference = await self._posted(card)
        if reference:
            await asyncio.to_thread(self._store.sent, card.id, reference)

    async def _posted(self, card: OnItsWay) -> str:
        """The card's reference; empty where the chat did not take it."""
        if card.address.replaces:
            await self._says.put_in_place(card)
        try:
            return await said(self._says, replace(card, address=Address(card.address.user)))
        except (Later, Refused) as error:
            # Nothing is lost: what is open is asked again with the next message.
            log.warning("an answer was not taken by the chat: %s", error or "no answer")
            return ""
        finally:
            self._says.done(card)
