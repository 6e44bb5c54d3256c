"""What is kept of a consultation: values that know nothing of questions or levers.

Events are a kind and a body, and everything a person may have typed is encrypted where it lies.
"""

from datetime import datetime
from typing import Any, Literal

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
    """Something of ours that stands in a chat and is to be blanked there: its consultation is erased, or withdrawn."""

    id: str
    place: str
    """As `bot.places` has them; the reference of a "home" is the workspace."""
    reference: str = UNKNOWN
    consultation: str
    number: int = 0
    """The case number; 0 where it was a draft."""
    language: str = "en"
    """In which its reader was written to."""
    withdrawn: bool = False
    """Whether the case is still there, and only this reader may read it no longer."""


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
    withdrawn: tuple[Person, ...] = ()
    """Who may not read the consultation from now on: what stands of it in their chats is to be blanked."""


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
