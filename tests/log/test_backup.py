"""A backup is whole though others write, and restoring one is never silent."""

import shutil
from datetime import timedelta
from threading import Event as Signal
from threading import Thread

import pytest

from bot.log import SqliteStore
from bot.log.backup import InUse, backup, expire, restore
from bot.log.cipher import Keys
from bot.log.rotation import Unsound, rotate
from bot.record import Wanted
from bot.store import Unreadable
from tests.log.drill import contents, deliveries, drill
from tests.log.scenes import AT, KEY, OTHER_KEY, Place, case, kinds, line, names, standing, talk, turn
from tests.sampling import LONG

CASES, SECONDS = (3_000, 60.0) if LONG else (60, 1.0)


@pytest.fixture
def told(place):
    """A closed log of two consultations, and its backup in `backup`."""
    with place.open() as store:
        talk(store)
        talk(store, "c2", number=store.new_number() + 1)
        backup(store, place.folder / "backup", now=lambda: AT)
    return place


@pytest.fixture
def elsewhere(tmp_path):
    """Another machine."""
    return Place(tmp_path / "another machine")


def bring(told: Place, to: Place, **wishes: object):
    """Restore the backup at a place."""
    return restore(told.folder / "backup", to.path, to.key, to.ledger, **wishes)


def test_a_backup_names_its_key_and_what_it_holds(told, elsewhere):
    """The manifest tells the key's fingerprint, the time, and how much there is."""
    manifest = bring(told, elsewhere).manifest
    assert manifest.fingerprint == Keys(KEY).fingerprint
    assert (manifest.consultations, manifest.entries, manifest.taken_at) == (2, 18, AT)


def test_a_restored_log_is_the_log(told, elsewhere):
    """On a clean machine the backup brings back every consultation, whole."""
    restored = bring(told, elsewhere)
    assert (restored.erased, restored.behind) == ((), ())
    with told.open() as before, elsewhere.open() as after:
        assert list(after.everything()) == list(before.everything())
        assert after.waiting() == before.waiting()
        assert after.verify() == ()
        assert after.new_number() == 2
        after.save(turn(revision=3))
        assert after.verify() == ()


def test_queue_and_audit_log_come_back(place, elsewhere):
    """Found by the same facets, every line with its number; both go on."""
    with place.open() as store:
        case(store, 1, "actor:SUP")
        case(store, 2, "actor:SUP", minutes=1, status="closed")
        store.audit(line("before"))
        backup(store, place.folder / "backup")
        before = store.audited()
    assert bring(place, elsewhere).unaudited == 0
    with elsewhere.open() as store:
        assert names(store, Wanted(words=("actor:SUP",))) == ["c1"]
        assert names(store, Wanted(closed=True)) == ["c2"]
        assert store.audited() == before
        store.audit(line("after"))
        assert [found.detail for _, found in store.audited()] == ["before", "after"]
        assert store.verify() == ()


def test_restoring_says_how_many_audit_lines_are_gone(told):
    """Putting an old backup back must be no silent way to get rid of them."""
    with told.open() as store:
        store.audit(line("one"))
        store.audit(line("two"))
    restored = bring(told, told, overwrite=True)
    assert (restored.unaudited, restored.behind) == (2, ())
    with told.open() as store:
        assert store.audited() == ()
        assert store.verify() == ()


def test_restoring_over_a_log_must_be_said(told):
    """A log that is there is not overwritten by accident."""
    with pytest.raises(FileExistsError):
        bring(told, told)
    with told.open() as store:
        assert store.verify() == ()


def test_restoring_says_what_is_older_now(told):
    """Turns since the backup are gone, and named; numbers handed out since are not handed out again."""
    with told.open() as store:
        store.save(turn(revision=3))
        talk(store, "c3", number=store.new_number() + 5)
    restored = bring(told, told, overwrite=True)
    assert restored.behind == ("c1", "c3")
    with told.open() as store:
        assert store.standing("c1") == standing(revision=3)
        assert store.standing("c3") is None
        assert store.verify() == ()
        assert store.new_number() == 3


def test_restoring_under_a_running_store_is_refused(told):
    """While a process has the log open its file is not pulled away."""
    with told.open() as store:
        with pytest.raises(InUse):
            bring(told, told, overwrite=True)
        store.save(turn(revision=3))
        assert store.verify() == ()


def test_a_damaged_log_can_be_restored_over(told):
    """The file that made the restore necessary does not stand in its way."""
    told.path.write_bytes(b"rubbish" * 1000)
    told.path.with_name("log.db-wal").write_bytes(b"rubbish")
    bring(told, told, overwrite=True)
    with told.open() as store:
        assert store.verify() == ()


def test_a_damaged_ledger_is_not_ignored(told):
    """It may know of erasures; moving it away is the operator's decision."""
    told.ledger.write_bytes(b"[]\n" + told.ledger.read_bytes())
    with pytest.raises(Unreadable, match="move it away"):
        bring(told, told, overwrite=True)


