"""A Word document of one consultation: headings and table heads that can be heard, languages marked, pages numbered.

Nothing about the machine or its user is in it. Every text is put in as text: no field, no link.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Place
from docx.text.run import Run

from bot.review.export.guards import one_line_end, visible
from bot.review.export.outline import Block, Heading, Outline, Paragraph, Table
from knowledge.texts import Texts

TAGS: Mapping[str | None, str] = {"en": "en-GB", "de": "de-DE", "es": "es-ES", "fr": "fr-FR", None: "x-none"}
"""Word's tags; where nobody knows the language of what was written, none is claimed."""
A4 = (Mm(210), Mm(297))
SPACE = Pt(6)
AFTER_DIRECTION = ("w:spacing", "w:jc", "w:rPr")
"""What the format wants behind a paragraph's direction."""
RIGHT_TO_LEFT = ("R", "AL")


def write(outline: Outline, title: str, words: Texts, written: datetime, out: BinaryIO) -> None:
    """Write the document."""
    document = docx.Document()
    _about(document, title, written)
    document.sections[0].page_width, document.sections[0].page_height = A4
    _number_pages(document, f"{title} · {words('export.page')} ")
    for block in outline:
        _WRITERS[type(block)](document, block)
    document.save(out)


def _about(document: Document, title: str, written: datetime) -> None:
    """The properties: title, language and time, and nobody's name."""
    about, at = document.core_properties, written.astimezone(UTC).replace(tzinfo=None)
    about.title, about.language, about.created, about.modified = title, TAGS["en"], at, at
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    for language in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            language.attrib.pop(qn(name), None)
        language.set(qn("w:val"), TAGS["en"])


def _number_pages(document: Document, before: str) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(before)
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


def _field(place: Place, what: str) -> None:
    """A number that Word fills in: the only kind of field in the document."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    place._p.append(field)


def _heading(document: Document, heading: Heading) -> None:
    document.add_heading(visible(heading.text), level=heading.level)


def _paragraph(document: Document, paragraph: Paragraph) -> None:
    place = document.add_paragraph()
    place.paragraph_format.space_before = SPACE
    _fill(place, paragraph.text, paragraph.language)


def _table(document: Document, table: Table) -> None:
    made = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    _describe(made, table.title)
    ours: tuple[str | None, ...] = ("en",) * len(table.head)
    head = made.add_row()
    for place, value in zip(_places(head), table.head, strict=True):
        _fill(place, value, "en").bold = True
    _repeat(head)
    for values in table.rows:
        for place, value, language in zip(
            _places(made.add_row()), values, (*ours[1:], None) if table.written else ours, strict=True
        ):
            _fill(place, value, language)


def _places(row: Any) -> list[Place]:
    return [cell.paragraphs[0] for cell in row.cells]


def _describe(made: Any, title: str) -> None:
    """A title for those who can't see where a table begins."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    made._tbl.tblPr.append(caption)


def _repeat(row: Any) -> None:
    """Mark the head: it is read with each cell, and stands on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(place: Place, text: str, language: str | None) -> Run:
    """A text in its language and direction."""
    shown = visible(one_line_end(text))
    run = place.add_run(shown)
    _in_language(run, TAGS[language])
    if _reads_from_right(shown):
        place._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_DIRECTION)
    return run


def _in_language(run: Run, tag: str) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    run._r.get_or_add_rPr().append(language)


def _reads_from_right(text: str) -> bool:
    """Whether the first letter that has a direction is read from the right."""
    directions: Iterable[str] = map(unicodedata.bidirectional, text)
    return next((direction for direction in directions if direction in ("L", *RIGHT_TO_LEFT)), "L") in RIGHT_TO_LEFT


_WRITERS: Mapping[type[Block], Callable[[Document, Any], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Table: _table,
}
