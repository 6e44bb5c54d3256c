"""How a message of the bot comes to stand somewhere, and how one is found again."""

from dataclasses import dataclass, field

from tests.slack_double.texts import Json

from . import accepting, places
from .messages import Message
from .places import Place
from .refusals import Refused
from .teams import Teams


@dataclass(frozen=True)
class Asked:
    """One call: what its path, its query and its body say."""

    path: Json = field(default_factory=dict)
    query: Json = field(default_factory=dict)
    body: Json = field(default_factory=dict)

    def targeted(self) -> bool:
        """Whether it is about a message that one person alone sees."""
        return str(self.query.get("isTargetedActivity")).lower() == "true"


@dataclass(frozen=True)
class Done:
    """The answer of a call that was carried out."""

    body: object
    status: int = 200


def conversation(teams: Teams, asked: Asked) -> tuple[Place, str | None]:
    """The place and the thread that a call is about; raises where the bot knows or sees neither."""
    place_id, root = places.split(asked.path["conversation"])
    place = teams.tenant.places.get(place_id)
    if place is None or not place.known:
        raise Refused("ConversationNotFound")
    if root is not None and not teams.messages.has_thread(place, root):
        raise Refused("ConversationNotFound")
    if place.kind != "personal" and not place.has_bot():
        raise Refused("BotNotInConversationRoster")
    return place, root


def root_of(teams: Teams, place: Place, message_id: str | None) -> str | None:
    """The message on which the thread of another one hangs."""
    found = teams.messages.find(place, message_id) if message_id else None
    return (found.root or found.id) if found else None


def message_named(teams: Teams, place: Place, asked: Asked) -> Message:
    """The message that a call is about, targeted or not as the call has it."""
    found = teams.messages.find(place, asked.path["activity"])
    if found is None or (found.only_for is not None) != asked.targeted():
        raise Refused("ActivityNotFoundInConversation")
    return found


def own_message(teams: Teams, asked: Asked) -> Message:
    """The bot's own message that a call is about."""
    place, _ = conversation(teams, asked)
    _demand_open(place)
    message = message_named(teams, place, asked)
    if message.author != teams.tenant.bot_id:
        raise Refused("NotEnoughPermissions")
    return message


def _demand_open(place: Place) -> None:
    if place.blocked or not place.has_bot():
        raise Refused("MessageWritesBlocked")


def post(teams: Teams, place: Place, root: str | None, asked: Asked) -> Done:
    """A new message of the bot, for all or for the one it is targeted at."""
    _demand_open(place)
    if asked.body.get("type") == "typing":
        return Done({}, 201)
    accepting.demand_acceptable(asked.body)
    only_for = _target(teams, place, asked)
    body = accepting.content(asked.body)
    message = teams.messages.post(place, teams.tenant.bot_id, body, root if place.kind == "channel" else None, only_for)
    _notify(teams, message)
    return Done({"id": message.id}, 201)


def _target(teams: Teams, place: Place, asked: Asked) -> str | None:
    recipient = asked.body.get("recipient") or {}
    if not asked.targeted():
        if recipient.get("isTargeted"):
            # Stricter than Teams: without the query the message would stand there for everybody.
            raise Refused("BadArgument", "recipient.isTargeted goes with isTargetedActivity=true in the query.")
        return None
    person = teams.tenant.by_id(recipient.get("id"))
    if person is None or person.id not in place.members:
        raise Refused("BadArgument", "The recipient of a targeted message is missing or not a member.")
    return person.id


def _notify(teams: Teams, message: Message) -> None:
    said = message.body.get("summary") or message.body.get("text") or "sent a card"
    for person in teams.tenant.people_in(message.place):
        if message.place.kind == "personal" or message.only_for == person.id:
            teams.notify(person.id, str(said))
