"""Who is told of danger among the leads: nobody who is away or kept from the case, and nobody is waited for in vain."""

from collections.abc import Iterator

import pytest

from bot.access import Named
from bot.advice import Adviser
from bot.dialogue.scene import House
from tests.alerts.office import CHILDREN, DUTY, FIRST, SECOND, THIRD, Office, opened

NOBODY = "No lead on duty has answered. If someone is in danger call 112. Tell: Human rights team, extension 1000."
TODAY = "2027-01-11"


@pytest.fixture
def office(company: Adviser) -> Iterator[Office]:
    """Three leads who are named as such."""
    with opened(company, House(leads=3, named=Named(leads=DUTY))) as made:
        yield made
        assert made.store.verify() == ()


def told(office: Office) -> list[int]:
    """How many alerts each lead got."""
    return [len(office.to(lead)) for lead in DUTY]


def alarmed(office: Office) -> None:
    """A danger that the asker has named."""
    office.say(CHILDREN)
    office.say("yes")


def test_who_is_away_is_not_told(office: Office) -> None:
    """The order of duty is that of those who are there; the day after it is everybody's again."""
    office.say(f"review away {TODAY}", FIRST)
    alarmed(office)
    office.after()
    assert told(office) == [0, 1, 0]
    office.after(15)
    assert told(office) == [0, 1, 1]


def test_who_comes_back_is_told(office: Office) -> None:
    """Also of a case that began while they were away."""
    office.say(f"review away {TODAY}", SECOND)
    alarmed(office)
    office.after()
    office.say("review away none", SECOND)
    office.after(15)
    assert told(office) == [1, 1, 0]


def test_who_leaves_after_being_told_is_not_waited_for(office: Office) -> None:
    """The next lead is told at once."""
    alarmed(office)
    office.after()
    office.say(f"review away {TODAY}", FIRST)
    office.say("review 1 notme", FIRST)
    office.after()
    assert told(office)[1] == 1


def test_where_all_are_away_nothing_is_promised(office: Office) -> None:
    """The asker reads that nobody was told, and whom to tell."""
    for lead in DUTY:
        office.say(f"review away {TODAY}", lead)
    assert "Nobody has been told. Tell: Human rights team, extension 1000." in office.say(CHILDREN)
    office.say("yes")
    assert office.after(60) == 0


def test_who_was_left_out_is_never_told(office: Office) -> None:
    """Nor asked, nor can they say that they have it."""
    office.say(CHILDREN)
    office.say("leave out 1")
    office.say("yes")
    office.after()
    assert told(office) == [0, 1, 0]
    assert "nothing urgent under this number" in office.take(FIRST)
    assert "You have case 0001" in office.take(SECOND)


def test_the_only_lead_who_was_told_is_left_out(office: Office) -> None:
    """No lead is left: the asker learns it at once, with the numbers to call."""
    alarmed(office)
    for lead in (SECOND, THIRD):
        office.say(f"review away {TODAY}", lead)
    office.after()
    assert told(office) == [1, 0, 0]
    office.say("leave out 1")
    office.after()
    assert NOBODY in office.to(office_asker(office))[-1]
    assert office.after(600) == 0
    assert office.jobs() == 0 or office.standing().queued is not None


def office_asker(office: Office):
    """Who asks."""
    return office.standing().person


def test_opening_is_not_having_it(office: Office) -> None:
    """The next lead is told all the same; taking the case answers the alert."""
    alarmed(office)
    office.after()
    office.say("review 1", FIRST)
    office.after(15)
    assert told(office) == [1, 1, 0]
    office.say("review 1 take", SECOND)
    assert office.to(office_asker(office))[-1].startswith("Seen at")
    office.after(60)
    assert told(office) == [1, 1, 0]


@pytest.mark.parametrize("how", ["button", "review 1 take"])
def test_who_has_it_and_steps_back_leaves_it_open(office: Office, how: str) -> None:
    """The next lead is told at once, and can have it."""
    alarmed(office)
    office.after()
    if how == "button":
        office.take(FIRST)
    else:
        office.say(how, FIRST)
    assert office.after(60) == 0
    office.say("review 1 notme", FIRST)
    office.after()
    assert told(office) == [1, 1, 0]
    assert "You have case 0001" in office.take(SECOND)
    assert office.after(60) == 0
    assert told(office) == [1, 1, 0]


def test_whoever_owns_the_case_hears_first(office: Office) -> None:
    """Before the order of duty."""
    office.say(CHILDREN)
    office.say("review 1 take", THIRD)
    office.say("yes")
    office.after()
    assert told(office) == [0, 0, 1]
