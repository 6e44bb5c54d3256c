"""The Bolt app: which of Slack's deliveries goes where. It acknowledges what is saved."""

import logging
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncRespond
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.messages import Press
from bot.review.asking import REPLIES
from bot.review.steps import REVIEWS
from bot.views.sharing import ANSWERS
from handlers.crash import crash_in
from handlers.delivery import Delivery
from handlers.open import utc_now
from handlers.slack import forms, passing_forms, review_forms
from handlers.slack.conversation import Conversation
from handlers.slack.manifest import GLOBAL_SHORTCUT, MESSAGE_SHORTCUT
from handlers.slack.parse import press_of, typed
from handlers.slack.passing import Passing
from handlers.slack.people import People
from handlers.slack.refusals import NO_ANSWER, refusal_of
from handlers.slack.refusing import members_only
from handlers.slack.render import Message
from handlers.slack.review import Review, Where
from knowledge.schema.entry import Language
from knowledge.texts import Texts

Body = Mapping[str, Any]
FIRST_MESSAGE = {"bot_id", "subtype", "edited", "hidden"}
"""A message with one of these is no text that a person just typed."""
START = ("", "start", "new")

log = logging.getLogger(__name__)


def build(
    conversation: Conversation,
    people: People,
    client: AsyncWebClient,
    *,
    signing_secret: str,
    refused: Callable[[Texts], str],
    texts: Mapping[Language, Texts],
) -> AsyncApp:
    """The app over a conversation. Whoever is no full member is refused with `refused`, in their language."""
    quiet = logging.getLogger(f"{__name__}.bolt")
    quiet.setLevel(logging.ERROR)  # what Bolt warns of is meant, and may quote what was typed
    app = AsyncApp(
        logger=quiet,
        client=client,
        token=client.token,
        signing_secret=signing_secret or "unused with Socket Mode",
        process_before_response=True,
        request_verification_enabled=False,  # the guard has checked the raw bytes; a socket is authenticated itself
        raise_error_for_unhandled_request=False,
    )
    app.middleware(members_only(people, client, refused, texts))
    app.error(_apology(texts))
    _Listeners(conversation, Passing(conversation, people, client), Review(conversation)).register(app)
    return app


def _apology(texts: Mapping[Language, Texts]) -> Any:
    """The one place of this channel: a crash becomes an apology and a logged id. No text of anyone's is logged."""

    async def apologise(error: Exception, context: AsyncBoltContext, client: AsyncWebClient) -> BoltResponse:
        crash = uuid.uuid4().hex[:8]
        refused = f" ({refusal_of(error.response)})" if isinstance(error, SlackApiError) else ""
        log.error("crash %s: %s%s", crash, crash_in(error), refused)
        delivery: Delivery | None = context.get("delivery")
        if delivery is not None:
            with suppress(SlackApiError, *NO_ANSWER):
                opened = await client.conversations_open(users=delivery.person.user)
                said = texts[delivery.language]("chat.crash", id=crash)
                await client.chat_postMessage(channel=str(opened["channel"]["id"]), text=said)
        return BoltResponse(status=200, body="")

    return apologise


