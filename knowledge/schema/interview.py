"""Questions, choices and purposes: what is asked, in which order, and of whom."""

from typing import Literal

from pydantic import Field

from knowledge.schema.entry import Frozen, Id, Source, Text

Kind = Literal["one", "several", "upto_two", "date", "words"]
Path = Literal["fast", "further", "investee"]


class Condition(Frozen):
    """True when an earlier answer holds one of these values (or none of them, with `without`)."""

    question: Id
    any: tuple[Id, ...] = ()
    without: tuple[Id, ...] = ()


class Choice(Frozen):
    """One tap. `alone` choices exclude all others (none of these, can't tell)."""

    id: Id
    alone: bool = False


class Question(Frozen):
    """One question. Its words, and those of its choices, stand in texts/<language>.toml under its id."""

    id: Id
    kind: Kind
    path: Path
    choices: tuple[Choice, ...] = ()
    when: tuple[Condition, ...] = ()
    """All must hold; a condition names an earlier question only."""
    confirmed: bool = False
    """Whether a guess from the text must be answered by the person (connection is never assumed)."""
    first: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    """For an actor: the choices offered first, best first; the others stand behind "More"."""
    source: Source

    def choice(self, choice_id: str) -> Choice | None:
        """The choice with this id."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


class Purpose(Frozen):
    """A cluster of the WHY column: what a person may need most. Its label stands in the texts."""

    id: Id
    summary: Text
    source: Source


class Route(Frozen):
    """A way a consultation can go. `logged`: whether more than the route itself is kept."""

    id: Id
    logged: bool
    advises: bool
    source: Source
