"""The server as a process, against the double: over Socket Mode and over signed HTTP the same."""

import pytest

from tests.slack.acting import CANARY, SENT, SITUATION, Scene
from tests.slack.serving import LEAD
from tests.slack.test_kills import waiting
from tests.slack_double import Faults, plain


def test_from_the_form_to_a_logged_result(scene: Scene):
    """`/leverage` opens the form; what it holds begins a consultation; the result is logged, and only in private."""
    scene.slack.slash(scene.user, "general", "/leverage")
    form = scene.slack.wait(lambda: scene.slack.view(scene.user))
    scene.slack.submit(scene.user, form, {"situation": SITUATION})
    scene.shows("Here is what I understood")
    scene.tap("That's right")
    scene.to_the_result()
    assert scene.kept().count("concluded") == 1
    assert scene.slack.messages("general") == []
    assert CANARY not in scene.slack.seen_in("general")


def test_typed_in_the_direct_message_with_one_live_card(scene: Scene):
    """A tapped card gives its place to the next question."""
    scene.slack.message(scene.user, SITUATION)
    scene.shows("Here is what I understood")
    before = len(scene.slack.messages(scene.user))
    scene.tap("That's right")
    scene.shows("What is true, as far as you know?")
    assert len(scene.slack.messages(scene.user)) == before


def test_leverage_with_words_answers_in_private(scene: Scene):
    """`/leverage ...` in a channel: the channel sees nothing, the direct message goes on."""
    answer = scene.slack.slash(scene.user, "general", "/leverage", SITUATION)
    assert "direct message" in str(answer.body)
    scene.shows("Here is what I understood")
    assert CANARY not in scene.slack.seen_in("general")


@pytest.mark.parametrize("query", ["suppliers", "SUP-A2", "suplier audits", "internal board", "parking", ""])
def test_a_look_up_is_seen_by_its_asker_alone(scene: Scene, query):
    """`/levers` in every form answers at once, to the asker only."""
    scene.slack.slash(scene.user, "general", "/levers", query)
    said = scene.slack.wait(lambda: scene.slack.ephemeral(scene.user, "general"))
    assert plain(said[-1])
    assert scene.slack.messages("general") == []


def test_a_consultation_can_start_from_a_look_up(scene: Scene):
    """The button under the levers opens the form."""
    scene.slack.slash(scene.user, "general", "/levers", "suppliers")
    said = scene.slack.wait(lambda: scene.slack.ephemeral(scene.user, "general"))[-1]
    scene.slack.click(scene.user, said, text="Start a consultation")
    assert "What is going on?" in plain(scene.slack.wait(lambda: scene.slack.view(scene.user)))


def test_a_mention_with_the_exact_grammar_is_answered_in_the_thread(scene: Scene):
    """Levers and sources, and no word of the asker."""
    scene.slack.mention(scene.user, "general", "<@U0BOT> levers government joint lobbying")
    said = scene.slack.wait(lambda: scene.slack.messages("general")[1:])
    assert "GOV-C3" in plain(said[-1])
    assert said[-1]["thread_ts"]


def test_any_other_mention_is_answered_in_private(scene: Scene):
    """And the person hears that their own message stands in the channel."""
    before = len(scene.slack.messages("general"))
    scene.slack.mention(scene.user, "general", f"<@U0BOT> {SITUATION}")
    scene.slack.wait(
        lambda: any("you may want to delete it" in plain(m) for m in scene.slack.ephemeral(scene.user, "general"))
    )
    assert len(scene.slack.messages("general")) == before + 1
    assert all(CANARY not in plain(message) for message in scene.slack.messages("general")[before + 1 :])


def test_a_message_becomes_a_situation_without_its_author(scene: Scene):
    """The shortcut opens the form with the message's text, to be edited first."""
    scene.slack.message("UGERDA0001", "They lock the fire exits at night", channel="general")
    scene.slack.message_shortcut(scene.user, "find_leverage", scene.slack.messages("general")[-1])
    form = scene.slack.wait(lambda: scene.slack.view(scene.user))
    assert "They lock the fire exits at night" in str(form)
    assert "UGERDA0001" not in str(form)


def test_the_global_shortcut_opens_the_form(scene: Scene):
    """From anywhere in Slack."""
    scene.slack.shortcut(scene.user, "start_consultation")
    assert "What is going on?" in plain(scene.slack.wait(lambda: scene.slack.view(scene.user)))


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"])
def test_a_form_that_comes_too_late_is_said(scene: Scene, error):
    """In the direct message, with what to do instead; it is no crash."""
    scene.slack.next("views.open", error)
    assert scene.slack.slash(scene.user, "general", "/leverage").acknowledged
    scene.shows("could not be opened in time")
    assert not any("went wrong" in said for said in scene.shown())


