"""The choices of a question as something to tap: buttons, radio buttons, or checkboxes with a button that confirms.

A button answers at once, and so does a radio button; what is ticked is an answer only when it is confirmed. A radio
button that is pre-selected can't be tapped again, so a confirming button stands beside it.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.messages import Choices, Option, Press
from handlers.slack import limits
from handlers.slack.blocks import (
    REMEMBERED,
    Action,
    Made,
    action_id,
    actions,
    button,
    lines,
    option,
    parts,
    question_id,
    row,
)
from handlers.slack.escape import escaped, size
from knowledge.texts import Texts

CHOOSE, PICK = "choose", "pick"
"""What answers, and what only ticks."""
LONG = 30
"""Characters of a label above which a phone would cut a button's."""
MOST_BUTTONS = 8
MOST_TICKED = 100
"""Choices that are offered to tap; any beyond can be typed."""
OPTION_ID = 150


def choosing(card: Choices, address: Press, words: Texts) -> Iterator[Made]:
    """The choices that are shown at first, with "More" for the others."""
    about = address.model_copy(update={"action": CHOOSE, "value": "", "question": card.question})
    shown = card.options[: len(card.options) - card.more]
    tapped = _tappable(shown)
    more = [Action(about.model_copy(update={"action": "more", "question": ""}), _more(card))] if card.more else []
    yield from lines(_in_full(shown, tapped))
    if card.several or _are_long(tapped):
        yield from _listed(card, tapped, about, more, words)
    else:
        chosen = [Action(about.model_copy(update={"value": one.id}), one.label, chosen=one.chosen) for one in tapped]
        yield from actions([*chosen, *more], question_id(about, card.question))


def _more(card: Choices) -> str:
    return f"{card.more_label} ({card.more})".strip()


def _tappable(shown: Sequence[Option]) -> tuple[Option, ...]:
    """The options that Slack can carry, each id once."""
    by_id = {one.id: one for one in shown if one.id.strip() and size(escaped(one.id)) <= OPTION_ID}
    return tuple(by_id.values())[:MOST_TICKED]


def _in_full(shown: Sequence[Option], tapped: Sequence[Option]) -> Iterator[str]:
    """Labels that are cut where they are tapped, and those that can only be typed."""
    for one in shown:
        if one not in tapped or size(escaped(one.label)) > limits.OPTION:
            yield one.label


def _are_long(tapped: Sequence[Option]) -> bool:
    return len(tapped) > MOST_BUTTONS or any(size(one.label) > LONG for one in tapped)


def _listed(
    card: Choices, tapped: Sequence[Option], about: Press, more: Sequence[Action], words: Texts
) -> Iterator[Made]:
    """Radio buttons or checkboxes, ten at most in a group, and what confirms them.

    All stand in one block, whose state is read as one answer.
    """
    groups = enumerate(parts(tapped, limits.OPTIONS))
    elements = [_group(card.several, tuple(part), number) for number, part in groups]
    confirmed = card.several or any(one.chosen for one in tapped)
    beside = [*([Action(about, words("slack.confirm"), main=True)] if confirmed and tapped else []), *more]
    elements += [button(action, number) for number, action in enumerate(beside, len(elements))]
    if elements:
        yield row(elements, question_id(about, card.question))


@lru_cache(maxsize=REMEMBERED)
def _group(several: bool, part: tuple[Option, ...], number: int) -> Made:
    """A group as it is sent: it names no consultation, so the same question has the same one."""
    options = [option(one.id, one.label) for one in part]
    chosen = [made for one, made in zip(part, options, strict=True) if one.chosen]
    initial: Made = {"initial_options": chosen} if several else {"initial_option": chosen[0] if chosen else None}
    return {
        "action_id": action_id(PICK if several else CHOOSE, number),
        **(initial if chosen else {}),
        "options": options,
        "type": "checkboxes" if several else "radio_buttons",
    }
