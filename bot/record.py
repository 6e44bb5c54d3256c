"""What is kept of a consultation, and what a keeper of the log promises.

The assistant declares here the `Store` it needs; `bot.log` holds the stores. A store knows nothing of
questions or levers: events are a kind and a body, and everything a person may have typed is encrypted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict

State = Literal["open", "stopped", "finished"]
DRAFT = "draft"
"""The route of what was typed and not sent: only its writer reads it."""
Body = dict[str, Any]


class Kept(BaseModel):
    """A frozen value of the log."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(Kept):
    """Who is speaking: a channel, the workspace in it, the user in that."""

    channel: Literal["local", "slack", "teams"]
    workspace: str
    user: str

    @property
    def private_place(self) -> str:
        """Where only this person reads."""
        return f"{self.channel}:dm:{self.user}"


class Event(Kept):
    """One thing that happened in a consultation. `body` is JSON and is always encrypted at rest."""

    kind: str
    at: datetime
    body: Body


Status = Literal["new", "in_review", "waiting", "closed", "reopened"]
"""How far the leads are with a case."""


class Term(Kept):
    """By which rule a consultation's time runs out, and since when it runs."""

    kind: Literal["draft", "case", "open", "held"]
    """A draft, a case, one that leads have open, one that counsel keeps: that one never runs out."""
    since: datetime


class Queued(Kept):
    """What the leads' queue finds a case by. `words` are facets, "actor:SUP"; the store keeps digests of them."""

    status: Status = "new"
    owner: Person | None = None
    words: tuple[str, ...] = ()


class Standing(Kept):
    """A consultation's row in the projection: codes only, no word that a person typed."""

    consultation: str
    number: int
    person: Person
    state: State
    route: str
    urgent: bool
    revision: int
    started_at: datetime
    changed_at: datetime
    levers: tuple[str, ...] = ()
    content: str = ""
    saved: tuple[str, ...] = ()
    """Ids of the levers that the person saved."""
    remind_on: str = ""
    """The day of the reminder that is to come, as YYYY-MM-DD."""
    queued: Queued | None = None
    """Its place in the leads' queue; None where it has none (a draft), or where it was not asked for."""
    term: Term | None = None
    """When its time runs out; None where a release without terms wrote it last."""


class Wanted(Kept):
    """Which cases of the queue: all of `words` hold, none of `without`, begun from `since` and before `until`."""

    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    closed: bool = False
    since: datetime | None = None
    until: datetime | None = None


class Page(Kept):
    """Some rows of the queue, and where the next ones begin (empty at its end)."""

    standings: tuple[Standing, ...]
    after: str = ""


class Example(Kept):
    """A lever that was tried, in words that may be shown to everybody in the company."""

    id: str
    lever: str
    text: str
    at: datetime
    number: int
    """The case that it is from: for leads, never shown with it."""


class Audited(Kept):
    """A line of the audit log: who did what to which case. It holds no word of a consultation."""

    at: datetime
    by: Person
    action: str
    consultation: str = ""
    number: int = 0
    detail: str = ""
    """Codes only: a format, a status, how many."""


class Setting(Kept):
    """What a person has set for themselves under a name; without a body it is to be forgotten."""

    person: Person
    name: str
    body: Body | None = None


class Outgoing(Kept):
    """A card on its way out, as JSON; `id` makes sending it twice visible."""

    id: str
    consultation: str | None
    place: str
    card: Body


UNKNOWN = "?"
"""The reference of a card of which nobody knows whether it arrived."""


class Posted(Kept):
    """Something of ours that stands in a chat although its consultation is erased: it is to be blanked there."""

    id: str
    place: str
    """As `bot.places` has them; the reference of a "home" is the workspace."""
    reference: str = UNKNOWN
    consultation: str
    number: int = 0
    """The case number; 0 where it was a draft."""
    language: str = "en"
    """In which its reader was written to."""


class Due(Kept):
    """Something to do later (reminder, urgent repeat, retention): claimed once, by one process."""

    id: str
    consultation: str
    kind: str
    at: datetime
    body: Body


class Turn(Kept):
    """All that one delivery changes: saved in one transaction or not at all.

    `revision` is the revision the events build on (0: a new consultation). A turn with no standing keeps
    the delivery id and the route only.
    """

    delivery: str
    route: str = ""
    revision: int = 0
    standing: Standing | None = None
    events: tuple[Event, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    due: tuple[Due, ...] = ()
    settles: tuple[str, ...] = ()
    """Ids of due jobs that this turn settles."""
    audited: tuple[Audited, ...] = ()
    """What the audit log says of it."""
    teaches: Example | None = None
    """An example that was approved."""
    settings: tuple[Setting, ...] = ()
    """What a person sets for themselves with it, each in the place of the last of its name."""


class Erasing(Kept):
    """How a consultation is erased, and what the same transaction leaves behind."""

    audited: tuple[Audited, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    """Cards that belong to no consultation."""
    revision: int | None = None
    """Only while it stands at this revision: it may have moved on since somebody found that its time is over."""
    although_held: bool = False
    """For an erasure that was made already, and is made again in a restored log."""


SIMPLY = Erasing()
"""Erase, and leave nothing."""


class Overdue(Kept):
    """How much of the log has outlived its time, by what it is."""

    draft: int = 0
    case: int = 0
    open: int = 0
    deliveries: int = 0
    audited: int = 0


class Finding(Kept):
    """One thing `verify` holds against the log: which consultation, what kind, and a sentence."""

    consultation: str | None
    kind: Literal["chain", "cut", "missing", "ciphertext", "projection", "ledger", "rolled_back"]
    text: str


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
