"""Somebody who fills in a card and taps its buttons, as Teams does it: what a tap sends."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from handlers.teams.limits import parts
from handlers.teams.presses import TAKES

Card = Mapping[str, Any]


def submits(card: Card) -> list[Card]:
    """Every button that sends something, those that have to be unfolded first among them."""
    return [part for part in parts(card) if part.get("type") == "Action.Submit"]


def inputs(card: Card) -> dict[str, Card]:
    """Every field of a card by its id."""
    return {part["id"]: part for part in parts(card) if str(part.get("type")).startswith("Input.")}


def taken(button: Card) -> list[tuple[str, str]]:
    """Name and id of each field that a button sends, in order."""
    return [(name, id) for name, id in button["data"].get(TAKES, {}).get("from", ())]


def tap(card: Card, button: Card, filled: Mapping[str, str] | None = None, *, execute: bool = False) -> dict[str, Any]:
    """The `value` of what Teams delivers: the button's data and every field that holds something.

    A person may fill in only what is there and offered. What is not marked to be sent alone is sent with all fields.
    """
    there = inputs(card)
    told = {id: str(field["value"]) for id, field in there.items() if field.get("value")}
    for id, value in (filled or {}).items():
        told[id] = value
        assert _is_possible(there[id], value), (there[id], value)
    sent = {} if button.get("associatedInputs") == "none" else {id: value for id, value in told.items() if value}
    data = {**button["data"], **sent}
    return {"action": {"type": "Action.Execute", "verb": "", "data": data}, "trigger": "manual"} if execute else data


def _is_possible(field: Card, value: str) -> bool:
    if field["type"] != "Input.ChoiceSet":
        return len(value) <= field.get("maxLength", 10)
    offered = {choice["value"] for choice in field["choices"]}
    return set(value.split(",")) <= offered and (field["isMultiSelect"] or "," not in value)


def filled_at_random(card: Card, button: Card, draw: Any) -> dict[str, str]:
    """Something possible in each field that a button sends."""
    return {id: next(iter(_some(inputs(card)[id], draw))) for _, id in taken(button)}


def _some(field: Card, draw: Any) -> Iterator[str]:
    if field["type"] == "Input.Date":
        yield draw.choice(("2027-06-01", "2030-12-31"))
    elif field["type"] == "Input.ChoiceSet":
        values: Iterable[str] = [choice["value"] for choice in field["choices"]]
        many = draw.choice((1, 1, 2)) if field["isMultiSelect"] else 1
        yield ",".join(draw.sample(list(values), min(many, len(list(values)))))
    else:
        yield draw.choice(("yes", "1", "a country", "They keep the passports of workers at our supplier", "SUP-A2"))
