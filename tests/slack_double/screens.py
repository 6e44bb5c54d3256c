"""What somebody has before them when they click: a message, a modal or the Home, with what is entered in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import elements, states
from .elements import Placed
from .messages import Message
from .refusals import NotPossible
from .slack import Slack
from .texts import Json, measured
from .views import View
from .workspace import User


@dataclass(frozen=True)
class Screen:
    """One user before one message or view."""

    slack: Slack
    user: User
    message: Message | None = None
    view: View | None = None

    def blocks(self) -> list[Json]:
        """The blocks as Slack has them stored."""
        if self.message is not None:
            return self.message.blocks()
        found: list[Json] = self.view.body["blocks"] if self.view else []
        return found

    def values(self) -> Json:
        """state.values as it is now."""
        if self.message is not None:
            return self.message.state(self.user.id)
        found: Json = self.view.body["state"]["values"] if self.view else {}
        return found

    def offered(self, one: Placed) -> list[Json]:
        """What can be chosen: the options, and for an external select what the app suggested last."""
        key = (self.user.id, one.element.get("action_id", ""))
        return [*elements.options(one.element), *self.slack.suggested.get(key, [])]

    def enter(self, one: Placed, value: Any) -> Any:
        """Choose or type something; it stays in state.values."""
        chosen = elements.choice(one.element, value, self.offered(one))
        states.entered(self.values(), one, chosen)
        return chosen

    def fill(self, values: Json) -> list[Placed]:
        """Enter several values, by action_id or block_id; what was touched comes back."""
        touched = []
        for name, value in values.items():
            one = self._input(name)
            self.enter(one, value)
            touched.append(one)
        return touched

    def missing(self) -> Iterator[str]:
        """What the client would not let through: required inputs that are empty, texts of the wrong length."""
        for one in elements.placed(self.blocks()):
            if one.block["type"] == "input":
                held, name = states.held(self.values(), one), f"{one.block['block_id']}/{one.element['action_id']}"
                if held in (None, "", []) and not one.block.get("optional"):
                    yield f"{name} is empty and not optional"
                elif isinstance(held, str) and one.element["type"] == "plain_text_input":
                    yield from _length(name, held, one.element)

    def _input(self, name: str) -> Placed:
        there = [one for one in elements.placed(self.blocks()) if one.element["type"] not in elements.STATELESS]
        found = [one for one in there if one.element["action_id"] == name] or [
            one for one in there if one.block["block_id"] == name
        ]
        if len(found) != 1:
            raise NotPossible(f"{len(found)} inputs are called {name!r}; there are {[one.key() for one in there]}")
        return found[0]


def screen(slack: Slack, user: str | User, target: Json | None, *, stale: bool = False) -> Screen:
    """The message or view a test points at, if this user can see it; a stale one is taken as it was given."""
    person = slack.workspace.person(user)
    if target is None:
        raise NotPossible(f"{person.name} has nothing of the kind in front of them")
    if "channel" in target and "ts" in target:
        return Screen(slack, person, message=_message(slack, person, target, stale))
    if "id" in target and "root_view_id" in target:
        return Screen(slack, person, view=_view(slack, person, target, stale))
    raise NotPossible("point at a message from slack.messages or slack.ephemeral, or a view from slack.view or home")


def _message(slack: Slack, person: User, target: Json, stale: bool) -> Message:
    place = slack.workspace.place(target["channel"])
    found = slack.messages.find_for(person.id, place.id, target["ts"])
    if not slack.workspace.can_read(person, place):
        raise NotPossible(f"{person.name} cannot see {place.id}")
    if stale:
        body = {name: value for name, value in target.items() if name not in ("channel", "is_ephemeral")}
        return Message(place.id, target["ts"], body, person.id if target.get("is_ephemeral") else None)
    if found is None:
        raise NotPossible(f"there is no message {target['ts']} in {place.id} that {person.name} sees")
    return found


def _view(slack: Slack, person: User, target: Json, stale: bool) -> View:
    if stale:
        return View(person.id, target)
    found = slack.views.find(target["id"])
    if found is None or found.user != person.id:
        raise NotPossible(f"{person.name} has no view {target['id']} open")
    if found.body["type"] == "modal" and found is not slack.views.top(person.id):
        raise NotPossible(f"view {target['id']} lies under another modal")
    return found


def _length(name: str, held: str, element: Json) -> Iterator[str]:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3000
    if not least <= measured(held) <= most:
        yield f"{name} must be {least} to {most} characters long, not {measured(held)}"
