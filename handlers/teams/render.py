"""Cards as Adaptive Cards for Teams: several in one while they have room, the rest in further messages."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from bot.messages import Button, Card, Choices, Detail, Facts, Form, Note, Press, Row, Section
from handlers.teams import limits
from handlers.teams.asking import Asking, answering, choosing, filling
from handlers.teams.blocks import (
    NOTHING,
    Action,
    Made,
    actions,
    beside,
    clock,
    container,
    fits,
    heading,
    lines,
    row,
    submit,
    text,
    title,
)
from handlers.teams.doing import doing, tap
from handlers.teams.escape import inert
from handlers.teams.listing import listing
from handlers.teams.pages import Unit, pages
from handlers.teams.surroundings import Surroundings
from knowledge.texts import Texts

DOT = "• "
_ADDRESS = re.compile(r"https://[\w./#?=&%-]+|[\w.+-]+@[\w.-]+", re.ASCII)
"""An address in which nothing is layout."""
NOBODY = Press(action="")
"""Where no card of an answer has a button, a press names no consultation."""
ANSWERS_BY_ITSELF = "send_draft"
"""The action of a form that holds its words already."""


@dataclass(frozen=True)
class Message:
    """One message: what a notification says, the same whatever the card holds, and the Adaptive Card."""

    summary: str
    card: Made


def messages(
    cards: Sequence[Card],
    words: Texts,
    names: Mapping[str, str] | None = None,
    *,
    own: Sequence[str] = (),
    folded: bool = True,
) -> tuple[Message, ...]:
    """The cards as messages that Teams takes. No cards, no messages.

    `names` holds what people are called in Teams, by their id, as far as it is known. `own` are the company's own
    addresses, such as where to report: they stand there as they are, so that they can be copied or followed. `folded`
    shows a detail that one of the other cards' buttons opens as one line.
    """
    summary, addresses = words("teams.summary"), {inert(one): one for one in own if _ADDRESS.fullmatch(one)}
    found = pages(_units(cards, words, names or {}, folded=folded), lambda body: _card(body, words))
    return tuple(Message(summary, _with_addresses(card, addresses)) for card in found)


def _with_addresses(value: Any, addresses: Mapping[str, str]) -> Any:
    """The same with these addresses in its texts as they are."""
    if not addresses:
        return value
    if isinstance(value, dict):
        made = {name: _with_addresses(held, addresses) for name, held in value.items()}
        for said, address in addresses.items() if made.get("type") == "TextBlock" else ():
            alone = rf"(?<![\w@./∕․-]){re.escape(said)}(?![@:/∕․-]|\.?\w)"
            made["text"] = re.sub(alone, address, made["text"])
        return made
    return [_with_addresses(inner, addresses) for inner in value] if isinstance(value, list) else value


def _card(body: Sequence[Made], words: Texts) -> Made:
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": limits.VERSION,
        "lang": words.language,
        "fallbackText": words("teams.fallback"),
        "msteams": {"width": "full"},
        "body": [*body],
    }


def _units(cards: Sequence[Card], words: Texts, names: Mapping[str, str], *, folded: bool) -> Iterator[Unit]:
    """What stays together: a heading with its lines, a question with its choices. A line stands between cards."""
    opened_by = _opened_by(cards) if folded else {}
    around = Surroundings(
        words=words,
        address=_address(cards),
        opened_by=opened_by,
        folded=frozenset(card.opens for card in cards if isinstance(card, Detail) and _folds(card, opened_by)),
        names=names,
        asking=Asking(words),
        alone=not folded or not _has_head(cards),
    )
    last = [] if around.alone else [button for card in cards if card.kind == "facts" for button in card.buttons]
    before = ""
    for card in cards:
        made = [unit for unit in _CARDS[card.kind](card, around) if unit]
        apart = bool(before) and not (card.kind == "note" == before or _is_line(card, around))
        yield from _set_apart(made) if apart else made
        # What follows what must be read first is set apart too: in its colour it reads as one thing.
        urgent = isinstance(card, Note) and card.urgent
        before = ("urgent" if urgent else card.kind) if made else before
    yield tuple(doing(last, around.asking))


def _is_line(card: Card, around: Surroundings) -> bool:
    """Whether a card is shown as one line that opens it: such lines stay close."""
    return isinstance(card, Detail) and (_folds(card, around.opened_by) or bool(card.opener and not around.alone))


def _set_apart(made: Sequence[Unit]) -> Iterator[Unit]:
    for place, unit in enumerate(made):
        first = {**unit[0], "separator": True, "spacing": "Large"} if place == 0 else unit[0]
        yield (first, *unit[1:])


def _has_head(cards: Sequence[Card]) -> bool:
    """Whether these are a whole of which parts can be opened: then what can be done stands below the parts."""
    parts = [card for card in cards if isinstance(card, Detail) and card.opener]
    return bool(parts) and any(card.kind == "facts" for card in cards)


def _address(cards: Iterable[Card]) -> Press:
    """The consultation and revision that the cards' buttons name."""
    return next((button.press for card in cards for button in card.buttons), NOBODY)


def _opened_by(cards: Iterable[Card]) -> dict[str, Button]:
    return {button.press.action: button for card in cards for button in card.buttons}


def _folds(card: Detail, opened_by: Mapping[str, Button]) -> bool:
    return card.opens in opened_by and not card.buttons


