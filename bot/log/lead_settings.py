"""What leads set for themselves: whose it is stands as a keyed hash, what it says is sealed with the store's own key.

A setting is no entry of a chain: a new one takes the place of the last, and what it said before is gone.
"""

import logging
from collections.abc import Iterable, Iterator

from bot.log.cipher import DataKey, Keys
from bot.log.database import Row
from bot.log.keyring import OWN, KeyRing
from bot.record import Person, Setting
from bot.store import Stale, Unreadable

_log = logging.getLogger(__name__)


def put(ring: KeyRing, settings: Iterable[Setting]) -> None:
    """Keep settings, each in the place of the person's last of that name; one without a body takes it away."""
    for setting in settings:
        whose = [ring.keys.person(setting.person), setting.name]
        ring.file.run("DELETE FROM lead_setting WHERE person_hash = ? AND name = ?", whose)
        if setting.body is not None:
            sealed = ring.own().seal(setting.model_dump_json().encode(), 0, _place(setting.name))
            ring.file.run("INSERT INTO lead_setting (person_hash, name, sealed) VALUES (?, ?, ?)", [*whose, sealed])


def of(ring: KeyRing, person: Person, name: str) -> Setting | None:
    """A person's setting, or None."""
    query = "SELECT * FROM lead_setting WHERE person_hash = ? AND name = ?"
    return next(_readable(ring, ring.file.rows(query, [ring.keys.person(person), name])), None)


def named(ring: KeyRing, name: str) -> tuple[Setting, ...]:
    """Everybody's settings of a name."""
    return tuple(_readable(ring, ring.file.rows("SELECT * FROM lead_setting WHERE name = ?", [name])))


def rehash(ring: KeyRing, fresh: Keys) -> None:
    """Find each by the hash that its person has under another master key."""
    for row in ring.file.rows("SELECT * FROM lead_setting"):
        whose = fresh.person(_said(ring.need(OWN), ring.keys, row).person)
        values = [whose, row["person_hash"], row["name"]]
        ring.file.run("UPDATE lead_setting SET person_hash = ? WHERE person_hash = ? AND name = ?", values)


def damaged(ring: KeyRing, key: DataKey | None) -> list[str]:
    """The names of settings that are not what was sealed there, once for each."""
    rows = ring.file.rows("SELECT * FROM lead_setting ORDER BY name")
    return [row["name"] for row in rows if not _is_whole(key, ring.keys, row)]


def _readable(ring: KeyRing, rows: list[Row]) -> Iterator[Setting]:
    # One damaged row must not hold up an urgent alert; `verify` names it.
    for row in rows:
        try:
            yield _said(ring.need(OWN), ring.keys, row)
        except (Unreadable, Stale):
            _log.error("a setting (%s) can't be decrypted; it stays where it is", row["name"])


def _said(key: DataKey, keys: Keys, row: Row) -> Setting:
    setting = Setting.model_validate_json(key.unseal(row["sealed"], 0, _place(row["name"])))
    if keys.person(setting.person) != row["person_hash"]:
        raise Unreadable(f"a setting ({row['name']}) stands under another person")
    return setting


def _is_whole(key: DataKey | None, keys: Keys, row: Row) -> bool:
    try:
        return key is not None and bool(_said(key, keys, row))
    except Unreadable:
        return False


def _place(name: str) -> str:
    return f"setting {name}"
