"""One consultation as a value: what was said and answered. Changed by events only.

Where we are in the interview is never stored: `bot.interview` computes it from the answers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.record import DRAFT, Body, Event, Person, State
from bot.review.record import CHANGES as REVIEWED
from bot.review.record import Review, changed
from knowledge.schema.entry import Language

Answers = Mapping[str, tuple[str, ...]]
"""question id -> choice ids, a date as YYYY-MM-DD, or words."""


@dataclass(frozen=True)
class Outcome:
    """What came of a lever that was tried: tapped answers only."""

    lever: str
    outcome: str
    left: str = ""
    people: str = ""


@dataclass(frozen=True)
class Alert:
    """A lead who was told: of which kinds of danger, when, and when a lead said "I have it"."""

    lead: Person
    kinds: tuple[str, ...]
    at: datetime
    sure: bool
    """Whether the asker had named the danger; else it was read from the text."""
    seen: datetime | None = None


@dataclass(frozen=True)
class Sharing:
    """What is being passed on, or was: to whom, which facts, and the person's own question."""

    to: Person
    lead: bool
    note: str = ""
    facts: tuple[str, ...] | None = None
    """None until they were chosen."""


@dataclass(frozen=True)
class Consultation:
    """The state of one consultation, folded from its events."""

    id: str = ""
    number: int = 0
    person: Person | None = None
    language: Language = "en"
    situation: str = ""
    draft: str = ""
    """What was typed and not sent; a consultation that has one has no situation."""
    proposed: Answers = field(default_factory=dict)
    """What the text says, shown pre-selected and not yet confirmed."""
    answers: Answers = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    confirmed: bool = False
    """Whether "Here is what I understood" was confirmed or changed."""
    reopened: str = ""
    """The question that Back or Change opened again."""
    further: bool = False
    """Whether the person asked for further questions."""
    traces: bool = False
    """Whether the saved text had personal details replaced and the person has not yet decided."""
    notes: tuple[str, ...] = ()
    state: State = "open"
    route: str = ""
    outcomes: tuple[Outcome, ...] = ()
    reminder: tuple[str, str] = ("", "")
    saved: tuple[str, ...] = ()
    """Ids of levers to come back to, in the order saved."""
    helpful: str = ""
    shown: str = ""
    """The rendered result as it was shown, and the content it was made from."""
    content: str = ""
    shown_at: datetime | None = None
    asked: str = ""
    """A follow-up question that is open ("left", "people"): tapped, never free text."""
    sharing: Sharing | None = None
    """What the person is about to pass on: nothing has been sent yet."""
    shared: tuple[Sharing, ...] = ()
    alerts: tuple[Alert, ...] = ()
    holder: Person | None = None
    """The lead who has it."""
    unanswered: bool = False
    """Whether the asker was told that no lead on duty answered."""
    review: Review = field(default_factory=Review)
    """What the leads did with it."""
    revision: int = 0
    """What buttons name: how often the interview has changed. Telling a lead makes no button late."""
    events: int = 0
    """How many events made it: the revision that the log counts."""

    @property
    def known(self) -> dict[str, tuple[str, ...]]:
        """The answers, and what the text proposes where nothing is answered."""
        return {**self.proposed, **self.answers}


def fold(events: Iterable[Event], start: Consultation | None = None) -> Consultation:
    """The consultation after these events."""
    consultation = start or Consultation()
    for event in events:
        change = _change(consultation, event)
        if event.kind == "concluded":
            change["shown_at"] = event.at
        revision = consultation.revision + (event.kind not in ASIDE)
        consultation = replace(consultation, **change, revision=revision, events=consultation.events + 1)
    return consultation


def _change(was: Consultation, event: Event) -> dict[str, Any]:
    if event.kind in REVIEWED:
        return {"review": changed(was.review, event.kind, event.body)}
    return _CHANGES[event.kind](was, event.body)


def _started(_: Consultation, body: Body) -> dict[str, Any]:
    return {
        "id": body["id"],
        "number": body["number"],
        "person": Person(**body["person"]),
        "language": body["language"],
    }


def _told(was: Consultation, body: Body) -> dict[str, Any]:
    return {
        "situation": body["situation"],
        "proposed": _answers(body["proposed"]),
        "route": body["route"],
        "traces": body["traces"],
        "confirmed": False,
        "answers": {} if not was.situation else was.answers,
    }


def _settled_traces(was: Consultation, body: Body) -> dict[str, Any]:
    return {"situation": body.get("situation") or was.situation, "traces": False}


def _answered(was: Consultation, body: Body) -> dict[str, Any]:
    question = body["question"]
    dropped = set(body.get("dropped", ()))
    kept = {q: v for q, v in was.answers.items() if q not in dropped}
    return {
        "answers": kept | {question: tuple(body["values"])} | _answers(body.get("also", {})),
        "skipped": tuple(q for q in was.skipped if q != question and q not in dropped),
        "reopened": "",
    }


