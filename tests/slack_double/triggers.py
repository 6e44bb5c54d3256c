"""Trigger ids: each opens one modal, within three seconds of what the person did."""

import secrets
from dataclasses import dataclass

from . import limits
from .clock import Clock
from .refusals import Refused


@dataclass
class Trigger:
    """One thing somebody did, which may be answered with a modal; in a modal it knows which."""

    id: str
    user: str
    at: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """All triggers given out; each can be exchanged once and in time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, Trigger] = {}

    def give(self, user: str, view_id: str | None = None) -> str:
        """A new trigger id for what somebody did just now."""
        trigger_id = f"{len(self._given) + 1000}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(trigger_id, user, self._clock.now(), view_id)
        return trigger_id

    def find(self, trigger_id: str) -> Trigger:
        """The trigger if it can still be exchanged; it is not used up by looking."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._clock.now() - trigger.at > limits.TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        return trigger

    def exchange(self, trigger_id: str) -> Trigger:
        """Use the trigger up."""
        trigger = self.find(trigger_id)
        trigger.used = True
        return trigger
