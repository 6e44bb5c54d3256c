"""The few Block Kit pieces that cards are made of, each within its limits whatever the text.

They are plain dicts: slack_sdk's models took more time than all else about a card. The tests parse every card with
those models, which must give the same back.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeVar

from bot.messages import Button, Press, Row
from handlers.slack import limits
from handlers.slack.escape import clean, clipped, escaped, escaped_mrkdwn, pieces, size

T = TypeVar("T")
Made = dict[str, Any]
"""A block as it is sent."""
FAMILY = "press"
"""Every action_id begins with it."""
NOTHING = "–"
"""Stands where a label or a line would be empty: Slack takes no empty text."""
REMEMBERED = 2_000
"""Pieces that are kept as they were made: making them anew costs more than all else that a card takes."""
PERSON_ID = re.compile("[UW][A-Z0-9]+")
"""How Slack names a person."""
MARK = "✓ "
"""Before the label of a choice that was made already, since colour alone says nothing to many."""


@dataclass(frozen=True)
class Action:
    """Something to tap: what it sends, and how it is named."""

    press: Press
    label: str
    chosen: bool = False
    told: str = ""
    """What a screen reader says where the label alone says too little."""
    main: bool = False
    """Whether it stands out from those beside it."""
    asks: str = ""
    """What is asked before it is done."""
    leave: str = ""
    """The answer to that which does nothing."""

    @classmethod
    def of(cls, button: Button, leave: str = "") -> "Action":
        """The action of a card's button."""
        label = f"{MARK}{button.label}" if button.chosen else button.label
        return cls(button.press, label, main=button.main, asks=button.confirms, leave=leave)


def plain(text: str, most: int) -> Made:
    """A text in which Slack reads no markup and no emoji names; never empty, never too long."""
    return _plain(clipped(escaped(text).strip(), most) or NOTHING)


def named(text: str, most: int) -> Made:
    """A label: one line."""
    return plain(" ".join(clean(text).split()), most)


def _plain(text: str) -> Made:
    return {"emoji": False, "text": text, "type": "plain_text"}


def _section(text: Made) -> Made:
    return {"text": text, "type": "section"}


def _marked_up(text: str) -> Made:
    return _section({"text": text, "type": "mrkdwn", "verbatim": True})


