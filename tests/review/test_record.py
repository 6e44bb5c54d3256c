"""A consultation as a record, a row and an outline."""

from datetime import UTC, date, datetime, timedelta, timezone

from bot.review.export.choosing import Wanted
from bot.review.export.outline import Heading, Paragraph, Table, outline
from bot.review.export.record import Record, record_of
from bot.review.export.table import columns, row
from knowledge import Knowledge
from tests.review.scenes import AT, answered, case_with, events, record_with, standing, told

TEXT = "our supplier keeps passports"


def shown(record: Record, knowledge: Knowledge) -> dict[str, str]:
    """A row by the names of its columns."""
    of = columns(knowledge)
    return dict(zip((column.name for column in of), row(record, of), strict=True))


def test_how_each_fact_was_reached(knowledge: Knowledge):
    """Answered, read from the text and confirmed or not, corrected, or left open."""
    record = record_with(TEXT, knowledge)
    assert {fact.question: fact.reached for fact in record.facts} == {
        "safety": "read",
        "actor": "read",
        "connection": "answered",
        "purpose": "corrected",
        "when": "answered",
        "moment": "read_only",
        "position": "skipped",
        "country": "answered",
        "sector": "answered",
        "alias": "answered",
        "vanished": "answered",
    }


def test_an_answer_other_than_the_text_is_a_correction(knowledge: Knowledge):
    """Confirming it as it was read is not; nor is answering what the text had said."""
    made = events(
        told("x", actor=["SUP"], position=["weak"], moment=["MOM-08"]),
        ("confirmed", {"answers": {"actor": ["SUP"]}}),
        answered("position", "strong"),
        answered("moment", "MOM-08"),
        answered("actor", "SUP"),
    )
    record = record_of(standing(), made, knowledge)
    assert {fact.question: fact.reached for fact in record.facts} == {
        "actor": "read",
        "moment": "answered",
        "position": "corrected",
    }


def test_what_happened_since(knowledge: Knowledge):
    """In order, with the words that belong to it, and nobody's name."""
    record = record_with(TEXT, knowledge)
    assert [(one.said, one.written) for one in record.happened] == [
        ("Result shown, content c0ffee", ""),
        ("Lead 1 was told: children", ""),
        ("No lead on duty answered", ""),
        ("Lead 2 was told, not confirmed: people who may be in danger", ""),
        ("Lead 2 has it", ""),
        ("Lead 1 was asked; facts passed on: Whose behaviour, What I wrote, word for word", TEXT),
        ("Lead 1 answered", TEXT),
        ("Shared with a colleague; facts passed on: none were passed on", ""),
        ("SUP-A2 was tried: Partly", ""),
        ("SUP-A2, what is left: They refuse part", ""),
        ("SUP-A2, did it change anything for the people: No", ""),
        ("Reminder set for 2030-01-02", TEXT),
        ("The reminder came", ""),
        ("The result did not help", TEXT),
        ("SUP-A2 was saved", ""),
        ("SUP-A2 is no longer saved", ""),
    ]
    assert [one.at for one in record.happened] == sorted(one.at for one in record.happened)


def test_nobody_is_named(knowledge: Knowledge):
    """Neither who asked, nor a lead, nor a colleague: in no record, row or document."""
    record = record_with(TEXT, knowledge)
    made = repr((record, shown(record, knowledge), outline(record, knowledge.texts["en"], AT)))
    assert [name for name in ("UASKER", "ULEAD", "UCOLLEAGUE", "T1") if name in made] == []


def test_a_row_shows_labels_and_codes(knowledge: Knowledge):
    """The answers in words, once more as codes, and what the connection does not mean."""
    found = shown(record_with(TEXT, knowledge), knowledge)
    assert found["number"] == "0001" and found["route"] == "leverage" and found["urgent"] == "yes"
    assert found["answer_connection"] == "Our actions help make it happen"
    assert found["preliminary"].startswith("Facts as reported; a preliminary sorting by the tool, not an admission")
    assert found["codes"] == (
        "safety=child actor=SUP connection=contribute purpose=facts moment=MOM-08 when=2027-03-01"
    )
    assert found["answers_gone"] == f"vanished: {TEXT}"
    assert found["answer_alias"] == found["situation"] == found["notes"] == found["advice"] == TEXT
    assert found["levers"].startswith("SUP-A2 Audits as a means to engagement\nSUP-B2 ")
    assert f"Reminder set for 2030-01-02: {TEXT}" in found["reminders"]


