"""Places in a chat where something of ours stands, or is to stand: "slack:dm:U1".

Every channel has its own sender over one outbox. The channel is part of the place, so that nobody is ever written to
by another channel's: a name at the shell may well be somebody else's id there.
"""

import re
from typing import NamedTuple

REACHED = frozenset({"slack", "teams"})
"""Channels in which we can write to a person first. At a terminal nobody can be reached."""
FORMER = re.compile(r"(?P<kind>dm|file|view|home):(?P<name>[UW][A-Z0-9]+(?::.*)?)")
"""A place of a release that wrote to nobody but people in Slack, and left the channel out."""


class Place(NamedTuple):
    """A place: its channel, what stands there, and the rest, which that channel alone can read."""

    channel: str
    kind: str
    """ "dm" for messages, "file", "view" for a form, "home" for a list."""
    name: str
    """A person's id there, and after a colon whatever else the channel needs to know."""

    def __str__(self) -> str:
        return ":".join(self)


def place_of(said: str) -> Place | None:
    """The place that a string names; None where nobody can be written to, as at a terminal."""
    former = FORMER.fullmatch(said)
    if former is not None:
        return Place("slack", former["kind"], former["name"])
    channel, _, rest = said.partition(":")
    kind, _, name = rest.partition(":")
    return Place(channel, kind, name) if channel in REACHED and kind and name else None


def at_a_shell(said: str) -> bool:
    """Whether it is the private place of somebody at a shell: what goes there is printed at once or never."""
    return said.startswith("local:")
