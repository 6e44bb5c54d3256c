"""Backups: a folder with the database as it stood at one moment, its ledger, and a manifest.

A restored log is one that was put back on purpose: its own ledger comes with it, erasures made since are
made again, and the ledger notes that it happened.
"""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from bot.log import account, blanking
from bot.log.account import Account, Note
from bot.log.cipher import Keys
from bot.log.database import LogFile
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Broken, Ledger, flush, move
from bot.log.rotation import Unsound, rotate
from bot.log.sqlite import SqliteStore, utc_now
from bot.record import DRAFT, Audited, Erasing, Kept, Person, Posted
from bot.store import Unreadable

DATABASE, LEDGER, MANIFEST = "log.db", "ledger", "manifest.json"
RESTORED = Person(channel="local", workspace="", user="(restore)")
"""Who the audit log says erased again what was erased before."""


class Manifest(Kept):
    """What a backup holds, of which log, and which master key opens it."""

    fingerprint: str
    taken_at: datetime
    consultations: int
    entries: int
    digest: str
    log: str = ""
    """The log's own id; empty in backups of the first release."""


class Restored(NamedTuple):
    """What restoring did: from which backup, what it erased again, which consultations are older now.

    `unaudited` is how many lines the audit log had that the backup has not.
    """

    manifest: Manifest
    erased: tuple[str, ...]
    behind: tuple[str, ...]
    unaudited: int


class Expired(NamedTuple):
    """Which old backups were deleted, and which were left because something else lies in their folder."""

    gone: tuple[Path, ...]
    left: tuple[Path, ...]


class InUse(Exception):
    """Another process has the log open."""


