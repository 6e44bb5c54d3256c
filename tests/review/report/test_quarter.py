"""Quarters, in UTC: read, over, and the ones that are."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.report import NoQuarter, NotOver, Quarter
from bot.review.report.quarter import closed

ENDS = datetime(2026, 10, 1, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9998, 12, 31), timezones=st.just(UTC)))
def test_a_day_lies_in_its_quarter(at):
    """Between its first day and its last; and a quarter reads as it is written."""
    quarter = Quarter.of(at)
    assert quarter.first_day <= at.date() <= quarter.last_day < quarter.next.first_day
    assert Quarter.read(str(quarter)) == quarter


def test_a_time_elsewhere_is_taken_as_utc_has_it():
    """Half past midnight in Berlin is still the quarter before."""
    berlin = timezone(timedelta(hours=2))
    assert Quarter.of(datetime(2026, 10, 1, 0, 30, tzinfo=berlin)) == Quarter(2026, 3)
    assert Quarter.of(datetime(2026, 10, 1, 0, 30)) == Quarter(2026, 4)


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "2026-Q0", "Q3 2026", "2026-Q3-1", "0001-Q1", "9999-Q4"])
def test_what_is_no_quarter(text):
    """Anything else is refused."""
    with pytest.raises(NoQuarter):
        Quarter.read(text)


def test_a_quarter_is_over_when_the_next_begins():
    """To the microsecond; before that it is said from which day on."""
    Quarter(2026, 3).must_be_over(ENDS)
    with pytest.raises(NotOver) as refused:
        Quarter(2026, 3).must_be_over(ENDS - timedelta(microseconds=1))
    assert refused.value.since == date(2026, 10, 1)


def test_the_quarters_that_are_over():
    """From the first consultation on, across the year; the running one is not among them."""
    begun = datetime(2025, 11, 2, tzinfo=UTC)
    assert [str(quarter) for quarter in closed(begun, ENDS)] == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
    assert closed(ENDS, ENDS) == ()
