"""A report is published once: it reads the same for ever, whatever becomes of the log around it."""

import sqlite3
from contextlib import closing
from threading import Thread

import pytest

from bot.log.backup import backup, restore
from bot.log.rotation import rotate
from bot.store import Unreadable
from tests.log.scenes import AT, KEY, OTHER_KEY, Place, card, found, talk, turn

BODY = '{"quarter":"2026-Q3","figures":"as they were"}'
OTHER = '{"quarter":"2026-Q3","figures":"as they would be now"}'
KEPT = (("2026-Q3", BODY),)


@pytest.fixture
def reported(told: Place) -> Place:
    """A closed log in which one quarter is published."""
    with told.open() as store:
        store.publish_report("2026-Q3", BODY)
    return told


def test_the_first_one_stays(store):
    """Publishing again gives back what was published first, and changes nothing."""
    assert store.reports() == ()
    assert store.publish_report("2026-Q3", BODY) == BODY
    assert store.publish_report("2026-Q3", OTHER) == BODY
    assert store.publish_report("2025-Q4", OTHER) == OTHER
    assert store.reports() == (("2025-Q4", OTHER), *KEPT)
    assert store.verify() == ()


def test_two_that_publish_at_once_get_the_same(place):
    """Two leads, two processes: one report."""
    bodies = [f"body {n}" for n in range(4)]
    got: list[str] = []

    def publish(body: str) -> None:
        with place.open() as store:
            got.append(store.publish_report("2026-Q3", body))

    place.open().close()
    threads = [Thread(target=publish, args=[body]) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len(set(got)) == 1


def test_it_outlives_what_it_counted(reported):
    """Erased or gone on, the consultations change nothing in it; sent cards of nobody's don't either."""
    with reported.open() as store:
        store.erase("c1")
        store.save(turn("c2", revision=3, number=2).model_copy(update={"outgoing": (card(name=None),)}))
        store.sent("card")
        assert store.rebuild() == 1
        assert store.reports() == KEPT
        assert store.verify() == ()


def test_it_survives_a_new_master_key(reported):
    """Under the new key it reads the same, and can be published once only as before."""
    assert rotate(reported.path, reported.ledger, KEY, OTHER_KEY)
    with Place(reported.folder, OTHER_KEY).open() as store:
        assert store.reports() == KEPT
        assert store.publish_report("2026-Q3", OTHER) == BODY
        assert store.verify() == ()


def test_it_is_in_a_backup(reported, tmp_path):
    """On another machine it is there again."""
    elsewhere = Place(tmp_path / "another machine")
    with reported.open() as store:
        backup(store, reported.folder / "backup", now=lambda: AT)
    restore(reported.folder / "backup", elsewhere.path, elsewhere.key, elsewhere.ledger)
    with elsewhere.open() as store:
        assert store.reports() == KEPT


def test_nothing_of_it_lies_in_the_clear(reported):
    """On disk stand the quarter and a ciphertext."""
    on_disk = b"".join(path.read_bytes() for path in reported.path.parent.iterdir())
    assert b"figures" not in on_disk
    assert b"as they were" not in on_disk


@pytest.mark.parametrize("change", ["DELETE FROM report", "UPDATE report SET sealed = x'00'"])
def test_nobody_changes_or_deletes_it(reported, change):
    """The file itself refuses, whoever asks."""
    with closing(sqlite3.connect(reported.path)) as hand:
        with pytest.raises(sqlite3.IntegrityError, match="a published report is never"):
            hand.execute(change)


TAMPERED = {
    "UPDATE report SET sealed = zeroblob(length(sealed))": {"ciphertext"},
    "UPDATE report SET quarter = '2026-Q2'": {"missing", "ciphertext"},
    "DELETE FROM report": {"missing"},
}


@pytest.mark.parametrize("change", TAMPERED)
def test_a_report_that_was_tampered_with_is_found(reported, change):
    """Somebody who can write to the file gets past the refusal, and not past seal and ledger."""
    tampered(reported, change)
    assert found(reported) == {(None, kind) for kind in TAMPERED[change]}


def tampered(place: Place, change: str) -> None:
    """Do this to the reports, as somebody who can write to the file."""
    with place.tampering() as hand:
        hand.execute("DROP TRIGGER report_is_never_changed")
        hand.execute("DROP TRIGGER report_is_never_deleted")
        hand.execute(change)


def test_one_that_was_published_anew_is_found(reported):
    """Taken away, and published again with other figures: the ledger knows the first one."""
    tampered(reported, "DELETE FROM report")
    with reported.open() as store:
        assert store.publish_report("2026-Q3", OTHER) == OTHER
    assert found(reported) == {(None, "ciphertext")}


def test_a_report_that_is_not_what_was_sealed_is_not_read(reported):
    """It is refused, not shown."""
    tampered(reported, "UPDATE report SET sealed = zeroblob(length(sealed))")
    with reported.open() as store:
        with pytest.raises(Unreadable):
            store.reports()


def test_a_process_that_dies_before_it_told_the_ledger(reported, monkeypatch):
    """The report is published; the next one who opens the log tells the ledger."""
    with reported.open() as store:
        with monkeypatch.context() as patch:
            patch.setattr("bot.log.reports.tell", lambda *_: None)
            store.publish_report("2026-Q2", OTHER)
    reported.open().close()
    tampered(reported, "DELETE FROM report WHERE quarter = '2026-Q2'")
    assert found(reported) == {(None, "missing")}


def test_a_report_whose_key_is_gone_is_found(reported):
    """The store's own key belongs to it."""
    with reported.tampering() as hand:
        hand.execute("DELETE FROM data_key WHERE consultation = ''")
    assert (None, "ciphertext") in found(reported)


def test_when_the_log_began(place):
    """The first consultation that is left; nothing in an empty log, and drafts count for nothing."""
    with place.open() as store:
        assert store.begun() is None
        talk(store)
        assert store.begun() == AT
        store.erase("c1")
        assert store.begun() is None
