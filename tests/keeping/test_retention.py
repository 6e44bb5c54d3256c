"""What has outlived its time goes, what has not or is kept stays: once a day, in portions, whatever is killed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import retention
from bot.access import Named
from bot.messages import Incoming
from bot.record import Event, Overdue, Turn
from tests.review.desks import ASKER, AT, COUNSEL, LEA, LEO, SITUATION, Office

URGENT = "Children of 12 pack boxes at our supplier's plant today, they take our orders"


def passes(office: Office, days: float) -> Overdue:
    """Days go by, and the job is run."""
    office.now = AT + timedelta(days=days)
    return office.assistant.retention.run(office.now)


def drafted(office: Office) -> None:
    """A draft."""
    incoming = Incoming(person=ASKER, place=ASKER.private_place, delivery="draft", text=SITUATION)
    office.assistant.keep_draft(incoming)


def left(office: Office) -> set[int]:
    """The numbers of the cases that are left."""
    return {standing.number for standing, _ in office.store.everything()}


@pytest.mark.parametrize(
    ("texts", "kept", "gone"),
    [
        ((), 364, 366),
        (("review 1",), 364, 366),
        (("review 1 take",), 729, 731),
        (("review 1 take", "review 1 ask who told you?"), 729, 731),
        (("review 1 take", "review 1 close yes they said so"), 364, 366),
        (("review 1 take", "review 1 close yes they said so", "review 1 reopen"), 729, 731),
    ],
    ids=["told", "read", "taken", "waiting", "closed", "reopened"],
)
def test_a_case_goes_when_its_days_are_over(office, texts, kept, gone):
    """By its status: a year after the last change or the closing, twice that while leads have it open."""
    office.consults()
    for text in texts:
        office.hears(LEA, text)
    passes(office, kept)
    assert left(office) == {1}
    done = passes(office, gone)
    assert (done.case + done.open, left(office)) == (1, set())
    assert office.store.verify() == ()


def test_a_case_that_a_lead_was_told_of_counts_as_open(office):
    """Although nobody has taken it; at its end that lead hears that it was removed, by number and nothing else."""
    office.consults(situation=URGENT, answers=("yes", "child", "done"))
    office.assistant.run_due(office.now + timedelta(minutes=6))
    passes(office, 400)
    assert left(office) == {1}
    assert passes(office, 732).open == 1
    said = office.sent_to(LEA)
    assert "Case 0001 was still open, and nobody has changed it for 730 days" in said and "boxes" not in said


def told_and_open(office: Office) -> None:
    """LEA was told of a case, and nobody took it."""
    office.consults(situation=URGENT, answers=("yes", "child", "done"))
    office.assistant.run_due(office.now + timedelta(minutes=6))
    assert [alert.lead for alert in office.case().alerts] == [LEA]


def removed_told(office: Office) -> list[str]:
    """Who hears that it was removed."""
    assert passes(office, 800).open == 1
    return [out.place for out in office.store.waiting() if out.id.endswith(":removed")]


@pytest.mark.parametrize("barring", [(LEA, "review 1 notme"), (ASKER, "leave out 1")], ids=["conflict", "left out"])
def test_whoever_may_not_read_it_does_not_hear_that_it_was_removed(office, barring):
    """Nor that there was one; another lead who had it does."""
    told_and_open(office)
    office.hears(*barring)
    assert removed_told(office) == []
    told_and_open_by_leo = office.consults(situation=URGENT)
    office.hears(LEO, f"review {told_and_open_by_leo} take")
    office.now += timedelta(days=800)
    office.assistant.retention.run(office.now)
    assert [out.place for out in office.store.waiting() if out.id.endswith(":removed")] == [LEO.private_place]


def test_whoever_is_a_lead_no_more_does_not_hear_it(office):
    """They were told of it when they were one."""
    told_and_open(office)
    office.assistant.settle(replace(office.assistant.house, named=Named(leads=(LEO,))))
    assert removed_told(office) == []


def test_a_lead_of_another_channel_hears_it(office):
    """The job runs once for all channels, in whichever comes first, or at the shell."""
    told_and_open(office)
    office.assistant.settle(replace(office.assistant.house, named=Named(), elsewhere=(LEA,)))
    assert removed_told(office) == [LEA.private_place]


def test_a_draft_goes_after_its_own_days(office):
    """Its writer's later drafts are other drafts."""
    drafted(office)
    passes(office, 29)
    assert left(office) == {1}
    assert passes(office, 31).draft == 1
    assert office.store.audited() == ()


def test_the_audit_log_says_that_it_was_removed_and_nothing_of_it(office):
    """Number and kind of term; who asked does not stand in it."""
    office.consults()
    passes(office, 366)
    ((_, line),) = office.store.audited()
    assert (line.action, line.number, line.detail) == ("retention", 1, "case")
    assert ASKER.user not in line.model_dump_json() and "passport" not in line.model_dump_json()


