"""state.values: what stands in the inputs of a message, modal or Home, as Slack keeps it and sends it."""

from typing import Any

from .elements import CHOSEN, STATELESS, Placed, placed
from .texts import Json

_INITIAL = {
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "value": "initial_value",
    "rich_text_value": "initial_value",
}


def initial(blocks: list[Json]) -> Json:
    """What the inputs hold before anybody touched them."""
    values: Json = {}
    for one in _stateful(blocks):
        block_id, action_id = one.key()
        values.setdefault(block_id, {})[action_id] = _first(one.element)
    return values


def carried(old: Json, blocks: list[Json]) -> Json:
    """What the inputs hold after an update: where block_id and action_id stay the same, what was entered stays."""
    values = initial(blocks)
    for block_id, actions in values.items():
        for action_id, first in actions.items():
            before = old.get(block_id, {}).get(action_id)
            if before is not None and before["type"] == first["type"]:
                actions[action_id] = before
    return values


def entered(values: Json, one: Placed, chosen: Any) -> None:
    """Keep what somebody chose or typed."""
    if one.element["type"] not in STATELESS:
        block_id, action_id = one.key()
        kind = one.element["type"]
        values.setdefault(block_id, {})[action_id] = {"type": kind, CHOSEN[kind]: chosen}


def held(values: Json, one: Placed) -> Any:
    """What an input holds now."""
    block_id, action_id = one.key()
    entry = values.get(block_id, {}).get(action_id, {})
    return entry.get(CHOSEN[one.element["type"]])


def _stateful(blocks: list[Json]) -> list[Placed]:
    return [one for one in placed(blocks) if one.element["type"] not in STATELESS]


def _first(element: Json) -> Json:
    field = CHOSEN[element["type"]]
    empty: Any = [] if field.endswith("s") else None
    return {"type": element["type"], field: element.get(_INITIAL.get(field, ""), empty)}
