"""An office for tests: an assistant over a real log, leads on duty, and a clock that a test moves."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from pydantic import TypeAdapter

from bot.access import Named
from bot.advice import Adviser
from bot.assistant import Answer, Assistant
from bot.dialogue.scene import House
from bot.log import SqliteStore
from bot.messages import Card, Incoming, Press
from bot.record import Outgoing, Person, Standing
from bot.review.clocks import UNREAD
from bot.views.plain import plain
from knowledge.schema.entry import Language
from tests.replay import KEY

ADA = Person(channel="slack", workspace="T1", user="UADA")
FIRST, SECOND, THIRD = (Person(channel="slack", workspace="T1", user=f"ULEAD{n}") for n in (1, 2, 3))
TEAMS = Person(channel="teams", workspace="tenant", user="lead")
LOCAL = Person(channel="local", workspace="", user="kim")
DUTY = (FIRST, SECOND, THIRD)
AT = datetime(2027, 1, 11, 14, 2, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CHILDREN = "three kids around 12 are packing boxes right now at our supplier's mill, we take most of their output"
CALM = "Our supplier pays its workers less than a living wage"
CARDS: TypeAdapter[tuple[Card, ...]] = TypeAdapter(tuple[Card, ...])


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        """Its time."""
        return self.now


class Office:
    """An assistant over a real store, its leads, and people who type and press."""

    def __init__(self, adviser: Adviser, store: SqliteStore, clock: Clock, house: House) -> None:
        self.adviser, self.store, self.clock, self.house = adviser, store, clock, house
        self.ids, self.deliveries = count(1), count(1)
        self.restart()

    def restart(self) -> None:
        """What was in the process is forgotten; what is in the log is not."""
        ids = self.ids
        self.assistant = Assistant(
            self.adviser, self.store, now=self.clock, new_id=lambda: f"c{next(ids)}", house=self.house
        )

    def incoming(
        self, person: Person = ADA, text: str = "", press: Press | None = None, language: Language = "en"
    ) -> Incoming:
        """A delivery of its own, in the person's direct message."""
        name, place = f"d{next(self.deliveries)}", person.private_place
        return Incoming(person=person, place=place, delivery=name, text=text, press=press, language=language)

    def say(self, text: str, person: Person = ADA, language: Language = "en") -> str:
        """What is shown when a person types."""
        return plain(self.assistant.handle(self.incoming(person, text, language=language)).cards)

    def press(self, press: Press, person: Person = ADA) -> Answer:
        """What a pressed button gets."""
        return self.assistant.handle(self.incoming(person, press=press))

    def take(self, lead: Person, number: str = "0001") -> str:
        """What a lead is shown who presses "I have it"."""
        return plain(self.press(Press(action="alert_seen", value=number), lead).cards)

    def after(self, minutes: float = 0) -> int:
        """Let time pass, and do what is due then; how many cards that made, but for "nobody has read it"."""
        self.clock.now += minutes * MINUTE
        return len([done for done in self.assistant.run_due(self.clock.now) if ":unread" not in done.outgoing])

    def to(self, person: Person) -> list[str]:
        """What was sent to a person besides the answers to what they said."""
        beside = [card for card in self.waiting() if ":alert:" in card.id or ":seen" in card.id or "due:" in card.id]
        return [shown(card) for card in beside if card.place == person.private_place]

    def waiting(self) -> tuple[Outgoing, ...]:
        """Everything in the outbox."""
        return self.store.waiting(limit=1000)

    def standing(self, name: str = "c1") -> Standing:
        """How a consultation stands."""
        found = self.store.standing(name)
        assert found is not None
        return found

    def jobs(self) -> int:
        """How many jobs wait, now and for ever, but for the leads' own clock. It claims them for a while."""
        jobs = self.store.claim_due(self.clock.now + timedelta(days=1000))
        return len([job for job in jobs if job.kind != UNREAD])


def shown(card: Outgoing) -> str:
    """A card in the outbox as text."""
    return plain(CARDS.validate_python(card.card["cards"]))


@contextmanager
def opened(adviser: Adviser, house: House | None = None, kind: type[SqliteStore] = SqliteStore) -> Iterator[Office]:
    """An office on an empty log."""
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with kind.open(path / "log.db", KEY, path / "elsewhere" / "ledger", now=clock) as store:
            yield Office(adviser, store, clock, house or House(leads=3, named=Named(leads=DUTY)))
