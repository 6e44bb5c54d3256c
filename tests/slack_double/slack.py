"""All that Slack keeps while it runs: one workspace, with the app installed in it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .faults import Chance, Faults
from .files import Files
from .messages import Messages
from .sightings import Sightings
from .texts import Json
from .triggers import Triggers
from .views import Views
from .workspace import Workspace


@dataclass(frozen=True)
class Call:
    """One call of the Web API: what was asked, what was answered, and what went wrong on the way."""

    method: str
    arguments: Json
    result: Json
    status: int = 200
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was carried out, whatever the app heard of it."""
        return bool(self.result.get("ok"))


@dataclass
class ResponseUrl:
    """An address that answers one interaction: five posts within half an hour."""

    user: str
    channel: str
    at: float
    ts: str | None = None  # of the message the interaction came from
    posts: int = 0


@dataclass
class Notice:
    """What Slack itself told a user when the app failed them."""

    user: str
    text: str


@dataclass
class Slack:
    """The state of the double; only the thread that serves touches it."""

    workspace: Workspace
    scopes: tuple[str, ...]
    faults: Faults = field(default_factory=Faults)
    tiers: bool = False

    def __post_init__(self) -> None:
        self.clock = Clock()
        self.sightings = Sightings()
        self.messages = Messages(self.clock, self.sightings)
        self.views = Views(self.workspace, self.clock, self.sightings)
        self.triggers = Triggers(self.clock)
        self.files = Files()
        self.chance = Chance(self.faults)
        self.response_urls: dict[str, ResponseUrl] = {}
        self.suggested: dict[tuple[str, str], list[Json]] = {}
        self.calls: list[Call] = []
        self.after_call: list[Callable[[Call], None]] = []
        self.warnings: list[str] = []
        self.notices: list[Notice] = []
        self.base_url = ""
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{self.workspace.app_id}-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)
        self.token_error: str | None = None
        self.tickets: set[str] = set()
        self.called_at: dict[str, list[float]] = {}

    def bot_message(self, content: Json, thread_ts: str | None = None) -> Json:
        """A message of the app's bot, as history tells of it."""
        home = self.workspace
        profile = {"id": home.bot_id, "app_id": home.app_id, "name": home.bot_name, "team_id": home.team_id}
        return {
            "type": "message",
            "user": home.bot_user_id,
            "bot_id": home.bot_id,
            "app_id": home.app_id,
            "team": home.team_id,
            "bot_profile": profile,
            "thread_ts": thread_ts,
            **content,
        }

    def response_url(self, user: str, channel: str, ts: str | None = None) -> str:
        """A new address for answers to an interaction."""
        key = secrets.token_hex(12)
        self.response_urls[key] = ResponseUrl(user, channel, self.clock.now(), ts)
        return f"{self.base_url}/response/{key}"

    def called(self, call: Call) -> None:
        """Put a call on record, and let those know who wait for it."""
        self.calls.append(call)
        for heard in self.after_call:
            heard(call)

    def tell(self, user: str, text: str) -> None:
        """Slack itself says something to a user."""
        self.notices.append(Notice(user, text))
        self.sightings.add(text, user=user)

    def warn(self, where: str, what: Any) -> None:
        """Note what Slack lets pass but advises against."""
        self.warnings.append(f"{where}: {what}")
