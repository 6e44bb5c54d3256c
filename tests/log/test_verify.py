"""Each way to tamper with the log, by someone who can write to the file and has no key, is found."""

import shutil
import sqlite3

import pytest

from bot.log import SqliteStore
from bot.log.cipher import Keys
from bot.record import Finding
from bot.store import Unreadable
from tests.log.scenes import AT, OTHER_KEY, Place, found, kinds, standing, talk, turn


def test_a_whole_log_is_clean(told):
    """Nothing is found where nothing was done."""
    assert found(told) == set()


CHANGES = {
    "ciphertext": "UPDATE event SET sealed = zeroblob(length(sealed)) WHERE consultation = 'c1' AND seq = 2",
    "standing": "UPDATE event SET sealed = randomblob(400) WHERE consultation = 'c1' AND seq = 9",
    "blank": "UPDATE event SET sealed = NULL WHERE consultation = 'c1' AND seq = 2",
    "no key": "UPDATE data_key SET wrapped = zeroblob(60) WHERE consultation = 'c1'",
    "another key": "UPDATE data_key SET wrapped = randomblob(60) WHERE consultation = 'c1'",
    "card": "UPDATE outbox SET sealed = (SELECT sealed FROM outbox WHERE id = 'card-c2-0') WHERE id = 'card-c1-0'",
    "job": "UPDATE due SET sealed = randomblob(80) WHERE id = 'job-c1-0'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_ciphertext_is_found(told, change):
    """An entry, a key, a card or a job that is not what was sealed there."""
    with told.tampering() as hand:
        hand.execute(change)
    assert found(told) == {("c1", "ciphertext")}


LINKS = {
    "kind": "UPDATE event SET kind = 'withdrawn' WHERE consultation = 'c1' AND seq = 1",
    "digest": "UPDATE event SET digest = randomblob(32) WHERE consultation = 'c1' AND seq = 2",
    "link": "UPDATE event SET mac = randomblob(32) WHERE consultation = 'c1' AND seq = 3",
    "gap": "DELETE FROM event WHERE consultation = 'c1' AND seq = 4",
}


@pytest.mark.parametrize("change", LINKS.values(), ids=LINKS)
def test_a_changed_entry_breaks_the_chain(told, change):
    """An entry that was changed, or taken from the middle, in whatever column."""
    with told.tampering() as hand:
        hand.execute(change)
    assert ("c1", "chain") in found(told)


def test_swapped_ciphertexts_are_found(told):
    """Two entries that changed places, with their digests, break the chain and do not open."""
    with told.tampering() as hand:
        rows = hand.execute("SELECT id, sealed, digest FROM event WHERE seq IN (1, 4) AND consultation = 'c1'")
        (one, *first), (two, *second) = rows.fetchall()
        hand.execute("UPDATE event SET sealed = ?, digest = ? WHERE id = ?", [*second, one])
        hand.execute("UPDATE event SET sealed = ?, digest = ? WHERE id = ?", [*first, two])
    assert {("c1", "chain"), ("c1", "ciphertext")} <= found(told)


def test_a_ciphertext_of_another_consultation_is_found(told):
    """A ciphertext from elsewhere, with its key, does not open at this place."""
    with told.tampering() as hand:
        hand.execute(
            "UPDATE event SET sealed = (SELECT sealed FROM event WHERE consultation = 'c2' AND seq = 2) "
            "WHERE consultation = 'c1' AND seq = 2"
        )
    assert found(told) == {("c1", "ciphertext")}


def test_a_cut_tail_is_found_though_the_projection_was_put_back(place):
    """The last turn is taken away and the row is the true row from before it: only the ledger knows."""
    with place.open() as store:
        talk(store, turns=2)
        before = store.ring.file.rows("SELECT * FROM consultation")[0]
        store.save(turn(revision=2))
    with place.tampering() as hand:
        hand.execute("DELETE FROM event WHERE seq > 6")
        sets = ", ".join(f"{name} = ?" for name in before)
        hand.execute(f"UPDATE consultation SET {sets}", list(before.values()))
    with place.open() as store:
        assert store.standing("c1") == standing(revision=2)
        assert kinds(store) == {("c1", "cut")}
        # Writing on, up to and beyond where it had been, does not cover it up.
        for revision in (2, 3, 4):
            store.save(turn(revision=revision).model_copy(update={"delivery": f"x{revision}", "outgoing": ()}))
        assert ("c1", "cut") in kinds(store)


def test_a_missing_consultation_is_found(told):
    """A consultation of which every row is gone."""
    with told.tampering() as hand:
        for table, column in (
            ("consultation", "id"),
            ("event", "consultation"),
            ("outbox", "consultation"),
            ("due", "consultation"),
            ("data_key", "consultation"),
        ):
            hand.execute(f"DELETE FROM {table} WHERE {column} = 'c1'")
    assert found(told) == {("c1", "missing")}


def test_an_old_file_put_back_is_found(place):
    """Last week's database in place of today's: found as a whole, and for each consultation."""
    with place.open() as store:
        talk(store)
    shutil.copy(place.path, place.folder / "old")
    with place.open() as store:
        store.save(turn(revision=3))
        talk(store, "c2", number=2)
    shutil.copy(place.folder / "old", place.path)
    expected = {(None, "rolled_back"), ("c1", "cut"), ("c2", "missing")}
    with place.open() as store:
        assert kinds(store) == expected
        talk(store, "c3", number=3, turns=9)
        assert kinds(store) == expected
    assert found(place) == expected


def test_a_new_file_in_its_place_is_found(told):
    """A log that was deleted does not become a fresh one without a word."""
    told.path.unlink()
    assert found(told) == {(None, "rolled_back"), ("c1", "missing"), ("c2", "missing")}


PROJECTIONS = {
    "code": "UPDATE consultation SET route = 'out_of_scope' WHERE id = 'c1'",
    "person": "UPDATE consultation SET person_hash = randomblob(32) WHERE id = 'c1'",
    "state": "UPDATE consultation SET state = 'finished', urgent = 1 WHERE id = 'c1'",
    "gone": "DELETE FROM consultation WHERE id = 'c1'",
}


@pytest.mark.parametrize("change", PROJECTIONS.values(), ids=PROJECTIONS)
def test_a_changed_projection_is_found_and_mended(told, change):
    """A row of the projection that was edited or deleted; building it anew mends it."""
    with told.tampering() as hand:
        hand.execute(change)
    with told.open() as store:
        assert kinds(store) == {("c1", "projection")}
        assert store.rebuild() == 2
        assert store.verify() == ()
        assert store.standing("c1") == standing(revision=3)


def test_a_projection_row_put_back_is_found(place):
    """A row that was true a turn ago is not true now."""
    with place.open() as store:
        talk(store, turns=2)
        before = store.ring.file.rows("SELECT * FROM consultation")[0]
        store.save(turn(revision=2))
    with place.tampering() as hand:
        sets = ", ".join(f"{name} = ?" for name in before)
        hand.execute(f"UPDATE consultation SET {sets}", list(before.values()))
    assert found(place) == {("c1", "projection")}


def test_a_feigned_erasure_is_found(told):
    """Someone blanks it and writes the row that an erasure leaves: without the key it does not count."""
    with told.tampering() as hand:
        hand.execute(
            "INSERT INTO erasure SELECT consultation, seq, mac, 0, randomblob(32) FROM event "
            "WHERE consultation = 'c1' AND seq = 9"
        )
        hand.execute("UPDATE event SET sealed = NULL WHERE consultation = 'c1'")
        hand.execute("UPDATE data_key SET wrapped = zeroblob(60) WHERE consultation = 'c1'")
        hand.execute("DELETE FROM consultation WHERE id = 'c1'")
    assert ("c1", "ciphertext") in found(told)


def test_an_erased_consultation_that_is_back_is_found(told):
    """An old file brings back what was erased."""
    shutil.copy(told.path, told.folder / "old")
    with told.open() as store:
        store.erase("c1")
    shutil.copy(told.folder / "old", told.path)
    assert found(told) == {(None, "rolled_back"), ("c1", "rolled_back")}


def test_what_an_erasure_left_can_not_be_cut_or_revived(told):
    """The blanked entries still count, and a key that comes back is found."""
    with told.open() as store:
        wrapped = store.ring.file.rows("SELECT wrapped FROM data_key WHERE consultation = 'c1'")[0]["wrapped"]
        store.erase("c1")
    with told.tampering() as hand:
        hand.execute("DELETE FROM event WHERE consultation = 'c1' AND seq > 5")
        hand.execute("UPDATE data_key SET wrapped = ? WHERE consultation = 'c1'", [wrapped])
    assert found(told) == {("c1", "cut"), ("c1", "rolled_back")}


def test_another_history_under_the_same_ledger_is_found(told, tmp_path):
    """Entries that chain well, but are not those that the ledger knows."""
    other = Place(tmp_path / "other")
    with other.open() as store:
        talk(store)
        talk(store, "c2", number=2)
    shutil.copy(other.path, told.path)
    assert found(told) == {("c1", "ledger"), ("c2", "ledger")}


def test_a_damaged_file_is_a_finding(told):
    """A page of rubbish in the file is told, not raised."""
    with told.open() as store:
        store.ring.file.flush()
        with told.path.open("r+b") as file:
            file.seek(4096 * 3)
            file.write(b"\xff" * 4096 * 20)
        assert (None, "chain") in kinds(store)


def test_another_key_opens_nothing(told):
    """With another master key the log is Unreadable, and stays as it is."""
    with pytest.raises(Unreadable, match=Keys(OTHER_KEY).fingerprint):
        SqliteStore.open(told.path, OTHER_KEY, told.ledger)
    assert found(told) == set()


def test_entries_are_append_only(store):
    """The database itself refuses to change or delete an entry."""
    talk(store)
    for attempt in (
        "DELETE FROM event WHERE seq = 1",
        "UPDATE event SET kind = 'x' WHERE seq = 1",
        "UPDATE event SET sealed = NULL WHERE seq = 1",
        "UPDATE event SET mac = zeroblob(32) WHERE seq = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.ring.file.run(attempt)


def test_reading_a_changed_entry_is_refused(told):
    """What was tampered with is Unreadable, never shown as if it were true."""
    with told.tampering() as hand:
        hand.execute(CHANGES["blank"])
    with told.open() as store, pytest.raises(Unreadable):
        store.events("c1")


def test_a_damaged_card_or_job_holds_up_no_other(told, caplog):
    """What can't be read stays where it is, by name in the service's own log; the others go on."""
    with told.tampering() as hand:
        hand.execute("UPDATE outbox SET sealed = randomblob(90) WHERE id = 'card-c1-0'")
        hand.execute("UPDATE due SET sealed = randomblob(90) WHERE id = 'job-c1-0'")
    with told.open() as store:
        assert len(store.waiting()) == len(store.claim_due(AT)) == 5
    assert ["card-c1-0" in caplog.text, "job-c1-0" in caplog.text] == [True, True]


def test_a_finding_says_what_and_where(told):
    """A finding is a sentence that a person can act on."""
    with told.tampering() as hand:
        hand.execute(CHANGES["ciphertext"])
    with told.open() as store:
        text = "entry 2 is not the text that was sealed there"
        assert store.verify() == (Finding(consultation="c1", kind="ciphertext", text=text),)
