"""Records as rows: one consultation a row, one column for each question. Every value is a text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.review.export.facts import Fact, connection_in
from bot.review.export.happened import Happened, Topic
from bot.review.export.record import Coded, Record
from knowledge import Knowledge
from knowledge.texts import Texts


@dataclass(frozen=True)
class Column:
    """A column: a name for programs, a title for people, and what stands in it."""

    name: str
    title: str
    of: Callable[[Record], str]


def columns(knowledge: Knowledge) -> tuple[Column, ...]:
    """The columns, in order. The names are stable; a question that is added adds a column."""
    words = knowledge.texts["en"]
    asked = tuple(
        Column(f"answer_{question}", words(f"question.{question}.name"), _answer(question))
        for question in knowledge.question_by_id
    )
    gone = Column("answers_gone", words("export.answers_gone"), _answers_gone(frozenset(knowledge.question_by_id)))
    return (*_named(words, _STANDING), *asked, gone, *_named(words, _reading(words)))


def row(record: Record, of: Iterable[Column]) -> tuple[str, ...]:
    """A record's values in the order of the columns."""
    return tuple(column.of(record) for column in of)


def time_shown(at: datetime) -> str:
    """A time in UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def happening_shown(happened: Happened) -> str:
    """One thing that happened, with its time and the words that belong to it."""
    return f"{time_shown(happened.at)} {happened.said}" + (f": {happened.written}" if happened.written else "")


def _named(words: Texts, ways: dict[str, Callable[[Record], str]]) -> tuple[Column, ...]:
    return tuple(Column(name, words(f"export.{name}"), of) for name, of in ways.items())


def _codes(found: Iterable[Coded]) -> str:
    return "\n".join(f"{one.code} {one.label}" for one in found)


def _topic(*topics: Topic) -> Callable[[Record], str]:
    return lambda record: "\n".join(happening_shown(one) for one in record.happened if one.topic in topics)


def _answer(question: str) -> Callable[[Record], str]:
    return lambda record: "; ".join(
        label for fact in record.facts if fact.question == question for label in fact.labels
    )


def _answers_gone(asked: frozenset[str]) -> Callable[[Record], str]:
    return lambda record: "\n".join(
        f"{fact.name}: {'; '.join(fact.labels)}" for fact in record.facts if fact.question not in asked
    )


def _in_codes(facts: Iterable[Fact]) -> str:
    """The answers as codes, as `leverage advise --answer` takes them."""
    return " ".join(f"{fact.question}={','.join(fact.values)}" for fact in facts if fact.coded and fact.values)


def _reading(words: Texts) -> dict[str, Callable[[Record], str]]:
    """What follows the answers: how they were reached, the advice, and what came of it."""
    return {
        "reached": lambda record: "\n".join(
            f"{fact.name}: {words(f'export.reached_{fact.reached}')}" for fact in record.facts
        ),
        "preliminary": lambda record: words("result.preliminary") if connection_in(record.facts) else "",
        "codes": lambda record: _in_codes(record.facts),
        "levers": lambda record: _codes(record.levers),
        "result_at": lambda record: time_shown(record.shown_at) if record.shown_at else "",
        "content": lambda record: record.content,
        "advice": lambda record: record.advice,
        "alerts": _topic("alert"),
        "sharing": _topic("sharing", "answer"),
        "outcomes": _topic("outcome"),
        "reminders": _topic("reminder"),
        "remind_on": lambda record: record.reminder,
        "rating": _topic("rating"),
        "saved_levers": lambda record: _codes(record.saved),
    }


_STANDING: dict[str, Callable[[Record], str]] = {
    "number": lambda record: record.number,
    "state": lambda record: record.state.code,
    "route": lambda record: record.route.code,
    "urgent": lambda record: "yes" if record.urgent else "no",
    "started_at": lambda record: time_shown(record.started_at),
    "changed_at": lambda record: time_shown(record.changed_at),
    "language": lambda record: record.language,
    "situation": lambda record: record.situation,
    "notes": lambda record: "\n".join(record.notes),
}
"""What stands before the answers."""
