"""Each format, read again by a library that did not write it."""

import stat
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from bot.review.export.choosing import Wanted
from bot.review.export.guards import MOST_UNITS
from bot.review.export.outline import outline
from bot.review.export.table import columns, row
from handlers.exporting import as_xlsx
from handlers.exporting.asked import Asked
from handlers.exporting.export import Exporting, export
from handlers.exporting.files import new_file
from handlers.settings import SettingError
from knowledge import Knowledge
from tests.exporting.reading import csv_of, csv_read, docx_of, docx_texts, jsonl_of, jsonl_read, xlsx_of
from tests.log.scenes import Place
from tests.review.scenes import AT, case_with, record_with

TEXT = "Gdańsk, শ্রমিক, عمال\n护照 👩🏽‍🏭 e\u0301"


def test_csv_is_read_as_it_was_written(knowledge: Knowledge):
    """A head of names, a record a consultation, each field quoted, lines ended as RFC 4180 has them."""
    of = columns(knowledge)
    record = record_with(TEXT, knowledge)
    text = csv_of([record], of)
    assert csv_read(text) == [[column.name for column in of], list(row(record, of))]
    assert text.startswith('"number","state",') and text.endswith('"\r\n')


def test_xlsx_is_read_as_it_was_written(knowledge: Knowledge, tmp_path: Path):
    """A head of titles, a row a consultation, every cell a text; and a sheet for long texts."""
    of, words = columns(knowledge), knowledge.texts["en"]
    record = record_with(TEXT, knowledge)
    book = xlsx_of([record], of, words, tmp_path / "log.xlsx")
    main, long = book.worksheets
    assert [cell.value for cell in main[1]] == [column.title for column in of]
    assert [cell.value or "" for cell in main[2]] == list(row(record, of))
    assert {cell.number_format for cell in main[2]} == {"@"}
    assert (main.title, long.title, long.max_row, main.freeze_panes) == ("Consultations", "Long texts", 1, "B2")
    assert not book.properties.creator and not book.properties.lastModifiedBy


def test_a_text_too_long_for_a_cell_is_whole_in_the_other_sheet(knowledge: Knowledge, tmp_path: Path):
    """Its cell begins with it and says where the rest is; nothing else is cut."""
    of, words = columns(knowledge), knowledge.texts["en"]
    texts = {2: "x" * 40_000, 3: "😀" * 40_000, 4: "line\n" * 400}
    records = [record_with("short", knowledge), *(record_with(text, knowledge, n) for n, text in texts.items())]
    main, long = xlsx_of(records, of, words, tmp_path / "log.xlsx").worksheets
    place = [column.name for column in of].index("situation")
    title = of[place].title
    assert main.cell(2, place + 1).value == "short"
    rows = [[cell.value for cell in found] for found in long.iter_rows(min_row=2)]
    for number, text in texts.items():
        cell = main.cell(number + 1, place + 1).value
        beginning, note = cell.rsplit("\n", 1)
        assert note == '[too long for one cell: all of it is in the sheet "Long texts"]'
        assert text.startswith(beginning) and len(beginning) > 1000
        parts = [found for found in rows if found[:2] == [f"{number:04d}", title]]
        assert [found[2] for found in parts] == [str(n) for n in range(1, len(parts) + 1)]
        assert "".join(found[3] for found in parts) == text
    for sheet in (main, long):
        values = [cell.value or "" for found in sheet.iter_rows() for cell in found]
        assert max(len(value.encode("utf-16-le")) // 2 for value in values) <= MOST_UNITS


def test_docx_is_read_as_it_was_written(knowledge: Knowledge, tmp_path: Path):
    """Title, headings, facts, words and advice, in this order."""
    words = knowledge.texts["en"]
    document = docx_of(outline(record_with(TEXT, knowledge), words, AT), words, tmp_path / "case.docx")
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings[0] == "Consultation 0001" and len(headings) == 6
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["Consultation 0001"]
    assert list(docx_texts(document)).count(TEXT) == 11


def test_docx_can_be_heard(knowledge: Knowledge, tmp_path: Path):
    """Heads of tables are marked, tables have titles, languages are named or left open, no paragraph is empty."""
    words = knowledge.texts["en"]
    document = docx_of(outline(record_with(TEXT, knowledge), words, AT), words, tmp_path / "case.docx")
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows].index(False) == 1
    tags = {
        text: run._r.rPr.find(qn("w:lang")).get(qn("w:val"))
        for p in document.paragraphs
        for run in p.runs
        if not p.style.name.startswith("Heading")
        for text in [run.text]
    }
    assert tags["Shown at 2026-11-02 09:50 UTC, made from content c0ffee."] == "en-GB"
    assert set(tags.values()) == {"en-GB", "x-none"} or tags[TEXT] == "en-GB"
    assert all(p.text for p in document.paragraphs)
    default = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert default.get(qn("w:val")) == document.core_properties.language == "en-GB"


