"""Exports, written and read again by readers that did not write them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn

from bot.record import Event, Standing
from bot.review.export.outline import Outline
from bot.review.export.record import Record
from bot.review.export.table import Column
from handlers.exporting import as_csv, as_docx, as_jsonl, as_xlsx
from handlers.exporting.files import new_file
from knowledge.texts import Texts
from tests.review.scenes import AT, Case


def csv_of(records: Iterable[Record], columns: tuple[Column, ...]) -> str:
    """What stands in the CSV."""
    out = io.StringIO(newline="")
    as_csv.write(records, columns, out)
    return out.getvalue()


def csv_read(text: str) -> list[list[str]]:
    """The rows of a CSV, as Python's own reader has them; it takes longer fields when it is told to."""
    csv.field_size_limit(1_000_000)
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def jsonl_of(cases: Iterable[Case]) -> str:
    """What stands in the JSON Lines."""
    out = io.StringIO()
    as_jsonl.write(cases, out)
    return out.getvalue()


def jsonl_read(text: str) -> list[Case]:
    """The consultations of JSON Lines. Lines end at line feeds only."""
    found = [json.loads(line) for line in text.split("\n") if line]
    return [
        (Standing.model_validate(one["standing"]), tuple(Event.model_validate(event) for event in one["events"]))
        for one in found
    ]


def xlsx_of(records: Iterable[Record], columns: tuple[Column, ...], words: Texts, path: Path) -> openpyxl.Workbook:
    """The workbook, written and opened by another library."""
    with new_file(path) as out:
        as_xlsx.write(records, columns, words, out, path.parent)
    return openpyxl.load_workbook(path)


def docx_of(outline: Outline, words: Texts, path: Path) -> docx.document.Document:
    """The document, written and opened again."""
    with new_file(path) as out:
        as_docx.write(outline, "Consultation 0001", words, AT, out)
    return docx.Document(str(path))


def docx_texts(document: docx.document.Document) -> Iterator[str]:
    """Every text of a document, in order: paragraphs and cells."""
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            # By the elements: a table of many rows is slow to walk otherwise.
            for cell in block._tbl.iter(qn("w:tc")):  # a cell's own way of counting columns takes its time
                yield "\n".join(docx.text.paragraph.Paragraph(p, None).text for p in cell.iter(qn("w:p")))
        else:
            yield block.text
