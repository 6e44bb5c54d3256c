"""What stands in an open form, and what is left of it when it is closed."""

import pytest

from bot.record import Person
from handlers.slack import forms
from handlers.slack.typing import Typing
from knowledge import Knowledge
from tests.slack import scenes

KIM = Person(channel="slack", workspace="T1", user="UKIM")
LEE = Person(channel="slack", workspace="T1", user="ULEE")


def test_the_newest_text_counts_whatever_came_last():
    """Deliveries overtake each other; their times tell which is newer."""
    typing = Typing()
    for text, at in (("a", "1700000000.1"), ("abc", "1700000000.3"), ("ab", "1700000000.2")):
        typing.heard(KIM, "V1", text, at)
    assert typing.closed(KIM, "V1") == "abc"


def test_each_form_is_its_own():
    """Of another person, or another form, nothing is known; cleared is not the same as never typed."""
    typing = Typing()
    typing.heard(KIM, "V1", "", "1")
    assert typing.closed(LEE, "V1") is None
    assert typing.closed(KIM, "V2") is None
    assert typing.closed(KIM, "V1") == ""


def test_what_comes_after_closing_is_forgotten():
    """The text stays in memory no longer than the form is open."""
    typing = Typing()
    typing.heard(KIM, "V1", "a", "1")
    assert typing.closed(KIM, "V1") == "a"
    typing.heard(KIM, "V1", "ab", "2")
    assert typing.closed(KIM, "V1") is None


def test_so_many_forms_and_no_more():
    """Those heard of longest ago make room."""
    typing = Typing(most=2)
    for view in ("V1", "V2", "V1", "V3"):
        typing.heard(KIM, view, view, "1")
    assert typing.closed(KIM, "V2") is None
    assert typing.closed(KIM, "V3") == "V3"


@pytest.mark.parametrize("draft", [False, True])
def test_closing_a_form_that_nobody_touched_leaves_nothing(knowledge: Knowledge, draft: bool):
    """What it held at first is no draft; what was changed is."""
    form = forms.situation_form(knowledge.texts["en"], "note", "first", draft=draft)
    assert scenes.faults(form) == []
    for held, left in (("first", None), ("", None), ("first and more", "first and more")):
        values = {forms.SITUATION: {forms.SITUATION: {"value": held}}}
        assert forms.left_in({**form, "state": {"values": values}}) == left


@pytest.mark.parametrize("junk", [None, 1, "x", [], {}, {"value": 3, "action_ts": []}, {"blocks": 7}])
def test_nothing_delivered_raises(junk: object):
    """Whatever the shape."""
    assert forms.typing_of(junk) == ("", "")
    assert forms.left_in(junk) is None
