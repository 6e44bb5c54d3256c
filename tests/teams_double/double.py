"""A double of Teams on this machine: tests act as its users, the bot under test talks to it as to Teams."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from tests.slack_double.background import Background
from tests.slack_double.gate import Gate
from tests.slack_double.texts import Json

from . import identity, limits
from .delivery import FRESH, Answer, Delivery
from .faults import OF_CALLS, Fault, Faults
from .people import People
from .refusals import CODES, NotPossible
from .server import Server
from .teams import Teams
from .tenant import Tenant
from .watching import Watching


class TeamsDouble(People, Watching):
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
        teams = Teams(tenant or Tenant(), faults or Faults(), rates, real_hosts)
        super().__init__(teams, Delivery(teams, ack_seconds, tuple(retry_seconds)), Background())
        self._server = Server(self._teams, self._delivery)
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

    @property
    def delivers_to(self) -> str | None:
        """The bot's messaging endpoint, as it was told last."""
        return self._delivery.url

    def deliver_to(self, url: str | None) -> None:
        """Send to this address, the bot's messaging endpoint, from now on."""
        self._delivery.url = url

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

    def deregister(self) -> None:
        """The bot is registered no more: every call is refused."""
        self._teams.registered = False

    def rotate_keys(self) -> None:
        """Inbound tokens are signed with a new key from now on, and the old one is published no more."""
        self._there.look(self._teams.keys.rotate)
