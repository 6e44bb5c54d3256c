"""Who could have read what: every version of everything that ever stood somewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from .texts import strings_in


@dataclass(frozen=True)
class Sighting:
    """One thing that stood in a channel (for all there, or for one user only) or on one user's own screen."""

    what: str
    channel: str | None
    user: str | None


class Sightings:
    """A record that only grows: editing and deleting do not make anything unread."""

    def __init__(self) -> None:
        self._all: list[Sighting] = []

    def add(self, what: Any, channel: str | None = None, user: str | None = None) -> None:
        """Note what stands there now, down to values, metadata and alternative texts."""
        text = "\n".join(strings_in(what))
        self._all.append(Sighting(text, channel, user))

    def in_channel(self, channel: str) -> str:
        """All that anybody could have read in a channel."""
        return "\n".join(seen.what for seen in self._all if seen.channel == channel)

    def by(self, user: str, channels: Collection[str]) -> str:
        """All that one user could have read, given the channels open to them."""
        return "\n".join(
            seen.what for seen in self._all if seen.user == user or (seen.user is None and seen.channel in channels)
        )
