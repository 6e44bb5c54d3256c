"""Where messages stand: the chat with one person, group chats, and channels of teams with their threads."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass
class GroupChat:
    """A chat of several people, who are named by their names."""

    name: str
    members: Sequence[str]
    installed: bool = True


@dataclass
class Channel:
    """A channel: a standard one has the team's members, a private or shared one names its own."""

    name: str
    kind: str = "standard"
    members: Sequence[str] = ()
    installed: bool = True


@dataclass
class Team:
    """A team; its first channel is the general one, whose id is the team's."""

    name: str
    channels: Sequence[Channel]
    members: Sequence[str]
    installed: bool = True

    @property
    def id(self) -> str:
        """The id of the team and of its general channel."""
        return _thread_id(f"{self.name}/{self.channels[0].name}", "tacv2")

    @property
    def group_id(self) -> str:
        """The id of the group behind the team, in Entra."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"team:{self.name}"))


class Named(Protocol):
    """Somebody with a personal chat."""

    name: str
    installed: bool

    @property
    def id(self) -> str:
        """Their id."""
        ...


@dataclass
class Place:
    """One conversation as the connector knows it; threads of a channel are no places of their own."""

    id: str
    kind: str
    name: str
    tenant_id: str
    members: set[str] = field(default_factory=set)
    team: Team | None = None
    channel: str = ""
    installed: bool = True
    known: bool = True
    blocked: bool = False
    hears_all: bool = False

    def has_bot(self) -> bool:
        """Whether the bot is in it; a team's bot is in all its standard channels."""
        return self.team.installed if self.team is not None and self.channel == "standard" else self.installed

    def full_name(self) -> str:
        """The name that nothing else has."""
        return f"{self.team.name}/{self.name}" if self.team else self.name


def of_person(person: Named, tenant_id: str) -> Place:
    """The chat of somebody with the bot; until it is installed or opened, the connector knows none."""
    key = hashlib.sha512(f"personal:{person.id}".encode()).hexdigest()[:100]
    place = Place(f"a:1{key}", "personal", f"personal:{person.name}", tenant_id, {person.id})
    place.installed = place.known = person.installed
    return place


def of_chat(chat: GroupChat, ids: Mapping[str, str], tenant_id: str) -> Place:
    """A group chat."""
    members = {ids[name] for name in chat.members}
    return Place(_thread_id(chat.name, "v2"), "groupChat", chat.name, tenant_id, members, installed=chat.installed)


def of_channel(channel: Channel, team: Team, ids: Mapping[str, str], tenant_id: str) -> Place:
    """A channel of a team."""
    members = {ids[name] for name in (channel.members or team.members)}
    place = Place(_thread_id(f"{team.name}/{channel.name}", "tacv2"), "channel", channel.name, tenant_id, members, team)
    place.channel, place.installed = channel.kind, channel.installed
    return place


def split(conversation_id: str) -> tuple[str, str | None]:
    """The place that a conversation's id names, and the message that the thread hangs on."""
    place, _, root = conversation_id.partition(";messageid=")
    return place, root or None


def conversation_id(place: Place, root: str | None) -> str:
    """The id of a conversation: of a channel that of one thread."""
    return f"{place.id};messageid={root}" if place.kind == "channel" and root else place.id


def _thread_id(name: str, kind: str) -> str:
    return f"19:{hashlib.sha256(name.encode()).hexdigest()[:32]}@thread.{kind}"
