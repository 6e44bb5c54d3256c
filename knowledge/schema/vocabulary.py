"""How people say things: phrases that propose answers, each with its own examples."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from knowledge.schema.entry import Frozen, Id, Language, Text

_STAR_INSIDE = re.compile(r"\*(?<=[^\s|*]\*)\**[^\s|*]")
Strength = Literal["strong", "normal", "weak"]


def _no_star_inside(patterns: tuple[str, ...]) -> tuple[str, ...]:
    written = "\n".join(patterns)
    if _STAR_INSIDE.search(written):
        inside = next(word for word in re.split(r"[\s|]+", written) if _STAR_INSIDE.search(word))
        raise ValueError(f"{inside!r}: a star stands at a word's beginning or end, never inside it")
    return patterns


Pattern = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"\w")]
"""A row of words to look for: it holds a letter or digit at least, and stars at the ends of words only."""

# Stars are looked at once for all patterns of a language: there are many, and they are read at every start.
Patterns = Annotated[tuple[Pattern, ...], AfterValidator(_no_star_inside)]


class Phrase(Frozen):
    """One thing people say, and what it proposes.

    `says` lists patterns per language. A pattern is a row of words; a word matches by its stem, or as a
    beginning when it ends in `*`; `a|b` are alternatives; `...` lets up to four other words stand between.
    A word in CAPITALS matches capitals only. `unless` patterns switch the phrase off.
    """

    id: Id
    means: dict[Id, tuple[Id, ...]] = Field(min_length=1)
    """question -> choices it proposes; also "route", "lever" (points to it), "bars" (rules it out), "sign"."""
    strength: Strength = "normal"
    says: dict[Language, Patterns] = Field(min_length=1)
    unless: dict[Language, Patterns] = Field(default_factory=dict)
    yes: tuple[Text, ...] = Field(min_length=1)
    no: tuple[Text, ...] = Field(min_length=1)


class Alias(Frozen):
    """Words that mean an entry or a filter in a look-up ("jv", "gov", "commercial", "EITI")."""

    id: Id
    means: tuple[Id, ...] = Field(min_length=1)
    says: dict[Language, Patterns]
    yes: tuple[Text, ...] = Field(min_length=1)
    no: tuple[Text, ...] = Field(min_length=1)
