"""An Excel workbook: one consultation a row, every cell a text. What is longer than a cell stands in a second sheet.

XlsxWriter keeps rows in files until the workbook is put together. They hold people's words, so they lie in a folder
of their own beside the export, that only its owner can open and that is gone afterwards.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from bot.review.export.guards import MOST_LINES, MOST_UNITS, cell_guarded, one_line_end, pieces, told_apart, visible
from bot.review.export.record import Record
from bot.review.export.table import Column, row
from knowledge.texts import Texts

ROOM_FOR_A_NOTE = 200
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}
AS_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
"""Text, so that a cell that is edited stays one."""
WIDTH = 24


def write(records: Iterable[Record], columns: tuple[Column, ...], words: Texts, out: BinaryIO, beside: Path) -> int:
    """Write the workbook; how many consultations there were. `beside` is the folder for what lies there meanwhile."""
    with (
        tempfile.TemporaryDirectory(prefix=".leverage-export-", dir=beside) as folder,
        xlsxwriter.Workbook(out, {**OPTIONS, "tmpdir": folder}) as book,
    ):
        book.set_properties({"title": words("export.sheet"), "author": "", "company": ""})
        return _Sheets(book, columns, words).fill(records)


class _Sheets:
    """The sheet of consultations and the sheet of long texts, filled row by row."""

    def __init__(self, book: Any, columns: tuple[Column, ...], words: Texts) -> None:
        self.columns, self.words = columns, words
        self.text, self.head = book.add_format(AS_TEXT), book.add_format({**AS_TEXT, "bold": True})
        long_head = [words(f"export.{name}") for name in ("number", "column", "part", "text")]
        self.main = self._sheet(book, words("export.sheet"), [column.title for column in columns])
        self.long = self._sheet(book, words("export.long_sheet"), long_head)
        self.goes_on = words("export.goes_on", sheet=words("export.long_sheet"))
        self.long_rows = 0

    def fill(self, records: Iterable[Record]) -> int:
        """A row for each record."""
        count = 0
        for count, record in enumerate(records, 1):
            values = [told_apart(visible(one_line_end(value))) for value in row(record, self.columns)]
            _put(self.main, count, [self._cell(record, at, value) for at, value in enumerate(values)], self.text)
        self.main.autofilter(0, 0, max(count, 1), len(self.columns) - 1)
        return count

    def _cell(self, record: Record, at: int, value: str) -> str:
        """The value, or its beginning with a note where the whole of it stands."""
        parts = pieces(value, MOST_UNITS - ROOM_FOR_A_NOTE, MOST_LINES - 1)
        if len(parts) == 1:
            return value
        for number, part in enumerate(parts, 1):
            self.long_rows += 1
            _put(self.long, self.long_rows, [record.number, self.columns[at].title, str(number), part], self.text)
        return f"{parts[0]}\n{self.goes_on}"

    def _sheet(self, book: Any, name: str, head: list[str]) -> Any:
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(head) - 1, WIDTH)
        sheet.freeze_panes(1, 1)
        _put(sheet, 0, head, self.head)
        return sheet


def _put(sheet: Any, at: int, values: list[str], style: Any) -> None:
    """A row of texts. Raises OverflowError rather than leave something out."""
    for column, value in enumerate(values):
        if sheet.write_string(at, column, cell_guarded(value), style) != 0:
            raise OverflowError(f"row {at + 1}, column {column + 1} does not fit into a sheet")
