"""What people say and open: slash commands, messages, mentions, Home, and events of any other kind."""

from dataclasses import replace
from typing import Any

from . import payloads
from .delivery import Answer, Delivery, Envelope
from .outcomes import after_slash
from .refusals import NotPossible
from .slack import Slack
from .texts import Json, typed
from .workspace import Channel, User


async def slash(delivery: Delivery, user: str | User, channel: str | Channel, command: str, text: str) -> Answer:
    """Somebody enters a slash command; what the app answers is shown to them."""
    slack = delivery.slack
    person, place = slack.workspace.person(user), _place(slack, user, channel)
    kept = typed(text, slack.workspace.known_ids())
    envelope = payloads.slash(slack, person, place, command, kept)
    answers = await delivery.interaction(envelope, person.id, command)
    for answer in answers:
        if answer.acknowledged:
            after_slash(slack, person.id, place.id, f"{command} {text}".strip(), answer.body)
    return answers[0]


async def message(
    delivery: Delivery, user: str | User, text: str, channel: str | Channel | None, thread_ts: str | None, more: Json
) -> Answer:
    """Somebody writes, to the app directly unless a channel is named."""
    slack = delivery.slack
    place = _place(slack, user, channel)
    inner = _posted(slack, slack.workspace.person(user), place, text, thread_ts)
    kind = {"channel_type": place.kind(), "event_ts": inner["ts"]}
    return await delivery.event(payloads.event(slack, {**inner, "channel": place.id, **kind, **more}, place))


async def mention(
    delivery: Delivery, user: str | User, channel: str | Channel, text: str, thread_ts: str | None
) -> Answer:
    """Somebody mentions the app in a channel; the mention comes first unless the text has it."""
    slack = delivery.slack
    place, token = _place(slack, user, channel), f"<@{slack.workspace.bot_user_id}>"
    whole = text if token in text else f"{token} {text}".strip()
    inner = _posted(slack, slack.workspace.person(user), place, whole, thread_ts)
    told = {**inner, "type": "app_mention", "channel": place.id, "event_ts": inner["ts"]}
    return await delivery.event(payloads.event(slack, told, place))


async def open_home(delivery: Delivery, user: str | User, tab: str) -> Answer:
    """Somebody opens the app, at its Home or at its messages."""
    if tab not in ("home", "messages"):
        raise NotPossible(f"the tabs are home and messages, not {tab!r}")
    slack = delivery.slack
    person = slack.workspace.person(user)
    place = slack.workspace.im_with(person.id)
    inner: Json = {"type": "app_home_opened", "user": person.id, "channel": place.id, "tab": tab}
    inner["event_ts"] = slack.clock.ts()
    home = slack.views.homes.get(person.id)
    if home is not None and tab == "home":
        inner["view"] = home.shown()
    return await delivery.event(payloads.event(slack, inner, place))


async def event(delivery: Delivery, kind: str, fields: Json) -> Answer:
    """Something else happened; the fields are the event's own."""
    slack = delivery.slack
    inner = {"type": kind, "event_ts": slack.clock.ts(), **fields}
    named: Any = fields.get("channel")
    place = slack.workspace.places.get(named) if isinstance(named, str) else None
    return await delivery.event(payloads.event(slack, inner, place))


async def verify_url(delivery: Delivery, challenge: str) -> Answer:
    """Slack asks whether the address is the app's: the challenge is to come back."""
    payload = {"type": "url_verification", "token": delivery.slack.verification_token, "challenge": challenge}
    return replace(await delivery.route.send(Envelope("events_api", payload), None), payload=payload)


def _place(slack: Slack, user: str | User, channel: str | Channel | None) -> Channel:
    person = slack.workspace.person(user)
    if channel is None:
        return slack.workspace.im_with(person.id)
    place = slack.workspace.place(channel)
    if not slack.workspace.can_read(person, place):
        raise NotPossible(f"{person.name} is not in {place.id}")
    return place


def _posted(slack: Slack, person: User, place: Channel, text: str, thread_ts: str | None) -> Json:
    for member in (person.id, slack.workspace.bot_user_id):
        if member not in place.members:
            raise NotPossible(f"{member} is not in {place.id}: nothing written there reaches the app")
    body = payloads.said(slack, person, typed(text, slack.workspace.known_ids()), thread_ts)
    return slack.messages.post(place.id, body).shown_to_app()
