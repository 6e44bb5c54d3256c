"""Consultations to review: a text in every place where somebody may write one."""

from datetime import UTC, datetime, timedelta

from bot.record import Body, Event, Person, Standing
from bot.review.export.record import Record, record_of
from knowledge import Knowledge

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ASKER = Person(channel="slack", workspace="T1", user="UASKER")
LEADS = tuple(Person(channel="slack", workspace="T1", user=f"ULEAD{n}") for n in (1, 2))
COLLEAGUE = Person(channel="slack", workspace="T1", user="UCOLLEAGUE")
Case = tuple[Standing, tuple[Event, ...]]


def standing(number: int = 1, **changes: object) -> Standing:
    """The standing of a finished consultation."""
    return Standing(
        consultation=f"c{number}",
        number=number,
        person=ASKER,
        state="finished",
        route="leverage",
        urgent=True,
        revision=9,
        started_at=AT,
        changed_at=AT + timedelta(minutes=9),
        levers=("SUP-A2", "SUP-B2"),
        content="c0ffee",
        saved=("SUP-A2",),
        remind_on="2030-01-02",
    ).model_copy(update=changes)


def events(*happened: tuple[str, Body], number: int = 1) -> tuple[Event, ...]:
    """A consultation that began, and what happened then, a minute apart."""
    started = {"id": f"c{number}", "number": number, "person": ASKER.model_dump(), "language": "en"}
    told = (("started", started), *happened)
    return tuple(Event(kind=kind, at=AT + n * timedelta(minutes=1), body=body) for n, (kind, body) in enumerate(told))


def told(situation: str, **proposed: list[str]) -> tuple[str, Body]:
    """A situation, and what was read from it."""
    body = {"situation": situation, "proposed": proposed, "route": "leverage", "traces": False}
    return ("told", body)


def answered(question: str, *values: str, **also: list[str]) -> tuple[str, Body]:
    """An answer."""
    return ("answered", {"question": question, "values": list(values), "dropped": [], "also": also})


def case_with(text: str, number: int = 1) -> Case:
    """A consultation with this text wherever somebody may have written one: every kind of event is in it."""
    lead, second, colleague = (one.model_dump() for one in (*LEADS, COLLEAGUE))
    words = ("country", "sector", "unit", "alias")
    happened = (
        told(text, actor=["SUP"], safety=["child"], moment=["MOM-08"]),
        ("told_again", {}),
        told(text, actor=["SUP"], safety=["child"], moment=["MOM-08"]),
        ("traces_settled", {"situation": text}),
        ("confirmed", {"answers": {"actor": ["SUP"], "safety": ["child"]}}),
        answered("connection", "contribute"),
        answered("purpose", "terms", when=["2027-03-01"]),
        ("reopened", {"question": "purpose"}),
        answered("purpose", "facts"),
        ("reopened", {"question": "actor"}),
        ("kept", {}),
        ("skipped", {"question": "position", "dropped": []}),
        ("noted", {"text": text}),
        ("further", {"wanted": True}),
        *(answered(question, text) for question in words if text),
        answered("vanished", text or "x"),
        ("concluded", {"shown": text, "content": "c0ffee", "route": "leverage"}),
        ("moved_on", {"gone": ["unit"], "content": "c0ffee"}),
        ("stopped", {}),
        ("resumed", {}),
        ("opened", {}),
        ("alerted", {"lead": lead, "kinds": ["child"], "at": AT.isoformat(), "sure": True}),
        ("alert_unanswered", {}),
        ("alerted", {"lead": second, "kinds": ["unnamed"], "at": AT.isoformat(), "sure": False}),
        ("alert_seen", {"at": AT.isoformat(), "by": second}),
        ("share_began", {"to": lead, "lead": True, "note": text}),
        ("share_left", {}),
        ("share_began", {"to": lead, "lead": True, "note": text}),
        ("share_chosen", {"facts": ["actor", "situation"]}),
        ("shared", {"to": lead, "lead": True, "facts": ["actor", "situation"]}),
        ("lead_answered", {"by": lead, "text": text}),
        ("share_began", {"to": colleague, "lead": False, "note": ""}),
        ("share_chosen", {"facts": []}),
        ("shared", {"to": colleague, "lead": False, "facts": []}),
        ("tried", {"lever": "SUP-A2", "outcome": "", "asks": "outcome"}),
        ("completed", {"outcome": "partly", "asks": "left"}),
        ("completed", {"left": "refuse", "asks": "people"}),
        ("completed", {"people": "no", "asks": ""}),
        ("reminded", {"date": "2030-01-02", "reason": text}),
        ("reminder_came", {}),
        ("rated", {"helpful": "no", "reason": text}),
        ("saved", {"lever": "SUP-A2"}),
        ("unsaved", {"lever": "SUP-A2"}),
    )
    return standing(number), events(*happened, number=number)


def record_with(text: str, knowledge: Knowledge, number: int = 1, *, redact: bool = False) -> Record:
    """Its record."""
    return record_of(*case_with(text, number), knowledge, redact=redact)
