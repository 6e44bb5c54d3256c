"""One person who talks with the real assistant over a real store, and a clock that a test moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.log import SqliteStore
from bot.messages import Incoming, Press
from bot.record import Person
from bot.views.plain import plain
from tests.replay import KEY


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Its time."""
        return self.now


class Talk:
    """An assistant over a real store, and one person who types or presses."""

    def __init__(self, adviser: Adviser, store: SqliteStore, clock: Clock) -> None:
        ids, self._deliveries = count(1), count(1)
        self.store = store
        self.assistant = Assistant(adviser, store, now=clock, new_id=lambda: f"c{next(ids)}")
        self.person = Person(channel="local", workspace="", user="kim")

    def incoming(self, text: str = "", press: Press | None = None, delivery: str = "") -> Incoming:
        """A delivery of its own, unless one is named."""
        name = delivery or f"d{next(self._deliveries)}"
        return Incoming(person=self.person, place="here", delivery=name, text=text, press=press)

    def press(self, press: Press) -> str:
        """What is shown when a button is pressed."""
        return plain(self.assistant.handle(self.incoming(press=press)).cards)

    def say(self, text: str) -> str:
        """What is shown when a text is typed."""
        return plain(self.assistant.handle(self.incoming(text)).cards)


@contextmanager
def talking(adviser: Adviser, folder: Path, clock: Clock) -> Iterator[Talk]:
    """A conversation on an empty log."""
    with SqliteStore.open(folder / "log.db", KEY, folder / "elsewhere" / "ledger", now=clock) as store:
        yield Talk(adviser, store, clock)
