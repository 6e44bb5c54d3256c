"""Elements in as many cards as they need: each within the size that Teams takes, what belongs together on one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from handlers.teams import limits
from handlers.teams.blocks import Made

Unit = tuple[Made, ...]
"""Elements that stay together where they can."""


def pages(units: Iterable[Unit], card: Callable[[Sequence[Made]], Made]) -> Iterator[Made]:
    """The units in order, on one card if they fit, else on several."""
    empty = limits.size(card([]))
    page: list[Made] = []
    held = empty
    for unit in _small(units, limits.TARGET - empty):
        more = _size(unit)
        if page and unit and held + more > limits.TARGET:
            yield card(_finished(page))
            page, held = [], empty
        page += unit
        held += more
    if page:
        yield card(_finished(page))


def _small(units: Iterable[Unit], most: int) -> Iterator[Unit]:
    """The units, one that fits no page as its single elements."""
    for unit in units:
        if not unit:
            continue
        if _size(unit) <= most:
            yield unit
        else:
            # What is filled in goes with what sends it.
            asks = next((place for place, made in enumerate(unit) if _is_asked(made)), len(unit))
            yield from ((made,) for made in unit[:asks])
            yield unit[asks:]


def _is_asked(made: Made) -> bool:
    return str(made["type"]).startswith("Input.")


def _size(unit: Sequence[Made]) -> int:
    return sum(limits.size(made) + len(", ") for made in unit)


def _finished(page: Sequence[Made]) -> list[Made]:
    """A page begins with no line across; and where several things are asked, none of them holds another up."""
    first, *rest = page
    made = [{name: held for name, held in first.items() if name not in ("separator", "spacing")}, *rest]
    asked = sum("takes" in part["data"] for part in limits.parts(made) if part.get("type") == "Action.Submit")
    return made if asked <= 1 else [_unrequired(one) for one in made]


def _unrequired(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: held for name, held in value.items() if name not in ("isRequired", "errorMessage")}
        return {name: held if name == "data" else _unrequired(held) for name, held in kept.items()}
    return [_unrequired(inner) for inner in value] if isinstance(value, list) else value
