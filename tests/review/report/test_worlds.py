"""For each hidden few there are logs with none and with many, and the report is the same to the letter."""

from random import Random

import pytest

from bot.review.report import Counted, Frame, make
from bot.review.report.tables import rows_of
from tests.review.report.attacker import Cell
from tests.review.report.companies import COMPANIES, QUARTERS, Company, consultation
from tests.review.report.readings import drawing
from tests.review.report.worlds import hidden_few, same_report, stands_in, with_more, without
from tests.sampling import times

QUARTER = QUARTERS[0]
DAY = QUARTER.next.first_day
AT_ONCE = 6
"""Hidden cells that are tried of each report."""
REPORTS = times(6, 1)
SIZE = 30
"""A report is of fewer consultations."""
MET_TWICE = Counted(QUARTER, partner="somebody")


@pytest.fixture(scope="module")
def anybody(frame: Frame) -> dict[Cell, Counted]:
    """For each cell a consultation that stands in it: there is one for each that there may be."""
    random, even = Random("anybody"), Company("even", 1, 0.0, 1.0)
    found: dict[Cell, Counted] = {}
    for _ in range(20_000):
        one = consultation(random, frame, QUARTER, even)
        for table in frame:
            found |= {(table, row): one for row in rows_of(table, one)}
    return found


def test_a_hidden_few_may_be_none_or_many(frame, anybody, capsys):
    """No reader can tell from the report, or from any number of them, that anybody stands in a hidden cell."""
    random, tried = Random("worlds"), 0
    for seed in range(REPORTS):
        company, size = COMPANIES[seed % len(COMPANIES)], random.randrange(SIZE)
        data = [consultation(random, frame, QUARTER, company) for _ in range(size)]
        report = make(QUARTER, data, frame, DAY, drawing(seed))
        assert same_report(report, frame, data)
        few = list(hidden_few(report, frame, data))
        for cell in random.sample(few, min(AT_ONCE, len(few))):
            none = without(cell, report, data)
            assert not any(stands_in(cell, one) for one in none)
            assert same_report(report, frame, none), (cell, "none")
            assert same_report(report, frame, with_more(report, data, anybody.get(cell, MET_TWICE))), (cell, "many")
            tried += 1
    with capsys.disabled():
        print(f"\nother logs: {tried} hidden cells of {REPORTS} reports, each with a log of none and a log of many")
    assert tried > REPORTS


def test_more_than_the_log_holds_is_no_report_of_it(frame):
    """The check itself tells: a figure above the count can't have come from this log."""
    data = [Counted(QUARTER, actors=("SUP",))] * 12
    report = make(QUARTER, data, frame, DAY, lambda: False)
    assert same_report(report, frame, data)
    assert not same_report(report, frame, data[3:])
