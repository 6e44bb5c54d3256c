"""How far the leads are with a case, and what they corrected beside what the asker said. Nobody is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.interview import STRICTEST_FIRST
from bot.record import Status
from bot.review.export.history import Change
from bot.review.export.telling import Telling, people_in
from knowledge.texts import Texts


@dataclass(frozen=True)
class Corrected:
    """A correction: who, when and why; what the asker had said till then, and what a lead put beside it, as labels."""

    at: datetime
    who: str
    question: str
    name: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    why: str
    names_connection: bool
    """Whether it says how we are connected."""


@dataclass(frozen=True)
class Reviewed:
    """The leads' side as it stands at the end."""

    status: Status
    owned: bool
    tags: tuple[str, ...]
    links: tuple[str, ...]
    """Numbers of cases of the same partner."""
    follow_up: tuple[str, str]
    """The day to come back to it, and why; both empty where there is none."""
    marked: bool
    held_since: datetime | None
    corrections: tuple[Corrected, ...]


def reviewed(changes: tuple[Change, ...], words: Texts) -> Reviewed:
    """The leads' side of a consultation that has begun."""
    review, people = changes[-1].after.review, people_in(changes)
    return Reviewed(
        status=review.status,
        owned=review.owner is not None,
        tags=review.tags,
        links=tuple(f"{number:04d}" for number in review.links),
        follow_up=(review.follow_up.day.isoformat(), review.follow_up.reason) if review.follow_up else ("", ""),
        marked=review.marked,
        held_since=review.hold.at if review.hold else None,
        corrections=tuple(
            _corrected(Telling(change, words, people)) for change in changes if change.event.kind == "review_corrected"
        ),
    )


def _corrected(telling: Telling) -> Corrected:
    event, words = telling.change.event, telling.words
    question = event.body["question"]
    return Corrected(
        at=event.at,
        who=telling.who("by"),
        question=question,
        name=words.get(f"question.{question}.name") or question,
        before=_labels(words, question, telling.change.before.known.get(question, ())),
        now=_labels(words, question, event.body["values"]),
        why=event.body["why"],
        names_connection=question == "connection" and not set(STRICTEST_FIRST).isdisjoint(event.body["values"]),
    )


def _labels(words: Texts, question: str, values: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.get(f"choice.{question}.{value}") or value for value in values)
