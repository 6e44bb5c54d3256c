"""What every Store promises of the leads' queue."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.record import DRAFT, Person, Queued, Standing, Turn, Wanted
from bot.store import Store
from tests.log.scenes import ADA, AT, BEN, TERM, case, names, standing, talk, turn
from tests.log.stores import STORES

WORDS = ("actor:SUP", "actor:JV", "tag:mill")


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each make."""
    with request.param(tmp_path) as opened:
        yield opened


def later(minutes: int) -> datetime:
    """So long after AT."""
    return AT + timedelta(minutes=minutes)


def test_a_queue_without_cases_is_one_empty_page(store):
    """No case, no next page."""
    page = store.queue(Wanted())
    assert (page.standings, page.after) == ((), "")
    assert store.unqueued() == ()


def test_a_case_comes_with_its_place(store):
    """A page holds standings, each with what the queue says of it; so does the standing by itself."""
    name = case(store, 1, "actor:SUP", status="waiting", owner=BEN)
    queued = Queued(status="waiting", owner=BEN, words=("status:waiting", "actor:SUP"))
    (found,) = store.queue(Wanted()).standings
    assert found.queued == queued
    assert found == store.standing(name) == store.by_number(1)


def test_urgent_cases_come_first_then_the_one_that_waits_longest(store):
    """Whatever the order in which they were saved or given numbers."""
    case(store, 1, minutes=9)
    case(store, 2, minutes=3, urgent=True)
    case(store, 3, minutes=1)
    case(store, 4, minutes=2, urgent=True)
    assert names(store) == ["c4", "c2", "c3", "c1"]


def test_a_case_that_becomes_urgent_moves_to_the_front(store):
    """And back, when it is urgent no more."""
    case(store, 1, minutes=1)
    case(store, 2, minutes=2)
    case(store, 2, minutes=2, urgent=True)
    assert names(store) == ["c2", "c1"]
    case(store, 2, minutes=2)
    assert names(store) == ["c1", "c2"]
    assert store.verify() == ()


def test_all_words_hold_and_none_of_without(store):
    """Every one of `words`, none of `without`; a word that no case has finds none."""
    case(store, 1, "actor:SUP", "tag:mill", minutes=1)
    case(store, 2, "actor:SUP", minutes=2)
    case(store, 3, "actor:JV", "tag:mill", minutes=3)
    assert names(store, Wanted(words=("actor:SUP",))) == ["c1", "c2"]
    assert names(store, Wanted(words=("tag:mill", "actor:SUP"))) == ["c1"]
    assert names(store, Wanted(words=("actor:SUP", "actor:JV"))) == []
    assert names(store, Wanted(without=("actor:SUP",))) == ["c3"]
    assert names(store, Wanted(words=("tag:mill",), without=("actor:JV", "actor:CUS"))) == ["c1"]
    assert names(store, Wanted(words=("tag:mil",))) == []


def test_closed_cases_stand_apart(store):
    """A case that is closed leaves the queue for the closed ones; opened again, it is back at its place."""
    for number in (1, 2, 3):
        case(store, number, "actor:SUP", minutes=number)
    case(store, 2, "actor:SUP", minutes=2, status="closed")
    assert names(store) == names(store, Wanted(words=("actor:SUP",))) == ["c1", "c3"]
    assert names(store, Wanted(closed=True)) == names(store, Wanted(words=("actor:SUP",), closed=True)) == ["c2"]
    case(store, 2, "actor:SUP", minutes=2, status="reopened")
    assert names(store) == ["c1", "c2", "c3"]
    assert names(store, Wanted(closed=True)) == []
    assert store.verify() == ()


