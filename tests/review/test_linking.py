"""Cases that a lead links: each names the other's number, to those who may read both, and nobody's text moves."""

import pytest

from bot.review.desk import Desk
from bot.views.plain import plain
from tests.review.desks import ASKER, AUDITOR, LEA, LEO, LIZ, OTHER_ASKER, SITUATION, STRANGER, Office, member

CANARY = "quetzal"
SECRET = f"A colleague told me {CANARY} that a farm of our supplier beats its pickers"
THIRD = member("UASK3")
NOT_YOURS = "There is no case 0001 that you can read."


def erases(office: Office, number: int) -> None:
    """Somebody erases a case, in another process."""
    assert office.store.erase(office.store.by_number(number).consultation)


@pytest.fixture
def two(office: Office) -> Office:
    """Two people asked."""
    office.consults(situation=SECRET)
    office.consults(OTHER_ASKER)
    return office


def test_a_link_is_seen_from_both_cases(two):
    """By number only; taken away, it is seen from neither."""
    assert "linked with 0001" in two.reads(LEA, "review 2 link 1")
    assert "linked with 0001" in two.reads(LIZ, "review 2") and CANARY not in two.reads(LIZ, "review 2")
    assert "linked with 0002" in two.reads(AUDITOR, "review 1")
    assert "linked with 0001" not in two.reads(LIZ, "review 0002 unlink 0001")
    assert "linked with" not in two.reads(LEA, "review 1") + two.reads(LEA, "review 2")


def test_several_cases_are_linked(two):
    """From either side, open or closed: each number stands there once."""
    two.consults(THIRD)
    two.hears(LEA, "review 3 close unknown nobody knows")
    assert "linked with 0001, 0003" in two.reads(LEA, "review 3 link 2", "review 2 link 1")
    assert "linked with 0002" in two.reads(LEA, "review 3")


def whose_asker_left_her_out(office: Office) -> None:
    """The lead is kept from it."""
    office.consults(situation=SECRET)
    office.hears(ASKER, "leave out 1")


def of_her_own(office: Office) -> None:
    """The lead asked herself."""
    office.consults(LEA)


def of_another_workspace(office: Office) -> None:
    """The lead's reach ends before it."""
    office.consults(STRANGER)


def that_was_erased(office: Office) -> None:
    """It is no more."""
    erases(office, office.consults())


@pytest.mark.parametrize("first", [whose_asker_left_her_out, of_her_own, of_another_workspace, that_was_erased])
def test_only_a_case_that_can_be_read_is_linked(office, first):
    """The sentence is the same whatever the reason, and nothing happens."""
    first(office)
    number = office.consults(OTHER_ASKER)
    before = office.case(number).events
    said = office.reads(LEA, f"review {number} link 1")
    assert NOT_YOURS in said and "linked with" not in said
    assert office.case(number).events == before


def test_a_number_that_nobody_has_is_not_linked(two):
    """As it may be somebody's tomorrow."""
    assert "There is no case 0417 that you can read." in two.reads(LEA, "review 2 link 417")
    assert "Name another case" in two.reads(LEA, "review 2 link 2")
    assert two.case(2).review.links == ()


def test_a_link_is_not_made_twice(two):
    """Nor from the other side; it is taken away where it was made, and that is said."""
    two.hears(LEA, "review 2 link 1")
    assert "linked with case 0001 already" in two.reads(LEO, "review 2 link 1")
    assert "linked with case 0002 already" in two.reads(LEO, "review 1 link 2")
    assert "review 0002 unlink 0001" in two.reads(LEO, "review 1 unlink 2")
    assert "not linked with case 0003" in two.reads(LEO, "review 1 unlink 3")
    assert (two.case(1).review.links, two.case(2).review.links) == ((), (1,))


def test_whoever_may_not_read_the_other_case_sees_no_link(two):
    """Neither from the case that names it nor from the one that is named."""
    two.hears(LEA, "review 2 link 1")
    two.hears(ASKER, "leave out 3")
    assert "linked with" not in two.reads(LIZ, "review 2")
    two.hears(OTHER_ASKER, "leave out 2")
    assert "linked with" not in two.reads(LEO, "review 1")
    assert "linked with 0002" in two.reads(LEA, "review 1")


def test_an_erased_case_is_linked_no_more(two):
    """The link goes with it, whichever of the two it is."""
    two.consults(THIRD)
    two.hears(LEA, "review 2 link 1")
    two.hears(LEA, "review 3 link 2")
    erases(two, 1)
    erases(two, 3)
    assert "linked with" not in two.reads(LEA, "review 2")


def test_no_asker_sees_a_link(two):
    """Neither in their consultation nor in what is kept about them."""
    two.hears(LEA, "review 2 link 1")
    for asker, other in ((ASKER, "0002"), (OTHER_ASKER, "0001")):
        data = two.assistant.data_of(asker).text
        shown = plain(two.hears(asker, "open").cards) + two.reads(asker, "list") + data
        assert other not in shown and "link" not in shown.casefold().replace("linked to our", "")


def test_what_stands_on_a_desk_holds_no_text_of_the_other(two):
    """Numbers are all that is looked up."""
    two.hears(LEA, "review 1 link 2")
    assert CANARY not in two.reads(LEA, "review 2")
    assert {field for field in Desk.__dataclass_fields__ if "link" in field} == {"linked_from"}
    assert SITUATION.split()[0] in two.reads(LEA, "review 2")
