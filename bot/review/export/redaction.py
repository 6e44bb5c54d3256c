"""A consultation without anybody's words: each free text becomes a marker, each person a number, codes stay.

Done to the events, before anything is made of them, so that every format is redacted alike. What is not known to be a
code is taken for a text: a kind of event or a field that is new is hidden until it is named here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.record import Body, Event, Person, Standing
from knowledge import Knowledge

MARKER = "[redacted]"
CODE = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")
"""What a code looks like. One that does not is hidden, wherever it stands."""
CODES: Mapping[str, frozenset[str]] = {
    "started": frozenset({"id", "language"}),
    "told": frozenset({"route"}),
    "answered": frozenset({"question", "dropped"}),
    "skipped": frozenset({"question", "dropped"}),
    "reopened": frozenset({"question"}),
    "moved_on": frozenset({"gone", "content"}),
    "concluded": frozenset({"content", "route"}),
    "tried": frozenset({"lever", "outcome", "asks"}),
    "completed": frozenset({"outcome", "left", "people", "asks"}),
    "reminded": frozenset({"date"}),
    "rated": frozenset({"helpful"}),
    "saved": frozenset({"lever"}),
    "unsaved": frozenset({"lever"}),
    "alerted": frozenset({"kinds", "at"}),
    "alert_seen": frozenset({"at"}),
    "share_chosen": frozenset({"facts"}),
    "shared": frozenset({"facts"}),
    "review_read": frozenset({"at"}),
    "review_taken": frozenset({"at"}),
    "review_status": frozenset({"at", "status"}),
    "review_noted": frozenset({"at"}),
    "review_wrote": frozenset({"at", "asks"}),
    "asker_replied": frozenset({"at"}),
    "review_tagged": frozenset({"at"}),
    "review_follow_up": frozenset({"at", "day"}),
    "review_follow_up_came": frozenset({"at"}),
    "review_corrected": frozenset({"at", "question"}),
    "review_linked": frozenset({"at", "number"}),
    "review_unlinked": frozenset({"at", "number"}),
    "review_tried": frozenset({"at", "lever", "outcome"}),
    "review_closed": frozenset({"at", "changed"}),
    "review_stepped_back": frozenset({"at"}),
    "left_out": frozenset({"at"}),
    "name_hidden": frozenset({"at"}),
    "name_shown": frozenset({"at"}),
    "review_seeing_asked": frozenset({"at"}),
    "review_seeing_answered": frozenset({"at", "granted"}),
    "review_marked": frozenset({"at", "marked"}),
    "review_held": frozenset({"at"}),
    "review_released": frozenset({"at"}),
    "review_proposed": frozenset({"at", "lever"}),
    "proposal_answered": frozenset({"at", "which", "agreed"}),
    "review_approved": frozenset({"at", "which"}),
    "review_withdrawn": frozenset({"at"}),
    "review_unread_told": frozenset({"at"}),
}
"""event kind -> the fields that hold codes. Of persons and answers `_Redaction` knows without it."""
ANSWERS = frozenset({"answered", "review_corrected"})
"""Kinds of event that answer one question with `values`."""
BY_QUESTION = frozenset({"proposed", "answers", "also"})
"""Fields that hold answers by question."""
PERSON = frozenset(Person.model_fields)


def redacted(standing: Standing, events: Iterable[Event], knowledge: Knowledge) -> tuple[Standing, tuple[Event, ...]]:
    """The same consultation with its words and its people hidden; times, numbers and codes are as they were."""
    redaction = _Redaction(knowledge, {})
    person = Person(**redaction.person(standing.person.model_dump()))
    hidden = tuple(event.model_copy(update={"body": redaction.body(event)}) for event in events)
    return standing.model_copy(update={"person": person}), hidden


@dataclass(frozen=True)
class _Redaction:
    """One consultation's: a person has the same number wherever they stand in it, and another one elsewhere."""

    knowledge: Knowledge
    numbers: dict[tuple[str, ...], int]

    def body(self, event: Event) -> Body:
        codes = CODES.get(event.kind, frozenset())
        body = {name: self._field(name, value, name in codes) for name, value in event.body.items()}
        if event.kind in ANSWERS:
            body["values"] = self._answer(str(event.body["question"]), event.body["values"])
        return body

    def person(self, person: Body) -> Body:
        number = self.numbers.setdefault(tuple(map(str, person.values())), len(self.numbers) + 1)
        return {**person, "user": f"[person {number}]"}

    def _field(self, name: str, value: Any, is_code: bool) -> Any:
        if name in BY_QUESTION and isinstance(value, dict):
            return {question: self._answer(question, values) for question, values in value.items()}
        if isinstance(value, dict) and set(value) == PERSON:
            return self.person(value)
        return _codes(value) if is_code else _hidden(value)

    def _answer(self, question: str, values: Iterable[str]) -> list[str]:
        return [value if self._is_choice(question, value) else _hidden(value) for value in values]

    def _is_choice(self, question: str, value: str) -> bool:
        """Whether an answer is one of the choices, or the day that was asked for: then nobody wrote it."""
        asked = self.knowledge.question_by_id.get(question)
        if asked is None:
            return False
        return _is_day(value) if asked.kind == "date" else asked.choice(value) is not None


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _codes(value: Any) -> Any:
    if isinstance(value, list):
        return [_codes(one) for one in value]
    return value if isinstance(value, str) and CODE.fullmatch(value) else _hidden(value)


def _hidden(value: Any) -> Any:
    """Every text in a value as the marker; an empty one stays empty, numbers and yes or no stay as they are."""
    if isinstance(value, dict):
        return {name: _hidden(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(one) for one in value]
    return (MARKER if value else "") if isinstance(value, str) else value
