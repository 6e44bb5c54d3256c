"""Passing on from Slack: to a person by ticking facts in the direct message, to a channel levers and sources only."""

from dataclasses import dataclass, field

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Note, Press
from bot.views.plain import plain
from handlers.delivery import Delivery
from handlers.slack import passing_forms
from handlers.slack.blocks import Made
from handlers.slack.conversation import Conversation
from handlers.slack.passing_forms import CHANNEL, PERSON, Target
from handlers.slack.people import People
from handlers.slack.refusals import NO_ANSWER, is_final
from handlers.slack.render import messages

SHARED_OUTSIDE = ("is_ext_shared", "is_pending_ext_shared")


@dataclass(frozen=True)
class Chosen:
    """What becomes of a form that was sent: errors by field, or the view that comes next; neither closes it."""

    errors: dict[str, str] = field(default_factory=dict)
    view: Made | None = None


class Passing:
    """Sharing and a lead's answer, beside the conversation."""

    def __init__(self, conversation: Conversation, people: People, client: AsyncWebClient) -> None:
        self._conversation, self._people, self._client = conversation, people, client

    async def open_share(self, delivery: Delivery, trigger: str, press: Press) -> None:
        """The form: to whom."""
        form = passing_forms.share_form(self._conversation.words(delivery), press)
        await self._conversation.open(delivery, trigger, form)

    async def open_answer(self, delivery: Delivery, trigger: str, press: Press) -> None:
        """The form for a lead's answer."""
        form = passing_forms.answer_form(self._conversation.words(delivery), press)
        await self._conversation.open(delivery, trigger, form)

    async def chosen(self, delivery: Delivery, target: Target, about: Press) -> Chosen:
        """A member: the direct message goes on with the facts. A channel of our own: what it will read."""
        words = self._conversation.words(delivery)
        if not target.one:
            return Chosen({PERSON: words("slack.share_one")})
        if target.person:
            return await self._with_person(delivery, target.person, about)
        problem = await self._problem(target.channel)
        cards = await self._conversation.for_channel(delivery, about)
        if problem or not cards:
            return Chosen({CHANNEL: words(problem or "chat.late")})
        about = about.model_copy(update={"value": target.channel})
        return Chosen(view=passing_forms.share_preview(words, plain(cards), about))

    async def _with_person(self, delivery: Delivery, user: str, about: Press) -> Chosen:
        team = delivery.person.workspace.rpartition(".")[2]
        if not (await self._people.profile(user, team)).member:
            return Chosen({PERSON: self._conversation.words(delivery)("slack.share_member")})
        await self._conversation.press(delivery, about.model_copy(update={"value": user}))
        return Chosen()

    async def _problem(self, channel: str) -> str:
        """The text key of what speaks against a channel; empty when nothing does."""
        try:
            told = (await self._client.conversations_info(channel=channel)).get("channel") or {}
        except SlackApiError:
            return "slack.share_unknown"
        return "slack.share_outside" if any(told.get(mark) for mark in SHARED_OUTSIDE) else ""

    async def to_channel(self, delivery: Delivery, about: Press) -> None:
        """Post what was seen, once: a first post is never repeated. The direct message says what became of it."""
        channel, words = about.value, self._conversation.words(delivery)
        cards = await self._conversation.for_channel(delivery, about)
        if not cards or await self._problem(channel):
            return self._said(delivery, "slack.not_shared")
        try:
            for message in messages(cards, words, folded=False):
                await self._client.chat_postMessage(
                    channel=channel, text=message.text, blocks=message.blocks, unfurl_links=False
                )
        except (SlackApiError, *NO_ANSWER) as error:
            refused = isinstance(error, SlackApiError) and is_final(error)
            return self._said(delivery, "slack.not_shared" if refused else "slack.share_doubtful")
        return self._said(delivery, "slack.shared_there")

    def _said(self, delivery: Delivery, key: str) -> None:
        self._conversation.saying.say(delivery, (Note(lines=(self._conversation.words(delivery)(key),)),))

    async def answered(self, delivery: Delivery, text: str, about: Press) -> None:
        """A lead's answer: to the person who asked."""
        await self._conversation.press(delivery, about.model_copy(update={"value": f"{about.value} {text}"}))
