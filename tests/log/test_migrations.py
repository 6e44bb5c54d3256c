"""Logs of an earlier release: opened by this one they hold what they held, and are whole."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlite_utils import Database

from bot.log.cipher import mac
from bot.log.migrations import _TRIGGERS, migrations
from bot.record import DRAFT, Queued, Standing, Term, Turn
from tests.log.scenes import AT, Place, found, names, standing, turn


@dataclass(frozen=True)
class Release:
    """A schema that is out in the world: its last migration, what a standing holds since, and how to take that away."""

    last: str
    holds: dict[str, Any] = field(default_factory=dict)
    undone_by: tuple[str, ...] = ()


RELEASES = (
    Release("m002_append_only"),
    Release(
        "m003_saved_and_reminded",
        {"saved": ("SUP-A2",), "remind_on": "2027-03-12"},
        ("ALTER TABLE consultation DROP COLUMN saved", "ALTER TABLE consultation DROP COLUMN remind_on"),
    ),
    Release(
        "m004_review_queue",
        {"queued": Queued(status="waiting", words=("actor:SUP",))},
        ("DROP TABLE queue_word", "DROP TABLE queue"),
    ),
    Release("m005_lead_settings", undone_by=("DROP TABLE lead_setting",)),
    Release(
        "m006_retention",
        {"term": Term(kind="case", since=AT)},
        (
            *(f"DROP TABLE {table}" for table in ("term", "blanking", "daily", "trimmed", "log")),
            "DROP INDEX delivery_at",
            "DROP TRIGGER event_is_final",
            _TRIGGERS[1],
        ),
    ),
    Release("m007_examples", undone_by=("DROP TABLE example",)),
    Release("m010_reports", undone_by=("DROP TABLE report",)),
    Release("m011_attempts", undone_by=("ALTER TABLE outbox DROP COLUMN attempted",)),
)
"""Every schema so far, the first one first. The next one is one more row."""
NAMES = [release.last for release in RELEASES]
NEW = ("saved", "remind_on")
FORMER = (
    "id number person_hash person state route urgent revision started_at changed_at changed levers content entries head"
)


def held_since(release: Release) -> dict[str, Any]:
    """What a standing of this release can hold beyond the first one's."""
    until = RELEASES[: RELEASES.index(release) + 1]
    return {name: value for one in until for name, value in one.holds.items()}


def said_by(release: Release, told: Standing) -> Standing:
    """A standing that is written down as this release wrote it: without a word of what came later."""
    later = {name for one in RELEASES for name in one.holds} - set(held_since(release))

    class Said(Standing):
        unknown: ClassVar[set[str]] = later

        def model_dump_json(self, **wishes: Any) -> str:
            return super().model_dump_json(**{"exclude": self.unknown, **wishes})

    return Said.model_validate(told.model_dump())


def full(release: Release, folder: Path) -> Place:
    """A log as this release left it: a consultation with all that it can hold, a plain one, a draft, an erased one."""
    place = Place(folder)
    with place.open() as store:
        for number, update in enumerate([held_since(release), {}, {"route": DRAFT}, {}], start=1):
            told = turn(f"c{number}", 0, number)
            said = said_by(release, standing(f"c{number}", number).model_copy(update=update))
            store.save(told.model_copy(update={"standing": said}))
        store.erase("c4")
    with closing(sqlite3.connect(place.path, isolation_level=None)) as file:
        for later in reversed(RELEASES[RELEASES.index(release) + 1 :]):
            for statement in later.undone_by:
                file.execute(statement)
            file.execute("DELETE FROM _sqlite_migrations WHERE name = ?", [later.last])
    return place


def empty(release: Release, folder: Path) -> Place:
    """A new log of this release, in which nothing was said yet."""
    place = Place(folder)
    place.path.parent.mkdir(parents=True)
    after = dict(zip(NAMES, [*NAMES[1:], None], strict=True))[release.last]
    with closing(sqlite3.connect(place.path, isolation_level=None)) as file:
        migrations.apply(Database(file), stop_before=after)
    return place


