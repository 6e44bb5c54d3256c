"""Changing the master key.

Texts are not encrypted anew: their data keys are wrapped by the new master key. Person hashes, chains,
seals and the ledger are made with it again, for whoever has the former key could forge them.
"""

from pathlib import Path

from bot.log import audit, entries, lead_settings, projection, review_queue
from bot.log.account import Account, Reached
from bot.log.chain import Link, retied
from bot.log.cipher import Keys
from bot.log.database import fingerprint_of
from bot.log.erasure import signature
from bot.log.keyring import BLANK, OWN, KeyRing
from bot.log.ledger import Ledger, begin, move, pending
from bot.log.sqlite import SqliteStore
from bot.record import Finding


class Unsound(Exception):
    """The log is not whole; what was to be done would have covered that up, so it was not done."""

    def __init__(self, found: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{finding.consultation or 'log'}: {finding.text}" for finding in found))
        self.findings = found


def rotate(path: Path, ledger_path: Path, former: bytes, new: bytes) -> bool:
    """Give the log a new master key; False when it has it already.

    It happens wholly or not at all: after a kill, run it again, or open the log with either key and see.
    Other processes that have the log open can't write any more. Raises Unsound when `verify` finds
    anything but a ledger that was once lost: signing anew would cover it up.
    """
    fresh = Keys(new)
    if fingerprint_of(path) == fresh.fingerprint:
        SqliteStore.open(path, new, ledger_path).close()
        return False
    with SqliteStore.open(path, former, ledger_path) as store:
        found = tuple(finding for finding in store.verify() if finding.kind != "ledger")
        if found:
            raise Unsound(found)
        with store.ring.file.writing():
            _rotate(store.ring, fresh, store.ledger)
        move(pending(ledger_path), ledger_path)
        store.ring.file.flush()
    return True


def _rotate(ring: KeyRing, fresh: Keys, ledger: Ledger) -> None:
    ring.file.run("UPDATE keyring SET rotating = 1")
    chains = {name: _retie(ring, fresh, name) for name in _names(ring)}
    _reseal(ring, fresh, chains)
    _sign_erasures(ring, fresh, chains)
    lead_settings.rehash(ring, fresh)
    audit.resign(ring, fresh, chains.get(OWN, []))
    _rewrap(ring, fresh)
    ring.file.run("UPDATE keyring SET rotating = 0, fingerprint = ?", [fresh.fingerprint])
    begin(pending(ledger.path), fresh, _carried(ledger.account, chains).retold())


def _names(ring: KeyRing) -> list[str]:
    return [row["consultation"] for row in ring.file.rows("SELECT DISTINCT consultation FROM event")]


def _retie(ring: KeyRing, fresh: Keys, name: str) -> list[Link]:
    tied = retied(fresh.chain, name, entries.links(ring.file, name))
    for entry in tied:
        values = [entry.mac, name, entry.seq]
        ring.file.run("UPDATE event SET mac = ? WHERE consultation = ? AND seq = ?", values)
    return tied


def _reseal(ring: KeyRing, fresh: Keys, chains: dict[str, list[Link]]) -> None:
    for row in ring.file.rows("SELECT * FROM consultation"):
        key = ring.need(row["id"])
        person = projection.standing(ring, row, key).person
        review_queue.reseal(ring, key, fresh)
        head = chains[row["id"]][-1].mac
        projection.reseal(KeyRing(ring.file, fresh), row, person_hash=fresh.person(person), head=head)


def _sign_erasures(ring: KeyRing, fresh: Keys, chains: dict[str, list[Link]]) -> None:
    for row in ring.file.rows("SELECT * FROM erasure"):
        row["head"] = chains[row["consultation"]][-1].mac
        values = [row["head"], signature(fresh, row), row["consultation"]]
        ring.file.run("UPDATE erasure SET head = ?, mac = ? WHERE consultation = ?", values)


def _rewrap(ring: KeyRing, fresh: Keys) -> None:
    for row in ring.file.rows("SELECT consultation, wrapped FROM data_key WHERE wrapped != ?", [BLANK]):
        wrapped = fresh.rewrap(row["consultation"], row["wrapped"], ring.keys)
        values = [wrapped, row["consultation"]]
        ring.file.run("UPDATE data_key SET wrapped = ? WHERE consultation = ?", values)


def _carried(known: Account, chains: dict[str, list[Link]]) -> Account:
    """The same account, with the heads that the chains have under the new key."""
    carried = Account()
    for kind, body in known.retold():
        carried.hear(kind, body)
    for name, before in known.reached.items():
        head = chains[name][before.entries - 1].mac
        carried.reached[name] = Reached(before.revision, before.entries, head)
    return carried
