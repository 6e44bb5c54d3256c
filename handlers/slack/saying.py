"""Where answers go: to the outbox what was saved, into the direct message at once what changes nothing.

Where something stands that is about a consultation is kept with it, so that an erasure can blank it.
"""

import asyncio
import logging
from collections.abc import Coroutine, Mapping, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.assistant import Answer
from bot.messages import Card, Document, Note
from bot.places import Place
from bot.record import UNKNOWN
from bot.store import Store
from bot.views.plain import plain
from handlers.delivery import Delivery
from handlers.line import Later, Line, Refused, said
from handlers.open import new_id
from handlers.slack.documents import Documents
from handlers.slack.refusals import NO_ANSWER
from handlers.slack.render import messages
from handlers.slack.sender import OF, Sender
from handlers.waiting import Address, OnItsWay
from knowledge.schema.entry import Language
from knowledge.texts import Texts

log = logging.getLogger(__name__)


class Saying:
    """Says things in direct messages. `client` tries again where that is safe, `careful` does nothing twice."""

    def __init__(
        self,
        store: Store,
        client: AsyncWebClient,
        careful: AsyncWebClient,
        line: Line,
        sender: Sender,
        documents: Documents,
        texts: Mapping[Language, Texts],
    ) -> None:
        self._store, self._client, self._careful = store, client, careful
        self._line, self._sender = line, sender
        self._documents, self._texts = documents, texts
        self._saying: set[asyncio.Task[None]] = set()

    def answer(self, delivery: Delivery, answer: Answer, replaces: str = "") -> None:
        """What was saved goes out from the outbox; what changes nothing is said at once."""
        self._line.wake(answer.made)
        if answer.document is not None:
            self._later(self._handed(delivery, answer.document, plain(answer.cards[:1]), answer.about))
        elif answer.cards and not answer.outgoing:
            self.say(delivery, answer.cards, replaces, answer.about)

    def say(self, delivery: Delivery, cards: Sequence[Card], replaces: str = "", about: tuple[str, ...] = ()) -> None:
        """Say something that changes nothing, in the direct message, without waiting for it.

        Where it stands is kept with each consultation that it is `about`, so that an erasure can blank it.
        """
        self._later(self._said(delivery, tuple(cards), replaces, about))

    def _later(self, saying: Coroutine[None, None, None]) -> None:
        """What is acknowledged first and said then."""
        task = asyncio.create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _handed(self, delivery: Delivery, document: Document, comment: str, about: tuple[str, ...]) -> None:
        file = await self._documents.send(delivery.person.user, document, comment)
        if file is None:
            self.say(delivery, (Note(lines=(self._texts[delivery.language]("chat.document_refused"),)),))
        else:
            await self.stands(delivery, f"{delivery.id}:file", about, "file", file)

    async def _said(self, delivery: Delivery, cards: tuple[Card, ...], replaces: str, about: tuple[str, ...]) -> None:
        id = f"{delivery.id or new_id()}:said"
        # Before it is posted: a kill in between must not leave a message that nobody knows of.
        await self.stands(delivery, id, about, "dm", UNKNOWN)
        try:
            reference = await self._posted(delivery, id, cards, replaces)
        except (Later, Refused) as error:
            # Nothing is lost: what is open is asked again with the next message.
            log.warning("an answer was not taken by Slack: %s", error or "no answer")
        else:
            await self.stands(delivery, id, about, "dm", reference)

    async def stands(self, delivery: Delivery, id: str, about: tuple[str, ...], where: str, reference: str) -> None:
        """Keep with each consultation where something about it stands."""
        place = str(Place(delivery.person.channel, where, delivery.person.user))
        for number, consultation in enumerate(about):
            name = f"{id}{OF}{number}"
            await asyncio.to_thread(self._store.said, name, consultation, place, reference, delivery.language)

    async def _posted(self, delivery: Delivery, id: str, cards: tuple[Card, ...], replaces: str) -> str:
        card = OnItsWay(id, Address(delivery.person.user), cards, delivery.language)
        if cards and replaces and await self._edited(delivery, replaces, cards):
            self._sender.stands(id, 0, replaces)
        try:
            return await said(self._sender, card)
        finally:
            self._sender.done(card)

    async def _edited(self, delivery: Delivery, ts: str, cards: tuple[Card, ...]) -> bool:
        """Whether a message now shows the first of these cards. Tried once: later it could overwrite a newer card."""
        message = messages(cards, self._texts[delivery.language])[0]
        try:
            opened = await self._client.conversations_open(users=delivery.person.user)
            channel = str(opened["channel"]["id"])
            await self._careful.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
        except (SlackApiError, *NO_ANSWER):
            return False
        return True
