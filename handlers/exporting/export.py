"""One export from the log to a file or a stream, a consultation at a time."""

import io
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.record import Event, Person, Standing
from bot.review.export.barriers import kept_from
from bot.review.export.history import Newer
from bot.review.export.outline import outline, title_of
from bot.review.export.record import Record, record_of
from bot.review.export.redaction import redacted
from bot.review.export.table import columns
from bot.review.export.unnamed import unnamed
from bot.store import Store
from handlers.exporting import as_csv, as_docx, as_jsonl, as_xlsx
from handlers.exporting.asked import Asked, Format
from handlers.exporting.files import new_file
from handlers.exporting.progress import counted
from handlers.settings import SettingError
from knowledge import Knowledge


@dataclass
class Tally:
    """What is counted on the way."""

    left_out: int = 0
    """Cases that were read and are kept from whoever exports, wanted or not: by a count of the wanted ones, with one
    filter after the other, they would learn what such a case is about."""


@dataclass(frozen=True)
class Exporting:
    """An export under way: what was asked and by whom, the log, the content (loaded when it is needed), the time."""

    asked: Asked
    store: Store
    open_content: Callable[[], Knowledge]
    now: datetime
    by: Person
    tally: Tally = field(default_factory=Tally)

    def cases(self) -> Iterator[tuple[Standing, tuple[Event, ...]]]:
        """The consultations that are wanted and may be had, by number, one at a time."""
        for standing, events in counted(self._read(), sys.stderr):
            if kept_from(self.by, standing, events):
                self.tally.left_out += 1
            elif self.asked.wanted.holds(standing):
                yield standing, events

    def records(self, knowledge: Knowledge) -> Iterator[Record]:
        """The same as records. Raises SettingError at one that a newer version wrote."""
        for standing, events in self.cases():
            try:
                yield record_of(standing, events, knowledge, redact=self.asked.redact)
            except Newer as error:
                raise SettingError(
                    f"case {standing.number:04d} was written by a newer version of the assistant. "
                    "Update this one, or export as JSON Lines (--format jsonl)"
                ) from error

    def _read(self) -> Iterator[tuple[Standing, tuple[Event, ...]]]:
        if self.asked.wanted.number is None:
            yield from self.store.everything()
            return
        standing = self.store.by_number(self.asked.wanted.number)
        events = self.store.events(standing.consultation) if standing else ()
        if standing is not None and events:
            yield standing, events


def export(exporting: Exporting) -> int:
    """Write the export; how many consultations are in it. Raises SettingError."""
    asked = exporting.asked
    if asked.output is None:
        return _STREAMED[asked.format](exporting, sys.stdout)
    with new_file(asked.output) as file:
        if asked.format not in _STREAMED:
            return _FILED[asked.format](exporting, file, asked.output.parent)
        with io.TextIOWrapper(file, encoding=ENCODINGS[asked.format], newline="") as text:
            return _STREAMED[asked.format](exporting, text)


def _jsonl(exporting: Exporting, out: TextIO) -> int:
    """Redacted ones hold no name anyway, and number people: the asker is one of them."""
    cases = exporting.cases()
    if exporting.asked.redact:
        content = exporting.open_content()
        return as_jsonl.write((redacted(standing, events, content) for standing, events in cases), out)
    return as_jsonl.write((unnamed(standing, events) for standing, events in cases), out)


def _csv(exporting: Exporting, out: TextIO) -> int:
    content = exporting.open_content()
    return as_csv.write(exporting.records(content), columns(content), out)


def _xlsx(exporting: Exporting, out: BinaryIO, beside: Path) -> int:
    content = exporting.open_content()
    return as_xlsx.write(exporting.records(content), columns(content), content.texts["en"], out, beside)


def _docx(exporting: Exporting, out: BinaryIO, _beside: Path) -> int:
    content = exporting.open_content()
    words = content.texts["en"]
    record = next(exporting.records(content), None)
    if record is None:
        raise SettingError("the consultation was erased meanwhile. Nothing was written.")
    as_docx.write(outline(record, words, exporting.now), title_of(record, words), words, exporting.now, out)
    return 1


ENCODINGS: Mapping[Format, str] = {"jsonl": "utf-8", "csv": "utf-8-sig"}
"""In a file; Excel takes a CSV without the mark at its beginning for another encoding."""
_STREAMED: Mapping[Format, Callable[[Exporting, TextIO], int]] = {"jsonl": _jsonl, "csv": _csv}
_FILED: Mapping[Format, Callable[[Exporting, BinaryIO, Path], int]] = {"xlsx": _xlsx, "docx": _docx}
