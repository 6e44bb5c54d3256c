"""The master key can be changed, at any moment, and the former key is worth nothing afterwards."""

import pytest

from bot.log import SqliteStore, ledger
from bot.log.rotation import Unsound, rotate
from bot.record import Wanted
from bot.store import Unreadable
from tests.log.scenes import ADA, AT, KEY, OTHER_KEY, Place, card, case, kinds, line, names, standing, talk, turn


@pytest.fixture
def told(place):
    """A closed log with a living and an erased consultation, and a card of nobody's."""
    with place.open() as store:
        talk(store)
        talk(store, "c2", number=2)
        store.save(turn("c3", number=3).model_copy(update={"outgoing": (card(name=None),)}))
        store.erase("c2")
    return place


def renewed(place: Place) -> Place:
    """The same place under the other key."""
    return Place(place.folder, OTHER_KEY)


def test_everything_is_there_under_the_new_key(told):
    """People, texts, cards, jobs, erasures and numbers are what they were; the log verifies and goes on."""
    with told.open() as store:
        before = list(store.everything()), store.waiting(), store.new_number()
    assert rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with renewed(told).open() as store:
        assert (list(store.everything()), store.waiting(), store.new_number() - 1) == before
        assert [found.consultation for found in store.of_person(ADA)] == ["c1", "c3"]
        assert store.verify() == ()
        store.save(turn(revision=3))
        assert store.claim_due(AT)
        assert store.erase("c2")
        assert store.rebuild() == 2
        assert store.verify() == ()


def test_the_queue_is_found_under_the_new_key(place):
    """By the same facets in the same order, closed or not; their former digests are nowhere."""
    with place.open() as store:
        for number in range(1, 6):
            case(store, number, "actor:SUP", f"tag:{number}", minutes=number, urgent=number == 4)
        case(store, 2, "actor:SUP", minutes=2, status="closed")
        store.erase("c3")
        words = [row["word"] for row in store.ring.file.rows("SELECT word FROM queue_word")]
    assert rotate(place.path, place.ledger, KEY, OTHER_KEY)
    with renewed(place).open() as store:
        assert names(store, Wanted(words=("actor:SUP",))) == names(store) == ["c4", "c1", "c5"]
        assert names(store, Wanted(words=("tag:5",))) == ["c5"]
        assert names(store, Wanted(closed=True)) == ["c2"]
        assert store.verify() == ()
        case(store, 5, "actor:JV", minutes=5)
        assert names(store, Wanted(words=("actor:SUP",))) == ["c4", "c1"]
        assert store.rebuild() == 4
        assert store.verify() == ()
        on_disk = place.path.read_bytes()
    assert [word for word in words if word.to_bytes(8, signed=True) in on_disk] == []


def test_the_audit_log_is_read_under_the_new_key(place):
    """Every line, with its number; it goes on, and cutting it is found as before."""
    with place.open() as store:
        for number in range(1, 5):
            store.audit(line(str(number)))
        before = store.audited()
    assert rotate(place.path, place.ledger, KEY, OTHER_KEY)
    now = renewed(place)
    with now.open() as store:
        assert store.audited() == before
        store.audit(line("5"))
        assert store.verify() == ()
    with now.tampering() as hand:
        hand.execute("DELETE FROM event WHERE consultation = '' AND seq > 3")
    with now.open() as store:
        assert kinds(store) == {("", "cut")}


def test_the_former_key_opens_nothing(told):
    """The former key is refused, and no wrapped key of its time is left on disk."""
    with told.open() as store:
        rows = store.ring.file.rows("SELECT wrapped FROM data_key WHERE consultation != 'c2'")
    rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with pytest.raises(Unreadable):
        told.open()
    with renewed(told).open():
        on_disk = b"".join(path.read_bytes() for path in told.path.parent.iterdir())
    assert [row for row in rows if row["wrapped"] in on_disk] == []


def test_rotating_again_changes_nothing(told):
    """A second run says that it was done."""
    assert rotate(told.path, told.ledger, KEY, OTHER_KEY)
    assert not rotate(told.path, told.ledger, KEY, OTHER_KEY)
    assert rotate(told.path, told.ledger, OTHER_KEY, KEY)
    with told.open() as store:
        assert store.verify() == ()


def test_a_store_that_is_open_elsewhere_can_not_write_with_the_former_key(told):
    """What it would write could never be read again; so it is refused."""
    with told.open() as store:
        rotate(told.path, told.ledger, KEY, OTHER_KEY)
        with pytest.raises(Unreadable):
            store.save(turn(revision=3))
        with pytest.raises(Unreadable):
            store.events("c1")


def test_a_log_with_a_finding_is_not_signed_anew(told):
    """Rotation would cover up what was done to it."""
    with told.tampering() as hand:
        hand.execute("UPDATE event SET kind = 'withdrawn' WHERE consultation = 'c1' AND seq = 1")
    with pytest.raises(Unsound, match="c1: the chain breaks at entry 1"):
        rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with told.open() as store:
        assert ("c1", "chain") in kinds(store)


def test_a_ledger_that_was_lost_is_still_said_to_be(told):
    """A new key does not make a lost ledger forgotten."""
    told.ledger.unlink()
    rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with renewed(told).open() as store:
        assert kinds(store) == {(None, "ledger")}


def test_a_log_can_only_be_rotated_with_its_key(told, tmp_path):
    """A wrong former key, or a file that is no log, changes nothing."""
    with pytest.raises(Unreadable):
        rotate(told.path, told.ledger, bytes(32), OTHER_KEY)
    (tmp_path / "notes.txt").write_text("nothing of ours")
    with pytest.raises(Unreadable, match="not a log"):
        rotate(tmp_path / "notes.txt", told.ledger, KEY, OTHER_KEY)
    with told.open() as store:
        assert store.verify() == ()


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("resume", ["rotate", "open"])
def test_killed_between_database_and_ledger(told, resume, monkeypatch):
    """The database has the new key and the ledger has not: opening, or rotating again, completes it."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("bot.log.rotation.move", killed)
        with pytest.raises(Killed):
            rotate(told.path, told.ledger, KEY, OTHER_KEY)
    assert ledger.signed_by(told.ledger) != ledger.signed_by(ledger.pending(told.ledger))
    if resume == "rotate":
        assert not rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with renewed(told).open() as store:
        assert store.standing("c1") == standing(revision=3)
        assert store.verify() == ()
    assert not ledger.pending(told.ledger).exists()


def test_killed_before_the_database_took_the_key(told, monkeypatch):
    """Nothing has happened yet: the former key still opens it, and rotating again does all of it."""

    def killed(*wanted: object) -> None:
        begin(*wanted)
        raise Killed

    begin = ledger.begin
    with monkeypatch.context() as patch:
        patch.setattr("bot.log.rotation.begin", killed)
        with pytest.raises(Killed):
            rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with told.open() as store:
        store.save(turn(revision=3))
        assert store.verify() == ()
    assert rotate(told.path, told.ledger, KEY, OTHER_KEY)
    with renewed(told).open() as store:
        assert store.standing("c1") == standing(revision=4)
        assert store.verify() == ()


def test_an_empty_log_can_be_rotated(place):
    """A new log has a key too."""
    place.open().close()
    assert rotate(place.path, place.ledger, KEY, OTHER_KEY)
    with SqliteStore.open(place.path, OTHER_KEY, place.ledger) as store:
        assert store.verify() == ()
