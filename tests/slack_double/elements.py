"""The interactive elements of blocks: where they stand, what they offer, and what a choice looks like in a payload."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .refusals import NotPossible
from .texts import Json, readable

# Where each type keeps what was chosen, in an action and in state.values.
CHOSEN = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
STATELESS = ("button", "overflow", "feedback_buttons", "icon_button", "workflow_button", "image")


@dataclass(frozen=True)
class Placed:
    """An element and the block it stands in."""

    block: Json
    element: Json

    def key(self) -> tuple[str, str]:
        """What state.values calls it."""
        return self.block.get("block_id", ""), self.element.get("action_id", "")


def placed(blocks: list[Json]) -> Iterator[Placed]:
    """Every interactive element of these blocks, in reading order."""
    for block in blocks:
        for inner in [*(block.get("child_blocks") or []), *_cards(block)]:
            yield from placed([inner])
        found = [block.get("accessory"), block.get("element"), *_members(block)]
        for element in found:
            if isinstance(element, dict) and (element.get("type") in CHOSEN or element.get("type") in STATELESS):
                yield Placed(block, element)


def _cards(block: Json) -> list[Json]:
    return block.get("elements") or [] if block.get("type") == "carousel" else []


def _members(block: Json) -> list[Json]:
    if block.get("type") == "card":
        return block.get("actions") or []
    return block.get("elements") or [] if block.get("type") in ("actions", "context_actions") else []


def options(element: Json) -> list[Json]:
    """All that a select, radio group, checkbox group or overflow offers."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def label(element: Json) -> str:
    """What is written on a button."""
    text = element.get("text")
    return readable(text["text"]) if isinstance(text, dict) else ""


def choice(element: Json, value: Any, offered: list[Json]) -> Any:
    """What a payload carries when somebody chooses this; only what is offered can be chosen."""
    field = CHOSEN[element["type"]]
    if field == "selected_option":
        return None if value is None else _option(element, value, offered)
    if field == "selected_options":
        return [_option(element, one, offered) for one in value]
    if field == "value" and value is not None and not isinstance(value, str):
        raise NotPossible(f"what is typed into {element.get('action_id')!r} is text, not {value!r}")
    return value


def _option(element: Json, value: str, offered: list[Json]) -> Json:
    by_value = [option for option in offered if option["value"] == value]
    found = by_value or [option for option in offered if label(option) == value]
    if not found:
        names = [f"{option['value']} ({label(option)})" for option in offered]
        raise NotPossible(f"{value!r} is not among the options of {element.get('action_id')!r}: {names}")
    return found[0]


def find(blocks: list[Json], action_id: str | None, block_id: str | None, value: Any, text: str | None) -> Placed:
    """The one element that a person means; an error that says what there is when it is none, or several."""
    all_there = list(placed(blocks))
    found = [
        one
        for one in all_there
        if action_id in (None, one.element.get("action_id"))
        and block_id in (None, one.block.get("block_id"))
        and (text is None or label(one.element) == text)
        and (one.element["type"] != "button" or value in (None, one.element.get("value")))
    ]
    if len(found) == 1 or (found and value is None and text is None and block_id is None and _alike(found)):
        return found[0]
    wanted = {"action_id": action_id, "block_id": block_id, "value": value, "text": text}
    asked = {name: said for name, said in wanted.items() if said is not None}
    raise NotPossible(f"{len(found)} elements match {asked}; there are {[_described(one) for one in all_there]}")


def _alike(found: list[Placed]) -> bool:
    return all(one.element == found[0].element for one in found)


def _described(one: Placed) -> str:
    told = [one.element["type"], *(str(one.element[name]) for name in ("action_id", "value") if name in one.element)]
    return " ".join([*told, f"[{label(one.element)}]" if label(one.element) else ""]).strip()
