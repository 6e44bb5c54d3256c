"""The scene of a turn: everything a turn may look at, and what it makes."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.access import NOBODY, Named
from bot.advice import Adviser
from bot.commands import Commands
from bot.consultation import Consultation, fold
from bot.messages import Card, Document
from bot.record import Body, Due, Event, Person, Standing
from bot.terms import AS_DELIVERED, Periods
from knowledge import Knowledge
from knowledge.schema.entry import Language
from knowledge.texts import Texts


@dataclass(frozen=True)
class House:
    """What the company has set: who reads, how long it is kept, who is told when people are in danger."""

    leads: int = 0
    auditors: int = 0
    counsel: int = 0
    periods: Periods = AS_DELIVERED
    """For how many days what is kept."""
    ack_minutes: int = 15
    """How long a lead has to say "I have it" before the next one is told."""
    named: Named = NOBODY
    """Who holds which role."""
    elsewhere: tuple[Person, ...] = ()
    """Leads whom other channels know: what is done once for all channels may concern their cases."""
    away: frozenset[Person] = frozenset()
    """Leads who are away today."""
    workdays: frozenset[int] = frozenset(range(5))
    """Days of the week on which people work, Monday being 0."""

    @property
    def duty(self) -> tuple[Person, ...]:
        """The leads, in order of duty."""
        return self.named.leads


@dataclass(frozen=True)
class Draft:
    """A text that a person typed and did not send."""

    consultation: str
    number: int
    text: str


@dataclass(frozen=True)
class Scene:
    """A turn's surroundings. `consultation` is the current one; one without id has not begun."""

    adviser: Adviser
    commands: Commands
    words: Texts
    consultation: Consultation
    now: datetime
    house: House = House()
    own: tuple[Standing, ...] = ()
    """The person's consultations, last changed first."""
    insists: bool = False
    """Whether the person said "new" before the situation: it is taken as one, whatever it looks like."""
    original: str = ""
    """The situation as typed, while the person decides about personal details; never saved."""
    person: Person | None = None
    """Whose conversation it is."""
    takes_documents: bool = False
    """Whether the person can be handed a file here."""
    draft: Draft | None = None
    """What this person typed and did not send."""

    @property
    def knowledge(self) -> Knowledge:
        """The content."""
        return self.adviser.knowledge

    @property
    def today(self) -> date:
        """Today, where the clock is."""
        return self.now.date()

    def after(self, *happened: "Happening") -> "Scene":
        """The scene once these things have happened."""
        events = [Event(kind=h.kind, at=self.now, body=h.body) for h in happened]
        return replace(self, consultation=fold(events, self.consultation))


@dataclass(frozen=True)
class Happening:
    """An event to be: kind and body; the time is the turn's."""

    kind: str
    body: Body = field(default_factory=dict)


@dataclass(frozen=True)
class Sending:
    """Cards for a place, under an id by which a second sending is noticed."""

    id: str
    place: str
    cards: tuple[Card, ...]
    language: Language | None = None
    """The cards' own, where it is not the one that readers at this place are told things in."""


@dataclass(frozen=True)
class Step:
    """What a turn makes: events to keep, cards to show. `begins` marks that a consultation starts."""

    cards: tuple[Card, ...]
    happened: tuple[Happening, ...] = ()
    due: tuple[Due, ...] = ()
    begins: bool = False
    route: str = ""
    """For a turn that keeps nothing but where it went."""
    original: str = ""
    opens: str = ""
    """The id of another consultation of this person to make current, before the cards are asked again."""
    shows: bool = False
    """Whether what the consultation that it opens came to is shown."""
    erases: str = ""
    """The id of a consultation of this person to destroy; nothing else happens then."""
    document: Document | None = None
    """A file for the person, where they can be handed one."""
    about: str = ""
    """The id of another consultation whose words the cards hold: what stands in the chat goes when that is erased."""
    gathers: bool = False
    """Whether all that is kept about the person is put together; nothing else happens then."""
    settles: tuple[str, ...] = ()
    """Ids of due jobs that this settles."""
    sends: tuple[Sending, ...] = ()
    """What goes to others: a lead who is asked, a colleague."""
