"""Tampering with the leads' queue and with the audit log, by someone without the key, is found."""

import shutil
import sqlite3

import pytest

from bot.record import DRAFT, Turn
from bot.store import Unreadable
from tests.log.scenes import Place, case, found, kinds, line, names, standing


@pytest.fixture
def told(place: Place) -> Place:
    """A closed log: two cases, one closed, a consultation without a place, an erased case, five audit lines."""
    with place.open() as store:
        case(store, 1, "actor:SUP", "tag:mill")
        case(store, 2, "actor:JV", minutes=1)
        case(store, 2, "actor:JV", minutes=1, status="closed")
        case(store, 3, "actor:SUP")
        store.erase("c3")
        for number in range(1, 6):
            store.audit(line(str(number)))
    return place


ID = "(SELECT id FROM data_key WHERE consultation = '{}')"
ONE, TWO, GONE = (ID.format(name) for name in ("c1", "c2", "c3"))
FIRST = f"(SELECT MIN(word) FROM queue_word WHERE id = {ONE})"
QUEUE = {
    "opened": f"UPDATE queue SET open = 0 WHERE id = {ONE}",
    "moved": f"UPDATE queue SET place = place - 1 WHERE id = {ONE}",
    "sealed": f"UPDATE queue SET sealed = randomblob(200) WHERE id = {ONE}",
    "seal": f"UPDATE queue SET seal = randomblob(32) WHERE id = {ONE}",
    "another's": f"UPDATE queue SET sealed = (SELECT sealed FROM queue WHERE id = {TWO}) WHERE id = {ONE}",
    "gone": f"DELETE FROM queue WHERE id = {ONE}",
    "row gone": f"DELETE FROM queue_word WHERE id = {ONE}; DELETE FROM queue WHERE id = {ONE}",
    "facet gone": f"DELETE FROM queue_word WHERE id = {ONE} AND word = {FIRST}",
    "facets gone": f"DELETE FROM queue_word WHERE id = {ONE}",
    "facet more": f"INSERT INTO queue_word VALUES (7, 1, 7, {ONE})",
    "facet twice": f"INSERT INTO queue_word SELECT word, 0, place, id FROM queue_word WHERE id = {ONE}",
    "facet moved": f"UPDATE queue_word SET place = place + 1 WHERE id = {ONE}",
    "facet closed": f"UPDATE queue_word SET open = 0 WHERE id = {ONE}",
    "facet of another": f"UPDATE queue_word SET word = word + 1 WHERE id = {ONE}",
}


@pytest.mark.parametrize("change", QUEUE.values(), ids=QUEUE)
def test_a_changed_place_in_the_queue_is_found_and_mended(told: Place, change: str) -> None:
    """A row or a facet that was edited, added or taken away: found, and building the projection anew mends it."""
    with told.tampering() as hand:
        hand.executescript(change)
    with told.open() as store:
        assert kinds(store) == {("c1", "projection")}
        assert store.rebuild() == 2
        assert store.verify() == ()
        assert names(store) == ["c1"]


def rows_of(hand: sqlite3.Connection) -> dict[str, list[tuple]]:
    """The rows of the queue."""
    return {table: hand.execute(f"SELECT * FROM {table}").fetchall() for table in ("queue", "queue_word")}


def put_back(hand: sqlite3.Connection, rows: dict[str, list[tuple]]) -> None:
    """The rows of the queue as they were then."""
    for table, kept in rows.items():
        hand.execute(f"DELETE FROM {table}")
        hand.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(kept[0]))})", kept)


@pytest.mark.parametrize("later", [{"status": "closed"}, {"urgent": True}, {"minutes": 5}], ids=str)
def test_an_old_place_put_back_is_found(place: Place, later: dict) -> None:
    """True rows of the queue from a turn ago: the entries lead elsewhere."""
    with place.open() as store:
        case(store, 1, "actor:SUP")
    with place.tampering() as hand:
        before = rows_of(hand)
    with place.open() as store:
        case(store, 1, "actor:SUP", **later)
        assert store.verify() == ()
        hand = sqlite3.connect(place.path, isolation_level=None)
        put_back(hand, before)
        hand.close()
        assert kinds(store) == {("c1", "projection")}


