"""What the connector does: start conversations, send, change and delete messages, tell who is there."""

from collections.abc import Callable

from . import accepting, posting, rosters, starting
from .posting import Asked, Done
from .refusals import Refused
from .teams import Teams


def send(teams: Teams, asked: Asked) -> Done:
    """A new message, in a channel in the thread that the conversation's id or `replyToId` names."""
    place, root = posting.conversation(teams, asked)
    return posting.post(teams, place, root or posting.root_of(teams, place, asked.body.get("replyToId")), asked)


def reply(teams: Teams, asked: Asked) -> Done:
    """A message that answers another one; presses and events are answered as well, which are no messages."""
    place, root = posting.conversation(teams, asked)
    return posting.post(teams, place, root or posting.root_of(teams, place, asked.path["activity"]), asked)


def update(teams: Teams, asked: Asked) -> Done:
    """Another content in the place of a message's."""
    message = posting.own_message(teams, asked)
    accepting.demand_acceptable(asked.body)
    if message.only_for and asked.body.get("recipient"):
        raise Refused("BadArgument", "The recipient of a targeted message can't be changed.")
    teams.messages.change(message, accepting.content(asked.body))
    return Done({"id": message.id})


def delete(teams: Teams, asked: Asked) -> Done:
    """Take a message away."""
    teams.messages.remove(posting.own_message(teams, asked))
    return Done({})


def member(teams: Teams, asked: Asked) -> Done:
    """One of those who are there, by the id in Teams or in Entra."""
    place, _ = posting.conversation(teams, asked)
    person = teams.tenant.by_id(asked.path["member"])
    if person is None or person.id not in place.members:
        raise Refused("MemberNotFoundInConversation")
    return Done(rosters.told_of(teams.tenant, person))


def members(teams: Teams, asked: Asked) -> Done:
    """Everybody who is there."""
    place, _ = posting.conversation(teams, asked)
    return Done(rosters.everybody(teams.tenant, place))


def paged_members(teams: Teams, asked: Asked) -> Done:
    """Some of those who are there, and where to go on."""
    place, _ = posting.conversation(teams, asked)
    return Done(rosters.page(teams.tenant, place, asked.query))


def team(teams: Teams, asked: Asked) -> Done:
    """What a team is called and how large it is."""
    return Done(rosters.team(teams.tenant, asked.path["team"]))


def channels(teams: Teams, asked: Asked) -> Done:
    """The channels of a team; the general one goes without a name."""
    return Done(rosters.channels(teams.tenant, asked.path["team"]))


def react(teams: Teams, asked: Asked) -> Done:
    """A reaction of the bot, put or taken away."""
    place, _ = posting.conversation(teams, asked)
    posting.message_named(teams, place, asked)
    return Done({})


Act = Callable[[Teams, Asked], Done]
_HERE, _ONE = "/v3/conversations/{conversation}", "/v3/conversations/{conversation}/activities/{activity}"
OPERATIONS: tuple[tuple[str, str, str, Act], ...] = (
    ("create", "POST", "/v3/conversations", starting.create),
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
