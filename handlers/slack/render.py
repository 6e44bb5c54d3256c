"""Cards as Slack messages. Text stands in plain-text objects; only headings are mrkdwn, so that they can be bold."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.messages import Button, Card, Choices, Detail, Entry, Facts, Form, Listing, Note, Press, Section
from handlers.slack import limits
from handlers.slack.blocks import (
    Action,
    Made,
    actions,
    banner,
    cut,
    dated,
    divider,
    fits,
    heading,
    lines,
    menus,
    rows,
)
from handlers.slack.choosing import choosing
from handlers.slack.escape import escaped, size
from handlers.slack.notice import notice
from handlers.slack.pages import Unit, pages, with_own_ids
from knowledge.texts import Texts

FEW = 12
"""Entries of a list up to which each stands by itself."""
DOT = "• "
NOBODY = Press(action="")
"""Where no card of an answer has a button, a press names no consultation."""


@dataclass(frozen=True)
class Message:
    """One message: what notifications and screen readers say, and the blocks."""

    text: str
    blocks: tuple[Made, ...]


@dataclass(frozen=True)
class Surroundings:
    """What a card is rendered in: words, the consultation's address, and which actions have a button close by."""

    words: Texts
    address: Press
    opened_by: dict[str, Action]
    """action -> its button, where cards may be folded."""
    folded: frozenset[str]
    """The actions of those buttons that stand beside a folded card instead of at the end."""
    alone: bool = True
    """Whether a card that can be opened by itself is: beside others it is folded to a line."""


def messages(cards: Sequence[Card], words: Texts, folded: bool = True) -> tuple[Message, ...]:
    """The cards as messages that Slack takes, buttons on the last one. No cards, no messages.

    `folded` shows a detail that one of the other cards' buttons opens as one line. The top-level text is put
    together from our own words only, and holds nothing that a person typed.
    """
    text = notice(cards, words)
    return tuple(Message(text, page) for page in pages(with_own_ids(units(cards, words, folded=folded))))


def units(cards: Sequence[Card], words: Texts, *, folded: bool) -> list[Unit]:
    """What stays together: a heading with its lines, a question with its choices."""
    opened_by = _opened_by(cards) if folded else {}
    beside = frozenset(card.opens for card in cards if isinstance(card, Detail) and _folds(card, opened_by))
    around = Surroundings(words, _address(cards), opened_by, beside, alone=not folded or not _has_head(cards))
    last = [] if around.alone else [button for card in cards if card.kind == "facts" for button in card.buttons]
    found = [unit for card in cards for unit in _CARDS[card.kind](card, around)]
    return [unit for unit in (*found, *_buttons(last, around)) if unit]


def _has_head(cards: Sequence[Card]) -> bool:
    """Whether these are a whole of which parts can be opened: then what can be done stands below the parts."""
    parts = [card for card in cards if isinstance(card, Detail) and card.opener]
    return bool(parts) and any(card.kind == "facts" for card in cards)


def _address(cards: Iterable[Card]) -> Press:
    """The consultation and revision that the cards' buttons name."""
    return next((button.press for card in cards for button in card.buttons), NOBODY)


def _opened_by(cards: Iterable[Card]) -> dict[str, Action]:
    return {button.press.action: Action.of(button) for card in cards for button in card.buttons}


def _folds(card: Detail, opened_by: Mapping[str, Action]) -> bool:
    return card.opens in opened_by and not card.buttons


# ---- one function for each kind of card ----


def _note(card: Note, around: Surroundings) -> Iterator[Unit]:
    if card.urgent and card.lines:
        yield (divider(), *banner(card.lines[0]), *_told(_listed(card.lines[1:]), card), divider())
    else:
        yield tuple(_told(card.lines, card))
    yield from _buttons([button for button in card.buttons if button.press.action not in around.folded], around)


def _told(told: Sequence[str], card: Note) -> Iterator[Made]:
    """A note's lines; where it holds times they are shown as the reader's clock has them."""
    return dated(told, [(time.text, int(time.at.timestamp())) for time in card.times]) if card.times else lines(told)


def _facts(card: Facts, around: Surroundings) -> Iterator[Unit]:
    if card.opens and around.opened_by:
        again = Action(around.address.model_copy(update={"action": card.opens}), card.title)
        yield tuple(actions([again, *map(Action.of, card.buttons)]))
        return
    # A head that is read before anything else is opened has room between its rows.
    told = rows(card.rows) if around.alone else (made for row in card.rows for made in rows([row]))
    yield (*heading(card.title), *told)
    if around.alone:
        yield from _buttons(card.buttons, around)


