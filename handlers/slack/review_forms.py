"""The forms of review: a neutral form with its blanks as a modal, and what was filled in."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)

from bot.messages import Blank, Form, Press
from handlers.slack import limits
from handlers.slack.blocks import Made, cut, named, option, plain, value_of
from handlers.slack.forms import first_value, held, modal
from knowledge.texts import Texts

FILL, REPLY = "fill", "reply"
TEXT = "text"
FIELDS = ("value", "selected_date", "selected_user")
"""Where Slack keeps what was filled in; of a choice it keeps an option."""
MOST_LINE = 300
MOST_CHOICES = 100


def fill_form(words: Texts, form: Form, message: str) -> Made:
    """A form of review, opened from a message or from elsewhere; a title that is cut stands in full below it."""
    said = "\n".join((*cut([form.title], limits.MODAL_WORD), *form.lines)).strip()
    shown: list[Block] = [SectionBlock(text=plain(said, limits.SECTION))] if said else []
    view = modal(words, FILL, form.title, [*shown, *map(_asked, form.blanks)], submit=form.send)
    return {**view, "private_metadata": _address(form.sends, message)}


def reply_form(words: Texts, about: Press) -> Made:
    """The asker's reply to a lead."""
    field = PlainTextInputElement(action_id=TEXT, multiline=True, max_length=limits.INPUT, focus_on_load=True)
    asked = InputBlock(
        block_id=TEXT,
        label=named(words("talk.your_reply"), limits.LABEL),
        hint=named(words("slack.no_names"), limits.LABEL),
        element=field,
    )
    return modal(words, REPLY, words("filling.reply"), [asked], about, submit=words("share.send"))


def _asked(blank: Blank) -> InputBlock:
    return InputBlock(
        block_id=blank.id, label=named(blank.label, limits.LABEL), element=_element(blank), optional=blank.optional
    )


def _element(blank: Blank) -> InputInteractiveElement:
    if blank.kind == "day":
        return DatePickerElement(action_id=blank.id)
    if blank.kind == "person":
        return UserSelectElement(action_id=blank.id)
    if blank.kind == "choice" and blank.options:
        offered = [option(one.id, one.label) for one in blank.options[:MOST_CHOICES]]
        return StaticSelectElement(action_id=blank.id, options=offered)
    most = limits.INPUT if blank.kind == "words" else MOST_LINE
    return PlainTextInputElement(
        action_id=blank.id,
        multiline=blank.kind == "words",
        max_length=most,
        initial_value=first_value(blank.value, most),
    )


# ---- what was filled in ----


def _address(press: Press | None, message: str) -> str:
    """What sending the form does, and the message that it was opened from."""
    return json.dumps([value_of(press) if press else "", message], separators=(",", ":"))


def filled(view: Any) -> tuple[Press, str] | None:
    """The press that a form sends with what was filled in, and the message it was opened from; None when it is none."""
    told = view.get("private_metadata") if isinstance(view, Mapping) else None
    try:
        value, message = json.loads(told) if isinstance(told, str) else ("", "")
        press = Press.model_validate_json(value)
        return press.model_copy(update={"fields": tuple(_values(view))}), str(message)
    except (ValueError, TypeError, RecursionError):
        return None


def _values(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None
    for name in values if isinstance(values, Mapping) else ():
        told = (held(view, str(name), field) for field in FIELDS)
        yield str(name), next(filter(None, told), _chosen(view, str(name)))


def _chosen(view: Mapping[str, Any], name: str) -> str:
    chosen = view["state"]["values"][name]
    for step in (name, "selected_option", "value"):
        chosen = chosen.get(step) if isinstance(chosen, Mapping) else None
    return chosen if isinstance(chosen, str) else ""


def reply_of(view: Any) -> str:
    """What the asker replies."""
    return held(view, TEXT, "value")
