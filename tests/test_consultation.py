"""A consultation is what its events made it: every kind of event, and nothing changed by what it does not name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.consultation import _CHANGES, ASIDE, Alert, Consultation, Outcome, Sharing, fold
from bot.record import Event, Person

ADA = Person(channel="local", workspace="here", user="ada")
BEN = Person(channel="slack", workspace="T1", user="UBEN")
AT = datetime(2027, 1, 2, 3, 4, tzinfo=UTC)
WAS = Consultation(
    id="c1",
    number=7,
    person=ADA,
    situation="They keep passports.",
    proposed={"safety": ("forced",)},
    answers={"actor": ("SUP",), "connection": ("linkage",)},
    skipped=("safety",),
    reopened="actor",
    outcomes=(Outcome("SUP-A1", "no"), Outcome("SUP-A2", "partly")),
    asked="left",
    reminder=("2027-03-12", "talks"),
    alerts=(Alert(ADA, ("forced",), AT, sure=False),),
    unanswered=True,
    saved=("GOV-C3",),
    revision=5,
    events=7,
)
TOLD = {"situation": "Now they beat them.", "proposed": {"safety": ["violence"]}, "route": "leverage", "traces": True}
STARTED = {"id": "c2", "number": 8, "person": ADA.model_dump(), "language": "de"}


def event(kind: str, **body: object) -> Event:
    """An event at some time."""
    return Event(kind=kind, at=AT, body=body)


CASES: list[tuple[str, dict, dict]] = [
    ("started", STARTED, {"id": "c2", "number": 8, "language": "de"}),
    (
        "told",
        TOLD,
        {
            "situation": "Now they beat them.",
            "proposed": {"safety": ("violence",)},
            "route": "leverage",
            "traces": True,
        },
    ),
    ("drafted", {"text": "They"}, {"draft": "They", "route": "draft", "state": "stopped"}),
    ("told_again", {}, {"situation": "", "proposed": {}}),
    ("traces_settled", {"situation": "[name] keeps passports."}, {"situation": "[name] keeps passports."}),
    ("traces_settled", {}, {}),
    (
        "confirmed",
        {"answers": {"safety": ["forced"]}},
        {"confirmed": True, "answers": {**WAS.answers, "safety": ("forced",)}},
    ),
    (
        "answered",
        {"question": "safety", "values": ["danger", "child"]},
        {"answers": {**WAS.answers, "safety": ("danger", "child")}, "skipped": (), "reopened": ""},
    ),
    (
        "answered",
        {"question": "actor", "values": ["OWN"], "dropped": ["connection", "safety"]},
        {"answers": {"actor": ("OWN",)}, "skipped": (), "reopened": ""},
    ),
    (
        "answered",
        {"question": "moment", "values": ["MOM-01"], "dropped": [], "also": {"when": ["2027-03-12"]}},
        {
            "answers": {**WAS.answers, "moment": ("MOM-01",), "when": ("2027-03-12",)},
            "skipped": ("safety",),
            "reopened": "",
        },
    ),
    (
        "skipped",
        {"question": "actor"},
        {"answers": {"connection": ("linkage",)}, "skipped": ("safety", "actor"), "reopened": ""},
    ),
    ("skipped", {"question": "safety"}, {"skipped": ("safety",), "reopened": ""}),
    ("reopened", {"question": "connection"}, {"reopened": "connection"}),
    ("kept", {}, {"reopened": ""}),
    ("noted", {"text": "It is the night shift."}, {"notes": ("It is the night shift.",)}),
    ("further", {"wanted": True}, {"further": True}),
    ("stopped", {}, {"state": "stopped"}),
    ("resumed", {}, {"state": "open"}),
    (
        "concluded",
        {"shown": "Do this.", "content": "abc", "route": "leverage"},
        {"state": "finished", "shown": "Do this.", "content": "abc", "route": "leverage", "shown_at": AT},
    ),
    (
        "moved_on",
        {"gone": ["connection", "safety"], "content": "def"},
        {"answers": {"actor": ("SUP",)}, "skipped": (), "content": "def"},
    ),
    (
        "tried",
        {"lever": "SUP-B1", "outcome": "worked", "asks": "people"},
        {"outcomes": (*WAS.outcomes, Outcome("SUP-B1", "worked")), "asked": "people"},
    ),
    (
        "completed",
        {"left": "cannot", "asks": "people"},
        {"outcomes": (WAS.outcomes[0], Outcome("SUP-A2", "partly", left="cannot")), "asked": "people"},
    ),
    (
        "completed",
        {"outcome": "worked", "people": "yes", "asks": ""},
        {"outcomes": (WAS.outcomes[0], Outcome("SUP-A2", "worked", people="yes")), "asked": ""},
    ),
    ("reminded", {"date": "2027-05-01", "reason": "audit"}, {"reminder": ("2027-05-01", "audit")}),
    ("reminder_came", {}, {"reminder": ("", "")}),
    ("rated", {"helpful": "yes"}, {"helpful": "yes"}),
    ("saved", {"lever": "SUP-A2"}, {"saved": ("GOV-C3", "SUP-A2")}),
    ("saved", {"lever": "GOV-C3"}, {"saved": ("GOV-C3",)}),
    ("unsaved", {"lever": "GOV-C3"}, {"saved": ()}),
    ("unsaved", {"lever": "SUP-A2"}, {"saved": ("GOV-C3",)}),
    (
        "alerted",
        {"lead": BEN.model_dump(), "kinds": ["child"], "at": AT.isoformat(), "sure": True},
        {"alerts": (*WAS.alerts, Alert(BEN, ("child",), AT, sure=True)), "unanswered": False},
    ),
    (
        "alert_seen",
        {"by": BEN.model_dump(), "at": AT.isoformat()},
        {"alerts": (Alert(ADA, ("forced",), AT, sure=False, seen=AT),), "holder": BEN, "unanswered": False},
    ),
    ("alert_unanswered", {}, {"unanswered": True}),
    ("opened", {}, {}),
    (
        "share_began",
        {"to": BEN.model_dump(), "lead": True, "note": "why"},
        {"sharing": Sharing(BEN, lead=True, note="why"), "asked": "facts"},
    ),
    ("share_chosen", {"facts": ["actor"]}, {"sharing": None, "asked": "send"}),
    ("share_left", {}, {"sharing": None, "asked": ""}),
    ("shared", {"to": BEN.model_dump(), "lead": True, "facts": []}, {"sharing": None, "asked": ""}),
    ("lead_answered", {"by": BEN.model_dump(), "text": "call me"}, {}),
]


@pytest.mark.parametrize(("kind", "body", "changed"), CASES, ids=[f"{n}-{row[0]}" for n, row in enumerate(CASES)])
def test_what_an_event_changes(kind, body, changed):
    """This and the counts, nothing else; the consultation before is as it was. Beside the interview no button ages."""
    before = replace(WAS)
    revision = 5 if kind in ASIDE else 6
    assert fold([event(kind, **body)], WAS) == replace(WAS, **changed, revision=revision, events=8)
    assert before == WAS


def test_every_kind_of_event_is_tried_here():
    """A new kind needs a row above."""
    assert {kind for kind, *_ in CASES} == set(_CHANGES)


def test_a_first_telling_begins_without_answers():
    """Answers given to an earlier telling that was taken back do not stand; those to this one do."""
    empty = replace(WAS, situation="")
    assert fold([event("told", **TOLD)], empty).answers == {}
    assert fold([event("told", **TOLD)], WAS).answers == WAS.answers


def test_telling_again_is_confirmed_again():
    """What was confirmed of the first text says nothing of the next."""
    confirmed = replace(WAS, confirmed=True)
    assert not fold([event("told", **TOLD)], confirmed).confirmed
    assert not fold([event("told_again")], confirmed).confirmed


def test_changing_an_answer_opens_a_stopped_consultation():
    """A finished one stays finished."""
    change = event("reopened", question="actor")
    assert fold([change], replace(WAS, state="stopped")).state == "open"
    assert fold([change], replace(WAS, state="finished")).state == "finished"


def test_resuming_goes_back_to_where_it_was():
    """Finished when a result was shown, else open."""
    assert fold([event("resumed")], replace(WAS, state="stopped", shown="Do this.")).state == "finished"
    assert fold([event("resumed")], replace(WAS, state="stopped")).state == "open"


def test_events_fold_one_after_the_other():
    """From nothing, as many revisions as events; in two steps as in one."""
    events = [
        event("started", **STARTED),
        event("told", **TOLD),
        event("answered", question="safety", values=["violence"]),
        event("stopped"),
    ]
    whole = fold(events)
    assert (whole.id, whole.person, whole.revision, whole.state) == ("c2", ADA, 4, "stopped")
    assert fold(events[2:], fold(events[:2])) == whole
    assert fold([]) == Consultation()


def test_an_unknown_kind_is_an_error():
    """Nothing is passed over in silence."""
    with pytest.raises(KeyError):
        fold([event("painted")])


def test_what_is_known_is_answered_or_proposed():
    """An answer outweighs what the text proposes."""
    assert WAS.known == {"safety": ("forced",), **WAS.answers}
    assert replace(WAS, proposed={"actor": ("GOV",)}).known == WAS.answers


def test_what_was_chosen_is_what_was_shared():
    """From whom to which facts, until it is sent."""
    began = fold([event("share_began", to=BEN.model_dump(), lead=True, note="why")], WAS)
    chosen = fold([event("share_chosen", facts=["actor"])], began)
    sent = fold([event("shared", to=BEN.model_dump(), lead=True, facts=["actor"])], chosen)
    assert sent.shared == (Sharing(BEN, lead=True, note="why", facts=("actor",)),)
    assert sent.sharing is None
