"""Slack and Teams, as somebody in the company uses them: one set of words for both, over the real server."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from typing_extensions import override

from handlers.open import open_store
from handlers.settings import read_settings
from tests.slack import serving as slack_serving
from tests.slack_double import SlackDouble
from tests.slack_double import plain as plain_slack
from tests.teams import serving as teams_serving
from tests.teams_double import TeamsDouble
from tests.teams_double import plain as plain_teams

LEAD = "the lead"
GUEST = "a guest"
GERMAN = "somebody who uses the chat in German"
SENT = 15.0
"""Seconds after which something that has not been sent never will be."""


class Chat(Protocol):
    """What a test may do and see, whichever chat it is. People are LEAD, GUEST, GERMAN or a number of the staff."""

    def types(self, who: object, text: str) -> None:
        """In the private chat with the assistant."""

    def writes(self, who: object, text: str) -> None:
        """In a channel, addressed to the assistant."""

    def taps(self, who: object, label: str, message: Mapping[str, Any] | None = None, times: int = 1) -> None:
        """A button of the newest message that has it; on an old one as it was when it is given."""

    def picks(self, who: object, title: str) -> None:
        """Tap the button beside an entry of the newest message that has it."""

    def messages(self, who: object) -> list[Any]:
        """The assistant's messages in the private chat, as they stand."""

    def reads(self, message: Mapping[str, Any]) -> str:
        """A message as it reads."""

    def public(self) -> list[str]:
        """What stands in the channel, by whomever."""

    def notified(self) -> str:
        """Everything that notifications said."""

    def id_of(self, who: object) -> str:
        """The id under which somebody is known."""

    def environment(self) -> dict[str, str]:
        """The server's."""

    def wait(self, condition: Any, seconds: float = SENT) -> Any:
        """What a condition gives as soon as it is true."""


@dataclass
class InSlack(Chat):
    """The double of Slack."""

    slack: SlackDouble
    socket: bool
    name: str = "slack"
    _named: dict[str, str] = field(
        default_factory=lambda: {LEAD: slack_serving.LEAD, GUEST: "UGUEST0001", GERMAN: "UGERDA0001"}
    )

    @override
    def id_of(self, who: object) -> str:
        return self._named.get(str(who), f"USTAFF{who:0>4}")

    @override
    def types(self, who: object, text: str) -> None:
        assert self.slack.message(self.id_of(who), text).acknowledged

    @override
    def writes(self, who: object, text: str) -> None:
        assert self.slack.mention(self.id_of(who), "general", f"<@U0BOT> {text}").acknowledged

    @override
    def taps(self, who: object, label: str, message: Mapping[str, Any] | None = None, times: int = 1) -> None:
        found = message or newest(self, who, label)
        for _ in range(times):
            self.slack.click(self.id_of(who), found, text=label, stale=message is not None or times > 1)

    @override
    def picks(self, who: object, title: str) -> None:
        message = next(m for m in reversed(self.messages(who)) if title in self.reads(m))
        beside = [block["accessory"] for block in message["blocks"] if "accessory" in block]
        button = next(one for one in beside if one.get("accessibility_label") == title)
        self.slack.click(self.id_of(who), message, value=button["value"])

    @override
    def messages(self, who: object) -> list[Any]:
        return [one for one in self.slack.messages(self.id_of(who)) if "bot_id" in one]

    @override
    def reads(self, message: Mapping[str, Any]) -> str:
        return plain_slack(message)

    @override
    def public(self) -> list[str]:
        return [plain_slack(one) for one in self.slack.messages("general")]

    @override
    def notified(self) -> str:
        return "\n".join(str(call.arguments.get("text")) for call in self.slack.calls)

    @override
    def environment(self) -> dict[str, str]:
        return slack_serving.environment(self.slack, socket=self.socket)

    @override
    def wait(self, condition: Any, seconds: float = SENT) -> Any:
        return self.slack.wait(condition, seconds)


