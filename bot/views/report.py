"""The quarterly report as cards, and the words of its tables for every way of showing it."""

from collections.abc import Iterator

from bot.messages import Card, Detail, Facts, Note, Row, Section
from bot.review.report.making import Report, Table
from bot.review.report.making import Row as Figure
from bot.review.report.quarter import Quarter
from bot.views.levers import title_of
from knowledge import Knowledge
from knowledge.texts import Texts

SOURCE = "Shift 2013, III.1, III.3: INT-1.3, INT-3.2, INT-3.2a"
LEVERS = "lever_"
_LABELS = {
    "actor": "choice.actor.{row}",
    "connection": "choice.connection.{row}",
    "moment": "choice.moment.{row}",
    "route": "route.{row}",
    "category": "word.category.{row}",
    "unsure": "question.{row}.name",
    "changed": "followup.people_{row}",
}
"""table -> where its rows have their words; of the others they stand with the report's own."""


def cards(knowledge: Knowledge, words: Texts, report: Report) -> tuple[Card, ...]:
    """What the report is, its tables, and how to read them."""
    sections = tuple(_section(knowledge, words, table) for table in report.tables if told_apart(table))
    return (
        Facts(title=title(words, report), rows=facts(words, report)),
        Detail(title=words("report.tables"), sections=sections, source=SOURCE),
        Note(lines=method(words, report)),
    )


def overview(words: Texts, published: tuple[Quarter, ...], open_: tuple[Quarter, ...], next_: Quarter) -> Facts:
    """What is published, what can be, and from when the running quarter can be."""
    nothing = words("report.none")
    rows = (
        Row(label=words("report.published_ones"), value=_listed(published) or nothing),
        Row(label=words("report.can_be"), value=_listed(open_) or nothing),
        Row(label=str(next_), value=words("report.not_over", date=next_.next.first_day)),
    )
    return Facts(title=words("report.overview"), rows=rows)


def title(words: Texts, report: Report) -> str:
    """The report's title."""
    return words("report.title", quarter=report.quarter)


def facts(words: Texts, report: Report) -> tuple[Row, ...]:
    """What stands above the tables."""
    within = report.acknowledged_within
    median = words(f"report.within.{within}") if within else words("report.hidden")
    return (
        Row(label=words("report.quarter"), value=_days(report)),
        Row(label=words("report.published"), value=report.published.isoformat()),
        *(Row(label=words("report.row.consultations.all"), value=figure(words, row)) for row in _all(report)),
        Row(label=words("report.median"), value=median),
    )


def method(words: Texts, report: Report) -> tuple[str, ...]:
    """Why there is a report, and how its figures are to be read."""
    return (words("report.why"), *words.lines("report.method", step=report.step))


def told_apart(table: Table) -> bool:
    """Whether a table stands by itself; the number of consultations stands above."""
    return table.id != "consultations"


def heading(words: Texts, table: Table) -> str:
    """A table's title."""
    return words(f"report.table.{table.id}")


def label(knowledge: Knowledge, words: Texts, table: Table, row: Figure) -> str:
    """A row's words; its id where the content has it no more."""
    if table.id.startswith(LEVERS):
        lever = knowledge.lever_by_id.get(row.id)
        return f"{row.id} {title_of(words, lever)}" if lever else row.id
    key = _LABELS.get(table.id, f"report.row.{table.id}.{{row}}")
    said = words.get(key.format(row=row.id)) or row.id
    return said[:1].upper() + said[1:]


def figure(words: Texts, row: Figure) -> str:
    """A row's figure in words."""
    return words("report.hidden") if row.at_least is None else words("report.at_least", n=row.at_least)


def _section(knowledge: Knowledge, words: Texts, table: Table) -> Section:
    return Section(title=heading(words, table), lines=tuple(_lines(knowledge, words, table)))


def _lines(knowledge: Knowledge, words: Texts, table: Table) -> Iterator[str]:
    for row in table.told:
        yield f"{label(knowledge, words, table, row)}: {figure(words, row)}"
    if len(table.told) < len(table.rows):
        yield words("report.rest" if table.told else "report.all_hidden")


def _all(report: Report) -> tuple[Figure, ...]:
    return report.table("consultations").rows


def _days(report: Report) -> str:
    quarter = Quarter.read(report.quarter)
    return f"{quarter.first_day} – {quarter.last_day}"


def _listed(quarters: tuple[Quarter, ...]) -> str:
    return ", ".join(map(str, quarters))
