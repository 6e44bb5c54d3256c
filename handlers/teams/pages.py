"""Elements in as many cards as they need: each within the size that Teams takes, what belongs together on one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from handlers.teams import limits
from handlers.teams.blocks import Made
from handlers.teams.presses import TAKES

Unit = tuple[Made, ...]
"""Elements that stay together where they can."""


def pages(units: Iterable[Unit], card: Callable[[Sequence[Made]], Made]) -> Iterator[Made]:
    """The units in order, on one card if they fit, else on several."""
    empty = limits.size(card([]))
    page: list[Made] = []
    held = empty
    for unit in _small(units, limits.TARGET - empty):
        more = _size(unit)
        if page and held + more > limits.TARGET:
            yield card(_finished(page))
            page, held = [], empty
        page += unit
        held += more
    if page:
        yield card(_finished(page))


def _small(units: Iterable[Unit], most: int) -> Iterator[Unit]:
    """The units, one that fits no page as its single elements: but what is filled in goes with what sends it."""
    for unit in units:
        asked = [place for place, made in enumerate(unit) if _asks(made)]
        if not unit or _size(unit) <= most:
            yield unit
        elif not asked:
            yield from ((made,) for made in unit)
        else:
            first, last = asked[0], asked[-1] + 1
            yield from ((made,) for made in unit[:first])
            yield unit[first:last]
            yield from ((made,) for made in unit[last:])


def _asks(made: Made) -> bool:
    """Whether it is a field, or holds a button that sends one."""
    return any(str(part.get("type")).startswith("Input.") or _takes(part) for part in limits.parts(made))


def _takes(part: Mapping[str, Any]) -> bool:
    return part.get("type") == "Action.Submit" and TAKES in part["data"]


def _size(unit: Sequence[Made]) -> int:
    return sum(limits.size(made) + len(", ") for made in unit)


def _finished(page: Sequence[Made]) -> list[Made]:
    """A page begins with no line across; and where several things are asked, none of them holds another up."""
    first, *rest = page
    made = [{name: held for name, held in first.items() if name not in ("separator", "spacing")}, *rest]
    asked = sum(map(_takes, limits.parts(made)))
    return made if asked <= 1 else [_unrequired(one) for one in made]


def _unrequired(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: held for name, held in value.items() if name not in ("isRequired", "errorMessage")}
        return {name: held if name == "data" else _unrequired(held) for name, held in kept.items()}
    return [_unrequired(inner) for inner in value] if isinstance(value, list) else value
