"""Modals and Home: triggers, stacks, hashes, and what is entered."""

from typing import Any

import pytest

from tests.slack_double import NotPossible, SlackDouble, plain
from tests.slack_double.texts import Json

from .pieces import asks, modal, section, select
from .running import Api

TEXT = asks("words", "Words", {"type": "plain_text_input", "action_id": "typed"})


@pytest.fixture
def trigger(slack: SlackDouble) -> str:
    """What a shortcut gives, though nobody answers it."""
    return str(slack.shortcut("alex", "start").payload["trigger_id"])


def trigger_in_modal(slack: SlackDouble) -> str:
    """What choosing something in the modal on top gives."""
    return str(slack.click("alex", slack.view("alex"), "pick", "1").payload["trigger_id"])


def chooser(**more: Any) -> Json:
    """A modal with something to choose from at once."""
    return modal({"type": "actions", "elements": [select("pick", "1", "2")]}, **more)


def test_a_trigger_opens_one_modal_once(slack: SlackDouble, api: Api, trigger: str) -> None:
    """The second time it is exchanged; one that nobody gave is invalid."""
    assert api("views_open", trigger_id=trigger, view=modal(TEXT))["ok"]
    assert api("views_open", trigger_id=trigger, view=modal(TEXT))["error"] == "exchanged_trigger_id"
    assert api("views_open", trigger_id="1.2.3", view=modal(TEXT))["error"] == "invalid_trigger_id"
    assert plain(slack.view("alex")) == "Title\nWords: [...]\n[Send]"


def test_a_trigger_expires(slack: SlackDouble, api: Api, trigger: str) -> None:
    """After three seconds it is too late."""
    slack.clock.advance(3.1)
    assert api("views_open", trigger_id=trigger, view=modal(TEXT))["error"] == "expired_trigger_id"


def test_an_invalid_view_leaves_the_trigger_unused(slack: SlackDouble, api: Api, trigger: str) -> None:
    """invalid_arguments costs nothing but the time."""
    assert api("views_open", trigger_id=trigger, view=modal())["error"] == "invalid_arguments"
    assert api("views_open", trigger_id=trigger, view=modal(TEXT))["ok"]


def test_three_modals_make_a_full_stack(slack: SlackDouble, api: Api, trigger: str) -> None:
    """A fourth is refused; a trigger from elsewhere pushes nothing."""
    api("views_open", trigger_id=trigger, view=chooser(title="one"))
    elsewhere = str(slack.shortcut("alex", "start").payload["trigger_id"])
    assert api("views_push", trigger_id=elsewhere, view=chooser())["error"] == "invalid_trigger_id"
    for title in ("two", "three"):
        assert api("views_push", trigger_id=trigger_in_modal(slack), view=chooser(title=title))["ok"]
    assert api("views_push", trigger_id=trigger_in_modal(slack), view=chooser())["error"] == "push_limit_reached"


def test_a_view_is_updated_by_who_has_seen_it(slack: SlackDouble, api: Api, trigger: str) -> None:
    """An old hash conflicts; the new one does not; a view that is gone is not found."""
    old = api("views_open", trigger_id=trigger, view=modal(TEXT))["view"]
    new = api("views_update", view_id=old["id"], hash=old["hash"], view=modal(TEXT))["view"]
    assert api("views_update", view_id=old["id"], hash=old["hash"], view=modal(TEXT))["error"] == "hash_conflict"
    assert api("views_update", view_id=new["id"], hash=new["hash"], view=modal(TEXT))["ok"]
    assert api("views_update", view_id="V0GONE", view=modal(TEXT))["error"] == "not_found"


def test_an_external_id_names_one_view(slack: SlackDouble, api: Api, trigger: str) -> None:
    """It finds the view; a second of the same name is refused."""
    api("views_open", trigger_id=trigger, view=chooser(external_id="mine"))
    assert api("views_update", external_id="mine", view=chooser(external_id="mine"))["ok"]
    pushed = api("views_push", trigger_id=trigger_in_modal(slack), view=chooser(external_id="mine"))
    assert pushed["error"] == "duplicate_external_id"


def test_what_was_entered_stays_while_its_ids_do(slack: SlackDouble, api: Api, trigger: str) -> None:
    """An update keeps values where block_id and action_id stay; another block_id starts anew."""
    view_id = api("views_open", trigger_id=trigger, view=modal(TEXT))["view"]["id"]
    slack.fill("alex", slack.view("alex"), {"typed": "hello"})
    same = api("views_update", view_id=view_id, view=modal(section("new"), TEXT))["view"]
    assert same["state"]["values"]["words"]["typed"]["value"] == "hello"
    other = api("views_update", view_id=view_id, view=modal({**TEXT, "block_id": "other"}))["view"]
    assert other["state"]["values"] == {"other": {"typed": {"type": "plain_text_input", "value": None}}}


def test_a_home_is_published_with_a_hash(slack: SlackDouble, api: Api) -> None:
    """views.publish keeps the last one; an old hash conflicts; a modal is no Home."""
    home = {"type": "home", "blocks": [section("welcome")]}
    first = api("views_publish", user_id="U0ALEX", view=home)["view"]
    second = api("views_publish", user_id="U0ALEX", view=home, hash=first["hash"])["view"]
    assert first["id"] == second["id"] and first["hash"] != second["hash"]
    assert api("views_publish", user_id="U0ALEX", view=home, hash=first["hash"])["error"] == "hash_conflict"
    assert api("views_publish", user_id="U0ALEX", view=modal(TEXT))["error"] == "invalid_arguments"
    assert plain(slack.home("alex")) == "welcome" and slack.home("sam") is None
    assert "welcome" in slack.seen_by("alex") and "welcome" not in slack.seen_by("sam")


def test_nobody_can_do_the_impossible(slack: SlackDouble, api: Api, trigger: str) -> None:
    """What is not offered cannot be chosen, what is required cannot be left out, what others see is theirs."""
    api("views_open", trigger_id=trigger, view=modal(TEXT, {"type": "actions", "elements": [select("pick", "1")]}))
    view = slack.view("alex")
    with pytest.raises(NotPossible, match=r"'3' is not among the options of 'pick': \['1 \(1\)'\]"):
        slack.click("alex", view, "pick", "3")
    with pytest.raises(NotPossible, match=r"0 elements match \{'action_id': 'nothing'\}; there are"):
        slack.click("alex", view, "nothing")
    with pytest.raises(NotPossible, match="words/typed is empty and not optional"):
        slack.submit("alex", view)
    with pytest.raises(NotPossible, match="sam has no view"):
        slack.submit("sam", view, {"typed": "x"})
