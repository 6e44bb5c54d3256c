"""Lists as parts of an Adaptive Card."""

from collections.abc import Iterator, Sequence

from bot.messages import Entry, Listing, Press
from handlers.teams import limits
from handlers.teams.blocks import Action, Made, actions, beside, choices, fits, heading, lines, submit, title
from handlers.teams.doing import doing
from handlers.teams.pages import Unit
from handlers.teams.surroundings import Surroundings

FEW = 12
"""Entries of a list up to which each has its button."""


def listing(card: Listing, around: Surroundings) -> Iterator[Unit]:
    """A list: each entry with its button while they are few, else menus of what can be opened."""
    opening = (card.buttons[0].press if card.buttons else around.address).model_copy(
        update={"action": "levers", "question": "", "value": ""}
    )
    yield (*heading(card.title), *lines(card.lines))
    few = len(card.entries) <= FEW
    for entry in card.entries:
        told = " · ".join(part for part in (entry.id, entry.line) if part)
        opener = _opener(entry, opening, card.act or around.words("teams.open")) if few else None
        head = list(title(entry.title))
        yield (*(beside(head, opener) if opener and head else head), *lines((told,), isSubtle=True))
    if not few:
        yield from _menus(card.entries, opening, around)
    yield tuple(doing(card.buttons, around.asking))


def _opener(entry: Entry, opening: Press, act: str) -> Made | None:
    """The button beside an entry. Every one reads the same: a screen reader says what it opens."""
    if (not entry.id and entry.press is None) or not fits(_opens(entry, opening)):
        return None
    return submit(Action(_opens(entry, opening), act, told=entry.title))


def _opens(entry: Entry, opening: Press) -> Press:
    return entry.press or opening.model_copy(update={"value": entry.id})


def _menus(entries: Sequence[Entry], opening: Press, around: Surroundings) -> Iterator[Unit]:
    """A menu of what can be opened, with one button, for the entries whose presses differ in their value only."""
    found: dict[Press, dict[str, str]] = {}
    for entry in entries:
        press = _opens(entry, opening)
        if press.value and len(press.value) <= limits.CHOICE_ID:
            label = " · ".join(part for part in (entry.id, entry.title) if part)
            found.setdefault(press.model_copy(update={"value": ""}), {}).setdefault(press.value, label)
    for press, offered in found.items():
        menu = [(value, label) for value, label in offered.items() if "," not in value]
        alone = [Action(press.model_copy(update={"value": v}), label) for v, label in offered.items() if "," in v]
        for start in range(0, len(menu), limits.CHOICES // 2):
            part = menu[start : start + limits.CHOICES // 2]
            id = around.asking.id(press, "open")
            asked = choices(id, around.words("teams.which"), part, style="filtered", isMultiSelect=False)
            send = submit(Action(press, around.words("teams.open"), takes="choice", inputs=(("value", id),)))
            yield (asked | around.asking.must("choice"), *actions([send]))
        yield tuple(actions([submit(action) for action in alone]))
