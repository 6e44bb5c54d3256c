"""Two processes on one log: whoever was overtaken sees how things stand now, and nothing is done twice or lost."""

import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from bot.alerts.wording import ACKNOWLEDGES
from bot.log import SqliteStore
from bot.messages import Incoming, Press
from bot.record import SIMPLY, Due, Erasing, Event, Overdue, Turn
from bot.views.plain import plain
from tests.review.desks import ASKER, CALM, COUNSEL, KIM, LEA, LEO, LIZ, OTHER_ASKER, Office

CHANGED = "This case has changed meanwhile. Nothing was done."
NOTE = (("text", "The union called"),)


class Overtaken(SqliteStore):
    """A log in which somebody else is faster, in another process: just before something is saved, claimed or read."""

    faster: Iterator[Callable[[], object]] = iter(())
    erased = ""
    """The consultation that is erased there before its events are read, or its job is done, here."""

    def save(self, turn: Turn) -> None:
        """Others write first, if there is something that they do."""
        for act in itertools.islice(self.faster, 1):
            act()
        super().save(turn)

    def erase(self, consultation: str, erasing: Erasing = SIMPLY) -> bool:
        """Others write first here too."""
        for act in itertools.islice(self.faster, 1):
            act()
        return super().erase(consultation, erasing)

    def events(self, consultation: str, after: int = 0) -> tuple[Event, ...]:
        """Its row was still there."""
        if consultation == self.erased:
            self.erase(consultation)
        return super().events(consultation, after)

    def claim_due(self, now: datetime, limit: int = 100) -> tuple[Due, ...]:
        """The job was still there."""
        jobs = super().claim_due(now, limit)
        for job in jobs:
            if job.consultation == self.erased:
                self.erase(job.consultation)
        return jobs


@pytest.fixture
def here(adviser, tmp_path) -> Office:
    """The server, with a case that a lead has read."""
    office = Office(adviser, tmp_path, opens=Overtaken)
    office.consults()
    office.reads(LEA, "review 1")
    return office


@pytest.fixture
def there(here, adviser, tmp_path) -> Office:
    """The same log in another process."""
    return Office(adviser, tmp_path, count=itertools.count(1_000))


def overtaken(here: Office, *acts: Callable[[], object]) -> None:
    """Somebody else does these things, one before each turn that is saved here."""
    here.store.faster = iter(acts)


def test_a_lead_who_is_overtaken_sees_the_case_as_it_stands(here, there):
    """And what was overtaken did not happen."""
    overtaken(here, lambda: there.hears(LEO, "review 1 take"))
    said = here.reads(LEA, "review 1 take")
    assert said.startswith(CHANGED) and "The case got an owner" in said
    assert here.case().review.owner == LEO
    assert here.store.verify() == ()


def test_a_form_stays_open_with_what_was_typed(here, there):
    """Sent again, it is kept once."""
    press = Press(action="review", value="1 note", fields=NOTE)
    overtaken(here, lambda: there.hears(LEO, "review 1 take"))
    answer = here.hears(LEA, press=press)
    assert [blank for blank, _ in answer.wrong] == ["text"] and "Send it again" in answer.wrong[0][1]
    assert here.case().review.notes == ()
    assert here.hears(LEA, press=press).wrong == ()
    assert [note.text for note in here.case().review.notes] == ["The union called"]


def test_a_lead_may_be_overtaken_again_and_again(here, there):
    """While the case is read that changed meanwhile: then the sentence alone."""
    acts = (lambda: there.hears(ASKER, "show name"), lambda: there.hears(ASKER, "hide name"))
    overtaken(here, *acts)
    assert here.reads(LEO, "review 1 take").strip() == CHANGED


def test_a_case_that_was_erased_meanwhile_is_no_more(here, there):
    """It is said as of any case that is not there."""
    overtaken(here, lambda: there.store.erase(there.store.by_number(1).consultation))
    assert "There is no case 0001" in here.reads(LEA, "review 1 note The union called")


def test_a_lead_who_was_left_out_meanwhile_sees_nothing(here, there):
    """Neither the case, nor that there is one."""
    overtaken(here, lambda: there.hears(ASKER, "leave out 1"))
    assert "There is no case 0001" in here.reads(LEA, "review 1 note The union called")


def test_what_is_handed_over_is_handed_over_all_the_same(here, there):
    """Each case as it is by then."""
    here.consults(OTHER_ASKER)
    here.reads(LEA, "review 1 take", "review 2 take")
    overtaken(here, lambda: there.hears(ASKER, "show name"))
    here.reads(LEA, "review handover 2")
    assert {here.case(number).review.owner for number in (1, 2)} == {LEO}


