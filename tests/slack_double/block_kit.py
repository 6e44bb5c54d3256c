"""Block Kit as data: a shape for each block, element and view, with the limits of every field.

Lengths are of the kept text (see `texts.measured`).
"""

from dataclasses import dataclass
from typing import Literal

BOTH = ("plain_text", "mrkdwn")
PLAIN = ("plain_text",)


@dataclass(frozen=True)
class Field:
    """What one field may hold: a text object, a string, a list, one object of some types, or anything."""

    kind: Literal["text", "string", "many", "one", "any"]
    most: int = 0
    least: int = 1
    of: tuple[str, ...] = ()
    required: bool = False
    inner: int = 3000  # the length of text objects in a list


ANY = Field("any")


def text(most: int, of: tuple[str, ...] = BOTH, *, required: bool = False) -> Field:
    """A text object; an empty one is never valid."""
    return Field("text", most, of=of, required=required)


def string(most: int, *, least: int = 0, required: bool = False) -> Field:
    """A plain string."""
    return Field("string", most, least, required=required)


def many(most: int, *of: str, least: int = 1, required: bool = False, inner: int = 3000) -> Field:
    """A list of objects of these types."""
    return Field("many", most, least, of, required, inner)


def one(*of: str, required: bool = False) -> Field:
    """One object of one of these types."""
    return Field("one", of=of, required=required)


ACTION_ID = string(255)
BLOCK_ID = string(255)
PLACEHOLDER = text(150, PLAIN)
CONFIRM = one("confirm")

SINGLE_SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI_SELECTS = tuple(f"multi_{select}" for select in SINGLE_SELECTS)
PICKERS = ("datepicker", "timepicker")
CHOICES = ("radio_buttons", "checkboxes")
FIELDS_TO_FILL = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")

IN_ACTIONS = (
    *("button", "overflow", "workflow_button", "datetimepicker", "rich_text_input"),
    *(*SINGLE_SELECTS, *PICKERS, *CHOICES),
)
IN_SECTION = ("button", "image", "overflow", "workflow_button", *SINGLE_SELECTS, *MULTI_SELECTS, *PICKERS, *CHOICES)
IN_INPUT = (*FIELDS_TO_FILL, "file_input", "datetimepicker", *SINGLE_SELECTS, *MULTI_SELECTS, *PICKERS, *CHOICES)

_SELECT = {"action_id": ACTION_ID, "placeholder": PLACEHOLDER, "confirm": CONFIRM, "focus_on_load": ANY}
_STATIC = {"options": many(100, "option"), "option_groups": many(100, "option_group")}
_INPUT = {
    "action_id": ACTION_ID,
    "placeholder": PLACEHOLDER,
    "focus_on_load": ANY,
    "dispatch_action_config": ANY,
    "initial_value": string(3000),
}
_PICKER = {"action_id": ACTION_ID, "placeholder": PLACEHOLDER, "confirm": CONFIRM, "focus_on_load": ANY}
_CHOICE = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": ANY}

Shape = dict[str, Field]

# Objects that bear no type: where they stand says what they are.
UNTYPED: dict[str, Shape] = {
    "option": {
        "text": text(75, PLAIN, required=True),
        "value": string(150, least=1, required=True),
        "description": text(75, PLAIN),
        "url": string(3000),
    },
    "mrkdwn_option": {
        "text": text(75, required=True),
        "value": string(150, least=1, required=True),
        "description": text(75),
    },
    "option_group": {"label": text(75, PLAIN, required=True), "options": many(100, "option", required=True)},
    "confirm": {
        "title": text(100, PLAIN, required=True),
        "text": text(300, required=True),
        "confirm": text(30, PLAIN, required=True),
        "deny": text(30, PLAIN, required=True),
        "style": string(20),
    },
    "feedback_button": {
        "text": text(75, PLAIN, required=True),
        "value": string(2000, required=True),
        "accessibility_label": string(75),
    },
}

