"""What else happens in Teams: the app comes and goes, people come and go, messages are edited, deleted, reacted to."""

from typing import Any

from tests.slack_double.texts import Json

from . import activities
from .acting import found, located
from .delivery import NOBODY, Answer, Delivery
from .places import Place
from .refusals import NotPossible
from .teams import Teams
from .tenant import Person


async def install(delivery: Delivery, person: Person, where: Any, added: bool) -> list[Answer]:
    """Somebody installs the app for themselves, in a chat or in a team, or takes it away."""
    teams = delivery.teams
    chosen, _ = located(teams, person, where)
    place = teams.tenant.same_roster(chosen)[0]
    _set_installed(place, added)
    bot = [{"id": teams.tenant.bot_id}]
    change = {"membersAdded": bot} if added else {"membersRemoved": bot}
    told = [conversation_update(teams, person, place, "teamMemberAdded" if added else "teamMemberRemoved", change)]
    told.append(_installation(teams, person, place, "add" if added else "remove"))
    if place.kind == "personal" and not added:
        told = told[1:]
    return [await delivery.deliver(activity) for activity in told]


def conversation_update(teams: Teams, person: Person, place: Place, event: str | None, more: Json) -> Json:
    """Somebody or something has come or gone, or has another name; the event's type is told of teams only."""
    data = activities.channel_data(place, **({"eventType": event} if event and place.team else {}))
    return activities.activity(teams, "conversationUpdate", person, place, **{"channelData": data, **more})


async def move(delivery: Delivery, mover: Person, moved: Person, place: Place, joins: bool) -> Answer:
    """Somebody is put into a chat or team, or taken out of it; the bot hears of it if it is there."""
    shared = delivery.teams.tenant.same_roster(place)
    for one in shared:
        (one.members.add if joins else one.members.discard)(moved.id)
    who = [{"id": moved.id, "aadObjectId": moved.aad_id}]
    change = {"membersAdded": who} if joins else {"membersRemoved": who}
    event = "teamMemberAdded" if joins else "teamMemberRemoved"
    if not place.has_bot():
        return NOBODY
    return await delivery.deliver(conversation_update(delivery.teams, mover, shared[0], event, change))


async def edit(delivery: Delivery, person: Person, target: Json, text: str | None) -> Answer:
    """Somebody changes what they wrote, or deletes it (then the text is None)."""
    teams = delivery.teams
    message = found(teams, person, target)
    if message.author != person.id:
        raise NotPossible(f"{person.name} did not write {target['id']}")
    place, root = located(teams, person, target)
    if text is None:
        teams.messages.remove(message)
    else:
        teams.messages.change(message, {**message.body, "text": text})
    kind, event = ("messageDelete", "softDeleteMessage") if text is None else ("messageUpdate", "editMessage")
    said = {} if text is None else {"text": text, "textFormat": "plain"}
    data = activities.channel_data(place, eventType=event)
    activity = activities.activity(teams, kind, person, place, root, id=message.id, channelData=data, **said)
    return await delivery.deliver(activity) if place.has_bot() else NOBODY


async def react(delivery: Delivery, person: Person, target: Json, reaction: str, added: bool) -> Answer:
    """Somebody reacts to a message, or takes that back; the bot hears of it for its own messages."""
    teams = delivery.teams
    message = found(teams, person, target)
    place, root = located(teams, person, target)
    field = "reactionsAdded" if added else "reactionsRemoved"
    told = {field: [{"type": reaction}], "replyToId": message.id, "id": message.id}
    if message.author != teams.tenant.bot_id or not place.has_bot():
        return NOBODY
    return await delivery.deliver(activities.activity(teams, "messageReaction", person, place, root, **told))


def _set_installed(place: Place, added: bool) -> None:
    if place.team is not None and place.channel == "standard":
        place.team.installed = added
    place.installed = added
    place.known = place.known or added


def _installation(teams: Teams, person: Person, place: Place, action: str) -> Json:
    selected = {"settings": {"selectedChannel": {"id": place.id}}} if place.team else {}
    data = activities.channel_data(place, **selected, source={"name": "message"})
    return activities.activity(teams, "installationUpdate", person, place, action=action, channelData=data)
