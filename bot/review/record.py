"""What the leads did with a case: a value folded from its events, beside what the asker said.

Nothing here changes a word or an answer of the asker: a correction stands next to what was said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from bot.record import Body, Person, Status

Changed = Literal["yes", "partly", "no", "unknown"]


@dataclass(frozen=True)
class Said:
    """Words with their author and time: a private note, a message to the asker, or the asker's reply."""

    by: Person
    at: datetime
    text: str
    asks: bool = False
    """Whether it is a question that waits for the asker."""


@dataclass(frozen=True)
class Correction:
    """A fact that a lead added or corrected. What was said before stays where it was."""

    question: str
    values: tuple[str, ...]
    why: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class FollowUp:
    """A day to come back to the case, and why."""

    day: date
    reason: str
    by: Person


@dataclass(frozen=True)
class Tried:
    """What came of a lever, as a lead knows it."""

    lever: str
    outcome: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class Closing:
    """Did it change for the people, and how do we know?"""

    changed: Changed
    known_from: str
    by: Person
    at: datetime


@dataclass(frozen=True)
class Hold:
    """Counsel keeps the case from being deleted."""

    by: Person
    reason: str
    at: datetime


@dataclass(frozen=True)
class Seeing:
    """A lead asked to see who asks; a second person allows it, or does not."""

    by: Person
    reason: str
    at: datetime
    granted_by: Person | None = None
    refused: bool = False

    @property
    def waits(self) -> bool:
        """Whether nobody has answered yet."""
        return self.granted_by is None and not self.refused


@dataclass(frozen=True)
class Proposal:
    """A lever that was tried, in a lead's words for everybody: the asker agrees to them, then a lead approves them."""

    lever: str
    text: str
    by: Person
    at: datetime
    agreed: bool | None = None
    """None until the asker has answered."""
    approved: bool = False
    withdrawn: bool = False

    @property
    def open(self) -> bool:
        """Whether the asker may still say yes or no to it."""
        return not (self.approved or self.withdrawn)

    @property
    def waits_for_asker(self) -> bool:
        """Whether the asker has not answered yet."""
        return self.open and self.agreed is None

    @property
    def waits_for_lead(self) -> bool:
        """Whether it can be approved."""
        return self.open and self.agreed is True


