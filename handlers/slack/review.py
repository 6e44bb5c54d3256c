"""Review in Slack: which press opens a form, which shows the Home anew, and what becomes of a form that was sent.

Whether somebody may, and what it does, is the assistant's to say.
"""

from dataclasses import dataclass

from bot.messages import Press
from handlers.delivery import Delivery
from handlers.slack import limits, review_forms
from handlers.slack.conversation import Conversation
from handlers.slack.escape import clipped


@dataclass(frozen=True)
class Where:
    """Where something was pressed: on a message of the direct message, or on the Home; and what opens a form there."""

    trigger: str
    message: str = ""
    home: bool = False


class Review:
    """The leads' cards, and the asker's card to reply with, beside the conversation."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    async def pressed(self, delivery: Delivery, press: Press, where: Where) -> None:
        """A press on a card of review: a form, the Home with another filter, or an answer in the direct message."""
        form = await self._conversation.review_form(delivery, press)
        if form is not None:
            view = review_forms.fill_form(self._conversation.words(delivery), form, where.message)
            await self._conversation.open(delivery, where.trigger, view)
        elif not (where.home and await self._conversation.homes.show(delivery, press)):
            await self._conversation.press(delivery, press, where.message)

    async def sent(self, delivery: Delivery, view: object) -> dict[str, str]:
        """A form was sent: what is wrong with which blank; nothing when it was taken, or was no form of ours."""
        found = review_forms.filled(view)
        if found is None:
            return {}
        wrong = await self._conversation.fill_in(delivery, *found)
        return {blank: clipped(said, limits.PLACEHOLDER * 2) for blank, said in wrong.items()}

    async def open_reply(self, delivery: Delivery, trigger: str, press: Press) -> None:
        """The form for an asker's reply."""
        form = review_forms.reply_form(self._conversation.words(delivery), press)
        await self._conversation.open(delivery, trigger, form)

    async def replied(self, delivery: Delivery, text: str, about: Press) -> None:
        """An asker's reply: to the lead, without a name."""
        await self._conversation.press(delivery, about.model_copy(update={"value": f"{about.value} {text}"}))
