"""Someone acting in Slack, with the real server beside the double."""

import json
from dataclasses import dataclass, field
from itertools import count

from handlers.open import open_store
from handlers.settings import read_settings
from tests.slack.serving import environment
from tests.slack_double import Answer, SlackDouble, plain

CANARY = "quetzalcoatl"
SITUATION = f"Our supplier {CANARY} keeps the passports of migrant workers; the contract is up for renewal"
SENT = 15
"""Seconds after which something that has not been sent never will be."""


@dataclass
class Scene:
    """Slack, with the server beside it."""

    slack: SlackDouble
    socket: bool
    user: str = ""
    """Who acts in this test."""
    numbers: "count[int]" = field(default_factory=count)
    """For each test another member of staff."""

    def shown(self) -> list[str]:
        """The messages of the person's direct message, as they read."""
        return [plain(message) for message in self.slack.messages(self.user)]

    def shows(self, text: str) -> str:
        """Wait until a message of the direct message holds this text; that message, as it reads."""
        return self.slack.wait(lambda: next((said for said in self.shown() if text in said), None), SENT)

    def tap(self, label: str) -> Answer:
        """Tap a button of the newest message that has it."""
        with_it = [m for m in self.slack.messages(self.user) if f"[{label}]" in plain(m)]
        assert with_it, self.shown()
        return self.slack.click(self.user, with_it[-1], text=label)

    def open(self, action: str) -> Answer:
        """Tap what does this action, wherever on the newest message it stands."""
        name = f'"press:{action}:'
        message = next(m for m in reversed(self.slack.messages(self.user)) if name in json.dumps(m))
        action_id = json.dumps(message).split(name)[1].split('"')[0]
        return self.slack.click(self.user, message, f"press:{action}:{action_id}")

    def tell(self, text: str = SITUATION) -> None:
        """A situation in the direct message, confirmed."""
        self.slack.message(self.user, text)
        self.shows("Here is what I understood")
        self.tap("That's right")
        self.shows("What is true, as far as you know?")

    def to_the_result(self) -> str:
        """What is still asked, typed; the result."""
        for line in ("3", "1", "2", "1", "skip"):
            self.slack.message(self.user, line)
        return self.shows("Levers, best first")

    def kept(self) -> list[str]:
        """The kinds of event in the log of this person."""
        with open_store(read_settings(environment(self.slack, socket=self.socket))) as (store, _):
            return [e.kind for who, events in store.everything() if who.person.user == self.user for e in events]
