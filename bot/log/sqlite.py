"""The log in one SQLite file, with its ledger beside it (but not in the same place, if you can help it)."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from bot.log import audit, blanking, entries, erasure, examples, lead_settings, projection, queue, verify
from bot.log.account import number as number_said
from bot.log.catch_up import catch_up, tell
from bot.log.cipher import DataKey, Keys
from bot.log.database import LogFile
from bot.log.expiring import Expiring
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Ledger
from bot.log.rebuild import rebuild
from bot.log.reviewed import Reviewed
from bot.log.times import microseconds
from bot.log.together import Together, Work
from bot.record import SIMPLY, UNKNOWN, Due, Erasing, Event, Finding, Outgoing, Person, Posted, Standing, Turn
from bot.store import Repeated, Stale

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock that a store has when it is given none."""
    return datetime.now(UTC)


class SqliteStore(Expiring, Reviewed):
    """A `Store` in a file. Open it with `SqliteStore.open`; safe from every thread."""

    def __init__(self, ring: KeyRing, ledger: Ledger, now: Clock) -> None:
        self.ring = ring
        self.ledger = ledger
        self._file = ring.file
        self._now = now
        self._together = Together(ring.file, self._told)

    @classmethod
    def open(cls, path: Path, master_key: bytes, ledger_path: Path, now: Clock = utc_now) -> Self:
        """Open the log, or begin one. Unreadable when the key is another's.

        What a killed process left half done is completed: the ledger catches up with the database,
        and the write-ahead log is brought into the file.
        """
        keys = Keys(master_key)
        file = LogFile(Path(path), keys.fingerprint)
        try:
            with file.writing():
                begun = file.row("SELECT 1 FROM data_key") is not None
                ledger = Ledger.open(Path(ledger_path), keys, expected=begun)
            store = cls(KeyRing(file, keys), ledger, now)
            catch_up(store.ring, ledger)
            with suppress(TimeoutError):
                file.flush()
            return store
        except BaseException:  # whatever ends it, Ctrl-C too: no file is left open; it is raised again
            file.close()
            raise

    def close(self) -> None:
        """Let go of the files."""
        self.ledger.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def seen(self, delivery: str) -> bool:
        """Whether this delivery was handled before."""
        return self._file.row("SELECT 1 FROM delivery WHERE id = ?", [delivery]) is not None

    def new_number(self) -> int:
        """The next case number; never one that was handed out, even when an old backup is restored."""
        with self._file.lock:
            with self._file.writing():
                value = self._file.advance("number", self.ledger.account.number)
            with self._file.writing():
                self.ledger.write([number_said(value)])
        return value

    def save(self, turn: Turn) -> None:
        """Keep the turn in one transaction. Raises Repeated or Stale, and then nothing is changed."""
        _check(turn)
        grows = (turn.standing.consultation,) if turn.standing is not None else ()
        chains = (*grows, OWN) if turn.audited else grows
        self._together.write(Work(lambda: self._keep(turn), chains))

    def standing(self, consultation: str) -> Standing | None:
        """The projection's row, or None when it is unknown or erased."""
        return next(iter(self._find("id = ?", consultation)), None)

    def of_person(self, person: Person) -> tuple[Standing, ...]:
        """A person's consultations, the one that changed last first; erased ones are left out."""
        return projection.find_of(self.ring, person)

    def by_number(self, number: int) -> Standing | None:
        """The consultation with this case number."""
        return next(iter(self._find("number = ?", number)), None)

    def events(self, consultation: str, after: int = 0) -> tuple[Event, ...]:
        """The events in order, without the first `after` of them; empty when unknown or erased."""
        with self._file.reading():
            key = self.ring.key(consultation)
            return entries.events(self._file, key, after) if key else ()

    def waiting(self, limit: int = 100) -> tuple[Outgoing, ...]:
        """Cards not yet sent, in order."""
        with self._file.reading():
            return queue.waiting(self.ring, limit)

    def in_line(self, after: int = 0, limit: int = -1) -> tuple[tuple[int, str], ...]:
        """Place and id of the cards not yet sent behind a place, in order: none comes twice, nothing is decrypted."""
        return queue.in_line(self._file, after, limit)

    def still_waiting(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of these cards are not yet sent, nor erased."""
        return queue.still_waiting(self._file, ids)

    def outgoing(self, id: str) -> Outgoing | None:
        """A card that waits; None when it was sent, was erased or can't be read."""
        with self._file.reading():
            return queue.one(self.ring, id)

    def sent(self, outgoing: str, reference: str = "") -> None:
        """Mark a card as sent, with the channel's reference to it. Saying it twice changes nothing."""

        def mark() -> None:
            queue.sent(self.ring, outgoing, reference, self._now())
            blanking.arrived(self.ring, outgoing, reference)

        self._together.write(Work(mark))

    def attempt(self, outgoing: str, *, begins: bool = True) -> bool:
        """Note that a waiting card is about to be posted, or that it surely did not arrive; what was noted before."""
        with self._file.writing():
            return queue.attempt(self._file, outgoing, begins=begins)

    def stands(self, outgoing: str) -> str:
        """The channel's reference to a card of a consultation that was sent; empty where there is none."""
        with self._file.reading():
            return queue.stands(self.ring, outgoing)

    def said(self, id: str, consultation: str, place: str, reference: str = UNKNOWN, language: str = "en") -> None:
        """Note that a card of this consultation goes to a place beside the outbox, then where it stands there.

        One whose consultation is erased by then is on the list of what is to be blanked.
        """
        where = Posted(id=id, place=place, reference=reference, consultation=consultation, language=language)
        with self._file.writing():
            key = self.ring.key(consultation)
            if key is not None:
                queue.said(self.ring, key, where, self._now())
            elif reference != UNKNOWN:
                blanking.arrived(self.ring, id, reference)

    def can_write(self) -> bool:
        """Whether something can be written and kept right now."""
        try:
            with self._file.writing():
                self._file.run("INSERT OR REPLACE INTO delivery VALUES ('health', '', ?)", [microseconds(self._now())])
        except sqlite3.Error:
            return False
        return True

    def posted(self, consultation: str) -> tuple[tuple[str, str], ...]:
        """Place and reference of the cards that were sent: what an erasure has to blank in the chat."""
        with self._file.reading():
            return queue.posted(self.ring, consultation)

    def claim_due(self, now: datetime, limit: int = 100) -> tuple[Due, ...]:
        """Claim the jobs that are due: each goes to one caller only, for five minutes."""
        with self._file.writing():
            return queue.claim(self.ring, now, limit)

    def settle(self, due: str) -> None:
        """Mark a claimed job as done."""
        with self._file.writing():
            queue.settle(self.ring, [due])

    def erase(self, consultation: str, erasing: Erasing = SIMPLY) -> bool:
        """Destroy the consultation's key and every byte it protects; False when it is unknown.

        What stands of it in the chat is to be blanked from then on. Raises Held, and Stale where it has moved on.
        """
        with self._file.lock:
            try:
                return erasure.erase(self.ring, self.ledger, consultation, self._now(), erasing)
            finally:
                if erasing.audited:
                    tell(self.ring, self.ledger, [OWN])

    def to_blank(self, limit: int = 100, channel: str = "") -> tuple[Posted, ...]:
        """What stands in a chat, or in one channel's, of consultations that are erased, the last erased first."""
        with self._file.reading():
            return blanking.waiting(self.ring, limit, channel)

    def blanked(self, id: str) -> None:
        """Mark it as gone from the chat."""
        with self._file.writing():
            blanking.forget(self.ring, id)

    def everything(self) -> Iterator[tuple[Standing, tuple[Event, ...]]]:
        """Every consultation that is not erased, by number. Others may write meanwhile."""
        query, number = "SELECT id, number FROM consultation WHERE number > ? ORDER BY number LIMIT 500", -1
        while rows := self._file.rows(query, [number]):
            number = rows[-1]["number"]
            for row in rows:
                with self._file.reading():
                    found = self.standing(row["id"]), self.events(row["id"])
                if found[0] is not None:
                    yield found[0], found[1]

    def verify(self) -> tuple[Finding, ...]:
        """What is wrong with the log; empty when it is whole."""
        return verify.findings(self._file.path, self.ledger.path, self.ring.keys)

    def rebuild(self) -> int:
        """Derive every row of the projection from the entries again; how many there are."""
        return rebuild(self.ring)

    def _find(self, where: str, value: object) -> tuple[Standing, ...]:
        with self._file.reading():
            return projection.find(self.ring, where, [value])

    def _keep(self, turn: Turn) -> None:
        self._deliver(turn)
        key = self._append(turn.standing, turn) if turn.standing is not None else None
        self._withdraw(turn)
        queue.settle(self.ring, turn.settles)
        queue.put_out(self.ring, turn.outgoing, key)
        queue.plan(self.ring, turn.due)
        lead_settings.put(self.ring, turn.settings)
        if turn.teaches is not None:
            examples.keep(self.ring, turn.teaches)
        audit.write(self.ring, turn.audited)

    def _withdraw(self, turn: Turn) -> None:
        # Before anything goes out with the turn: what says that it is withdrawn is to stay.
        if turn.standing is not None:
            for person in turn.withdrawn:
                blanking.put(self.ring, blanking.shown_to(self.ring, turn.standing, person))

    def _told(self, chains: Sequence[str]) -> None:
        if chains:
            tell(self.ring, self.ledger, chains)

    def _deliver(self, turn: Turn) -> None:
        values = [turn.delivery, turn.route, microseconds(self._now())]
        # The UNIQUE key decides, not a look beforehand: two equal deliveries may arrive at once.
        if not self._file.run("INSERT OR IGNORE INTO delivery VALUES (?, ?, ?)", values):
            raise Repeated(f"{turn.delivery} was handled before")

    def _append(self, standing: Standing, turn: Turn) -> DataKey:
        name = standing.consultation
        known = self._file.row("SELECT revision FROM consultation WHERE id = ?", [name])
        if turn.revision != (known["revision"] if known else 0):
            raise Stale(f"{name} has moved on since revision {turn.revision}")
        key = self.ring.need(name) if known else self.ring.make(name)
        reached = entries.append(self.ring, key, standing, turn.events)
        projection.put(self.ring, key, standing, reached)
        self._file.count("turn")
        return key


def _check(turn: Turn) -> None:
    standing = turn.standing
    if standing is None:
        if turn.events:
            raise ValueError("events need the standing that they lead to")
        return
    if standing.revision <= turn.revision:
        raise ValueError(f"revision {standing.revision} does not follow revision {turn.revision}")
    if not standing.consultation or any(event.kind == entries.STANDING for event in turn.events):
        raise ValueError("a consultation needs an id, and no event may have the kind of a standing")
