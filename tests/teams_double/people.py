"""What people do in Teams, by name: the half of the double that a test acts with."""

from typing import Any

from tests.slack_double.texts import Json

from . import acting, activities, happening
from .acting import How
from .delivery import Answer
from .here import Here, Where, Who
from .pressing import Wanted


class People(Here):
    """Everybody in the company. Deliveries wait for the bot's answer."""

    def message(self, user: Who, text: str, where: Where = None, **fields: Any) -> Answer:
        """Somebody writes, to the bot unless a place is named; fields are put into the activity."""
        return self._there.run(acting.message(self._delivery, self._person(user), text, where, fields))

    def mention(self, user: Who, text: str, where: Where = None, **fields: Any) -> Answer:
        """Somebody writes with a mention of the bot, which comes first unless the text has it."""
        token = activities.mention(self._teams)
        return self.message(user, text if token in text else f"{token} {text}".strip(), where, **fields)

    def written(self, user: Who, text: str, where: Where = None, **fields: Any) -> Json:
        """As `message`: it stands there, but what Teams would send of it is returned and not sent."""
        person = self._person(user)
        return self._there.look(lambda: acting.written(self._teams, person, text, where, fields)[0])

    def submit(
        self,
        user: Who,
        message: Json,
        inputs: Json | None = None,
        action: Wanted = None,
        *,
        stale: bool = False,
        shape: str | None = None,
    ) -> Answer:
        """Somebody presses an Action.Submit (or the one in the fallback of an Action.Execute, as old clients do).

        The action goes by title, id or values in its data. A stale press is one on the card as it is given, not as it
        stands; `shape` is one of activities.SHAPES.
        """
        return self._press(user, message, action, inputs, How("Action.Submit", stale, shape))

    def execute(
        self,
        user: Who,
        message: Json,
        inputs: Json | None = None,
        action: Wanted = None,
        *,
        stale: bool = False,
        shape: str | None = None,
    ) -> Answer:
        """Somebody presses an Action.Execute; what the bot's answer says is carried out."""
        return self._press(user, message, action, inputs, How("Action.Execute", stale, shape))

    def press(
        self, user: Who, message: Json, action: Wanted, inputs: Json | None = None, *, stale: bool = False
    ) -> Answer:
        """Somebody presses a button, of whichever type it is."""
        return self._press(user, message, action, inputs, How(None, stale))

    def pressed(
        self,
        user: Who,
        message: Json,
        action: Wanted,
        inputs: Json | None = None,
        *,
        kind: str | None = None,
        stale: bool = False,
    ) -> Json:
        """What Teams would send of a press on an action of this type; nothing is sent. Each press is another."""
        return self._pressed(user, message, action, inputs, How(kind, stale=stale)).activity

    def edit(self, user: Who, message: Json, text: str) -> Answer:
        """Somebody changes what they wrote: messageUpdate."""
        return self._there.run(happening.edit(self._delivery, self._person(user), message, text))

    def delete(self, user: Who, message: Json) -> Answer:
        """Somebody deletes what they wrote: messageDelete."""
        return self._there.run(happening.edit(self._delivery, self._person(user), message, None))

    def react(self, user: Who, message: Json, reaction: str = "like", *, added: bool = True) -> Answer:
        """Somebody reacts to a message, or takes that back: messageReaction."""
        return self._there.run(happening.react(self._delivery, self._person(user), message, reaction, added))

    def install(self, user: Who, where: Where = None) -> list[Answer]:
        """Somebody installs the app for themselves, or puts it into a chat or team."""
        return self._there.run(happening.install(self._delivery, self._person(user), where, added=True))

    def uninstall(self, user: Who, where: Where = None) -> list[Answer]:
        """Somebody takes the app away."""
        return self._there.run(happening.install(self._delivery, self._person(user), where, added=False))

    def block(self, user: Who, *, blocked: bool = True) -> None:
        """Somebody blocks the bot, or lets it write again; it does not hear of that."""
        self.tenant.personal(self._person(user)).blocked = blocked

    def join(self, mover: Who, moved: Who, where: Where) -> Answer:
        """Somebody puts somebody into a chat or channel: conversationUpdate."""
        return self._move(mover, moved, where, joins=True)

    def leave(self, mover: Who, moved: Who, where: Where) -> Answer:
        """Somebody takes somebody out of a chat or channel: conversationUpdate."""
        return self._move(mover, moved, where, joins=False)

    def conversation_update(
        self, user: Who, where: Where = None, event_type: str | None = None, **fields: Any
    ) -> Answer:
        """Anything else that has changed: channelRenamed, teamArchived ..."""
        person = self._person(user)
        place, _ = acting.located(self._teams, person, where)
        activity = happening.conversation_update(self._teams, person, place, event_type, fields)
        return self._there.run(self._delivery.deliver(activity))

    def activity(self, user: Who, kind: str, where: Where = None, **fields: Any) -> Answer:
        """An activity of any type, known to anybody or not."""
        person = self._person(user)
        place, root = acting.located(self._teams, person, where)
        activity = activities.activity(self._teams, kind, person, place, root, **fields)
        return self._there.run(self._delivery.deliver(activity))

    def invoke(self, user: Who, name: str, value: Any = None, where: Where = None) -> Answer:
        """An invoke of any name: task/fetch, composeExtension/query, or one that nobody knows."""
        return self.activity(user, "invoke", where, name=name, value={} if value is None else value)

    def _press(self, user: Who, message: Json, action: Wanted, inputs: Json | None, how: How) -> Answer:
        return self._there.run(acting.press(self._delivery, self._pressed(user, message, action, inputs, how)))

    def _pressed(self, user: Who, message: Json, action: Wanted, inputs: Json | None, how: How) -> acting.Press:
        person = self._person(user)
        return self._there.look(lambda: acting.pressed(self._teams, person, message, action, inputs or {}, how))

    def _move(self, mover: Who, moved: Who, where: Where, *, joins: bool) -> Answer:
        place, _ = self._place(where)
        return self._there.run(happening.move(self._delivery, self._person(mover), self._person(moved), place, joins))
