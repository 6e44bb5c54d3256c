"""Starting conversations: the personal chat with one person, or a thread in a channel. Nothing else can be started."""

from tests.slack_double.texts import Json

from . import posting
from .places import Place
from .posting import Asked, Done
from .refusals import Refused
from .teams import Teams
from .tenant import Person


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


def _tenant_in(body: Json) -> str | None:
    tenant = (body.get("channelData") or {}).get("tenant") or {}
    return tenant.get("id")


def _personal(teams: Teams, given: Json, body: Json) -> Done:
    person = teams.tenant.by_id(given.get("id"))
    if person is None or (body.get("tenantId") or _tenant_in(body)) != teams.tenant.tenant_of(person):
        raise Refused("BadSyntax")
    place = _may_start(teams, person)
    if body.get("activity"):
        posting.post(teams, place, None, Asked(body=body["activity"]))
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
    place, _ = posting.conversation(teams, Asked({"conversation": channel}))
    if place.kind != "channel" or not body.get("isGroup") or not body.get("activity"):
        raise Refused("BadSyntax")
    sent = posting.post(teams, place, None, Asked(body=body["activity"]))
    root = sent.body["id"] if isinstance(sent.body, dict) else ""
    return Done({"id": f"{place.id};messageid={root}", "activityId": root}, 201)
