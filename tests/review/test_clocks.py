"""What comes back to leads by the clock: follow-ups, and cases that nobody opened; once, and to the right person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bot.access import Named
from bot.dialogue.scene import House
from bot.messages import Incoming
from bot.record import Person, Turn
from bot.review.clocks import working_days_after
from tests.review.desks import ASKER, AUDITOR, CALM, KIM, LEA, LEO, LIZ, NAMED, OTHER_ASKER, Office, member

HEAD = member("UHEAD")
REASON = "ask the quetzal union what changed"
UNREAD = "no lead has opened it for 3 working days"
WEEK = frozenset(range(5))


# ---- follow-up ----


def followed(office: Office, day: str = "2026-11-09") -> None:
    """A case that Lea wants back on a day."""
    office.consults(situation=CALM)
    office.hears(LEA, f"review 1 follow {day} {REASON}")


def test_a_follow_up_comes_back_on_its_day(office):
    """To whoever set it, with the reason they gave and what opens the case; nobody else hears of it."""
    followed(office)
    assert office.passes(days=6) == 0
    office.now = datetime(2026, 11, 9, 7, 59, tzinfo=UTC)
    assert office.passes() == 0
    assert office.passes(minutes=1) == 1
    said = office.sent_to(LEA).splitlines()[-1]
    assert "0001" in said and REASON in said and "Open the case" in said
    assert "quetzal" not in office.sent_to(LEO) + office.sent_to(ASKER)
    assert office.case().review.follow_up is None
    assert office.passes(days=30) == 0
    assert office.store.verify() == ()


def test_a_follow_up_that_was_moved_comes_on_the_later_day_only(office):
    """The one before is forgotten."""
    followed(office)
    office.hears(LEA, "review 1 follow 2026-11-20 later")
    office.now = datetime(2026, 11, 19, 23, tzinfo=UTC)
    assert office.passes() == 0
    assert office.passes(hours=10) == 1
    assert "later" in office.sent_to(LEA)


@pytest.mark.parametrize("act", ["review 1 close yes The union says so", "erase 1"])
def test_a_closed_or_erased_case_comes_back_to_nobody(office, act):
    """Not even when an old job comes again."""
    followed(office)
    job = office.store.claim_due(office.now + timedelta(days=30))
    office.hears(ASKER if act.startswith("erase") else LEA, act)
    if not act.startswith("erase"):
        office.store.save(Turn(delivery="again", due=job))
    before = office.sent_to(LEA)
    office.passes(days=30)
    assert office.sent_to(LEA) in (before, "")


@pytest.mark.parametrize(
    ("how", "then"), [("review 1 notme", LEO), ("review away 2026-11-09 2026-11-10", LEO), ("leave out 1", LEO)]
)
def test_where_whoever_set_it_can_not_have_it_the_owner_does(office, how, then):
    """Who is barred or away hears nothing."""
    followed(office)
    office.hears(LEO, "review 1 take")
    office.hears(ASKER if how.startswith("leave") else LEA, how)
    before = office.sent_to(LEA)
    office.now = datetime(2026, 11, 9, 12, tzinfo=UTC)
    assert office.passes() == 1
    assert office.sent_to(LEA) == before
    assert "the lead who set this can't have it" in office.sent_to(then) and REASON in office.sent_to(then)


def test_where_everybody_is_away_it_waits_a_day(office):
    """It is not lost."""
    followed(office)
    for lead in (LEA, LEO, LIZ):
        office.hears(lead, "review away 2026-11-09")
    office.now = datetime(2026, 11, 9, 12, tzinfo=UTC)
    assert office.passes() == 0
    assert office.passes(days=1) == 1
    assert REASON in office.sent_to(LEA)


def test_a_lead_at_the_shell_reads_it_when_they_come_by(adviser, tmp_path):
    """Nothing is sent to a terminal; it is shown once, and to that lead."""
    office = Office(adviser, tmp_path, Named(leads=(KIM, LEA)))
    office.consults(situation=CALM)
    office.hears(KIM, f"review 1 follow 2026-11-09 {REASON}")
    office.now = datetime(2026, 11, 9, 12, tzinfo=UTC)
    assert office.passes() == 0 and REASON not in office.visits(member("kim2"))
    assert REASON not in office.visits(Person(channel="local", workspace="", user="ann"))
    assert REASON in office.visits(KIM)
    assert REASON not in office.visits(KIM)
    assert REASON not in office.sent_to(KIM) + office.sent_to(LEA)
    assert office.passes(days=9) == 0


def test_who_comes_by_minutes_before_reads_it_in_its_morning(adviser, tmp_path):
    """A visit looks some minutes ahead; a follow-up comes on its day at eight, and not before."""
    office = Office(adviser, tmp_path, Named(leads=(KIM, LEA)))
    office.consults(situation=CALM)
    office.hears(KIM, f"review 1 follow 2026-11-09 {REASON}")
    office.now = datetime(2026, 11, 9, 7, 58, tzinfo=UTC)
    assert REASON not in office.visits(KIM)
    office.now = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    assert REASON in office.visits(KIM)


def test_a_follow_up_survives_a_kill_and_comes_once(office):
    """A process dies with it in hand: another does it minutes later. A job that comes twice tells nothing twice."""
    followed(office)
    office.now = datetime(2026, 11, 9, 12, tzinfo=UTC)
    jobs = [job for job in office.store.claim_due(office.now) if job.kind == "follow_up"]
    office.restart()
    assert office.passes(minutes=4) == 0
    assert office.passes(minutes=1) == 1
    office.store.save(Turn(delivery="again", due=tuple(jobs)))
    assert office.passes() == 0
    assert office.sent_to(LEA).count(REASON) == 1


# ---- working days ----

PACIFIC, TOKYO = timezone(timedelta(hours=-8)), timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), datetime(2026, 11, 5, 9, 30, tzinfo=UTC)),
        (datetime(2026, 11, 6, 16, tzinfo=UTC), datetime(2026, 11, 11, 16, tzinfo=UTC)),
        (datetime(2026, 11, 7, 16, tzinfo=UTC), datetime(2026, 11, 12, 8, tzinfo=UTC)),
        (datetime(2026, 11, 8, 1, tzinfo=UTC), datetime(2026, 11, 12, 8, tzinfo=UTC)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), datetime(2027, 1, 5, 9, tzinfo=UTC)),
        # A Friday there, a Saturday at Greenwich; and the other way about.
        (datetime(2026, 11, 6, 20, tzinfo=PACIFIC), datetime(2026, 11, 11, 20, tzinfo=PACIFIC)),
        (datetime(2026, 11, 7, 5, tzinfo=TOKYO), datetime(2026, 11, 12, 8, tzinfo=TOKYO)),
    ],
)
def test_three_working_days(told, expected):
    """The same time three working days later; what comes on a day off counts from the next working morning."""
    assert working_days_after(told, 3, WEEK) == expected


def test_other_working_weeks():
    """Sunday to Thursday, or one day a week."""
    thursday = datetime(2026, 11, 5, 9, tzinfo=UTC)
    assert working_days_after(thursday, 3, frozenset({6, 0, 1, 2, 3})).date() == date(2026, 11, 10)
    assert working_days_after(thursday, 3, frozenset({2})).date() == date(2026, 12, 2)


# ---- a case that nobody opened ----


@pytest.mark.parametrize(
    ("named", "head"),
    [(NAMED, LEA), (replace(NAMED, head=LEO), LEO), (replace(NAMED, head=HEAD), HEAD)],
    ids=["first lead", "a lead", "somebody else"],
)
def test_a_case_that_nobody_opened_goes_to_the_head(adviser, tmp_path, named, head):
    """After three working days, by number only, once; it is marked in the queue until somebody opens it."""
    office = Office(adviser, tmp_path, named)
    office.consults(situation=CALM)
    assert office.passes(days=2, hours=23) == 0
    assert "no lead opened it in time" not in office.reads(LIZ, "review")
    assert office.passes(hours=2) == 1
    said = office.sent_to(head).splitlines()[-1]
    assert UNREAD in said and "0001" in said and "cleaners" not in said and ASKER.user not in said
    assert ("Open the case" in said) == (head != HEAD)
    assert UNREAD not in "".join(office.sent_to(other) for other in (LEA, LEO, LIZ, HEAD, ASKER) if other != head)
    assert "no lead opened it in time" in office.reads(LIZ, "review") and "0001" in office.reads(LIZ, "review unread")
    assert office.passes(days=30) == 0
    office.hears(LIZ, "review 1")
    assert "no lead opened it in time" not in office.reads(LIZ, "review")
    assert office.store.verify() == ()


def test_a_weekend_is_no_working_day(office):
    """Told on Friday, the head hears of it on Wednesday."""
    office.now = datetime(2026, 11, 6, 15, tzinfo=UTC)
    office.consults(situation=CALM)
    assert office.passes(days=4, hours=23) == 0
    assert office.passes(hours=2) == 1


@pytest.mark.parametrize("act", ["review 1", "review 1 take", "review 1 note seen"])
def test_a_case_that_a_lead_has_is_not_unread(office, act):
    """Whoever opens it settles the job; so does whoever acts on it, for they are shown it."""
    office.consults(situation=CALM)
    office.hears(LEO, act)
    assert office.store.claim_due(office.now + timedelta(days=30)) == ()


def test_an_auditor_who_reads_it_is_no_lead(office):
    """A case that only an auditor opened waits all the same."""
    office.consults(situation=CALM)
    office.hears(AUDITOR, "review 1")
    assert office.passes(days=4) == 1


def test_who_opens_it_and_steps_back_leaves_it_unread(office):
    """Three working days from then the next lead hears of it."""
    office.consults(situation=CALM)
    office.hears(LEA, "review 1")
    office.hears(LEA, "review 1 notme")
    assert office.passes(days=2) == 0
    assert office.passes(days=2) == 1
    assert UNREAD in office.sent_to(LEO) and UNREAD not in office.sent_to(LEA)


def test_a_lead_s_own_case_goes_to_another(office):
    """Whoever asks, or may not read it, is never told; nor is who is away."""
    office.consults(LEA, CALM)
    office.hears(LEA, "leave out 2")
    assert office.passes(days=4) == 1
    assert UNREAD in office.sent_to(LIZ) and UNREAD not in office.sent_to(LEA) + office.sent_to(LEO)
    office.consults(OTHER_ASKER, CALM)
    office.hears(LEA, "review away 2026-11-09 2026-11-30")
    assert office.passes(days=7) == 1
    assert UNREAD in office.sent_to(LEO)


@pytest.mark.parametrize(
    "said",
    [
        "I want to report my manager for harassment, where can I do that anonymously?",
        "What is the weather tomorrow?",
        "asdf",
        "What did others ask about this supplier?",
    ],
)
def test_what_is_no_case_is_waited_for_by_nobody(office, said):
    """Reports, what is out of scope, what is not understood."""
    office.hears(ASKER, said)
    assert office.passes(days=30) == 0


def test_a_draft_is_nobody_s(office):
    """What was typed and not sent is in no queue and no clock."""
    office.assistant.keep_draft(
        Incoming(person=ASKER, place=ASKER.private_place, delivery="draft", text="Our supplier keeps passports")
    )
    assert office.passes(days=30) == 0


def test_an_erased_case_is_told_to_nobody(office):
    """Its job went with it."""
    office.consults(situation=CALM)
    office.hears(ASKER, "erase 1")
    assert office.store.claim_due(office.now + timedelta(days=30)) == ()


def test_saying_more_gives_leads_no_more_time(office):
    """The clock runs from when the case was told."""
    office.consults(situation=CALM)
    office.passes(days=2)
    office.hears(ASKER, "yes")
    assert office.passes(days=1, hours=1) == 1


def test_an_unread_case_survives_a_kill_and_is_told_once(office):
    """Claimed and dropped, put back, doubled: one card."""
    office.consults(situation=CALM)
    office.now += timedelta(days=4)
    jobs = office.store.claim_due(office.now)
    office.restart()
    assert office.passes(minutes=4) == 0
    assert office.passes(minutes=1) == 1
    office.store.save(Turn(delivery="again", due=jobs))
    assert office.passes() == 0
    assert office.sent_to(LEA).count(UNREAD) == 1


def test_a_head_at_the_shell_reads_it_when_they_come_by(adviser, tmp_path):
    """As with a follow-up."""
    office = Office(adviser, tmp_path, Named(leads=(LEA,), head=KIM))
    office.consults(situation=CALM)
    assert office.passes(days=4) == 0
    assert UNREAD in office.visits(KIM) and UNREAD not in office.visits(KIM)
    assert office.sent_to(LEA) == ""


def test_where_nobody_is_named_no_clock_runs(adviser, tmp_path):
    """There is nobody to tell."""
    office = Office(adviser, tmp_path, Named())
    office.consults(situation=CALM)
    assert office.store.claim_due(office.now + timedelta(days=30)) == ()


def test_the_working_week_is_a_setting_of_the_house(adviser, tmp_path):
    """Sunday to Thursday: told on Thursday, due on Tuesday."""
    office = Office(adviser, tmp_path, workdays=frozenset({6, 0, 1, 2, 3}))
    office.now = datetime(2026, 11, 5, 9, tzinfo=UTC)
    office.consults(situation=CALM)
    assert office.passes(days=4) == 0
    assert office.passes(days=1) == 1
    assert House().workdays == WEEK