def backup(store: SqliteStore, folder: Path, now: Callable[[], datetime] = utc_now) -> Manifest:
    """Back the log up into a new folder while it is in use. FileExistsError when the folder exists."""
    folder = Path(folder)
    if folder.exists():
        raise FileExistsError(f"{folder} exists")
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    # The ledger first: the copy of the database may then be ahead of it, which opening it mends.
    shutil.copyfile(store.ledger.path, partial / LEDGER)
    with closing(LogFile(store.ring.file.path, store.ring.keys.fingerprint, to_read=True)) as file:
        file.copy_to(partial / DATABASE)
    manifest = _manifest(partial / DATABASE, store.ring.keys, now())
    (partial / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    flush(partial / LEDGER, partial / MANIFEST, partial)
    move(partial, folder)
    return manifest


def restore(
    folder: Path,
    path: Path,
    master_key: bytes,
    ledger_path: Path,
    *,
    overwrite: bool = False,
    backup_key: bytes | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Restored:
    """Put a backup in the log's place; nothing is replaced unless the backup proves whole.

    Erasures that the present ledger knows are made again first. `backup_key` is the key of a backup from
    before the master key was changed. Raises Unreadable for a backup of another key or a damaged one,
    FileExistsError when there is a log and `overwrite` was not said, InUse when somebody has it open,
    Unsound when the backup does not verify.
    """
    folder, path, ledger_path = Path(folder), Path(path), Path(ledger_path)
    manifest = _checked(folder, backup_key or master_key)
    if path.exists() and not overwrite:
        raise FileExistsError(f"{path} exists")
    known, left = _known(ledger_path, Keys(master_key)), _left_to_blank(path, Keys(master_key))
    work, work_ledger = _beside(path), _beside(ledger_path)
    _copy(folder, work, work_ledger)
    if backup_key is not None:
        rotate(work, work_ledger, backup_key, master_key)
    with SqliteStore.open(work, master_key, work_ledger, now) as store:
        restored = _level(store, manifest, known, now())
        with store.ring.file.writing():
            blanking.put(store.ring, left)
        found = store.verify()
    if found:
        _remove(work, work_ledger)
        raise Unsound(found)
    _free(path)
    move(work_ledger, ledger_path)
    move(work, path)
    return restored


def _manifest(database: Path, keys: Keys, at: datetime) -> Manifest:
    with closing(sqlite3.connect(database)) as copy:
        count = "SELECT (SELECT COUNT(*) FROM consultation), (SELECT COUNT(*) FROM event)"
        consultations, entries = copy.execute(count).fetchone()
        log = copy.execute("SELECT id FROM log").fetchone()[0]
    return Manifest(
        fingerprint=keys.fingerprint,
        taken_at=at.astimezone(UTC),
        consultations=consultations,
        entries=entries,
        digest=_digest(database),
        log=log,
    )


def expire(store: SqliteStore, folder: Path, days: int, now: Callable[[], datetime] = utc_now) -> Expired:
    """Delete backups of this log that lie in a folder and are older than so many days.

    Only what its own manifest says is one. A folder that holds anything else beside is left, and named.
    """
    before = now() - timedelta(days=days)
    old = sorted(path for path in Path(folder).iterdir() if not path.is_symlink() and _is_old(store, path, before))
    left = [path for path in old if {file.name for file in path.iterdir()} - {DATABASE, LEDGER, MANIFEST}]
    gone = [path for path in old if path not in left]
    for path in gone:
        shutil.rmtree(path)
    return Expired(tuple(gone), tuple(left))


def _is_old(store: SqliteStore, path: Path, before: datetime) -> bool:
    try:
        manifest = Manifest.model_validate_json((path / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return False
    ours = store.ring.file.rows("SELECT id FROM log")[0]["id"]
    same = manifest.log == ours if manifest.log else manifest.fingerprint == store.ring.keys.fingerprint
    return same and manifest.taken_at < before


def _checked(folder: Path, key: bytes) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        digest = _digest(folder / DATABASE)
    except OSError as error:
        raise Unreadable(f"{folder} is not a backup of the log: {error}") from error
    except ValidationError as error:
        raise Unreadable(f"{folder} is not a backup of the log: its {MANIFEST} is damaged") from error
    if manifest.fingerprint != Keys(key).fingerprint:
        raise Unreadable(f"this backup needs the key {manifest.fingerprint}, not {Keys(key).fingerprint}")
    if manifest.digest != digest:
        raise Unreadable(f"{folder} is damaged: its database is not the one that was backed up")
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _known(ledger_path: Path, keys: Keys) -> Account:
    """What the present ledger says. One that can't be read is no reason to forget what was erased."""
    if not ledger_path.exists():
        return Account()
    try:
        with closing(Ledger(ledger_path, keys)) as ledger:
            return ledger.account
    except Broken as error:
        text = f"the ledger {ledger_path} is damaged ({error}): move it away to restore without its erasures"
        raise Unreadable(text) from error


def _left_to_blank(path: Path, keys: Keys) -> tuple[Posted, ...]:
    """What the present log still has to blank in the chat, as far as it can be read: it may well be damaged."""
    if not path.exists():
        return ()
    with suppress(sqlite3.DatabaseError, Unreadable), closing(LogFile(path, keys.fingerprint, to_read=True)) as file:
        return blanking.waiting(KeyRing(file, keys), -1)
    return ()


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".restoring")


def _copy(folder: Path, work: Path, work_ledger: Path) -> None:
    _remove(work, work_ledger)
    for source, target in ((folder / DATABASE, work), (folder / LEDGER, work_ledger)):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch(mode=0o600)
        shutil.copyfile(source, target)


def _remove(*paths: Path) -> None:
    for path in paths:
        _remove_beside(path)
        path.unlink(missing_ok=True)


def _remove_beside(path: Path) -> None:
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _level(store: SqliteStore, manifest: Manifest, known: Account, at: datetime) -> Restored:
    """Bring the backup level with what the present ledger knows and the backup does not."""
    erased, behind = _erase_again(store, known, at), _behind(store, known)
    note = Note(None, "restored", f"restored from a backup of {manifest.taken_at.isoformat()}")
    with store.ring.file.writing():
        store.ledger.write([account.number(known.number), account.note(note)])
    return Restored(manifest, erased, behind, max(0, _entries(known, OWN) - _entries(store.ledger.account, OWN)))


def _erase_again(store: SqliteStore, known: Account, at: datetime) -> tuple[str, ...]:
    again = sorted(known.erased - store.ledger.account.erased)
    unknown = [name for name in again if not store.erase(name, _again(store, name, at))]
    # Not in this backup, but perhaps in the next one that is restored.
    with store.ring.file.writing():
        store.ledger.write(account.erase(name, 0) for name in unknown)
    return tuple(name for name in again if name not in unknown)


def _again(store: SqliteStore, name: str, at: datetime) -> Erasing:
    """A hold in the backup ended before the erasure. The audit log, older now too, says again that it was erased."""
    found = store.standing(name)
    if found is None or found.route == DRAFT:
        return Erasing(although_held=True)
    line = Audited(at=at, by=RESTORED, action="erase_again", consultation=name, number=found.number)
    return Erasing(although_held=True, audited=(line,))


def _behind(store: SqliteStore, known: Account) -> tuple[str, ...]:
    here = store.ledger.account
    newer = (name for name in known.reached if _entries(known, name) > _entries(here, name))
    return tuple(sorted(name for name in newer if name not in known.erased and name != OWN))


def _entries(account: Account, name: str) -> int:
    return account.reached[name].entries if name in account.reached else 0


def _free(path: Path) -> None:
    """Make sure that nobody has the log open, and remove what lies beside it.

    A write-ahead log left behind would be taken for the restored file's own.
    """
    if path.exists():
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=1)) as present:
            try:
                present.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                raise InUse(f"{path} is open in another process; stop it first") from error
    _remove_beside(path)
