"""Records as rows: one consultation a row, one column for each question. Every value is a text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.review.export.facts import Fact
from bot.review.export.record import Coded, Record
from bot.review.export.reviewed import Corrected
from bot.review.export.telling import Happened, Topic
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
    reviewed = _named(words, _reviewed(words), "export.review.")
    return (*_named(words, _STANDING), *asked, gone, *_named(words, _reading(words)), *reviewed)


def row(record: Record, of: Iterable[Column]) -> tuple[str, ...]:
    """A record's values in the order of the columns."""
    return tuple(column.of(record) for column in of)


def time_shown(at: datetime) -> str:
    """A time in UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def happening_shown(happened: Happened) -> str:
    """One thing that happened, with its time and the words that belong to it."""
    return f"{time_shown(happened.at)} {happened.said}" + (f": {happened.written}" if happened.written else "")


def _named(words: Texts, ways: dict[str, Callable[[Record], str]], prefix: str = "export.") -> tuple[Column, ...]:
    return tuple(Column(name, words(f"{prefix}{name}"), of) for name, of in ways.items())


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
        "preliminary": lambda record: words("result.preliminary") if record.names_connection else "",
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


def _reviewed(words: Texts) -> dict[str, Callable[[Record], str]]:
    """What leads and counsel did, after everything else: new columns come last."""
    return {
        "review_status": lambda record: record.review.status,
        "owner": lambda record: _yes(record.review.owned),
        "tags": lambda record: "; ".join(record.review.tags),
        "links": lambda record: " ".join(record.review.links),
        "follow_up": lambda record: ": ".join(part for part in record.review.follow_up if part),
        "marked": lambda record: _yes(record.review.marked),
        "hold": lambda record: _yes(record.review.held_since is not None),
        "corrections": lambda record: "\n".join(_correction(words, one) for one in record.review.corrections),
        "lead_outcomes": _topic("lead_outcome"),
        "closings": _topic("closing"),
        "counsel": _topic("counsel"),
        "read_by": _topic("reading"),
        "messages": _topic("message"),
        "private_notes": _topic("note"),
        "examples": _topic("example"),
        "custody": _topic("custody"),
        "course": _topic("course"),
    }


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _correction(words: Texts, one: Corrected) -> str:
    said = {"name": one.name, "now": "; ".join(one.now), "before": "; ".join(one.before) or "-", "who": one.who}
    return f"{time_shown(one.at)} {words('export.review.corrected', **said)}: {one.why}"


_STANDING: dict[str, Callable[[Record], str]] = {
    "number": lambda record: record.number,
    "state": lambda record: record.state.code,
    "route": lambda record: record.route.code,
    "urgent": lambda record: _yes(record.urgent),
    "started_at": lambda record: time_shown(record.started_at),
    "changed_at": lambda record: time_shown(record.changed_at),
    "language": lambda record: record.language,
    "situation": lambda record: record.situation,
    "notes": lambda record: "\n".join(record.notes),
}
"""What stands before the answers."""
