"""What people do in Teams: write, mention, edit, press, install, come and go."""

from dataclasses import dataclass
from typing import Any

from tests.slack_double.texts import Json

from . import activities, outcomes, pressing
from .delivery import NOBODY, Answer, Delivery
from .messages import Message
from .places import Place, split
from .refusals import NotPossible
from .teams import Teams
from .tenant import Person


@dataclass(frozen=True)
class How:
    """Of which type of action a press is, whether it is on a card that may not stand any more, and how it is told."""

    kind: str | None = None
    stale: bool = False
    shape: str | None = None


@dataclass(frozen=True)
class Press:
    """One press: who, on which message, and the activity that Teams sends of it."""

    person: Person
    message: Message
    activity: Json


def located(teams: Teams, person: Person, where: Any) -> tuple[Place, str | None]:
    """The place a test means, and the thread; a message stands for where it is."""
    root = None
    if isinstance(where, dict):
        place_id, root = split(where["conversation"]["id"])
        place = teams.tenant.place(place_id)
    else:
        place = teams.tenant.place(person if where is None else where)
    if person.id not in place.members:
        raise NotPossible(f"{person.name} is not in {place.full_name()}")
    return place, root


def written(teams: Teams, person: Person, text: str, where: Any, more: Json) -> tuple[Json, bool]:
    """A message put where it was written, as Teams would send it, and whether the bot is to hear of it."""
    place, root = located(teams, person, where)
    if place.kind == "personal" and not place.has_bot():
        raise NotPossible(f"{person.name} has no chat with the bot: install it first")
    place.known = True
    message = teams.messages.post(place, person.id, {"type": "message", "text": text}, root)
    thread = root or message.id if place.kind == "channel" else None
    activity = activities.message(teams, person, place, text, thread, **{"id": message.id, **more})
    heard = place.kind == "personal" or place.hears_all or activities.mention(teams) in text
    return activity, heard and place.has_bot() and not place.blocked


async def message(delivery: Delivery, person: Person, text: str, where: Any, more: Json) -> Answer:
    """Somebody writes; outside the personal chat the bot hears only of what mentions it."""
    activity, heard = written(delivery.teams, person, text, where, more)
    return await delivery.deliver(activity) if heard else NOBODY


def found(teams: Teams, person: Person, target: Json) -> Message:
    """The message that a test means, if it still stands there for this person."""
    place, _ = located(teams, person, target)
    message = teams.messages.find(place, target["id"])
    if message is None or not message.seen_by(person.id):
        raise NotPossible(f"{person.name} sees no message {target['id']} in {place.full_name()}")
    return message


def pressed(teams: Teams, person: Person, target: Json, action: pressing.Wanted, inputs: Json, how: How) -> Press:
    """What Teams sends of a press; a stale one is on the card as it is given, not as it stands."""
    message = found(teams, person, target)
    card = target.get("card") if how.stale else message.card(person.id)
    kind = how.kind or pressing.kind_of(card, action)
    button = pressing.find(card, action, kind)
    data = pressing.value(button, inputs)
    shape = _shape(message, how)
    submits = kind == "Action.Submit"
    told = _submitted(data, shape) if submits else _executed(button, data)
    root = (message.root or message.id) if message.place.kind == "channel" else None
    more = {**activities.pressed(message, shape), **told}
    activity = activities.activity(teams, "message" if submits else "invoke", person, message.place, root, **more)
    return Press(person, message, activity)


async def press(delivery: Delivery, done: Press) -> Answer:
    """Send a press, and carry out what the bot's answer says."""
    answer = await delivery.deliver(done.activity)
    if done.activity["type"] == "invoke":
        outcomes.after_execute(delivery.teams, done.message, done.person.id, answer)
    else:
        outcomes.after_submit(delivery.teams, done.person.id, answer)
    return answer


def _shape(message: Message, how: How) -> str:
    shape = how.shape or ("bare" if message.place.kind == "channel" else "full")
    if shape not in activities.SHAPES:
        raise NotPossible(f"a press has one of the shapes {activities.SHAPES}, not {shape!r}")
    return shape


def _submitted(data: object, shape: str) -> Json:
    return {"value": data, **({"text": ""} if shape == "full" else {})}


def _executed(button: pressing.Button, data: object) -> Json:
    kept = {name: button.action[name] for name in ("type", "title", "id", "verb") if name in button.action}
    return {"name": "adaptiveCard/action", "value": {"action": {**kept, "data": data}, "trigger": "manual"}}
