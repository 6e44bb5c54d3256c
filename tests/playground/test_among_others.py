"""Where others read along: the exact look-up only, and everything else in the personal chat."""

import pytest

from .page import CANARY, CHANNEL, CHAT, GROUP, SITUATION, Page

PLACES = pytest.mark.parametrize("place", [GROUP, CHANNEL])


def mentioned_in(page: Page, place: str, text: str) -> None:
    """Somebody mentions the assistant in a place."""
    page.goes(place)
    page.begins()
    page.says(f" {text}", mentions=True)


@PLACES
def test_a_look_up_is_answered_where_it_was_asked(page, place):
    """It is the same for everybody."""
    mentioned_in(page, place, "levers SUP-A1")
    page.shows("Code of Conduct")
    page.picture(f"20-{place.lower()}-look-up", "Code of Conduct")


@PLACES
def test_a_consultation_goes_on_in_the_personal_chat(page, place):
    """Neither its words nor a card of it stand among others; what does says where to look."""
    mentioned_in(page, place, SITUATION)
    shown = page.shows("personal chat")
    page.picture(f"21-{place.lower()}-in-private", "personal chat")
    assert CANARY not in shown
    assert not any("understood" in said or "Urgent" in said for said in page.said())
    page.goes(CHAT)
    page.shows("Here is what I understood")
    page.shows("where others read along")
    page.picture(f"22-{place.lower()}-afterwards", "where others read along")
    page.taps("That's right")
    page.shows("What is true, as far as you know?")
    page.goes(place)
    page.begins()
    assert page.said() == []
    assert "What is true" not in page.everything()
