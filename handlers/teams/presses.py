"""What a card's button sends, there and back: a press with what was filled in beside it.

A button's data is `{"leverage": <the press without defaults>}`. Where it sends what was filled in it also has
`"takes": {"as": <one of AS>, "from": [[name, input's id], ...]}`; Teams adds the inputs at the top level, by their ids.
Inputs that nobody touched are absent.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.messages import Press

OURS, TAKES = "leverage", "takes"
MOST = 20_000
"""Characters of one value that are looked at."""
Filled = Sequence[tuple[str, str]]
"""Name and value of each input that a button takes, in order."""


@dataclass(frozen=True)
class Told:
    """A situation told in a card's field: a text as if it had been typed, and no press.

    `about` names the consultation and revision that were on the card, so that a field of an old card can be told apart.
    """

    text: str
    about: Press


def sent(press: Press, takes: str = "", inputs: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """The data of a button, which takes these inputs (name, id) with it."""
    data: dict[str, Any] = {OURS: press.model_dump(mode="json", exclude_defaults=True)}
    taken = [[name, id] for name, id in inputs]
    return {**data, TAKES: {"as": takes, "from": taken}} if takes else data


def pressed(value: object) -> Press | Told | None:
    """What a Submit's `value`, or an Execute's, means; None when it is nothing of ours. Nothing raises."""
    data = _data(value)
    try:
        press = Press.model_validate(data.get(OURS))
        takes = data.get(TAKES)
        return press if takes is None else AS[takes["as"]](press, _filled(data, takes["from"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _data(value: object) -> Mapping[str, Any]:
    """An Execute has what a Submit sends two steps deeper."""
    for step in ("action", "data"):
        inner = value.get(step) if isinstance(value, Mapping) and OURS not in value else value
        value = inner if isinstance(inner, Mapping) else value
    return value if isinstance(value, Mapping) else {}


def _filled(data: Mapping[str, Any], taken: Sequence[tuple[str, str]]) -> Filled:
    return [(str(name), _text(data.get(id))) for name, id in taken]


def _text(value: object) -> str:
    return value.strip()[:MOST] if isinstance(value, str) else ""


def _with(press: Press, **more: Any) -> Press:
    """Unlike a copy it is checked."""
    return Press(**{**press.model_dump(), **more})


def _choice(press: Press, filled: Filled) -> Press:
    """What is ticked, from any of the fields."""
    ticked = [one.strip() for _, value in filled for one in value.split(",")]
    return _with(press, value=", ".join(one for one in ticked if one))


def _words(press: Press, filled: Filled) -> Press:
    """An answer in words, or a day."""
    return _with(press, value=" ".join(value for _, value in filled if value))


def _after(press: Press, filled: Filled) -> Press:
    """What is typed stands behind what the button says: "0417" and the reply."""
    return _with(press, value=" ".join(value for value in (press.value, *(told for _, told in filled)) if value))


def _fields(press: Press, filled: Filled) -> Press:
    """The blanks of a form; one that was left empty is there too."""
    return _with(press, fields=tuple(filled))


def _told(press: Press, filled: Filled) -> Told:
    return Told(" ".join(value for _, value in filled if value), press)


AS: Mapping[str, Callable[[Press, Filled], Press | Told]] = {
    "choice": _choice,
    "words": _words,
    "after": _after,
    "fields": _fields,
    "told": _told,
}
"""How what was filled in becomes part of a press."""
