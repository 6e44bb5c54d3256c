"""What leads set for themselves: kept sealed, replaced, forgotten, and theirs under any master key."""

import pytest

from bot.log.backup import backup, restore
from bot.log.rotation import rotate
from bot.record import Audited, Setting, Turn
from bot.store import Repeated, Stale
from tests.log.scenes import ADA, AT, BEN, CANARY, KEY, OTHER_KEY, Place, found, turn

AWAY = {"first": "2026-12-20", "last": "2027-01-05"}
OWN = ""


def sets(store, *settings: Setting, delivery: str = "d") -> None:
    """Somebody sets something."""
    store.save(Turn(delivery=delivery, settings=settings))


@pytest.fixture
def set_up(told: Place) -> Place:
    """A closed log in which two people have set something."""
    with told.open() as store:
        sets(store, Setting(person=ADA, name="away", body=AWAY), Setting(person=BEN, name="away", body={"x": CANARY}))
        sets(store, Setting(person=ADA, name="filters", body={"mine": CANARY}), delivery="e")
    return told


def test_a_setting_is_its_person_s(set_up: Place) -> None:
    """It is read by person and name, or by name alone; another person has another one."""
    with set_up.open() as store:
        assert store.setting(ADA, "away") == AWAY
        assert store.setting(ADA, "filters") == {"mine": CANARY}
        assert store.setting(BEN, "filters") is None
        assert {setting.person for setting in store.settings("away")} == {ADA, BEN}
        assert store.settings("nothing") == ()


def test_a_new_one_takes_the_place_of_the_last(set_up: Place) -> None:
    """One without a body takes it away."""
    with set_up.open() as store:
        sets(store, Setting(person=ADA, name="away", body={"first": "2027-02-01"}), delivery="f")
        assert store.setting(ADA, "away") == {"first": "2027-02-01"}
        sets(store, Setting(person=ADA, name="away"), delivery="g")
        assert store.setting(ADA, "away") is None and store.setting(BEN, "away")
        assert store.verify() == ()


def test_a_turn_is_kept_wholly_or_not_at_all(set_up: Place) -> None:
    """A delivery that was seen, or one for a case that moved on, sets nothing."""
    gone = Setting(person=ADA, name="away")
    with set_up.open() as store:
        with pytest.raises(Repeated):
            sets(store, gone)
        with pytest.raises(Stale):
            store.save(turn(revision=1).model_copy(update={"delivery": "late", "settings": (gone,)}))
        assert store.setting(ADA, "away") == AWAY


def test_a_setting_and_its_line_in_the_audit_log_are_one(set_up: Place) -> None:
    """Both are there."""
    line = Audited(at=AT, by=ADA, action="set_away")
    with set_up.open() as store:
        store.save(Turn(delivery="f", audited=(line,), settings=(Setting(person=ADA, name="away"),)))
        assert [kept for _, kept in store.audited()] == [line]
        assert store.verify() == ()


def test_nothing_of_it_is_on_disk_in_the_clear(set_up: Place) -> None:
    """Neither what was set nor by whom."""
    on_disk = b"".join(path.read_bytes() for path in set_up.path.parent.iterdir())
    assert not [word for word in (CANARY, ADA.user, "2026-12-20") if word.encode() in on_disk]


CHANGES = {
    "words": "UPDATE lead_setting SET sealed = randomblob(120) WHERE name = 'filters'",
    "person": "UPDATE lead_setting SET person_hash = randomblob(32) WHERE name = 'filters'",
    "name": "UPDATE lead_setting SET name = 'other' WHERE name = 'filters'",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_setting_is_found_and_holds_up_nothing(set_up: Place, change: str) -> None:
    """By `verify`; whoever reads it reads nothing, and everybody else's is there."""
    with set_up.tampering() as hand:
        hand.execute(change)
    assert found(set_up) == {(OWN, "ciphertext")}
    with set_up.open() as store:
        assert store.setting(ADA, "filters") is None
        assert store.settings("other") == ()
        assert len(store.settings("away")) == 2


def test_a_new_master_key_leaves_them_where_they_are(set_up: Place) -> None:
    """They are found by the new hashes of their people."""
    rotate(set_up.path, set_up.ledger, KEY, OTHER_KEY)
    with Place(set_up.folder, OTHER_KEY).open() as store:
        assert store.setting(ADA, "away") == AWAY and len(store.settings("away")) == 2
        assert store.verify() == ()


def test_a_backup_holds_them(set_up: Place, tmp_path) -> None:
    """What was set when it was taken comes back with it."""
    with set_up.open() as store:
        backup(store, tmp_path / "backup")
        sets(store, Setting(person=ADA, name="away"), delivery="f")
    restore(tmp_path / "backup", set_up.path, KEY, set_up.ledger, overwrite=True)
    with set_up.open() as store:
        assert store.setting(ADA, "away") == AWAY
        assert store.verify() == ()