def test_a_place_for_what_has_none_is_found(place: Place) -> None:
    """Somebody copies facets so that a draft, which only its writer reads, comes up in the leads' queue."""
    with place.open() as store:
        case(store, 1, "actor:SUP")
        draft = standing("c2", 2).model_copy(update={"route": DRAFT})
        store.save(Turn(delivery="typed", standing=draft))
    with place.tampering() as hand:
        hand.execute(f"INSERT INTO queue_word SELECT word, open, place, {TWO} FROM queue_word WHERE id = {ONE}")
    assert found(place) == {("c2", "projection")}


def test_a_place_of_an_erased_case_that_is_back_is_found(told: Place) -> None:
    """The facets alone would say what it was about."""
    with told.tampering() as hand:
        hand.execute(f"INSERT INTO queue_word SELECT word, open, place, {GONE} FROM queue_word WHERE id = {ONE}")
    assert found(told) == {("c3", "rolled_back")}


AUDIT = {
    "text": ("UPDATE event SET sealed = randomblob(300) WHERE consultation = '' AND seq = 2", {"ciphertext"}),
    "another line": (
        "UPDATE event SET sealed = (SELECT sealed FROM event WHERE consultation = '' AND seq = 3) "
        "WHERE consultation = '' AND seq = 2",
        {"ciphertext"},
    ),
    "kind": ("UPDATE event SET kind = 'noted' WHERE consultation = '' AND seq = 2", {"chain", "ciphertext"}),
    "from the middle": ("DELETE FROM event WHERE consultation = '' AND seq = 2", {"chain", "cut"}),
    "its tail": ("DELETE FROM event WHERE consultation = '' AND seq > 3", {"cut"}),
    "all of it": ("DELETE FROM event WHERE consultation = ''", {"missing"}),
    "its key": ("UPDATE data_key SET wrapped = zeroblob(60) WHERE consultation = ''", {"ciphertext"}),
    "key and all": (
        "DELETE FROM event WHERE consultation = ''; DELETE FROM data_key WHERE consultation = ''",
        {"missing", "ciphertext"},
    ),
}


@pytest.mark.parametrize(("change", "kind"), AUDIT.values(), ids=AUDIT)
def test_a_changed_audit_log_is_found(told: Place, change: str, kind: set[str]) -> None:
    """A line that was changed, moved or taken away, at the end or in the middle, or all of them."""
    with told.tampering() as hand:
        hand.executescript(change)
    assert found(told) == {("", one) for one in kind}


def test_an_audit_log_that_was_cut_is_found_for_ever(told: Place) -> None:
    """Writing on, up to and beyond where it had been, does not cover it up."""
    with told.tampering() as hand:
        hand.execute("DELETE FROM event WHERE consultation = '' AND seq > 3")
    with told.open() as store:
        for number in range(4, 9):
            store.audit(line(str(number)))
        assert ("", "cut") in kinds(store)
    assert ("", "cut") in found(told)


def test_an_old_audit_log_put_back_is_found(told: Place) -> None:
    """A file from before the last line, though nothing else has happened since."""
    shutil.copy(told.path, told.folder / "old")
    with told.open() as store:
        store.audit(line("looked at everything"))
    shutil.copy(told.folder / "old", told.path)
    assert found(told) == {("", "cut")}


def test_a_changed_audit_line_is_not_read(told: Place) -> None:
    """It is Unreadable, never shown as if it were true; the lines before it are read."""
    with told.tampering() as hand:
        hand.execute(AUDIT["text"][0])
    with told.open() as store:
        assert [found.detail for _, found in store.audited(limit=1)] == ["1"]
        with pytest.raises(Unreadable):
            store.audited()


def test_audit_lines_that_were_not_told_are_told(told: Place) -> None:
    """Killed between the database and the ledger: opening the log tells the ledger."""
    before = told.ledger.read_bytes()
    with told.open() as store:
        store.audit(line("6"))
    told.ledger.write_bytes(before)
    with told.open() as store:
        assert store.verify() == ()
        assert store.ledger.account.reached[""].entries == 6
