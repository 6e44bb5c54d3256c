"""Annex A of Shift 2013: actors, categories, modes, and the 45 levers."""

from typing import Literal

from pydantic import Field

from knowledge.schema.entry import ActorId, CategoryId, Frozen, Id, ModeId, Source, Statement, Text

Strength = Literal["main", "secondary"]


class Point(Frozen):
    """A why or an example of a lever, with its own id (SUP-A1.w1, SUP-A3.x1)."""

    id: Id
    text: Text


class Caveat(Point):
    """A limit the source itself states, and the column it stands in."""

    column: Literal["HOW", "WHY"]


class PurposeSupport(Frozen):
    """That a lever serves a purpose, and the entry of the lever that says so ("SUP-A1.w1", or "how")."""

    purpose: Id
    strength: Strength
    basis: Text


class Lever(Frozen):
    """One row of Annex A. Titles are not unique: show the id beside the title."""

    id: Id
    actor: ActorId
    category: CategoryId
    title: Text
    how: Text
    whys: tuple[Point, ...] = Field(min_length=1)
    examples: tuple[Point, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    modes: tuple[ModeId, ...] = Field(min_length=1)
    purposes: tuple[PurposeSupport, ...] = Field(min_length=1)
    apt_when: Text
    """Our reading: the situations in which this lever is the natural one, in everyday words."""
    source: Source


class Actor(Statement):
    """Over whom (I.3a), with the challenges of section II and what may move the counterpart."""

    plural: Text
    challenges: tuple[Point, ...] = ()
    interests: tuple[Point, ...] = ()


class Category(Statement):
    """How (I.3b): one of the five equal categories."""


class Mode(Statement):
    """For what purpose (I.3c): one of the three purposes on their spectrum, `place` 1 to 3."""

    place: int
