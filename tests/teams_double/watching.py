"""What tests look at: the half of the double that only reads."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.slack_double.texts import Json

from .delivery import Answer
from .here import Here, Where, Who
from .teams import Call

T = TypeVar("T")


class Watching(Here):
    """What stands where, who could read it, what was called and what was delivered."""

    @property
    def calls(self) -> list[Call]:
        """Every call so far, whatever became of it; token, keys and openid are among the methods."""
        return list(self._teams.calls)

    @property
    def deliveries(self) -> list[Answer]:
        """Everything that was sent to the bot, with what it answered each time."""
        return list(self._delivery.record)

    @property
    def warnings(self) -> list[str]:
        """What Teams let pass but did not do as it was meant."""
        return list(self._teams.warnings)

    def messages(self, where: Where, user: Who | None = None) -> list[Json]:
        """What stands in a place or thread, oldest first: for all, or for one user with what is targeted at them."""
        place, root = self._place(where)
        alone = next(iter(place.members)) if place.kind == "personal" else None
        person = self._person(user).id if user is not None else alone
        return self._there.look(
            lambda: [one.shown(person) for one in self._teams.messages.standing(place, person, root)]
        )

    def notices(self, user: Who) -> list[str]:
        """What the client itself told the user: toasts and failures."""
        person = self._person(user).id
        return [notice.text for notice in list(self._teams.notices) if notice.user == person]

    def notifications(self, user: Who) -> list[str]:
        """What came up on the user's screen of the bot's messages to them."""
        person = self._person(user).id
        return [notice.text for notice in list(self._teams.notifications) if notice.user == person]

    def seen_by(self, user: Who) -> str:
        """Every text that this user could ever have read: chats, channels, what is targeted at them, notices."""
        person = self._person(user)
        here = self.tenant.places_of(person)
        return self._there.look(lambda: self._teams.sightings.by(person.id, here))

    def seen_in(self, where: Where) -> str:
        """Every text that anybody could ever have read in a place, edits and deletions notwithstanding."""
        place, _ = self._place(where)
        return self._there.look(lambda: self._teams.sightings.in_channel(place.id))

    def wait(self, condition: Callable[[], T | None], seconds: float = 5.0) -> T:
        """What the condition gives as soon as it is true; a failure tells the last calls."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = condition()
            if found:
                return found
            time.sleep(0.01)
        last = "\n".join(f"  {call.method} {call.arguments} -> {call.status} {call.result}" for call in self.calls[-8:])
        sent = "\n".join(f"  {one.activity.get('type')} -> {one.status} {one.reason}" for one in self.deliveries[-8:])
        raise AssertionError(f"not within {seconds} s; the last calls:\n{last}\nthe last deliveries:\n{sent}")
