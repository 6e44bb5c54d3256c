"""The limits of an Adaptive Card in Teams as data, and what breaks them: also what no schema sees.

The official schema misses doubled ids, seven buttons in a row, the size, a comma in a choice's value (which would tear
an answer in two), texts that don't wrap, and whether a button carries what it is for.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

VERSION = "1.5"
TARGET, HARD = 20_000, 28_000
"""Bytes of a card as it is sent: what is aimed at, and what breaks."""
ACTIONS = 6
"""Buttons side by side; Teams hides a seventh."""
HEADING = "Large"
"""The size of a card's title. "Medium" is hardly taller than text, and the titles of its parts are bold too."""
TITLE, TOOLTIP, LABEL, CHOICE, CHOICE_ID = 100, 200, 400, 200, 150
"""Characters of what stands on one line."""
PRESS = 2_000
"""Bytes of what a button sends; what is larger is left to typing."""
PIECE = 3_000
"""Bytes of one text before it is made inert."""
CHOICES, CHOICES_BYTES = 100, 8_000
"""Choices of one question, and what those of a card may weigh together; any beyond are typed."""
URGENT_BYTES = 8_000
"""Of an urgent note, what stands in its frame."""
WORDS, LINE = 8_000, 300
"""Characters that can be typed into a field."""
FIRST_BYTES = 4_000
"""Of what stands in a field at first."""

_PLACED = {"type", "spacing", "separator", "id", "isVisible"}
_INPUT = {*_PLACED, "label", "isRequired", "errorMessage", "value", "placeholder"}
_ACTION = {"type", "title", "tooltip", "style"}
ALLOWED: Mapping[str, frozenset[str]] = {
    "AdaptiveCard": frozenset({"type", "$schema", "version", "lang", "fallbackText", "body", "msteams"}),
    "TextBlock": frozenset({*_PLACED, "text", "wrap", "weight", "size", "isSubtle", "style"}),
    "Container": frozenset({*_PLACED, "items", "style"}),
    "ColumnSet": frozenset({*_PLACED, "columns"}),
    "Column": frozenset({*_PLACED, "items", "width", "verticalContentAlignment"}),
    "ActionSet": frozenset({*_PLACED, "actions"}),
    "Input.Text": frozenset({*_INPUT, "isMultiline", "maxLength"}),
    "Input.Date": frozenset(_INPUT),
    "Input.ChoiceSet": frozenset({*_INPUT, "choices", "style", "isMultiSelect", "wrap"}),
    "Action.Submit": frozenset({*_ACTION, "data", "associatedInputs"}),
    "Action.ShowCard": frozenset({*_ACTION, "card"}),
    "Action.ToggleVisibility": frozenset({*_ACTION, "targetElements"}),
}
"""type -> the properties that are made here; any other is a mistake. A picture would need a text beside it."""
NEEDED: Mapping[str, tuple[str, ...]] = {
    "AdaptiveCard": ("body",),
    "TextBlock": ("text",),
    "Container": ("items",),
    "ColumnSet": ("columns",),
    "Column": ("items", "width"),
    "ActionSet": ("actions",),
    "Input.Text": ("id", "label"),
    "Input.Date": ("id", "label"),
    "Input.ChoiceSet": ("id", "label", "choices"),
    "Action.Submit": ("title", "data"),
    "Action.ShowCard": ("title", "card"),
    "Action.ToggleVisibility": ("title", "targetElements"),
}
OUTERMOST = ("version", "lang", "fallbackText")
WITHIN = ("body", "items", "columns", "actions", "card")
"""Where elements and actions stand in others."""
SPOKEN = {"text": PIECE * 3, "title": TITLE + len("…"), "label": LABEL, "tooltip": TOOLTIP}


def size(card: Json) -> int:
    """The bytes of a card as it is sent."""
    return len(json.dumps(card, ensure_ascii=False).encode(errors="surrogatepass"))