# ---- one function for each kind of card ----


def _note(card: Note, around: Surroundings) -> Iterator[Unit]:
    told = list(_dated(card)) if card.times else list(lines(card.lines))
    if card.urgent and told:
        head, *rest = told
        first = {**head, "weight": "Bolder", "size": limits.HEADING, "style": "heading"}
        word = text(inert(around.words("teams.urgent")), weight="Bolder", size="Small")
        inside, below = _within([first, *_dotted(rest)], limits.URGENT_BYTES)
        yield (container([word, *inside], style="attention"), *below)
    else:
        yield tuple(told)
    yield tuple(doing([button for button in card.buttons if button.press.action not in around.folded], around.asking))


def _within(found: Sequence[Made], most: int) -> tuple[Sequence[Made], Sequence[Made]]:
    """The first elements that weigh no more than that, and the rest."""
    held = list(accumulate(map(limits.size, found)))
    many = max(1, sum(weight <= most for weight in held))
    return found[:many], found[many:]


def _dated(card: Note) -> Iterator[Made]:
    """A note's own sentences, each time as the reader's clock has it."""
    found = {inert(time.text): clock(time.at) for time in card.times}
    either = re.compile("|".join(re.escape(said) for said in sorted(found, key=len, reverse=True)))
    for made in lines(card.lines):
        yield {**made, "text": either.sub(lambda said: found[said[0]], made["text"])}


def _dotted(found: Sequence[Made]) -> list[Made]:
    """Several lines with a dot before each, so that it shows where one ends."""
    return [{**made, "text": f"{DOT}{made['text']}"} for made in found] if len(found) > 1 else list(found)


def _facts(card: Facts, around: Surroundings) -> Iterator[Unit]:
    if card.opens and around.opened_by:
        again = Action(around.address.model_copy(update={"action": card.opens}), card.title)
        yield tuple(actions([submit(again), *(tap(button, around.asking) for button in card.buttons)]))
        return
    yield (*heading(card.title), *(made for one in card.rows for made in row(one.label, _value(one, around))))
    if around.alone:
        yield tuple(doing(card.buttons, around.asking))


def _value(one: Row, around: Surroundings) -> str:
    """What stands in a row: a person whom Teams knows has the name that it shows."""
    known = one.person is not None and one.person.channel == "teams"
    return around.names.get(one.person.user, one.value) if known and one.person else one.value


def _choices(card: Choices, around: Surroundings) -> Iterator[Unit]:
    about = _about(card, around, card.question)
    made, sending = choosing(card, about, around.asking)
    yield (*_asked(card.progress, card.title), *made, *actions(sending), *doing(card.buttons, around.asking))


def _form(card: Form, around: Surroundings) -> Iterator[Unit]:
    about = _about(card, around, card.question)
    if card.blanks and card.sends:
        made, sending = filling(card, card.sends, around.asking)
        told: tuple[str, ...] = card.lines
    elif card.instead or any(button.press.action == ANSWERS_BY_ITSELF for button in card.buttons):
        made, sending, told = [], [], (*card.lines, card.instead)
    else:
        made, sending = answering(card, about, around.asking)
        told = card.lines
    head = (*_asked(card.progress, card.title), *lines(told))
    yield (*head, *made, *actions(sending), *doing(card.buttons, around.asking))


def _about(card: Choices | Form, around: Surroundings, question: str) -> Press:
    """The press of an answer."""
    address = card.buttons[0].press if card.buttons else around.address
    return Press(action="choose", consultation=address.consultation, question=question, revision=address.revision)


def _asked(progress: str, said: str) -> Iterator[Made]:
    yield from heading(f"{progress} · {said}" if progress else said)


def _detail(card: Detail, around: Surroundings) -> Iterator[Unit]:
    if _is_line(card, around):
        button = around.opened_by.get(card.opens)
        opens = button.press if button is not None and not card.buttons else card.opener
        if opens is not None and fits(opens):
            told = button.label if button is not None else card.title
            opener = submit(Action(opens, around.words("teams.open"), told=told))
            yield tuple(beside([*title(card.title)] or [text(NOTHING)], opener))
            return
    parts = [tuple(_section(section, around)) for section in card.sections]
    first = parts[0] if parts else ()
    yield (*heading(card.title), *lines((card.place,), isSubtle=True), *first)
    yield from parts[1:]
    yield tuple(lines((f"({card.source})",), isSubtle=True) if card.source else ())
    yield tuple(doing(card.buttons, around.asking))


def _section(section: Section, around: Surroundings) -> Iterator[Made]:
    short = bool(around.opened_by) and bool(section.short)
    head = list(title(section.title))
    if short and section.opens and head:
        press = Press(action="levers", value=section.opens)
        yield from beside(head, submit(Action(press, around.words("teams.open"), told=section.title)))
    else:
        yield from head
    told = section.short if short else section.lines
    if section.place:
        yield from lines((section.place,), isSubtle=True)
        yield from lines(told)
    else:
        yield from _dotted(list(lines(told)))


_CARDS: dict[str, Callable[[Any, Surroundings], Iterable[Unit]]] = {
    "note": _note,
    "facts": _facts,
    "choices": _choices,
    "form": _form,
    "list": listing,
    "detail": _detail,
}
