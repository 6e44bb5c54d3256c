"""Rules that move levers, and gates that stand before them. Weights are ours: no source has any."""

from typing import Literal

from pydantic import Field

from knowledge.schema.entry import Frozen, Id, Source, Text
from knowledge.schema.interview import Condition

Weight = Literal["strong", "normal", "slight"]


class Example(Frozen):
    """Answers under which a rule must fire, or must not."""

    answers: dict[Id, tuple[Id, ...]]


class Rule(Frozen):
    """When the answers hold, these levers move. The reason's words stand in texts under [rule]."""

    id: Id
    when: tuple[Condition, ...] = Field(min_length=1)
    up: dict[Id, Weight] = Field(default_factory=dict)
    down: dict[Id, Weight] = Field(default_factory=dict)
    out: tuple[Id, ...] = ()
    """Levers that must not be recommended under these answers; "why not" says so."""
    source: Source
    fires: tuple[Example, ...] = Field(min_length=1)
    rests: tuple[Example, ...] = Field(min_length=1)


class Ordering(Frozen):
    """Under these answers no lever of `later` may stand above `first`."""

    id: Id
    when: tuple[Condition, ...]
    first: Id
    later: tuple[Id, ...]
    source: Source


class Gate(Frozen):
    """A check that stands before some levers: its words stand in texts under [gate]."""

    id: Id
    levers: tuple[Id, ...]
    when: tuple[Condition, ...] = ()
    holds: bool = False
    """Whether the levers behind it wait until the lead agrees (the others carry a caution)."""
    source: Source


class Caution(Frozen):
    """A sentence that goes with some levers or answers: its words stand in texts under [caution]."""

    id: Id
    levers: tuple[Id, ...] = ()
    when: tuple[Condition, ...] = ()
    source: Source


class Pick(Frozen):
    """Which statements of a system go with which answers (internal items, tips): `ids`, best first."""

    id: Id
    when: tuple[Condition, ...] = ()
    ids: tuple[Id, ...]
    source: Source


class Reword(Frozen):
    """A company's own words for an entry: overlay files only."""

    id: Id
    text: Text