def test_docx_writes_from_the_right_what_is_read_from_there(knowledge: Knowledge, tmp_path: Path):
    """By the first letter that has a direction."""
    words = knowledge.texts["en"]
    for number, (text, from_right) in enumerate(
        {"1. يحتفظون": True, "they say: يحتفظون": False, "12 :)": False}.items()
    ):
        document = docx_of(outline(record_with(text, knowledge), words, AT), words, tmp_path / f"{number}.docx")
        paragraph = next(p for p in document.paragraphs if p.text == text)
        assert (paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:bidi")) is not None) is from_right


def test_docx_numbers_its_pages_and_names_nobody(knowledge: Knowledge, tmp_path: Path):
    """Two fields in the foot and none elsewhere; no author; its own title and time."""
    words = knowledge.texts["en"]
    path = tmp_path / "case.docx"
    document = docx_of(outline(record_with("x", knowledge), words, AT), words, path)
    foot = document.sections[0].footer.paragraphs[0]
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert foot.text.startswith("Consultation 0001 · Page ")
    about = document.core_properties
    assert (about.author, about.last_modified_by, about.comments, about.keywords) == ("", "", "", "")
    assert (about.title, about.created, about.modified) == ("Consultation 0001", AT, AT)
    with zipfile.ZipFile(path) as parts:
        assert b"python-docx" not in parts.read("docProps/core.xml") + parts.read("docProps/app.xml")


def test_jsonl_is_the_log(knowledge: Knowledge):
    """Standing and events as they are kept."""
    cases = [case_with(TEXT), case_with("other", 2)]
    assert jsonl_read(jsonl_of(cases)) == cases


def test_a_new_file_is_its_owner_s_and_new(tmp_path: Path):
    """Mode 600; one that exists is left as it was."""
    with new_file(tmp_path / "a") as file:
        file.write(b"x")
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
    with pytest.raises(SettingError, match="exists already"), new_file(tmp_path / "a"):
        pass
    assert (tmp_path / "a").read_bytes() == b"x"


@pytest.mark.parametrize("error", [SettingError, KeyboardInterrupt])
def test_no_half_of_a_file_is_left(tmp_path: Path, error: type[BaseException]):
    """Whatever goes wrong meanwhile."""

    def half() -> None:
        with new_file(tmp_path / "a") as file:
            file.write(b"x")
            raise error

    with pytest.raises(error):
        half()
    assert list(tmp_path.iterdir()) == []


def test_rows_on_their_way_into_a_workbook_lie_in_a_closed_folder_that_goes(knowledge: Knowledge, tmp_path: Path):
    """Beside the file, for its owner only, and not with everybody's temporary files."""
    seen: list[int] = []

    def records():
        for number in range(1, 4):
            (folder,) = [path for path in tmp_path.iterdir() if path.is_dir()]
            assert list(folder.iterdir())
            seen.append(stat.S_IMODE(folder.stat().st_mode))
            yield record_with("x", knowledge, number)

    xlsx_of(records(), columns(knowledge), knowledge.texts["en"], tmp_path / "log.xlsx")
    assert seen == [0o700] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["log.xlsx"]


def test_a_workbook_that_fails_leaves_nothing(knowledge: Knowledge, tmp_path: Path):
    """Neither the file nor the folder beside it."""

    def records():
        yield record_with("x", knowledge)
        raise SettingError("no more")

    with pytest.raises(SettingError, match="no more"):
        xlsx_of(records(), columns(knowledge), knowledge.texts["en"], tmp_path / "log.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_times_of_a_document_are_given(knowledge: Knowledge, tmp_path: Path):
    """By whoever writes it: the same record at the same time makes the same document."""
    words = knowledge.texts["en"]
    blocks = outline(record_with("x", knowledge), words, datetime.fromisoformat("2026-12-01T10:00:00+02:00"))
    assert blocks[-1].text == "Document made: 2026-12-01 08:00 UTC"
    first, second = (docx_of(blocks, words, tmp_path / name) for name in ("a.docx", "b.docx"))
    assert isinstance(first, docx.document.Document) and list(docx_texts(first)) == list(docx_texts(second))


class Full:
    """A sheet that takes nothing more."""

    def write_string(self, *_: object) -> int:
        """What XlsxWriter says then, instead of raising."""
        return -1


def test_what_does_not_fit_into_a_sheet_is_not_left_out_in_silence():
    """XlsxWriter would go on."""
    with pytest.raises(OverflowError, match="row 1048577, column 1 "):
        as_xlsx._put(Full(), 1_048_576, ["x"], None)


def test_a_consultation_that_is_erased_meanwhile_leaves_no_document(knowledge: Knowledge, tmp_path: Path):
    """Between the look whether it is there and the writing."""
    with Place(tmp_path).open() as store:
        asked = Asked("docx", Wanted(number=1), output=tmp_path / "case.docx")
        with pytest.raises(SettingError, match="erased meanwhile"):
            export(Exporting(asked, store, lambda: knowledge, AT))
    assert not (tmp_path / "case.docx").exists()
