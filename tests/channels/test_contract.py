"""What holds in every chat: the same conversation, privacy and patience, whoever carries it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.chats import GERMAN, GUEST, LEAD, Chat, Someone, newest, opened
from tests.sampling import LONG

CANARY = "quetzalcoatl"
SITUATION = f"Our supplier {CANARY} keeps the passports of migrant workers; the contract is up for renewal"
WAYS = ["slack http", "slack socket", "teams"] if LONG else ["slack http", "teams"]


@pytest.fixture(scope="module", params=WAYS)
def chat(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    """One server for all of these tests, for each chat."""
    folder: Path = tmp_path_factory.mktemp("chat") / "home"
    with pytest.MonkeyPatch.context() as patch:
        folder.mkdir()
        patch.setenv("HOME", str(folder))
        patch.chdir(folder)
        with opened(request.param) as found:
            yield found


@pytest.fixture
def alex(chat: Chat, request: pytest.FixtureRequest) -> Someone:
    """Another member of staff for each test."""
    numbers = request.session.stash.setdefault(NUMBERS, {})
    numbers[id(chat)] = numbers.get(id(chat), -1) + 1
    return Someone(chat, numbers[id(chat)])


NUMBERS: "pytest.StashKey[dict[int, int]]" = pytest.StashKey()


def told(someone: Someone) -> None:
    """A situation, confirmed."""
    someone.types(SITUATION)
    someone.shows("Here is what I understood")
    someone.taps("That's right")
    someone.shows("What is true, as far as you know?")


def done(someone: Someone) -> str:
    """To the result."""
    someone.types("3", "1", "2", "1", "skip")
    return someone.shows("Levers, best first")


def test_from_a_first_sentence_to_a_logged_result(alex: Someone):
    """Typed and tapped; the result is cited, and every step is in the log."""
    told(alex)
    assert "Shift 2013, Annex A" in done(alex)
    kept = [kind for kind in alex.kept() if kind != "alerted"]
    assert kept[:3] == ["started", "told", "confirmed"] and kept.count("concluded") == 1


def test_a_question_takes_the_place_of_the_one_that_was_answered(alex: Someone):
    """By a tap; what was typed is answered below."""
    alex.types(SITUATION)
    alex.shows("Here is what I understood")
    before = len(alex.chat.messages(alex.who))
    alex.taps("That's right")
    alex.shows("What is true, as far as you know?")
    assert not any("Here is what I understood" in said for said in alex.shown())
    assert len(alex.chat.messages(alex.who)) == before


def test_back_and_change(alex: Someone):
    """A step back undoes the answer; a change keeps what still holds."""
    told(alex)
    alex.types("3")
    alex.shows("What do you need most?")
    alex.taps("Back")
    alex.shows("What is true, as far as you know?")
    alex.types("3", "1", "change connection")
    alex.shows("What is true, as far as you know?")
    assert {"undone", "answered"} & set(alex.kept())


def test_further_questions_take_each_other_s_place(alex: Someone):
    """They come below the result, which stays."""
    told(alex)
    done(alex)
    alex.taps("More questions")
    alex.shows("Could contacting others endanger anyone?")
    before = len(alex.chat.messages(alex.who))
    alex.taps("Skip")
    alex.shows("8 of 20")
    assert len(alex.chat.messages(alex.who)) == before
    assert not any("Could contacting others" in said for said in alex.shown())
    alex.shows("Levers, best first")


def test_what_is_to_change_is_picked(alex: Someone):
    """No number need be typed: each answer stands with its button."""
    told(alex)
    done(alex)
    alex.types("change")
    alex.shows("Which answer do you want to change?")
    alex.chat.picks(alex.who, "What is true, as far as you know?")
    assert "tied to our business" in alex.shows("again. Your answer was")


def test_a_late_tap_changes_nothing(alex: Someone):
    """A card that has moved on says so."""
    alex.types(SITUATION)
    old = newest(alex.chat, alex.who, "That's right")
    alex.types("yes")
    alex.shows("What is true, as far as you know?")
    before = [kind for kind in alex.kept() if kind != "alerted"]
    alex.taps("That's right", old)
    alex.shows("nothing was changed")
    assert [kind for kind in alex.kept() if kind != "alerted"] == before


def test_a_tap_in_haste_has_one_effect(alex: Someone):
    """Ten times on the same button: one event."""
    alex.types(SITUATION)
    alex.shows("Here is what I understood")
    alex.taps("That's right", times=10)
    alex.shows("What is true, as far as you know?")
    assert alex.kept().count("confirmed") == 1


def test_a_look_up_in_private(alex: Someone):
    """In words that were misspelt, and by id."""
    alex.types("levers suplier audits")
    assert "SUP-A2" in alex.shows("SUP-A2")
    alex.types("SUP-D1")
    assert "Annex A" in alex.shows("civil society")


def test_an_exact_look_up_is_answered_where_it_was_asked(alex: Someone):
    """Levers and sources, for everybody to read."""
    before = len(alex.chat.public())
    alex.chat.writes(alex.who, "levers government joint lobbying")
    said = alex.chat.wait(lambda: alex.chat.public()[before + 1 :])
    assert "GOV-C3" in said[-1]


def test_anything_else_in_a_channel_is_answered_in_private(alex: Someone):
    """And the person hears that others can read what they wrote there."""
    before = len(alex.chat.public())
    alex.chat.writes(alex.who, SITUATION)
    alex.shows("Here is what I understood")
    answered = alex.chat.public()[before + 1 :]
    assert not any(CANARY in said or "supplier" in said for said in answered)


def test_the_lead_is_told_of_danger_by_number_only(alex: Someone):
    """Case, kind and time; "I have it" is seen by the asker."""
    told(alex)
    case = alex.shows("The lead on duty was told at").split("case ")[1][:4]
    lead = Someone(alex.chat, LEAD)
    said = lead.shows(f"Case {case}")
    assert CANARY not in said and alex.chat.id_of(alex.who) not in lead.raw()
    message = next(m for m in alex.chat.messages(LEAD) if f"Case {case}" in alex.chat.reads(m))
    lead.taps("I have it", message)
    alex.shows("Seen at")


def test_a_lead_is_asked_for_what_was_ticked(alex: Someone):
    """The words go only when they are ticked."""
    told(alex)
    done(alex)
    alex.types("ask lead should we go there?", "actor", "yes")
    alex.shows("An answer comes to you here")
    read = Someone(alex.chat, LEAD).shows("should we go there?")
    assert "Whose behaviour" in read and CANARY not in read


def test_a_lead_reviews(alex: Someone):
    """From the queue to a note; whoever is no lead is told nothing."""
    told(alex)
    case = alex.shows("The lead on duty was told at").split("case ")[1][:4]
    lead = Someone(alex.chat, LEAD)
    lead.types(f"review {case}")
    assert CANARY not in lead.shows(f"Case {case}")
    lead.types(f"review {case} take", f"review {case} note called the mill")
    lead.shows("Noted, for leads only")
    assert {"review_read", "review_taken", "review_noted"} <= set(alex.kept())
    alex.types(f"review {case}")
    assert not any("called the mill" in said for said in alex.shown())


def test_what_is_erased_is_taken_out_of_the_chat(alex: Someone):
    """Everything that the assistant wrote about the case; what the person typed stays theirs."""
    told(alex)
    done(alex)
    case = alex.shows("The lead on duty was told at").split("case ")[1][:4]
    alex.types(f"erase {case}", f"erase {case}")
    alex.shows("erased")
    alex.chat.wait(lambda: CANARY not in alex.raw() and not any("Levers, best first" in said for said in alex.shown()))
    assert alex.kept() == []


@pytest.mark.parametrize("who", ["the lead", "the asker"])
def test_what_a_lead_may_read_no_longer_is_taken_out_of_their_chat(alex: Someone, who: str):
    """Whether they step back or the asker leaves them out; the asker's chat stays as it is."""
    told(alex)
    case = alex.shows("The lead on duty was told at").split("case ")[1][:4]
    lead = Someone(alex.chat, LEAD)
    lead.types(f"review {case}", f"review {case} known")
    lead.shows(CANARY)
    if who == "the lead":
        lead.types(f"review {case} notme")
    else:
        alex.types("leave out 1")
        alex.shows("can't read case")
    lead.chat.wait(lambda: CANARY not in lead.raw() or None)
    assert "What stood here is gone" in lead.shows(f"You can't read case {case} any more. What stood")
    assert any("The lead on duty was told at" in said for said in alex.shown())


def test_guests_get_the_numbers_that_help_and_nothing_else(chat: Chat):
    """No consultation, no look-up."""
    guest = Someone(chat, GUEST)
    guest.types(SITUATION, "levers suppliers")
    guest.shows("In danger call")
    assert guest.kept() == [] and "SUP-" not in guest.raw()


def test_in_the_language_of_the_person(chat: Chat):
    """As the chat says it."""
    gerda = Someone(chat, GERMAN)
    gerda.types("Unser Lieferant behält die Pässe der Arbeiter ein")
    assert gerda.shows("Das habe ich verstanden")


def test_notifications_hold_no_word_of_a_case(alex: Someone):
    """They are read on locked screens."""
    told(alex)
    done(alex)
    assert CANARY not in alex.chat.notified() and "passport" not in alex.chat.notified()