def test_the_home_tab_shows_where_one_stands(scene: Scene):
    """The ways in, one's own consultations, and levers to browse; the messages tab is none of it."""
    scene.tell(SITUATION)
    scene.slack.open_home(scene.user)
    home = scene.slack.wait(lambda: scene.slack.home(scene.user))
    said = plain(home)
    assert "Your consultations" in said
    assert CANARY not in said
    scene.slack.wait(lambda: not waiting(scene.slack, socket=scene.socket) or None, SENT)
    before = len(scene.slack.calls)
    scene.slack.open_home(scene.user, "messages")
    assert [call.method for call in scene.slack.calls[before:]] == []


@pytest.mark.parametrize("doing", ["message", "slash", "levers", "mention", "home"])
def test_guests_get_the_numbers_that_help_and_nothing_else(scene: Scene, doing):
    """No consultation, no look-up, no Home."""
    guest = "UGUEST0001"
    scene.user = guest
    ways = {
        "message": lambda: scene.slack.message(guest, SITUATION),
        "slash": lambda: scene.slack.slash(guest, "general", "/leverage", SITUATION),
        "levers": lambda: scene.slack.slash(guest, "general", "/levers", "suppliers"),
        "mention": lambda: scene.slack.mention(guest, "general", "<@U0BOT> levers suppliers"),
        "home": lambda: scene.slack.open_home(guest),
    }
    answer = ways[doing]()
    assert answer.acknowledged
    assert scene.kept() == []
    assert "SUP-" not in str(scene.slack.home(guest))
    if doing not in ("slash", "levers"):
        scene.slack.wait(lambda: "I am for full members" in scene.slack.seen_by(guest) or None)
    assert "SUP-" not in scene.slack.seen_by(guest).replace(scene.slack.seen_in("general"), "")


def test_a_channel_shared_with_another_company_gets_no_answer(scene: Scene):
    """Not even the exact grammar."""
    scene.slack.mention(scene.user, "shared", "<@U0BOT> levers suppliers")
    assert len(scene.slack.messages("shared")) == 1


def test_what_is_delivered_again_has_one_effect(scene: Scene):
    """Events and clicks, each delivered twice at the same time."""
    scene.slack.faults = Faults(repeat=1.0, seed=1)
    before = scene.kept()
    scene.slack.message(scene.user, SITUATION)
    scene.shows("Here is what I understood")
    scene.tap("That's right")
    scene.shows("What is true, as far as you know?")
    fresh = scene.kept()[len(before) :]
    assert fresh.count("started") == fresh.count("told") == fresh.count("confirmed") == 1


def test_a_late_click_changes_nothing(scene: Scene):
    """A card that has moved on says so."""
    scene.slack.message(scene.user, SITUATION)
    scene.shows("Here is what I understood")
    old = scene.slack.messages(scene.user)[-1]
    scene.slack.message(scene.user, "yes")
    scene.shows("What is true, as far as you know?")
    before = [kind for kind in scene.kept() if kind != "alerted"]
    scene.slack.click(scene.user, old, text="That's right", stale=True)
    scene.shows("nothing was changed")
    assert [kind for kind in scene.kept() if kind != "alerted"] == before


def test_german_for_whoever_uses_slack_in_german(scene: Scene):
    """The profile's language."""
    scene.user = "UGERDA0001"
    scene.slack.message(scene.user, "Unser Lieferant behält die Pässe der Arbeiter ein")
    assert scene.shows("Das habe ich verstanden")


def test_a_reminder_is_set_in_a_form(scene: Scene):
    """A day that has passed is said in the form; a day to come is kept, with the reason."""
    scene.tell()
    scene.to_the_result()
    scene.tap("Remind me")
    form = scene.slack.wait(lambda: scene.slack.view(scene.user))
    scene.slack.submit(scene.user, form, {"day": "2020-01-01", "reason": "the contract talks"})
    assert "2020-01-01" in scene.slack.wait(lambda: scene.slack.errors(scene.user))["day"]
    scene.slack.submit(scene.user, scene.slack.view(scene.user), {"day": "2099-01-02", "reason": "the contract talks"})
    scene.shows("2099-01-02")
    assert "reminded" in scene.kept()


