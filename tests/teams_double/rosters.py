"""What the connector tells of people and teams."""

import base64
from collections.abc import Sequence
from typing import Any

from tests.slack_double.texts import Json

from . import limits
from .places import Place, Team
from .refusals import Refused
from .tenant import Person, Tenant


def told_of(tenant: Tenant, person: Person) -> Json:
    """What the connector tells of somebody; a guest's name for signing in shows that they are one."""
    first, _, last = person.display_name.partition(" ")
    email = f"{person.name}@{'guest.example' if person.is_guest else tenant.domain}"
    signs_in_as = f"{email.replace('@', '_')}#EXT#@{tenant.domain}" if person.is_guest else email
    return {
        "id": person.id,
        "name": person.display_name,
        "objectId": person.aad_id,
        "aadObjectId": person.aad_id,
        "givenName": first,
        "surname": last,
        "email": email,
        "userPrincipalName": signs_in_as,
        "tenantId": tenant.tenant_of(person),
        "userRole": "guest" if person.is_guest else "user",
    }


def everybody(tenant: Tenant, place: Place) -> list[Json]:
    """Everybody in a conversation, but the bot."""
    return [told_of(tenant, person) for person in tenant.people_in(place)]


def page(tenant: Tenant, place: Place, query: Json) -> Json:
    """One page of those in a conversation; without a token for the next one it is the last."""
    size = _number(query.get("pageSize"), limits.PAGE)
    first = _number(_decoded(query.get("continuationToken")), 0)
    if not 1 <= size <= limits.PAGE_MOST:
        raise Refused("BadArgument", f"A page has 1 to {limits.PAGE_MOST} members.")
    found: Sequence[Json] = everybody(tenant, place)
    more = first + size < len(found)
    token = {"continuationToken": base64.b64encode(str(first + size).encode()).decode()} if more else {}
    return {**token, "members": found[first : first + size]}


def team(tenant: Tenant, team_id: str) -> Json:
    """What a team is called and how large it is."""
    found = _team(tenant, team_id)
    told = {"id": found.id, "name": found.name, "type": "standard", "aadGroupId": found.group_id}
    counts = {"channelCount": len(found.channels), "memberCount": len(found.members)}
    return {**told, **counts, "tenantId": tenant.tenant_id}


def channels(tenant: Tenant, team_id: str) -> Json:
    """The channels of a team; the general one goes without a name."""
    found = _team(tenant, team_id)
    here = [place for place in tenant.places.values() if place.team is found]
    return {"conversations": [{"id": one.id, "name": None if one.id == found.id else one.name} for one in here]}


def _team(tenant: Tenant, team_id: str) -> Team:
    found = tenant.all_teams.get(team_id)
    if found is None:
        raise Refused("TeamNotFound")
    if not found.installed:
        raise Refused("BotNotInConversationRoster")
    return found


def _number(value: Any, otherwise: int) -> int:
    if value is None:
        return otherwise
    if not str(value).isdigit():
        raise Refused("BadArgument", f"{value!r} is not a number.")
    return int(value)


def _decoded(token: Any) -> Any:
    return base64.b64decode(str(token)).decode() if token is not None else None