@dataclass(frozen=True)
class Review:
    """The leads' side of a case."""

    status: Status = "new"
    owner: Person | None = None
    readers: tuple[tuple[Person, datetime], ...] = ()
    """Who opened it first, second, ..., each once."""
    notes: tuple[Said, ...] = ()
    talk: tuple[Said, ...] = ()
    """Messages to the asker and replies, in order."""
    tags: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    corrections: tuple[Correction, ...] = ()
    links: tuple[int, ...] = ()
    """Numbers of cases of the same partner."""
    tried: tuple[Tried, ...] = ()
    stepped_back: tuple[Person, ...] = ()
    """Leads who said "not me"."""
    left_out: tuple[Person, ...] = ()
    """Leads whom the asker does not want to read it."""
    closings: tuple[Closing, ...] = ()
    unnamed: bool = True
    """Whether the asker's name is in custody: it is, until the asker shows it."""
    seeing: tuple[Seeing, ...] = ()
    marked: bool = False
    """Whether counsel marked it as prepared for counsel."""
    hold: Hold | None = None
    proposals: tuple[Proposal, ...] = ()
    """Examples for colleagues, in order."""
    unread_told: bool = False
    """Whether the head was told that nobody read it."""

    @property
    def barred(self) -> tuple[Person, ...]:
        """Who must not read the case, whatever their role."""
        return tuple(dict.fromkeys((*self.stepped_back, *self.left_out)))

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self.status == "closed"

    def may_see_name(self, person: Person) -> bool:
        """Whether the asker's name is shown to a person who may read the case."""
        granted = any(seeing.by == person and seeing.granted_by for seeing in self.seeing)
        return not self.unnamed or granted

    def corrected(self, answers: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The answers with the leads' corrections in their place."""
        return {**answers, **{correction.question: correction.values for correction in self.corrections}}


def _by(body: Body) -> tuple[Person, datetime]:
    return Person(**body["by"]), datetime.fromisoformat(body["at"])


def _read(was: Review, body: Body) -> dict[str, Any]:
    by, at = _by(body)
    known = any(reader == by for reader, _ in was.readers)
    return {} if known else {"readers": (*was.readers, (by, at))}


def _taken(was: Review, body: Body) -> dict[str, Any]:
    status = "in_review" if was.status in ("new", "reopened") else was.status
    return {"owner": Person(**body["owner"]) if body["owner"] else None, "status": status}


def _wrote(was: Review, body: Body) -> dict[str, Any]:
    said = Said(*_by(body), body["text"], body.get("asks", False))
    waits = {"status": "waiting"} if said.asks and not was.closed else {}
    return {"talk": (*was.talk, said), **waits}


def _replied(was: Review, body: Body) -> dict[str, Any]:
    back = {"status": "in_review"} if was.status == "waiting" else {}
    return {"talk": (*was.talk, Said(*_by(body), body["text"])), **back}


def _follow(_: Review, body: Body) -> dict[str, Any]:
    wanted = FollowUp(date.fromisoformat(body["day"]), body["reason"], Person(**body["by"])) if body["day"] else None
    return {"follow_up": wanted}


def _corrected(was: Review, body: Body) -> dict[str, Any]:
    correction = Correction(body["question"], tuple(body["values"]), body["why"], *_by(body))
    return {"corrections": (*was.corrections, correction)}


def _tried(was: Review, body: Body) -> dict[str, Any]:
    return {"tried": (*was.tried, Tried(body["lever"], body["outcome"], *_by(body)))}


def _closed(was: Review, body: Body) -> dict[str, Any]:
    closing = Closing(body["changed"], body["known_from"], *_by(body))
    return {"closings": (*was.closings, closing), "status": "closed", "follow_up": None}


def _stepped_back(was: Review, body: Body) -> dict[str, Any]:
    by, _ = _by(body)
    owner = None if was.owner == by else was.owner
    return {"stepped_back": (*was.stepped_back, by), "owner": owner}


def _left_out(was: Review, body: Body) -> dict[str, Any]:
    lead = Person(**body["lead"])
    return {"left_out": (*was.left_out, lead), "owner": None if was.owner == lead else was.owner}


def _seeing(was: Review, body: Body) -> dict[str, Any]:
    by, at = _by(body)
    return {"seeing": (*was.seeing, Seeing(by, body["reason"], at))}


def _answered_seeing(was: Review, body: Body) -> dict[str, Any]:
    by, whose = _by(body)[0], Person(**body["whose"])
    answer = {"granted_by": by} if body["granted"] else {"refused": True}
    return {"seeing": tuple(replace(s, **answer) if s.waits and s.by == whose else s for s in was.seeing)}


def _held(_: Review, body: Body) -> dict[str, Any]:
    by, at = _by(body)
    return {"hold": Hold(by, body["reason"], at)}


def _proposed(was: Review, body: Body) -> dict[str, Any]:
    return {"proposals": (*was.proposals, Proposal(body["lever"], body["text"], *_by(body)))}


def _answered_proposal(was: Review, body: Body) -> dict[str, Any]:
    """The one that was answered, by its place: an answer to other words counts for nothing."""
    place = body.get("which", 1)
    answer = [replace(p, agreed=body["agreed"]) if n == place and p.open else p for n, p in enumerate(was.proposals, 1)]
    return {"proposals": tuple(answer)}


def _approved(was: Review, body: Body) -> dict[str, Any]:
    place = body.get("which", 1)
    approved = [replace(p, approved=True) if n == place else p for n, p in enumerate(was.proposals, 1)]
    return {"proposals": tuple(approved)}


CHANGES: dict[str, Callable[[Review, Body], dict[str, Any]]] = {
    "review_read": _read,
    "review_taken": _taken,
    "review_status": lambda was, body: {"status": body["status"]},
    "review_noted": lambda was, body: {"notes": (*was.notes, Said(*_by(body), body["text"]))},
    "review_wrote": _wrote,
    "asker_replied": _replied,
    "review_tagged": lambda was, body: {"tags": tuple(body["tags"])},
    "review_follow_up": _follow,
    "review_follow_up_came": lambda was, body: {"follow_up": None},
    "review_corrected": _corrected,
    "review_linked": lambda was, body: {"links": tuple(sorted({*was.links, body["number"]}))},
    "review_unlinked": lambda was, body: {"links": tuple(n for n in was.links if n != body["number"])},
    "review_tried": _tried,
    "review_closed": _closed,
    "review_stepped_back": _stepped_back,
    "left_out": _left_out,
    "name_hidden": lambda was, body: {"unnamed": True},
    "name_shown": lambda was, body: {"unnamed": False},
    "review_seeing_asked": _seeing,
    "review_seeing_answered": _answered_seeing,
    "review_marked": lambda was, body: {"marked": body["marked"]},
    "review_held": _held,
    "review_released": lambda was, body: {"hold": None},
    "review_proposed": _proposed,
    "proposal_answered": _answered_proposal,
    "review_approved": _approved,
    "review_withdrawn": lambda was, body: {"proposals": tuple(replace(p, withdrawn=True) for p in was.proposals)},
    "review_unread_told": lambda was, body: {"unread_told": True},
}
"""event kind -> what it changes on the leads' side. `by` and `at` stand in every body."""


def changed(was: Review, kind: str, body: Body) -> Review:
    """The leads' side after one event."""
    return replace(was, **CHANGES[kind](was, body))
