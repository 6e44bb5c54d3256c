"""The activities Teams sends, in the shape it sends them."""

import html
import re
import uuid
from typing import Any

from tests.slack_double.texts import Json

from .messages import Message
from .places import Place, conversation_id
from .teams import Teams
from .tenant import Person


def activity(teams: Teams, kind: str, person: Person, place: Place, root: str | None = None, **more: Any) -> Json:
    """An activity of this type, which a person has caused in a place; what is None is left out."""
    home, clock = teams.tenant, teams.clock
    common: Json = {
        "type": kind,
        "timestamp": clock.timestamp(),
        "localTimestamp": clock.local_timestamp(person.tz),
        "id": f"f:{uuid.uuid4()}",
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": person.id, "name": person.display_name, "aadObjectId": person.aad_id},
        "conversation": conversation(place, root),
        "recipient": {"id": home.bot_id, "name": home.bot_name},
        "entities": [client_info(person)],
        "channelData": channel_data(place),
        "locale": person.locale,
        "localTimezone": person.tz,
    }
    return {name: value for name, value in {**common, **more}.items() if value is not None}


def conversation(place: Place, root: str | None) -> Json:
    """The conversation as activities name it."""
    group = {} if place.kind == "personal" else {"isGroup": True}
    named = {"conversationType": place.kind, "tenantId": place.tenant_id, "id": conversation_id(place, root)}
    return {**group, **named}


def channel_data(place: Place, **more: Any) -> Json:
    """What belongs to Teams alone: the tenant, and of a channel the team."""
    tenant = {"tenant": {"id": place.tenant_id}}
    if place.team is None:
        return {**tenant, **more}
    channel, team = {"id": place.id}, {"id": place.team.id}
    return {
        "teamsChannelId": place.id,
        "teamsTeamId": place.team.id,
        "channel": channel,
        "team": team,
        **tenant,
        **more,
    }


def client_info(person: Person) -> Json:
    """What the client tells of where somebody is."""
    country = person.locale.partition("-")[2]
    placed = {"country": country} if country else {}
    return {"locale": person.locale, **placed, "platform": "Web", "timezone": person.tz, "type": "clientInfo"}


def message(teams: Teams, person: Person, place: Place, text: str, root: str | None, **more: Any) -> Json:
    """A message that somebody wrote; a mention of the bot in it comes with its entity."""
    entities = [*mentions(teams, text), client_info(person)]
    shown = {"contentType": "text/html", "content": f"<p>{_with_spans(text)}</p>"}
    said = {"text": text, "textFormat": "plain", "attachments": [shown], "entities": entities}
    return activity(teams, "message", person, place, root, **{**said, **more})


def mention(teams: Teams) -> str:
    """How a mention of the bot stands in a text."""
    return f"<at>{teams.tenant.bot_name}</at>"


def mentions(teams: Teams, text: str) -> list[Json]:
    """The entities of the bot's mentions in a text."""
    who = {"id": teams.tenant.bot_id, "name": teams.tenant.bot_name}
    one = {"mentioned": who, "text": mention(teams), "type": "mention"}
    return [one for _ in range(text.count(mention(teams)))]


SHAPES = ("full", "recorded", "bare")
"""How a press names its message: with `text` and `replyToId`, with `replyToId` only, with neither."""


def pressed(message: Message, shape: str) -> Json:
    """What a press tells of the message it is on, besides its value."""
    legacy = {"source": {"name": "message"}, "legacy": {"replyToId": f"1:{uuid.uuid5(uuid.NAMESPACE_OID, message.id)}"}}
    data = channel_data(message.place, **legacy)
    kept = {name: value for name, value in data.items() if name not in ("teamsChannelId", "teamsTeamId")}
    told: Json = {"channelData": kept}
    if shape != "bare":
        told["replyToId"] = message.id
    return told


def _with_spans(text: str) -> str:
    escaped = html.escape(text, quote=False)
    span = r'<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">\1</span>'
    return re.sub("&lt;at&gt;(.*?)&lt;/at&gt;", span, escaped)
