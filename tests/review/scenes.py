"""Consultations to review: a text in every place where somebody may write one."""

from datetime import UTC, datetime, timedelta

from bot.record import Body, Event, Person, Standing
from bot.review.export.record import Record, record_of
from knowledge import Knowledge

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ASKER = Person(channel="slack", workspace="T1", user="UASKER")
LEADS = tuple(Person(channel="slack", workspace="T1", user=f"ULEAD{n}") for n in (1, 2))
COLLEAGUE, COUNSEL, READER, LEFT_OUT = (
    Person(channel="slack", workspace="T1", user=name) for name in ("UCOLLEAGUE", "UCOUNSEL", "UREADER", "UOUT")
)
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
        ("tried", {"lever": "SUP-B2", "outcome": "worked", "asks": ""}),
        ("reminded", {"date": "2030-01-02", "reason": text}),
        ("reminder_came", {}),
        ("rated", {"helpful": "no", "reason": text}),
        ("saved", {"lever": "SUP-A2"}),
        ("unsaved", {"lever": "SUP-A2"}),
        *reviewed_with(text),
    )
    return standing(number), events(*happened, number=number)


def by(person: Person) -> Body:
    """Who did it and when, as the body of each event of review has it."""
    return {"by": person.model_dump(), "at": AT.isoformat()}


def reviewed_with(text: str) -> tuple[tuple[str, Body], ...]:
    """What leads, counsel and the asker did then: every kind of event of review is in it."""
    lead, second, asker, counsel = by(LEADS[0]), by(LEADS[1]), by(ASKER), by(COUNSEL)
    reader, owner, left_out = by(READER), lead["by"], by(LEFT_OUT)["by"]
    return (
        ("review_unread_told", {}),
        ("review_read", reader),
        ("review_read", lead),
        ("review_taken", {**lead, "owner": second["by"]}),
        ("review_taken", {**lead, "owner": None}),
        ("review_taken", {**lead, "owner": owner}),
        ("review_noted", {**lead, "text": text}),
        ("review_wrote", {**lead, "text": text, "asks": False}),
        ("review_wrote", {**lead, "text": text, "asks": True}),
        ("asker_replied", {**asker, "text": text}),
        ("review_tagged", {**lead, "tags": []}),
        ("review_tagged", {**lead, "tags": [text, text]}),
        ("review_follow_up", {**lead, "day": "2026-12-01", "reason": text}),
        ("review_follow_up_came", {}),
        ("review_corrected", {**lead, "question": "connection", "values": ["linkage"], "why": text}),
        *((("review_corrected", {**lead, "question": "alias", "values": [text], "why": text}),) if text else ()),
        ("review_linked", {**lead, "number": 7}),
        ("review_linked", {**lead, "number": 9}),
        ("review_unlinked", {**lead, "number": 9}),
        ("review_tried", {**lead, "lever": "SUP-B2", "outcome": "refused"}),
        ("name_shown", asker),
        ("name_hidden", asker),
        ("review_seeing_asked", {**lead, "reason": text}),
        ("review_seeing_answered", {**second, "whose": owner, "granted": False}),
        ("review_seeing_asked", {**lead, "reason": text}),
        ("review_seeing_answered", {**second, "whose": owner, "granted": True}),
        ("review_marked", {**counsel, "marked": False}),
        ("review_marked", {**counsel, "marked": True}),
        ("review_held", {**counsel, "reason": text}),
        ("review_released", counsel),
        ("review_held", {**counsel, "reason": text}),
        ("review_proposed", {**lead, "lever": "SUP-A2", "text": text}),
        ("proposal_answered", {**asker, "which": 1, "agreed": False}),
        ("review_proposed", {**lead, "lever": "SUP-A2", "text": text}),
        ("proposal_answered", {**asker, "which": 2, "agreed": True}),
        ("review_approved", {**second, "which": 2}),
        ("review_withdrawn", second),
        ("left_out", {**asker, "lead": left_out}),
        ("review_stepped_back", second),
        ("review_closed", {**lead, "changed": "partly", "known_from": text}),
        ("review_status", {**lead, "status": "reopened"}),
        ("review_follow_up", {**lead, "day": "2026-12-24", "reason": text}),
    )


def record_with(text: str, knowledge: Knowledge, number: int = 1, *, redact: bool = False) -> Record:
    """Its record."""
    return record_of(*case_with(text, number), knowledge, redact=redact)
