"""A record as the outline of a document for a case file: headings, paragraphs and tables as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.review.export.facts import connection_in
from bot.review.export.record import Record
from bot.review.export.redaction import MARKER
from bot.review.export.table import time_shown
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
    written: bool = False
    """Whether somebody's words may stand in the last column."""


Block = Heading | Paragraph | Table
Outline = tuple[Block, ...]


def title_of(record: Record, words: Texts) -> str:
    """What the document is called."""
    return words("document.title", number=record.number)


def outline(record: Record, words: Texts, written: datetime) -> Outline:
    """The document of a record, written at this time."""
    parts = (_top, _facts, _situation, _notes, _advice, _since)
    return (*(block for part in parts for block in part(record, words)), Paragraph(_written(words, written)))


def _written(words: Texts, written: datetime) -> str:
    return f"{words('document.written')}: {time_shown(written)}"


def _top(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(1, title_of(record, words))
    if record.redacted:
        yield Paragraph(words("export.redacted", marker=MARKER))
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


def _facts(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(2, words("export.facts"))
    if not record.facts:
        yield Paragraph(words("export.nothing"))
        return
    rows = tuple((fact.name, words(f"export.reached_{fact.reached}"), "; ".join(fact.labels)) for fact in record.facts)
    head = (words("export.fact"), words("export.reached"), words("export.answer"))
    yield Table(words("export.facts"), head, rows, written=True)
    if connection_in(record.facts):
        yield Paragraph(words("result.preliminary"))


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


def _since(record: Record, words: Texts) -> Iterator[Block]:
    yield Heading(2, words("export.since"))
    if not record.happened:
        yield Paragraph(words("export.nothing"))
        return
    rows = tuple((time_shown(one.at), one.said, one.written) for one in record.happened)
    head = (words("export.when"), words("export.what"), words("export.written"))
    yield Table(words("export.since"), head, rows, written=True)
