"""One consultation as a record: everything an export shows of it, in English, with codes beside labels.

Who asked is not in it: those who review a case read what happened, not whose it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.record import Event, Standing
from bot.review.export.facts import Fact, facts
from bot.review.export.happened import Happened, happened
from bot.review.export.history import history
from bot.review.export.redaction import redacted
from bot.views.document import advice_alone
from knowledge import Knowledge
from knowledge.schema.entry import Language
from knowledge.texts import Texts


@dataclass(frozen=True)
class Coded:
    """A code and what it is called."""

    code: str
    label: str


@dataclass(frozen=True)
class Record:
    """What is written down of one consultation. Words that somebody wrote are as they were kept, or the marker."""

    number: str
    state: Coded
    route: Coded
    urgent: bool
    started_at: datetime
    changed_at: datetime
    shown_at: datetime | None
    language: Language
    """The language that the person was asked in, and that the advice is in."""
    situation: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    levers: tuple[Coded, ...]
    """The levers that the advice showed, best first."""
    advice: str
    """The advice as it was shown last, without the buttons; empty where there was none."""
    content: str
    """The hash of the content that the advice was made from."""
    saved: tuple[Coded, ...]
    reminder: str
    """The day of the reminder that is to come."""
    happened: tuple[Happened, ...]
    redacted: bool


def record_of(standing: Standing, events: Iterable[Event], knowledge: Knowledge, *, redact: bool = False) -> Record:
    """The record of a consultation. With `redact` no word in it was written by anybody. Raises Newer."""
    if redact:
        standing, events = redacted(standing, events, knowledge)
    changes, words = history(events), knowledge.texts["en"]
    last = changes[-1].after
    return Record(
        number=f"{standing.number:04d}",
        state=Coded(standing.state, words(f"chat.state_{standing.state}")),
        route=_coded(words, f"route.{standing.route}", standing.route),
        urgent=standing.urgent,
        started_at=standing.started_at,
        changed_at=standing.changed_at,
        shown_at=last.shown_at,
        language=last.language,
        situation=last.situation,
        notes=last.notes,
        facts=facts(changes, knowledge),
        levers=_levers(knowledge, standing.levers),
        advice=advice_alone(last.shown),
        content=last.content,
        saved=_levers(knowledge, standing.saved),
        reminder=standing.remind_on,
        happened=happened(changes, words),
        redacted=redact,
    )


def _coded(words: Texts, key: str, code: str) -> Coded:
    return Coded(code, words.get(key) or code)


def _levers(knowledge: Knowledge, ids: Iterable[str]) -> tuple[Coded, ...]:
    """Levers by id; one that the content no longer has stands for itself."""
    known = knowledge.lever_by_id
    return tuple(Coded(id, known[id].title if id in known else id) for id in ids)
