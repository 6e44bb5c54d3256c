"""Slack's limits as data, and what breaks them: also what slack_sdk's models let through.

The models check when they are turned into a dict and miss, among others, empty texts, fields over 2,000 characters,
more than ten radio buttons, doubled ids, a modal that can't be sent, and every total.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handlers.slack.escape import size

Json = Mapping[str, Any]
_BARE = re.compile("&(?!(?:amp|lt|gt);)")

BLOCKS = {"message": 50, "modal": 100, "home": 100}
MESSAGE_TEXT = 12_000
"""Characters in all blocks of a message together. Slack was seen to refuse somewhat more."""
TOP_LEVEL_TEXT = 3_000
VIEW_BYTES = 250_000
SECTION, FIELD, HEADER, LABEL, BUTTON, VALUE, ID, OPTION = 3000, 2000, 150, 2000, 75, 2000, 255, 75
FIELDS, ELEMENTS, OPTIONS = 10, 25, 10
INPUT, METADATA, MODAL_WORD, PLACEHOLDER = 3000, 3000, 24, 150
CONFIRM, CONFIRM_WORD, OVERFLOW, OPTION_VALUE = 300, 30, 5, 150

TEXTS = {
    ("section", "text"): SECTION,
    ("header", "text"): HEADER,
    ("button", "text"): BUTTON,
    ("input", "label"): LABEL,
    ("input", "hint"): LABEL,
    ("plain_text_input", "placeholder"): PLACEHOLDER,
    ("datepicker", "placeholder"): PLACEHOLDER,
    ("confirm", "title"): 100,
    ("confirm", "text"): CONFIRM,
    ("confirm", "confirm"): CONFIRM_WORD,
    ("confirm", "deny"): CONFIRM_WORD,
    ("static_select", "placeholder"): PLACEHOLDER,
    ("modal", "title"): MODAL_WORD,
    ("modal", "submit"): MODAL_WORD,
    ("modal", "close"): MODAL_WORD,
    ("option", "text"): OPTION,
    ("option", "description"): OPTION,
}
"""(type, field) -> the most characters of the text object there."""
STRINGS = {
    ("button", "value"): VALUE,
    ("button", "accessibility_label"): 75,
    ("option", "value"): OPTION_VALUE,
    ("plain_text_input", "initial_value"): INPUT,
    ("modal", "private_metadata"): METADATA,
    ("modal", "callback_id"): ID,
    ("home", "private_metadata"): METADATA,
    ("home", "callback_id"): ID,
}
COUNTS = {
    ("actions", "elements"): ELEMENTS,
    ("context", "elements"): 10,
    ("section", "fields"): FIELDS,
    ("radio_buttons", "options"): OPTIONS,
    ("checkboxes", "options"): OPTIONS,
    ("static_select", "options"): 100,
    ("overflow", "options"): OVERFLOW,
}
NEEDED = {
    "header": ("text",),
    "actions": ("elements",),
    "context": ("elements",),
    "input": ("label", "element"),
    "button": ("text",),
    "radio_buttons": ("options",),
    "checkboxes": ("options",),
    "overflow": ("options",),
    "confirm": ("title", "text", "confirm", "deny"),
    "option": ("text", "value"),
    "modal": ("title", "blocks"),
    "home": ("blocks",),
}
MARKED_UP = frozenset({("section", "text"), ("option", "text"), ("option", "description")})
"""Where a text object may be mrkdwn, outside fields and context."""
MADE = frozenset({"section", "header", "divider", "context", "actions", "input"})
"""The blocks that are made here; any other is a mistake."""


def problems(payload: Json) -> tuple[str, ...]:
    """What Slack would refuse in a message or a view; empty when it takes it."""
    surface = payload.get("type", "message")
    blocks = payload.get("blocks") or ()
    checks = (_whole(payload, surface, blocks), _unique(blocks), *(_block(block) for block in blocks))
    return tuple(problem for check in checks for problem in check)


def text_size(blocks: Sequence[Json]) -> int:
    """How much text some blocks hold."""
    return sum(map(_text_in, blocks))


def weight(value: Json) -> int:
    """The bytes of something as it is sent."""
    return len(json.dumps(value).encode())


def _text_in(value: Any) -> int:
    if isinstance(value, dict):
        own = value.get("text")
        return (size(own) if isinstance(own, str) else 0) + sum(map(_text_in, value.values()))
    return sum(map(_text_in, value)) if isinstance(value, list | tuple) else 0


def _whole(payload: Json, surface: str, blocks: Sequence[Json]) -> Iterator[str]:
    if surface not in BLOCKS:
        yield f"type: {surface} is no surface"
        return
    if len(blocks) > BLOCKS[surface]:
        yield f"blocks: {len(blocks)}, at most {BLOCKS[surface]}"
    yield from _message(payload, blocks) if surface == "message" else _view(payload, surface, blocks)


def _message(payload: Json, blocks: Sequence[Json]) -> Iterator[str]:
    text = payload.get("text", "")
    if not text.strip():
        yield "text: missing; notifications and screen readers have nothing to say"
    if size(text) > TOP_LEVEL_TEXT:
        yield f"text: {size(text)} characters, at most {TOP_LEVEL_TEXT}"
    if text_size(blocks) > MESSAGE_TEXT:
        yield f"blocks: {text_size(blocks)} characters, at most {MESSAGE_TEXT}"
    if any(block.get("type") == "input" for block in blocks):
        yield "blocks: an input stands in a message"


def _view(payload: Json, surface: str, blocks: Sequence[Json]) -> Iterator[str]:
    yield from _object(payload, surface, "view")
    if weight(payload) > VIEW_BYTES:
        yield f"view: {weight(payload)} bytes, at most {VIEW_BYTES}"
    if surface == "modal" and not payload.get("submit") and any(block.get("type") == "input" for block in blocks):
        yield "submit: needed where there is an input"


def _unique(blocks: Sequence[Json]) -> Iterator[str]:
    yield from _doubled("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    for block in blocks:
        yield from _doubled("action_id", [one["action_id"] for one in _elements(block) if "action_id" in one])


def _doubled(name: str, ids: list[str]) -> Iterator[str]:
    yield from (f"{name}: {one} stands {times} times" for one, times in Counter(ids).items() if times > 1)


def _elements(block: Json) -> list[Json]:
    within = block.get("elements") or ()
    alone = [block[name] for name in ("accessory", "element") if block.get(name)]
    return [one for one in (*within, *alone) if isinstance(one, Mapping)]


def _block(block: Json) -> Iterator[str]:
    kind = str(block.get("type"))
    if kind not in MADE:
        yield f"type: {kind} is not made here"
        return
    yield from _object(block, kind, kind)
    if kind == "section" and not block.get("text") and not block.get("fields"):
        yield "section: neither text nor fields"
    for number, field in enumerate(block.get("fields") or ()):
        yield from _text(field, FIELD, f"section.fields[{number}]", marked_up=True)
    for number, element in enumerate(_elements(block)):
        yield from _element(element, f"{kind}[{number}]")


def _element(element: Json, at: str) -> Iterator[str]:
    kind = str(element.get("type"))
    if kind in ("plain_text", "mrkdwn"):
        yield from _text(element, SECTION, at, marked_up=True)
        return
    yield from _object(element, kind, f"{at}.{kind}")
    offered = element.get("options") or ()
    for number, option in enumerate(offered):
        yield from _object(option, "option", f"{at}.options[{number}]")
    yield from _doubled(f"{at}.options", [option.get("value", "") for option in offered])
    for asked in _one(element.get("confirm")):
        yield from _object(asked, "confirm", f"{at}.confirm")
    for chosen in (*_one(element.get("initial_option")), *(element.get("initial_options") or ())):
        if chosen not in offered:
            yield f"{at}: what is chosen is not offered"
    if kind == "plain_text_input" and not 1 <= element.get("max_length", 1) <= INPUT:
        yield f"{at}.max_length: 1 to {INPUT}"


def _one(value: Any) -> list[Any]:
    return [] if value is None else [value]


def _object(value: Json, kind: str, at: str) -> Iterator[str]:
    """The fields of one object against the tables."""
    yield from (f"{at}.{name}: missing" for name in NEEDED.get(kind, ()) if value.get(name) in (None, ""))
    for name, held in value.items():
        if (kind, name) in TEXTS:
            yield from _text(held, TEXTS[kind, name], f"{at}.{name}", marked_up=(kind, name) in MARKED_UP)
        most = ID if name in ("action_id", "block_id") else STRINGS.get((kind, name), 0)
        if most and size(_as_kept(held)) > most:
            yield f"{at}.{name}: {size(_as_kept(held))} characters, at most {most}"
        if (kind, name) in COUNTS and not 1 <= len(held) <= COUNTS[kind, name]:
            yield f"{at}.{name}: {len(held)}, 1 to {COUNTS[kind, name]}"


def _text(value: Any, most: int, at: str, *, marked_up: bool) -> Iterator[str]:
    kinds = ("plain_text", "mrkdwn") if marked_up else ("plain_text",)
    if not isinstance(value, Mapping) or value.get("type") not in kinds or not isinstance(value.get("text"), str):
        yield f"{at}: must be {' or '.join(kinds)}"
        return
    text = value["text"]
    if not text.strip():
        yield f"{at}: empty"
    if size(_as_kept(text)) > most:
        yield f"{at}: {size(_as_kept(text))} characters, at most {most}"


def _as_kept(text: str) -> str:
    """The text as Slack keeps it: signs that are not yet entities count as what they become."""
    return _BARE.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
