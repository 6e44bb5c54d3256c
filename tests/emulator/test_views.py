"""Triggers open one modal and only in time; a Home that changed meanwhile is seen by its hash."""

import time

import pytest
from slack_sdk.errors import SlackApiError

from handlers.slack.forms import situation_form
from handlers.slack.manifest import GLOBAL_SHORTCUT, MESSAGE_SHORTCUT

TOO_LATE = "could not be opened in time"
EXPIRES = 3.1


def refused(call, **arguments):
    """The reason for which the emulator refuses a call."""
    with pytest.raises(SlackApiError) as error:
        call(**arguments)
    return error.value.response["error"]


def test_a_trigger_opens_one_modal(hands, knowledge):
    """The emulator's own word: used, expired and unknown triggers are three refusals."""
    bot, form = hands.emulator.bot, situation_form(knowledge.texts["en"], "note")
    trigger = hands.emulator.trigger(hands.emulator.people["alex"])
    assert bot.views_open(trigger_id=trigger, view=form)["view"]["callback_id"] == "situation"
    assert refused(bot.views_open, trigger_id=trigger, view=form) == "exchanged_trigger_id"
    assert refused(bot.views_open, trigger_id="1.2.3", view=form) == "invalid_trigger_id"
    late = hands.emulator.trigger(hands.emulator.people["alex"])
    time.sleep(EXPIRES)
    assert refused(bot.views_open, trigger_id=late, view=form) == "expired_trigger_id"


def test_every_way_to_the_form_opens_it_with_its_trigger(hands):
    """The command and both shortcuts; a message's text stands in the form, to be edited."""
    hands.slash("ben", "company", "/leverage")
    hands.shortcut("ben", GLOBAL_SHORTCUT)
    hands.message("ben", "They lock the fire exits at night", channel="company")
    hands.message_shortcut("ben", MESSAGE_SHORTCUT, hands.messages("company")[-1])
    *empty, filled = hands.modals("ben")
    assert len(empty) == 2
    assert "They lock the fire exits at night" in str(filled["blocks"])


@pytest.mark.parametrize(("name", "error"), [("cleo", "exchanged_trigger_id"), ("dana", "expired_trigger_id")])
def test_a_trigger_that_is_no_longer_good_is_said(hands, monkeypatch, name, error):
    """A sentence in the direct message, and no crash; the command is answered as ever."""
    trigger = hands.emulator.trigger(hands.emulator.people[name])
    monkeypatch.setattr(hands.triggers, "give", lambda user, view_id=None: trigger)
    if error == "expired_trigger_id":
        time.sleep(EXPIRES)
    else:
        assert hands.shortcut(name, GLOBAL_SHORTCUT).acknowledged
        assert len(hands.modals(name)) == 1
    assert hands.slash(name, "company", "/leverage").acknowledged
    hands.shows(name, TOO_LATE)
    assert hands.emulator.refusals()[-1] == ("views.open", error)
    assert hands.crashes() == ""


def test_a_home_that_has_changed_is_seen_by_its_hash(hands, knowledge):
    """views.publish and views.update refuse a hash that is no longer the view's.

    Our own code sends no hash: a Home shows where a person stands now, so the last one published is right.
    """
    assert hands.open_home("eli").acknowledged
    first = hands.emulator.calls("views.publish")[-1]
    assert "hash" not in first.arguments
    bot, view = hands.emulator.bot, first.arguments["view"]
    user, seen = first.arguments["user_id"], first.answer["view"]["hash"]
    assert bot.views_publish(user_id=user, view=view, hash=seen)["ok"]
    assert refused(bot.views_publish, user_id=user, view=view, hash=seen) == "hash_conflict"
    assert hands.open_home("eli").acknowledged
    again = hands.emulator.calls("views.publish")[-1]
    assert again.answer["ok"]
    assert again.answer["view"]["id"] == first.answer["view"]["id"]
    assert hands.crashes() == ""


def test_the_home_shows_where_one_stands(hands):
    """Published to the person alone, and without a word of theirs."""
    assert hands.write("fay", "Our supplier keeps the passports of quetzalcoatl").acknowledged
    hands.shows("fay", "Here is what I understood")
    assert hands.open_home("fay").acknowledged
    home = hands.emulator.calls("views.publish")[-1]
    assert home.arguments["user_id"] == hands.emulator.people["fay"]
    assert "Your consultations" in str(home.answer["view"]["blocks"])
    assert "quetzalcoatl" not in str(home.answer)
