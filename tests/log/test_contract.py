"""What every Store promises of consultations; a new store is one more line in tests/log/stores.py."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.record import UNKNOWN, Event, Turn
from bot.store import Repeated, Stale, Store
from tests.log.scenes import ADA, AT, BEN, card, event, job, standing, talk, turn
from tests.log.stores import STORES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each make."""
    with request.param(tmp_path) as opened:
        yield opened


def test_a_saved_turn_is_there(store):
    """What was saved is read back as it was: standing, events, cards and jobs."""
    saved = turn()
    store.save(saved)
    assert store.standing("c1") == saved.standing
    assert store.by_number(1) == saved.standing
    assert store.of_person(ADA) == (saved.standing,)
    assert store.events("c1") == saved.events
    assert store.waiting() == saved.outgoing
    assert store.claim_due(AT) == saved.due
    assert store.seen(saved.delivery)


def test_the_unknown_is_nothing(store):
    """Asking for what is not there gives nothing and raises nothing."""
    assert store.standing("nobody") is None
    assert store.by_number(7) is None
    assert store.of_person(BEN) == ()
    assert store.events("nobody") == ()
    assert store.waiting() == ()
    assert store.claim_due(AT) == ()
    assert not store.seen("never")
    assert not store.erase("nobody")
    assert list(store.everything()) == []
    assert store.verify() == ()


def test_turns_follow_each_other(store):
    """Events come back in the order in which they were saved; the standing is the last one."""
    talk(store, turns=3)
    assert [found.body["text"][:4] for found in store.events("c1")[1::2]] == ["c1-0", "c1-1", "c1-2"]
    assert store.standing("c1") == standing(revision=3)


