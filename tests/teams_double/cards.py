"""The parts of an Adaptive Card: which elements and actions there are, and how to walk through them."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.slack_double.texts import Json

CHILDREN: dict[str, tuple[str, ...]] = {
    "AdaptiveCard": ("body",),
    "Container": ("items",),
    "Column": ("items",),
    "ColumnSet": ("columns",),
    "Table": ("rows",),
    "TableRow": ("cells",),
    "TableCell": ("items",),
    "ImageSet": ("images",),
    "RichTextBlock": ("inlines",),
}
"""Where the elements within an element stand."""
ACTIONS_IN = {"AdaptiveCard": "actions", "ActionSet": "actions"}
TOP = (
    "TextBlock",
    "RichTextBlock",
    "Image",
    "ImageSet",
    "Media",
    "Container",
    "ColumnSet",
    "FactSet",
    "ActionSet",
    "Table",
)
INPUTS = ("Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet")
ELEMENTS = frozenset((*TOP, *INPUTS, *CHILDREN, "TextRun"))
"""Every type an element may have in version 1.5."""
ACTIONS = frozenset(("Action.OpenUrl", "Action.Submit", "Action.Execute", "Action.ShowCard", "Action.ToggleVisibility"))
REQUIRED: dict[str, tuple[str, ...]] = {
    "TextBlock": ("text",),
    "TextRun": ("text",),
    "Image": ("url",),
    "FactSet": ("facts",),
    "ActionSet": ("actions",),
    "ColumnSet": (),
    "Input.Toggle": ("id", "title"),
    "Action.OpenUrl": ("url",),
    "Action.ShowCard": ("card",),
    "Action.ToggleVisibility": ("targetElements",),
    **{kind: ("id",) for kind in INPUTS if kind != "Input.Toggle"},
}


def elements(card: Any, leave_out: Callable[[Json], bool] = lambda element: False) -> Iterator[Json]:
    """Every element of a card, the card itself first; what is left out goes with all that is in it."""
    if not isinstance(card, dict) or leave_out(card):
        return
    yield card
    for name in CHILDREN.get(str(card.get("type")), ()):
        for child in _listed(card.get(name)):
            yield from elements(as_part(child, card["type"]), leave_out)


def as_part(child: Any, within: str) -> Any:
    """A column, row or cell with its type, which it may leave to where it stands; a text as the run that it is."""
    if isinstance(child, str) and within == "RichTextBlock":
        return {"type": "TextRun", "text": child}
    part = {"ColumnSet": "Column", "Table": "TableRow", "TableRow": "TableCell"}.get(within)
    return {"type": part, **child} if part and isinstance(child, dict) else child


def inputs(card: Json) -> list[Json]:
    """The inputs of a card, but for those in cards that it shows on demand."""
    return [one for one in elements(card) if one.get("type") in INPUTS]


def actions_of(element: Json) -> list[Json]:
    """The actions that stand on one element, the one for a press on the element itself included."""
    listed = _listed(element.get(ACTIONS_IN.get(str(element.get("type")), "")))
    return [one for one in [*listed, element.get("selectAction")] if isinstance(one, dict)]


def shown_cards(card: Json) -> Iterator[Json]:
    """The card, and every card that an action of it shows."""
    yield card
    for element in elements(card):
        for action in actions_of(element):
            if isinstance(action.get("card"), dict):
                yield from shown_cards(action["card"])


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
