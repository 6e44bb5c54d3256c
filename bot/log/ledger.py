"""The ledger: a second, smaller account of the log, kept outside the database.

Whoever can edit the database can cut a consultation's tail, drop it, or put last week's file back, and every
chain still holds. The ledger remembers how far each had come. It is a text file, one line an entry, each
line signed over the line before it; it is flushed to disk before a turn counts as saved.

It is written *after* the database commits, so after a crash the database may be ahead of it by entries whose
chain holds. That is caught up on when the log is opened. The database *behind* the ledger is a finding.
"""

import hmac
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.log.account import Account, Note, Said, note
from bot.log.chain import GENESIS
from bot.log.cipher import Keys, mac
from bot.store import Unreadable

SPARE_LINES = 1000
"""So many lines may be out of date before the ledger is written anew."""
PIECE = 1 << 20
"""So many bytes of the file are read at a time: a large log's ledger need not stand in memory as a whole."""


class Broken(Exception):
    """A line of the ledger is not what was written."""


class Ledger:
    """The ledger file of one log. Callers write to it while they hold the database's write lock."""

    def __init__(self, path: Path, keys: Keys) -> None:
        self.path = path
        self._keys = keys
        self._file = -1
        self._load()

    @classmethod
    def open(cls, path: Path, keys: Keys, *, expected: bool) -> "Ledger":
        """The ledger at this path, begun when there is none.

        A log that should have one (`expected`) but has none, or a damaged one, goes on with a new
        ledger that says so for ever: losing the ledger must not be a way to hide.
        """
        if signed_by(pending(path)) == keys.fingerprint:
            # Killed after the database took this key and before the ledger did.
            move(pending(path), path)
        if not path.exists():
            begin(path, keys, [_lost("was missing")] if expected else [])
        try:
            return cls(path, keys)
        except Broken as error:
            path.replace(path.with_name(path.name + ".broken"))
            begin(path, keys, [_lost(f"was damaged ({error})")])
            return cls(path, keys)

    @property
    def account(self) -> Account:
        """What the ledger says now, whichever process wrote it."""
        if self._replaced():
            self._load()
        else:
            self._read_on()
        return self._account

    def write(self, said: Iterable[Said]) -> None:
        """Add lines; they are on disk when this returns."""
        _ = self.account
        lines = []
        for kind, body in said:
            lines.append(self._signed(kind, body))
            self._account.hear(kind, body)
        if lines:
            # Whatever a killed process left of its last line goes first.
            os.truncate(self._file, self._size)
            self._put(b"".join(lines))

    def compact(self) -> None:
        """Write the ledger anew when most of its lines say nothing any more."""
        if self._lines > 2 * self.account.lines + SPARE_LINES:
            begin(self.path, self._keys, self._account.retold())
            self._load()

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _put(self, data: bytes) -> None:
        try:
            _write_all(self._file, data, self._size)
            self._size += len(data)
        except OSError:
            # A full disk: the next line must follow what is in the file, not what should have been.
            os.truncate(self._file, self._size)
            self._load()
            raise

    def _load(self) -> None:
        self.close()
        self._file = os.open(self.path, os.O_RDWR)
        self._account, self._size, self._lines, self._last = Account(), 0, 0, GENESIS
        self._read_on()
        if not self._lines:
            raise Broken("it is empty")

    def _replaced(self) -> bool:
        # Another process wrote it anew, or cut it: what we know does not count any more. While we hold
        # the old file open its inode can't be given to the new one.
        found = self.path.stat()
        return found.st_ino != os.fstat(self._file).st_ino or found.st_size < self._size

    def _read_on(self) -> None:
        for line in self._lines_on():
            kind, body = self._checked(line)
            self._account.hear(kind, body)
            self._size += len(line) + 1

    def _lines_on(self) -> Iterator[bytes]:
        """The lines behind what was read, a piece of the file at a time; a torn last one is none."""
        piece = PIECE
        while found := os.pread(self._file, piece, self._size):
            whole, end, _torn = found.rpartition(b"\n")
            if end:
                yield from whole.split(b"\n")
            elif len(found) < piece:
                return
            else:
                piece *= 2  # a line longer than that

    def _checked(self, line: bytes) -> Said:
        kind, body, signature = _parsed(line, self._lines + 1)
        if self._lines == 0 and body.get("fingerprint") != self._keys.fingerprint:
            raise Unreadable(f"the ledger {self.path} belongs to the key {body.get('fingerprint')}")
        expected = self._signature(kind, body)
        if not hmac.compare_digest(expected.hex(), signature):
            raise Broken(f"line {self._lines + 1} is not what was written")
        self._lines, self._last = self._lines + 1, expected
        return kind, body

    def _signed(self, kind: str, body: dict[str, Any]) -> bytes:
        signature = self._signature(kind, body)
        line = _line(self._lines, kind, body, signature)
        self._lines, self._last = self._lines + 1, signature
        return line

    def _signature(self, kind: str, body: dict[str, Any]) -> bytes:
        return mac(self._keys.ledger, self._last.hex(), self._lines, kind, body)


def pending(path: Path) -> Path:
    """Where a change of the master key prepares the next ledger."""
    return path.with_name(path.name + ".next")


def signed_by(path: Path) -> str | None:
    """The fingerprint of the key that a ledger was begun under; None when there is no ledger."""
    try:
        with path.open("rb") as file:
            return str(_parsed(file.readline(), 1)[1].get("fingerprint"))
    except (Broken, FileNotFoundError):
        return None


def begin(path: Path, keys: Keys, said: Iterable[Said]) -> None:
    """Write a ledger that says this and nothing else, in one step: the old one or the new one is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    first: Said = ("ledger", {"fingerprint": keys.fingerprint})
    lines, last = [], GENESIS
    for count, (kind, body) in enumerate([first, *said]):
        last = mac(keys.ledger, last.hex(), count, kind, body)
        lines.append(_line(count, kind, body, last))
    new = path.with_name(path.name + ".new")
    file = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        _write_all(file, b"".join(lines), 0)
    finally:
        os.close(file)
    move(new, path)


def move(source: Path, target: Path) -> None:
    """Put a file in another's place, for good: the folder is flushed too."""
    source.replace(target)
    flush(target.parent)


def flush(*paths: Path) -> None:
    """Have the disk keep these files and folders as they are."""
    for path in paths:
        file = os.open(path, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _parsed(line: bytes, count: int) -> tuple[str, dict[str, Any], str]:
    try:
        counted, kind, body, signature = json.loads(line)
        if counted != count - 1:
            raise ValueError(f"it is numbered {counted}")
        return str(kind), dict(body), str(signature)
    except (TypeError, ValueError) as error:
        raise Broken(f"line {count} can't be read") from error


def _line(count: int, kind: str, body: dict[str, Any], signature: bytes) -> bytes:
    return json.dumps([count, kind, body, signature.hex()], separators=(",", ":")).encode() + b"\n"


def _write_all(file: int, data: bytes, offset: int) -> None:
    while data:
        written = os.pwrite(file, data, offset)
        data, offset = data[written:], offset + written
    os.fsync(file)


def _lost(what: str) -> Said:
    text = f"the ledger {what} when the log was opened: what happened before can't be vouched for"
    return note(Note(None, "ledger", text))