def test_a_period_is_from_since_and_before_until(store):
    """Urgent or not, with a facet or without; the first moment is in it and the last is not."""
    for number in range(1, 7):
        case(store, number, *["tag:mill"][: number % 2], minutes=number, urgent=number > 3)
    period = {"since": later(2), "until": later(5)}
    assert names(store, Wanted(**period)) == ["c4", "c2", "c3"]
    assert names(store, Wanted(words=("tag:mill",), **period)) == ["c3"]
    assert names(store, Wanted(since=later(5))) == ["c5", "c6"]
    assert names(store, Wanted(until=later(2))) == ["c1"]
    assert names(store, Wanted(**period), limit=1) == ["c4", "c2", "c3"]


def test_a_case_is_found_by_what_it_has_now(store):
    """Facets that came are found, those that went are not; whoever else has them is found as before."""
    case(store, 1, "actor:SUP", "tag:mill")
    case(store, 2, "actor:SUP", minutes=1)
    case(store, 1, "actor:JV", "tag:mill", status="in_review")
    assert names(store, Wanted(words=("actor:SUP",))) == ["c2"]
    assert names(store, Wanted(words=("actor:JV",))) == ["c1"]
    assert names(store, Wanted(words=("tag:mill",))) == ["c1"]
    assert names(store, Wanted(words=("status:new",))) == ["c2"]
    assert names(store, Wanted(without=("status:new",))) == ["c1"]
    assert store.verify() == ()


def test_a_word_said_twice_counts_once(store):
    """By the case or by whoever looks for it."""
    case(store, 1, "tag:mill", "tag:mill")
    assert names(store, Wanted(words=("tag:mill", "tag:mill"))) == ["c1"]
    assert store.verify() == ()


CASES = st.lists(
    st.tuples(st.sets(st.sampled_from(WORDS)), st.booleans(), st.booleans(), st.integers(0, 3)), max_size=12
)
WANTED = st.builds(
    Wanted,
    words=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    without=st.lists(st.sampled_from(WORDS), max_size=1).map(tuple),
    closed=st.booleans(),
    since=st.none() | st.integers(0, 3).map(later),
    until=st.none() | st.integers(0, 3).map(later),
)


def expected(cases: list, wanted: Wanted) -> list[str]:
    """What a plain look at every case says; of those that began at the same time, the first saved comes first."""
    kept = []
    for number, (words, urgent, closed, minutes) in enumerate(cases, start=1):
        began = later(minutes)
        inside = (wanted.since or began) <= began < (wanted.until or began + timedelta(1))
        holds = set(wanted.words) <= words and not set(wanted.without) & words
        if inside and holds and closed == wanted.closed:
            kept.append((not urgent, minutes, number))
    return [f"c{number}" for _, _, number in sorted(kept)]


