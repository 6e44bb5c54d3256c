"""What Slack delivered, as far as we need it."""

from dataclasses import dataclass

from bot.messages import Incoming, Press
from bot.record import Person
from knowledge.schema.entry import Language


@dataclass(frozen=True)
class Delivery:
    """What Slack delivered, as far as we need it: who, in which language, and the delivery's own name."""

    person: Person
    language: Language
    id: str

    @property
    def place(self) -> str:
        """The person's direct message."""
        return self.person.private_place

    def typed(self, text: str) -> Incoming:
        """A text from this person."""
        return Incoming(
            person=self.person,
            place=self.place,
            delivery=self.id,
            text=text,
            language=self.language,
            takes_documents=True,
        )

    def pressed(self, press: Press, replaces: str = "") -> Incoming:
        """A press by this person, on a message of the direct message or elsewhere."""
        place = f"{self.place}:{replaces}" if replaces else self.place
        return self.typed("").model_copy(update={"place": place, "press": press})
