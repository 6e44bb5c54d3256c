"""Pressing what stands on a card: finding it, filling in the inputs, and what the client makes of both."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.slack_double.texts import Json

from . import cards, filling
from .refusals import NotPossible

Wanted = str | Json | None


@dataclass(frozen=True)
class Button:
    """One action, and the inputs that go along with it."""

    action: Json
    inputs: tuple[Json, ...]

    def name(self) -> str:
        """What is written on it."""
        return str(self.action.get("title") or self.action.get("id") or self.action.get("type"))


def buttons(card: Json) -> list[Button]:
    """Everything that can be pressed on a card, cards that it shows on demand included."""
    return list(_buttons(card, ()))


def find(card: Json | None, wanted: Wanted, kind: str) -> Button:
    """The one button of this type that has the title or id, or whose data holds these values; else the tooltip."""
    if card is None:
        raise NotPossible("there is no card in this message")
    there = [_as_kind(button, kind) for button in buttons(card)]
    possible = [button for button in there if button is not None]
    found = [button for button in possible if _is(button, wanted)]
    found = found or [button for button in possible if wanted is not None and button.action.get("tooltip") == wanted]
    if len(found) != 1:
        names = [f"{button.name()} ({button.action.get('type')})" for button in buttons(card)]
        raise NotPossible(f"{len(found)} buttons of {kind} are {wanted!r}; there stand {names}")
    if found[0].action.get("isEnabled") is False:
        raise NotPossible(f"{found[0].name()!r} is there and can't be pressed")
    return found[0]


def kind_of(card: Json | None, wanted: Wanted) -> str:
    """Of which type the one button is that has the title or id, or whose data holds these values."""
    found = {one.action.get("type") for one in buttons(card or {}) if _is(one, wanted)}
    return "Action.Execute" if "Action.Execute" in found else "Action.Submit"


def value(button: Button, given: Json) -> object:
    """The data of an action with the inputs merged in, as the client sends it."""
    data = button.action.get("data")
    with_inputs = button.action.get("associatedInputs") != "none"
    filled = filling.filled(button.inputs if with_inputs else (), given)
    if isinstance(data, dict) or data is None:
        if isinstance(data, dict) and "msteams" in data:
            raise NotPossible("the double plays no data.msteams (messageBack, imBack, task/fetch)")
        return {**(data or {}), **filled}
    if filled:
        raise NotPossible("inputs can't be merged into data that is no object")
    return data


def _buttons(card: Json, above: tuple[Json, ...]) -> Iterator[Button]:
    toggled = _toggled(card)
    inputs = (*above, *cards.inputs(card))
    for element in _visible(card, toggled):
        for action in cards.actions_of(element):
            yield Button(action, inputs)
            if isinstance(action.get("card"), dict):
                yield from _buttons(action["card"], inputs)


# What is hidden until somebody toggles it can be pressed: nobody keeps them from toggling.
def _visible(card: Json, toggled: frozenset[str]) -> Iterator[Json]:
    return cards.elements(card, lambda one: one.get("isVisible") is False and one.get("id") not in toggled)


def _toggled(card: Json) -> frozenset[str]:
    targets = [
        target["elementId"] if isinstance(target, dict) else target
        for element in cards.elements(card)
        for action in cards.actions_of(element)
        for target in action.get("targetElements") or []
    ]
    return frozenset(targets)


# A client that knows no Action.Execute shows what stands in its fallback.
def _as_kind(button: Button, kind: str) -> Button | None:
    if button.action.get("type") == kind:
        return button
    fallback = button.action.get("fallback")
    if isinstance(fallback, dict) and fallback.get("type") == kind:
        return Button({"title": button.name(), **fallback}, button.inputs)
    return None


def _is(button: Button, wanted: Wanted) -> bool:
    data = button.action.get("data")
    if isinstance(wanted, dict):
        return isinstance(data, dict) and all(data.get(name) == value for name, value in wanted.items())
    return wanted is None or wanted in (button.action.get("title"), button.action.get("id"))
