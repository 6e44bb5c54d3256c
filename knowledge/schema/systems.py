"""The other systems of both sources: moments, persuasion, internal leverage, investing."""

from typing import Literal

from pydantic import Field

from knowledge.schema.entry import Frozen, Id, Statement, Text
from knowledge.schema.levers import Point

Counterpart = Literal["SUP", "JV", "CUS", "GOV", "OWN"]


class Moment(Statement):
    """A moment of traction (I.5). `prepare` says how to structure it in early (our reading)."""

    prepare: Text


class Tip(Frozen):
    """One ethical application of a principle to a counterpart; `levers` are the ids it refers to."""

    id: Id
    counterpart: Counterpart
    text: Text
    levers: tuple[Id, ...] = ()
    interests: tuple[Id, ...] = ()


class Principle(Statement):
    """One of Cialdini's six (I.6), with tips (our application) and what never to do."""

    tips: tuple[Tip, ...] = Field(min_length=1)
    never: tuple[Point, ...] = Field(min_length=1)


class InternalItem(Frozen):
    """One way of moving colleagues (III). `fits` are the culture tests it answers (our reading)."""

    id: Id
    text: Text
    within: Id | None = None
    fits: tuple[Id, ...] = ()


class Means(Statement):
    """One of the five means of internal leverage (III), with its items."""

    items: tuple[InternalItem, ...] = Field(min_length=1)


class Duty(Statement):
    """A row of the table in I.1: if we have ..., then we should ...; `remedy` only where the row has one."""

    connection: Literal["cause", "contribute", "linkage"]
    should: tuple[Text, ...]
    remedy: Text | None = None


class EngagementLevel(Statement):
    """A level of engagement (Löning ch. 2, Annex II) with its prerequisite, pros and cons."""

    prerequisite: Text | None = None
    pros: tuple[Point, ...]
    cons: tuple[Point, ...]


class Element(Statement):
    """One of the 11 elements of meaningful engagement (Löning Table 3); `first_step` is our reading."""

    first_step: Text
    recommendation: Id


class Rung(Statement):
    """A rung of the escalation ladder inside L-EL10. `holdings`: the kinds of holding it is open to (ours)."""

    place: int
    holdings: tuple[Literal["shares", "bonds", "loan", "fund", "advice"], ...]


class Case(Statement):
    """A case study: who, what they did, what came of it."""

    who: Text
    did: Text
    result: Text


class Figure(Statement):
    """A figure whose drawing the text copies lost. `nodes` are our reconstruction, and say so."""

    nodes: tuple[Point, ...] = ()
