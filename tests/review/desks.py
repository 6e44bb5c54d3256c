"""Leads and staff over a real store, at a clock that stands where a test puts it."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.access import Named
from bot.advice import Adviser
from bot.assistant import Answer, Assistant
from bot.dialogue.scene import House
from bot.log import SqliteStore
from bot.messages import Incoming, Press
from bot.record import Person
from bot.views.plain import plain

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SITUATION = "Our supplier keeps the passports of migrant workers; the contract is up for renewal in March"


def member(name: str, workspace: str = "T1") -> Person:
    """Somebody in the workspace."""
    return Person(channel="slack", workspace=workspace, user=name)


ASKER, OTHER_ASKER, STRANGER = member("UASK"), member("UASK2"), member("UFAR", "T2")
LEA, LEO, LIZ = member("ULEA"), member("ULEO"), member("ULIZ")
AUDITOR, COUNSEL, ADMIN = member("UAUD"), member("UCOU"), member("UADM")
NAMED = Named(leads=(LEA, LEO, LIZ), auditors=(AUDITOR,), admins=(ADMIN,), counsel=(COUNSEL,))


@dataclass
class Office:
    """An assistant with its log, and everybody who uses it."""

    adviser: Adviser
    folder: Path
    named: Named = NAMED
    now: datetime = AT
    count: itertools.count = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.store = SqliteStore.open(
            self.folder / "log.db", bytes(32), self.folder / "else" / "ledger", lambda: self.now
        )
        house = House(leads=3, auditors=1, named=self.named)
        self.assistant = Assistant(
            self.adviser, self.store, now=lambda: self.now, new_id=lambda: f"c{next(self.count)}", house=house
        )

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

    def sent_to(self, person: Person) -> str:
        """What went out to a person, as text, in order."""
        cards = [out.card for out in self.store.waiting() if out.place == person.private_place]
        return "\n".join(str(card) for card in cards)
