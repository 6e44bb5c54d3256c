"""A consultation as a record, a row and an outline."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.consultation import _CHANGES
from bot.review.export.choosing import Wanted
from bot.review.export.happened import UNTOLD
from bot.review.export.outline import Heading, Paragraph, Table, outline
from bot.review.export.record import Record, record_of
from bot.review.export.table import columns, row, time_shown
from bot.review.record import CHANGES
from knowledge import Knowledge
from tests.review.scenes import AT, LEADS, answered, by, case_with, events, record_with, standing, told

TEXT = "our supplier keeps passports"
BY_LEADS = [
    ("The head was told that nobody had read it", ""),
    ("Reader 3 opened it for the first time", ""),
    ("Lead 1 opened it for the first time", ""),
    ("Lead 1 gave it to: Lead 2", ""),
    ("Lead 1 gave it back: no lead has it", ""),
    ("Lead 1 has it", ""),
    ("Lead 1, private note", TEXT),
    ("Lead 1 wrote to the person", TEXT),
    ("Lead 1 asked the person", TEXT),
    ("The person replied", TEXT),
    ("Lead 1 took all tags away", ""),
    ("Lead 1 set the tags", f"{TEXT}, {TEXT}"),
    ("Lead 1 set a follow-up for 2026-12-01", TEXT),
    ("The follow-up came", ""),
    ("Lead 1 linked it with case 0007", ""),
    ("Lead 1 linked it with case 0009", ""),
    ("Lead 1 took away the link with case 0009", ""),
    ("Lead 1: SUP-B2 was tried: refused", ""),
    ("The person shows their name to leads", ""),
    ("The person hides their name from leads", ""),
    ("Lead 1 asked to see the name", TEXT),
    ("Lead 2 refused it: the name is not shown to Lead 1", ""),
    ("Lead 1 asked to see the name", TEXT),
    ("Lead 2 granted it: the name is shown to Lead 1", ""),
    ("Counsel 4 took the mark of counsel away", ""),
    ("Counsel 4 marked it as prepared for counsel", ""),
    ("Counsel 4 put it on hold: nothing of it may be deleted", TEXT),
    ("Counsel 4 ended the hold", ""),
    ("Counsel 4 put it on hold: nothing of it may be deleted", TEXT),
    ("Lead 1 proposed an example with SUP-A2", TEXT),
    ("The person did not agree to the example", ""),
    ("Lead 1 proposed an example with SUP-A2", TEXT),
    ("The person agreed to the example", ""),
    ("Lead 2 approved the example: it is shown to colleagues", ""),
    ("Lead 2 took the examples away", ""),
    ("The person keeps it from: Lead 5", ""),
    ("Lead 2 stepped back and can read it no longer", ""),
    ("Lead 1 closed it. Did it change for the people: partly", TEXT),
    ("Lead 1 set the status: reopened", ""),
    ("Lead 1 set a follow-up for 2026-12-24", TEXT),
]
LINKAGE = "Their doing, tied to our business"
KINDS = sorted((set(_CHANGES) | set(CHANGES)) - {"drafted"})


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


def test_a_skipped_question_that_is_confirmed_is_told_once(knowledge: Knowledge):
    """Confirming the text says what the person had left open."""
    made = events(
        told("x", position=["weak"]),
        ("skipped", {"question": "position", "dropped": []}),
        ("confirmed", {"answers": {"position": ["weak"]}}),
    )
    assert [(one.question, one.reached) for one in record_of(standing(), made, knowledge).facts] == [
        ("position", "read")
    ]


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
        ("SUP-B2 was tried: It helped", ""),
        ("Reminder set for 2030-01-02", TEXT),
        ("The reminder came", ""),
        ("The result did not help", TEXT),
        ("SUP-A2 was saved", ""),
        ("SUP-A2 is no longer saved", ""),
        *BY_LEADS,
    ]
    assert [one.at for one in record.happened] == sorted(one.at for one in record.happened)


def test_nobody_is_named(knowledge: Knowledge):
    """Neither who asked, nor a lead, nor a colleague: in no record, row or document."""
    record = record_with(TEXT, knowledge)
    made = repr((record, shown(record, knowledge), outline(record, knowledge.texts["en"], AT)))
    secret = ("UASKER", "ULEAD", "UCOLLEAGUE", "UCOUNSEL", "UREADER", "UOUT", "T1")
    assert [name for name in secret if name in made] == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_event_is_told_in_the_document(kind: str, knowledge: Knowledge):
    """At its time; but for those that need not be, and those are not told twice."""
    kept, made = case_with(TEXT)
    times = {time_shown(event.at) for event in made if event.kind == kind}
    blocks = outline(record_of(kept, made, knowledge), knowledge.texts["en"], AT)
    told = {
        cell for block in blocks if isinstance(block, Table) and block.written for row in block.rows for cell in row
    }
    silent = {"tried"}  # the one that only asks how it went; what came of it is told
    assert times.isdisjoint(told) if kind in UNTOLD else times & told and (times <= told or kind in silent)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_event_is_told_without_its_words(kind: str, knowledge: Knowledge):
    """The redacted document tells as much, and no word of it."""
    kept, made = case_with(TEXT)
    times = {time_shown(event.at) for event in made if event.kind == kind}
    record = record_of(kept, made, knowledge, redact=True)
    blocks = outline(record, knowledge.texts["en"], AT)
    assert TEXT not in repr((blocks, shown(record, knowledge)))
    assert kind in UNTOLD or any(time in repr(blocks) for time in times)


def test_corrections_stand_beside_what_was_said(knowledge: Knowledge):
    """Who, when and why; the facts, and the answers as codes, stay the asker's."""
    record = record_with(TEXT, knowledge)
    blocks = outline(record, knowledge.texts["en"], AT)
    found = next(block for block in blocks if isinstance(block, Table) and block.title == "Corrections by leads")
    assert found.head == ("Fact", "When", "Who", "As it was said", "Corrected to", "Why")
    assert [(row[0], *row[2:]) for row in found.rows] == [
        ("How we are connected", "Lead 1", "Our actions help make it happen", LINKAGE, TEXT),
        ("Nickname of the partner", "Lead 1", TEXT, TEXT, TEXT),
    ]
    said = shown(record, knowledge)
    assert said["answer_connection"] == "Our actions help make it happen" and "connection=contribute" in said["codes"]
    assert (
        said["corrections"]
        .split("\n")[0]
        .endswith(
            f"Lead 1 corrected: How we are connected: {LINKAGE} (before: Our actions help make it happen): {TEXT}"
        )
    )


