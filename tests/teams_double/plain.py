"""A message or card as a person reads it, so that a test reads like a conversation."""

import re
from collections.abc import Callable
from typing import Any

from tests.slack_double.texts import Json

from .messages import CARD


def plain(shown: Any) -> str:
    """The readable text of a message, a card, an element or a list of them; what can be pressed is in [brackets]."""
    if isinstance(shown, str):
        return _text(shown)
    if isinstance(shown, list):
        return _lines(plain(one) for one in shown)
    if not isinstance(shown, dict):
        return ""
    if shown.get("type") in _PARTS:
        return _PARTS[shown["type"]](shown)
    if shown.get("contentType") == CARD:
        return plain(shown.get("content"))
    return _lines((_text(shown.get("text")), _of_message(shown)))


def _of_message(message: Json) -> str:
    if message.get("card"):
        return plain(message["card"])
    return plain([one for one in message.get("attachments") or [] if one.get("contentType") == CARD])


def _text(value: Any) -> str:
    links = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", str(value or ""))
    return re.sub(r"</?at>|\*\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)", "", links)


def _lines(parts: Any) -> str:
    return "\n".join(part for part in parts if part)


def _container(element: Json) -> str:
    inner = [element.get(name) for name in ("items", "rows", "cells", "images")]
    pressed = _button(element["selectAction"]) if "selectAction" in element else ""
    return _lines([*(plain(one) for one in inner if one), pressed])


def _row(element: Json) -> str:
    return " | ".join(plain(cell.get("items")) for cell in element.get("cells") or [])


def _columns(element: Json) -> str:
    columns = [plain(column.get("items")) for column in element.get("columns") or []]
    return "  ".join(column for column in columns if column)


def _card(card: Json) -> str:
    return _lines((plain(card.get("body")), _buttons(card)))


def _buttons(element: Json) -> str:
    return "  ".join(_button(action) for action in element.get("actions") or [])


def _button(action: Json) -> str:
    shown = plain(action["card"]) if action.get("card") else ""
    return _lines((f"[{action.get('title', '')}]", shown))


def _rich(element: Json) -> str:
    return "".join(one if isinstance(one, str) else str(one.get("text", "")) for one in element.get("inlines") or [])


def _facts(element: Json) -> str:
    return _lines(f"{_text(fact.get('title'))}: {_text(fact.get('value'))}" for fact in element.get("facts") or [])


def _choices(element: Json) -> str:
    chosen = str(element.get("value", "")).split(",")
    marked = [
        ("*" if one.get("value") in chosen else "") + str(one.get("title")) for one in element.get("choices") or []
    ]
    return _input(element, "  ".join(f"[{mark}]" for mark in marked))


def _toggle(element: Json) -> str:
    on = element.get("value") == element.get("valueOn", "true")
    return _input(element, f"[{'*' if on else ''}{element.get('title')}]")


def _field(element: Json) -> str:
    return _input(element, f"[{element.get('value') or element.get('placeholder') or '...'}]")


def _input(element: Json, shown: str) -> str:
    required = "*" if element.get("isRequired") else ""
    return f"{element['label']}{required}: {shown}" if element.get("label") else shown


_PARTS: dict[str, Callable[[Json], str]] = {
    "AdaptiveCard": _card,
    "TextBlock": lambda element: _text(element.get("text")),
    "TextRun": lambda element: str(element.get("text", "")),
    "RichTextBlock": _rich,
    "FactSet": _facts,
    "ActionSet": _buttons,
    "Container": _container,
    "Column": _container,
    "ColumnSet": _columns,
    "Table": _container,
    "TableRow": _row,
    "TableCell": _container,
    "ImageSet": _container,
    "Image": lambda element: f"({element['altText']})" if element.get("altText") else "",
    "Input.ChoiceSet": _choices,
    "Input.Toggle": _toggle,
    **dict.fromkeys(("Input.Text", "Input.Number", "Input.Date", "Input.Time"), _field),
}
