"""What an act of review needs to be told: fields, the same for a form and for typed words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["words", "line", "day", "person", "number", "lever", "question", "values", "choice"]
ONE_WORD: frozenset[Kind] = frozenset({"day", "person", "number", "lever", "question", "values", "choice"})
"""Kinds that are one word when they are typed: what follows belongs to the next field."""
NUMBER = re.compile(r"#?0*([0-9]{1,9})")


@dataclass(frozen=True)
class Field:
    """One thing that an act needs. Its label and hint stand in the texts under `review.field.<id>`."""

    id: str
    kind: Kind
    choices: tuple[str, ...] = ()
    optional: bool = False


def told(fields: Sequence[Field], words: str) -> dict[str, str]:
    """Typed words as field values, in order: the last one takes the rest. What is missing is left out."""
    values: dict[str, str] = {}
    rest = words.strip()
    for field in fields:
        if not rest:
            break
        first, _, after = rest.partition(" ")
        values[field.id], rest = (first, after.strip()) if field.kind in ONE_WORD else (rest, "")
    return values


def lacking(fields: Sequence[Field], values: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that are not told, or told in a way that can't be right."""
    return tuple(field for field in fields if not _is_told(field, values.get(field.id, "").strip()))


def _is_told(field: Field, value: str) -> bool:
    if not value:
        return field.optional
    if field.kind == "day":
        return day(value) is not None
    if field.kind == "number":
        return number(value) > 0
    return value in field.choices if field.kind == "choice" else True


def day(value: str) -> date | None:
    """A day written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def number(value: str) -> int:
    """A case number; 0 when it is none."""
    found = NUMBER.fullmatch(value.strip())
    return int(found[1]) if found else 0
