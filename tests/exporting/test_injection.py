"""Nothing that somebody wrote is live in an export, and nothing of it is missing: every format, opened again."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from bot.review.export.guards import line_guarded, one_line_end, told_apart, unguarded, visible
from bot.review.export.outline import outline
from bot.review.export.table import columns, row
from knowledge import Knowledge
from tests.exporting.reading import csv_of, csv_read, docx_of, docx_texts, jsonl_of, jsonl_read, xlsx_of
from tests.injection import EVERYTHING, FORMULAS, LONG, SCRIPTS
from tests.review.scenes import AT, case_with, record_with
from tests.sampling import some

PARTS = 6
TEXTS = some(EVERYTHING, 40)
LIVE = re.compile(r"\A[ \"\u200b\ufeff\u3000\u00a0]*[=+\-@＝＋－＠\t\r\n\0]")
BY_LEADS = (
    "tags",
    "follow_up",
    "corrections",
    "closings",
    "counsel",
    "messages",
    "private_notes",
    "examples",
    "course",
)
WRITTEN = (
    "situation",
    "notes",
    "advice",
    "answer_alias",
    "answer_country",
    "sharing",
    "reminders",
    "rating",
    *BY_LEADS,
)
ESCAPED = re.compile(r"_x([0-9A-F]{4})_")


def test_the_corpus_is_large_enough():
    """Of different texts."""
    assert len(set(EVERYTHING)) >= 200


@pytest.mark.parametrize("part", range(PARTS))
def test_csv(knowledge: Knowledge, part: int):
    """No field begins a formula, and without the guards each is what was written."""
    of, texts = columns(knowledge), TEXTS[part::PARTS]
    records = [record_with(text, knowledge, n) for n, text in enumerate(texts, 1)]
    rows = csv_read(csv_of(records, of))
    assert len(rows) == len(texts) + 1
    names = rows[0]
    for record, found in zip(records, rows[1:], strict=True):
        assert [field for field in found if LIVE.search(field)] == []
        assert [unguarded(field) for field in found] == [visible(value) for value in row(record, of)]
        for name in WRITTEN:
            assert visible(record.situation) in unguarded(found[names.index(name)]), name


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_under_another_separator(knowledge: Knowledge, separator: str):
    """A spreadsheet that splits elsewhere finds no formula either, wherever it begins a cell."""
    of, texts = columns(knowledge), (*FORMULAS, *SCRIPTS)
    text = csv_of([record_with(text, knowledge, n) for n, text in enumerate(texts, 1)], of)
    cells = re.split(rf"[{separator}\r\n]", text)
    assert [cell[:40] for cell in cells if re.match(r"[ \"\u200b]*[=+\-@＝＋－＠]", cell)] == []


@pytest.mark.parametrize("part", range(PARTS))
def test_xlsx(knowledge: Knowledge, tmp_path: Path, part: int):
    """Every cell is a text, none begins a formula, none is a link, and together they are what was written."""
    of, words, texts = columns(knowledge), knowledge.texts["en"], TEXTS[part::PARTS]
    records = [record_with(text, knowledge, n) for n, text in enumerate(texts, 1)]
    path = tmp_path / "log.xlsx"
    book = xlsx_of(records, of, words, path)
    main, long = book.worksheets
    assert main.max_row == len(texts) + 1
    for sheet in book.worksheets:
        for cell in (cell for found in sheet.iter_rows() for cell in found):
            assert cell.data_type in ("s", "n" if cell.value is None else "s", "inlineStr")
            assert cell.hyperlink is None and not LIVE.search(cell.value or "")
    whole: dict[tuple[str, str], str] = {}
    for number, title, _, text in long.iter_rows(min_row=2, values_only=True):
        whole[number, title] = whole.get((number, title), "") + taken_back(text)
    for record, found in zip(records, main.iter_rows(min_row=2, values_only=True), strict=True):
        for column, value, cell in zip(of, row(record, of), found, strict=True):
            read = whole.get((record.number, column.title), taken_back(cell or ""))
            assert read == told_apart(visible(one_line_end(value))), (column.name, value[:40])
    assert nothing_live(path)


def taken_back(cell: str) -> str:
    """The text of a cell: Excel's own escapes undone, which the reader leaves in, and the guard taken away."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    return text.removeprefix("'")


@pytest.mark.parametrize("part", range(PARTS))
def test_docx(knowledge: Knowledge, tmp_path: Path, part: int):
    """Every text stands in a paragraph or a cell as it was written; no field, no link, no part from elsewhere."""
    words, texts = knowledge.texts["en"], TEXTS[part::PARTS]
    record = record_with("x", knowledge)
    told = next(one for one in record.happened if one.written)
    record = replace(record, notes=texts, happened=tuple(replace(told, written=text) for text in texts))
    path = tmp_path / "case.docx"
    document = docx_of(outline(record, words, AT), words, path)
    found = list(docx_texts(document))
    place = 0
    for text in texts * 2:
        place = found.index(visible(one_line_end(text)), place) + 1
    fields = [field.get(qn("w:instr")) for field in document.element.iter(qn("w:fldSimple"))]
    assert fields == [] and not list(document.element.iter(qn("w:instrText"), qn("w:hyperlink"), qn("w:object")))
    assert nothing_live(path)


def nothing_live(path: Path) -> bool:
    """Whether an office file holds no formula, link, macro, or relation to anything outside."""
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        inside = b"".join(parts.read(name) for name in names if name.endswith((".xml", ".rels")))
    bad = (b"<f>", b"<f ", b"<hyperlink", b"TargetMode", b"<ddeLink", b"<externalLink", b"<w:hyperlink", b"<!DOCTYPE")
    return not any(mark in inside for mark in bad) and not any("vba" in name.casefold() for name in names)


def test_jsonl():
    """The log itself: what is read is what was kept, character for character."""
    cases = [case_with(text, n) for n, text in enumerate(TEXTS, 1)]
    assert jsonl_read(jsonl_of(cases)) == cases


def test_a_guard_is_one_character():
    """So that whoever reads without us can take it away."""
    for text in (*FORMULAS, *LONG):
        assert len(line_guarded(text)) - len(text) == len(re.findall(r"(?:\A|(?<=[;\t\r\n]))'", line_guarded(text)))