@pytest.mark.parametrize("part", ["persuade", "inside", "fails", "why_not", "brief"])
def test_the_parts_of_a_result_open_below_it(scene: Scene, part):
    """The result stays where it is."""
    scene.tell()
    scene.to_the_result()
    before = len(scene.slack.messages(scene.user))
    scene.open(part)
    scene.slack.wait(lambda: scene.slack.messages(scene.user)[before:] or None, SENT)
    assert any("Levers, best first" in said for said in scene.shown())
    assert "nothing was changed" not in scene.shown()[-1]


def test_the_lead_acknowledges_and_the_asker_sees_it(scene: Scene):
    """Case number, kind and time for the lead; "seen" for the asker."""
    scene.tell()
    told = scene.shows("The lead on duty was told at")
    case = told.split("case ")[1][:4]
    lead = Scene(scene.slack, scene.socket, LEAD)
    said = lead.shows(f"Case {case}")
    assert CANARY not in said
    message = next(m for m in scene.slack.messages(LEAD) if f"Case {case}" in plain(m))
    scene.slack.click(LEAD, message, text="I have it")
    scene.shows("Seen at")


def test_what_the_result_rests_on_opens_with_a_tap(scene: Scene):
    """The overview is short; the answers stand behind a button."""
    scene.tell()
    assert "Whose behaviour" not in scene.to_the_result()
    scene.tap("What I go on")
    scene.shows("Whose behaviour")


def test_a_saved_lever_opens_from_the_home_tab(scene: Scene):
    """Saved under the lever that was opened, without a question lost; on Home a button opens it again."""
    scene.tell()
    scene.slack.message(scene.user, "SUP-A2")
    scene.shows("Shift 2013, Annex A")
    scene.tap("Save SUP-A2")
    scene.shows("Saved: SUP-A2")
    scene.slack.open_home(scene.user)
    home = scene.slack.wait(lambda: scene.slack.home(scene.user))
    assert "Saved levers" in plain(home)
    before = len(scene.slack.messages(scene.user))
    scene.slack.click(scene.user, home, block_id=next(b["block_id"] for b in home["blocks"] if opens(b, "SUP-A2")))
    scene.slack.wait(lambda: scene.slack.messages(scene.user)[before:] or None, SENT)
    assert "Unsave SUP-A2" in scene.shown()[-1]


def opens(block: dict, lever: str) -> bool:
    """Whether the button beside a line opens this lever."""
    return f'"value":"{lever}"' in str(block.get("accessory", {}).get("value"))


def test_a_late_answer_overwrites_no_newer_card(scene: Scene):
    """Slack makes its edit wait; meanwhile the conversation goes on."""
    scene.slack.message(scene.user, SITUATION)
    scene.shows("Here is what I understood")
    old = scene.slack.messages(scene.user)[-1]
    scene.tap("That's right")
    scene.shows("What is true, as far as you know?")
    scene.slack.next("chat.update", "rate_limited")
    scene.slack.click(scene.user, old, text="That's right", stale=True)
    scene.slack.message(scene.user, "3")
    scene.shows("nothing was changed")
    scene.shows("What do you need most?")
    live = next(message for message in scene.slack.messages(scene.user) if message["ts"] == old["ts"])
    assert "nothing was changed" not in plain(live)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("help", "answer a few questions"),
        ("privacy", "Who can read your consultations"),
        ("list", "You have no consultations yet"),
        ("resume", "no consultation to go on with"),
        ("open 9999", "no consultation of yours"),
    ],
)
def test_leverage_with_a_command_answers_in_private(scene: Scene, word: str, said: str):
    """`/leverage help` and the like, in the direct message."""
    before = len(scene.slack.messages("general"))
    scene.slack.slash(scene.user, "general", "/leverage", word)
    scene.shows(said)
    assert len(scene.slack.messages("general")) == before


def test_a_consultation_opens_from_the_home_tab(scene: Scene):
    """The finished one, with its result, in the direct message."""
    scene.tell()
    scene.to_the_result()
    scene.slack.open_home(scene.user)
    home = scene.slack.wait(lambda: scene.slack.home(scene.user))
    row = next(block for block in home["blocks"] if '"action":"open"' in str(block.get("accessory", {}).get("value")))
    before = len(scene.slack.messages(scene.user))
    scene.slack.click(scene.user, home, block_id=row["block_id"])
    again = lambda: any("Levers, best first" in plain(m) for m in scene.slack.messages(scene.user)[before:])  # noqa: E731
    scene.slack.wait(lambda: again() or None, SENT)
