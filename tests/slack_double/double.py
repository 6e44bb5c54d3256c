"""A double of Slack on this machine: tests act as its users, the app under test talks to it as to Slack."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

from . import clicking, limits, payloads, saying
from .background import Background
from .clock import Clock
from .delivery import Answer, Delivery, Envelope
from .echo import Echo
from .faults import Fault, Faults
from .files import File
from .gate import Gate
from .scopes import USUAL
from .server import Server
from .slack import Call, Slack
from .texts import Json
from .workspace import Channel, User, Workspace

T = TypeVar("T")
Who: TypeAlias = str | User
Where: TypeAlias = str | Channel


class SlackDouble:
    """Slack, from `with` to its end. Users and channels are named by id or name; deliveries wait for the answer.

    Until `deliver_to` names an address everything goes over Socket Mode. With `tiers` calls over Slack's rates are
    refused; with `echo` the app hears of its own messages in DMs, as a subscription to message.im has it.
    """

    def __init__(
        self,
        workspace: Workspace | None = None,
        *,
        scopes: Sequence[str] = USUAL,
        faults: Faults | None = None,
        tiers: bool = False,
        echo: bool = False,
        ack_seconds: float = limits.ACK_SECONDS,
        retry_seconds: Sequence[float] = (0.01, 0.05, 0.1),
        ping_seconds: float = 10.0,
    ) -> None:
        self._slack = Slack(workspace or Workspace(), tuple(scopes), faults or Faults(), tiers)
        self._server = Server(self._slack, ack_seconds, ping_seconds)
        self._delivery = Delivery(self._slack, self._server, tuple(retry_seconds)[: limits.EVENT_RETRIES])
        self._there = Background()
        if echo:
            self._slack.after_call.append(Echo(self._delivery))
        self.workspace = self._slack.workspace
        self.clock: Clock = self._slack.clock
        self.bot_token, self.app_token = self._slack.bot_token, self._slack.app_token
        self.signing_secret = self._slack.signing_secret

    def __enter__(self) -> Self:
        self._there.start()
        self._there.run(self._server.start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._there.run(self._server.stop())
        self._there.stop()

    # --- where things go --------------------------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """The Web API, as SLACK_API_URL."""
        return f"{self._slack.base_url}/api/"

    @property
    def address(self) -> str:
        """Where signed HTTP goes; empty with Socket Mode."""
        return self._server.url or ""

    def deliver_to(self, url: str | None) -> None:
        """Send signed HTTP to this address from now on; with None, go back to Socket Mode."""
        self._server.url = url

    # --- what people do ---------------------------------------------------------------------------------------------

    def slash(self, user: Who, channel: Where, command: str, text: str = "") -> Answer:
        """Somebody enters a slash command."""
        return self._there.run(saying.slash(self._delivery, user, channel, command, text))

    def message(
        self, user: Who, text: str, *, channel: Where | None = None, thread_ts: str | None = None, **fields: Any
    ) -> Answer:
        """Somebody writes to the app directly, or in a channel it is in; fields are added to the event."""
        return self._there.run(saying.message(self._delivery, user, text, channel, thread_ts, fields))

    def mention(self, user: Who, channel: Where, text: str, thread_ts: str | None = None) -> Answer:
        """Somebody mentions the app in a channel."""
        return self._there.run(saying.mention(self._delivery, user, channel, text, thread_ts))

    def click(
        self,
        user: Who,
        message_or_view: Json | None,
        action_id: str | None = None,
        value: Any = None,
        *,
        text: str | None = None,
        block_id: str | None = None,
        stale: bool = False,
    ) -> Answer:
        """Somebody presses a button (found by action_id, value or its text) or chooses value(s) in any other element.

        The element is looked up in what Slack has stored; a stale click goes by the message or view as it is given.
        """
        act = clicking.click(self._delivery, user, message_or_view, action_id, value, text, block_id, stale)
        return self._there.run(act)

    def clicked(self, user: Who, message: Json, *, text: str) -> Json:
        """What Slack would send of a press on a button with this text; nothing is sent. Each press is another."""
        return self._there.look(lambda: clicking.clicked(self._slack, user, message, text=text)[1].payload)

    def forged(self, user: Who, payload: Json) -> Answer:
        """An interaction as it would arrive had somebody else done it, who does not even see what it stands on."""
        person = self.workspace.person(user)
        given = {"user": payloads.who(self._slack, person), "trigger_id": self._slack.triggers.give(person.id)}
        envelope = Envelope("interactive", {**payload, **given})
        return self._there.run(self._delivery.interaction(envelope, person.id, "the forgery"))[0]

    def fill(self, user: Who, message_or_view: Json | None, values: Json) -> list[Answer]:
        """Somebody enters values, by action_id or block_id; only inputs with dispatch_action tell the app."""
        return self._there.run(clicking.fill(self._delivery, user, message_or_view, values))

    def submit(self, user: Who, view: Json | None, values: Json | None = None) -> Answer:
        """Somebody fills in the modal on top and submits it; the app's response_action is carried out."""
        return self._there.run(clicking.submit(self._delivery, user, view, values or {}))

    def close(self, user: Who, view: Json | None) -> Answer | None:
        """Somebody closes the modal on top; the app is told if it set notify_on_close."""
        return self._there.run(clicking.close(self._delivery, user, view))

    def shortcut(self, user: Who, callback_id: str) -> Answer:
        """Somebody uses a global shortcut."""
        return self._there.run(clicking.shortcut(self._delivery, user, callback_id))

    def message_shortcut(self, user: Who, callback_id: str, message: Json) -> Answer:
        """Somebody uses a message shortcut on a message from `messages`."""
        return self._there.run(clicking.message_shortcut(self._delivery, user, callback_id, message))

    def open_home(self, user: Who, tab: str = "home") -> Answer:
        """Somebody opens the app at its "home" or "messages" tab."""
        return self._there.run(saying.open_home(self._delivery, user, tab))

    def suggest(self, user: Who, action_id: str, text: str, target: Json | None = None) -> list[Json]:
        """Somebody types into an external select they see; the options that can now be chosen."""
        return self._there.run(clicking.suggest(self._delivery, user, action_id, text, target))[1]

    def event(self, kind: str, **fields: Any) -> Answer:
        """Something else happened: app_uninstalled, tokens_revoked, member_joined_channel ..."""
        return self._there.run(saying.event(self._delivery, kind, fields))

    def verify_url(self, challenge: str = "challenge") -> Answer:
        """Slack checks the address of the app."""
        return self._there.run(saying.verify_url(self._delivery, challenge))

    def raw(
        self,
        body: bytes | str,
        headers: Mapping[str, str] | None = None,
        *,
        signed: bool = True,
        timestamp: float | None = None,
    ) -> Answer:
        """Any bytes to the app's address, signed rightly or wrongly, at any time; headers win over the usual ones."""
        content = body.encode() if isinstance(body, str) else body
        usual = {"Content-Type": "application/json", **(headers or {})}
        return self._there.run(self._server.raw(content, usual, signed, timestamp))

    # --- what goes wrong --------------------------------------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        """The faults by rate; set another value at any time."""
        return self._slack.chance.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._there.look(lambda: self._slack.chance.set(faults))

    def next(self, method: str, fault: str | Fault) -> None:
        """What befalls the next call of a method: a fault's name, or an error's that Slack is to answer with."""
        ordered = Fault(fault) if isinstance(fault, str) else fault
        self._there.look(lambda: self._slack.chance.order(method, ordered))

    @contextmanager
    def holding(self, *methods: str, after: bool) -> Iterator[Gate]:
        """Within the block calls of these methods are held, before or after they are carried out, then dropped."""
        gate = Gate(methods, after=after)
        self._there.look(lambda: self._slack.chance.hold(gate))
        try:
            yield gate
        finally:
            self._there.look(lambda: self._slack.chance.hold(None))
            self._there.look(gate.lift)

    def revoke(self, error: str = "token_revoked") -> None:
        """From now on every call is refused: token_revoked, account_inactive, invalid_auth ..."""
        self._slack.token_error = error

    def break_sockets(self) -> None:
        """Cut every Socket Mode connection without a word."""
        self._there.look(self._server.socket_mode.cut)

    def deaf_sockets(self, *, pongs: bool = True) -> None:
        """The connections there are stay open, but nothing arrives; without pongs not even those."""
        self._there.look(lambda: self._server.socket_mode.deafen(pongs=pongs))

    def disconnect_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to go: warning, refresh_requested or link_disabled."""
        self._there.run(self._server.socket_mode.disconnect(reason))

    # --- what tests look at -----------------------------------------------------------------------------------------

    @property
    def sockets(self) -> int:
        """How many Socket Mode connections are open."""
        return len(self._server.socket_mode.sockets)

    @property
    def calls(self) -> list[Call]:
        """Every API call so far, whatever became of it; response_url and upload are among the methods."""
        return list(self._slack.calls)

    @property
    def deliveries(self) -> list[Answer]:
        """Everything that was sent to the app, with what it answered each time."""
        return list(self._delivery.record)

    @property
    def warnings(self) -> list[str]:
        """What Slack let pass but advises against."""
        return list(self._slack.warnings)

    @property
    def files(self) -> list[File]:
        """The files that were completed."""
        return self._there.look(lambda: [file for file in self._slack.files.all.values() if file.complete])

    def messages(self, channel: Where | Json) -> list[Json]:
        """What stands in a channel for all, oldest first, replies included; for a user's name, in their DM."""
        return self._there.look(lambda: [one.shown() for one in self._slack.messages.standing(self._channel(channel))])

    def ephemeral(self, user: Who, channel: Where) -> list[Json]:
        """What only this user sees in a channel."""
        person = self.workspace.person(user).id
        place = self._channel(channel)
        return self._there.look(lambda: [one.shown() for one in self._slack.messages.ephemeral(person, place)])

    def home(self, user: Who) -> Json | None:
        """The user's Home, if one was published."""
        person = self.workspace.person(user).id
        return self._there.look(lambda: view.shown() if (view := self._slack.views.homes.get(person)) else None)

    def view(self, user: Who) -> Json | None:
        """The modal on top of those the user has open."""
        person = self.workspace.person(user).id
        return self._there.look(lambda: view.shown() if (view := self._slack.views.top(person)) else None)

    def errors(self, user: Who) -> dict[str, str]:
        """The errors that stand in the user's modal, by block_id."""
        person = self.workspace.person(user).id
        return self._there.look(lambda: dict(view.errors) if (view := self._slack.views.top(person)) else {})

    def notices(self, user: Who) -> list[str]:
        """What Slack itself told the user: operation_timeout and the like."""
        person = self.workspace.person(user).id
        return [notice.text for notice in list(self._slack.notices) if notice.user == person]

    def seen_in(self, channel: Where) -> str:
        """Every text that anybody could ever have read in a channel, edits and deletions notwithstanding."""
        place = self._channel(channel)
        return self._there.look(lambda: self._slack.sightings.in_channel(place))

    def seen_by(self, user: Who) -> str:
        """Every text that this user could ever have read: their channels, all public ones, modals, Home, notices."""
        person = self.workspace.person(user)
        places = [place.id for place in self.workspace.places.values() if self.workspace.can_read(person, place)]
        return self._there.look(lambda: self._slack.sightings.by(person.id, places))

    def wait(self, condition: Callable[[], T | None], seconds: float = 5.0) -> T:
        """What the condition gives as soon as it is true; a failure tells the last calls."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = condition()
            if found:
                return found
            time.sleep(0.01)
        last = "\n".join(f"  {call.method} {call.arguments} -> {call.result}" for call in self.calls[-8:])
        sent = "\n".join(f"  {one.payload.get('type')} -> {one.status} {one.reason}" for one in self.deliveries[-8:])
        raise AssertionError(f"not within {seconds} s; the last calls:\n{last}\nthe last deliveries:\n{sent}")

    def _channel(self, channel: Where | Json) -> str:
        name = channel["id"] if isinstance(channel, dict) else channel
        people = [user for user in self.workspace.people.values() if name in (user.id, user.name)]
        if people and not isinstance(name, Channel):
            return self.workspace.im_with(people[0].id).id
        return self.workspace.place(name).id