@given(bodies=st.lists(st.dictionaries(st.text(), JSON, max_size=4), max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("make", STORES)
def test_any_json_comes_back(make, tmp_path_factory, bodies):
    """Whatever JSON a body is, it comes back the same."""
    events = tuple(Event(kind="noted", at=AT, body=body) for body in bodies)
    with make(tmp_path_factory.mktemp("json")) as store:
        store.save(Turn(delivery="d", standing=standing(), events=events))
        assert store.events("c1") == events
        assert store.verify() == ()


def test_a_repeated_delivery_changes_nothing(store):
    """The second time, Repeated is raised and nothing is changed, though the revision would fit."""
    store.save(turn())
    with pytest.raises(Repeated):
        store.save(turn(revision=1).model_copy(update={"delivery": turn().delivery}))
    assert store.standing("c1") == standing(revision=1)
    assert len(store.waiting()) == 1


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_a_stale_turn_changes_nothing(store, revision):
    """A turn that builds on another revision is Stale, and its delivery was not seen."""
    talk(store, turns=2)
    late = turn(revision=revision).model_copy(update={"delivery": "late"})
    with pytest.raises(Stale):
        store.save(late)
    assert store.standing("c1") == standing(revision=2)
    assert len(store.events("c1")) == 4
    assert not store.seen("late")


def test_a_turn_on_an_unknown_consultation_is_stale(store):
    """One can't go on with what never began."""
    with pytest.raises(Stale):
        store.save(turn(revision=1))


def test_a_turn_without_standing_keeps_its_delivery_only(store):
    """'I want to report' leaves the delivery id and the route, and its card until it is sent."""
    store.save(Turn(delivery="d", route="report_channel", outgoing=(card(name=None),)))
    assert store.seen("d")
    assert store.waiting() == (card(name=None),)
    store.sent("card")
    assert store.waiting() == ()
    assert list(store.everything()) == []
    assert store.verify() == ()


@pytest.mark.parametrize(
    "odd",
    [
        Turn(delivery="d", events=(event(),)),
        Turn(delivery="d", revision=1, standing=standing(revision=1)),
        Turn(delivery="d", standing=standing(name="")),
        Turn(delivery="d", standing=standing(), events=(event(kind="(standing)"),)),
    ],
)
def test_a_turn_that_makes_no_sense_is_refused(store, odd):
    """Events without a standing, a revision that stays where it was: refused, and nothing is kept."""
    with pytest.raises(ValueError, match=r"."):
        store.save(odd)
    assert not store.seen("d")


def test_numbers_are_handed_out_once(store):
    """Case numbers count up and never come again."""
    assert [store.new_number() for _ in range(5)] == [1, 2, 3, 4, 5]


def test_a_person_finds_their_own_last_first(store):
    """A person's consultations, last changed first, and nobody else's."""
    talk(store, "old", turns=1, number=1)
    talk(store, "new", turns=3, number=2)
    talk(store, "bens", turns=1, number=3, person=BEN)
    assert [found.consultation for found in store.of_person(ADA)] == ["new", "old"]
    assert [found.consultation for found in store.of_person(BEN)] == ["bens"]


def test_cards_wait_in_line_until_sent(store):
    """Cards go out in the order in which they came, each until it is marked; marking twice is harmless."""
    talk(store, turns=3)
    assert [found.id for found in store.waiting()] == ["card-c1-0", "card-c1-1", "card-c1-2"]
    assert [found.id for found in store.waiting(limit=1)] == ["card-c1-0"]
    store.sent("card-c1-0", "ts-1")
    store.sent("card-c1-0", "ts-2")
    store.sent("no such card")
    assert [found.id for found in store.waiting()] == ["card-c1-1", "card-c1-2"]


def test_a_card_that_is_about_to_be_posted_is_noted(store):
    """Until it is known not to have arrived; of a card that does not wait nothing is noted."""
    talk(store, turns=1)
    assert [store.attempt("card-c1-0"), store.attempt("card-c1-0")] == [False, True]
    assert [store.attempt("card-c1-0", begins=False), store.attempt("card-c1-0")] == [True, False]
    store.sent("card-c1-0", "ts-1")
    assert not store.attempt("card-c1-0") and not store.attempt("no such card")


def test_where_a_card_stands_can_be_asked(store):
    """Once it was sent; nothing is said of one that waits, whose place nobody knows, or that was erased."""
    talk(store, turns=3)
    store.sent("card-c1-0", "D1:17")
    store.sent("card-c1-1", UNKNOWN)
    assert [store.stands(f"card-c1-{n}") for n in range(4)] == ["D1:17", "", "", ""]
    store.sent("card-c1-0", "D1:18")
    store.sent("card-c1-1", "D1:19")
    assert [store.stands(f"card-c1-{n}") for n in range(2)] == ["D1:17", "D1:19"]
    store.erase("c1")
    assert store.stands("card-c1-0") == ""


def test_a_job_is_claimed_once(store):
    """A job that is due goes to one caller; one that is not due to nobody."""
    jobs = (job("now"), job("later", minutes=10))
    store.save(turn().model_copy(update={"due": jobs}))
    assert store.claim_due(AT - timedelta(seconds=1)) == ()
    assert store.claim_due(AT) == jobs[:1]
    assert store.claim_due(AT) == ()


def test_a_claim_lapses(store):
    """A process that dies with a job in hand loses nothing: five minutes later another gets it."""
    store.save(turn())
    claimed = store.claim_due(AT)
    assert store.claim_due(AT + timedelta(minutes=4)) == ()
    assert store.claim_due(AT + timedelta(minutes=5)) == claimed


def test_a_settled_job_is_gone(store):
    """Settled by itself or by a turn, a job never comes again."""
    store.save(turn().model_copy(update={"due": (job("one"), job("two"), job("three"))}))
    store.settle("one")
    store.save(turn(revision=1).model_copy(update={"settles": ("two",), "due": ()}))
    assert [found.id for found in store.claim_due(AT)] == ["three"]


def test_a_job_can_be_moved(store):
    """A job with the id of an earlier one takes its place."""
    store.save(turn().model_copy(update={"due": (job("r"),)}))
    store.save(turn(revision=1).model_copy(update={"due": (job("r", minutes=60),)}))
    assert store.claim_due(AT) == ()
    assert store.claim_due(AT + timedelta(hours=1)) == (job("r", minutes=60),)


def test_the_erased_is_gone(store):
    """After an erasure nothing is found by any way, nothing waits, and the log is whole."""
    talk(store)
    talk(store, "c2", number=2)
    assert store.erase("c1")
    assert store.standing("c1") is None
    assert store.by_number(1) is None
    assert store.events("c1") == ()
    assert [found.consultation for found in store.of_person(ADA)] == ["c2"]
    assert {found.consultation for found in store.waiting()} == {"c2"}
    assert {found.consultation for found in store.claim_due(AT)} == {"c2"}
    assert [found.consultation for found, _ in store.everything()] == ["c2"]
    assert store.verify() == ()


def test_the_erased_can_be_erased_again(store):
    """Erasing twice is the same as once."""
    talk(store)
    assert store.erase("c1")
    assert store.erase("c1")
    assert store.verify() == ()


def test_nothing_is_added_to_the_erased(store):
    """A turn, a card or a job that comes late for an erased consultation is Stale and leaves no trace."""
    talk(store)
    store.erase("c1")
    late = [
        turn(revision=3),
        turn().model_copy(update={"delivery": "again"}),
        Turn(delivery="card", outgoing=(card(),)),
        Turn(delivery="job", due=(job(),)),
    ]
    for one in late:
        with pytest.raises(Stale):
            store.save(one)
        assert not store.seen(one.delivery)
    assert store.verify() == ()


def test_everything_comes_by_number(store):
    """Every consultation with its events, by case number."""
    talk(store, "b", number=2)
    talk(store, "a", number=9)
    talk(store, "c", number=1)
    found = [(kept.number, len(events)) for kept, events in store.everything()]
    assert found == [(1, 6), (2, 6), (9, 6)]


def test_a_log_is_there_again_when_it_is_opened_again(tmp_path):
    """Closing and opening changes nothing, and numbers go on."""
    for make in STORES:
        with make(tmp_path) as store:
            talk(store)
            store.new_number()
        with make(tmp_path) as store:
            assert store.standing("c1") == standing(revision=3)
            assert len(store.events("c1")) == 6
            assert store.new_number() == 2
            assert store.verify() == ()
