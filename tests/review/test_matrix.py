"""Every right, tried: who may do what to whose case is what the table says, typed or pressed."""

import pytest

from bot.advice import Adviser
from bot.messages import Press
from bot.review.acts import ACTS
from knowledge import load
from tests.review.desks import ASKER, Office
from tests.review.matrix import CELLS, PEOPLE, TOLD, Cell, ready, told


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for all cells: each has a case of its own. What it learns is nobody else's."""
    return Office(Adviser(load()), tmp_path_factory.mktemp("office"))


def kinds(office: Office, number: int) -> list[str]:
    """What has happened in a case, but for its being read."""
    events = office.store.events(office.store.by_number(number).consultation)
    return [event.kind for event in events if event.kind != "review_read"]


@pytest.mark.parametrize("pressed", [True, False], ids=["pressed", "typed"])
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.who}-{cell.act}-{'own' if cell.own else 'other'}")
def test_an_act_is_done_if_the_table_allows_it(office, cell: Cell, pressed):
    """And only then: else nothing happens in the case, and nothing is sent to anybody."""
    number = ready(office, cell.act, cell.person if cell.own else ASKER)
    before, sent = kinds(office, number), len(office.store.waiting(10_000))
    said = f"{number} {cell.act} {told(cell.act, number)}".strip()
    if pressed:
        office.hears(cell.person, press=Press(action="review", value=said))
    else:
        office.hears(cell.person, f"review {said}")
    done = kinds(office, number) != before
    assert done == cell.allowed
    if not done:
        assert len(office.store.waiting(10_000)) == sent


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("who", PEOPLE)
def test_a_case_is_read_if_the_table_allows_it(office, who, own):
    """Listed and opened by leads, auditors and counsel; never one's own, never another workspace's."""
    person = PEOPLE[who]
    number = ready(office, "note", person if own else ASKER)
    office.hears(PEOPLE["lead"] if person != PEOPLE["lead"] else PEOPLE["counsel"], f"review {number} tag t{number}")
    reads = not own and who in ("lead", "auditor", "counsel")
    shown = [office.reads(person, f"review {number}"), str(office.hears(person, press=Press(action="review")).cards)]
    assert (f"Case {number:04d}" in shown[0]) == reads
    assert f"{number:04d} ·" not in shown[1] or reads


def test_every_act_is_tried_with_words_that_are_fit():
    """So that a cell that is denied is denied for its right alone."""
    assert {act for act, one in ACTS.items() if any(not field.optional for field in one.fields)} <= set(TOLD)