ELEMENTS: dict[str, Shape] = {
    "button": {
        "text": text(75, PLAIN, required=True),
        "action_id": ACTION_ID,
        "url": string(3000),
        "value": string(2000),
        "style": string(20),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
    "workflow_button": {"text": text(75, PLAIN, required=True), "workflow": ANY, "action_id": ACTION_ID, "style": ANY},
    "overflow": {"options": many(5, "option", required=True), "action_id": ACTION_ID, "confirm": CONFIRM},
    "static_select": {**_SELECT, **_STATIC, "initial_option": one("option")},
    "multi_static_select": {
        **_SELECT,
        **_STATIC,
        "initial_options": many(100, "option"),
        "max_selected_items": ANY,
    },
    "external_select": {**_SELECT, "initial_option": one("option"), "min_query_length": ANY},
    "multi_external_select": {
        **_SELECT,
        "min_query_length": ANY,
        "initial_options": many(100, "option"),
        "max_selected_items": ANY,
    },
    "users_select": {**_SELECT, "initial_user": ANY},
    "multi_users_select": {**_SELECT, "initial_users": ANY, "max_selected_items": ANY},
    "channels_select": {**_SELECT, "initial_channel": ANY, "response_url_enabled": ANY},
    "multi_channels_select": {**_SELECT, "initial_channels": ANY, "max_selected_items": ANY},
    "conversations_select": {
        **_SELECT,
        "initial_conversation": ANY,
        "response_url_enabled": ANY,
        "default_to_current_conversation": ANY,
        "filter": ANY,
    },
    "multi_conversations_select": {
        **_SELECT,
        "initial_conversations": ANY,
        "max_selected_items": ANY,
        "default_to_current_conversation": ANY,
        "filter": ANY,
    },
    "radio_buttons": {
        **_CHOICE,
        "options": many(10, "mrkdwn_option", required=True),
        "initial_option": one("mrkdwn_option"),
    },
    "checkboxes": {
        **_CHOICE,
        "options": many(10, "mrkdwn_option", required=True),
        "initial_options": many(10, "mrkdwn_option"),
    },
    "datepicker": {**_PICKER, "initial_date": ANY},
    "timepicker": {**_PICKER, "initial_time": ANY, "timezone": ANY},
    "datetimepicker": {**_CHOICE, "initial_date_time": ANY},
    "plain_text_input": {**_INPUT, "multiline": ANY, "min_length": ANY, "max_length": ANY},
    "email_text_input": _INPUT,
    "url_text_input": _INPUT,
    "number_input": {**_INPUT, "is_decimal_allowed": ANY, "min_value": ANY, "max_value": ANY},
    "rich_text_input": {**_INPUT, "initial_value": ANY},
    "file_input": {"action_id": ACTION_ID, "filetypes": ANY, "max_files": ANY},
    "image": {
        "image_url": string(3000, least=1),
        "slack_file": ANY,
        "alt_text": string(2000, least=1, required=True),
    },
    "feedback_buttons": {
        "action_id": ACTION_ID,
        "positive_button": one("feedback_button", required=True),
        "negative_button": one("feedback_button", required=True),
    },
    "icon_button": {
        "icon": string(50, required=True),
        "text": text(75, PLAIN, required=True),
        "action_id": ACTION_ID,
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": ANY,
    },
}

_CARD: Shape = {
    "block_id": BLOCK_ID,
    "title": text(150),
    "subtitle": text(150),
    "body": text(200),
    "subtext": ANY,
    "hero_image": one("image"),
    "icon": one("image"),
    "slack_icon": ANY,
    "actions": many(3, "button", least=0),
}

BLOCKS: dict[str, Shape] = {
    "section": {
        "block_id": BLOCK_ID,
        "text": text(3000),
        "fields": many(10, *BOTH, inner=2000),
        "accessory": one(*IN_SECTION),
        "expand": ANY,
    },
    "header": {"block_id": BLOCK_ID, "text": text(150, PLAIN, required=True), "level": ANY},
    "divider": {"block_id": BLOCK_ID},
    "context": {"block_id": BLOCK_ID, "elements": many(10, "image", *BOTH, required=True)},
    "actions": {"block_id": BLOCK_ID, "elements": many(25, *IN_ACTIONS, required=True)},
    "context_actions": {
        "block_id": BLOCK_ID,
        "elements": many(5, "feedback_buttons", "icon_button", required=True),
    },
    "input": {
        "block_id": BLOCK_ID,
        "label": text(2000, PLAIN, required=True),
        "hint": text(2000, PLAIN),
        "element": one(*IN_INPUT, required=True),
        "optional": ANY,
        "dispatch_action": ANY,
    },
    "image": {**ELEMENTS["image"], "block_id": BLOCK_ID, "title": text(2000, PLAIN)},
    "markdown": {"block_id": BLOCK_ID, "text": string(12_000, least=1, required=True)},
    "rich_text": {"block_id": BLOCK_ID, "elements": Field("any", required=True)},
    "video": {
        "block_id": BLOCK_ID,
        "title": text(200, PLAIN, required=True),
        "alt_text": string(2000, required=True),
        "video_url": string(3000, required=True),
        "thumbnail_url": string(3000, required=True),
        "author_name": string(50),
        "description": text(200, PLAIN),
        "title_url": ANY,
        "provider_icon_url": ANY,
        "provider_name": ANY,
    },
    "file": {"block_id": BLOCK_ID, "external_id": string(255, required=True), "source": ANY},
    "table": {"block_id": BLOCK_ID, "rows": Field("any", required=True), "column_settings": ANY},
    "alert": {"block_id": BLOCK_ID, "text": text(200, required=True), "level": ANY},
    "card": _CARD,
    "carousel": {"block_id": BLOCK_ID, "elements": many(10, "card", required=True)},
    "container": {
        "block_id": BLOCK_ID,
        "title": text(150, PLAIN),
        "subtitle": text(150),
        "rich_text_title": ANY,
        "child_blocks": many(10, "section", "context", "divider", "actions", "image", required=True),
        "icon": ANY,
        "width": ANY,
        "is_collapsible": ANY,
        "default_collapsed": ANY,
    },
}

# What else may be told of a type than its fields: exactly one of these must be there.
ONE_OF: dict[str, tuple[str, ...]] = {
    "static_select": ("options", "option_groups"),
    "multi_static_select": ("options", "option_groups"),
    "image": ("image_url", "slack_file"),
}
ANY_OF: dict[str, tuple[str, ...]] = {"section": ("text", "fields")}

MESSAGE_ONLY = ("markdown", "table", "context_actions", "file", "card", "carousel")

VIEWS: dict[str, Shape] = {
    "modal": {
        "title": text(24, PLAIN, required=True),
        "submit": text(24, PLAIN),
        "close": text(24, PLAIN),
        "private_metadata": string(3000),
        "callback_id": string(255),
        "external_id": string(255),
        "blocks": Field("any", required=True),
        "clear_on_close": ANY,
        "notify_on_close": ANY,
    },
    "home": {
        "private_metadata": string(3000),
        "callback_id": string(255),
        "external_id": string(255),
        "blocks": Field("any", required=True),
    },
}

# The integers a field may hold, where they are not lengths.
NUMBERS = {
    ("plain_text_input", "max_length"): (1, 3000),
    ("plain_text_input", "min_length"): (0, 3000),
}
