"""A message, modal or Home as a person reads it, so that a test reads like a conversation."""

from collections.abc import Callable
from typing import Any

from . import elements
from .texts import Json, readable


def plain(shown: Any) -> str:
    """The readable text of a message, a view or a list of blocks; what can be clicked stands in [brackets]."""
    if isinstance(shown, list):
        return "\n".join(line for line in map(_block, shown) if line)
    if not isinstance(shown, dict):
        return ""
    if "title" in shown or shown.get("type") in ("modal", "home"):
        foot = "  ".join(f"[{_text(shown[name])}]" for name in ("submit", "close") if shown.get(name))
        return "\n".join(part for part in (_text(shown.get("title")), plain(shown["blocks"]), foot) if part)
    attached = [plain(one["blocks"]) for one in shown.get("attachments") or [] if one.get("blocks")]
    files = [f"({file['title']})" for file in shown.get("files") or []]
    body = plain(shown["blocks"]) if shown.get("blocks") else readable(shown.get("text", ""))
    return "\n".join(part for part in (body, *attached, *files) if part)


def _text(value: Any) -> str:
    return readable(value["text"]) if isinstance(value, dict) else readable(value or "")


def _block(block: Json) -> str:
    return _BLOCKS.get(block.get("type", ""), _other)(block)


def _section(block: Json) -> str:
    accessory = [_element(block["accessory"])] if block.get("accessory") else []
    return "\n".join([_text(one) for one in [block.get("text"), *(block.get("fields") or [])] if one] + accessory)


def _row(block: Json) -> str:
    return "  ".join(_element(one) for one in block["elements"])


def _input(block: Json) -> str:
    hint = [f"({_text(block['hint'])})"] if block.get("hint") else []
    optional = " (optional)" if block.get("optional") else ""
    return "\n".join([f"{_text(block['label'])}{optional}: {_element(block['element'])}", *hint])


def _image(block: Json) -> str:
    return f"({block.get('alt_text', '')})"


def _rich(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(_rich, value))
    if value.get("type") in ("text", "link", "emoji", "user"):
        return readable(value.get("text") or value.get("url") or value.get("name") or value.get("user_id", ""))
    inner = _rich(value.get("elements", []))
    return inner if value.get("type") == "rich_text" else f"{inner}\n"


def _table(block: Json) -> str:
    rows = [[_text(cell) if "text" in cell else _rich(cell).strip() for cell in row] for row in block["rows"]]
    return "\n".join(" | ".join(row) for row in rows)


def _card(block: Json) -> str:
    buttons = "  ".join(_element(one) for one in block.get("actions") or [])
    said = [_text(block.get(name)) for name in ("title", "subtitle", "body")]
    return "\n".join(part for part in (*said, buttons) if part)


def _other(block: Json) -> str:
    if block.get("elements"):
        return plain(block["elements"])
    title = [_text(block[name]) for name in ("title", "text") if block.get(name)]
    return "\n".join([*title, plain(block.get("child_blocks") or [])]).strip()


def _element(element: Json) -> str:
    return _ELEMENTS.get(element.get("type", ""), _field)(element)


def _button(element: Json) -> str:
    return f"[{elements.label(element)}]"


def _feedback(element: Json) -> str:
    return f"[{elements.label(element['positive_button'])}]  [{elements.label(element['negative_button'])}]"


def _options(element: Json) -> str:
    chosen = [element.get("initial_option"), *(element.get("initial_options") or [])]
    values = [option["value"] for option in chosen if option]
    marks = [
        ("*" if option["value"] in values else "") + elements.label(option) for option in elements.options(element)
    ]
    return "  ".join(f"[{mark}]" for mark in marks)


def _select(element: Json) -> str:
    shown = _options(element)
    return f"[{_text(element['placeholder'])}: {shown}]" if element.get("placeholder") else f"[{shown}]"


def _field(element: Json) -> str:
    first = element.get("initial_value") if isinstance(element.get("initial_value"), str) else None
    return f"[{first or _text(element.get('placeholder')) or '...'}]"


_BLOCKS: dict[str, Callable[[Json], str]] = {
    "section": _section,
    "header": lambda block: _text(block["text"]),
    "markdown": lambda block: _text(block["text"]),
    "alert": lambda block: _text(block["text"]),
    "divider": lambda block: "---",
    "context": _row,
    "actions": _row,
    "context_actions": _row,
    "input": _input,
    "image": _image,
    "rich_text": lambda block: _rich(block).rstrip("\n"),
    "table": _table,
    "card": _card,
}
_ELEMENTS: dict[str, Callable[[Json], str]] = {
    "button": _button,
    "workflow_button": _button,
    "icon_button": _button,
    "feedback_buttons": _feedback,
    "plain_text": _text,
    "mrkdwn": _text,
    "image": _image,
    "radio_buttons": _options,
    "checkboxes": _options,
    "overflow": _options,
    "static_select": _select,
    "multi_static_select": _select,
}
