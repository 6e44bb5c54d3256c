"""The quarterly report: counts of a closed quarter, of which nobody can tell who asked.

`counted` takes a consultation apart into codes, `tables` counts them, `hiding` decides what is shown, `making` puts the
report together, `page` draws it. Nothing here reads a store: the raw counts live in one call and are never kept.
"""

from bot.review.report.counted import Counted, counted
from bot.review.report.making import Report, Row, Table, as_json, from_json, make
from bot.review.report.quarter import NoQuarter, NotOver, Quarter
from bot.review.report.tables import Frame, frame_of

__all__ = [
    "Counted",
    "Frame",
    "NoQuarter",
    "NotOver",
    "Quarter",
    "Report",
    "Row",
    "Table",
    "as_json",
    "counted",
    "frame_of",
    "from_json",
    "make",
]
