"""An investor's path: which rungs are open, what is missing, and by when."""

from datetime import date, timedelta

import pytest

from bot.investee import SEVERE, SUGGESTED_DAYS, InvesteePath, investee_path
from knowledge import Knowledge

TODAY = date(2027, 1, 10)
VOTES = {"L-ESC04", "L-ESC05", "L-ESC06", "L-ESC07", "L-ESC08"}


def path(knowledge: Knowledge, **answers: str | tuple[str, ...]) -> InvesteePath:
    """The path for these answers, one choice each unless several are given."""
    given = {q: (values,) if isinstance(values, str) else values for q, values in answers.items()}
    return investee_path(knowledge, given, TODAY)


def ids(entries) -> list[str]:
    return [entry.id for entry in entries]


def test_without_answers_the_first_step_is_contact(knowledge: Knowledge):
    """All elements are missing, no rung is next, dates are suggestions."""
    found = path(knowledge)
    assert (found.holding, found.leaving, found.start, found.escalating) == ("unclear", "unclear", True, False)
    assert len(found.missing) == 11
    assert found.next_element == knowledge.elements[0]
    assert found.next_rung is None
    assert ids(found.later) == ["L-ESC01", "L-ESC02", "L-ESC03"]
    assert found.suggested
    assert (found.target_date - TODAY, found.next_date - TODAY) == (timedelta(90), timedelta(30))


@pytest.mark.parametrize("progress", ["promised", "stalled", "refused"])
def test_no_improvement_is_the_reason_to_climb(knowledge: Knowledge, progress):
    """The rung above the one reached is next; three more stand behind it."""
    found = path(knowledge, holding="shares", progress=progress, rung="L-ESC03")
    assert found.escalating
    assert not found.start
    assert found.next_rung.id == "L-ESC04"
    assert ids(found.later) == ["L-ESC05", "L-ESC06", "L-ESC07"]
    first = path(knowledge, holding="shares", progress=progress, rung="none")
    assert first.next_rung.id == "L-ESC01"


@pytest.mark.parametrize("progress", ["moving", "not_asked", "unclear"])
def test_while_they_move_or_were_not_asked_nobody_climbs(knowledge: Knowledge, progress):
    """The ladder is only shown."""
    found = path(knowledge, holding="shares", progress=progress, rung="L-ESC02")
    assert (found.escalating, found.next_rung) == (False, None)
    assert found.start == (progress != "moving")
    assert ids(found.later) == ["L-ESC03", "L-ESC04", "L-ESC05"]


def test_the_ladder_ends(knowledge: Knowledge):
    """After the last rung there is none: what remains is the divestment question."""
    found = path(knowledge, holding="shares", progress="refused", rung="L-ESC10", leaving="worse")
    assert (found.next_rung, found.later, found.leaving) == (None, (), "worse")


@pytest.mark.parametrize("holding", ["shares", "bonds", "loan", "fund", "advice", "unclear"])
def test_only_rungs_that_the_holding_allows(knowledge: Knowledge, holding):
    """Bonds and loans have no vote; while the holding is open, none is left out."""
    seen, rung = [], "none"
    while (found := path(knowledge, holding=holding, progress="stalled", rung=rung)).next_rung:
        rung = found.next_rung.id
        seen.append(rung)
    allowed = [r.id for r in knowledge.ladder if holding == "unclear" or holding in r.holdings]
    assert seen == allowed
    if holding in ("bonds", "loan"):
        assert not VOTES & set(seen)
    if holding in ("shares", "unclear"):
        assert set(seen) > VOTES


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("direct", ["L-LVL1"]),
        (("outsourced", "direct"), ["L-LVL1", "L-LVL3"]),
        ("not_yet", ["L-LVL1", "L-LVL2", "L-LVL3"]),
        ("unclear", ["L-LVL1", "L-LVL2", "L-LVL3"]),
    ],
)
def test_levels_of_engagement(knowledge: Knowledge, level, shown):
    """Those in use; all three while there is none."""
    assert ids(path(knowledge, level=level).levels) == shown


@pytest.mark.parametrize(
    ("answers", "through"),
    [
        ({"holding": "fund"}, True),
        ({"holding": "fund", "level": "direct"}, True),
        ({"holding": "shares", "level": "outsourced"}, True),
        ({"holding": "shares", "level": ("direct", "outsourced")}, False),
        ({"holding": "shares"}, False),
        ({}, False),
    ],
)
def test_whose_step_the_first_contact_is(knowledge: Knowledge, answers, through):
    """A fund's manager's, or that of whoever alone engages for us."""
    assert path(knowledge, **answers).through_manager == through


def test_what_is_missing_is_the_work_ahead(knowledge: Knowledge):
    """In the source's order; nothing when all eleven are in place."""
    some = path(knowledge, elements=("L-EL01", "L-EL03"))
    assert ids(some.missing)[:2] == ["L-EL02", "L-EL04"]
    assert some.next_element.id == "L-EL02"
    whole = path(knowledge, elements=tuple(ids(knowledge.elements)))
    assert (whole.missing, whole.next_element) == ((), None)


@pytest.mark.parametrize(("progress", "days"), SUGGESTED_DAYS.items())
def test_the_next_step_has_a_date(knowledge: Knowledge, progress, days):
    """Ours while none is named: sooner where they stall, and never after the target."""
    assert path(knowledge, progress=progress).next_date == TODAY + timedelta(days)
    near = path(knowledge, progress=progress, target_date="2027-01-12")
    assert (near.next_date, near.target_date, near.suggested) == (date(2027, 1, 12), date(2027, 1, 12), False)


@pytest.mark.parametrize("kind", SEVERE)
def test_severe_harm_shortens_the_time(knowledge: Knowledge, kind):
    """A week, however they respond."""
    for progress in SUGGESTED_DAYS:
        assert path(knowledge, progress=progress, safety=("none", kind)).next_date == TODAY + timedelta(7)


@pytest.mark.parametrize(
    ("named", "target", "suggested"),
    [
        ("2027-06-01", date(2027, 6, 1), False),
        ("2027-01-10", TODAY, False),
        ("2027-01-09", date(2027, 4, 10), True),
        ("soon", date(2027, 4, 10), True),
        ("2027-02-30", date(2027, 4, 10), True),
    ],
)
def test_a_target_date(knowledge: Knowledge, named, target, suggested):
    """A day from today on is used; a past or impossible one is replaced by a suggestion."""
    found = path(knowledge, target_date=named)
    assert (found.target_date, found.suggested) == (target, suggested)
    assert TODAY <= found.next_date <= found.target_date
