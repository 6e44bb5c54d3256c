"""What still stands in a chat of consultations that are erased, or withdrawn from a reader.

It is written in the transaction of the erasure or of the withdrawal. It outlives the consultation's key, so it is
sealed under the store's own. A row goes when the chat's message has gone.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.log import projection, queue
from bot.log.cipher import DataKey
from bot.log.database import Row
from bot.log.keyring import KeyRing
from bot.places import REACHED, Place, place_of
from bot.record import DRAFT, Person, Posted, Standing
from bot.store import Unreadable

_log = logging.getLogger(__name__)


def left_by(ring: KeyRing, consultation: str) -> list[Posted]:
    """What stands in the chat of a consultation that is about to be erased, and of whom a list is shown."""
    standing = _standing(ring, consultation)
    number = standing.number if standing and standing.route != DRAFT else 0
    found = [Posted(**row, consultation=consultation, number=number) for row in queue.left(ring, consultation)]
    if number and standing and standing.person.channel in REACHED:
        home = _home_of(standing.person)
        found.append(Posted(id=f"{consultation}:home", **home, consultation=consultation, number=number))
    return found


def shown_to(ring: KeyRing, standing: Standing, person: Person) -> list[Posted]:
    """What stands of a consultation in the chats of somebody who may read it no longer."""
    if person.channel not in REACHED:
        return []
    about = {"consultation": standing.consultation, "number": standing.number, "withdrawn": True}
    found = [Posted(**row, **about) for row in queue.left(ring, standing.consultation) if _is_at(row["place"], person)]
    return [*found, Posted(id=f"{standing.consultation}:home:{person.user}", **_home_of(person), **about)]


def _home_of(person: Person) -> dict[str, str]:
    """Where a person's list stands."""
    return {"place": str(Place(person.channel, "home", person.user)), "reference": person.workspace}


def _is_at(said: str, person: Person) -> bool:
    place = place_of(said)
    return place is not None and (place.channel, place.name.partition(":")[0]) == (person.channel, person.user)


def put(ring: KeyRing, posted: Iterable[Posted]) -> None:
    """Put these on the list; one that is there is written anew."""
    for one in posted:
        sealed = ring.own().seal(one.model_dump_json().encode(), 0, f"blank {one.id}")
        ring.file.run(
            "INSERT INTO blanking (id, sealed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
            [one.id, sealed],
        )


def arrived(ring: KeyRing, id: str, reference: str) -> None:
    """A card that was on its way when its consultation was erased stands there now."""
    row = ring.file.row("SELECT * FROM blanking WHERE id = ?", [id])
    if row is not None and reference and not reference.startswith("dead:"):
        put(ring, [_read(ring.own(), row).model_copy(update={"reference": reference})])


def waiting(ring: KeyRing, limit: int, channel: str = "") -> tuple[Posted, ...]:
    """The last ones on the list first: who erases now does not wait for what a day's retention has left.

    Those of one channel, where one is named: what another can't take back holds nothing up here.
    """
    with ring.file.reading():
        rows = ring.file.each("SELECT * FROM blanking ORDER BY line DESC")
        found = (one for one in _readable(ring, rows) if not channel or _is_of(one, channel))
        return tuple(islice(found, None if limit < 0 else limit))


def _is_of(one: Posted, channel: str) -> bool:
    place = place_of(one.place)
    return place is not None and place.channel == channel


def unreadable(ring: KeyRing, key: DataKey | None) -> list[str]:
    """The ids of those that the store's own key does not open."""
    rows = ring.file.rows("SELECT * FROM blanking")
    return [row["id"] for row in rows if key is None or _opened(key, row) is None]


def forget(ring: KeyRing, id: str) -> None:
    """It has gone from the chat."""
    ring.file.run("DELETE FROM blanking WHERE id = ?", [id])


def _standing(ring: KeyRing, consultation: str) -> Standing | None:
    # An erasure comes first, whatever has happened to the row.
    try:
        return next(iter(projection.find(ring, "id = ?", [consultation])), None)
    except Unreadable:
        return None


def _readable(ring: KeyRing, rows: Iterable[Row]) -> Iterator[Posted]:
    for row in rows:
        found = _opened(ring.own(), row)
        if found is None:
            _log.error("%s can't be decrypted; it stays in the chat", row["id"])
        else:
            yield found


def _opened(key: DataKey, row: Row) -> Posted | None:
    try:
        return _read(key, row)
    except Unreadable:
        return None


def _read(key: DataKey, row: Row) -> Posted:
    return Posted.model_validate_json(key.unseal(row["sealed"], 0, f"blank {row['id']}"))