def schema(place: Place) -> dict[str, list[tuple[Any, ...]]]:
    """The tables with their columns, the indexes and the triggers."""
    with closing(sqlite3.connect(place.path)) as file:
        made = [row[0] for row in file.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE '%sqlite%'")]
        return {name: file.execute(f"SELECT * FROM pragma_table_info('{name}')").fetchall() for name in made}


@pytest.mark.parametrize("release", RELEASES, ids=NAMES)
def test_the_former_logs_of_these_tests_are_true(release: Release, tmp_path: Path) -> None:
    """What is taken away from a full log leaves the tables that this release made."""
    assert schema(full(release, tmp_path / "full")) == schema(empty(release, tmp_path / "empty"))


@pytest.mark.parametrize("release", RELEASES, ids=NAMES)
def test_an_empty_log_of_any_release_is_taken_over(release: Release, tmp_path: Path) -> None:
    """It is whole, has the tables of a new one, and is written to."""
    place, fresh = empty(release, tmp_path / "former"), Place(tmp_path / "fresh")
    fresh.open().close()
    with place.open() as store:
        assert store.verify() == ()
        assert store.unqueued() == ()
        store.save(turn())
        assert store.standing("c1") == standing()
    assert schema(place) == schema(fresh)
    assert found(place) == set()


@pytest.mark.parametrize("release", RELEASES, ids=NAMES)
def test_a_full_log_of_any_release_is_taken_over(release: Release, tmp_path: Path) -> None:
    """It is whole and read as it was; it is written to, derived anew, and its cases get their place in the queue."""
    place = full(release, tmp_path)
    assert found(place) == set()
    before = standing().model_copy(update=held_since(release))
    plain = standing("c2", 2)
    with place.open() as store:
        assert (store.standing("c1"), store.standing("c2"), store.standing("c4")) == (before, plain, None)
        assert store.events("c1") == turn().events
        assert len(store.waiting()) == len(store.claim_due(AT)) == 3
        placed = {} if before.queued and before.term else {"c1": before}
        draft = standing("c3", 3).model_copy(update={"route": DRAFT})
        assert {one.consultation: one for one in store.unqueued()} == {**placed, "c2": plain, "c3": draft}
        for one in store.unqueued():
            place = None if one.route == DRAFT else one.queued or Queued(words=("actor:JV",))
            store.enqueue(one.model_copy(update={"queued": place, "term": Term(kind="case", since=AT)}))
        assert names(store) == ["c1", "c2"]
        assert store.unqueued() == store.verify() == ()
        store.save(turn(revision=1).model_copy(update={"standing": standing(revision=2)}))
        store.save(Turn(delivery="d", revision=1, standing=plain.model_copy(update={"revision": 2, **NOW})))
        kept = list(store.everything())
        assert store.rebuild() == 3
        assert list(store.everything()) == kept
        assert store.verify() == ()


NOW = {name: value for release in RELEASES for name, value in release.holds.items()}


@pytest.fixture
def former(tmp_path: Path) -> Place:
    """A log of the first release."""
    return full(RELEASES[0], tmp_path)


def test_the_seal_of_a_row_from_before_is_made_of_its_columns(former: Place) -> None:
    """Of these, in this order: an earlier release made it so, and a migration can't make it anew."""
    with former.open() as store:
        for row in store.ring.file.rows("SELECT * FROM consultation"):
            said = [row[name].hex() if isinstance(row[name], bytes) else row[name] for name in FORMER.split()]
            assert row["seal"] == mac(store.ring.keys.chain, "standing", said)


def test_what_is_added_later_is_sealed(former: Place) -> None:
    """A row that got something to hold is sealed with it: to empty it, or to fill another, is found."""
    later = standing(revision=2).model_copy(update={"saved": ("SUP-A2",), "remind_on": "2027-03-12"})
    with former.open() as store:
        store.save(turn(revision=1).model_copy(update={"standing": later}))
        assert store.standing("c1") == later
        assert store.verify() == ()
        assert store.rebuild() == 3
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
    """Opening a log again changes no table; the last migration has its row among the releases."""
    with closing(sqlite3.connect(told.path)) as file:
        applied = [row[0] for row in file.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert applied == ["m001_tables", *NAMES]
        assert migrations.pending(Database(file)) == []


def test_a_standing_from_before_has_nothing_saved() -> None:
    """The standings among the entries of an earlier release say nothing of it, and are read."""
    old = said_by(RELEASES[0], standing()).model_dump_json()
    assert not set(NOW) & set(json.loads(old))
    assert Standing.model_validate_json(old) == standing()
