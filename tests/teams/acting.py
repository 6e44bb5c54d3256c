"""Someone acting in Teams, with the real server beside the double."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from handlers.open import open_store
from handlers.settings import read_settings
from tests.slack_double.texts import Json
from tests.teams.serving import environment
from tests.teams_double import Answer, TeamsDouble, plain

CANARY = "quetzalcoatl"
SITUATION = f"Our supplier {CANARY} keeps the passports of migrant workers; the contract is up for renewal"
SENT = 15
"""Seconds after which something that has not been sent never will be."""


@dataclass
class Scene:
    """Teams, with the server beside it."""

    teams: TeamsDouble
    user: str = ""
    """Who acts in this test."""
    numbers: "count[int]" = field(default_factory=count)
    """For each test another member of staff."""

    @property
    def address(self) -> str:
        """Where the server takes activities."""
        return str(self.teams.delivers_to)

    def says(self, text: str, where: str | None = None) -> Answer:
        """Type something."""
        return self.teams.message(self.user, text, where)

    def messages(self) -> list[Json]:
        """The bot's messages in the personal chat."""
        return [one for one in self.teams.messages(self.user) if one["from"]["id"] == self.teams.tenant.bot_id]

    def shown(self) -> list[str]:
        """The messages of the personal chat, as they read."""
        return [plain(message) for message in self.messages()]

    def shows(self, text: str) -> str:
        """Wait until a message of the personal chat holds this text; that message, as it reads."""
        return self.teams.wait(lambda: next((said for said in self.shown() if text in said), None), SENT)

    def tap(self, label: str, **inputs: str) -> Answer:
        """Tap a button of the newest message that has it."""
        with_it = [m for m in self.messages() if f"[{label}]" in plain(m)]
        assert with_it, self.shown()
        return self.teams.press(self.user, with_it[-1], label, inputs)

    def fills(self, label: str, *values: str) -> Answer:
        """Fill in what the newest message with this button asks for, in order, and send it."""
        message = next(m for m in reversed(self.messages()) if f"[{label}]" in plain(m))
        inputs = [one["id"] for one in _inputs(message["card"])]
        return self.teams.press(self.user, message, label, dict(zip(inputs, values, strict=True)))

    def tell(self, text: str = SITUATION) -> None:
        """A situation in the personal chat, confirmed."""
        self.says(text)
        self.shows("Here is what I understood")
        self.tap("That's right")
        self.shows("What is true, as far as you know?")

    def to_the_result(self) -> str:
        """What is still asked, typed; the result."""
        for line in ("3", "1", "2", "1", "skip"):
            self.says(line)
        return self.shows("Levers, best first")

    def kept(self) -> list[str]:
        """The kinds of event in the log of this person."""
        user = self.teams.tenant.person(self.user).aad_id
        with open_store(read_settings(environment(self.teams))) as (store, _):
            return [e.kind for who, events in store.everything() if who.person.user == user for e in events]


def _inputs(found: object) -> Iterator[Json]:
    """What a card asks for, in order."""
    if isinstance(found, dict) and str(found.get("type")).startswith("Input."):
        yield found
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    for one in inner:
        yield from _inputs(one)
