"""An Adaptive Card as a person reads it, as text: what is bold, what can be tapped, filled in and unfolded."""

from collections.abc import Iterable, Iterator
from typing import Any

from handlers.teams import limits
from handlers.teams.render import Message

MARKS = {True: ("[ ]", "[x]"), False: ("( )", "(x)")}
IN = "    "


def read(made: Iterable[Message]) -> str:
    """Messages as a person reads them."""
    return "\n=====\n".join("\n".join(_body(message.card["body"])) for message in made) + "\n"


def shown(card: dict[str, Any]) -> str:
    """One card as a person reads it."""
    return "\n".join(_body(card["body"]))


def _body(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        if item.get("separator"):
            yield "---"
        yield from _KINDS[item["type"]](item)


def _text(item: dict[str, Any]) -> Iterator[str]:
    heading = {limits.HEADING: "#", "Default": "##"}.get(item.get("size", ""), "##") if "weight" in item else ""
    yield f"{heading} {item['text']}".strip()


def _container(item: dict[str, Any]) -> Iterator[str]:
    inside = list(_body(item["items"]))
    if item.get("isVisible") is False:
        yield from (f"{IN}? {line}" for line in inside)
    else:
        yield from (f"! {line}" for line in inside)


def _columns(item: dict[str, Any]) -> Iterator[str]:
    yield "   ".join(line for column in item["columns"] for line in _body(column["items"]))


def _actions(item: dict[str, Any]) -> Iterator[str]:
    yield "  ".join(_named(action) for action in item["actions"])
    for action in item["actions"]:
        if "card" in action:
            yield from (f"{IN}{line}" for line in (f"({action['title']})", *_body(action["card"]["body"])))


def _named(action: dict[str, Any]) -> str:
    sign = {"Action.ShowCard": " v", "Action.ToggleVisibility": " ?"}.get(action["type"], "")
    return f"[{'*' if action.get('style') else ''}{action['title']}{sign}]"


def _field(item: dict[str, Any]) -> Iterator[str]:
    kind = "day" if item["type"] == "Input.Date" else "text" if item.get("isMultiline") else "line"
    yield f"{_label(item)}: <{item.get('value') or kind}>"


def _choices(item: dict[str, Any]) -> Iterator[str]:
    chosen = item.get("value", "").split(",")
    if item["style"] != "expanded":
        named = " | ".join(f"{'x ' if one['value'] in chosen else ''}{one['title']}" for one in item["choices"])
        yield f"{_label(item)}: <{item['style']}: {named}>"
        return
    yield _label(item)
    marks = MARKS[item["isMultiSelect"]]
    yield from (f"{marks[one['value'] in chosen]} {one['title']}" for one in item["choices"])


def _label(item: dict[str, Any]) -> str:
    return f"{item['label']}{' *' if item.get('isRequired') else ''}"


_KINDS = {
    "TextBlock": _text,
    "Container": _container,
    "ColumnSet": _columns,
    "ActionSet": _actions,
    "Input.Text": _field,
    "Input.Date": _field,
    "Input.ChoiceSet": _choices,
}
