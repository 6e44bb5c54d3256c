"""What a keeper of the log promises. The assistant declares here the `Store` it needs; `bot.log` holds the stores."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.record import (
    SIMPLY,
    UNKNOWN,
    Audited,
    Body,
    Due,
    Erasing,
    Event,
    Example,
    Finding,
    Outgoing,
    Overdue,
    Page,
    Person,
    Posted,
    Setting,
    Standing,
    Turn,
    Wanted,
)


class Repeated(Exception):
    """This delivery was handled before: nothing was changed."""


class Stale(Exception):
    """The consultation has moved on since it was loaded: nothing was changed."""


class Held(Exception):
    """Counsel keeps this consultation from being erased: nothing was changed."""


class Unreadable(Exception):
    """The key does not fit this log, or an entry can't be decrypted."""


class Store(Protocol):
    """The log. Every method is safe to call from several threads."""

    def seen(self, delivery: str) -> bool:
        """Whether this delivery was handled before."""

    def new_number(self) -> int:
        """The next case number; a number handed out is never handed out again."""

    def save(self, turn: Turn) -> None:
        """Keep the turn in one transaction. Raises Repeated or Stale, and then nothing is changed."""

    def standing(self, consultation: str) -> Standing | None:
        """The projection's row, or None when it is unknown or erased."""

    def of_person(self, person: Person) -> tuple[Standing, ...]:
        """A person's consultations, the one that changed last first; erased ones are left out."""

    def by_number(self, number: int) -> Standing | None:
        """The consultation with this case number."""

    def events(self, consultation: str, after: int = 0) -> tuple[Event, ...]:
        """The events in order, without the first `after` of them; empty when unknown or erased."""

    def waiting(self, limit: int = 100) -> tuple[Outgoing, ...]:
        """Cards not yet sent, in order."""

    def in_line(self, after: int = 0, limit: int = -1) -> tuple[tuple[int, str], ...]:
        """Place and id of the cards not yet sent behind a place, in order: none comes twice, nothing is decrypted."""

    def still_waiting(self, ids: Sequence[str]) -> frozenset[str]:
        """Which of these cards are not yet sent, nor erased."""

    def outgoing(self, id: str) -> Outgoing | None:
        """A card that waits; None when it was sent, was erased or can't be read."""

    def sent(self, outgoing: str, reference: str = "") -> None:
        """Mark a card as sent, with the channel's reference to it."""

    def attempt(self, outgoing: str, *, begins: bool = True) -> bool:
        """Note that a waiting card is about to be posted, or that it surely did not arrive; what was noted before.

        For channels that can't be asked what arrived: a card may stand there that was being posted at a kill.
        """

    def stands(self, outgoing: str) -> str:
        """The channel's reference to a card of a consultation that was sent; empty where there is none."""

    def claim_due(self, now: datetime, limit: int = 100) -> tuple[Due, ...]:
        """Claim the jobs that are due: each goes to one caller only."""

    def settle(self, due: str) -> None:
        """Mark a claimed job as done."""

    def said(self, id: str, consultation: str, place: str, reference: str = UNKNOWN, language: str = "en") -> None:
        """Note that a card of this consultation goes to a place beside the outbox, then where it stands there."""

    def erase(self, consultation: str, erasing: Erasing = SIMPLY) -> bool:
        """Destroy the consultation's key and every byte it protects; False when it is unknown.

        What stands of it in the chat is to be blanked from then on. Raises Held, and Stale where it has moved on.
        """

    def to_blank(self, limit: int = 100, channel: str = "") -> tuple[Posted, ...]:
        """What stands in a chat, or in one channel's, of consultations that are erased, the last erased first."""

    def blanked(self, id: str) -> None:
        """Mark it as gone from the chat."""

    def claim_daily(self, name: str, now: datetime) -> bool:
        """Claim what is done once a day, where it is due and nobody has it in hand; for a few minutes."""

    def settle_daily(self, name: str, next_at: datetime) -> None:
        """It is not due again before that time; anybody may claim it then."""

    def ended(self, ends: Mapping[str, datetime], limit: int = 50) -> tuple[Standing, ...]:
        """Consultations whose term of a kind began before the kind's time, the one that ended first first."""

    def overdue(self, ends: Mapping[str, datetime], deliveries: datetime, audited: datetime) -> Overdue:
        """How many consultations, deliveries and audit lines are from before these times."""

    def forget_deliveries(self, before: datetime, limit: int = 1_000) -> int:
        """Forget the ids of deliveries from before a time; how many there were, at most `limit`."""

    def trim_audit(self, before: datetime, limit: int = 1_000) -> int:
        """Blank the lines of the audit log from before a time; how many there were, at most `limit`."""

    def everything(self) -> Iterator[tuple[Standing, tuple[Event, ...]]]:
        """Every consultation that is not erased, by number."""

    def queue(self, wanted: Wanted, after: str = "", limit: int = 10) -> Page:
        """Cases that are wanted: urgent ones first, then by age. `after` is where the last page ended."""

    def unqueued(self) -> tuple[Standing, ...]:
        """Consultations that a release without a queue, or without terms, left behind."""

    def enqueue(self, standing: Standing) -> None:
        """Give such a consultation its place and its term; nothing where it has a place and this term, or moved on."""

    def examples(self) -> tuple[Example, ...]:
        """The approved examples, in order."""

    def drop_examples(self, number: int) -> int:
        """Take away the examples of a case; how many there were."""

    def reports(self) -> tuple[tuple[str, str], ...]:
        """The quarters that were published, each with its report, the oldest first."""

    def audit(self, line: Audited) -> None:
        """Write a line to the audit log. It is kept when this returns."""

    def audited(self, after: int = 0, limit: int = 1_000) -> tuple[tuple[int, Audited], ...]:
        """Lines of the audit log with their numbers, those behind number `after`, in order."""

    def setting(self, person: Person, name: str) -> Body | None:
        """What a person has set under a name, or None."""

    def settings(self, name: str) -> tuple[Setting, ...]:
        """What everybody has set under a name."""

    def verify(self) -> tuple[Finding, ...]:
        """What is wrong with the log; empty when it is whole."""
