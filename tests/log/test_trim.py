"""Old lines of the audit log are blanked; their chain stays, and nobody else can blank one unseen."""

from datetime import timedelta

import pytest

from bot.log.rotation import rotate
from bot.record import Audited
from tests.log.scenes import ADA, AT, OTHER_KEY, found


def audited(store, days):
    """A line of each of these days."""
    for day in days:
        store.audit(Audited(at=AT + timedelta(days=day), by=ADA, action="read_case", number=day))


def test_lines_from_before_are_blanked_in_portions(place):
    """The others are read as before, under their numbers; the log is whole."""
    with place.open() as store:
        audited(store, range(5))
        assert [store.trim_audit(AT + timedelta(days=3), 2) for _ in range(3)] == [2, 1, 0]
        assert [(number, line.number) for number, line in store.audited()] == [(4, 3), (5, 4)]
        blank = store.ring.file.rows("SELECT seq FROM event WHERE consultation = '' AND sealed IS NULL")
        assert [row["seq"] for row in blank] == [1, 2, 3]
        audited(store, [5])
        assert store.verify() == ()


def test_a_new_master_key_keeps_it_whole(place):
    """How far it is blanked is signed anew."""
    with place.open() as store:
        audited(store, range(3))
        store.trim_audit(AT + timedelta(days=2))
    rotate(place.path, place.ledger, place.key, OTHER_KEY)
    with place.__class__(place.folder, OTHER_KEY).open() as store:
        assert store.verify() == ()
        assert [line.number for _, line in store.audited()] == [2]


@pytest.mark.parametrize("claimed", [False, True], ids=["without a row", "with a row of their own"])
def test_a_line_that_somebody_else_blanked_is_found(place, claimed):
    """Without the key nobody can say that it was our doing."""
    with place.open() as store:
        audited(store, range(3))
    with place.tampering() as hand:
        hand.execute("UPDATE event SET sealed = NULL WHERE consultation = '' AND seq = 2")
        if claimed:
            head = hand.execute("SELECT mac FROM event WHERE consultation = '' AND seq = 3").fetchone()[0]
            hand.execute("INSERT INTO trimmed VALUES (1, 3, ?, ?)", [head, bytes(32)])
    assert found(place) == {("", "ciphertext")}
