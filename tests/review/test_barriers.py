"""Who must not have a case in an export."""

import pytest

from bot.record import Person, Queued
from bot.review.export.barriers import kept_from
from bot.review.facets import named
from tests.review.scenes import ASKER, AT, LEADS, events, standing, told

LEAD, OTHER = LEADS
LEFT_OUT = ("left_out", {"by": ASKER.model_dump(), "at": AT.isoformat(), "lead": LEAD.model_dump()})
STEPPED_BACK = ("review_stepped_back", {"by": LEAD.model_dump(), "at": AT.isoformat()})


@pytest.mark.parametrize("happened", [LEFT_OUT, STEPPED_BACK], ids=lambda one: one[0])
def test_whoever_was_left_out_or_stepped_back(happened):
    """And nobody else; an event of a newer version is no hindrance."""
    made = events(told("x"), ("foreseen", {}), happened)
    assert kept_from(LEAD, standing(), made)
    assert not kept_from(OTHER, standing(), made)


def test_by_the_queue():
    """What it says of who is barred holds too."""
    barred = standing(queued=Queued(words=(f"barred:{named(LEAD)}",)))
    assert kept_from(LEAD, barred, events(told("x"))) and not kept_from(OTHER, barred, events(told("x")))


def test_another_workspace():
    """It is another company's, as far as we know; at the shell, where the key lies at hand, all are the same."""
    elsewhere = standing(person=Person(channel="slack", workspace="T2", user="UFAR"))
    assert kept_from(LEAD, elsewhere, ())
    assert not kept_from(Person(channel="local", workspace="", user="alex"), elsewhere, ())


def test_a_draft_is_nobody_s_case():
    """It is in no export and not counted either."""
    far = Person(channel="slack", workspace="T2", user="UFAR")
    assert not kept_from(LEAD, standing(route="draft", person=far), ())
