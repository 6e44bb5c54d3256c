"""Builds the projection anew from the entries."""

from bot.log import entries, projection
from bot.log.account import Reached
from bot.log.keyring import BLANK, OWN, KeyRing


def rebuild(ring: KeyRing) -> int:
    """Derive every row of the projection from the entries again; how many there are.

    Unreadable when an entry can't be decrypted, and then nothing is changed.
    """
    with ring.file.writing():
        ring.file.run("DELETE FROM queue")
        ring.file.run("DELETE FROM term")
        ring.file.run("DELETE FROM consultation")
        query = "SELECT consultation FROM data_key WHERE consultation != ? AND wrapped != ? ORDER BY id"
        return sum(_derive(ring, row["consultation"]) for row in ring.file.rows(query, [OWN, BLANK]))


def _derive(ring: KeyRing, consultation: str) -> bool:
    key = ring.need(consultation)
    standing = entries.last_standing(ring.file, key)
    if standing is None:
        return False
    projection.put(ring, key, standing, Reached(standing.revision, *entries.end(ring.file, consultation)))
    return True
