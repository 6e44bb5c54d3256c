"""A gate in Slack: a call that reaches it goes no further, so that a test can act at that very moment."""

import asyncio
import threading
from collections.abc import Collection


class Gate:
    """Holds the calls of some methods, either before they are carried out or after. None is ever answered."""

    def __init__(self, methods: Collection[str], *, after: bool) -> None:
        self.fault = "dropped_after" if after else "dropped_before"
        self._methods = frozenset(methods)
        self._reached = threading.Event()
        self._lifted = asyncio.Event()

    def stops(self, method: str) -> bool:
        """Whether calls of this method come no further."""
        return method in self._methods

    async def hold(self) -> None:
        """Stay here until the gate is lifted."""
        self._reached.set()
        await self._lifted.wait()

    def lift(self) -> None:
        """Let go what is held: its connection is cut."""
        self._lifted.set()

    def wait(self, seconds: float = 5.0) -> None:
        """Wait, in the test's thread, until a call is held."""
        if not self._reached.wait(seconds):
            raise AssertionError(f"none of {sorted(self._methods)} was called within {seconds} s")
