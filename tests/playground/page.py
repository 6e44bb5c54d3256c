"""What a person does on the Playground's page, and what stands there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from subprocess import Popen
from time import monotonic, sleep
from typing import Any

from tests.commands.scenes import ROOT

PICTURES = ROOT / "build/playground"
CHAT, GROUP, CHANNEL = "Personal Chat", "Lunch", "Suppliers"
SEND = {CHAT: "Send Message", GROUP: "Send Message", CHANNEL: "Post"}
CANARY = "quetzalcoatl"
SITUATION = f"Our supplier {CANARY} keeps the passports of migrant workers; the contract is up for renewal"
SENT = 15
"""Seconds after which something that has not been sent never will be."""


@dataclass
class Page:
    """The page, and the place on it that is open."""

    browser: "Popen[str]"
    place: str = CHAT
    before: int = 0
    """How many messages stood there before this test."""

    def _does(self, name: str, *given: object) -> Any:
        assert self.browser.stdin and self.browser.stdout
        print(json.dumps({"does": name, "with": given}), file=self.browser.stdin, flush=True)
        told = json.loads(self.browser.stdout.readline())
        assert "fault" not in told, told["fault"]
        return told["found"]

    # ---- what stands there ----

    def said(self) -> list[str]:
        """The bot's messages in this place, since the test began."""
        found = [str(one) for one in self._does("read")]
        # A channel shows the newest post first.
        return found[: len(found) - self.before][::-1] if self.place == CHANNEL else found[self.before :]

    def everything(self) -> str:
        """All that can be read on the page."""
        return str(self._does("everything"))

    def shows(self, text: str) -> str:
        """Wait until a message holds this text; the newest that does."""
        return self.wait(lambda: next((said for said in reversed(self.said()) if text in said), ""), text)

    def wait(self, found: Callable[[], str], wanted: str) -> str:
        """What is found, as soon as it is."""
        until = monotonic() + SENT
        while monotonic() < until:
            if got := found():
                return got
            sleep(0.1)
        raise AssertionError(f"{wanted!r} is not there: {self.said()}")

    def buttons(self, text: str) -> list[str]:
        """The buttons of the newest message with this text."""
        return [str(one) for one in self._does("buttons", self._message(lambda said: text in said))]

    def _message(self, wanted: Callable[[str], bool]) -> int:
        found = [place for place, said in enumerate(self._does("read")) if wanted(said)]
        assert found, self.said()
        return found[0 if self.place == CHANNEL else -1]

    def _with(self, label: str) -> int:
        """The newest message that has this among its lines: a button, a choice, a field."""
        return self._message(lambda said: label in [line.strip() for line in said.splitlines()])

    # ---- what a person does ----

    def goes(self, place: str) -> None:
        """Open another place."""
        self._does("goes", place)
        self.place = place
        self.before = 0

    def begins(self) -> None:
        """What stands there already is not of this test."""
        sleep(0.5)
        self.before = len(self._does("read"))

    def says(self, text: str, *, mentions: bool = False) -> None:
        """Type something and send it."""
        self._does("writes", text, SEND[self.place], mentions)

    def taps(self, label: str, *, twice: bool = False) -> None:
        """Tap a button of the newest message that has it."""
        self._does("press_twice" if twice else "press", self._with(label), label)

    def taps_old(self, text: str, label: str) -> None:
        """Tap a button of the newest message with this text, wherever else it stands."""
        self._does("press", self._message(lambda said: text in said), label)

    def chooses(self, *labels: str) -> None:
        """Tick choices of the newest message that has them."""
        for label in labels:
            self._does("chooses", self._with(label), label)

    def answers(self, label: str, follows: str) -> None:
        """Tick a choice and go on to what follows.

        The page draws its cards anew when another message comes in between, and forgets the tick: then tick again.
        """
        for _ in range(3):
            self.chooses(label)
            self.taps("Continue")
            until = monotonic() + SENT / 3
            while monotonic() < until:
                if any(follows in said for said in self.said()):
                    return
                sleep(0.1)
        self.shows(follows)

    def fills(self, label: str, text: str) -> None:
        """Type into a field of a card."""
        self._does("fills", self._message(lambda said: label in said), label, text)

    def picture(self, name: str, text: str = "") -> None:
        """A picture of the newest message with this text, or of all that is seen."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = str(PICTURES / f"{name}.png")
        if text:
            self._does("picture", self._message(lambda said: text in said), path)
        else:
            self._does("view", path)
