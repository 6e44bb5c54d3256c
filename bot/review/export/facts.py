"""The facts of a consultation, and how each was reached: answered, read from the text, or corrected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.consultation import Consultation
from bot.interview import STRICTEST_FIRST
from bot.review.export.history import Change
from knowledge import Knowledge

Reached = Literal["answered", "read", "read_only", "corrected", "skipped"]
"""read: the text said it and the person confirmed it; read_only: nobody has confirmed it."""


@dataclass(frozen=True)
class Fact:
    """One question's answer: codes, and their labels in words."""

    question: str
    name: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    coded: bool
    """Whether the values are codes, not words that a person wrote."""
    reached: Reached


def facts(changes: tuple[Change, ...], knowledge: Knowledge) -> tuple[Fact, ...]:
    """The facts of one that has begun, in the order of the questions; those of questions no longer asked come last."""
    found = dict(_reached(changes))
    order = {question: place for place, question in enumerate(knowledge.question_by_id)}
    return tuple(
        _fact(knowledge, changes[-1].after, question, found[question])
        for question in sorted(found, key=lambda question: (order.get(question, len(order)), question))
    )


def connection_in(found: Iterable[Fact]) -> str:
    """The connection that counts, the strictest of those named; empty where none was."""
    named = {value for fact in found if fact.question == "connection" for value in fact.values}
    return next((value for value in STRICTEST_FIRST if value in named), "")


def _reached(changes: tuple[Change, ...]) -> Iterator[tuple[str, Reached]]:
    how: dict[str, Reached] = {}
    for change in changes:
        how |= dict(_answers_of(change))
    last = changes[-1].after
    for question in last.answers:
        yield question, how[question]
    for question in last.proposed:
        if question not in last.answers and question not in last.skipped:
            yield question, "read_only"
    for question in last.skipped:
        if question not in last.answers:
            yield question, "skipped"


def _answers_of(change: Change) -> Iterator[tuple[str, Reached]]:
    """What an event answered: a confirmation reads, an answer that is another than before corrects."""
    before, after = change.before, change.after
    for question, values in after.answers.items():
        if before.answers.get(question) == values:
            continue
        if change.event.kind == "confirmed":
            yield question, "read"
        else:
            yield question, "corrected" if before.known.get(question, values) != values else "answered"


def _fact(knowledge: Knowledge, last: Consultation, question: str, reached: Reached) -> Fact:
    words, asked = knowledge.texts["en"], knowledge.question_by_id.get(question)
    values = () if reached == "skipped" else last.known[question]
    return Fact(
        question=question,
        name=words.get(f"question.{question}.name") or question,
        values=values,
        labels=tuple(words.get(f"choice.{question}.{value}") or value for value in values),
        coded=asked is not None and asked.kind != "words",
        reached=reached,
    )
