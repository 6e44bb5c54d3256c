"""Cases for the access matrix of every chat: one made ready for each act, then copied with a number for each try."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.access import Action, Role, may
from bot.advice import Adviser
from bot.log import SqliteStore
from bot.record import Event, Person, Standing, Turn
from bot.review.acts import ACTS
from bot.review.facets import named, workspace
from tests.review.desks import AT, Office, member
from tests.review.matrix import THIRD

WHOSE = ("own", "other", "elsewhere")
UNSAID = "beats its pickers"
"""What nobody may read who may not read the case."""
ROLES: dict[str, tuple[Role, ...]] = {
    "UASK2": ("staff",),
    "ULEA": ("staff", "lead"),
    "UAUD": ("staff", "auditor"),
    "UADM": ("staff", "admin"),
    "UCOU": ("staff", "counsel"),
    "ULIZ": ("staff", "lead"),
}
LINKED = 1
"""The number of a case that every lead but one may read, and that others are linked with."""
LEFT_OUT = "ULIZ"
"""A lead whom every other asker leaves out."""
SITUATION = f"A colleague told me that a farm of our supplier {UNSAID}"
FILLED = {
    "text": "Who speaks for them?",
    "person": "ULEO",
    "status": "waiting",
    "tags": "palm oil",
    "day": "2040-01-01",
    "reason": "The union wants it",
    "question": "connection",
    "values": "linkage",
    "why": "They said so",
    "number": "1",
    "lever": "SUP-A2",
    "outcome": "worked",
    "changed": "partly",
    "known_from": "The union",
}
TRIED = ("ULEO", "review {n} outcome SUP-A2 worked")
PROPOSED = (TRIED, ("ULEO", "review {n} example SUP-A2 We asked twice"), ("UASK", "agree {n}"))
BEFORE: dict[str, tuple[tuple[str, str], ...]] = {
    "unlink": (("ULEO", "review {n} link 1"),),
    "grant": (("ULEO", "review {n} identity Because"),),
    "refuse": (("ULEO", "review {n} identity Because"),),
    "release": (("UCOU", "review {n} hold Because"),),
    "reopen": (("ULEO", "review {n} close partly They say so"),),
    "example": (TRIED,),
    "approve": PROPOSED,
    "withdraw": (*PROPOSED, ("ULEO", "review {n} approve")),
    "alert": (("UASK", "yes"), ("UASK", "1")),
}
"""act -> who has done what before it can be done."""


Ready = dict[str, tuple[Standing, tuple[Event, ...]]]
"""act -> a case that is ready for it, as the log has it."""


@dataclass
class Cases:
    """Makes cases in a log. `here` and `elsewhere` are people by their names, of our workspace and of another."""

    store: SqliteStore
    ready: Ready
    here: Callable[[str], Person]
    elsewhere: Callable[[str], Person]
    numbers: Iterator[int] = field(default_factory=lambda: itertools.chain((LINKED,), itertools.count(1_000)))

    def __post_init__(self) -> None:
        self.case("", self.here(THIRD.user))

    def asker(self, user: str, whose: str) -> Person:
        """Whose case it is, seen from this user."""
        return {"own": self.here(user), "other": self.here("UASK"), "elsewhere": self.elsewhere("UASK")}[whose]

    def asked_of(self, user: str) -> tuple[Event, ...]:
        """A lead was asked about a case."""
        began = {"to": self.here(user).model_dump(), "lead": True, "note": ""}
        return Event(kind="share_began", at=AT, body=began), Event(kind="shared", at=AT, body={})

    def case(self, act: str, asker: Person, *more: Event) -> int:
        """A case of this person, ready for an act; its number. The queue finds it by a tag of its own."""
        standing, events = self.ready[act]
        number = next(self.numbers)
        words = tuple(word for word in standing.queued.words if not word.startswith(("asker:", "workspace:")))
        words = (*words, f"asker:{named(asker)}", workspace(asker), f"tag:m{number}")
        told = [*(self._own(event, number, asker) for event in events), *more]
        barred = [] if asker == self.here(LEFT_OUT) else [self._left_out(standing, asker)]
        words = (*words, f"barred:{named(self.here(LEFT_OUT))}") if barred else words
        queued = standing.queued.model_copy(update={"words": words})
        copy = standing.model_copy(
            update={
                "consultation": f"m{number}",
                "number": number,
                "person": asker,
                "queued": queued,
                "revision": len(told) + len(barred),
            }
        )
        self.store.save(Turn(delivery=f"made:{number}", standing=copy, events=(*told, *barred)))
        return number

    def _own(self, event: Event, number: int, asker: Person) -> Event:
        if event.kind != "started":
            return event
        body = {**event.body, "id": f"m{number}", "number": number, "person": asker.model_dump()}
        return event.model_copy(update={"body": body})

    def kinds(self, number: int) -> list[str]:
        """What happened to a case, but that it was read."""
        return [event.kind for event in self.store.events(f"m{number}") if event.kind != "review_read"]

    def happens(self, act: str, user: str, whose: str, do: Callable[[str, int], str]) -> bool:
        """Whether somebody can do an act to a case that is ready for it; on the way they read what they may only."""
        number = self.case(act, self.asker(user, whose))
        before = self.kinds(number)
        said = do(user, number)
        assert allowed(user, "read_case", whose) or whose == "own" or UNSAID not in said, act
        return any(kind.startswith("review_") for kind in self.kinds(number)[len(before) :])

    def _left_out(self, standing: Standing, asker: Person) -> Event:
        at = standing.started_at
        body = {"by": asker.model_dump(), "at": at.isoformat(), "lead": self.here(LEFT_OUT).model_dump()}
        return Event(kind="left_out", at=at, body=body)


def allowed(user: str, action: Action, whose: str) -> bool:
    """What the table says; whoever was left out of a case is denied it."""
    return may(ROLES[user], action, whose) and not (user == LEFT_OUT and whose != "own")


def words_of(act: str, filled: dict[str, str] = FILLED) -> str:
    """An act as it is typed."""
    return " ".join((act, *(filled[field.id] for field in ACTS[act].fields)))


def ready_cases(adviser: Adviser, folder: Path) -> Ready:
    """A case for each act. An adviser of its own learns what is approved on the way: everybody shares the given one."""
    return dict(_ready(Adviser(adviser.knowledge), folder))


def _ready(adviser: Adviser, folder: Path) -> Iterator[tuple[str, tuple[Standing, tuple[Event, ...]]]]:
    folder.mkdir()
    office = Office(adviser, folder)
    office.consults(THIRD)
    for act in ("", *ACTS, "alert", "answer"):
        number = office.consults(situation=SITUATION)
        for user, said in BEFORE.get(act, ()):
            office.hears(member(user), said.replace("{n}", str(number)))
        office.assistant.run_due(office.now)
        standing = office.store.standing(office.store.by_number(number).consultation)
        yield act, (standing, office.store.events(standing.consultation))
    office.store.close()
