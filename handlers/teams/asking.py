"""What a card asks for: the choices of a question, an answer in words, the blanks of a form; and what sends it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.messages import Blank, Choices, Form, Option, Press
from bot.review.asking import REPLIES
from bot.views.sharing import ANSWERS
from handlers.teams import limits
from handlers.teams.blocks import Action, Made, actions, choices, day, in_full, lines, required, submit, typed, unfold
from handlers.teams.escape import weight
from knowledge.texts import Texts

SITUATION = "situation"
DAYS = frozenset({"when", "target_date"})
"""Questions that are answered with a day."""
SHORT = 40
"""Characters of a hint that can stand as the label of what it is a hint for."""
EXPANDED, COMPACT = 7, 12
"""Choices up to which each stands by itself, and up to which a menu is enough; more are found by typing."""


@dataclass(frozen=True)
class Asking:
    """What every question of a message needs: the words, and numbers that keep its inputs apart."""

    words: Texts
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def id(self, press: Press, name: str = "") -> str:
        """An input's id. Another question or revision has another, so nothing filled in before comes back."""
        told = (str(next(self.numbers)), press.question or press.action, str(press.revision), name)
        return "-".join(part for part in told if part)

    def must(self, key: str) -> Made:
        """What a field says when it was left empty."""
        return required(self.words(f"teams.missing_{key}"))


# ---- a question with choices ----


def choosing(card: Choices, about: Press, asking: Asking) -> tuple[list[Made], list[Made]]:
    """The choices that are shown at first, and the buttons that send them or show the others."""
    words = asking.words
    shown = card.options[: len(card.options) - card.more]
    offered = _tappable(shown)
    told, label = list(card.lines), words("teams.several" if card.several else "teams.one")
    if len(told) == 1 and len(told[0]) <= SHORT:
        # A short line says what to do: then it is what a screen reader says of the choices.
        label, told = told[0], []
    more_label = f"{card.more_label} ({card.more})".strip()
    made = [*lines((*told, *_in_full(shown, offered))), *(in_full((more_label,)) if card.more else ())]
    sending: list[Made] = []
    if offered:
        id = asking.id(about, "choice")
        made.append(_choice_set(id, label, offered, several=card.several) | asking.must("choice"))
        sending.append(
            submit(Action(about, words("teams.continue"), main=True, takes="choice", inputs=(("value", id),)))
        )
    else:
        made += lines((label,))
    if card.more:
        more = about.model_copy(update={"action": "more", "question": "", "value": ""})
        sending.append(submit(Action(more, more_label)))
    return made, sending


def _tappable(shown: Sequence[Option], room: int = limits.CHOICES_BYTES) -> tuple[Option, ...]:
    """The options that a set of choices can carry, each id once."""
    found: dict[str, Option] = {}
    for one in shown:
        room -= 60 + weight(one.id) + min(3 * weight(one.label), 4 * limits.CHOICE)
        carried = one.id.strip() == one.id != "" and "," not in one.id and len(one.id) <= limits.CHOICE_ID
        if carried and room >= 0 and len(found) < limits.CHOICES:
            found.setdefault(one.id, one)
    return tuple(found.values())


def _in_full(shown: Sequence[Option], offered: Sequence[Option]) -> Iterator[str]:
    """Labels that are cut where they are tapped, and those that can only be typed."""
    yield from (one.label for one in shown if one not in offered or len(one.label) > limits.CHOICE)


def _choice_set(id: str, label: str, offered: Sequence[Option], *, several: bool = False) -> Made:
    chosen = [one.id for one in offered if one.chosen]
    named = [(one.id, one.label.strip() or one.id) for one in offered]
    style = "expanded" if several or len(offered) <= EXPANDED else "compact" if len(offered) <= COMPACT else "filtered"
    return choices(id, label, named, chosen if several else chosen[:1], style=style, isMultiSelect=several)


# ---- a question in words, and the blanks of a form ----


