"""After an erasure, not a byte is left of what was erased."""

import os
import shutil
import sqlite3

import pytest

from bot.log import SqliteStore
from bot.log.backup import backup, restore
from bot.record import Person
from tests.log.scenes import AT, CANARY, KEY, Place, case, line, talk, turn


def wrapped_keys(store: SqliteStore) -> dict[str, bytes]:
    """The wrapped data keys, as they lie in the database."""
    rows = store.ring.file.rows("SELECT consultation, wrapped FROM data_key")
    return {row["consultation"]: row["wrapped"] for row in rows}


def ciphertexts(store: SqliteStore, name: str) -> list[bytes]:
    """The ciphertexts of a consultation."""
    rows = store.ring.file.rows("SELECT sealed FROM event WHERE consultation = ?", [name])
    return [row["sealed"] for row in rows]


def bytes_on_disk(place: Place) -> bytes:
    """Every byte of the database, its write-ahead log, its shared memory and the ledger."""
    return b"".join(path.read_bytes() for path in sorted(place.folder.rglob("*")) if path.is_file())


def test_no_word_is_ever_on_disk(place):
    """What a person typed, and who they are, is nowhere in clear, erased or not."""
    with place.open() as store:
        talk(store)
        store.sent("card-c1-0", "ts-secret-reference")
        case(store, 2, "tag:secret-mill", owner=Person(channel="slack", workspace="T1", user="U-owner"))
        store.audit(line("secret-detail"))
        written = bytes_on_disk(place)
    for word in (CANARY, "U-ada", "D-ada", "ts-secret-reference", "secret-mill", "U-owner", "secret-detail"):
        assert word.encode() not in written
        assert word.encode() not in bytes_on_disk(place)


def test_an_erased_key_is_nowhere(place):
    """No byte of the wrapped key, in the database, the write-ahead log or the shared memory."""
    with place.open() as store:
        talk(store)
        key = wrapped_keys(store)["c1"]
        sealed = ciphertexts(store, "c1")
        assert key in bytes_on_disk(place)
        assert store.erase("c1")
        left = bytes_on_disk(place)
        assert not any(found[:16] in left for found in [key, *sealed])
        assert place.path.with_name("log.db-wal").stat().st_size == 0


@pytest.mark.parametrize("seed", range(3))
def test_erasing_many_leaves_nothing_of_any(place, seed):
    """Pages that split and merged under many consultations keep no stale copy of an erased key or text."""
    names = [os.urandom(8).hex() for _ in range(150)]
    with place.open() as store:
        for revision in range(2):
            for number, name in enumerate(names):
                store.save(turn(name, revision, number + 1))
        keys, texts = wrapped_keys(store), {name: ciphertexts(store, name) for name in names}
        hashes = [row["person"] for row in store.ring.file.rows("SELECT person FROM consultation ORDER BY number")]
        for name in names[seed::2]:
            assert store.erase(name)
        left = bytes_on_disk(place)
        assert [name for name in names[seed::2] if keys[name] in left] == []
        assert [name for name in names[seed::2] if any(text[12:] in left for text in texts[name])] == []
        assert [found for found in hashes[seed::2] if found[12:] in left] == []
        assert store.verify() == ()


def facets(store: SqliteStore) -> dict[str, list[bytes]]:
    """What the leads' queue keeps of each case, as it lies in the database: its digests, its ciphertext, its seal."""
    kept: dict[str, list[bytes]] = {}
    for row in store.ring.file.rows("SELECT consultation, sealed, seal FROM queue JOIN data_key USING (id)"):
        kept[row["consultation"]] = [row["sealed"][12:], row["seal"]]
    for row in store.ring.file.rows("SELECT consultation, word FROM queue_word JOIN data_key USING (id)"):
        kept[row["consultation"]].append(row["word"].to_bytes(8, signed=True))
    return kept


@pytest.mark.parametrize("seed", range(3))
def test_an_erased_case_leaves_nothing_in_the_queue(place, seed):
    """No byte of its row, nor of a facet that it alone had, though many cases came, moved and went beside it."""
    with place.open() as store:
        for turns in range(2):
            for number in range(1, 121):
                case(store, number, f"tag:{number}", f"tag:{number % 7}", status="closed" if turns else "new")
        kept = facets(store)
        common = {word for words in kept.values() for word in words if sum(word in of for of in kept.values()) > 1}
        gone = [f"c{number}" for number in range(1, 121)][seed::2]
        for name in gone:
            assert store.erase(name)
        left = bytes_on_disk(place)
        assert [name for name in gone if any(word in left for word in set(kept[name]) - common)] == []
        assert store.verify() == ()


