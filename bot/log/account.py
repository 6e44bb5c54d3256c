"""What the ledger says: how far every consultation had come, which were erased, what was published, what went wrong."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

Said = tuple[str, dict[str, Any]]
NoteKind = Literal["cut", "ledger", "rolled_back", "restored"]


class Reached(NamedTuple):
    """How far a consultation's chain had come."""

    revision: int
    entries: int
    head: bytes


class Note(NamedTuple):
    """Something that must not be forgotten, such as a database that was put back and then written on."""

    consultation: str | None
    kind: NoteKind
    text: str


class Account:
    """The state that the ledger's lines add up to. Lines go in as they are read, in order."""

    def __init__(self) -> None:
        self.reached: dict[str, Reached] = {}
        self.erased: set[str] = set()
        self.notes: list[Note] = []
        self.reports: dict[str, str] = {}
        self.number = 0
        self.turn = 0

    def hear(self, kind: str, body: dict[str, Any]) -> None:
        """Take in one line. Of a kind that a later release may add, nothing is taken in."""
        if kind == "reached":
            reached = Reached(body["revision"], body["entries"], bytes.fromhex(body["head"]))
            self.reached[body["consultation"]] = reached
            self.turn = body["turn"]
        elif kind == "erased":
            self.erased.add(body["consultation"])
            self.turn = max(self.turn, body["turn"])
        elif kind == "note":
            self.notes.append(Note(body["consultation"], body["kind"], body["text"]))
        elif kind == "report":
            self.reports.setdefault(body["quarter"], body["digest"])
        elif kind == "number":
            self.number = max(self.number, body["number"])

    @property
    def lines(self) -> int:
        """How many lines `retold` takes."""
        return len(self.notes) + 1 + len(self.reached) + len(self.erased)

    def retold(self) -> Iterator[Said]:
        """The fewest lines that add up to this state."""
        yield from (note(found) for found in self.notes)
        yield number(self.number)
        yield from (report(quarter, digest) for quarter, digest in self.reports.items())
        yield from (reach(name, reached, self.turn) for name, reached in self.reached.items())
        yield from (erase(name, self.turn) for name in sorted(self.erased))


def reach(consultation: str, reached: Reached, turn: int) -> Said:
    """The line for: this consultation has come this far."""
    place = {"revision": reached.revision, "entries": reached.entries, "head": reached.head.hex()}
    return "reached", {"consultation": consultation, "turn": turn, **place}


def erase(consultation: str, turn: int) -> Said:
    """The line for: this consultation is erased, and stays so in whatever is restored."""
    return "erased", {"consultation": consultation, "turn": turn}


def number(value: int) -> Said:
    """The line for: numbers up to this one are handed out."""
    return "number", {"number": value}


def report(quarter: str, digest: str) -> Said:
    """The line for: this quarter's report is published, and is this one."""
    return "report", {"quarter": quarter, "digest": digest}


def note(found: Note) -> Said:
    """The line for a note."""
    return "note", found._asdict()
