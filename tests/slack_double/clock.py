"""Slack's clock, which a test may move or stop: triggers, response URLs and timestamps go by it."""

import time


class Clock:
    """The time in Slack, in seconds since 1970; it runs with the machine's until a test says otherwise."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._stopped_at: float | None = None
        self._last_ts = 0

    def now(self) -> float:
        """The time it is in Slack."""
        return time.time() + self._ahead if self._stopped_at is None else self._stopped_at

    def advance(self, seconds: float) -> None:
        """Let this much time pass at once."""
        self._ahead += seconds
        if self._stopped_at is not None:
            self._stopped_at += seconds

    def stop(self, at: float | None = None) -> None:
        """Stand still, now or at a given time, until `advance` or `run`."""
        self._stopped_at = self.now() if at is None else at

    def run(self) -> None:
        """Go on from where it stands."""
        if self._stopped_at is not None:
            self._ahead = self._stopped_at - time.time()
            self._stopped_at = None

    def ts(self) -> str:
        """A timestamp that names one message only, later than every one before."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"
