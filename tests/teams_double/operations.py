"""What the connector does: start conversations, send, change and delete messages, tell who is there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.slack_double.texts import Json

from . import accepting, places, rosters
from .messages import Message
from .places import Place
from .refusals import Refused
from .teams import Teams
from .tenant import Person


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


def create(teams: Teams, asked: Asked) -> Done:
    """A personal chat with one person, the same each time; or a new thread in a channel."""
    body = asked.body
    if not (body.get("tenantId") or _tenant_in(body)):
        raise Refused("BadSyntax")
    channel = ((body.get("channelData") or {}).get("channel") or {}).get("id")
    if channel:
        return _thread(teams, channel, body)
    members = body.get("members") or []
    if body.get("isGroup") or len(members) != 1:
        raise Refused("BadSyntax")
    return _personal(teams, members[0], body)


def send(teams: Teams, asked: Asked) -> Done:
    """A new message, in a channel in the thread that the conversation's id or `replyToId` names."""
    place, root = _conversation(teams, asked)
    return _post(teams, place, root or _root(teams, place, asked.body.get("replyToId")), asked)


def reply(teams: Teams, asked: Asked) -> Done:
    """A message that answers another one."""
    place, root = _conversation(teams, asked)
    message = _message(teams, place, asked)
    return _post(teams, place, root or message.root or message.id, asked)


def update(teams: Teams, asked: Asked) -> Done:
    """Another content in the place of a message's."""
    message = _own(teams, asked)
    accepting.demand_acceptable(asked.body)
    if message.only_for and asked.body.get("recipient"):
        raise Refused("BadArgument", "The recipient of a targeted message can't be changed.")
    teams.messages.change(message, accepting.content(asked.body))
    return Done({"id": message.id})


def delete(teams: Teams, asked: Asked) -> Done:
    """Take a message away."""
    teams.messages.remove(_own(teams, asked))
    return Done({})


def member(teams: Teams, asked: Asked) -> Done:
    """One of those who are there, by the id in Teams or in Entra."""
    place, _ = _conversation(teams, asked)
    person = teams.tenant.by_id(asked.path["member"])
    if person is None or person.id not in place.members:
        raise Refused("MemberNotFoundInConversation")
    return Done(rosters.told_of(teams.tenant, person))


def members(teams: Teams, asked: Asked) -> Done:
    """Everybody who is there."""
    place, _ = _conversation(teams, asked)
    return Done(rosters.everybody(teams.tenant, place))


def paged_members(teams: Teams, asked: Asked) -> Done:
    """Some of those who are there, and where to go on."""
    place, _ = _conversation(teams, asked)
    return Done(rosters.page(teams.tenant, place, asked.query))


def team(teams: Teams, asked: Asked) -> Done:
    """What a team is called and how large it is."""
    return Done(rosters.team(teams.tenant, asked.path["team"]))


def channels(teams: Teams, asked: Asked) -> Done:
    """The channels of a team; the general one goes without a name."""
    return Done(rosters.channels(teams.tenant, asked.path["team"]))


def react(teams: Teams, asked: Asked) -> Done:
    """A reaction of the bot, put or taken away."""
    place, _ = _conversation(teams, asked)
    _message(teams, place, asked)
    return Done({})


Act = Callable[[Teams, Asked], Done]
_HERE, _ONE = "/v3/conversations/{conversation}", "/v3/conversations/{conversation}/activities/{activity}"
OPERATIONS: tuple[tuple[str, str, str, Act], ...] = (
    ("create", "POST", "/v3/conversations", create),
    ("send", "POST", f"{_HERE}/activities", send),
    ("reply", "POST", _ONE, reply),
    ("update", "PUT", _ONE, update),
    ("delete", "DELETE", _ONE, delete),
    ("member", "GET", f"{_HERE}/members/{{member}}", member),
    ("members", "GET", f"{_HERE}/members", members),
    ("activity_members", "GET", f"{_ONE}/members", members),
    ("paged_members", "GET", f"{_HERE}/pagedMembers", paged_members),
    ("team", "GET", "/v3/teams/{team}", team),
    ("channels", "GET", "/v3/teams/{team}/conversations", channels),
    ("react", "PUT", f"{_ONE}/reactions/{{reaction}}", react),
    ("unreact", "DELETE", f"{_ONE}/reactions/{{reaction}}", react),
)
"""The name by which faults and records go, and what it does."""


def _conversation(teams: Teams, asked: Asked) -> tuple[Place, str | None]:
    place_id, root = places.split(asked.path["conversation"])
    place = teams.tenant.places.get(place_id)
    if place is None or not place.known:
        raise Refused("ConversationNotFound")
    if root is not None and not teams.messages.has_thread(place, root):
        raise Refused("ConversationNotFound")
    if place.kind != "personal" and not place.has_bot():
        raise Refused("BotNotInConversationRoster")
    return place, root


def _root(teams: Teams, place: Place, message_id: str | None) -> str | None:
    found = teams.messages.find(place, message_id) if message_id else None
    return (found.root or found.id) if found else None


def _message(teams: Teams, place: Place, asked: Asked) -> Message:
    found = teams.messages.find(place, asked.path["activity"])
    if found is None or (found.only_for is not None) != asked.targeted():
        raise Refused("ActivityNotFoundInConversation")
    return found


def _own(teams: Teams, asked: Asked) -> Message:
    place, _ = _conversation(teams, asked)
    _demand_open(place)
    message = _message(teams, place, asked)
    if message.author != teams.tenant.bot_id:
        raise Refused("NotEnoughPermissions")
    return message


def _demand_open(place: Place) -> None:
    if place.blocked or not place.has_bot():
        raise Refused("MessageWritesBlocked")


def _post(teams: Teams, place: Place, root: str | None, asked: Asked) -> Done:
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


def _tenant_in(body: Json) -> str | None:
    tenant = (body.get("channelData") or {}).get("tenant") or {}
    return tenant.get("id")


def _personal(teams: Teams, given: Json, body: Json) -> Done:
    person = teams.tenant.by_id(given.get("id"))
    if person is None or (body.get("tenantId") or _tenant_in(body)) != teams.tenant.tenant_of(person):
        raise Refused("BadSyntax")
    place = _may_start(teams, person)
    if body.get("activity"):
        _post(teams, place, None, Asked(body=body["activity"]))
    return Done({"id": place.id}, 201)


def _may_start(teams: Teams, person: Person) -> Place:
    place = teams.tenant.personal(person)
    if place.blocked:
        raise Refused("ConversationBlockedByUser")
    if not place.installed:
        raise Refused("BotNotInConversationRoster")
    place.known = True
    return place


def _thread(teams: Teams, channel: str, body: Json) -> Done:
    place, _ = _conversation(teams, Asked({"conversation": channel}))
    if place.kind != "channel" or not body.get("isGroup") or not body.get("activity"):
        raise Refused("BadSyntax")
    sent = _post(teams, place, None, Asked(body=body["activity"]))
    root = sent.body["id"] if isinstance(sent.body, dict) else ""
    return Done({"id": f"{place.id};messageid={root}", "activityId": root}, 201)