def parts(card: Any) -> Iterator[Json]:
    """Every element and action of a card, itself first."""
    if isinstance(card, Mapping):
        yield card
        yield from (part for name in WITHIN for part in parts(card.get(name)))
    elif isinstance(card, list | tuple):
        yield from (part for inner in card for part in parts(inner))


def faults(card: Json) -> tuple[str, ...]:
    """What Teams would refuse, cut or get wrong in a card; empty when it is as it should be."""
    found = tuple(parts(card))
    return (*_whole(card), *_ids(found), *(fault for part in found for fault in _part(part)))


def _whole(card: Json) -> Iterator[str]:
    if size(card) > TARGET:
        yield f"{size(card)} bytes: {'at most' if size(card) > HARD else 'more than'} {TARGET}"
    yield from (f"{name}: missing" for name in OUTERMOST if not card.get(name))
    if card.get("version") != VERSION:
        yield f"version: {card.get('version')}, not {VERSION}"


def _ids(found: Sequence[Json]) -> Iterator[str]:
    counted = Counter(part["id"] for part in found if "id" in part)
    yield from (f"id {one}: stands {times} times" for one, times in counted.items() if times > 1)
    inputs = {str(part["id"]) for part in found if str(part.get("type")).startswith("Input.") and "id" in part}
    for part in found:
        yield from (
            f"toggles {one}, which is not there" for one in part.get("targetElements", ()) if one not in counted
        )
        yield from (f"takes {one}, which is not there" for one in _taken(part) if one not in inputs)


def _taken(part: Json) -> Iterable[str]:
    data = part.get("data")
    takes = data.get("takes") if isinstance(data, Mapping) else None
    return [id for _, id in takes["from"]] if isinstance(takes, Mapping) else []


def _part(part: Json) -> Iterator[str]:
    kind = str(part.get("type"))
    if kind not in ALLOWED:
        yield f"type: {kind} is not made here"
        return
    yield from (f"{kind}.{name}: not made here" for name in part if name not in ALLOWED[kind])
    yield from (f"{kind}.{name}: missing" for name in NEEDED[kind] if not part.get(name))
    for name, most in SPOKEN.items():
        said = part.get(name)
        if said is not None and (not isinstance(said, str) or not said.strip() or len(said) > most):
            yield f"{kind}.{name}: no text of 1 to {most} characters"
    yield from _CHECKS.get(kind, _nothing)(part)


def _nothing(_: Json) -> Iterator[str]:
    yield from ()


def _text(part: Json) -> Iterator[str]:
    if part.get("wrap") is not True:
        yield "TextBlock: does not wrap"


def _actions(part: Json) -> Iterator[str]:
    if len(part.get("actions", ())) > ACTIONS:
        yield f"ActionSet: {len(part['actions'])} buttons, at most {ACTIONS}"


def _choices(part: Json) -> Iterator[str]:
    values = [choice.get("value") for choice in part.get("choices", ())]
    yield from (f"choice {value!r}: empty, or has a comma" for value in values if not value or "," in value)
    yield from (f"choice {value}: stands {times} times" for value, times in Counter(values).items() if times > 1)
    yield from (f"choice {one}: has no words" for one in part.get("choices", ()) if not one.get("title", "").strip())
    chosen = part["value"].split(",") if part.get("value") else []
    yield from (f"chosen {one}: is not offered" for one in chosen if one not in values)


def _submit(part: Json) -> Iterator[str]:
    data = part.get("data")
    press = data.get("leverage") if isinstance(data, Mapping) else None
    if not isinstance(press, Mapping) or not press.get("action"):
        yield f"{part.get('title')}: carries no press"
    if data is not None and size(data) > PRESS:
        yield f"{part.get('title')}: {size(data)} bytes, at most {PRESS}"
    if not _taken(part) and part.get("associatedInputs") != "none":
        yield f"{part.get('title')}: is held up by what others ask"


_CHECKS = {
    "TextBlock": _text,
    "ActionSet": _actions,
    "Input.ChoiceSet": _choices,
    "Action.Submit": _submit,
}
