"""Each lead is told once, whatever happens: kills, full disks, erasures, threads, and any order of words and time."""

from collections import Counter
from datetime import datetime
from sqlite3 import OperationalError
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.advice import Adviser
from bot.alerts import advice_on_danger
from bot.consultation import Consultation, fold
from bot.keeping import Keeping
from bot.later import Later
from bot.log import SqliteStore
from bot.messages import Press
from bot.record import Due, Event, Turn
from bot.store import Unreadable
from tests.alerts.office import ADA, AT, CHILDREN, DUTY, FIRST, LOCAL, SECOND, Office, opened
from tests.sampling import times

EXAMPLES = times(20, 5)


def test_a_kill_after_claiming_loses_nothing(office: Office) -> None:
    """Whoever claimed it is gone: it is told a few minutes later, once."""
    office.say(CHILDREN)
    office.say("yes")
    assert len(office.store.claim_due(office.clock.now)) == 1
    office.restart()
    assert office.after(1) == 0
    assert office.after(5) == 2
    assert len(office.to(FIRST)) == 1


def test_a_job_that_comes_back_tells_nobody_twice(office: Office) -> None:
    """An old job put back by hand finds nothing to do; one for later waits for its time."""
    office.say(CHILDREN)
    office.say("yes")
    old = office.store.claim_due(office.clock.now)[0]
    office.store.save(Turn(delivery="back", due=(old,)))
    office.after()
    office.store.save(Turn(delivery="again", due=(old,)))
    assert office.after() == 0
    assert office.after(14) == 0
    assert office.after(1) == 2
    assert [len(office.to(lead)) for lead in DUTY] == [1, 1, 0]
    office.take(SECOND)
    office.store.save(Turn(delivery="and again", due=(old,)))
    assert office.after(60) == 0
    assert office.jobs() == 0


class Failing(SqliteStore):
    """A store whose disk is full for a while, in which one consultation can't be read, or is erased meanwhile."""

    full = False
    damaged = ""
    erased_by_others = ""

    def save(self, turn: Turn) -> None:
        """Fails while the disk is full."""
        if self.full:
            raise OperationalError("database or disk is full")
        super().save(turn)

    def events(self, consultation: str, after: int = 0) -> tuple[Event, ...]:
        """Fails for the damaged one; another process may be faster."""
        if consultation == self.damaged:
            raise Unreadable("damaged")
        if consultation == self.erased_by_others == "c1":
            self.erase(consultation)
        return super().events(consultation, after)

    def claim_due(self, now: datetime, limit: int = 100) -> tuple[Due, ...]:
        """What is due; another process may be faster."""
        jobs = super().claim_due(now, limit)
        if jobs and self.erased_by_others == "as claimed":
            self.erase(jobs[0].consultation)
        return jobs


def test_a_job_that_fails_stays(company: Adviser) -> None:
    """It is done when the disk has room again; of the failed attempt nothing is left."""
    with opened(company, kind=Failing) as office:
        office.say(CHILDREN)
        office.say("yes")
        assert isinstance(office.store, Failing)
        office.store.full = True
        with pytest.raises(OperationalError):
            office.after()
        office.store.full = False
        assert office.to(FIRST) == []
        assert office.after(5) == 2
        assert len(office.to(FIRST)) == 1


def test_a_damaged_consultation_holds_up_no_other(company: Adviser) -> None:
    """The lead is told of the next one all the same."""
    with opened(company, kind=Failing) as office:
        office.say(CHILDREN)
        office.say("yes")
        office.say(f"new {CHILDREN}", SECOND)
        office.say("yes", SECOND)
        assert isinstance(office.store, Failing)
        office.store.damaged = "c1"
        office.restart()
        office.after()
        assert len(office.to(FIRST)) == 1
        assert "Case 0002" in office.to(FIRST)[0]


@pytest.mark.parametrize("when", ["as claimed", "c1"])
def test_what_another_process_erases_is_told_to_nobody(company: Adviser, when: str) -> None:
    """Between claiming and telling, or between looking and telling."""
    with opened(company, kind=Failing) as office:
        office.say(CHILDREN)
        office.say("yes")
        assert isinstance(office.store, Failing)
        office.store.erased_by_others = when
        office.restart()
        assert office.after() == 0
        assert office.to(FIRST) == []
        assert office.jobs() == 0


def test_what_is_put_back_may_be_erased(office: Office) -> None:
    """A job that is nobody's, of a consultation that another process erases: it is gone, and that is all."""
    office.say(CHILDREN, LOCAL)
    job = Due(id="c1:retention", consultation="c1", kind="retention", at=AT, body={})
    office.store.save(Turn(delivery="retention", due=(job,)))
    assert office.after() == 0
    assert office.after(10) == 0
    office.store.claim_due(office.clock.now)
    office.store.erase("c1")
    Later(Keeping(office.adviser, office.store, office.clock, office.house))._put_back(job, AT)
    assert office.jobs() == 0


def test_several_threads_tell_once(office: Office) -> None:
    """Everybody may do what is due at any time, while answers come in and a lead presses twice."""
    office.say(CHILDREN)
    office.say("yes")

    def work() -> None:
        for _ in range(5):
            office.assistant.run_due(office.clock.now)
            office.say("why")
            office.take(FIRST)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([text for text in office.to(FIRST) if "Urgent" in text]) == 1
    assert Counter(event.kind for event in office.store.events("c1"))["alert_seen"] == 1


SAYS = (
    "yes",
    "change 1",
    "child",
    "child, forced",
    "violence",
    "none",
    "can't tell yet",
    "skip",
    "stop",
    "resume",
    "keep",
)
DOES = st.one_of(
    st.sampled_from(SAYS).map(lambda text: ("say", text)),
    st.sampled_from((0, 1, 5, 15, 40)).map(lambda minutes: ("pass", minutes)),
    st.sampled_from(DUTY).map(lambda lead: ("take", lead)),
    st.sampled_from(("due", "claim", "restart")).map(lambda name: (name, None)),
)


def cases(office: Office) -> list[Consultation]:
    """Ada's consultations, in the order in which they began."""
    names = sorted(standing.consultation for standing in office.store.of_person(ADA))
    return [fold(office.store.events(name)) for name in names]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(DOES, min_size=4, max_size=16))
def test_any_interleaving_tells_each_lead_at_most_once(company: Adviser, steps: list[tuple[str, object]]) -> None:
    """Of each kind, in one message each; and nobody while no danger is said."""
    with opened(company) as office:
        office.say(CHILDREN)
        for name, value in steps:
            if name == "say":
                office.say(str(value))
            elif name == "take":
                office.press(Press(action="alert_seen", value="0001"), value)  # type: ignore[arg-type]
            elif name == "claim":
                office.store.claim_due(office.clock.now)
            elif name == "restart":
                office.restart()
            else:
                before = cases(office)
                office.after(float(value or 0))  # type: ignore[arg-type]
                for was, is_ in zip(before, cases(office), strict=True):
                    assert was.alerts == is_.alerts or advice_on_danger(company, was).alarm == "likely"
        for case in cases(office):
            told = Counter((alert.lead, kind) for alert in case.alerts for kind in alert.kinds)
            assert set(told.values()) <= {1}
            sent = [card for card in office.waiting() if card.id.startswith(f"{case.id}:alert:")]
            assert len([card for card in sent if card.place != ADA.private_place]) == len(case.alerts)
        assert office.store.verify() == ()
