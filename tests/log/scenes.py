"""What the tests of the log have happen: people, turns, and a log to keep them in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.log import SqliteStore
from bot.record import Audited, Due, Event, Outgoing, Person, Queued, Standing, Status, Term, Turn, Wanted
from bot.store import Store

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
ADA = Person(channel="slack", workspace="T1", user="U-ada")
BEN = Person(channel="teams", workspace="tenant", user="ben")
CANARY = "canary-word-quetzalcoatl"


@dataclass(frozen=True)
class Place:
    """Where one log lies, and its key."""

    folder: Path
    key: bytes = KEY

    @property
    def path(self) -> Path:
        """The database."""
        return self.folder / "database" / "log.db"

    @property
    def ledger(self) -> Path:
        """The ledger."""
        return self.folder / "elsewhere" / "ledger"

    def open(self) -> SqliteStore:
        """A store on this log."""
        return SqliteStore.open(self.path, self.key, self.ledger, now=lambda: AT)

    @contextmanager
    def tampering(self) -> Iterator[sqlite3.Connection]:
        """The database in the hands of someone without the key, who knows SQLite well."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as hand:
            hand.execute("PRAGMA foreign_keys = OFF")
            hand.execute("DROP TRIGGER event_is_kept")
            hand.execute("DROP TRIGGER event_is_final")
            yield hand


def standing(name: str = "c1", number: int = 1, revision: int = 1, person: Person = ADA) -> Standing:
    """The standing of a consultation at some revision; it changes with every revision."""
    return Standing(
        consultation=name,
        number=number,
        person=person,
        state="open",
        route="leverage",
        urgent=revision % 2 == 0,
        revision=revision,
        started_at=AT,
        changed_at=AT + timedelta(minutes=revision),
        levers=("SUP-A1", "SUP-B2"),
        content="c0ffee",
    )


def event(text: str = CANARY, kind: str = "answered") -> Event:
    """Something a person said."""
    return Event(kind=kind, at=AT, body={"text": text, "choices": ["one", "two"]})


def turn(name: str = "c1", revision: int = 0, number: int = 1, person: Person = ADA) -> Turn:
    """The turn that follows this revision: two events, a card, a reminder."""
    step = f"{name}-{revision}"
    return Turn(
        delivery=f"delivery-{step}",
        route="leverage",
        revision=revision,
        standing=standing(name, number, revision + 1, person),
        events=(event(), event(f"{step} {CANARY}", "advised")),
        outgoing=(card(f"card-{step}", name),),
        due=(job(f"job-{step}", name),),
    )


def card(id: str = "card", name: str | None = "c1") -> Outgoing:
    """A card on its way to a direct message."""
    return Outgoing(id=id, consultation=name, place="D-ada", card={"text": CANARY})


def job(id: str = "job", name: str = "c1", minutes: int = 0) -> Due:
    """A reminder, due this long after AT."""
    body = {"text": CANARY}
    return Due(id=id, consultation=name, kind="remind", at=AT + timedelta(minutes=minutes), body=body)


def talk(store: SqliteStore, name: str = "c1", turns: int = 3, number: int = 1, person: Person = ADA) -> None:
    """A consultation of so many turns."""
    for revision in range(turns):
        store.save(turn(name, revision, number, person))


TERM = Term(kind="case", since=AT)


def case(
    store: Store,
    number: int,
    *words: str,
    status: Status = "new",
    owner: Person | None = None,
    urgent: bool = False,
    minutes: int = 0,
) -> str:
    """A case in the leads' queue, begun so long after AT; or another turn of it. Its name, "c7"."""
    name = f"c{number}"
    known = store.standing(name)
    revision = known.revision if known else 0
    told = standing(name, number, revision + 1).model_copy(
        update={
            "started_at": AT + timedelta(minutes=minutes),
            "urgent": urgent,
            "queued": Queued(status=status, owner=owner, words=(f"status:{status}", *words)),
            "term": TERM,
        }
    )
    store.save(Turn(delivery=f"{name}-{revision}", revision=revision, standing=told, events=(event(),)))
    return name


def names(store: Store, wanted: Wanted | None = None, limit: int = 1_000) -> list[str]:
    """Everything that is wanted of the queue, page by page, in order."""
    found, page = [], store.queue(wanted or Wanted(), "", limit)
    for _ in range(1_000):
        found += [one.consultation for one in page.standings]
        if not page.after:
            return found
        page = store.queue(wanted or Wanted(), page.after, limit)
    raise AssertionError("the pages never end")


def line(detail: str = "csv", by: Person = BEN) -> Audited:
    """A line for the audit log."""
    return Audited(at=AT, by=by, action="export", consultation="c1", number=1, detail=detail)


def kinds(store: SqliteStore) -> set[tuple[str | None, str]]:
    """What verify finds, without the sentences."""
    return {(finding.consultation, finding.kind) for finding in store.verify()}


def found(place: Place) -> set[tuple[str | None, str]]:
    """What a store that is opened now finds."""
    with place.open() as store:
        return kinds(store)
