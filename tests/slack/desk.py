"""Somebody who reviews in Slack: what they press on cards, on the Home and in forms, wherever it stands."""

import json
from collections.abc import Iterator

from handlers.open import open_store
from handlers.settings import read_settings
from tests.slack.acting import SENT, Scene
from tests.slack.serving import environment
from tests.slack_double import Answer, plain
from tests.slack_double.elements import Placed, options, placed
from tests.slack_double.refusals import NotPossible
from tests.slack_double.texts import Json

REVIEW = "review"
QUIET = 60
"""Looks after which nothing more is expected."""


class AtDesk(Scene):
    """A person with the cards of review before them."""

    def reads(self, text: str, after: str = "") -> Json:
        """The newest message with this text, once it is there; `after` is the time stamp of an older one."""
        return self.slack.wait(lambda: next((m for m in self._newest(after) if text in plain(m)), None), SENT)

    def _newest(self, after: str = "") -> list[Json]:
        return [m for m in reversed(self.slack.messages(self.user)) if m["ts"] > after]

    def home(self, text: str) -> Json:
        """The Home tab, once it holds this text."""
        return self.slack.wait(lambda: self._home_with(text), SENT)

    def _home_with(self, text: str) -> Json | None:
        home = self.slack.home(self.user)
        return home if home and text in plain(home) else None

    def press(self, value: str, on: Json | None = None, action: str = REVIEW) -> Answer:
        """Press what sends this, on a message or view, else on the newest message that has it, once there is one."""
        return self.slack.wait(lambda: self._pressed_if_there(self._screens(on), value, action), SENT)

    def _screens(self, on: Json | None) -> list[Json]:
        """Where to look: a message or the Home as it stands by now, a form as it was given, or every message."""
        if on is None:
            return self._newest()
        if on.get("type") == "home":
            return [self.slack.home(self.user) or on]
        return [message for message in self._newest() if message["ts"] == on.get("ts")] or [on]

    def _pressed(self, screens: list[Json], value: str, action: str) -> Answer:
        screen, one, chosen = next(found for screen in screens for found in _sending(screen, action, value))
        block_id, action_id = one.key()
        return self.slack.click(self.user, screen, action_id, chosen, block_id=block_id)

    def _pressed_if_there(self, screens: list[Json], value: str, action: str) -> Answer | None:
        """None where the card is just being redrawn: its blocks have other names then."""
        try:
            return self._pressed(screens, value, action)
        except (StopIteration, NotPossible):
            return None

    def case(self, number: str, after: str = "") -> Json:
        """The newest message with a whole case, once it is there."""
        part = f"{number} known"
        return self.slack.wait(lambda: next((m for m in self._newest(after) if self.has(part, m)), None), SENT)

    def has(self, value: str, on: Json) -> bool:
        """Whether a message or view offers this."""
        return any(True for _ in _sending(on, REVIEW, value))

    def fills(self, value: str, values: Json, on: Json | None = None) -> Answer:
        """Open the form of an act and send it with these values."""
        self.press(value, on)
        return self.slack.submit(self.user, self.form(), values)

    def settled(self) -> None:
        """Wait until nothing more is said to this person."""
        said: list[int] = []

        def same() -> bool:
            said.append(len(self.slack.seen_by(self.user)))
            return len(said) > QUIET and len(set(said[-QUIET:])) == 1

        self.slack.wait(same, SENT)

    def form(self) -> Json:
        """The form that is open."""
        return self.slack.wait(lambda: self.slack.view(self.user), SENT)

    def types(self, text: str) -> Answer:
        """Type into the direct message."""
        return self.slack.message(self.user, text)


def _sending(screen: Json, action: str, value: str) -> Iterator[tuple[Json, Placed, str]]:
    for one in placed(screen.get("blocks", ())):
        sent = one.element.get("value")
        if one.element["type"] == "button" and sent:
            press = json.loads(sent)
            if (press["action"], press.get("value", "")) == (action, value):
                yield screen, one, sent
        elif one.element["type"] == "overflow" and one.element["action_id"].startswith(f"press:{action}:"):
            yield from ((screen, one, value) for option in options(one.element) if option["value"] == value)


def events(scene: Scene, number: int) -> list[Json]:
    """What the log holds of a case: kind and body of each event."""
    with open_store(read_settings(environment(scene.slack, socket=scene.socket))) as (store, _):
        standing = store.by_number(number)
        return [{"kind": e.kind, **e.body} for e in store.events(standing.consultation)] if standing else []


def audited(scene: Scene, number: int) -> list[tuple[str, str]]:
    """Who did what to a case, as the audit log has it."""
    with open_store(read_settings(environment(scene.slack, socket=scene.socket))) as (store, _):
        return [(line.by.user, line.action) for _, line in store.audited() if line.number == number]
