"""A double of Teams on this machine: tests act as its users, the bot under test talks to it as to Teams."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeAlias, TypeVar

from tests.slack_double.background import Background
from tests.slack_double.gate import Gate
from tests.slack_double.texts import Json

from . import acting, activities, happening, identity, limits, places
from .delivery import FRESH, Answer, Delivery
from .faults import OF_CALLS, Fault, Faults
from .places import Place
from .pressing import Wanted
from .refusals import CODES, NotPossible
from .server import Server
from .teams import Call, Teams
from .tenant import Person, Tenant

T = TypeVar("T")
Who: TypeAlias = str | Person
Where: TypeAlias = str | Person | Place | Json | None
"""A person's name for their chat with the bot, a chat's or channel's name, or a message for the thread it is in."""


class TeamsDouble:
    """Teams, from `with` to its end. People and places are named by name or id; deliveries wait for the answer.

    With `rates` calls over the documented rates are refused; with `real_hosts` activities name Microsoft's address as
    service URL, not the double's (see `environment`).
    """

    def __init__(
        self,
        tenant: Tenant | None = None,
        *,
        faults: Faults | None = None,
        rates: bool = False,
        real_hosts: bool = False,
        ack_seconds: float = limits.ACK_SECONDS,
        retry_seconds: Sequence[float] = (0.01, 0.05),
    ) -> None:
        self._teams = Teams(tenant or Tenant(), faults or Faults(), rates, real_hosts)
        self._delivery = Delivery(self._teams, ack_seconds, tuple(retry_seconds))
        self._server = Server(self._teams, self._delivery)
        self._there = Background()
        self.tenant = self._teams.tenant
        self.clock = self._teams.clock

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
    def base_url(self) -> str:
        """The address of the double, which is also its login endpoint."""
        return self._teams.base_url

    @property
    def service_url(self) -> str:
        """The connector, as activities name it."""
        return self._teams.service_url

    @property
    def endpoints(self) -> dict[str, str]:
        """What a CloudEnvironment of the SDK is to be overridden with."""
        metadata = f"{self.base_url}/v1/.well-known/openidconfiguration"
        return {"login_endpoint": self.base_url, "openid_metadata_url": metadata, "token_service_url": self.base_url}

    @property
    def environment(self) -> dict[str, str]:
        """Variables with which a process takes the double for Microsoft: a proxy, and whom to trust."""
        return self._server.masquerade.environment()

    @property
    def refused_hosts(self) -> list[str]:
        """What a process with that environment asked of anybody else; it was not led there."""
        return list(self._server.masquerade.refused)

    @property
    def token_url(self) -> str:
        """Where the bot gets its access token."""
        return f"{self.base_url}/{self.tenant.tenant_id}/oauth2/v2.0/token"

    @property
    def keys_url(self) -> str:
        """Where the keys are that inbound tokens are signed with."""
        return f"{self.base_url}/v1/.well-known/keys"

    def deliver_to(self, url: str | None) -> None:
        """Send to this address, the bot's messaging endpoint, from now on."""
        self._delivery.url = url

    # --- what people do ---------------------------------------------------------------------------------------------

    def message(self, user: Who, text: str, where: Where = None, **fields: Any) -> Answer:
        """Somebody writes, to the bot unless a place is named; fields are put into the activity."""
        return self._there.run(acting.message(self._delivery, self._person(user), text, where, fields))

    def mention(self, user: Who, text: str, where: Where = None, **fields: Any) -> Answer:
        """Somebody writes with a mention of the bot, which comes first unless the text has it."""
        token = activities.mention(self._teams)
        return self.message(user, text if token in text else f"{token} {text}".strip(), where, **fields)

    def written(self, user: Who, text: str, where: Where = None, **fields: Any) -> Json:
        """As `message`: it stands there, but what Teams would send of it is returned and not sent."""
        person = self._person(user)
        return self._there.look(lambda: acting.written(self._teams, person, text, where, fields)[0])

    def submit(self, user: Who, message: Json, inputs: Json | None = None, action: Wanted = None, **how: Any) -> Answer:
        """Somebody presses an Action.Submit (or the one in the fallback of an Action.Execute, as old clients do).

        The action goes by title, id or values in its data. `stale=True` presses on the card as it is given, `shape` is
        one of activities.SHAPES.
        """
        return self._press(user, message, "Action.Submit", action, inputs, how)

    def execute(
        self, user: Who, message: Json, inputs: Json | None = None, action: Wanted = None, **how: Any
    ) -> Answer:
        """Somebody presses an Action.Execute; what the bot's answer says is carried out."""
        return self._press(user, message, "Action.Execute", action, inputs, how)

    def press(self, user: Who, message: Json, action: Wanted, inputs: Json | None = None, **how: Any) -> Answer:
        """Somebody presses a button, of whichever type it is."""
        return self._press(user, message, None, action, inputs, how)

    def pressed(self, user: Who, message: Json, action: Wanted, inputs: Json | None = None, **how: Any) -> Json:
        """What Teams would send of a press; nothing is sent. Each press is another."""
        kind = how.pop("kind", None)
        person = self._person(user)
        press = lambda: acting.pressed(self._teams, person, message, kind, action, inputs or {}, how)  # noqa: E731
        return self._there.look(press).activity

    def edit(self, user: Who, message: Json, text: str) -> Answer:
        """Somebody changes what they wrote: messageUpdate."""
        return self._there.run(happening.edit(self._delivery, self._person(user), message, text))

    def delete(self, user: Who, message: Json) -> Answer:
        """Somebody deletes what they wrote: messageDelete."""
        return self._there.run(happening.edit(self._delivery, self._person(user), message, None))

    def react(self, user: Who, message: Json, reaction: str = "like", *, added: bool = True) -> Answer:
        """Somebody reacts to a message, or takes that back: messageReaction."""
        return self._there.run(happening.react(self._delivery, self._person(user), message, reaction, added))

    def install(self, user: Who, where: Where = None) -> list[Answer]:
        """Somebody installs the app for themselves, or puts it into a chat or team."""
        return self._there.run(happening.install(self._delivery, self._person(user), where, added=True))

    def uninstall(self, user: Who, where: Where = None) -> list[Answer]:
        """Somebody takes the app away."""
        return self._there.run(happening.install(self._delivery, self._person(user), where, added=False))

    def block(self, user: Who, *, blocked: bool = True) -> None:
        """Somebody blocks the bot, or lets it write again; it does not hear of that."""
        self.tenant.personal(self._person(user)).blocked = blocked

    def join(self, mover: Who, moved: Who, where: Where) -> Answer:
        """Somebody puts somebody into a chat or channel: conversationUpdate."""
        return self._move(mover, moved, where, joins=True)

    def leave(self, mover: Who, moved: Who, where: Where) -> Answer:
        """Somebody takes somebody out of a chat or channel: conversationUpdate."""
        return self._move(mover, moved, where, joins=False)

    def conversation_update(
        self, user: Who, where: Where = None, event_type: str | None = None, **fields: Any
    ) -> Answer:
        """Anything else that has changed: channelRenamed, teamArchived ..."""
        person = self._person(user)
        place, _ = acting.located(self._teams, person, where)
        return self.deliver(happening.conversation_update(self._teams, person, place, event_type, fields))[0]

    def activity(self, user: Who, kind: str, where: Where = None, **fields: Any) -> Answer:
        """An activity of any type, known to anybody or not."""
        person = self._person(user)
        place, root = acting.located(self._teams, person, where)
        return self.deliver(activities.activity(self._teams, kind, person, place, root, **fields))[0]

    def invoke(self, user: Who, name: str, value: Any = None, where: Where = None) -> Answer:
        """An invoke of any name: task/fetch, composeExtension/query, or one that nobody knows."""
        return self.activity(user, "invoke", where, name=name, value={} if value is None else value)

    # --- what Teams does with it ------------------------------------------------------------------------------------

    def deliver(self, *sent: Json, token: str | None = FRESH) -> list[Answer]:
        """Activities at the same time, with a right token unless there is another, or None for no token at all."""
        return self._there.run(self._delivery.together(list(sent), token))

    def repeat(self, answer: Answer, times: int = 1, *, at_once: bool = False, renewed: bool = False) -> list[Answer]:
        """The same activity again, one by one or at once; renewed has an id and a time of its own each time."""
        again = [self._delivery.renewed(answer.activity) if renewed else answer.activity for _ in range(times)]
        return self.deliver(*again) if at_once else [self.deliver(one)[0] for one in again]

    def raw(self, body: bytes | str, headers: Mapping[str, str] | None = None, token: str | None = FRESH) -> Answer:
        """Any bytes to the bot's address, with any headers."""
        content = body.encode() if isinstance(body, str) else body
        return self._there.run(self._delivery.raw(content, token, headers or {}))

    def token(
        self, *, signed_by: str = "teams", algorithm: str = "RS256", without: Sequence[str] = (), **claims: Any
    ) -> str:
        """An inbound token, with claims of its own or without some; signed by teams, a stranger or a forger."""
        return self._there.look(
            lambda: identity.inbound_token(self._teams, signed_by, algorithm, tuple(without), claims)
        )

    def bad_token(self, kind: str) -> str | None:
        """A token that no bot must take: one of identity.BAD_TOKENS."""
        return self._there.look(lambda: identity.bad_token(self._teams, kind))

    def access_token(self) -> str:
        """A token that the connector takes from the bot, without asking for it over HTTP."""
        return self._there.look(lambda: identity.access_token(self._teams, self.tenant.tenant_id))

    # --- what goes wrong --------------------------------------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        """The faults by rate; set another value at any time."""
        return self._teams.chance.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._there.look(lambda: self._teams.chance.set(faults))

    def next(self, method: str, fault: str | Fault) -> None:
        """What befalls the next call of a method: a fault's name, or the code of a refusal."""
        ordered = Fault(fault) if isinstance(fault, str) else fault
        if ordered.name not in OF_CALLS and ordered.name not in CODES:
            raise NotPossible(f"{ordered.name!r} is neither of {OF_CALLS} nor of {sorted(CODES)}")
        self._there.look(lambda: self._teams.chance.order(method, ordered))

    @contextmanager
    def holding(self, *methods: str, after: bool) -> Iterator[Gate]:
        """Within the block calls of these methods are held, before or after they are carried out, then dropped."""
        gate = Gate(methods, after=after)
        self._there.look(lambda: self._teams.chance.hold(gate))
        try:
            yield gate
        finally:
            self._there.look(lambda: self._teams.chance.hold(None))
            self._there.look(gate.lift)

    def revoke(self) -> None:
        """Every access token that the bot has is worthless from now on."""
        self._there.look(self._teams.issued.clear)

    def deregister(self, *, registered: bool = False) -> None:
        """The bot is registered no more (or again): every call is refused."""
        self._teams.registered = registered

    def rotate_keys(self) -> None:
        """Inbound tokens are signed with a new key from now on, and the old one is published no more."""
        self._there.look(self._teams.keys.rotate)

    # --- what tests look at -----------------------------------------------------------------------------------------

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

    def _person(self, user: Who) -> Person:
        return self.tenant.person(user)

    def _place(self, where: Where) -> tuple[Place, str | None]:
        if isinstance(where, dict):
            place_id, root = places.split(where["conversation"]["id"])
            return self.tenant.place(place_id), root
        if where is None:
            raise NotPossible("a place is needed: a name, an id or a message")
        return self.tenant.place(where), None

    def _press(
        self, user: Who, message: Json, kind: str | None, action: Wanted, inputs: Json | None, how: Json
    ) -> Answer:
        person = self._person(user)
        press = self._there.look(lambda: acting.pressed(self._teams, person, message, kind, action, inputs or {}, how))
        return self._there.run(acting.press(self._delivery, press))

    def _move(self, mover: Who, moved: Who, where: Where, *, joins: bool) -> Answer:
        place, _ = self._place(where)
        return self._there.run(happening.move(self._delivery, self._person(mover), self._person(moved), place, joins))
