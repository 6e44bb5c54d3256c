"""An event loop in a thread of its own, so that tests can be written without async."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Background:
    """The thread in which the double lives; it ends with the test."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="double", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something there and wait for what comes of it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def look(self, read: Callable[[], T]) -> T:
        """Read something there, between two changes and not in the middle of one."""

        async def reading() -> T:
            return read()

        return self.run(reading())

    def stop(self) -> None:
        """End everything that still runs there, then the thread."""
        self.run(self._end_tasks())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end_tasks(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._loop.shutdown_asyncgens()
