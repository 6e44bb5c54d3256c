"""What is asked in a form of its own: the situation, a reminder; and what stands there until a form is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock, PlainTextInputElement, SectionBlock
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.views import View

from bot.messages import Press
from handlers.slack import limits
from handlers.slack.blocks import Made, fits, named, plain, value_of
from handlers.slack.escape import clean, escaped, size
from knowledge.texts import Texts

SITUATION, REMIND = "situation", "remind"
DAY, REASON = "day", "reason"
MOST_REASON = 300


@dataclass(frozen=True)
class Reminder:
    """A reminder as it was filled in; without a day it is none."""

    day: date | None = None
    reason: str = ""


def situation_form(words: Texts, note: str, text: str = "", *, draft: bool = False) -> Made:
    """The form for a situation, below a note on who reads it. A text to begin with can be edited first.

    One that is too long is cut. What is typed and closing it are told to us, so that a draft can be kept; `draft` says
    that the text is one.
    """
    field = PlainTextInputElement(
        action_id=SITUATION,
        multiline=True,
        placeholder=named(words("slack.form_example"), limits.PLACEHOLDER),
        max_length=limits.INPUT,
        initial_value=first_value(text),
        focus_on_load=True,
        dispatch_action_config=DispatchActionConfig(trigger_actions_on=["on_character_entered"]),
    )
    asked = InputBlock(
        block_id=SITUATION,
        label=named(words("chat.tell"), limits.LABEL),
        hint=named(words("slack.no_names"), limits.LABEL),
        element=field,
        dispatch_action=True,
    )
    told = [SectionBlock(text=plain(note, limits.SECTION))]
    if draft:
        told.append(SectionBlock(text=plain(words("slack.draft_here"), limits.SECTION)))
    return modal(words, SITUATION, words("slack.form_title"), [*told, asked], notify_on_close=True)


def remind_form(words: Texts, about: Press, reason: str = "", day: date | None = None) -> Made:
    """The form for a reminder: a day, and what for."""
    picker = DatePickerElement(action_id=DAY, initial_date=day.isoformat() if day else None)
    field = PlainTextInputElement(
        action_id=REASON, max_length=MOST_REASON, initial_value=first_value(reason, MOST_REASON)
    )
    asked = [
        InputBlock(block_id=DAY, label=named(words("slack.remind_day"), limits.LABEL), element=picker),
        InputBlock(
            block_id=REASON,
            label=named(words("slack.remind_reason"), limits.LABEL),
            hint=named(words("slack.no_names"), limits.LABEL),
            element=field,
            optional=True,
        ),
    ]
    return modal(words, REMIND, words("slack.remind"), asked, about)


def modal(
    words: Texts,
    name: str,
    title: str,
    asked: Sequence[Block],
    about: Press | None = None,
    *,
    submit: str = "",
    notify_on_close: bool = False,
) -> Made:
    """A form by its name: what it asks, the press that it was opened for, and what sending it is called."""
    view = View(
        type="modal",
        callback_id=name,
        title=named(title, limits.MODAL_WORD),
        submit=named(submit or words("slack.next"), limits.MODAL_WORD),
        close=named(words("slack.cancel"), limits.MODAL_WORD),
        blocks=list(asked),
        private_metadata=value_of(about) if about is not None and fits(about) else None,
        notify_on_close=notify_on_close or None,
    )
    return _made(view)


def _made(view: View) -> Made:
    found: Made = view.to_dict()
    return found


def first_value(text: str, most: int = limits.INPUT) -> str | None:
    """What an input holds at first: no markup there, so nothing is escaped; but Slack counts what it will keep."""
    value = clean(text).strip()[:most]
    while size(escaped(value)) > most:
        value = value[:-1]
    return value or None


# ---- what was filled in ----


def situation_of(view: Any) -> str:
    """The situation from its form; empty when there is none."""
    return held(view, SITUATION, "value")


def left_in(view: Any) -> str | None:
    """What a form for a situation held when it was closed; None where nobody changed what it held at first."""
    left = situation_of(view)
    blocks = view.get("blocks") if isinstance(view, Mapping) else None
    found = [block.get("element") for block in blocks or () if isinstance(block, Mapping)] if left else []
    first = (element.get("initial_value") for element in found if isinstance(element, Mapping))
    return left if left and left not in first else None


def typing_of(action: Any) -> tuple[str, str]:
    """A text as it is being typed, and when it stood so; empty ones where there is none."""
    told = [action.get(name) for name in ("value", "action_ts")] if isinstance(action, Mapping) else ["", ""]
    text, at = (found if isinstance(found, str) else "" for found in told)
    return text[: limits.INPUT], at


def reminder_of(view: Any) -> Reminder:
    """The reminder from its form."""
    try:
        day = date.fromisoformat(held(view, DAY, "selected_date"))
    except ValueError:
        day = None
    return Reminder(day, held(view, REASON, "value"))


def about(view: Any) -> Press | None:
    """Which consultation a form was opened for."""
    told = view.get("private_metadata") if isinstance(view, Mapping) else None
    try:
        return Press.model_validate_json(told) if isinstance(told, str) and told else None
    except ValueError:
        return None


def held(view: Any, name: str, field: str) -> str:
    """What stands in an input, which bears the name of its block."""
    for step in ("state", "values", name, name, field):
        view = view.get(step) if isinstance(view, Mapping) else None
    return view.strip() if isinstance(view, str) else ""
