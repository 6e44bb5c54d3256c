"""Redacted: no word that anybody wrote, and every code."""

from itertools import count

import pytest

from bot.consultation import _CHANGES
from bot.record import Event
from bot.review.export.history import Newer, history
from bot.review.export.record import record_of
from bot.review.export.redaction import CODES, MARKER, redacted
from bot.review.record import CHANGES
from knowledge import Knowledge
from tests.review.scenes import (
    ASKER,
    AT,
    COLLEAGUE,
    COUNSEL,
    LEADS,
    LEFT_OUT,
    READER,
    answered,
    case_with,
    events,
    standing,
    told,
)

CANARY = "quetzalcoatl"
PEOPLE = tuple(person.user for person in (ASKER, *LEADS, COLLEAGUE, COUNSEL, READER, LEFT_OUT))
KINDS = sorted((set(_CHANGES) | set(CHANGES)) - {"drafted"})
"""Every kind of event; a draft is in no export."""


def test_the_scene_has_every_kind_of_event():
    """So that the tests below are about all of them."""
    assert sorted({event.kind for event in case_with("x")[1]}) == KINDS


def test_every_kind_of_review_has_its_codes():
    """A row each, and no row for what is no event."""
    assert set(CHANGES) <= set(CODES) <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_any_kind_of_event_is_left(kind: str, knowledge: Knowledge):
    """By itself, with a text in every field that is not known to be a code, however deep it stands."""
    (standing_, made) = case_with(CANARY)
    for event in (event for event in made if event.kind == kind):
        new = event.model_copy(update={"body": {**event.body, "new": CANARY, "deep": [{"a": CANARY}]}})
        hidden = redacted(standing_, (new,), knowledge)
        assert [secret for secret in (CANARY, *PEOPLE) if secret in repr(hidden)] == []
        assert hidden[1][0].kind == kind and set(hidden[1][0].body) == set(new.body)


def test_codes_of_review_stay(knowledge: Knowledge):
    """The leads' side is the same but for its words and its people."""
    whole, hidden = (
        history(made)[-1].after.review for made in (case_with("x")[1], redacted(*case_with("x"), knowledge)[1])
    )
    for name in ("status", "links", "marked", "unnamed"):
        assert getattr(hidden, name) == getattr(whole, name), name
    assert [(c.question, c.values, c.why) for c in hidden.corrections] == [
        ("connection", ("linkage",), MARKER),
        ("alias", (MARKER,), MARKER),
    ]
    assert [(t.lever, t.outcome) for t in hidden.tried] == [("SUP-B2", "refused")]
    assert [(c.changed, c.known_from) for c in hidden.closings] == [("partly", MARKER)]
    assert hidden.tags == (MARKER, MARKER) and hidden.follow_up.day == whole.follow_up.day
    assert hidden.hold.reason == hidden.follow_up.reason == hidden.notes[0].text == MARKER


def test_no_word_and_nobody_is_left(knowledge: Knowledge):
    """Wherever a text or a person may stand in the log."""
    hidden = redacted(*case_with(CANARY), knowledge)
    assert CANARY in repr(case_with(CANARY))
    assert [secret for secret in (CANARY, *PEOPLE) if secret in repr(hidden)] == []
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
