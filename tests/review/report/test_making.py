"""A report is made of figures only: at least so many, or hidden."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.consultation import Outcome
from bot.review.report import Counted, Quarter, Report, as_json, from_json, make
from bot.review.report.hiding import STEP, shown
from tests.review.report.companies import COMPANIES, consultation
from tests.review.report.readings import drawing

QUARTER = Quarter(2026, 3)
DAY = date(2026, 10, 5)
SUPPLIER = Counted(QUARTER, actors=("SUP",), route="leverage")


def no_lot() -> bool:
    """No lot is drawn: figures as high as they can be."""
    return False


def figures(report: Report, table: str) -> dict[str, int | None]:
    """The rows of a table."""
    return {row.id: row.at_least for row in report.table(table).rows}


@given(count=st.integers(0, 10_000), seed=st.integers())
def test_a_figure_is_never_more_than_the_count_nor_less_than_a_step(count, seed):
    """A multiple of five that the count reaches; below five there is none."""
    figure = shown(count, drawing(seed))
    assert figure is None or (STEP <= figure <= count and figure % STEP == 0)
    assert shown(count, no_lot) == (count - count % STEP or None)
    assert count >= STEP or figure is None


def test_any_count_may_lie_behind_a_hidden_row():
    """A lot may hide any number, and lower any figure to any other: nothing is bounded from above."""
    draws = iter([True] * 200)
    assert shown(999, lambda: next(draws)) is None
    assert next(draws)


def test_none_and_four_read_alike(frame):
    """Nobody and a few are hidden alike; five are shown."""
    few = make(QUARTER, [SUPPLIER] * 4, frame, DAY, no_lot)
    assert few == make(QUARTER, [], frame, DAY, no_lot)
    assert figures(make(QUARTER, [SUPPLIER] * 5, frame, DAY, no_lot), "actor")["SUP"] == 5


def test_other_quarters_are_not_counted(frame):
    """Whatever is given, a report is of its own quarter."""
    others = [Counted(QUARTER.next, actors=("SUP",))] * 50
    assert figures(make(QUARTER, [*others, *[SUPPLIER] * 7], frame, DAY, no_lot), "actor")["SUP"] == 5


def test_levers_and_what_came_of_them(frame):
    """Each consultation once at each stage: proposed, tried, worked, partly, refused."""
    told = (Outcome("SUP-A2", "partly", "refuse", "no"), Outcome("SUP-A2", "worked"), Outcome("SUP-A5", "not_yet"))
    one = Counted(QUARTER, levers=("SUP-A2", "SUP-B1"), categories=("A",), outcomes=told, changed=("no",))
    report = make(QUARTER, [one] * 6, frame, DAY, no_lot)
    assert figures(report, "outcome") == dict.fromkeys(("proposed", "tried", "worked", "partly", "refused"), 5)
    assert figures(report, "lever_tried")["SUP-A2"] == 5
    assert figures(report, "lever_tried")["SUP-A5"] is None
    assert figures(report, "lever_proposed")["SUP-B1"] == 5
    assert figures(report, "changed") == {"yes": None, "partly": None, "no": 5, "unknown": None}


def test_partners_that_came_up_again(frame):
    """How many there are, each once, however often it came up; and no digest of any."""
    data = [Counted(QUARTER, partner=f"digest {place // 3}") for place in range(18)]
    report = make(QUARTER, [*data, Counted(QUARTER, partner="once")], frame, DAY, no_lot)
    assert figures(report, "partner") == {"repeated": 5}
    assert "digest" not in as_json(report)


@pytest.mark.parametrize(
    ("minutes", "band"), [(0, "quarter_hour"), (15, "quarter_hour"), (16, "hour"), (1440, "day"), (1441, "longer")]
)
def test_how_soon_urgent_cases_are_acknowledged(frame, minutes, band):
    """The band of the middle case, once there are five of them; with four nothing is said."""
    case = Counted(QUARTER, urgent=True, acknowledged_minutes=minutes)
    late = Counted(QUARTER, urgent=True, acknowledged_minutes=99_999)
    assert make(QUARTER, [*[case] * 3, late, late], frame, DAY, no_lot).acknowledged_within == band
    assert make(QUARTER, [case] * 4, frame, DAY, no_lot).acknowledged_within == ""


@given(company=st.sampled_from(COMPANIES), seed=st.integers(0, 2**32))
def test_what_is_kept_is_figures_and_ids_alone(frame, company, seed):
    """The canonical form reads back as the same report; its numbers are figures, its rows are the content's."""
    random = Random(seed)
    data = [consultation(random, frame, QUARTER, company) for _ in range(random.randrange(30))]
    report = make(QUARTER, data, frame, DAY, drawing(seed))
    assert from_json(as_json(report)) == report
    assert as_json(from_json(as_json(report))) == as_json(report)
    assert {table.id: tuple(row.id for row in table.rows) for table in report.tables} == dict(frame)
    told = [row.at_least for table in report.tables for row in table.told]
    assert all(figure >= STEP and figure % STEP == 0 for figure in told)
