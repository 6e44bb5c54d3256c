"""What each thing that people do in Slack leads to. The assistant answers; this says where the answer goes.

Everything private goes to the direct message. In a channel stands only what the exact look-up grammar asked for.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.advice import Adviser
from bot.assistant import Answer, Assistant, leans_on_a_right
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.scene import Scene
from bot.messages import Card, Form, Incoming, Note, Press
from bot.store import Store
from bot.views import lookup
from bot.views.consultation import house_words
from bot.views.public import shareable
from handlers.delivery import Delivery
from handlers.line import Line
from handlers.open import utc_now
from handlers.saying import Saying, asks, replaced
from handlers.slack import forms
from handlers.slack.blocks import Made
from handlers.slack.documents import Documents
from handlers.slack.homes import Homes
from handlers.slack.leads import Leads
from handlers.slack.refusals import error_of
from handlers.slack.render import Message, messages
from handlers.slack.sender import Sender
from handlers.slack.typing import Typing
from knowledge.texts import Texts

TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})
"""A trigger opens one form, within three seconds."""

log = logging.getLogger(__name__)
T = TypeVar("T")


class Conversation:
    """The assistant in Slack, for deliveries that were found to be genuine and from members."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        adviser: Adviser,
        leads: Leads,
        client: AsyncWebClient,
        line: Line,
        sender: Sender,
        documents: Documents,
    ) -> None:
        self._assistant, self._store, self._adviser, self._leads = assistant, store, adviser, leads
        self._commands = Commands(adviser.knowledge)
        self._client = client
        self.homes = Homes(assistant, store, leads, client, self._scene)
        self.saying = Saying(store, line, sender, adviser.knowledge.texts, documents)
        self._typing = Typing()

    # ---- what people do ----

    async def tell(self, delivery: Delivery, text: str) -> None:
        """A text typed in the direct message. It returns once the answer is saved."""
        incoming = delivery.typed(text)
        if text.strip():
            await self._by_leads_now(incoming)
            answer = await self._once(delivery, lambda: self._assistant.handle(incoming))
            if answer is not None:
                self.saying.answer(delivery, answer)

    async def begin(self, delivery: Delivery, text: str, form: str = "") -> None:
        """A situation from a form: it begins a consultation, whatever else is open. No draft is left of it."""
        answer = await self._once(delivery, lambda: self._begun(delivery, text))
        if answer is None:
            return
        self.saying.answer(delivery, answer)
        self._typing.closed(delivery.person, form)
        await asyncio.to_thread(self._assistant.drop_draft, delivery.person)

    def _begun(self, delivery: Delivery, text: str) -> Answer:
        self._assistant.handle(delivery.typed("new").model_copy(update={"delivery": f"{delivery.id}:new"}))
        return self._assistant.handle(delivery.typed(text))

    def typing(self, delivery: Delivery, form: str, text: str, at: str) -> None:
        """What stands in a form that is open."""
        self._typing.heard(delivery.person, form, text, at)

    async def closed(self, delivery: Delivery, form: str, held: str | None) -> None:
        """A form was closed and not sent: what was typed last is the draft. Nothing typed changes nothing."""
        typed = self._typing.closed(delivery.person, form)
        text = held if typed is None else typed
        if text is not None:
            await asyncio.to_thread(self._assistant.keep_draft, delivery.typed(text))

    async def greet(self, delivery: Delivery) -> None:
        """The first card, in the direct message."""
        answer = await asyncio.to_thread(self._assistant.greet, delivery.typed(""))
        self.saying.say(delivery, answer.cards, about=answer.about)

    async def press(self, delivery: Delivery, press: Press, message: str = "") -> None:
        """A pressed button. While questions are open the answer takes the message's place; then it follows below."""
        await self._by_leads_now(delivery.pressed(press))
        found = await self._once(delivery, lambda: self._pressed(delivery, press, message))
        if found is None:
            return
        answer, replaces = found
        self.saying.answer(delivery, answer, replaces if asks(press, answer.cards) else "")

    def _pressed(self, delivery: Delivery, press: Press, message: str) -> tuple[Answer, str]:
        """The answer, and the message whose place it takes."""
        standing = self._store.standing(press.consultation) if press.consultation else None
        replaces = replaced(press, message, standing)
        return self._assistant.handle(delivery.pressed(press, replaces)), replaces

    async def review_form(self, delivery: Delivery, press: Press) -> Form | None:
        """The form that a press on an act of review opens; None where it opens none."""
        incoming = delivery.pressed(press)
        await self._by_leads_now(incoming)
        form = await asyncio.to_thread(self._assistant.review_form, incoming)
        return form if isinstance(form, Form) else None

    async def fill_in(self, delivery: Delivery, press: Press, message: str) -> dict[str, str]:
        """A form of review was sent: what is wrong with which blank, and then nothing was changed.

        Else the case takes the place of the message from which the form was opened.
        """
        incoming = delivery.pressed(press, message)
        await self._by_leads_now(incoming)
        answer = await self._once(delivery, lambda: self._assistant.handle(incoming))
        if answer is not None and not answer.wrong:
            self.saying.answer(delivery, answer)
        return dict(answer.wrong) if answer is not None else {}

    async def for_channel(self, delivery: Delivery, press: Press) -> tuple[Card, ...]:
        """What may stand in a channel of the consultation that a press names; nothing before it has a result."""
        return await asyncio.to_thread(self._assistant.for_channel, delivery.pressed(press))

    async def look_up(self, delivery: Delivery, query: str) -> tuple[Message, ...]:
        """The look-up's messages, for the person alone."""
        cards = await asyncio.to_thread(lookup.cards, self._scene(delivery), query)
        return messages(cards, self.words(delivery), folded=False)

    async def mentioned(self, delivery: Delivery, text: str, channel: str, thread: str) -> None:
        """In a channel: an exact look-up is answered in the thread, everything else in the direct message."""
        if await asyncio.to_thread(self._store.seen, delivery.id):
            return
        public = await asyncio.to_thread(shareable, self._scene(delivery), text)
        if public:
            for message in messages(public, self.words(delivery), folded=False):
                await self._client.chat_postMessage(
                    channel=channel, thread_ts=thread, text=message.text, blocks=message.blocks, unfurl_links=False
                )
            return
        said = self.words(delivery)("slack.visible")
        await self._client.chat_postEphemeral(channel=channel, user=delivery.person.user, thread_ts=thread, text=said)
        await self.tell(delivery, text) if text.strip() else await self.greet(delivery)

    async def open_form(self, delivery: Delivery, trigger: str, text: str = "") -> None:
        """The form for the situation, with a text that can be edited first: without one, the person's draft."""
        words = self.words(delivery)
        draft = None if text.strip() else await asyncio.to_thread(self._assistant.draft, delivery.person)
        note = words("slack.form_note", **house_words(self._scene(delivery)))
        form = forms.situation_form(words, note, draft.text if draft else text, draft=draft is not None)
        view = await self.open(delivery, trigger, form)
        if draft is not None and view:
            await self.saying.stands(delivery, f"{delivery.id}:view", (draft.consultation,), "view", view)

    async def open_reminder(self, delivery: Delivery, trigger: str, press: Press) -> None:
        """The form for a reminder: a day, and what for."""
        await self.open(delivery, trigger, forms.remind_form(self.words(delivery), press))

    async def open(self, delivery: Delivery, trigger: str, form: Made) -> str:
        """Open a form; its id. Where its trigger is no longer good, the direct message says what to do."""
        try:
            opened = await self._client.views_open(trigger_id=trigger, view=form)
        except SlackApiError as error:
            if error_of(error.response) not in TOO_LATE:
                raise
            self.saying.say(delivery, (Note(lines=(self.words(delivery)("slack.too_late"),)),))
            return ""
        return str((opened.get("view") or {}).get("id") or "")

    async def _by_leads_now(self, incoming: Incoming) -> None:
        """Where a right is in question it is asked who are leads now."""
        if leans_on_a_right(incoming):
            await self._leads.in_question()

    # ---- what surrounds them ----

    def _scene(self, delivery: Delivery) -> Scene:
        """The surroundings of what needs no log: look-ups, and where a person stands."""
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

    async def _once(self, delivery: Delivery, handle: Callable[[], T]) -> T | None:
        """What comes of a delivery; None when it was handled before. In one thread: changing costs time."""
        return await asyncio.to_thread(lambda: None if self._store.seen(delivery.id) else handle())
