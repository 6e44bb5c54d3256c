"""What is wrong with an Adaptive Card: what Teams refuses, and what it shows wrongly or not at all."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.slack_double.texts import Json

from . import cards, limits


def card_problems(card: Any) -> list[str]:
    """Everything that is wrong with a card, one sentence each; empty for a good one."""
    return [*refused(card), *advised(card)]


def refused(card: Any) -> list[str]:
    """Why Teams would not take the card, its size apart."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        return ["the type is not AdaptiveCard"]
    version = [] if card.get("version") in limits.VERSIONS else [f"the version {card.get('version')!r} is not known"]
    return [*version, *_element_problems(card, "card")]


def size(card: Any) -> int:
    """How many bytes a card has, in UTF-8."""
    return len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode())


def advised(card: Any) -> list[str]:
    """What Teams takes, and what does not come out as it was meant."""
    if not isinstance(card, dict):
        return []
    shown = list(cards.shown_cards(card))
    wide = [] if size(card) <= limits.CARD_BYTES else [f"the card has {size(card)} bytes"]
    ids = Counter(one.get("id") for each in shown for one in cards.inputs(each))
    twice = [f"the input id {name!r} stands {count} times" for name, count in ids.items() if count > 1]
    return [*wide, *twice, *(found for each in shown for found in _unfit(each))]


def _unfit(card: Json) -> Iterator[str]:
    for element in cards.elements(card):
        count = len(element.get("actions") or [])
        if count > limits.ACTIONS:
            yield f"{element.get('type')} has {count} actions"
        if element.get("type") == "Input.ChoiceSet":
            yield from _choices(element)


def _choices(element: Json) -> Iterator[str]:
    values = [str(one.get("value")) for one in element.get("choices") or [] if isinstance(one, dict)]
    yield from (f"the choice {value!r} of {element.get('id')!r} has a comma" for value in values if "," in value)
    twice = [value for value, count in Counter(values).items() if count > 1]
    yield from (f"the choice {value!r} of {element.get('id')!r} stands twice" for value in twice)


def _element_problems(element: Any, at: str) -> Iterator[str]:
    if not isinstance(element, dict):
        yield f"{at} is not an object"
        return
    kind = element.get("type")
    if kind not in cards.ELEMENTS:
        yield from _unknown(element, at)
        return
    yield from _missing(element, at)
    if kind == "Input.ChoiceSet":
        yield from _malformed_choices(element, at)
    for name in cards.CHILDREN.get(str(kind), ()):
        yield from _children(element, name, at)
    for number, action in enumerate(_actions(element)):
        yield from _action_problems(action, f"{at}.actions[{number}]")


def _children(element: Json, name: str, at: str) -> Iterator[str]:
    if not isinstance(element.get(name, []), list):
        yield f"{at}.{name} is not a list"
        return
    for number, child in enumerate(element.get(name, [])):
        yield from _element_problems(cards.as_part(child, element["type"]), f"{at}.{name}[{number}]")


def _actions(element: Json) -> list[Any]:
    listed = element.get("actions") if element["type"] in cards.ACTIONS_IN else None
    return [
        *(listed if isinstance(listed, list) else []),
        *([element["selectAction"]] if "selectAction" in element else []),
    ]


def _action_problems(action: Any, at: str) -> Iterator[str]:
    if not isinstance(action, dict):
        yield f"{at} is not an object"
    elif action.get("type") not in cards.ACTIONS:
        yield from _unknown(action, at)
    else:
        yield from _missing(action, at)
        if action["type"] == "Action.ShowCard" and "card" in action:
            yield from _element_problems(action["card"], f"{at}.card")
        if isinstance(action.get("fallback"), dict):
            yield from _action_problems(action["fallback"], f"{at}.fallback")


def _unknown(part: Json, at: str) -> Iterator[str]:
    if "fallback" not in part:
        yield f"{at} has no type" if part.get("type") is None else f"{at} is of the unknown type {part['type']!r}"


def _missing(part: Json, at: str) -> Iterator[str]:
    for name in cards.REQUIRED.get(part["type"], ()):
        if name not in part:
            yield f"{at} ({part['type']}) has no {name}"
    for name in ("text", "title", "id", "label"):
        if not isinstance(part.get(name, ""), str):
            yield f"{at}.{name} is not a text"


def _malformed_choices(element: Json, at: str) -> Iterator[str]:
    for number, choice in enumerate(element.get("choices") or []):
        if not isinstance(choice, dict) or not {"title", "value"} <= choice.keys():
            yield f"{at}.choices[{number}] has no title or no value"
        elif not isinstance(choice["title"], str) or not isinstance(choice["value"], str):
            yield f"{at}.choices[{number}] is not of texts"
