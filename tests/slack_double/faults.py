"""What goes wrong on the way, as a value: rates, a seed, and methods that have rates of their own."""

import random
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from .gate import Gate

# Decided in this order, so that the rates of one call add up to at most one.
ANSWERED = {"plain_error": ("text/plain", "bad gateway"), "broken_json": ("application/json", '{"ok": tr')}
"""What something between us and Slack may answer with, status 502; nothing was carried out."""
OF_CALLS = ("rate_limited", "server_error", "dropped_before", "dropped_after", "slow")


@dataclass(frozen=True)
class Faults:
    """Shares between 0 and 1. `repeat` is for what Slack sends, all others for what the app calls."""

    rate_limited: float = 0.0
    server_error: float = 0.0
    dropped_before: float = 0.0
    dropped_after: float = 0.0
    slow: float = 0.0
    repeat: float = 0.0
    repeat_at_once: bool = True
    retry_after: int = 1
    slow_seconds: float = 0.2
    seed: int = 0
    by_method: Mapping[str, "Faults"] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What happens to one call: one of OF_CALLS, or the name of an error that Slack answers with.

    A call that is dropped at a gate is held there first. With a channel, calls to any other are spared.
    """

    name: str
    retry_after: int = 1
    seconds: float = 0.2
    channel: str = ""
    gate: Gate | None = None


class Chance:
    """Draws faults by the rates, the same ones in the same order for the same seed; what was ordered comes first."""

    def __init__(self, faults: Faults) -> None:
        self._ordered: dict[str, deque[Fault]] = defaultdict(deque)
        self._gate: Gate | None = None
        self.set(faults)

    def set(self, faults: Faults) -> None:
        """Go by other rates from now on."""
        self.faults = faults
        self._random = random.Random(faults.seed)

    def hold(self, gate: Gate | None) -> None:
        """Set up a gate, or take it away."""
        self._gate = gate

    def order(self, method: str, fault: Fault) -> None:
        """The next call of this method, to the fault's channel if it names one, meets this fault."""
        self._ordered[method].append(fault)

    def for_call(self, method: str, channel: str = "") -> Fault | None:
        """What happens to this call."""
        if self._gate and self._gate.stops(method):
            return Fault(self._gate.fault, gate=self._gate)
        ordered = self._ordered[method]
        if ordered and ordered[0].channel in ("", channel):
            return ordered.popleft()
        rates = self.faults.by_method.get(method, self.faults)
        drawn = self._random.random()
        for name in OF_CALLS:
            drawn -= getattr(rates, name)
            if drawn < 0:
                return Fault(name, rates.retry_after, rates.slow_seconds)
        return None

    def repeats(self) -> bool:
        """Whether this delivery is made twice."""
        return self._random.random() < self.faults.repeat