def test_what_another_lead_has_by_then_is_not_handed_over(here, there):
    """They took it while the first case was handed over."""
    here.consults(OTHER_ASKER)
    here.reads(LEA, "review 1 take", "review 2 take")
    overtaken(here, lambda: there.hears(LIZ, "review 2 take"))
    here.reads(LEA, "review handover 2")
    assert [here.case(number).review.owner for number in (1, 2)] == [LEO, LIZ]


def test_one_delivery_to_two_processes_is_done_once(here, there):
    """At the same time: the second says that it was answered."""
    note = Incoming(person=LEA, place=LEA.private_place, delivery="twice", text="review 1 note The union called")
    overtaken(here, lambda: there.assistant.handle(note))
    assert "already answered" in plain(here.assistant.handle(note).cards)
    assert len(here.case().review.notes) == 1


@pytest.fixture
def erased(here) -> Office:
    """The case is erased in another process just before it is read here, where nothing of it is in memory."""
    here.hears(ASKER, "erase 1")
    here.consults(situation=CALM)
    here.reads(LEA, "review 2 take", "review 2 follow 2026-11-09 The renewal")
    here.restart()
    here.store.erased = here.store.by_number(2).consultation
    return here


def test_a_case_that_is_erased_meanwhile_is_in_no_queue(erased):
    """Its row was found, and its words are gone."""
    assert "0002" not in erased.reads(LEA, "review")


def test_nobody_answers_the_asker_of_a_case_that_is_erased_meanwhile(erased):
    """It is said that nothing was sent."""
    press = Press(action="answer_asker", value="0002 Call me")
    assert "Nothing was sent" in plain(erased.hears(LEA, press=press).cards)


def test_what_is_erased_meanwhile_gets_no_place_in_the_queue(erased):
    """A release that knows the queue gives every case its place; those that are no more have none."""
    erased.store.ring.file.run("DELETE FROM term")
    assert erased.assistant.enrol() == 1
    assert erased.assistant.enrol() == 0


def test_what_is_erased_meanwhile_is_not_removed_again(erased):
    """The daily job counts what it removed itself."""
    erased.now += timedelta(days=1_000)
    removed = erased.assistant.retention.run(erased.now)
    assert removed == Overdue(deliveries=removed.deliveries)
    assert erased.store.audited()[-1][1].action != "retention"


@pytest.mark.parametrize("comes_by", [False, True])
def test_a_follow_up_of_a_case_that_is_erased_meanwhile_comes_to_nobody(erased, comes_by):
    """Neither sent, nor shown to a lead who comes by at a shell."""
    erased.now += timedelta(days=30)
    assert erased.passes() == 0 if not comes_by else "The renewal" not in erased.visits(KIM)
    assert "The renewal" not in erased.sent_to(LEA)


def test_a_draft_that_is_erased_meanwhile_is_none(here):
    """It was in the list of what its writer has."""
    here.assistant.keep_draft(Incoming(person=OTHER_ASKER, place="dm", delivery="draft", text="Our supplier"))
    here.store.erased = here.store.of_person(OTHER_ASKER)[0].consultation
    assert here.assistant.draft(OTHER_ASKER) is None


def test_what_counsel_holds_meanwhile_is_not_erased(here, there):
    """The asker hears so, and nothing is lost."""
    overtaken(here, lambda: there.hears(COUNSEL, "review 1 hold a lawsuit"))
    assert "can't be erased" in here.reads(ASKER, "erase 1")
    assert here.case().situation


def test_an_asker_who_is_overtaken_is_answered(here, there):
    """A lead wrote meanwhile: the asker's words are kept beside it."""
    overtaken(here, lambda: there.hears(LEO, "review 1 note At the shell"))
    said = here.reads(ASKER, "reply 1 It is the port of Iquique")
    assert said == plain(here.hears(ASKER, "reply 1 It is the port of Iquique").cards)
    assert [said.text for said in here.case().review.talk] == ["It is the port of Iquique"] * 2
    assert len(here.case().review.notes) == 1


def test_a_lead_says_that_they_have_it_although_somebody_writes(here, there):
    """An alert waits for nobody."""
    here.hears(ASKER, "yes")
    here.hears(ASKER, "1")
    here.passes(minutes=6)
    overtaken(here, lambda: there.hears(LEO, "review 1 note At the shell"))
    assert "0001" in plain(here.hears(LEA, press=Press(action=ACKNOWLEDGES, value="1")).cards)
    assert here.case().holder == LEA
