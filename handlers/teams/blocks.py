"""The few Adaptive Card pieces that cards are made of, each within its limits whatever the text: plain dicts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.messages import Press
from handlers.letters import clean
from handlers.teams import limits
from handlers.teams.escape import clipped, inert, one_line, pieces
from handlers.teams.presses import sent

Made = dict[str, Any]
"""An element or an action as it is sent."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PHONE, FRAME = 38, 5
"""Letters that a phone shows side by side, and those for which a button's frame takes the room."""
NOTHING = "–"
"""Stands where a label or a line would be empty: Teams takes no empty text."""


@dataclass(frozen=True)
class Action:
    """Something to tap: what it sends, and how it is named."""

    press: Press
    label: str
    told: str = ""
    """What a screen reader says where the label alone says too little."""
    main: bool = False
    takes: str = ""
    """How it takes with it what was filled in: one of presses.AS; none, it does not."""
    inputs: tuple[tuple[str, str], ...] = ()
    """Name and id of each input that it takes."""


# ---- what is read ----


def text(said: str, **more: Any) -> Made:
    """A text that is inert already."""
    return {"type": "TextBlock", "text": said, "wrap": True, **more}


def lines(texts: Iterable[str], **more: Any) -> Iterator[Made]:
    """A block for each line, close to the one above it."""
    for said in texts:
        for line in clean(said).split("\n"):
            yield from (text(piece, spacing="Small", **more) for piece in pieces(line, limits.PIECE))


def in_full(labels: Iterable[str], most: int = limits.TITLE) -> Iterator[Made]:
    """The labels that are cut where they are tapped."""
    yield from lines(label for label in labels if len(one_line(label)) > most)


def heading(said: str, **more: Any) -> Iterator[Made]:
    """A card's title; nothing when it is empty."""
    look = {"weight": "Bolder", "size": limits.HEADING, "style": "heading", "spacing": "Medium"}
    for place, piece in enumerate(pieces(" ".join(clean(said).split()), limits.PIECE)):
        yield text(piece, **({**look, **more} if place == 0 else {"weight": "Bolder"}))


def title(said: str) -> Iterator[Made]:
    """What stands above a part of a card."""
    yield from heading(said, size="Default")


def row(label: str, value: str) -> Iterator[Made]:
    """A label in bold and what stands behind it; what has more lines goes on below."""
    said = clean(label).strip()
    name = one_line(f"{said}:") if said else ""
    if len(name) > limits.LABEL:
        yield from lines((label,), weight="Bolder")
        yield from lines((value,))
        return
    first, *rest = clean(value).strip().split("\n")
    head, *below = pieces(first, limits.PIECE) or (NOTHING,)
    yield text(f"**{name}** {head}" if name else head, spacing="Small")
    yield from (text(piece, spacing="Small") for piece in below)
    yield from lines(rest)


def clock(at: datetime) -> str:
    """A time as the reader's own clock and language have it."""
    stamp = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{{{{DATE({stamp},SHORT)}}}} {{{{TIME({stamp})}}}}"


def container(items: Iterable[Made], **more: Any) -> Made:
    """Elements that stay together."""
    return {"type": "Container", "items": [*items], **more}


# ---- what is tapped ----


def named(label: str, most: int = limits.TITLE) -> str:
    """A label: one line."""
    return clipped(one_line(label), most) or NOTHING


def submit(action: Action) -> Made:
    """A button that sends its press; what others ask does not hold it up."""
    told = named(action.told, limits.TOOLTIP) if action.told else ""
    return {
        "type": "Action.Submit",
        "title": named(action.label),
        **({"tooltip": told} if told else {}),
        **({"style": "positive"} if action.main else {}),
        **({} if action.takes else {"associatedInputs": "none"}),
        "data": sent(action.press, action.takes, action.inputs),
    }


def fits(press: Press) -> bool:
    """Whether a button carries the press, with room for what it takes with it."""
    return limits.size(sent(press)) <= limits.PRESS // 2


def unfold(label: str, items: Iterable[Made], *, main: bool = False) -> Made:
    """A button below which more appears."""
    style = {"style": "positive"} if main else {}
    card = {"type": "AdaptiveCard", "body": [*items]}
    return {"type": "Action.ShowCard", "title": named(label), **style, "card": card}


def toggle(label: str, *ids: str) -> Made:
    """A button that shows what is hidden, and hides it again."""
    return {"type": "Action.ToggleVisibility", "title": named(label), "targetElements": [*ids]}


def actions(made: Iterable[Made]) -> Iterator[Made]:
    """Buttons in rows of at most six, and of no more than a phone shows side by side: some programs cut the others."""
    buttons = list(made)
    rows = _packed(buttons, limits.ACTIONS)
    even = _packed(buttons, -(-len(buttons) // (len(rows) or 1)))
    for place, found in enumerate(even if len(even) == len(rows) else rows):
        yield {"type": "ActionSet", **({"spacing": "Small"} if place else {}), "actions": found}


def _packed(buttons: Iterable[Made], most: int) -> list[list[Made]]:
    rows: list[list[Made]] = []
    for button in buttons:
        if not rows or len(rows[-1]) == most or sum(map(_room, (*rows[-1], button))) > PHONE:
            rows.append([])
        rows[-1].append(button)
    return rows


def _room(button: Made) -> int:
    return len(button["title"]) + FRAME


def beside(said: Sequence[Made], action: Made) -> Iterator[Made]:
    """A text with a button at its right; what goes on below has no button."""
    columns = [("stretch", [*said[:1]]), ("auto", [{"type": "ActionSet", "actions": [action]}])]
    yield {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": width, "verticalContentAlignment": "Center", "items": items}
            for width, items in columns
        ],
    }
    yield from said[1:]


# ---- what is filled in ----


def typed(id: str, label: str, *, most: int = limits.LINE, value: str = "", **more: Any) -> Made:
    """A field for words. What stands there at first is no markup: it is cleaned, and edited as it was typed."""
    first = clean(value)[:most].encode()[: limits.FIRST_BYTES].decode(errors="ignore")
    return {
        "type": "Input.Text",
        "id": id,
        "label": named(label, limits.LABEL),
        "maxLength": most,
        **({"value": first} if first.strip() else {}),
        **more,
    }


def day(id: str, label: str, value: str = "", **more: Any) -> Made:
    """A field for a day; it begins empty where `value` is none."""
    first = {"value": value} if _DAY.fullmatch(value) else {}
    return {"type": "Input.Date", "id": id, "label": named(label, limits.LABEL), **first, **more}


def choices(id: str, label: str, offered: Iterable[tuple[str, str]], chosen: Iterable[str] = (), **more: Any) -> Made:
    """Choices (value, label) of which one is chosen, or several."""
    first = ",".join(chosen)
    return {
        "type": "Input.ChoiceSet",
        "id": id,
        "label": named(label, limits.LABEL),
        "choices": [{"title": named(title, limits.CHOICE), "value": value} for value, title in offered],
        "wrap": True,
        **({"value": first} if first else {}),
        **more,
    }


def required(said: str) -> Made:
    """What makes a field one that has to be filled in; `said` is what is read where it was not."""
    return {"isRequired": True, "errorMessage": inert(said)}
