"""What each thing that people do in Teams leads to. The assistant answers; this says where the answer goes.

Everything private goes to the personal chat. Where others read along stands only what the exact look-up grammar
asked for.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.advice import Adviser
from bot.assistant import Answer, Assistant, stands_below
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.dispatch import BESIDE
from bot.dialogue.scene import Scene
from bot.messages import Card, Form, Note, Press
from bot.places import Place
from bot.record import UNKNOWN
from bot.review.steps import REVIEWS
from bot.store import Store
from bot.views import lookup
from bot.views.public import shareable
from handlers.delivery import Delivery
from handlers.line import Later, Line, Refused, said
from handlers.open import new_id, utc_now
from handlers.teams.sender import Sender
from handlers.waiting import Address, OnItsWay
from knowledge.texts import Texts

ASKS = frozenset({"choices", "form", "facts"})
"""Cards that wait for an answer: they take the place of the card that was pressed."""
REDRAWN = ASKS | {"list"}
"""Of review, the queue too takes the place of the queue."""
OF = "/"

log = logging.getLogger(__name__)
T = TypeVar("T")


class Conversation:
    """The assistant in Teams, for deliveries that were found to be genuine and from members."""

    def __init__(self, assistant: Assistant, store: Store, adviser: Adviser, line: Line, sender: Sender) -> None:
        self._assistant, self._store, self._adviser = assistant, store, adviser
        self._commands = Commands(adviser.knowledge)
        self._line, self._sender = line, sender
        self._saying: set[asyncio.Task[None]] = set()

    # ---- what people do ----

    async def tell(self, delivery: Delivery, text: str) -> None:
        """A text typed in the personal chat. It returns once the answer is saved."""
        self._show_again(delivery)
        if not text.strip():
            return await self.greet(delivery)
        answer = await self._once(delivery, lambda: self._assistant.handle(delivery.typed(text)))
        if answer is not None:
            self._answer(delivery, answer)
        return None

    async def begin(self, delivery: Delivery, text: str) -> None:
        """A situation from a card's field: it begins a consultation, whatever else is open."""
        answer = await self._once(delivery, lambda: self._begun(delivery, text))
        if answer is not None:
            self._answer(delivery, answer)

    def _begun(self, delivery: Delivery, text: str) -> Answer:
        self._assistant.handle(replace(delivery, id=f"{delivery.id}:new").typed("new"))
        return self._assistant.handle(delivery.typed(text))

    async def greet(self, delivery: Delivery) -> None:
        """The first card, in the personal chat."""
        answer = await self._once(delivery, lambda: self._assistant.greet(delivery.typed("")))
        if answer is not None:
            self.say(delivery, answer.cards, about=answer.about)

    async def press(self, delivery: Delivery, press: Press, mark: str) -> None:
        """A pressed button. While questions are open the answer takes the message's place; then it follows below."""
        self._sender.arrived_after_all(delivery.person.user, mark)
        found = await self._once(delivery, lambda: self._pressed(delivery, press, mark))
        if found is None:
            return
        answer, replaces = found
        asks = any(card.kind in (REDRAWN if press.action == REVIEWS else ASKS) for card in answer.cards)
        self._answer(delivery, answer, replaces if asks else "")

    def _pressed(self, delivery: Delivery, press: Press, mark: str) -> tuple[Answer, str]:
        """The answer, and the message whose place it takes."""
        message = self._sender.standing(mark)
        form = self._form(delivery, press) if press.action == REVIEWS and not press.fields else None
        if form is not None:
            return Answer((form,)), ""
        standing = self._store.standing(press.consultation) if press.consultation else None
        ended = standing is not None and standing.state != "open"
        replaces = "" if press.action in BESIDE or ended or stands_below(press) else message
        answer = self._assistant.handle(delivery.pressed(press, replaces))
        return self._with_the_form(delivery, press, answer), replaces

    def _form(self, delivery: Delivery, press: Press) -> Form | None:
        form = self._assistant.review_form(delivery.pressed(press))
        return form if isinstance(form, Form) else None

    def _with_the_form(self, delivery: Delivery, press: Press, answer: Answer) -> Answer:
        """Where blanks of a form can't be taken: what is wrong, and the form again with what was filled in."""
        form = self._form(delivery, press.model_copy(update={"fields": ()})) if answer.wrong else None
        if form is None:
            return answer
        given = dict(press.fields)
        blanks = tuple(blank.model_copy(update={"value": given.get(blank.id, blank.value)}) for blank in form.blanks)
        note = Note(lines=tuple(why for _, why in answer.wrong))
        return replace(answer, cards=(note, form.model_copy(update={"blanks": blanks})))

    def look_up(self, delivery: Delivery, text: str) -> tuple[Card, ...]:
        """The answer to "levers ...", for the person alone; nothing for any other text."""
        command = self._commands.read(text)
        asked = command is not None and command.name == "levers"
        return lookup.cards(self._scene(delivery), command.rest) if command and asked else ()

    def for_everybody(self, delivery: Delivery, text: str) -> tuple[Card, ...]:
        """What may stand where others read along: the answer to an exact look-up, else nothing."""
        return shareable(self._scene(delivery), text)

    def overheard(self, delivery: Delivery) -> None:
        """Say in the personal chat that others can read what was written elsewhere."""
        self.say(delivery, (Note(lines=(self.words(delivery)("teams.visible"),)),))

    # ---- where answers go ----

    def _scene(self, delivery: Delivery) -> Scene:
        """The surroundings of what needs no log."""
        return Scene(
            adviser=self._adviser,
            commands=self._commands,
            words=self.words(delivery),
            consultation=Consultation(language=delivery.language),
            now=utc_now(),
            house=self._assistant.house,
        )

    def words(self, delivery: Delivery) -> Texts:
        """The texts in the person's language."""
        return self._adviser.knowledge.texts[delivery.language]

    def _answer(self, delivery: Delivery, answer: Answer, replaces: str = "") -> None:
        """What was saved goes out from the outbox; what changes nothing is said at once."""
        self._line.wake(answer.made)
        if answer.cards and not answer.outgoing:
            self.say(delivery, answer.cards, replaces, answer.about)

    def say(self, delivery: Delivery, cards: Sequence[Card], replaces: str = "", about: tuple[str, ...] = ()) -> None:
        """Say something that changes nothing, in the personal chat, without waiting for it.

        Where it stands is kept with each consultation that it is `about`, so that an erasure can take it away.
        """
        card = OnItsWay(
            f"{delivery.id or new_id()}:said", Address(delivery.person.user, replaces), tuple(cards), delivery.language
        )
        self._later(self._said(delivery, card, about))

    def _show_again(self, delivery: Delivery) -> None:
        """What may not have arrived."""
        for card in self._sender.lost(delivery.person.user):
            self._later(self._again(card))

    def _later(self, saying: Coroutine[None, None, None]) -> None:
        """What is acknowledged first and said then."""
        task = asyncio.create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _again(self, card: OnItsWay) -> None:
        reference = await self._posted(card)
        if reference:
            await asyncio.to_thread(self._store.sent, card.id, reference)

    async def _said(self, delivery: Delivery, card: OnItsWay, about: tuple[str, ...]) -> None:
        # Before it is posted: a kill in between must not leave a message that nobody knows of.
        await self._stands(delivery, card.id, about, UNKNOWN)
        reference = await self._posted(card)
        if reference:
            await self._stands(delivery, card.id, about, reference)

    async def _posted(self, card: OnItsWay) -> str:
        try:
            return await said(self._sender, card)
        except (Later, Refused) as error:
            # Nothing is lost: what is open is asked again with the next message.
            log.warning("an answer was not taken by Teams: %s", error or "no answer")
            return ""
        finally:
            self._sender.done(card)

    async def _stands(self, delivery: Delivery, id: str, about: tuple[str, ...], reference: str) -> None:
        """Keep with each consultation where something about it stands."""
        place = str(Place("teams", "dm", delivery.person.user))
        for number, consultation in enumerate(about):
            name = f"{id}{OF}{number}"
            await asyncio.to_thread(self._store.said, name, consultation, place, reference, delivery.language)

    async def _once(self, delivery: Delivery, handle: Callable[[], T]) -> T | None:
        """What comes of a delivery; None when it was handled before. In one thread: changing costs time."""
        return await asyncio.to_thread(lambda: None if self._store.seen(delivery.id) else handle())
