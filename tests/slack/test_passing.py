"""Sharing and asking a lead, against the real server: exactly what was ticked, and nothing in a channel but levers."""

import json

import pytest

from tests.slack.acting import CANARY, SENT, Scene
from tests.slack.serving import LEAD
from tests.slack_double import Fault, plain

COLLEAGUE = "UGERDA0001"


@pytest.fixture
def done(scene: Scene) -> Scene:
    """Someone with a result."""
    scene.tell()
    scene.to_the_result()
    return scene


def share_form(scene: Scene) -> dict:
    """The form that the result's button opens."""
    scene.tap("Share")
    return scene.slack.wait(lambda: scene.slack.view(scene.user))


def test_a_colleague_reads_exactly_what_was_ticked(done: Scene):
    """Chosen one by one, seen before it goes; no name, no word of the description."""
    done.slack.submit(done.user, share_form(done), {"person": COLLEAGUE})
    done.shows("What may your colleague see? Tick each.")
    done.slack.message(done.user, "actor and moment")
    assert "Coming up" in done.shows("This is what your colleague will read")
    assert not any("shares a case" in plain(m) for m in done.slack.messages(COLLEAGUE))
    done.tap("Send it")
    done.shows("Sent.")
    read = done.slack.wait(
        lambda: next((plain(m) for m in done.slack.messages(COLLEAGUE) if "shares a case" in plain(m)), None), SENT
    )
    assert "Whose behaviour: A supplier" in read and "Coming up: " in read
    for unticked in ("Danger", "How we are connected", "What you need most", "Who needs whom", CANARY, done.user):
        assert unticked not in read
    assert "SUP-" in read


def test_a_lead_is_asked_and_answers(done: Scene):
    """The words go only when ticked; the answer comes back through the assistant, and neither learns a name."""
    done.slack.message(done.user, "ask lead should we go there ourselves?")
    done.shows("What may the lead on duty see? Tick each.")
    done.slack.message(done.user, "situation")
    done.shows("This is what the lead will read")
    done.tap("Send it")
    done.shows("An answer comes to you here")
    lead = Scene(done.slack, done.socket, LEAD)
    read = lead.shows("should we go there ourselves?")
    assert CANARY in read and done.user not in read
    number = read.split("asks for advice: case ")[1][:4]
    message = next(m for m in done.slack.messages(LEAD) if f"asks for advice: case {number}" in plain(m))
    done.slack.click(LEAD, message, text="Answer")
    form = done.slack.wait(lambda: done.slack.view(LEAD))
    done.slack.submit(LEAD, form, {"answer": "No. Call me first."})
    lead.shows(f"Your answer to case {number} is on its way")
    assert "No. Call me first." in done.shows(f"A lead has answered to case {number}")
    assert {"shared", "lead_answered"} <= set(done.kept())


def test_asking_can_be_left(done: Scene):
    """Nothing goes out and nothing is kept but that it was begun and left."""
    done.slack.message(done.user, "ask lead")
    done.shows("What may the lead on duty see?")
    done.slack.message(done.user, "skip")
    done.shows("Nothing was sent.")
    assert "shared" not in done.kept()


def test_a_channel_reads_levers_and_sources_only(done: Scene):
    """After a preview; nothing of the case and no name. What can be tapped opens a lever for whoever taps it."""
    done.slack.submit(done.user, share_form(done), {"channel": "CGENERAL01"})
    preview = done.slack.view(done.user)
    assert "The channel will read this" in plain(preview)
    before = len(done.slack.messages("general"))
    done.slack.submit(done.user, preview, {})
    (posted,) = done.slack.wait(lambda: done.slack.messages("general")[before:] or None)
    said = plain(posted)
    assert "SUP-" in said and "Shift 2013" in said
    for private in (CANARY, done.user, "case", "Case", "Danger"):
        assert private not in said
    beside = [json.loads(block["accessory"]["value"]) for block in posted["blocks"] if "accessory" in block]
    assert beside and all(set(press) == {"action", "value"} and press["action"] == "levers" for press in beside)
    assert not any(block["type"] == "actions" for block in posted["blocks"])
    done.shows("The levers stand in the channel.")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "one of the two"),
        ({"person": COLLEAGUE, "channel": "CGENERAL01"}, "one of the two"),
        ({"person": "UGUEST0001"}, "full members"),
        ({"channel": "CSHARED001"}, "other companies"),
    ],
)
def test_what_can_not_be_shared_with_is_said_in_the_form(done: Scene, values: dict, said: str):
    """Guests, channels that others read, nobody, both at once: nothing is sent and the form stays."""
    done.slack.submit(done.user, share_form(done), values)
    assert said in str(done.slack.wait(lambda: done.slack.errors(done.user)))
    assert "share_began" not in done.kept()


def test_a_channel_that_does_not_take_it_is_said(done: Scene):
    """Nothing is posted twice, and the person knows."""
    done.slack.submit(done.user, share_form(done), {"channel": "CGENERAL01"})
    done.slack.next("chat.postMessage", Fault("not_in_channel", channel="CGENERAL01"))
    done.slack.submit(done.user, done.slack.view(done.user), {})
    assert "/invite" in done.shows("nothing arrived in the channel")


@pytest.mark.parametrize("fault", ["dropped_after", "server_error", "dropped_before"])
def test_a_post_to_a_channel_that_may_have_arrived_is_not_made_again(done: Scene, fault: str):
    """A channel never reads a thing twice; the person is told to look."""
    done.slack.submit(done.user, share_form(done), {"channel": "CGENERAL01"})
    before = len(done.slack.messages("general"))
    done.slack.next("chat.postMessage", Fault(fault, channel="CGENERAL01"))
    done.slack.submit(done.user, done.slack.view(done.user), {})
    done.shows("Look in the channel before you share again")
    assert len(done.slack.messages("general")) - before == (fault == "dropped_after")
