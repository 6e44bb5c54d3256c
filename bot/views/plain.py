"""Cards as plain text: the terminal's face, and what the log keeps of a result."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.messages import Card, Choices, Detail, Facts, Form, Listing, Note

BAR = "!"


def plain(cards: Iterable[Card]) -> str:
    """The cards as lines of text, a blank line between them."""
    return "\n\n".join("\n".join(lines) for card in cards if (lines := list(_LINES[card.kind](card))))


def _note(card: Note) -> Iterable[str]:
    mark = f"{BAR} " if card.urgent else ""
    yield from (f"{mark}{line}" for line in card.lines)
    yield from _buttons(card)


def _facts(card: Facts) -> Iterable[str]:
    yield card.title
    width = max((len(row.label) for row in card.rows), default=0)
    yield from (f"  {row.label.ljust(width)}   {row.value}" for row in card.rows)
    yield from _buttons(card)


def _choices(card: Choices) -> Iterable[str]:
    yield f"{card.progress}   {card.title}" if card.progress else card.title
    shown = card.options[: len(card.options) - card.more]
    for number, option in enumerate(shown, 1):
        yield f"  {number}  {option.label}{'  *' if option.chosen else ''}"
    if card.more:
        yield f"  +  {card.more_label} ({card.more})"
    yield from (f"  {line}" for line in card.lines)
    yield from _buttons(card)


def _form(card: Form) -> Iterable[str]:
    yield f"{card.progress}   {card.title}" if card.progress else card.title
    yield from (f"  {line}" for line in (*card.lines, card.instead) if line)
    yield from _buttons(card)


def _listing(card: Listing) -> Iterable[str]:
    yield card.title
    yield from card.lines
    for entry in card.entries:
        yield f"  {entry.title}   {entry.id}" if entry.id else f"  {entry.title}"
        if entry.line:
            yield f"      {entry.line}"
    yield from _buttons(card)


def _detail(card: Detail) -> Iterable[str]:
    yield _placed(card.title, card.place)
    for section in card.sections:
        if section.title:
            yield f"  {_placed(section.title, section.place)}"
        yield from (f"    {line}" if section.title else f"  {line}" for line in section.lines)
    if card.source:
        yield f"  ({card.source})"
    yield from _buttons(card)


def _placed(title: str, place: str) -> str:
    return f"{title}   {place}" if place else title


def _buttons(card: Any) -> Iterable[str]:
    said = [f"[{button.label}]" for button in card.buttons]
    if said:
        yield "  " + " ".join(said)


_LINES: dict[str, Callable[[Any], Iterable[str]]] = {
    "note": _note,
    "facts": _facts,
    "choices": _choices,
    "form": _form,
    "list": _listing,
    "detail": _detail,
}
