"""What each thing that people do in Teams leads to. The assistant answers; this says where the answer goes.

Everything private goes to the personal chat. Where others read along stands only what the exact look-up grammar
asked for.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.advice import Adviser
from bot.assistant import Answer, Assistant
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.scene import Scene
from bot.messages import Card, Form, Note, Press
from bot.review.steps import REVIEWS
from bot.store import Store
from bot.views import lookup
from bot.views.public import shareable
from handlers.delivery import Delivery
from handlers.line import Line
from handlers.open import utc_now
from handlers.saying import Saying, asks, replaced
from handlers.teams.sender import Sender
from knowledge.texts import Texts

T = TypeVar("T")


class Conversation:
    """The assistant in Teams, for deliveries that were found to be genuine and from members."""

    def __init__(self, assistant: Assistant, store: Store, adviser: Adviser, line: Line, sender: Sender) -> None:
        self._assistant, self._store, self._adviser = assistant, store, adviser
        self._commands = Commands(adviser.knowledge)
        self._sender = sender
        self._saying = Saying(store, line, sender, adviser.knowledge.texts)

    # ---- what people do ----

    async def tell(self, delivery: Delivery, text: str) -> None:
        """A text typed in the personal chat. It returns once the answer is saved."""
        said = self._assistant.handle if text.strip() else self._assistant.greet
        answer = await self._once(delivery, lambda: said(delivery.typed(text)))
        self._show_again(delivery, answer.cards if answer is not None else ())
        if answer is not None:
            self._saying.answer(delivery, answer)

    async def begin(self, delivery: Delivery, text: str) -> None:
        """A situation from a card's field: it begins a consultation, whatever else is open."""
        answer = await self._once(delivery, lambda: self._begun(delivery, text))
        if answer is not None:
            self._saying.answer(delivery, answer)

    def _begun(self, delivery: Delivery, text: str) -> Answer:
        self._assistant.handle(replace(delivery, id=f"{delivery.id}:new").typed("new"))
        return self._assistant.handle(delivery.typed(text))

    async def greet(self, delivery: Delivery) -> None:
        """The first card, in the personal chat."""
        answer = await self._once(delivery, lambda: self._assistant.greet(delivery.typed("")))
        if answer is not None:
            self._saying.say(delivery, answer.cards, about=answer.about)

    async def press(self, delivery: Delivery, press: Press, mark: str) -> None:
        """A pressed button. While questions are open the answer takes the message's place; then it follows below."""
        self._sender.arrived_after_all(delivery.person.user, mark)
        found = await self._once(delivery, lambda: self._pressed(delivery, press, mark))
        if found is None:
            return
        answer, replaces = found
        self._saying.answer(delivery, answer, replaces if asks(press, answer.cards) else "")

    def _pressed(self, delivery: Delivery, press: Press, mark: str) -> tuple[Answer, str]:
        """The answer, and the message whose place it takes."""
        message = self._sender.standing(mark)
        form = self._form(delivery, press) if press.action == REVIEWS and not press.fields else None
        if form is not None:
            return Answer((form,)), ""
        standing = self._store.standing(press.consultation) if press.consultation else None
        replaces = replaced(press, message, standing)
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
        self._saying.note(delivery, "teams.visible")

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

    def _show_again(self, delivery: Delivery, answered: Sequence[Card]) -> None:
        """What may not have arrived, but for what the answer shows anyway, such as the question that is open."""
        for card in self._sender.lost(delivery.person.user):
            if not any(one in answered for one in card.cards):
                self._saying.again(card)

    async def _once(self, delivery: Delivery, handle: Callable[[], T]) -> T | None:
        """What comes of a delivery; None when it was handled before. In one thread: changing costs time."""
        return await asyncio.to_thread(lambda: None if self._store.seen(delivery.id) else handle())
