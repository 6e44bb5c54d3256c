"""What a chat delivered, as far as the assistant needs it: who, in which language, and the delivery's own name."""

from dataclasses import dataclass

from bot.messages import Incoming, Press
from bot.record import Person
from knowledge.schema.entry import Language


@dataclass(frozen=True)
class Delivery:
    """One delivery."""

    person: Person
    language: Language
    id: str
    takes_documents: bool = True
    """Whether the chat can hand the person a file."""

    @property
    def place(self) -> str:
        """The person's private chat."""
        return self.person.private_place

    def typed(self, text: str) -> Incoming:
        """A text from this person."""
        return Incoming(
            person=self.person,
            place=self.place,
            delivery=self.id,
            text=text,
            language=self.language,
            takes_documents=self.takes_documents,
        )

    def pressed(self, press: Press, replaces: str = "") -> Incoming:
        """A press by this person, on a message of the private chat or elsewhere."""
        place = f"{self.place}:{replaces}" if replaces else self.place
        return self.typed("").model_copy(update={"place": place, "press": press})
