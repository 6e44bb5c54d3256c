"""How a change is told: our sentence, and beside it the words that somebody wrote with it.

Nobody is named: people have numbers in the order in which they first appear, whoever asked is "the person".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bot.record import Person
from bot.review.export.history import Change
from bot.review.record import CHANGES
from knowledge.texts import Texts

Topic = Literal[
    "result",
    "alert",
    "sharing",
    "answer",
    "outcome",
    "reminder",
    "rating",
    "saved",
    "reading",
    "course",
    "note",
    "message",
    "lead_outcome",
    "closing",
    "counsel",
    "custody",
    "example",
]
Part = Literal["reader", "counsel", "lead"]
"""What somebody is, as far as the events say: whoever has only read may be a lead, an auditor or counsel."""
COUNSELS = frozenset({"review_marked", "review_held", "review_released"})
"""What counsel alone may do."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    "alerted": ("lead",),
    "alert_seen": ("by",),
    "lead_answered": ("by",),
} | dict.fromkeys(CHANGES, ("by", "owner", "lead", "whose"))
"""event kind -> where people of the leads' side may stand in it."""


@dataclass(frozen=True)
class Happened:
    """One thing that happened: when, what it belongs to, our sentence, and the words that somebody wrote with it."""

    at: datetime
    topic: Topic
    said: str
    written: str = ""


@dataclass(frozen=True)
class Telling:
    """A change that is to be told."""

    change: Change
    words: Texts
    people: Mapping[Person, Part]
    """Everybody of the leads' side, in the order of their numbers."""

    def say(self, topic: Topic, key: str, written: str = "", **values: object) -> Happened:
        """Our sentence of this key, at the time of the change, with somebody's words beside it."""
        return Happened(self.change.event.at, topic, self.words(f"export.{key}", **values), written)

    def named(self, prefix: str, codes: Iterable[str]) -> str:
        """Codes by their labels; one without a label stands for itself."""
        return ", ".join(self.words.get(f"{prefix}{code}") or code for code in codes)

    def number(self, person: Person) -> int:
        """The number of somebody of the leads' side."""
        return list(self.people).index(person) + 1

    def who(self, field: str) -> str:
        """The person in a field of the event: "Lead 2", or the one who asked. Empty where nobody stands there."""
        found = self.change.event.body.get(field)
        if not found:
            return ""
        person = Person(**found)
        if person == self.change.after.person:
            return self.words("export.review.the_person")
        return self.words(f"export.review.a_{self.people[person]}", number=self.number(person))


def people_in(changes: Iterable[Change]) -> dict[Person, Part]:
    """The people of the leads' side, in the order in which they first appear, each as the most that they are."""
    found: dict[Person, Part] = {}
    for change in changes:
        for person, part in _people(change):
            found[person] = max(found.get(person, part), part, key=get_args(Part).index)
    return found


def _people(change: Change) -> Iterator[tuple[Person, Part]]:
    event = change.event
    fields = ("to",) if event.kind == "share_began" and event.body["lead"] else FIELDS.get(event.kind, ())
    for field in fields:
        person = Person(**event.body[field]) if event.body.get(field) else None
        if person is not None and person != change.after.person:
            yield person, _part(event.kind)


def _part(kind: str) -> Part:
    if kind in COUNSELS:
        return "counsel"
    return "reader" if kind == "review_read" else "lead"
