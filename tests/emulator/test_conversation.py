"""Every way into the server, with each of its calls judged by the emulator."""

import re

from handlers.open import open_store
from handlers.settings import read_settings
from handlers.slack.sender import EVENT_TYPE
from tests.slack.scenes import faults
from tests.slack.serving import ALEX, company, environment, serving
from tests.slack.serving import start as start_server
from tests.slack_double import SlackDouble, plain

from .hands import SENT

SITUATION = "Our supplier keeps the passports of migrant workers; the contract is up for renewal"
ANSWERS = ("3", "1", "2")


def to_the_questions(hands, name):
    """A situation in the direct message, confirmed."""
    assert hands.write(name, SITUATION).acknowledged
    hands.shows(name, "Here is what I understood")
    hands.tap(name, "That's right")
    return hands.shows(name, "What is true, as far as you know?")


def to_the_result(hands, name):
    """What is still asked, typed; the result."""
    for line in ANSWERS:
        assert hands.write(name, line).acknowledged
    return hands.shows(name, "Levers, best first")


def test_from_the_form_to_a_result(hands):
    """`/leverage` opens a modal there, a sent form begins, and the result stands in the direct message as a card."""
    assert hands.slash("alex", "company", "/leverage").acknowledged
    assert hands.send("alex", {"situation": SITUATION}).acknowledged
    hands.shows("alex", "Here is what I understood")
    hands.tap("alex", "That's right")
    hands.shows("alex", "What is true, as far as you know?")
    to_the_result(hands, "alex")
    for message in hands.emulator.said("alex"):
        assert faults({"blocks": message["blocks"], "text": message["text"]}) == []
        assert message["metadata"]["event_type"] == EVENT_TYPE
    assert hands.emulator.refusals() == []


def test_what_stands_there_is_what_the_double_shows(hands, tmp_path, monkeypatch):
    """The same words lead to the same messages, whoever judges them; case numbers and times aside."""
    to_the_questions(hands, "ben")
    to_the_result(hands, "ben")
    hands.shows("ben", "The lead on duty was told at")
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    with SlackDouble(company()) as double, serving(double, socket=False):

        def shown():
            return [plain(message) for message in double.messages(ALEX) if "bot_id" in message]

        def shows(text):
            return double.wait(lambda: any(text in said for said in shown()), SENT)

        double.message(ALEX, SITUATION)
        shows("Here is what I understood")
        double.click(ALEX, double.messages(ALEX)[-1], text="That's right")
        shows("What is true, as far as you know?")
        for line in ANSWERS:
            double.message(ALEX, line)
        shows("Levers, best first")
        shows("The lead on duty was told at")
        theirs = shown()
    assert [alike(said) for said in hands.read("ben")] == [alike(said) for said in theirs]


def alike(said):
    """A message without its case number and time."""
    return re.sub(r"[Cc]ase \d+|\d{1,2}:\d\d", "...", said)


def test_a_tapped_card_is_edited_in_its_place(hands):
    """chat.update is the author's own, and leaves one live card."""
    assert hands.write("cleo", SITUATION).acknowledged
    hands.shows("cleo", "Here is what I understood")
    asked = hands.with_button("cleo", "That's right")
    hands.tap("cleo", "That's right")
    hands.shows("cleo", "What is true, as far as you know?")
    (edited,) = [message for message in hands.emulator.said("cleo") if message["ts"] == asked["ts"]]
    assert "What is true" in plain(edited)
    assert edited["edited"]
    assert not any("[That's right]" in said for said in hands.read("cleo"))


def test_the_lead_is_told_and_the_asker_sees_it(hands):
    """Two direct messages that the app opens itself: case number, kind and time for the lead; "seen" for the asker."""
    to_the_questions(hands, "dana")
    case = hands.shows("dana", "The lead on duty was told at").split("case ")[1][:4]
    told = hands.shows("lea", f"Case {case}")
    assert "passport" not in told
    message = next(m for m in hands.emulator.said("lea") if f"Case {case}" in plain(m))
    message |= {"channel": hands.emulator.direct("lea"), "is_ephemeral": False}
    hands.click("lea", message, text="I have it", stale=True)
    hands.shows("dana", "Seen at")


def test_a_reminder_is_set_in_a_form(hands):
    """The trigger of a tapped button opens the form; what is filled in is kept."""
    to_the_questions(hands, "eli")
    to_the_result(hands, "eli")
    hands.tap("eli", "Remind me")
    refused = hands.send("eli", {"day": "2020-01-01", "reason": "the contract talks"})
    assert refused.body["response_action"] == "errors"
    hands.send("eli", {"day": "2099-01-02", "reason": "the contract talks"})
    hands.shows("eli", "2099-01-02")


def test_an_exact_look_up_is_answered_in_the_thread(hands):
    """Below the mention, and nowhere else in the channel."""
    ts, answer = hands.mention_in("fay", "company", "levers government joint lobbying")
    assert answer.acknowledged
    channel, reader = hands.emulator.channel("company"), hands.emulator.as_("fay")
    asked, *answers = reader.conversations_replies(channel=channel, ts=ts)["messages"]
    assert asked["ts"] == ts
    assert any("GOV-C3" in plain(message) for message in answers)


def test_any_other_mention_is_answered_in_private(hands):
    """A note that only the asker sees (the emulator refuses one to somebody outside the channel), then the card."""
    channel, reader = hands.emulator.channel("company"), hands.emulator.as_("gil")
    before = len(reader.conversations_history(channel=channel)["messages"])
    ts, answer = hands.mention_in("gil", "company", SITUATION)
    assert answer.acknowledged
    note = hands.emulator.calls("chat.postEphemeral")[-1]
    assert (note.arguments["user"], note.answer["ok"]) == (hands.emulator.people["gil"], True)
    hands.shows("gil", "Here is what I understood")
    assert len(reader.conversations_history(channel=channel)["messages"]) == before + 1
    assert len(reader.conversations_replies(channel=channel, ts=ts)["messages"]) == 1


def test_a_look_up_needs_no_call(hands):
    """`/levers` is answered with the delivery itself, and what is more over the response URL."""
    before = len(hands.emulator.calls("chat.postMessage"))
    assert "SUP-A2" in str(hands.slash("hana", "company", "/levers", "SUP-A2").body)
    assert len(hands.emulator.calls("chat.postMessage")) == before


def test_killed_after_a_post_before_its_answer(start):
    """The card stands there once: the history, with the metadata that the emulator gives, tells that it arrived."""
    with start(served=False) as hands:
        process = start_server(hands, socket=False, **hands.settings)
        hands.emulator.gate.silent_about = "chat.postMessage"
        assert hands.write("alex", SITUATION).acknowledged
        hands.shows("alex", "Here is what I understood")
        process.kill()
        process.wait()
        process.stdout.close()
        hands.emulator.gate.silent_about = ""
        assert waiting(hands) == 1
        with serving(hands, socket=False, **hands.settings):
            hands.wait(lambda: not waiting(hands) or None, SENT)
            assert len(hands.read("alex")) == 1
            hands.tap("alex", "That's right")
            hands.shows("alex", "What is true, as far as you know?")
        assert hands.emulator.refusals() == []


def waiting(hands):
    """How many cards are not sent yet."""
    with open_store(read_settings(environment(hands, socket=False))) as (store, _):
        return len(store.waiting())
