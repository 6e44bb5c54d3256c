"""Filters that a person keeps under a name of their own. Pure."""

import re
from collections.abc import Collection, Mapping

from bot.record import Body, Person
from bot.review import filters
from bot.review.fields import number

FILTERS = "filters"
"""The name of the setting."""
MOST = 20
NAME = re.compile(r"[^\W\d_][\w-]{0,29}")


def kept(body: Body | None) -> dict[str, str]:
    """Name -> what it stands for, in the order of saving."""
    return dict((body or {}).get("filters", {}))


def body_of(saved: Mapping[str, str]) -> Body | None:
    """As they are kept; None where there are none."""
    return {"filters": dict(saved)} if saved else None


def is_name(typed: str, person: Person, taken: Collection[str]) -> bool:
    """Whether a filter may be called this: one word that means nothing else after "review"."""
    means = number(typed) or typed in taken or not filters.read(typed, person).unknown
    return bool(NAME.fullmatch(typed)) and not means


def expanded(typed: str, saved: Mapping[str, str], person: Person) -> str:
    """What was typed, with what each saved name stands for in its place. What has a meaning of its own keeps it."""
    tokens = typed.split()
    unknown = set(filters.read(typed, person).unknown)
    return " ".join(saved.get(token.casefold(), token) if token in unknown else token for token in tokens)
