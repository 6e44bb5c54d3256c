"""What is told twice stays level: the ledger with the database, the projection with the entries."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from bot.log import SqliteStore, projection
from bot.log.catch_up import tell
from bot.store import Unreadable
from tests.log.scenes import AT, OTHER_KEY, Place, card, found, kinds, talk, turn


def test_a_lost_ledger_is_found_for_ever(told):
    """Deleting the ledger is no way to hide: the new one says so, however often it is deleted."""
    for _ in range(2):
        told.ledger.unlink()
        assert found(told) == {(None, "ledger")}
    assert found(told) == {(None, "ledger")}


def test_a_changed_ledger_is_found(told):
    """A line that was edited, dropped or added is found; the damaged file is kept aside."""
    lines = told.ledger.read_bytes().splitlines(keepends=True)
    told.ledger.write_bytes(b"".join(lines[:2] + lines[3:]))
    assert found(told) == {(None, "ledger")}
    assert told.ledger.with_name("ledger.broken").exists()


def test_a_ledger_that_breaks_while_the_log_is_open_is_found(told):
    """Damage is found by the next verify, not by the next start only."""
    with told.open() as store:
        told.ledger.write_bytes(told.ledger.read_bytes() + b"[1, 2]\n")
        assert kinds(store) == {(None, "ledger")}
        told.ledger.unlink()
        assert kinds(store) == {(None, "ledger")}


def test_the_ledger_catches_up_after_a_kill(told):
    """A turn that was committed, but not told to the ledger, is told when the log is opened."""
    before = told.ledger.read_bytes()
    with told.open() as store:
        store.save(turn(revision=3))
        talk(store, "c3", number=3)
        store.erase("c2")
    told.ledger.write_bytes(before + b'[99, "reached", {"consult')
    with told.open() as store:
        assert store.verify() == ()
        assert store.ledger.account.reached["c1"].entries == 12
        assert store.ledger.account.erased == {"c2"}


def test_numbers_outlive_an_old_file(place):
    """A number that was handed out is not handed out again, even when the database forgot it."""
    with place.open() as store:
        assert store.new_number() == 1
    shutil.copy(place.path, place.folder / "old")
    with place.open() as store:
        assert [store.new_number(), store.new_number()] == [2, 3]
    shutil.copy(place.folder / "old", place.path)
    with place.open() as store:
        assert store.new_number() == 4


def test_another_keys_ledger_is_refused(told, tmp_path):
    """A ledger of another log is not taken for this one's."""
    other = Place(tmp_path / "other", OTHER_KEY)
    other.open().close()
    with pytest.raises(Unreadable, match="belongs to the key"):
        SqliteStore.open(told.path, told.key, other.ledger)


def test_rebuilding_a_whole_log_changes_nothing(store):
    """The projection is what the entries lead to, and an erased consultation does not come back."""
    talk(store)
    talk(store, "c2", number=2)
    talk(store, "c3", number=3)
    store.erase("c2")
    store.save(turn("c4", number=4).model_copy(update={"outgoing": (card(id="free", name=None),)}))
    before = list(store.everything())
    assert store.rebuild() == 3
    assert list(store.everything()) == before
    assert store.verify() == ()
    assert store.claim_due(AT)[0].consultation == "c1"


def test_everything_is_everything(store):
    """More consultations than are read at a time, with gaps in their numbers; what comes meanwhile is no error."""
    for number in range(1, 1_050, 2):
        store.save(turn(f"c{number}", 0, number).model_copy(update={"outgoing": (), "due": ()}))
    found = []
    for told, _ in store.everything():
        found.append(told.number)
        if told.number == 3:
            store.erase("c5")
    assert found == [number for number in range(1, 1_050, 2) if number != 5]


def test_rebuilding_leaves_out_what_has_no_entries(told):
    """A consultation whose entries are gone can't be derived; verify says that it is missing."""
    with told.tampering() as hand:
        hand.execute("DELETE FROM event WHERE consultation = 'c1'")
    with told.open() as store:
        assert store.rebuild() == 1
        assert ("c1", "missing") in kinds(store)


def test_a_row_that_the_entries_do_not_lead_to_is_found(store):
    """Even a row with a true seal is held against the entries."""
    talk(store)
    row = store.ring.file.rows("SELECT * FROM consultation")[0]
    with store.ring.file.writing():
        projection.reseal(store.ring, row, route="out_of_scope")
    assert kinds(store) == {("c1", "projection")}


def test_telling_the_ledger_twice_adds_nothing(store):
    """What the ledger knows, another process may have told it, is not written again."""
    talk(store)
    before = store.ledger.path.read_bytes()
    tell(store.ring, store.ledger, ["c1", "never heard of"])
    assert store.ledger.path.read_bytes() == before


def test_killed_before_the_first_ledger_was_begun(place):
    """A database without a ledger in which nothing was said yet is a new log, not a damaged one."""
    place.open().close()
    place.ledger.unlink()
    assert found(place) == set()


def test_a_database_that_vanishes_is_a_finding(told):
    """Deleted while the log is open, it is told, and no empty one is made in its place."""
    with told.open() as store:
        told.path.unlink()
        assert kinds(store) == {(None, "chain")}
    assert not told.path.exists()


def test_a_ledger_of_another_key_is_a_finding(told, tmp_path):
    """Put in place while the log is open, it is told, not raised."""
    other = Place(tmp_path / "other", OTHER_KEY)
    other.open().close()
    with told.open() as store:
        shutil.copy(other.ledger, told.ledger)
        assert kinds(store) == {(None, "ledger")}


def test_somebody_elses_database_is_left_as_it_is(place):
    """A file with tables of its own is refused, and nothing is added to it."""
    place.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(place.path)) as theirs:
        theirs.execute("CREATE TABLE event (what TEXT)")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        place.open()
    with closing(sqlite3.connect(place.path)) as theirs:
        assert theirs.execute("SELECT name FROM sqlite_schema").fetchall() == [("event",)]
