"""One SQLite file, one connection that writes and one that reads, each with its lock.

A connection per thread starves writers and a deferred transaction locks them out; so all threads that write share
one connection, and its lock is held for a whole `BEGIN IMMEDIATE` transaction. Those that read share the other: they
see what is committed, and don't wait while the disk is waited for. Other processes (a command beside the server)
wait their turn in SQLite's own lock.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock, get_ident
from typing import Any

from sqlite_utils import Database

from bot.log.migrations import migrations
from bot.store import Unreadable

Row = dict[str, Any]

# synchronous=FULL: in WAL mode anything less may lose the last commits when the power goes.
# secure_delete: a blanked key must leave the file, not only the table.
# trusted_schema=OFF: a file that was tampered with can't make us run functions from its schema.
# cache_size: the inner pages of a log of a million consultations stay in memory, so that a case unread for long costs
# its own pages only. It is memory in kilobytes that is taken as far as the log is that large.
_CACHE = "cache_size = -65536"
_PRAGMAS = (
    _CACHE,
    "busy_timeout = 30000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
)
_TO_READ = (_CACHE, "busy_timeout = 30000", "trusted_schema = OFF", "temp_store = MEMORY", "query_only = ON")


class LogFile:
    """The open database of one log, under one master key.

    One that is there `to_read` is neither made nor migrated, and waits for nobody who writes.
    """

    def __init__(self, path: Path, fingerprint: str, *, to_read: bool = False) -> None:
        self.path = path
        self.lock, self._reads = RLock(), RLock()
        self._writer = 0
        """The thread whose transaction is open: what it reads, it reads there."""
        self._fingerprint = fingerprint
        self._db = self._reader = Database(_present(path) if to_read else _connect(path), execute_plugins=False)
        try:
            for pragma in _PRAGMAS:
                self.run(f"PRAGMA {pragma}")
            if not to_read:
                self._migrate()
                self._reader = Database(_present(path), execute_plugins=False)
                for pragma in _TO_READ:
                    self._reader.execute(f"PRAGMA {pragma}")
            self._still_our_key()
        except BaseException:  # whatever ends it, Ctrl-C too: no connection is left open; it is raised again
            self.close()
            raise

    def close(self) -> None:
        """Close the connection; another store may be opened on the file."""
        with self.lock, self._reads:
            self._reader.close()
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction that happens wholly or not at all. It may not stand inside another one.

        Unreadable when the master key was changed by another process: what this one would write under
        the former key could never be read again.
        """
        with self.lock:
            self.run("BEGIN IMMEDIATE")
            self._writer = get_ident()
            try:
                self._still_our_key()
                yield
                self.run("COMMIT")
            except BaseException:  # whatever ends it, Ctrl-C too: nothing is written by half; it is raised again
                self._db.rollback()
                raise
            finally:
                self._writer = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several reads that see one state; inside a transaction they see that transaction's."""
        if self._writes_here:
            yield
            return
        with self._reads:
            if self._reader.conn.in_transaction:
                yield
                return
            self._reader.execute("BEGIN")
            try:
                yield
            finally:
                self._reader.rollback()

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run a statement; how many rows it changed."""
        with self.lock:
            return self._db.execute(sql, values).rowcount

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of a query."""
        lock, connection = (self.lock, self._db) if self._writes_here else (self._reads, self._reader)
        with lock:
            return _rows(connection, sql, values)

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query that may have very many, one by one; inside `reading` or `writing`, with the lock."""
        cursor = (self._db if self._writes_here else self._reader).execute(sql, values)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def counter(self, name: str) -> int:
        """Where this counter stands."""
        return int(self.rows("SELECT value FROM counter WHERE name = ?", [name])[0]["value"])

    def count(self, name: str) -> None:
        """Count one further."""
        self.run("UPDATE counter SET value = value + 1 WHERE name = ?", [name])

    def advance(self, name: str, at_least: int = 0) -> int:
        """Count one further, and past `at_least`; the new value."""
        value = max(self.counter(name), at_least) + 1
        self.run("UPDATE counter SET value = ? WHERE name = ?", [value, name])
        return value

    def copy_to(self, path: Path) -> None:
        """Copy one state of the whole file; others may write meanwhile, and are not in it."""
        with closing(_connect(path)) as target:
            self._db.conn.backup(target)
            # A copy that lies still is one file, without a write-ahead log beside it.
            target.execute("PRAGMA journal_mode = DELETE")

    def flush(self) -> None:
        """Bring every page into the file and cut the write-ahead log to nothing.

        TimeoutError when another process still reads old pages: what was erased may lie in the
        write-ahead log until it is called again.
        """
        with self.lock, self._reads:
            found = _rows(self._db, "PRAGMA wal_checkpoint(TRUNCATE)")
        if found and found[0]["busy"]:
            raise TimeoutError(f"another process holds old pages of {self.path}; erase again when it is done")

    @property
    def _writes_here(self) -> bool:
        return self._writer == get_ident()

    def _migrate(self) -> None:
        # Migrations of two processes at once lock each other out unless the write lock is taken first.
        self.run("BEGIN IMMEDIATE")
        try:
            migrations.apply(self._db)
            self.run("INSERT OR IGNORE INTO keyring VALUES (1, ?, 0)", [self._fingerprint])
            self.run("COMMIT")
        except BaseException:  # as in `writing`: it is raised again
            self._db.rollback()
            raise

    def _still_our_key(self) -> None:
        found = self.rows("SELECT fingerprint FROM keyring")[0]["fingerprint"]
        if found != self._fingerprint:
            raise Unreadable(f"this log needs the key {found}, not {self._fingerprint}")


def _rows(connection: Database, sql: str, values: Sequence[object] = ()) -> list[Row]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def fingerprint_of(path: Path) -> str:
    """The fingerprint of the master key that a log needs; Unreadable when this is no log."""
    try:
        with closing(_present(path)) as connection:
            return str(connection.execute("SELECT fingerprint FROM keyring").fetchone()[0])
    except (sqlite3.DatabaseError, TypeError) as error:
        raise Unreadable(f"{path} is not a log of consultations") from error


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Created by us, not by SQLite, so that nobody else on the machine may read it. Never opened when
        # it exists: closing any handle on it would drop the locks of this process's other connections.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)


def _present(path: Path) -> sqlite3.Connection:
    # A plain connect would make the file that is missing.
    where = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(where, uri=True, timeout=30, isolation_level=None, check_same_thread=False)