@given(cases=CASES, wanted=st.lists(WANTED, min_size=1, max_size=5), limit=st.integers(1, 4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("make", STORES)
def test_pages_skip_and_repeat_nothing(make, tmp_path_factory, cases, wanted, limit):
    """However long a page is and however many began at the same time, the pages are what is wanted, in order."""
    with make(tmp_path_factory.mktemp("queue")) as store:
        for number, (words, urgent, closed, minutes) in enumerate(cases, start=1):
            case(store, number, *sorted(words), urgent=urgent, status="closed" if closed else "new", minutes=minutes)
        for one in wanted:
            assert names(store, one, limit) == expected(cases, one)


def test_a_page_is_full_and_says_whether_there_is_more(store):
    """As long as it may be; `after` is empty on the last one, also when that one is full."""
    for number in range(1, 7):
        case(store, number, minutes=number)
    first = store.queue(Wanted(), limit=4)
    assert [found.number for found in first.standings] == [1, 2, 3, 4]
    assert first.after
    assert [found.number for found in store.queue(Wanted(), first.after, limit=4).standings] == [5, 6]
    assert store.queue(Wanted(), first.after, limit=2).after == ""
    assert len(store.queue(Wanted()).standings) == 6


def test_what_changes_between_two_pages_moves_no_other_case(store):
    """The last one of a page is closed, one is erased, one comes in: the next page goes on where the first ended."""
    for number in range(1, 7):
        case(store, number, minutes=10 * number)
    first = store.queue(Wanted(), limit=3)
    case(store, 3, minutes=30, status="closed")
    store.erase("c1")
    case(store, 7, minutes=5)
    case(store, 8, minutes=55)
    second = store.queue(Wanted(), first.after, limit=10)
    assert [found.number for found in second.standings] == [4, 5, 8, 6]


@pytest.mark.parametrize("after", ["x", ".", "1", "1.x", "-1.-1", "²³.1", "9" * 19 + ".1", "1." + "9" * 40])
def test_a_mark_that_nobody_gave_begins_at_the_beginning(store, after):
    """A button from another release, or a forged one, is no error."""
    case(store, 1)
    assert [found.consultation for found in store.queue(Wanted(), after).standings] == ["c1"]


def test_the_erased_is_in_no_page(store):
    """Erased, it is found by no facet, open or closed; the others are found as before."""
    case(store, 1, "tag:mill")
    case(store, 2, "tag:mill", minutes=1)
    case(store, 3, "tag:mill", status="closed")
    store.erase("c1")
    store.erase("c3")
    assert names(store) == names(store, Wanted(words=("tag:mill",))) == ["c2"]
    assert names(store, Wanted(closed=True)) == []
    assert store.unqueued() == ()
    assert store.verify() == ()


def test_without_a_place_it_is_in_no_page(store):
    """A draft has none, and what loses its place is gone from the queue."""
    draft = standing().model_copy(update={"route": DRAFT, "state": "stopped"})
    store.save(Turn(delivery="typed", standing=draft))
    case(store, 2)
    store.save(turn("c2", revision=1, number=2))
    assert names(store) == []
    assert store.standing("c2").queued is None
    assert store.verify() == ()


def test_a_persons_own_list_is_not_the_queue(store):
    """A person's consultations come without their places: they are not theirs to see."""
    case(store, 1)
    assert [found.queued for found in store.of_person(ADA)] == [None]


def given_a_place(told: Standing) -> Standing:
    """The same standing with a place."""
    return told.model_copy(update={"queued": Queued(words=("actor:SUP",)), "term": TERM})


def test_what_a_former_release_left_behind_gets_its_place(store):
    """Consultations without a place are named, drafts are not; each gets its place, and stays as it was."""
    talk(store)
    talk(store, "c2", number=2)
    draft = standing("c3", 3).model_copy(update={"route": DRAFT, "term": TERM})
    store.save(Turn(delivery="typed", standing=draft))
    case(store, 4)
    left = store.unqueued()
    assert [one.consultation for one in left] == ["c1", "c2"]
    for one in left:
        store.enqueue(given_a_place(one))
    assert store.unqueued() == ()
    assert sorted(names(store)) == ["c1", "c2", "c4"]
    assert names(store, Wanted(words=("actor:SUP",))) == ["c1", "c2"]
    assert store.standing("c1") == given_a_place(standing(revision=3))
    assert len(store.events("c1")) == 6
    assert store.verify() == ()
    store.save(turn(revision=3))


def test_a_place_that_comes_late_changes_nothing(store):
    """The consultation moved on, was erased, is unknown, or has its place already."""
    talk(store, turns=1)
    talk(store, "c2", number=2)
    (old, erased) = store.unqueued()
    store.save(turn(revision=1).model_copy(update={"standing": given_a_place(standing(revision=2))}))
    store.erase("c2")
    case(store, 4, "tag:mill")
    before = list(store.everything())
    for late in (old, erased, standing("nobody", 3), store.standing("c4")):
        store.enqueue(given_a_place(late))
    assert list(store.everything()) == before
    assert names(store, Wanted(words=("tag:mill",))) == ["c4"]
    assert store.verify() == ()


def test_owners_are_told_apart(store):
    """An owner is kept as a person, with the channel."""
    owner = Person(channel="teams", workspace="tenant", user="zoë")
    case(store, 1, owner=owner)
    assert store.standing("c1").queued.owner == owner