@dataclass
class InTeams(Chat):
    """The double of Teams."""

    teams: TeamsDouble
    name: str = "teams"
    _named: dict[str, str] = field(
        default_factory=lambda: {LEAD: teams_serving.LEAD, GUEST: teams_serving.GUEST, GERMAN: "gerda"}
    )

    def _user(self, who: object) -> str:
        return self._named.get(str(who), f"staff{who}")

    @override
    def id_of(self, who: object) -> str:
        return self.teams.tenant.person(self._user(who)).aad_id

    @override
    def types(self, who: object, text: str) -> None:
        assert self.teams.message(self._user(who), text).status == 200

    @override
    def writes(self, who: object, text: str) -> None:
        assert self.teams.mention(self._user(who), text, "general").status == 200

    @override
    def taps(self, who: object, label: str, message: Mapping[str, Any] | None = None, times: int = 1) -> None:
        found = message or newest(self, who, label)
        sent = [self.teams.pressed(self._user(who), found, label, stale=message is not None) for _ in range(times)]
        assert [answer.status for answer in self.teams.deliver(*sent)] == [200] * times

    @override
    def picks(self, who: object, title: str) -> None:
        message = next(m for m in reversed(self.messages(who)) if title in self.reads(m))
        assert self.teams.press(self._user(who), message, title).status == 200

    @override
    def messages(self, who: object) -> list[Any]:
        bot = self.teams.tenant.bot_id
        return [one for one in self.teams.messages(self._user(who)) if one["from"]["id"] == bot]

    @override
    def reads(self, message: Mapping[str, Any]) -> str:
        return plain_teams(message)

    @override
    def public(self) -> list[str]:
        return [plain_teams(one) for one in self.teams.messages("general")]

    @override
    def notified(self) -> str:
        people = self.teams.tenant.everybody.values()
        return "\n".join(text for person in people for text in self.teams.notifications(person))

    @override
    def environment(self) -> dict[str, str]:
        return teams_serving.environment(self.teams)

    @override
    def wait(self, condition: Any, seconds: float = SENT) -> Any:
        return self.teams.wait(condition, seconds)


def newest(chat: Chat, who: object, label: str) -> Mapping[str, Any]:
    """The newest message that has a button of this name, once there is one."""
    return chat.wait(lambda: next((m for m in reversed(chat.messages(who)) if f"[{label}]" in chat.reads(m)), None))


@contextmanager
def opened(way: str) -> Iterator[Chat]:
    """A chat with the server beside it: "slack http", "slack socket" or "teams"."""
    if way == "teams":
        with TeamsDouble(teams_serving.company()) as teams, teams_serving.serving(teams):
            yield InTeams(teams)
        return
    socket = way == "slack socket"
    with SlackDouble(slack_serving.company()) as slack, slack_serving.serving(slack, socket=socket):
        yield InSlack(slack, socket)


@dataclass
class Someone:
    """A person in a chat."""

    chat: Chat
    who: object
    numbers: "count[int]" = field(default_factory=count)

    def types(self, *lines: str) -> None:
        """One after the other."""
        for line in lines:
            self.chat.types(self.who, line)

    def shown(self) -> list[str]:
        """What the assistant wrote to them, as it reads now."""
        return [self.chat.reads(message) for message in self.chat.messages(self.who)]

    def shows(self, text: str) -> str:
        """Wait until a message holds this; that message."""
        return self.chat.wait(lambda: next((said for said in reversed(self.shown()) if text in said), None))

    def taps(self, label: str, message: Mapping[str, Any] | None = None, times: int = 1) -> None:
        """Tap a button."""
        self.chat.taps(self.who, label, message, times)

    def kept(self) -> list[str]:
        """The kinds of event in the log of this person's consultations."""
        user = self.chat.id_of(self.who)
        with open_store(read_settings(self.chat.environment())) as (store, _):
            return [e.kind for who, events in store.everything() if who.person.user == user for e in events]

    def raw(self) -> str:
        """Everything that stands in their chat, as it is stored there."""
        return json.dumps(self.chat.messages(self.who), ensure_ascii=False)