def answering(card: Form, about: Press, asking: Asking) -> tuple[list[Made], list[Made]]:
    """A field for an answer in words or for a day, and the button that sends it."""
    words, told = asking.words, card.question == SITUATION
    id = asking.id(about, "words")
    label = words("teams.situation" if told else "teams.day" if card.question in DAYS else "teams.answer")
    asked = day(id, label) if card.question in DAYS else typed(id, label, most=limits.WORDS, isMultiline=True)
    press = about.model_copy(update={"action": "new", "question": ""}) if told else about
    takes = "told" if told else "words"
    send = Action(press, words("teams.send"), main=True, takes=takes, inputs=(("value", id),))
    return [asked | asking.must("words")], [submit(send)]


def filling(card: Form, sends: Press, asking: Asking) -> tuple[list[Made], list[Made]]:
    """A field for each blank, and the button that sends them all."""
    about = sends.model_copy(update={"question": card.question})
    ids = [(blank.id, asking.id(about, blank.id)) for blank in card.blanks]
    room = limits.CHOICES_BYTES // (sum(bool(blank.options) for blank in card.blanks) or 1)
    offered = [_tappable(_as_it_stands(blank), room) for blank in card.blanks]
    told = [made for blank, some in zip(card.blanks, offered, strict=True) for made in _said_first(blank, some)]
    fields = [_field(*of, asking) for of in zip(card.blanks, (id for _, id in ids), offered, strict=True)]
    label = card.send or asking.words("teams.send")
    send = Action(sends, label, main=True, takes="fields", inputs=tuple(ids))
    return [*told, *in_full((label,)), *fields], [submit(send)]


def _as_it_stands(blank: Blank) -> list[Option]:
    """The options of a blank, the one that stands there at first chosen."""
    return [one.model_copy(update={"chosen": one.id == blank.value}) for one in blank.options]


def _said_first(blank: Blank, offered: Sequence[Option]) -> Iterator[Made]:
    """What finds no room where it is filled in."""
    yield from in_full((blank.label,), limits.LABEL)
    yield from lines(_in_full(_as_it_stands(blank), offered))


def _field(blank: Blank, id: str, offered: Sequence[Option], asking: Asking) -> Made:
    must = {} if blank.optional else asking.must("choice" if blank.kind == "choice" else "words")
    if blank.kind == "choice" and offered:
        return _choice_set(id, blank.label, offered) | must
    if blank.kind == "day":
        return day(id, blank.label, value=blank.value) | must
    most = limits.WORDS if blank.kind == "words" else limits.LINE
    hint = f" ({asking.words('teams.person')})" if blank.kind == "person" else ""
    return typed(id, f"{blank.label}{hint}", most=most, value=blank.value, isMultiline=blank.kind == "words") | must


# ---- what a button asks first ----


def _reminder(press: Press, asking: Asking) -> Iterator[tuple[str, Made]]:
    on, reason = asking.id(press, "day"), asking.id(press, "reason")
    yield on, day(on, asking.words("teams.remind_day")) | asking.must("words")
    yield reason, typed(reason, asking.words("teams.remind_reason"))


def _in_words(key: str) -> Callable[[Press, Asking], Iterator[tuple[str, Made]]]:
    def one(press: Press, asking: Asking) -> Iterator[tuple[str, Made]]:
        id = asking.id(press, "words")
        made = typed(id, asking.words(key), most=limits.WORDS, isMultiline=True)
        yield id, made | asking.must("words")

    return one


ASKS_FIRST: Mapping[str, tuple[str, Callable[[Press, Asking], Iterator[tuple[str, Made]]]]] = {
    "remind": ("after", _reminder),
    REPLIES: ("after", _in_words("talk.your_reply")),
    ANSWERS: ("after", _in_words("share.your_answer")),
    "new": ("told", _in_words("teams.situation")),
}
"""action -> how its button takes what it asks first, and what that is."""


def asking_first(press: Press, label: str, asking: Asking, *, main: bool) -> Made:
    """A button below which appears what it needs to be told."""
    takes, asks = ASKS_FIRST[press.action]
    asked = list(asks(press, asking))
    inputs = tuple(("value", id) for id, _ in asked)
    send = submit(Action(press, asking.words("teams.send"), main=True, takes=takes, inputs=inputs))
    return unfold(label, (*(made for _, made in asked), *actions([send])), main=main)
