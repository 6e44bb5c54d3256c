"""A lead in Teams, with a case that somebody else has told of: nobody reviews their own."""

from collections.abc import Iterator

import pytest

from .cases import told
from .conftest import opened
from .page import CANARY, SITUATION, Page
from .processes import ALEX

CASE = "Asked of you:"


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page of a lead."""
    with opened(tmp_path_factory.mktemp("lead"), ALEX, told) as page:
        yield page


def test_a_lead_reviews_what_another_told(lead):
    """The queue, and the case with the asker's name in custody."""
    lead.says("review")
    lead.shows("0001 · urgent")
    lead.picture("30-queue", "0001 · urgent")
    lead.taps("Open")
    assert "Asked by: Not shown" in lead.shows(CASE)
    lead.picture("31-case", CASE)


def test_a_note_from_a_form_and_the_case_taken_over(lead):
    """The case stands below the form with what was done; what is done next edits that card."""
    lead.taps("Private note")
    lead.shows("The asker does not read it here")
    lead.picture("32-note", "The asker does not read it here")
    lead.fills("Text", f"Call the union first, {CANARY}")
    lead.taps("Save")
    lead.shows("Noted, for leads only.")
    lead.picture("33-noted", "Noted, for leads only.")
    lead.shows("You were told at")
    before = len(lead.said())
    lead.taps("Take it")
    lead.shows("State: in review · yours")
    assert len(lead.said()) == before
    lead.taps("Facts and levers")
    lead.picture("34-unfolded", "State: in review · yours")


def test_the_lead_on_duty_is_told_without_a_word_of_it(lead):
    """Number, kind and time; with one tap it counts as seen."""
    assert CANARY not in lead.shows("You were told at")
    lead.picture("35-told", "You were told at")


def test_nobody_reviews_their_own_case(lead):
    """The lead's own consultation is not among the cases that they can read."""
    lead.says("new")
    lead.shows("What is going on?")
    lead.says(SITUATION)
    lead.shows("Here is what I understood")
    lead.taps("That's right")
    lead.shows("What is true, as far as you know?")
    lead.says("review 0002")
    lead.shows("There is no case 0002 that you can read.")
    lead.begins()
    lead.says("review")
    assert "0002" not in lead.shows("Cases to review")