def test_another_keys_backup_is_refused(told, tmp_path):
    """It names the key that it needs."""
    other = Place(tmp_path / "other", OTHER_KEY)
    with pytest.raises(Unreadable, match=Keys(KEY).fingerprint):
        bring(told, other)
    assert not other.path.exists()


@pytest.mark.parametrize("name", ["log.db", "manifest.json"])
def test_a_damaged_backup_is_refused(told, elsewhere, name):
    """A flipped byte, or a missing part, and nothing is restored."""
    file = told.folder / "backup" / name
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(Unreadable):
        bring(told, elsewhere)
    file.unlink()
    with pytest.raises(Unreadable, match="not a backup"):
        bring(told, elsewhere)
    assert not elsewhere.path.exists()


def test_a_tampered_backup_is_not_put_in_place(told, elsewhere):
    """A backup taken of a log with a finding is refused, and nothing is left half done."""
    with told.tampering() as hand:
        hand.execute("UPDATE consultation SET route = 'refuse' WHERE id = 'c1'")
    shutil.rmtree(told.folder / "backup")
    with told.open() as store:
        backup(store, told.folder / "backup")
    with pytest.raises(Unsound) as caught:
        bring(told, elsewhere)
    assert [finding.kind for finding in caught.value.findings] == ["projection"]
    assert [path for path in elsewhere.folder.rglob("*") if path.is_file()] == []


def test_a_backup_is_not_overwritten(told):
    """Each backup has its own folder."""
    with told.open() as store, pytest.raises(FileExistsError):
        backup(store, told.folder / "backup")


def test_old_backups_of_this_log_are_deleted(told, tmp_path):
    """What is younger, of another log, no backup, or has something else beside it is left; the last is named."""
    kept = tmp_path / "kept"
    elsewhere = Place(tmp_path / "another log", OTHER_KEY)
    with elsewhere.open() as other:
        backup(other, kept / "another's", now=lambda: AT)
    with told.open() as store:
        for name, days in (("old", 0), ("with notes", 0), ("young", 20)):
            backup(store, kept / name, now=lambda days=days: AT + timedelta(days=days))
        (kept / "with notes" / "notes.txt").write_text("Do not throw away")
        (kept / "photos").mkdir()
        (kept / "a link").symlink_to(told.folder / "backup")
        done = expire(store, kept, 30, now=lambda: AT + timedelta(days=31))
    assert done == ((kept / "old",), (kept / "with notes",))
    assert {path.name for path in kept.iterdir()} == {"another's", "with notes", "young", "photos", "a link"}
    assert (told.folder / "backup" / "log.db").exists()


def test_a_backup_from_before_a_rotation_comes_back_under_the_new_key(told):
    """With the former key at hand, and with the erasures that were made since."""
    rotate(told.path, told.ledger, KEY, OTHER_KEY)
    now = Place(told.folder, OTHER_KEY)
    with now.open() as store:
        store.erase("c1")
    restored = bring(told, now, overwrite=True, backup_key=KEY)
    assert restored.erased == ("c1",)
    with now.open() as store:
        assert [found.consultation for found, _ in store.everything()] == ["c2"]
        assert store.verify() == ()


def test_backups_under_writing_are_whole(place, elsewhere):
    """Taken while turns are saved and erased, each backup restores and verifies."""
    stop = Signal()

    def write(store: SqliteStore) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            talk(store, f"w{number}", 2, number)
            if number % 5 == 0:
                store.erase(f"w{number - 1}")

    with place.open() as store:
        writer = Thread(target=write, args=[store])
        writer.start()
        for count in range(6):
            backup(store, place.folder / f"backup{count}")
        stop.set()
        writer.join()
        assert store.verify() == ()
    for count in range(6):
        restore(place.folder / f"backup{count}", elsewhere.path, KEY, elsewhere.ledger, overwrite=True)
        with elsewhere.open() as store:
            assert kinds(store) == set()


def test_a_backup_drill(place, elsewhere):
    """A hundred turns a second go on; the backup is the log as it stood at one moment, and so is what is restored."""
    folder = place.folder / "backup"
    with place.open() as store:
        for number in range(1, CASES + 1):
            case(store, number, "actor:SUP", f"tag:{number % 9}", status="closed" if number % 2 else "new")
        found = drill(store, folder, CASES + 1, SECONDS)
        assert store.verify() == ()
    held = deliveries(folder / "log.db")[CASES:]
    assert held[: len(found.before)] == found.before
    assert len(found.before) <= len(held) <= len(found.after) + 1
    state = contents(folder / "log.db")
    assert (found.manifest.consultations, found.manifest.entries) == (state["consultation"][0], state["event"][0])
    restored = bring(place, elsewhere)
    assert (restored.erased, restored.behind, restored.unaudited) == ((), (), 0)
    assert contents(elsewhere.path) == state
    with elsewhere.open() as store:
        assert store.verify() == ()
        assert [one.detail for _, one in store.audited(limit=10**6)] == [str(count) for count in range(len(held))]
        assert len(names(store, Wanted(words=("tag:1",), closed=True))) == len(range(1, CASES + 1, 18))
        for id in held:
            assert store.seen(id)
    assert contents(elsewhere.path) == state
