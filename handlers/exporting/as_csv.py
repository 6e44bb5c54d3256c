"""CSV (RFC 4180): a head, then one consultation a record. Every field is quoted, and no field begins a formula."""

import csv
from collections.abc import Iterable
from typing import TextIO

from bot.review.export.guards import line_guarded, visible
from bot.review.export.record import Record
from bot.review.export.table import Column, row


def write(records: Iterable[Record], columns: tuple[Column, ...], out: TextIO) -> int:
    """Write the records to a text stream that leaves line ends alone; how many there were."""
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    count = 0
    for record in records:
        writer.writerow([line_guarded(visible(value)) for value in row(record, columns)])
        count += 1
    return count
