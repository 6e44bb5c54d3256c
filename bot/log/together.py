"""What is written at the same time goes into one transaction: the disk is waited for once, whoever waits for it.

Whoever comes while nobody writes begins at once; whoever comes meanwhile stands in line, and the first of them writes
for all. Each piece of work happens wholly or not at all, and one that is refused holds up no other.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition

from bot.log.database import LogFile
from bot.store import Repeated, Stale, Unreadable

OWN_FAULTS = (Repeated, Stale, Unreadable, ValueError, TypeError, sqlite3.IntegrityError)
"""What one piece of work fails with by itself; anything else, such as a full disk, fails all that were together."""


@dataclass(eq=False)
class Work:
    """Something to write; `chains` are those that it makes longer: consultations, and the audit log's."""

    write: Callable[[], None]
    chains: tuple[str, ...] = ()
    done: bool = False
    error: BaseException | None = None


class Together:
    """Writes what several threads want written. `tell` hears, after the commit, which chains grew."""

    def __init__(self, file: LogFile, tell: Callable[[Sequence[str]], None]) -> None:
        self._file, self._tell = file, tell
        self._changed = Condition()
        self._line: list[Work] = []
        self._writes = False

    def write(self, work: Work) -> None:
        """Return once it is on disk and the ledger was told; else raise what it failed with: then it does not count."""
        with self._changed:
            self._line.append(work)
            while self._writes and not work.done:
                self._changed.wait()
            batch = () if work.done else self._taken()
        if batch:
            self._write(batch)
        if work.error is not None:
            raise work.error

    def _taken(self) -> Sequence[Work]:
        batch, self._line, self._writes = self._line, [], True
        return batch

    def _write(self, batch: Sequence[Work]) -> None:
        try:
            with self._file.lock:
                with self._file.writing():
                    for work in batch:
                        self._write_one(work)
                self._tell_of([work for work in batch if work.chains and work.error is None])
        except BaseException as error:  # each who waits learns of it, whatever it is; it is raised again
            for work in batch:
                work.error = work.error or error
            raise
        finally:
            with self._changed:
                self._writes = False
                for work in batch:
                    work.done = True
                self._changed.notify_all()

    def _tell_of(self, moved: Sequence[Work]) -> None:
        try:
            self._tell(tuple(dict.fromkeys(name for work in moved for name in work.chains)))
        except (OSError, sqlite3.Error, Unreadable) as error:
            # They are in the log and will be told of later; until then nobody hears that they are kept. What made no
            # chain longer is done.
            for work in moved:
                work.error = error

    def _write_one(self, work: Work) -> None:
        self._file.run("SAVEPOINT work")
        try:
            work.write()
        except OWN_FAULTS as error:
            work.error = error
            self._file.run("ROLLBACK TO work")
        self._file.run("RELEASE work")