def parts(found: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """A sequence in parts of at most so many."""
    return (found[start : start + most] for start in range(0, len(found), most))


# ---- what is read ----


def lines(texts: Iterable[str]) -> Iterator[Made]:
    """Lines below each other: as few sections as hold them whole."""
    yield from _sections(tuple(texts))


@lru_cache(maxsize=REMEMBERED)
def _sections(texts: tuple[str, ...]) -> tuple[Made, ...]:
    """Sections are the same again and again: questions, hints, levers. Nobody changes a block that was made."""
    told = "\n".join(line.strip("\n") for line in map(escaped, texts) if line.strip())
    return tuple(_section(_plain(piece.strip("\n"))) for piece in pieces(told, limits.SECTION))


def dated(texts: Iterable[str], times: Iterable[tuple[str, int]]) -> Iterator[Made]:
    """Our own sentences, each time (its text, its seconds since 1970) as the reader's clock has it."""
    text = "\n".join(escaped_mrkdwn(line).strip("\n") for line in texts if line.strip())
    found = dict(times)
    either = re.compile("|".join(re.escape(said) for said in sorted(found, key=len, reverse=True)))
    for piece in pieces(text, limits.SECTION // 2):
        shown = either.sub(lambda said: _on_the_clock(said[0], found[said[0]]), piece.strip("\n"))
        yield _marked_up(shown)


def _on_the_clock(said: str, at: int) -> str:
    return f"<!date^{at}^{{date_short_pretty}} {{time}}|{said}>"


def heading(text: str, beside: Action | None = None) -> Iterator[Made]:
    """A line in bold, with a button beside it; nothing when it is empty."""
    tapped = {"accessory": button(beside, 0)} if beside is not None and fits(beside.press) else {}
    yield from ({**block, **(tapped if place == 0 else {})} for place, block in enumerate(_bold(text)))


@lru_cache(maxsize=REMEMBERED)
def _bold(text: str) -> tuple[Made, ...]:
    lines_of = (pieces(line, limits.SECTION - 2) for line in escaped_mrkdwn(text).split("\n"))
    return tuple(_marked_up(f"*{piece.strip()}*") for part in lines_of for piece in part)


def banner(text: str) -> Iterator[Made]:
    """A line as large as Slack has it; a longer one in bold."""
    if text.strip() and size(escaped(text)) <= limits.HEADER and "\n" not in text:
        yield {"text": plain(text, limits.HEADER), "type": "header"}
    else:
        yield from heading(text)


def divider() -> Made:
    """A line across."""
    return {"type": "divider"}


def rows(found: Iterable[Row]) -> Iterator[Made]:
    """A line for each label with what stands behind it: on a phone two columns tear them apart.

    In plain text, as people may have typed it; but whom Slack knows has the name that Slack shows.
    """
    for known, part in groupby(found, key=_is_known_here):
        if known:
            yield from (mention(row.label, row.value if row.person is None else row.person.user) for row in part)
        else:
            yield from lines(f"{row.label}: {row.value.strip() or NOTHING}" for row in part)


def _is_known_here(row: Row) -> bool:
    person = row.person
    return person is not None and person.channel == "slack" and bool(PERSON_ID.fullmatch(person.user))


def mention(label: str, user: str) -> Made:
    """A person by the name that Slack shows: nobody is told of it where they don't read."""
    name = clipped(escaped_mrkdwn(" ".join(clean(label).split())), limits.LABEL)
    return _marked_up(f"{name}: <@{user}>")


# ---- what is tapped ----


def actions(found: Iterable[Action], block_id: str = "") -> Iterator[Made]:
    """Buttons side by side, as many blocks as they need. One whose press is too large for Slack is left to typing."""
    small = [action for action in found if fits(action.press)]
    for place, part in enumerate(parts(small, limits.ELEMENTS)):
        yield row([button(action, number) for number, action in enumerate(part)], "" if place else block_id)


def select(text: str, action: str, placeholder: str, choices: Sequence[tuple[str, str]]) -> Made:
    """A line with a menu beside it: (value, label) of each choice. Choosing is what pressing a button would be."""
    menu = {
        "action_id": action_id(action, 0),
        "options": [option(value, label[:1].upper() + label[1:]) for value, label in choices],
        "placeholder": named(placeholder, limits.OPTION),
        "type": "static_select",
    }
    return {"accessory": menu, **_section(plain(text, limits.SECTION))}


def menus(text: str, found: Iterable[Action], first: int) -> Iterator[Made]:
    """A line that names what waits in the menu beside it; as many as are needed.

    A menu's item has room for an action and its value only. `first` tells the menus of a card apart.
    """
    for place, part in enumerate(parts(list(found), limits.OVERFLOW), first):
        menu = {
            "action_id": action_id(part[0].press.action, place),
            "options": [option(action.press.value, action.label) for action in part],
            "type": "overflow",
        }
        said = f"{text}: {', '.join(' '.join(clean(action.label).split()) for action in part)}"
        yield {"accessory": menu, **_section(plain(said, limits.SECTION))}


def row(elements: Sequence[Made], block_id: str = "") -> Made:
    """Elements of one block."""
    return {"type": "actions", **({"block_id": block_id} if block_id else {}), "elements": [*elements]}


def button(action: Action, number: int) -> Made:
    """A button; its number keeps its action_id apart from those beside it."""
    told = clipped(escaped(action.told).strip(), limits.BUTTON)
    return {
        **({"accessibility_label": told} if told else {}),
        "action_id": action_id(action.press.action, number),
        **({"confirm": _confirming(action)} if action.asks else {}),
        **({"style": "primary"} if action.chosen or action.main else {}),
        "text": named(f"{MARK if action.chosen else ''}{action.label}", limits.BUTTON),
        "type": "button",
        "value": value_of(action.press),
    }


def _confirming(action: Action) -> Made:
    return {
        "confirm": named(action.label, limits.CONFIRM_WORD),
        "deny": named(action.leave, limits.CONFIRM_WORD),
        "text": plain(action.asks, limits.CONFIRM),
        "title": named(action.label, limits.HEADER // 2),
    }


def option(choice: str, label: str) -> Made:
    """One of several to tick."""
    return {"text": named(label, limits.OPTION), "value": choice}


def cut(labels: Iterable[str], most: int) -> list[str]:
    """The labels that do not fit where they stand: they are shown in full as lines."""
    return [label for label in labels if size(escaped(label).strip()) > most]


def action_id(action: str, number: int) -> str:
    """An action_id of the family, its own within a block."""
    return f"{FAMILY}:{action[:100]}:{number}"


def value_of(press: Press) -> str:
    """The press as compact JSON: no person, and nothing that is only a default."""
    return press.model_dump_json(exclude_defaults=True)


def fits(press: Press) -> bool:
    """Whether Slack carries the press in a button."""
    return size(escaped(value_of(press))) <= limits.VALUE


def question_id(press: Press, question: str) -> str:
    """The block_id of a question's choices: another revision is another block, so nothing ticked before comes back."""
    name = json.dumps([press.consultation, question, press.revision], separators=(",", ":"))
    return name if size(name) <= limits.ID else ""
