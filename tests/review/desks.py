"""Leads and staff over a real store, at a clock that stands where a test puts it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.access import Named
from bot.advice import Adviser
from bot.assistant import Answer, Assistant
from bot.consultation import Consultation, fold
from bot.dialogue.scene import House
from bot.log import SqliteStore
from bot.messages import Incoming, Press
from bot.record import Person
from bot.views.plain import plain

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SITUATION = "Our supplier keeps the passports of migrant workers; the contract is up for renewal in March"

CALM = "A customer of our bank pays its cleaners below the minimum wage in Chile"
"""Nobody is in danger: nothing but the clocks of review runs."""


def member(name: str, workspace: str = "T1") -> Person:
    """Somebody in the workspace."""
    return Person(channel="slack", workspace=workspace, user=name)


ASKER, OTHER_ASKER, STRANGER = member("UASK"), member("UASK2"), member("UFAR", "T2")
LEA, LEO, LIZ = member("ULEA"), member("ULEO"), member("ULIZ")
AUDITOR, COUNSEL, ADMIN = member("UAUD"), member("UCOU"), member("UADM")
KIM = Person(channel="local", workspace="", user="kim")
NAMED = Named(leads=(LEA, LEO, LIZ), auditors=(AUDITOR,), admins=(ADMIN,), counsel=(COUNSEL,))


@dataclass
class Office:
    """An assistant with its log, and everybody who uses it."""

    adviser: Adviser
    folder: Path
    named: Named = NAMED
    workdays: frozenset[int] = frozenset(range(5))
    now: datetime = AT
    count: itertools.count = field(default_factory=itertools.count)
    opens: type[SqliteStore] = SqliteStore

    def __post_init__(self) -> None:
        self.store = self.opens.open(
            self.folder / "log.db", bytes(32), self.folder / "else" / "ledger", lambda: self.now
        )
        self.restart()

    def restart(self) -> None:
        """What was in the process is forgotten; what is in the log is not."""
        house = House(leads=3, auditors=1, named=self.named, workdays=self.workdays)
        self.assistant = Assistant(
            self.adviser, self.store, now=lambda: self.now, new_id=lambda: f"c{next(self.count)}", house=house
        )

    def passes(self, **time: float) -> int:
        """Time goes by, and what is due then is done; how many cards that made."""
        self.now += timedelta(**time)
        return len(self.assistant.run_due(self.now))

    def visits(self, person: Person) -> str:
        """What a person reads who comes by at a terminal."""
        incoming = Incoming(person=person, place="terminal", delivery=f"d{next(self.count)}")
        return plain(self.assistant.greet(incoming).cards)

    def hears(self, person: Person, text: str = "", press: Press | None = None, language: str = "en") -> Answer:
        """What a person gets for a text or a press."""
        delivery = f"d{next(self.count)}"
        self.now += timedelta(seconds=1)
        place = person.private_place
        incoming = Incoming(person=person, place=place, delivery=delivery, text=text, press=press, language=language)
        return self.assistant.handle(incoming)

    def reads(self, person: Person, *texts: str) -> str:
        """What a person reads after the last of these texts."""
        shown = [plain(self.hears(person, text).cards) for text in texts]
        return shown[-1]

    def consults(self, person: Person = ASKER, situation: str = SITUATION, answers: Sequence[str] = ()) -> int:
        """A consultation with these answers, none by default; its number."""
        self.hears(person, f"new {situation}")
        for answer in answers:
            self.hears(person, answer)
        return self.store.of_person(person)[0].number

    def case(self, number: int = 1) -> Consultation:
        """A case as the log has it."""
        standing = self.store.by_number(number)
        return fold(self.store.events(standing.consultation)) if standing else Consultation()

    def sent_to(self, person: Person) -> str:
        """What went out to a person, as text, in order."""
        cards = [out.card for out in self.store.waiting() if out.place == person.private_place]
        return "\n".join(str(card) for card in cards)