def test_an_erasure_waits_for_nobody_else_to_be_reading(place):
    """While another process holds the old pages it says so; once they are let go, erasing again is enough."""
    with place.open() as store:
        talk(store)
        key = wrapped_keys(store)["c1"]
        store.ring.file.run("PRAGMA busy_timeout = 50")
        reader = sqlite3.connect(place.path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM event").fetchone()
        with pytest.raises(TimeoutError, match="erase again"):
            store.erase("c1")
        assert store.standing("c1") is None
        reader.close()
        assert store.erase("c1")
        assert key not in bytes_on_disk(place)


def test_an_older_backup_does_not_bring_it_back(place):
    """Restoring from before the erasure erases again: no byte of the key in the restored log."""
    folder = place.folder / "backup"
    with place.open() as store:
        talk(store)
        talk(store, "c2", number=2)
        key = wrapped_keys(store)["c1"]
        backup(store, folder)
        store.erase("c1")
        talk(store, "c3", number=3)
        store.erase("c3")
    restored = restore(folder, place.path, KEY, place.ledger, overwrite=True)
    assert restored.erased == ("c1",)
    shutil.rmtree(folder)
    with place.open() as store:
        assert key not in bytes_on_disk(place)
        assert CANARY.encode() not in bytes_on_disk(place)
        assert store.events("c1") == ()
        assert store.standing("c2") is not None
        assert store.ledger.account.erased == {"c1", "c3"}
        assert store.verify() == ()


def test_what_was_posted_can_be_blanked_in_the_chat(store):
    """Before it is erased, a consultation can say where its cards went."""
    talk(store, turns=2)
    store.sent("card-c1-1", "ts-7")
    assert store.posted("c1") == (("D-ada", "ts-7"),)
    store.erase("c1")
    assert store.posted("c1") == ()


def test_an_erasure_that_was_killed_is_completed(place):
    """Killed after the commit: opening the log tells the ledger and empties the write-ahead log."""
    with place.open() as store:
        talk(store)
        key = wrapped_keys(store)["c1"]
        ledger = place.ledger.read_bytes()
        store.ring.file.flush()
        store.ring.file.run("PRAGMA wal_autocheckpoint = 0")
        store.save(turn(revision=3))
        store.erase("c1")
        place.ledger.write_bytes(ledger)
    with place.open() as store:
        assert "c1" in store.ledger.account.erased
        assert key not in bytes_on_disk(place)
        assert store.verify() == ()


DAMAGE = {
    "its row": "UPDATE consultation SET person = zeroblob(40) WHERE id = 'c1'",
    "its entries": "UPDATE event SET sealed = zeroblob(40) WHERE consultation = 'c1'",
    "its cards": "UPDATE outbox SET sealed = zeroblob(40) WHERE consultation = 'c1'",
    "its key": "UPDATE data_key SET wrapped = randomblob(60) WHERE consultation = 'c1'",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_can_not_be_read_is_erased_all_the_same(told, damage):
    """Whoever damages a consultation does not keep it from being erased; others are as they were."""
    with told.tampering() as hand:
        hand.execute(DAMAGE[damage])
    with told.open() as store:
        assert store.erase("c1")
        assert set(wrapped_keys(store)["c1"]) == {0}
        assert (store.events("c1"), store.standing("c1")) == ((), None)
        assert len(store.events("c2")) == 6


def test_erasures_are_dated(store):
    """An erasure says when it was, and nothing else of what was there."""
    talk(store)
    store.erase("c1")
    row = store.ring.file.rows("SELECT * FROM erasure")[0]
    assert row["at"] == AT.timestamp() * 1_000_000


def test_only_the_owner_may_read_the_files(place):
    """Database and ledger are the service's own."""
    with place.open() as store:
        talk(store)
        modes = {path.name: path.stat().st_mode & 0o077 for path in (place.path, place.ledger)}
    assert modes == {"log.db": 0, "ledger": 0}