def test_what_counsel_keeps_stays_and_goes_by_the_usual_rules_afterwards(office):
    """However long it is held; nobody else can erase it either, and each is told so."""
    office.consults()
    office.hears(COUNSEL, "review 1 hold a lawsuit")
    passes(office, 5_000)
    assert left(office) == {1}
    assert "it can't be erased" in office.reads(ASKER, "erase 0001")
    office.hears(COUNSEL, "review 1 release")
    assert office.assistant.retention.run(office.now).case == 1


def test_a_hold_is_believed_from_the_sealed_entries(office):
    """Somebody with the file in hand can't have a held case removed by changing the row that says when it ends."""
    office.consults()
    office.hears(COUNSEL, "review 1 hold a lawsuit")
    office.store.ring.file.run("UPDATE term SET kind = 'case', since = 0")
    assert {finding.kind for finding in office.store.verify()} == {"projection"}
    assert passes(office, 400).case == 0
    assert left(office) == {1}
    assert office.store.verify() == ()


def test_what_a_later_release_wrote_is_left_and_holds_up_no_other(office):
    """It can't be looked at here; the next case is removed all the same."""
    office.consults()
    office.consults()
    one = office.store.by_number(1)
    later = one.model_copy(update={"revision": one.revision + 1})
    foreseen = (Event(kind="foreseen", at=office.now, body={}),)
    office.store.save(Turn(delivery="newer", revision=one.revision, standing=later, events=foreseen))
    assert passes(office, 366).case == 1
    assert left(office) == {1}


def test_it_is_done_once_a_day_and_catches_up(office):
    """After days off one run does what is due; another process finds nothing to do."""
    office.consults()
    other = Office(office.adviser, office.folder)
    later = AT + timedelta(days=370)
    done = [there.assistant.retention.run_due(later).case for there in (office, other, office)]
    assert done == [1, 0, 0]
    assert not office.store.claim_daily("retention", later + timedelta(hours=23))
    assert office.store.claim_daily("retention", later + timedelta(hours=25))


def test_a_kill_only_delays_what_is_left(office, monkeypatch):
    """Portion by portion; a claim of a process that died runs out after minutes."""
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _ in range(5):
        office.consults()
    later = AT + timedelta(days=370)
    assert office.assistant.retention.run_due(later).case == 2
    assert office.store.claim_daily("retention", later)  # and then it is killed
    assert office.assistant.retention.run_due(later + timedelta(minutes=1)).case == 0
    after = later + timedelta(minutes=6)
    assert [office.assistant.retention.run_due(after).case for _ in range(3)] == [2, 1, 0]
    assert left(office) == set()


def test_cases_of_an_earlier_release_get_their_term(office):
    """They were written without one."""
    office.consults()
    drafted(office)
    office.store.ring.file.run("DELETE FROM term")
    assert office.store.ended({"case": AT + timedelta(days=1)}) == ()
    done = passes(office, 366)
    assert (done.case, done.draft) == (1, 1)


def test_deliveries_are_forgotten(office):
    """Their ids, after their days; what came later is still known."""
    office.store.save(Turn(delivery="early"))
    office.now += timedelta(days=20)
    office.store.save(Turn(delivery="late"))
    passes(office, 31)
    assert (office.store.seen("early"), office.store.seen("late")) == (False, True)


def test_lines_of_the_audit_log_go_after_their_days(office):
    """Blanked, and the log is whole."""
    office.consults()
    office.hears(LEA, "review 1 take")
    office.now = AT + timedelta(days=700)
    office.hears(LEO, "review")
    assert passes(office, 1_096).audited == 1
    assert next(line.by for _, line in office.store.audited()) == LEO
    assert office.store.verify() == ()


@pytest.mark.parametrize("what", ["ended", "deliveries"])
def test_nothing_is_looked_through_to_find_what_is_over(office, what):
    """By an index, however many rows there are."""
    plans = {
        "ended": "SELECT consultation FROM term JOIN data_key USING (id) WHERE kind = 'case' AND since < 9 "
        "ORDER BY since, id LIMIT 50",
        "deliveries": "SELECT rowid FROM delivery WHERE at < 9 AND id <> 'health' ORDER BY at LIMIT 1000",
    }
    steps = [row["detail"] for row in office.store.ring.file.rows(f"EXPLAIN QUERY PLAN {plans[what]}")]
    assert not any(step.startswith("SCAN") or "TEMP B-TREE" in step for step in steps), steps


def test_a_dry_run_counts_and_changes_nothing(office):
    """What would go, by what it is."""
    office.consults()
    drafted(office)
    counted = office.assistant.retention.overdue(AT + timedelta(days=400))
    assert (counted.case, counted.draft, counted.open) == (1, 1, 0)
    assert left(office) == {1, 2}
