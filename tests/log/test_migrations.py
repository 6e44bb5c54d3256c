"""Logs of an earlier release: opened by this one they hold what they held, and are whole."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from bot.log.cipher import mac
from bot.log.migrations import migrations
from bot.record import Standing
from tests.log.scenes import Place, found, standing, turn

FORMER_LACKS = ("m003_saved_and_reminded", "m004_review_queue", "m007_examples", "m010_reports")
LATEST = FORMER_LACKS[-1]
NEW = ("saved", "remind_on")
FORMER = (
    "id number person_hash person state route urgent revision started_at changed_at changed levers content entries head"
)


@pytest.fixture
def former(told: Place) -> Place:
    """The log as the release before the last migration left it: its columns, its rows, its seals."""
    with closing(sqlite3.connect(told.path, isolation_level=None)) as file:
        for column in NEW:
            file.execute(f"ALTER TABLE consultation DROP COLUMN {column}")
        for table in ("queue_word", "queue", "example", "report"):
            file.execute(f"DROP TABLE {table}")
        for name in FORMER_LACKS:
            file.execute("DELETE FROM _sqlite_migrations WHERE name = ?", [name])
    return told


def columns(place: Place) -> set[str]:
    """The columns of the projection."""
    with closing(sqlite3.connect(place.path)) as file:
        return {row[1] for row in file.execute("PRAGMA table_info(consultation)")}


def test_a_log_from_before_is_whole_after_the_migration(former: Place) -> None:
    """Its rows were sealed before the columns were there, and the seals hold."""
    assert not set(NEW) & columns(former)
    assert found(former) == set()
    assert set(NEW) <= columns(former)
    with former.open() as store:
        assert store.standing("c1") == standing(revision=3)


def test_the_seal_of_a_row_from_before_is_made_of_its_columns(former: Place) -> None:
    """Of these, in this order: an earlier release made it so, and a migration can't make it anew."""
    with former.open() as store:
        for row in store.ring.file.rows("SELECT * FROM consultation"):
            said = [row[name].hex() if isinstance(row[name], bytes) else row[name] for name in FORMER.split()]
            assert row["seal"] == mac(store.ring.keys.chain, "standing", said)


def test_a_fresh_log_has_the_same_tables(former: Place, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Migrated or new, the columns are the same."""
    fresh = Place(tmp_path_factory.mktemp("fresh"))
    fresh.open().close()
    former.open().close()
    assert columns(former) == columns(fresh)


def test_what_is_added_later_is_sealed(former: Place) -> None:
    """A row that got something to hold is sealed with it: to empty it, or to fill another, is found."""
    later = standing(revision=4).model_copy(update={"saved": ("SUP-A2",), "remind_on": "2027-03-12"})
    with former.open() as store:
        store.save(turn(revision=3).model_copy(update={"standing": later}))
        assert store.standing("c1") == later
        assert store.verify() == ()
        assert store.rebuild() == 2
        assert store.standing("c1") == later
    for change in ("saved = '[]', remind_on = ''", "saved = '[]'", "remind_on = ''", "saved = '[\"GOV-C3\"]'"):
        assert ("c1", "projection") in after(former, "c1", change), change
    for change in ("saved = '[\"GOV-C3\"]'", "remind_on = '2027-03-12'"):
        assert ("c2", "projection") in after(former, "c2", change), change


def after(place: Place, consultation: str, change: str) -> set[tuple[str | None, str]]:
    """What is found once somebody has changed a row; the row is put back."""
    with closing(sqlite3.connect(place.path, isolation_level=None)) as hand:
        before = hand.execute("SELECT saved, remind_on FROM consultation WHERE id = ?", [consultation]).fetchone()
        hand.execute(f"UPDATE consultation SET {change} WHERE id = ?", [consultation])
        seen = found(place)
        hand.execute("UPDATE consultation SET saved = ?, remind_on = ? WHERE id = ?", [*before, consultation])
    assert found(place) == set()
    return seen


def test_the_migrations_are_applied_in_order_and_once(told: Place) -> None:
    """Opening a log again changes no table."""
    with closing(sqlite3.connect(told.path)) as file:
        names = [row[0] for row in file.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert names[-1] == LATEST
        assert len(names) == len(set(names)) == 6
        assert migrations.pending(Database(file)) == []


def test_a_standing_from_before_has_nothing_saved() -> None:
    """The standings among the entries of an earlier release say nothing of it, and are read."""
    old = standing().model_dump(mode="json", exclude=set(NEW))
    assert Standing.model_validate(old) == standing()
