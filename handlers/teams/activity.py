"""What Teams delivers as neutral values. Whatever the body is, nothing raises: None or an empty value comes back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.record import Person
from handlers.terminal import language_of
from knowledge.schema.entry import Language

Body = Mapping[str, Any]
NOTHING: Body = {}
Kind = Literal["message", "invoke", "arrived", "other"]
PERSONAL = "personal"
CARD_ACTION = "adaptiveCard/action"
_MENTION = re.compile(r"<at\b[^>]*>(.*?)</at>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Activity:
    """One delivery: who, from where, and what. No name and no address of anybody's is taken over."""

    kind: Kind
    id: str
    user: str
    """The person's id in Microsoft Entra; empty for guests from nowhere, bots and connectors."""
    account: str
    """The person as this bot knows them ("29:...")."""
    tenant: str
    conversation: str
    place: str
    """"personal", "groupChat" or "channel"."""
    service_url: str
    text: str = ""
    value: object = None
    language: Language = "en"
    targeted: bool = False
    """Whether only this person and the bot see it."""
    invoke: str = ""

    @property
    def person(self) -> Person:
        """Who acted."""
        return Person(channel="teams", workspace=self.tenant, user=self.user)

    @property
    def personal(self) -> bool:
        """Whether nobody else reads along."""
        return self.place == PERSONAL


def activity_of(body: object) -> Activity | None:
    """What was delivered; None where it is no activity, or nobody's."""
    sender, where = _mapping(body, "from"), _mapping(body, "conversation")
    id, conversation = _string(body, "id"), _string(where, "id")
    if not (id and conversation and _string(sender, "id")):
        return None
    tenant = _string(_mapping(_mapping(body, "channelData"), "tenant"), "id") or _string(where, "tenantId")
    value = body.get("value") if isinstance(body, Mapping) else None
    invoke = _string(body, "name")
    return Activity(
        kind=_kind(body),
        id=id,
        user=_string(sender, "aadObjectId"),
        account=_string(sender, "id"),
        tenant=tenant,
        conversation=conversation,
        place=_string(where, "conversationType") or PERSONAL,
        service_url=_string(body, "serviceUrl"),
        text=typed(body),
        value=_mapping(_mapping(value, "action"), "data") if invoke == CARD_ACTION else value,
        language=language_of(_string(body, "locale")),
        targeted=_mapping(body, "recipient").get("isTargeted") is True,
        invoke=invoke,
    )


def _kind(body: object) -> Kind:
    kind = _string(body, "type")
    if kind == "message":
        return "message"
    if kind == "invoke":
        return "invoke"
    # Not "add-upgrade": a new version of the app greets nobody again.
    if kind == "installationUpdate" and _string(body, "action") == "add":
        return "arrived"
    return "arrived" if kind == "conversationUpdate" and _joined(body) else "other"


def _joined(body: object) -> bool:
    """Whether it is the bot itself that came."""
    ours = _string(_mapping(body, "recipient"), "id")
    added = body.get("membersAdded") if isinstance(body, Mapping) else None
    members = added if isinstance(added, list) else []
    return bool(ours) and any(_string(member, "id") == ours for member in members)


def typed(body: object) -> str:
    """A message's text as it was typed: names for mentions, none of the bot's own, and plain spaces."""
    text = _string(body, "text")
    for mention in _own_mentions(body):
        text = text.replace(mention, " ")
    return _MENTION.sub(r"\1", text).replace("\u00a0", " ").replace("&nbsp;", " ").strip()


def _own_mentions(body: object) -> list[str]:
    ours = _string(_mapping(body, "recipient"), "id")
    entities = body.get("entities") if isinstance(body, Mapping) else None
    listed = entities if isinstance(entities, list) else []
    of_us = (one for one in listed if ours and _string(_mapping(one, "mentioned"), "id") == ours)
    return [text for one in of_us if (text := _string(one, "text"))]


# ---- looking into what may be anything ----


def _mapping(value: Any, name: str) -> Any:
    """What stands under a name if it is a mapping, else an empty one."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else NOTHING


def _string(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""