def _skipped(was: Consultation, body: Body) -> dict[str, Any]:
    question = body["question"]
    gone = {question, *body.get("dropped", ())}
    answers = {q: v for q, v in was.answers.items() if q not in gone}
    skipped = (*(q for q in was.skipped if q not in gone), question)
    return {"answers": answers, "skipped": skipped, "reopened": ""}


def _answers(raw: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {question: tuple(values) for question, values in raw.items()}


def _moved_on(was: Consultation, body: Body) -> dict[str, Any]:
    gone = set(body["gone"])
    return {
        "answers": {q: v for q, v in was.answers.items() if q not in gone},
        "skipped": tuple(q for q in was.skipped if q not in gone),
        "content": body["content"],
    }


def _tried(was: Consultation, body: Body) -> dict[str, Any]:
    return {"outcomes": (*was.outcomes, Outcome(body["lever"], body["outcome"])), "asked": body["asks"]}


def _completed(was: Consultation, body: Body) -> dict[str, Any]:
    last = was.outcomes[-1]
    named = {name: body[name] for name in ("outcome", "left", "people") if name in body}
    changed = replace(last, **named)
    return {"outcomes": (*was.outcomes[:-1], changed), "asked": body["asks"]}


def _saved(was: Consultation, body: Body) -> dict[str, Any]:
    return {"saved": tuple(dict.fromkeys((*was.saved, body["lever"])))}


def _unsaved(was: Consultation, body: Body) -> dict[str, Any]:
    return {"saved": tuple(lever for lever in was.saved if lever != body["lever"])}


def _alerted(was: Consultation, body: Body) -> dict[str, Any]:
    at = datetime.fromisoformat(body["at"])
    alert = Alert(Person(**body["lead"]), tuple(body["kinds"]), at, body["sure"])
    return {"alerts": (*was.alerts, alert), "unanswered": False}


def _alert_seen(was: Consultation, body: Body) -> dict[str, Any]:
    at = datetime.fromisoformat(body["at"])
    seen = tuple(replace(alert, seen=alert.seen or at) for alert in was.alerts)
    return {"alerts": seen, "holder": Person(**body["by"]), "unanswered": False}


def _share_began(_: Consultation, body: Body) -> dict[str, Any]:
    return {"sharing": Sharing(Person(**body["to"]), body["lead"], body["note"]), "asked": "facts"}


def _share_chosen(was: Consultation, body: Body) -> dict[str, Any]:
    chosen = replace(was.sharing, facts=tuple(body["facts"])) if was.sharing else None
    return {"sharing": chosen, "asked": "send"}


_CHANGES: dict[str, Callable[[Consultation, Body], dict[str, Any]]] = {
    "started": _started,
    "drafted": lambda was, body: {"draft": body["text"], "route": DRAFT, "state": "stopped"},
    "told": _told,
    "told_again": lambda was, body: {"situation": "", "proposed": {}, "traces": False, "confirmed": False},
    "traces_settled": _settled_traces,
    "confirmed": lambda was, body: {"confirmed": True, "answers": {**was.answers, **_answers(body["answers"])}},
    "answered": _answered,
    "skipped": _skipped,
    "reopened": lambda was, body: {
        "reopened": body["question"],
        "state": "open" if was.state == "stopped" else was.state,
    },
    "kept": lambda was, body: {"reopened": ""},
    "noted": lambda was, body: {"notes": (*was.notes, body["text"])},
    "further": lambda was, body: {"further": body["wanted"]},
    "stopped": lambda was, body: {"state": "stopped"},
    "resumed": lambda was, body: {"state": "finished" if was.shown else "open"},
    "concluded": lambda was, body: {
        "state": "finished",
        "shown": body["shown"],
        "content": body["content"],
        "route": body["route"],
    },
    "moved_on": _moved_on,
    "tried": _tried,
    "completed": _completed,
    "reminded": lambda was, body: {"reminder": (body["date"], body["reason"])},
    "reminder_came": lambda was, body: {"reminder": ("", "")},
    "rated": lambda was, body: {"helpful": body["helpful"]},
    "saved": _saved,
    "unsaved": _unsaved,
    "alerted": _alerted,
    "alert_seen": _alert_seen,
    "alert_unanswered": lambda was, body: {"unanswered": True},
    "opened": lambda was, body: {},
    "share_began": _share_began,
    "share_chosen": _share_chosen,
    "share_left": lambda was, body: {"sharing": None, "asked": ""},
    "shared": lambda was, body: {
        "shared": (*was.shared, was.sharing) if was.sharing else was.shared,
        "sharing": None,
        "asked": "",
    },
    "lead_answered": lambda was, body: {},
}
"""event kind -> what it changes. A new kind of event is one row here."""

ASIDE = frozenset(
    {"alerted", "alert_seen", "alert_unanswered", "opened", "lead_answered", "saved", "unsaved", *REVIEWED}
)
"""Events beside the interview: what is asked, and may be tapped, is the same after them."""
UNMOVED = ASIDE - {"opened"}
"""Events that leave the order of a person's consultations as it was: opening one makes it the current one."""
