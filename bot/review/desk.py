"""A lead's desk: everything that an act of review may look at, and what it makes. Values only."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.access import Action, Named, Role, may, whose
from bot.advice import Adviser
from bot.consultation import Consultation
from bot.dialogue.scene import Happening, Scene, Sending
from bot.messages import Card
from bot.record import Body, Due, Event, Example, Person, Standing
from knowledge.texts import Texts


@dataclass(frozen=True)
class Desk:
    """One case on the desk of one person, in that person's language. `scene` is the case in its asker's."""

    scene: Scene
    standing: Standing
    words: Texts
    person: Person
    roles: tuple[Role, ...]
    named: Named
    delivery: str = ""
    """What came in: cards that go to others are named after it, so that none goes twice."""
    events: tuple[Event, ...] = ()
    """All that happened, for what is told in order of time."""
    earlier: tuple[int, ...] = ()
    """Numbers of other cases of the same partner that this person may read."""
    reachable: frozenset[int] = frozenset()
    """Of the cases that this one or an act names, those that this person may read."""
    linked_from: tuple[int, ...] = ()
    """Numbers of the cases that name this one, as far as this person may read them."""

    @property
    def consultation(self) -> Consultation:
        """The case."""
        return self.scene.consultation

    @property
    def adviser(self) -> Adviser:
        """Knowledge."""
        return self.scene.adviser

    @property
    def now(self) -> datetime:
        """The time of this turn."""
        return self.scene.now

    @property
    def today(self) -> date:
        """Today, where the clock is."""
        return self.scene.today

    @property
    def number(self) -> str:
        """The case number as people write it."""
        return f"{self.standing.number:04d}"

    @property
    def asker(self) -> Person:
        """Whose case it is."""
        return self.standing.person

    @property
    def links(self) -> tuple[int, ...]:
        """Numbers of the cases that are linked with this one, by either, as far as this person may read them."""
        ours = (number for number in self.consultation.review.links if number in self.reachable)
        return tuple(sorted({*ours, *self.linked_from}))

    def may(self, action: Action) -> bool:
        """Whether this person may do this to this case: by the table, and if nobody has barred them from it."""
        barred = self.person in self.consultation.review.barred
        return not barred and may(self.roles, action, whose(self.person, self.asker))

    def here(self, *people: Person) -> tuple[Person, ...]:
        """Those who are not away today; all of them where nobody else is there."""
        return tuple(person for person in people if person not in self.scene.house.away) or people

    def sees_name(self) -> bool:
        """Whether this person is shown who asks."""
        return self.may("see_identity") and self.consultation.review.may_see_name(self.person)

    def after(self, *happened: Happening) -> "Desk":
        """The desk once these things have happened."""
        events = tuple(Event(kind=h.kind, at=self.now, body=h.body) for h in happened)
        return replace(self, scene=self.scene.after(*happened), events=(*self.events, *events))

    def by(self) -> Body:
        """Who did it and when, for an event's body."""
        return {"by": self.person.model_dump(), "at": self.now.isoformat()}

    def happens(self, kind: str, **body: object) -> Happening:
        """An event of this person, now."""
        return Happening(kind, {**self.by(), **body})

    def sends(self, name: str, to: Person, *cards: Card) -> Sending:
        """Cards for somebody's private place: the asker's in their language, others' in the one that leads share."""
        return Sending(f"{self.delivery}:{name}", to.private_place, cards)


@dataclass(frozen=True)
class Done:
    """What an act makes: a sentence for whoever acted, events, what goes to others, what is due later."""

    said: str = ""
    happened: tuple[Happening, ...] = ()
    sends: tuple[Sending, ...] = ()
    due: tuple[Due, ...] = ()
    settles: tuple[str, ...] = ()
    detail: str = ""
    """What the audit log says of it besides the act: a code."""
    wrong: str = ""
    """The id of the field that can't be taken, where nothing happened: else it is the first."""
    teaches: Example | None = None
    """An example that everybody is shown from now on."""
    forgets: bool = False
    """Whether the examples of this case are taken away."""
