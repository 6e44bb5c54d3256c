"""All that Teams keeps while it runs: one company, with the bot registered and installed in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.slack_double.sightings import Sightings
from tests.slack_double.texts import Json

from .clock import Clock
from .faults import Chance, Faults
from .keys import Keys
from .messages import Messages
from .tenant import Tenant

REAL_SERVICE = "https://smba.trafficmanager.net"
REGION = "emea"


@dataclass(frozen=True)
class Call:
    """One call of the bot: what was asked, what was answered, and what went wrong on the way."""

    method: str
    arguments: Json
    result: Any
    status: int = 200
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was carried out, whatever the bot heard of it."""
        return self.status < 300


@dataclass
class Notice:
    """What the client itself told a user: a toast, or that the bot failed them."""

    user: str
    text: str


@dataclass
class Teams:
    """The state of the double; only the thread that serves touches it."""

    tenant: Tenant
    faults: Faults = field(default_factory=Faults)
    rates: bool = False
    real_hosts: bool = False

    def __post_init__(self) -> None:
        self.clock = Clock()
        self.keys = Keys()
        self.sightings = Sightings()
        self.messages = Messages(self.clock, self.sightings)
        self.chance = Chance(self.faults)
        self.calls: list[Call] = []
        self.after_call: list[Callable[[Call], None]] = []
        self.warnings: list[str] = []
        self.notices: list[Notice] = []
        self.notifications: list[Notice] = []
        self.base_url = ""
        self.issued: dict[str, float] = {}
        self.registered = True
        self.called_at: dict[tuple[str, str], list[float]] = {}

    @property
    def service_url(self) -> str:
        """Where the connector is, as every activity names it."""
        base = REAL_SERVICE if self.real_hosts else self.base_url
        return f"{base}/{REGION}/{self.tenant.tenant_id}/"

    def called(self, call: Call) -> None:
        """Put a call on record, and let those know who wait for it."""
        self.calls.append(call)
        for heard in self.after_call:
            heard(call)

    def tell(self, user: str, text: str) -> None:
        """The client itself says something to a user."""
        self.notices.append(Notice(user, text))
        self.sightings.add(text, user=user)

    def notify(self, user: str, text: str) -> None:
        """A notification comes up on somebody's screen, where others may see it."""
        self.notifications.append(Notice(user, text))

    def warn(self, where: str, what: Any) -> None:
        """Note what Teams lets pass but advises against."""
        self.warnings.append(f"{where}: {what}")
