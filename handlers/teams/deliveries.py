"""Which activity is what: a text, a press, a mention, the app's arrival; and a crash is an apology with a logged id."""

import logging
import uuid
from collections.abc import Callable, Mapping, Sequence

from bot.messages import Card
from handlers.crash import crash_in
from handlers.delivery import Delivery
from handlers.line import Later, Refused
from handlers.teams.activity import Activity
from handlers.teams.connector import Connector, InDoubt, Missing
from handlers.teams.conversation import Conversation
from handlers.teams.people import People
from handlers.teams.presses import Told, pressed
from handlers.teams.sender import MARK, Chats, Made, activity_with
from knowledge.texts import Texts

NOT_TAKEN = (Later, Refused, InDoubt, Missing)
"""How a call to Teams fails."""

log = logging.getLogger(__name__)


class Deliveries:
    """Takes activities. `render` turns cards into messages, `refused` says what those get who may not use it here."""

    def __init__(
        self,
        conversation: Conversation,
        people: People,
        connector: Connector,
        chats: Chats,
        render: Callable[[Sequence[Card], Delivery], tuple[Made, ...]],
        refused: Callable[[Delivery], str],
    ) -> None:
        self._conversation, self._people, self._connector, self._chats = conversation, people, connector, chats
        self._render, self._refused = render, refused

    async def take(self, activity: Activity, name: str) -> str:
        """Take one; what a card's action is answered with. What there is to save is saved when this returns."""
        delivery = Delivery(activity.person, activity.language, name, takes_documents=False)
        words = self._conversation.words(delivery)
        try:
            return await self._taken(activity, delivery, words)
        except Exception as error:  # noqa: BLE001  # the one place of this channel: a crash becomes an apology
            crash = uuid.uuid4().hex[:8]
            log.error("crash %s: %s", crash, crash_in(error))  # noqa: TRY400  # a trace would quote
            said = words("chat.crash", id=crash)
            await self._here(activity, said)
            return said

    async def _taken(self, activity: Activity, delivery: Delivery, words: Texts) -> str:
        if activity.kind == "other":
            return ""
        self._chats.seen_at(activity.service_url)
        if not await self._people.is_member(activity):
            said = self._refused(delivery)
            await self._here(activity, said)
            return said
        if activity.personal:
            self._chats.met(activity.user, activity.service_url, activity.conversation)
            await self._in_private(activity, delivery)
        elif activity.kind == "message" and activity.value is None:
            await self._among_others(activity, delivery, words)
        return words("teams.taken")

    async def _in_private(self, activity: Activity, delivery: Delivery) -> None:
        if activity.kind == "arrived":
            await self._conversation.greet(delivery)
            return
        found = pressed(activity.value) if activity.value is not None else None
        if isinstance(found, Told):
            await self._conversation.begin(delivery, found.text)
        elif found is not None:
            await self._conversation.press(delivery, found, _mark(activity))
        elif activity.kind == "message" and activity.value is None:
            await self._conversation.tell(delivery, activity.text)

    async def _among_others(self, activity: Activity, delivery: Delivery, words: Texts) -> None:
        """An exact look-up is answered where it was asked; anything else in the personal chat."""
        public = self._conversation.for_everybody(delivery, activity.text)
        if activity.targeted and not public:
            public = self._conversation.look_up(delivery, activity.text)
        if public:
            for made in self._render(public, delivery):
                await self._said(activity, activity_with(made))
            return
        await self._conversation.tell(delivery, activity.text)
        if activity.targeted:
            await self._here(activity, words("teams.targeted"))
        else:
            await self._here(activity, words("teams.in_private"))
            self._conversation.overheard(delivery)

    async def _here(self, activity: Activity, said: str) -> None:
        """Say our own sentence where something was written; best effort."""
        try:
            await self._said(activity, {"type": "message", "text": said})
        except NOT_TAKEN as error:
            log.warning("a sentence was not taken by Teams: %s", type(error).__name__)

    async def _said(self, activity: Activity, said: Mapping[str, object]) -> None:
        to = {"recipient": {"id": activity.account, "isTargeted": True}} if activity.targeted else {}
        where = (activity.service_url, activity.conversation)
        await self._connector.post(*where, {**said, **to}, targeted=activity.targeted)


def _mark(activity: Activity) -> str:
    mark = activity.value.get(MARK) if isinstance(activity.value, Mapping) else None
    return mark if isinstance(mark, str) else ""