def _form(card: Form, around: Surroundings) -> Iterator[Unit]:
    yield (*heading(_with_progress(card.progress, card.title)), *lines((*card.lines, card.instead)))
    if card.blanks and card.sends:
        yield tuple(actions([Action(card.sends, around.words("filling.fill"), told=card.title, main=True)]))
    yield from _buttons(card.buttons, around)


def _choices(card: Choices, around: Surroundings) -> Iterator[Unit]:
    address = card.buttons[0].press if card.buttons else around.address
    yield (
        *heading(_with_progress(card.progress, card.title)),
        *lines(card.lines),
        *choosing(card, address, around.words),
    )
    yield from _buttons(card.buttons, around)


def _with_progress(progress: str, title: str) -> str:
    return f"{progress} · {title}" if progress else title


def _listing(card: Listing, around: Surroundings) -> Iterator[Unit]:
    opening = (card.buttons[0].press if card.buttons else around.address).model_copy(
        update={"action": "levers", "question": ""}
    )
    yield (*heading(card.title), *lines(card.lines))
    few = len(card.entries) <= FEW
    act = card.act or around.words("slack.open")
    beside = [_opener(entry, opening, act) if few else None for entry in card.entries]
    for entry, opener in zip(card.entries, beside, strict=True):
        told = " · ".join(part for part in (entry.id, entry.line) if part)
        yield (*heading(entry.title, opener), *lines((told,)))
    if not few:
        ids = [entry for entry in card.entries if entry.id]
        yield tuple(actions(Action(_opens(entry, opening), entry.id, told=entry.title) for entry in ids))
    yield from _buttons(card.buttons, around)


def _opens(entry: Entry, opening: Press) -> Press:
    return entry.press or opening.model_copy(update={"value": entry.id})


def _opener(entry: Entry, opening: Press, act: str) -> Action | None:
    """The button beside an entry. Every one reads the same: a screen reader says what it opens."""
    if not entry.id and entry.press is None:
        return None
    return Action(_opens(entry, opening), act, told=entry.title)


def _detail(card: Detail, around: Surroundings) -> Iterator[Unit]:
    if _folds(card, around.opened_by):
        opener = around.opened_by[card.opens]
        yield tuple(heading(card.title, replace(opener, label=around.words("slack.open"), told=opener.label)))
        return
    if card.opener and not around.alone:
        yield tuple(heading(card.title, Action(card.opener, around.words("slack.open"), told=card.title)))
        return
    parts = [tuple(_section(section, around)) for section in card.sections]
    yield (*heading(card.title), *lines((card.place,)), *(block for part in parts[:1] for block in part))
    yield from parts[1:]
    yield tuple(lines((f"({card.source})",) if card.source else ()))
    yield from _buttons(card.buttons, around)


def _section(section: Section, around: Surroundings) -> Iterator[Made]:
    short = bool(around.opened_by) and bool(section.short)
    opener = None
    if short and section.opens:
        press = Press(action="levers", value=section.opens)
        opener = Action(press, around.words("slack.open"), told=section.title)
    yield from heading(section.title, opener)
    told = section.short if short else section.lines
    yield from lines((section.place, *told) if section.place else _listed(told))


def _listed(told: Sequence[str]) -> Sequence[str]:
    """Several lines with a dot before each, so that it shows where one ends."""
    return [f"{DOT}{line}" for line in told] if len(told) > 1 else told


def _buttons(buttons: Sequence[Button], around: Surroundings) -> Iterator[Unit]:
    """Buttons; a label that is cut is said in full above, and a press that Slack can't carry as what to type.

    Those of a group wait in its menu, below the others.
    """
    shown = [button for button in buttons if not _waits(button)]
    untold = [f"[{button.label}] {button.say}" for button in shown if not fits(button.press)]
    yield tuple(lines((*untold, *cut((button.label for button in shown), limits.BUTTON))))
    yield tuple(actions(Action.of(button, around.words("slack.cancel")) for button in shown))
    groups: dict[str, list[Action]] = {}
    for button in buttons:
        if _waits(button):
            groups.setdefault(button.group, []).append(Action.of(button))
    made: list[Made] = []
    for group, found in groups.items():
        made += menus(group, found, len(made))
    yield tuple(made)


def _waits(button: Button) -> bool:
    """Whether it can wait in a menu, which has room for an action and its value."""
    bare = Press(action=button.press.action, value=button.press.value)
    return bool(button.group) and button.press == bare and 0 < size(escaped(bare.value)) <= limits.OPTION_VALUE


_CARDS: dict[str, Callable[[Any, Surroundings], Iterable[Unit]]] = {
    "note": _note,
    "facts": _facts,
    "choices": _choices,
    "form": _form,
    "list": _listing,
    "detail": _detail,
}