def test_columns_have_names_of_their_own(knowledge: Knowledge):
    """And a title each."""
    found = columns(knowledge)
    assert len({column.name for column in found}) == len(found) and all(column.title for column in found)


def test_the_outline_of_a_document(knowledge: Knowledge):
    """One title, a heading for each part, the sorting marked as preliminary, the advice with its content's hash."""
    blocks = outline(record_with(TEXT, knowledge), knowledge.texts["en"], AT)
    assert [(block.level, block.text) for block in blocks if isinstance(block, Heading)] == [
        (1, "Consultation 0001"),
        (2, "Facts as reported, and how each was reached"),
        (2, "Situation, in the person's words"),
        (2, "Notes"),
        (2, "Advice as it was shown"),
        (2, "What happened since"),
    ]
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "Facts as reported; a preliminary sorting by the tool, not an admission and not a legal finding." in said
    assert "Shown at 2026-11-02 09:50 UTC, made from content c0ffee." in said
    facts = next(block for block in blocks if isinstance(block, Table) and block.written)
    assert ("How we are connected", "answered", "Our actions help make it happen") in facts.rows
    assert ("Danger", "read from the text, confirmed", "Children working or being harmed") in facts.rows
    assert ("What you need most", "corrected", "Find out what really happens") in facts.rows


def test_a_consultation_that_has_only_begun(knowledge: Knowledge):
    """Says that there is nothing, and claims no sorting."""
    record = record_of(standing(levers=(), saved=(), remind_on=""), events(told("x")), knowledge)
    blocks = outline(record, knowledge.texts["en"], AT)
    assert [block.text for block in blocks if isinstance(block, Paragraph)][:4] == [
        "Nothing.",
        "x",
        "No advice was shown.",
        "Nothing.",
    ]
    assert shown(record, knowledge)["preliminary"] == ""


def test_buttons_are_not_advice(knowledge: Knowledge):
    """What could be tapped below it is left out, as in the person's own copy."""
    made = events(
        told("x"), ("concluded", {"shown": "Do this\n  [More] [Less]\n\nThen that", "content": "", "route": ""})
    )
    assert record_of(standing(), made, knowledge).advice == "Do this\n\nThen that"


def test_times_are_in_utc(knowledge: Knowledge):
    """Whatever zone the clock was in."""
    at = datetime(2026, 11, 2, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    record = record_of(standing(started_at=at), events(told("x")), knowledge)
    assert shown(record, knowledge)["started_at"] == "2026-11-01 23:30 UTC"


def test_what_is_wanted():
    """Each filter leaves out what it should; days count in UTC, both included; a draft is never wanted."""
    one = standing(417, started_at=datetime(2026, 11, 2, 23, 59, tzinfo=UTC), urgent=False, state="open")
    day, before, after = date(2026, 11, 2), date(2026, 11, 1), date(2026, 11, 3)
    for wanted in (
        Wanted(),
        Wanted(number=417),
        Wanted(routes=("no_link", "leverage")),
        Wanted(state="open"),
        Wanted(since=day, until=day),
    ):
        assert wanted.holds(one)
    for wanted in (
        Wanted(number=1),
        Wanted(routes=("no_link",)),
        Wanted(state="stopped"),
        Wanted(urgent=True),
        Wanted(since=after),
        Wanted(until=before),
    ):
        assert not wanted.holds(one)
    assert not Wanted().holds(standing(route="draft"))
    assert case_with("x")[0].urgent and Wanted(urgent=True).holds(case_with("x")[0])
