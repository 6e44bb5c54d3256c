"""The people of the emulator's workspace: they read there, and what they do is delivered as the double delivers it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.slack_double import Answer, Channel, SlackDouble, User, Workspace, elements, plain
from tests.slack_double.texts import Json

from .emulator import BOT, BOT_TOKEN, Emulator

SENT = 15
"""Seconds after which something that has not been sent never will be."""


@dataclass
class Company(Workspace):
    """The emulator's workspace, with its ids."""

    def im_with(self, user_id: str) -> Channel:
        """The direct message that the emulator has."""
        return next(place for place in self.places.values() if place.is_im and user_id in place.members)


@dataclass
class EmulatorTriggers:
    """Triggers of the emulator, in place of the double's own."""

    emulator: Emulator

    def give(self, user: str, view_id: str | None = None) -> str:
        """A trigger for what somebody did just now."""
        return self.emulator.trigger(user, view_id or "")


class Hands(SlackDouble):
    """What people do. The server under test calls the emulator; here it gets signed deliveries and response URLs."""

    def __init__(self, emulator: Emulator, errors: Path) -> None:
        self.emulator, self.errors = emulator, errors
        people = {name: id for name, id in emulator.people.items() if id != BOT and name != "admin"}
        team = emulator.bot.auth_test()["team_id"]
        direct = [Channel(emulator.direct(name), is_im=True, members={id, BOT}) for name, id in people.items()]
        company = Channel(emulator.channel("company"), "company", members={*people.values(), BOT})
        users = [User(id, name, team_id=team) for name, id in people.items()]
        super().__init__(Company(users, [*direct, company], team_id=team, bot_user_id=BOT))
        self.triggers = self._slack.triggers = EmulatorTriggers(emulator)

    @property
    def settings(self) -> dict[str, str]:
        """What the server is set to, other than with the double: whose Web API it calls, and who is on duty."""
        return {
            "SLACK_API_URL": self.emulator.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "LEVERAGE_LEADS": self.emulator.people["lea"],
            "ERRORS": str(self.errors),
        }

    # ---- what people do ----

    def write(self, name: str, text: str) -> Answer:
        """Somebody writes in their direct message: it stands in the emulator, and the app is told."""
        channel = self.emulator.direct(name)
        return self._told("message", name, channel, text, channel_type="im")

    def mention_in(self, name: str, channel: str, text: str) -> tuple[str, Answer]:
        """Somebody mentions the app in a channel; the time stamp of their message, and the answer."""
        answer = self._told("app_mention", name, self.emulator.channel(channel), f"<@{BOT}> {text}")
        return str(answer.payload["event"]["ts"]), answer

    def _told(self, kind: str, name: str, channel: str, text: str, **more: Any) -> Answer:
        ts = self.emulator.as_(name).chat_postMessage(channel=channel, text=text)["ts"]
        user, team = self.emulator.people[name], self.workspace.team_id
        return self.event(kind, user=user, team=team, channel=channel, text=text, ts=ts, **more)

    def tap(self, name: str, label: str) -> Answer:
        """Somebody taps a button of the newest message that has it."""
        return self.click(name, self.with_button(name, label), text=label, stale=True)

    def send(self, name: str, values: Json) -> Answer:
        """Somebody fills in the modal that was opened for them last, and sends it."""
        view = self.modals(name)[-1]
        opened = self._slack.views.open(self.workspace.person(name).id, view)
        opened.body |= {"id": view["id"], "hash": view["hash"], "root_view_id": view["root_view_id"]}
        return self.submit(name, opened.shown(), values)

    # ---- what they read ----

    def log(self) -> str:
        """What the server has logged."""
        return self.errors.read_text(encoding="utf-8")

    def crashes(self) -> str:
        """The crashes in the server's log."""
        return "\n".join(line for line in self.log().splitlines() if line.startswith("crash "))

    def modals(self, name: str) -> list[Json]:
        """The modals that the emulator opened for somebody."""
        user, given = self.workspace.person(name).id, self.emulator.calls("views.generateTriggerId")
        theirs = {call.answer["trigger_id"] for call in given if call.arguments["user_id"] == user}
        opened = [call for call in self.emulator.calls("views.open") if call.answer["ok"]]
        return [call.answer["view"] for call in opened if call.arguments["trigger_id"] in theirs]

    def read(self, name: str) -> list[str]:
        """The app's messages in somebody's direct message, as they read."""
        return [plain(message) for message in self.emulator.said(name)]

    def shows(self, name: str, text: str) -> str:
        """Wait until a message of the direct message holds this text; that message, as it reads."""
        return self.wait(lambda: next((said for said in self.read(name) if text in said), None), SENT)

    def with_button(self, name: str, label: str) -> Json:
        """The newest message in somebody's direct message that has this button."""
        found = [message for message in self.emulator.said(name) if f"[{label}]" in plain(message)]
        assert found, self.read(name)
        return {**found[-1], "channel": self.emulator.direct(name), "is_ephemeral": False}

    def value_of(self, name: str, label: str) -> str:
        """What this button carries."""
        blocks = self.with_button(name, label)["blocks"]
        return str(elements.find(blocks, None, None, None, label).element["value"])