class _Listeners:
    """One method for each kind of delivery."""

    def __init__(self, conversation: Conversation, passing: Passing, review: Review) -> None:
        self._conversation, self._passing, self._review = conversation, passing, review
        self._forms: dict[str, Callable[[Delivery, str, Press], Awaitable[None]]] = {
            "new": lambda delivery, trigger, _: conversation.open_form(delivery, trigger),
            "remind": conversation.open_reminder,
            "share": passing.open_share,
            ANSWERS: passing.open_answer,
            REPLIES: review.open_reply,
        }
        """action -> the form that its button opens."""

    def register(self, app: AsyncApp) -> None:
        """Tell Bolt which delivery goes to which method."""
        app.command("/leverage")(self.leverage)
        app.command("/levers")(self.levers)
        app.event("message")(self.message)
        app.event("app_mention")(self.mention)
        app.event("app_home_opened")(self.home)
        app.event(re.compile("app_uninstalled|tokens_revoked"))(self.nothing)
        app.action(re.compile("^press:"))(self.press)
        app.action(forms.SITUATION)(self.typing)
        app.action(re.compile(".*"))(self.nothing)
        app.shortcut(MESSAGE_SHORTCUT)(self.shortcut)
        app.shortcut(GLOBAL_SHORTCUT)(self.shortcut)
        app.view(forms.SITUATION)(self.situation)
        app.view(forms.REMIND)(self.reminder)
        app.view(passing_forms.SHARE)(self.share)
        app.view(passing_forms.PREVIEW)(self.share_in_channel)
        app.view(passing_forms.ANSWER)(self.lead_answers)
        app.view(review_forms.FILL)(self.filled)
        app.view(review_forms.REPLY)(self.replied)
        app.view_closed(forms.SITUATION)(self.closed)
        app.view_closed(re.compile(".*"))(self.nothing)

    async def leverage(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """`/leverage`: the form; with words, what typing them in the direct message does."""
        delivery: Delivery = context["delivery"]
        text = str(body.get("text") or "").strip()
        if text.casefold() in START:
            await self._conversation.open_form(delivery, str(body.get("trigger_id")))
            await ack()
            return
        await self._conversation.tell(delivery, text)
        await ack(text=self._conversation.words(delivery)("slack.in_private"))

    async def levers(self, ack: AsyncAck, body: Body, context: AsyncBoltContext, respond: AsyncRespond) -> None:
        """`/levers`: a look-up that only the asker sees."""
        first, *rest = await self._conversation.look_up(context["delivery"], str(body.get("text") or ""))
        await ack(response_type="ephemeral", text=first.text, blocks=list(first.blocks))
        for message in rest:
            await _only_for_them(respond, message)

    async def message(self, ack: AsyncAck, event: Body, context: AsyncBoltContext) -> None:
        """A text in the direct message. Edited ones, files alone and other bots' are left alone."""
        is_first = event.get("channel_type") == "im" and not (FIRST_MESSAGE & set(event))
        if is_first or event.get("subtype") == "file_share":
            await self._conversation.tell(context["delivery"], typed(event))
        await ack()

    async def mention(self, ack: AsyncAck, event: Body, context: AsyncBoltContext) -> None:
        """A mention in a channel."""
        thread = str(event.get("thread_ts") or event.get("ts"))
        await self._conversation.mentioned(context["delivery"], typed(event), str(event.get("channel")), thread)
        await ack()

    async def home(self, ack: AsyncAck, event: Body, context: AsyncBoltContext) -> None:
        """The Home tab was opened, or the messages tab: there is nothing to do for the second."""
        if event.get("tab") == "home":
            await self._conversation.homes.show(context["delivery"])
        await ack()

    async def press(self, ack: AsyncAck, body: Body, context: AsyncBoltContext, respond: AsyncRespond) -> None:
        """A button on a card: in the direct message, in a private look-up, or on the Home tab."""
        delivery: Delivery = context["delivery"]
        container = body.get("container") or {}
        pressed = press_of((body.get("actions") or ({},))[0], _state(body))
        if pressed is None:
            await ack()
        elif pressed.action in self._forms:
            await self._forms[pressed.action](delivery, str(body.get("trigger_id")), pressed)
            await ack()
        elif pressed.action == REVIEWS:
            await self._review.pressed(delivery, pressed, _where(body))
            await ack()
        elif pressed.action == "levers" and container.get("is_ephemeral"):
            for message in await self._conversation.look_up(delivery, pressed.value):
                await _only_for_them(respond, message)
            await ack()
        else:
            await self._conversation.press(delivery, pressed, _where(body).message)
            await ack()

    async def shortcut(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """A shortcut: the form; on a message, with its text, which can be edited first. Its author is dropped."""
        text = typed(body.get("message") or {})
        await self._conversation.open_form(context["delivery"], str(body.get("trigger_id")), text)
        await ack()

    async def situation(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """The form was sent."""
        situation = forms.situation_of(body.get("view") or {})
        await self._conversation.begin(context["delivery"], situation, _view_id(body))
        await ack()

    async def typing(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """Something was typed into the form. It is remembered, and neither kept nor answered."""
        text, at = forms.typing_of((body.get("actions") or ({},))[0])
        self._conversation.typing(context["delivery"], _view_id(body), text, at)
        await ack()

    async def closed(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """The form was closed and not sent: what was typed is kept as a draft."""
        await self._conversation.closed(context["delivery"], _view_id(body), forms.left_in(body.get("view") or {}))
        await ack()

    async def reminder(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """The form for a reminder was sent. A day that has passed is said in the form, and nothing is lost."""
        delivery: Delivery = context["delivery"]
        view = body.get("view") or {}
        wanted, about = forms.reminder_of(view), forms.about(view)
        if wanted.day is None or wanted.day <= utc_now().date():
            words = self._conversation.words(delivery)
            said = (
                words("followup.reminder_past", date=wanted.day.isoformat()) if wanted.day else words("chat.bad_date")
            )
            await ack(response_action="errors", errors={forms.DAY: said})
            return
        if about is not None:
            press = about.model_copy(update={"value": f"{wanted.day.isoformat()} {wanted.reason}".strip()})
            await self._conversation.press(delivery, press)
        await ack()

    async def share(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """To whom something is to be passed on was chosen."""
        view = body.get("view") or {}
        about = forms.about(view) or Press(action="share")
        chosen = await self._passing.chosen(context["delivery"], passing_forms.target_of(view), about)
        if chosen.errors:
            await ack(response_action="errors", errors=chosen.errors)
        elif chosen.view:
            await ack(response_action="update", view=chosen.view)
        else:
            await ack()

    async def share_in_channel(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """What a channel will read was seen and sent."""
        about = forms.about(body.get("view") or {})
        if about is not None:
            await self._passing.to_channel(context["delivery"], about)
        await ack()

    async def lead_answers(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """A lead answers a person who asked."""
        view = body.get("view") or {}
        about = forms.about(view)
        if about is not None:
            await self._passing.answered(context["delivery"], passing_forms.answer_of(view), about)
        await ack()

    async def filled(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """A form of review was sent. What is lacking or wrong is said in the form, and nothing is lost."""
        wrong = await self._review.sent(context["delivery"], body.get("view") or {})
        await (ack(response_action="errors", errors=wrong) if wrong else ack())

    async def replied(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        """An asker replies to a lead."""
        view = body.get("view") or {}
        about = forms.about(view)
        if about is not None:
            await self._review.replied(context["delivery"], review_forms.reply_of(view), about)
        await ack()

    async def nothing(self, ack: AsyncAck) -> None:
        """Nothing to do."""
        await ack()


def _where(body: Body) -> Where:
    """Where something was pressed; a message that only one person sees can't be edited."""
    container = body.get("container") or {}
    ours = container.get("type") == "message" and not container.get("is_ephemeral")
    home = (body.get("view") or {}).get("type") == "home"
    return Where(str(body.get("trigger_id")), str(container.get("message_ts") or "") if ours else "", home)


def _view_id(body: Body) -> str:
    return str((body.get("view") or {}).get("id") or "")


def _state(body: Body) -> Body:
    holder = body.get("state") or (body.get("view") or {}).get("state") or {}
    return holder if isinstance(holder, Mapping) else {}


async def _only_for_them(respond: AsyncRespond, message: Message) -> None:
    await respond(text=message.text, blocks=list(message.blocks), response_type="ephemeral", replace_original=False)
