"""What is counted. Every label has a closed set of values: never an id, a name or a text."""

from collections.abc import Callable, Collection

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

SLACK_KINDS = frozenset({"event", "command", "action", "submission", "closing", "shortcut", "options", "check"})
TEAMS_KINDS = frozenset({"message", "invoke", "arrived", "other"})
KINDS = SLACK_KINDS | TEAMS_KINDS
"""What is delivered."""
OUTCOMES = frozenset(
    {"accepted", "replayed", "failed", "method", "too_large", "slow", "left", "signature", "shape"},
)
"""What becomes of a delivery: accepted with a 2xx, seen before, not taken by the app; else why it was refused."""
METHODS = frozenset(
    {
        "auth.test",
        "chat.delete",
        "chat.postEphemeral",
        "chat.postMessage",
        "chat.update",
        "conversations.history",
        "conversations.open",
        "files.completeUploadExternal",
        "files.getUploadURLExternal",
        "response_url",
        "usergroups.users.list",
        "users.info",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
        *("post", "update", "delete", "chat_with", "member"),
    }
)
SENDS = frozenset({"ok", "dropped", "rate_limited", "server_error", "refused", "unreachable", "no_token"})
OTHER = "other"
"""Stands for whatever is in no set."""
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Slack waits three seconds for an acknowledgement."""

Reading = Callable[[], float]
"""Gives a number when the metrics are asked for, in a thread of its own; it must not raise."""


class Metrics:
    """The counters of one server, in a registry of their own."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._deliveries = Counter(
            "leverage_deliveries", "Deliveries from the chat service.", ("kind", "outcome"), registry=registry
        )
        self._acknowledgements = Histogram(
            "leverage_acknowledgement_seconds",
            "From the first byte of an accepted delivery to its acknowledgement.",
            ("kind",),
            registry=registry,
            buckets=SECONDS,
        )
        self._sends = Counter("leverage_sends", "Calls of the chat service.", ("method", "outcome"), registry=registry)
        self._outbox = Gauge("leverage_outbox_length", "Cards that wait to be sent.", registry=registry)
        self._socket_age = Gauge(
            "leverage_socket_age_seconds", "Since the socket was last heard of; 0 without one.", registry=registry
        )

    def delivered(self, kind: str, outcome: str) -> None:
        """Count a delivery and what became of it."""
        self._deliveries.labels(_of(KINDS, kind), _of(OUTCOMES, outcome)).inc()

    def acknowledged(self, kind: str, seconds: float) -> None:
        """Note how long a delivery that was accepted had to wait."""
        self._acknowledgements.labels(_of(KINDS, kind)).observe(seconds)

    def sent(self, method: str, outcome: str) -> None:
        """Count a call of the chat service and what became of it."""
        self._sends.labels(_of(METHODS, method), _of(SENDS, outcome)).inc()

    def watch_outbox(self, waiting: Reading) -> None:
        """Read the number of cards that wait here."""
        self._outbox.set_function(waiting)

    def watch_socket(self, age: Reading) -> None:
        """Read how many seconds ago the socket was last heard of here."""
        self._socket_age.set_function(age)

    def text(self) -> bytes:
        """All of it as Prometheus reads it."""
        return generate_latest(self.registry)


def _of(known: Collection[str], value: str) -> str:
    return value if value in known else OTHER
