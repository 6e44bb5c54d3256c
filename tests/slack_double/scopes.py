"""Which scope each method asks for, as data; a method that is not named here asks for none."""

from .refusals import Refused
from .workspace import Channel

# The scopes an app like ours asks for; a test gives its own to SlackDouble(scopes=...).
USUAL = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "metadata.message:read",
    "team:read",
    "usergroups:read",
    "users:read",
)

METHODS: dict[str, tuple[str, ...]] = {
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "conversations.open": ("im:write", "mpim:write"),
    "users.info": ("users:read",),
    "usergroups.users.list": ("usergroups:read",),
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.info": ("files:read",),
    "files.delete": ("files:write",),
    "team.info": ("team:read",),
    "users.conversations": ("channels:read", "groups:read", "im:read", "mpim:read"),
}

# These depend on the kind of channel: "{}" is channels, groups, im or mpim.
BY_CHANNEL = {
    "conversations.info": "{}:read",
    "conversations.members": "{}:read",
    "conversations.history": "{}:history",
    "conversations.replies": "{}:history",
}

_FAMILY = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def demand(needed: tuple[str, ...], granted: tuple[str, ...]) -> None:
    """Refuse unless one of the needed scopes was granted."""
    if needed and not set(needed) & set(granted):
        raise Refused("missing_scope", needed=",".join(needed), provided=",".join(granted))


def for_channel(method: str, channel: Channel) -> tuple[str, ...]:
    """What a method asks for in this channel."""
    return (BY_CHANNEL[method].format(_FAMILY[channel.kind()]),) if method in BY_CHANNEL else ()
