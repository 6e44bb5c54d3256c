"""Redacted: no word that anybody wrote, and every code."""

from itertools import count

import pytest

from bot.consultation import _CHANGES
from bot.record import Event
from bot.review.export.history import Newer, history
from bot.review.export.record import record_of
from bot.review.export.redaction import CODES, MARKER, redacted
from knowledge import Knowledge
from tests.review.scenes import ASKER, AT, COLLEAGUE, LEADS, answered, case_with, events, standing, told

CANARY = "quetzalcoatl"
PEOPLE = tuple(person.user for person in (ASKER, *LEADS, COLLEAGUE))


def test_the_scene_has_every_kind_of_event():
    """So that the tests below are about all of them; a draft is in no export."""
    assert {event.kind for event in case_with("x")[1]} == set(_CHANGES) - {"drafted"}


def test_no_word_and_nobody_is_left(knowledge: Knowledge):
    """Wherever a text or a person may stand in the log."""
    hidden = redacted(*case_with(CANARY), knowledge)
    assert CANARY in repr(case_with(CANARY))
    for secret in (CANARY, *PEOPLE):
        assert secret not in repr(hidden)
    assert repr(hidden).count(MARKER) == repr(case_with(CANARY)).count(CANARY)


def test_codes_and_times_stay(knowledge: Knowledge):
    """The redacted consultation has the same answers, alerts, outcomes and days as the whole one."""
    whole, hidden = (history(made)[-1].after for made in (case_with("x")[1], redacted(*case_with("x"), knowledge)[1]))
    words = {"country", "sector", "alias", "vanished"}
    assert {q: v for q, v in whole.answers.items() if q not in words} == {
        q: v for q, v in hidden.answers.items() if q not in words
    }
    assert all(hidden.answers[question] == (MARKER,) for question in words)
    assert hidden.outcomes == whole.outcomes and hidden.content == whole.content and hidden.saved == whole.saved
    assert [(a.kinds, a.at, a.seen) for a in hidden.alerts] == [(a.kinds, a.at, a.seen) for a in whole.alerts]


def test_people_are_told_apart(knowledge: Knowledge):
    """By a number that they have within one consultation."""
    found, made = redacted(*case_with("x"), knowledge)
    last = history(made)[-1].after
    assert found.person.user == "[person 1]"
    assert [alert.lead.user for alert in last.alerts] == ["[person 2]", "[person 3]"]
    assert last.shared[0].to.user == "[person 2]" and last.shared[1].to.user == "[person 4]"


def test_what_is_new_is_hidden(knowledge: Knowledge):
    """A kind of event, a field, a question or a choice that nobody named as a code is taken for a text."""
    new = (
        Event(kind="foreseen", at=AT, body={"text": CANARY, "deep": {"a": [CANARY, 3, True, None]}, "lead": CANARY}),
        Event(kind="saved", at=AT, body={"lever": "SUP-A2", "why": CANARY}),
        *events(answered("vanished", CANARY), answered("actor", CANARY), answered("when", CANARY)),
        *events(told("x", actor=["SUP", CANARY], vanished=[CANARY])),
    )
    hidden = redacted(standing(), new, knowledge)[1]
    assert CANARY not in repr(hidden)
    assert hidden[0].body["deep"]["a"] == [MARKER, 3, True, None]
    assert hidden[1].body == {"lever": "SUP-A2", "why": MARKER}


@pytest.mark.parametrize("kind", sorted(CODES))
def test_what_stands_for_a_code_and_is_none_is_hidden(kind: str, knowledge: Knowledge):
    """A sentence, in any script, in a field of codes."""
    for text in (f"the {CANARY}", "護照", f"{CANARY}'s", "x" * 81):
        body = {"question": "actor", "values": []} | dict.fromkeys(CODES[kind], text)
        hidden = redacted(standing(), (Event(kind=kind, at=AT, body=body),), knowledge)[1][0].body
        assert [hidden[name] for name in CODES[kind]] == [MARKER] * len(CODES[kind])


def test_an_empty_text_stays_empty(knowledge: Knowledge):
    """Nobody is led to think that something was written."""
    record = record_of(*case_with(""), knowledge, redact=True)
    assert (record.situation, record.advice, record.notes) == ("", "", ("",))


def test_a_newer_version_s_event_stops_a_record(knowledge: Knowledge):
    """Rather than being left out in silence."""
    numbers = count(1)
    with pytest.raises(Newer):
        record_of(standing(next(numbers)), (Event(kind="foreseen", at=AT, body={}),), knowledge)
