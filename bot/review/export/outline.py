"""A record as the outline of a document for a case file: headings, paragraphs and tables as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.review.export.record import Record
from bot.review.export.redaction import MARKER
from bot.review.export.table import time_shown
from bot.review.export.telling import Happened, Topic
from knowledge.schema.entry import Language
from knowledge.texts import Texts


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    level: Literal[1, 2]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of ours, or of somebody's words in a language that nobody has named (None)."""

    text: str
    language: Language | None = "en"


@dataclass(frozen=True)
class Table:
    """A table with its title and its headings."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    written: int = 0
    """In how many of the last columns somebody's words may stand."""


Block = Heading | Paragraph | Table
Outline = tuple[Block, ...]
APART: tuple[tuple[Topic, str], ...] = (("message", "messages"), ("note", "private_notes"))
"""What has a part of its own, so that it is found, or taken out, at once; the key of its heading."""


def title_of(record: Record, words: Texts) -> str:
    """What the document is called."""
    return words("document.title", number=record.number)


def outline(record: Record, words: Texts, written: datetime) -> Outline:
    """The document of a record, written at this time."""
    parts = (_top, _facts, _corrections, _situation, _notes, _advice, _review, _apart, _since)
    return (*(block for part in parts for block in part(record, words)), Paragraph(_written(words, written)))


def _written(words: Texts, written: datetime) -> str:
    return f"{words('document.written')}: {time_shown(written)}"


def _top(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(1, title_of(record, words))
    if record.redacted:
        yield Paragraph(words("export.redacted", marker=MARKER))
    yield from _warnings(record, words)
    rows = (
        (words("export.number"), record.number),
        (words("export.route"), record.route.label),
        (words("export.state"), record.state.label),
        (words("export.urgent"), words("export.yes" if record.urgent else "export.no")),
        (words("export.started_at"), time_shown(record.started_at)),
        (words("export.changed_at"), time_shown(record.changed_at)),
        *(((words("export.result_at"), time_shown(record.shown_at)),) if record.shown_at else ()),
        *(((words("export.remind_on"), record.reminder),) if record.reminder else ()),
    )
    yield Table(words("export.standing"), (words("export.field"), words("export.value")), rows)


def _warnings(record: Record, words: Texts) -> Iterator[Block]:
    """What counsel asks of whoever reads it."""
    if record.review.marked:
        yield Paragraph(words("review.is_marked"))
    if record.review.held_since:
        yield Paragraph(words("review.is_held", date=record.review.held_since.date().isoformat()))


def _facts(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(2, words("export.facts"))
    if not record.facts:
        yield Paragraph(words("export.nothing"))
        return
    rows = tuple((fact.name, words(f"export.reached_{fact.reached}"), "; ".join(fact.labels)) for fact in record.facts)
    head = (words("export.fact"), words("export.reached"), words("export.answer"))
    yield Table(words("export.facts"), head, rows, written=1)
    if record.names_connection:
        yield Paragraph(words("result.preliminary"))


def _corrections(record: Record, words: Texts) -> Iterator[Block]:
    """What leads put beside what was said, which stays above as it was."""
    if not record.review.corrections:
        return
    yield Heading(2, words("export.review.corrections"))
    rows = tuple(
        (one.name, time_shown(one.at), one.who, "; ".join(one.before) or "-", "; ".join(one.now), one.why)
        for one in record.review.corrections
    )
    head = (words("export.fact"), words("export.when"), *_heads(words, "who", "before", "now", "why"))
    yield Table(words("export.review.corrections"), head, rows, written=3)


def _situation(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(2, words("export.situation"))
    yield Paragraph(record.situation, None) if record.situation else Paragraph(words("export.nothing"))


def _notes(record: Record, words: Texts) -> Iterator[Block]:
    if record.notes:
        yield Heading(2, words("export.notes"))
        yield from (Paragraph(note, None) for note in record.notes)


def _advice(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(2, words("export.advice"))
    if record.shown_at is None:
        yield Paragraph(words("export.no_advice"))
        return
    yield Paragraph(words("export.advice_made", time=time_shown(record.shown_at), content=record.content))
    if record.levers:
        rows = tuple((lever.code, lever.label) for lever in record.levers)
        yield Table(words("export.levers"), (words("export.code"), words("export.lever")), rows)
    yield from (Paragraph(part, record.language) for part in record.advice.split("\n\n"))


def _review(record: Record, words: Texts) -> Iterator[Block]:
    """How far the leads are with it."""
    review = record.review
    rows = (
        ("review_status", words(f"review.status.{review.status}")),
        ("owner", words("export.yes" if review.owned else "export.no")),
        ("tags", "; ".join(review.tags)),
        ("links", ", ".join(review.links)),
        ("follow_up", ": ".join(part for part in review.follow_up if part)),
    )
    yield Heading(2, words("export.review.part"))
    named = tuple((words(f"export.review.{name}"), value) for name, value in rows if value)
    yield Table(words("export.review.part"), (words("export.field"), words("export.value")), named, written=1)


def _apart(record: Record, words: Texts) -> Iterator[Block]:
    """Messages with the person, and the leads' private notes."""
    for topic, key in APART:
        found = tuple(one for one in record.happened if one.topic == topic)
        if found:
            yield Heading(2, words(f"export.review.{key}"))
            yield _course(words(f"export.review.{key}"), found, words)


def _since(record: Record, words: Texts) -> Iterator[Block]:
    """Everything else that happened, in order of time."""
    apart = {topic for topic, _ in APART}
    found = tuple(one for one in record.happened if one.topic not in apart)
    yield Heading(2, words("export.since"))
    yield _course(words("export.since"), found, words) if found else Paragraph(words("export.nothing"))


def _course(title: str, found: tuple[Happened, ...], words: Texts) -> Table:
    rows = tuple((time_shown(one.at), one.said, one.written) for one in found)
    return Table(title, (words("export.when"), words("export.what"), words("export.written")), rows, written=1)


def _heads(words: Texts, *names: str) -> tuple[str, ...]:
    return tuple(words(f"export.review.{name}") for name in names)