def test_a_connection_that_only_a_lead_names_is_preliminary_too(knowledge: Knowledge):
    """It is no finding either."""
    happened = ("review_corrected", {**by(LEADS[0]), "question": "connection", "values": ["cause"], "why": "I asked"})
    record = record_of(standing(), events(told("x"), happened), knowledge)
    assert shown(record, knowledge)["preliminary"].startswith("Facts as reported; a preliminary sorting")


def test_a_row_shows_the_review(knowledge: Knowledge):
    """As it stands at the end, and what led to it."""
    found = shown(record_with(TEXT, knowledge), knowledge)
    assert {
        name: found[name] for name in ("review_status", "owner", "tags", "links", "follow_up", "marked", "hold")
    } == {
        "review_status": "reopened",
        "owner": "yes",
        "tags": f"{TEXT}; {TEXT}",
        "links": "0007",
        "follow_up": f"2026-12-24: {TEXT}",
        "marked": "yes",
        "hold": "yes",
    }
    lines = {name: found[name].split("\n") for name in ("lead_outcomes", "closings", "counsel", "read_by", "messages")}
    assert [len(said) for said in lines.values()] == [1, 1, 5, 2, 3]
    assert found["private_notes"].endswith(f"Lead 1, private note: {TEXT}") and "private note" not in found["course"]


def test_a_case_that_nobody_reviewed(knowledge: Knowledge):
    """Is new, nobody has it, and nothing else is said."""
    record = record_of(standing(), events(told("x")), knowledge)
    found = shown(record, knowledge)
    names = list(found)[list(found).index("review_status") :]
    assert {name: found[name] for name in names if found[name]} == {
        "review_status": "new",
        "owner": "no",
        "marked": "no",
        "hold": "no",
    }
    headings = [block.text for block in outline(record, knowledge.texts["en"], AT) if isinstance(block, Heading)]
    assert "Review by leads" in headings and "Private notes of the leads" not in headings


def test_what_counsel_asks_stands_first(knowledge: Knowledge):
    """The mark and the hold, below the title."""
    blocks = outline(record_with(TEXT, knowledge), knowledge.texts["en"], AT)
    assert [block.text[:21] for block in blocks[1:3]] == ["Prepared for counsel.", "On hold since 2026-11"]


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
        (2, "Corrections by leads"),
        (2, "Situation, in the person's words"),
        (2, "Notes"),
        (2, "Advice as it was shown"),
        (2, "Review by leads"),
        (2, "Messages with the person"),
        (2, "Private notes of the leads"),
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


def test_advice_without_levers(knowledge: Knowledge):
    """Our own operations, say: its words stand there, no empty table, and no connection that nobody named."""
    shown = ("concluded", {"shown": "Stop it.", "content": "c0ffee", "route": "own_operations"})
    record = record_of(standing(levers=()), events(told("x", actor=["OWN"]), shown), knowledge)
    blocks = outline(record, knowledge.texts["en"], AT)
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert "Stop it." in said and knowledge.texts["en"]("result.preliminary") not in said
    assert "Levers" not in [block.title for block in blocks if isinstance(block, Table)]


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
