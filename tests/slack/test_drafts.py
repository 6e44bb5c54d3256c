"""A form closed by accident, against the real server: what was typed is there again."""

from tests.slack.acting import CANARY, SITUATION, Scene
from tests.slack_double import plain


def the_form(scene: Scene) -> dict:
    """The form for a situation, opened with `/leverage`."""
    scene.slack.slash(scene.user, "general", "/leverage")
    return scene.slack.wait(lambda: scene.slack.view(scene.user))


def in_the_form(form: dict) -> str | None:
    """What stands in the form when it opens."""
    return next(block["element"].get("initial_value") for block in form["blocks"] if block["type"] == "input")


def test_a_form_closed_by_accident_opens_with_what_was_typed(scene: Scene):
    """Encrypted in between, shown in no message; sent, it begins a consultation and no draft is left."""
    form = the_form(scene)
    assert in_the_form(form) is None
    scene.slack.fill(scene.user, form, {"situation": SITUATION[:30]})
    scene.slack.fill(scene.user, form, {"situation": SITUATION})
    scene.slack.close(scene.user, form)
    assert scene.kept() == ["started", "drafted"]
    scene.slack.open_home(scene.user)
    assert "Draft, not sent" in plain(scene.slack.wait(lambda: scene.slack.home(scene.user)))
    assert scene.shown() == []
    again = the_form(scene)
    assert in_the_form(again) == SITUATION
    assert "what you typed before" in plain(again)
    scene.slack.submit(scene.user, again, {})
    scene.shows("Here is what I understood")
    assert scene.kept() == ["started", "told"]
    assert in_the_form(the_form(scene)) is None


def test_a_form_that_is_closed_as_it_was_opened_changes_no_draft(scene: Scene):
    """Only clearing it does."""
    form = the_form(scene)
    scene.slack.close(scene.user, form)
    assert scene.kept() == []
    form = the_form(scene)
    scene.slack.fill(scene.user, form, {"situation": SITUATION})
    scene.slack.close(scene.user, form)
    scene.slack.close(scene.user, the_form(scene))
    form = the_form(scene)
    assert in_the_form(form) == SITUATION
    scene.slack.fill(scene.user, form, {"situation": ""})
    scene.slack.close(scene.user, form)
    assert scene.kept() == []


def test_a_draft_is_sent_on_from_the_direct_message(scene: Scene):
    """`resume` shows it, with a button."""
    form = the_form(scene)
    scene.slack.fill(scene.user, form, {"situation": SITUATION})
    scene.slack.close(scene.user, form)
    scene.slack.message(scene.user, "resume")
    assert CANARY in scene.shows("did not send it")
    scene.tap("Send draft")
    scene.shows("Here is what I understood")
    assert scene.kept() == ["started", "told"]
