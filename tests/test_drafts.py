"""What was typed and not sent: kept for its writer alone, and erased once it is sent."""

import io
import sqlite3
from contextlib import closing

import pytest

from bot.messages import Press
from bot.record import Person
from bot.review.export.choosing import Wanted
from handlers.exporting import as_jsonl
from handlers.exporting.asked import Asked
from handlers.exporting.export import Exporting
from knowledge import load
from tests.review.scenes import AT
from tests.talk import Talk
from tests.test_dialogue import ANSWERS, SITUATION

LEE = Person(channel="local", workspace="", user="lee")
CANARY = "quetzalcoatl"
TYPED = f"Our supplier {CANARY} holds the workers' passports. The audit is next week.\nThey asked for help."
OTHER = "A labour agency makes workers pay for their jobs"


def drafted(talk: Talk, text: str = TYPED, delivery: str = "") -> None:
    """A form was closed with this text in it."""
    talk.assistant.keep_draft(talk.incoming(text, delivery=delivery))


def standings(talk: Talk) -> list[tuple[str, str]]:
    """State and route of every consultation that is not erased."""
    return [(standing.state, standing.route) for standing, _ in talk.store.everything()]


def on_disk(talk: Talk, word: str) -> bool:
    """Whether a word stands anywhere in the file of the log, or beside it."""
    folder = talk.store.ring.file.path.parent
    return any(word.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_draft_is_kept_as_it_was_typed(talk: Talk) -> None:
    """A consultation of its own, stopped, encrypted; it survives a rebuilt projection, and the log is whole."""
    drafted(talk)
    assert talk.assistant.draft_of(talk.person) == TYPED
    assert standings(talk) == [("stopped", "draft")]
    assert [event.kind for _, events in talk.store.everything() for event in events] == ["started", "drafted"]
    assert not on_disk(talk, CANARY)
    assert talk.store.rebuild() == 1
    assert talk.store.verify() == ()
    assert talk.assistant.draft_of(talk.person) == TYPED


def test_a_person_has_one_draft_at_most(talk: Talk) -> None:
    """The newer takes the place of the earlier, which is erased; the same text again changes nothing."""
    drafted(talk)
    drafted(talk, OTHER)
    assert talk.assistant.draft_of(talk.person) == OTHER
    assert len(standings(talk)) == 1
    before = talk.store.of_person(talk.person)
    drafted(talk, OTHER)
    assert talk.store.of_person(talk.person) == before
    assert erased(talk) == 1


def erased(talk: Talk) -> int:
    """How many consultations were erased."""
    with closing(sqlite3.connect(talk.store.ring.file.path)) as file:
        return int(file.execute("SELECT COUNT(*) FROM erasure").fetchone()[0])


def test_a_closing_that_is_delivered_again_changes_nothing(talk: Talk) -> None:
    """What was kept since then stays."""
    drafted(talk, TYPED, delivery="closed")
    drafted(talk, OTHER)
    drafted(talk, TYPED, delivery="closed")
    assert talk.assistant.draft_of(talk.person) == OTHER


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_text_keeps_none(talk: Talk, blank: str) -> None:
    """Not even the one before: the person has cleared it."""
    drafted(talk, blank)
    assert standings(talk) == []
    drafted(talk)
    drafted(talk, blank)
    assert standings(talk) == []
    assert talk.assistant.draft_of(talk.person) == ""


def test_a_form_takes_the_draft_and_lets_it_go(talk: Talk) -> None:
    """With the consultation that keeps it, so that the form names it; dropped, it is erased with its key."""
    drafted(talk)
    draft = talk.assistant.draft(talk.person)
    assert draft is not None
    assert (draft.consultation, draft.number, draft.text) == ("c1", 1, TYPED)
    talk.assistant.drop_draft(talk.person)
    assert talk.assistant.draft(talk.person) is None
    assert (standings(talk), erased(talk)) == ([], 1)


def test_a_draft_is_its_writers_alone(talk: Talk) -> None:
    """Nobody else is given it, and an export leaves it out."""
    drafted(talk)
    assert talk.assistant.draft_of(LEE) == ""
    assert exported(talk) == ""
    talk.say(SITUATION)
    assert len(exported(talk).splitlines()) == 1
    assert CANARY not in exported(talk)


def exported(talk: Talk) -> str:
    """What an export of the whole log holds."""
    whole = Exporting(Asked("jsonl", Wanted()), talk.store, load, AT, LEE)
    out = io.StringIO()
    as_jsonl.write(whole.cases(), out)
    return out.getvalue()


def test_resume_shows_the_only_draft_and_it_can_be_sent_on(talk: Talk) -> None:
    """Its text, with a button that names the draft; sent, it is a situation and the draft is erased with its key."""
    drafted(talk)
    shown = talk.say("resume")
    assert f"Our supplier {CANARY}" in shown
    assert "[Send draft]" in shown
    send = talk.assistant.handle(talk.incoming("resume")).cards[-1].buttons[0].press
    assert "Here is what I understood" in talk.press(send)
    assert standings(talk) == [("open", "leverage")]
    assert "already answered" in talk.press(send)
    assert talk.store.verify() == ()


def test_a_draft_can_be_sent_by_typing(talk: Talk) -> None:
    """At a terminal as in a chat; without one, a sentence says so."""
    assert "There is no draft" in talk.say("send draft")
    drafted(talk)
    assert "Here is what I understood" in talk.say("send draft")
    assert standings(talk) == [("open", "leverage")]


def test_a_button_of_a_draft_that_was_replaced_is_late(talk: Talk) -> None:
    """What it would send is not what stood above it."""
    drafted(talk)
    send = talk.assistant.handle(talk.incoming("resume")).cards[-1].buttons[0].press
    drafted(talk, OTHER)
    assert "Here is what I understood" not in talk.press(send)
    assert talk.assistant.draft_of(talk.person) == OTHER


def test_a_stopped_consultation_is_resumed_before_a_draft(talk: Talk) -> None:
    """The draft waits."""
    talk.say(SITUATION)
    talk.say("stop")
    drafted(talk, OTHER)
    assert "We go on where you stopped" in talk.say("resume")
    assert talk.assistant.draft_of(talk.person) == OTHER


def test_a_draft_makes_no_button_of_a_result_late(talk: Talk) -> None:
    """What was finished last is still what one stands in."""
    for said in (SITUATION, *ANSWERS):
        talk.say(said)
    result = talk.assistant.handle(talk.incoming("result")).cards[-1].buttons
    drafted(talk, OTHER)
    persuade: Press = next(button.press for button in result if button.press.action == "persuade")
    assert "How to persuade" in talk.press(persuade)


def test_lists_show_a_draft_as_one_and_it_can_be_erased(talk: Talk) -> None:
    """By its number, like any consultation of one's own; what is open stays."""
    drafted(talk)
    assert "0001 · stopped · 2027-01-11 · Draft, not sent" in talk.say("list")
    talk.say(SITUATION)
    assert "Case 0001 is erased" in talk.say("erase 0001")
    assert standings(talk) == [("open", "leverage")]


def test_what_begins_nothing_is_kept_nowhere(talk: Talk) -> None:
    """A report for the protected channel, sent on: "nothing of what you typed is kept" holds for the draft too."""
    drafted(talk, "I want to report misconduct by my manager to the whistleblower hotline")
    talk.say("send draft")
    assert standings(talk) == []
