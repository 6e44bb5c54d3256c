"""Block Kit payloads as a whole: what Slack refuses, and how it keeps what it takes."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

from . import block_kit, elements, limits
from .shapes import Problem, Problems, block_problems, object_problems
from .texts import Json, escaped, escaped_mrkdwn, measured


def problems(blocks: Any, surface: str, at: str = "") -> Problems:
    """Everything that is wrong with the blocks of a message, a modal or a Home."""
    if not isinstance(blocks, list):
        yield Problem(f"{at}/blocks", "must be an array")
        return
    most = limits.BLOCKS_IN_MESSAGE if surface == "message" else limits.BLOCKS_IN_VIEW
    if len(blocks) > most:
        yield Problem(f"{at}/blocks", f"no more than {most} items allowed")
    if not blocks and surface == "modal":
        yield Problem(f"{at}/blocks", "no fewer than 1 items allowed")
    wrong = [one for number, block in enumerate(blocks) for one in block_problems(block, f"{at}/blocks/{number}")]
    yield from wrong
    if not wrong:
        # Only what has its shape can be looked into.
        yield from _surface(blocks, surface, at)
        yield from _unique(blocks, at)
        yield from _initial(blocks, at)


def view_problems(view: Any) -> Problems:
    """Everything that is wrong with a view."""
    if not isinstance(view, dict) or view.get("type") not in tuple(block_kit.VIEWS):
        yield Problem("/view/type", "must be one of: modal, home")
        return
    yield from object_problems(view, block_kit.VIEWS[view["type"]], "/view")
    blocks = view.get("blocks")
    listed = blocks if isinstance(blocks, list) else []
    if blocks is not None:
        yield from problems(blocks, view["type"], "/view")
    inputs = [number for number, block in enumerate(listed) if _kind(block) == "input"]
    if inputs and view["type"] == "modal" and not view.get("submit"):
        yield Problem(f"/view/blocks/{inputs[0]}/input", "must define `submit` to use `input` block")


def text_length(blocks: list[Json]) -> int:
    """How much text the blocks of a message hold together."""
    return sum(measured(text) for text in _texts(blocks))


def kept(blocks: list[Json]) -> list[Json]:
    """The blocks as Slack keeps and returns them: every id there, text with entities."""
    stored: list[Json] = json.loads(json.dumps(blocks))
    for block in stored:
        block.setdefault("block_id", secrets.token_urlsafe(4))
    for one in elements.placed(stored):
        if one.element["type"] != "image":
            one.element.setdefault("action_id", secrets.token_urlsafe(4))
    _with_entities(stored)
    return stored


def _with_entities(value: Any) -> None:
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            _with_entities(inner)
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        keep = {"mrkdwn": escaped_mrkdwn, "plain_text": escaped}.get(value.get("type", ""))
        value["text"] = keep(value["text"]) if keep else value["text"]


def _kind(block: Any) -> str:
    return str(block.get("type", "")) if isinstance(block, dict) else ""


def _texts(value: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if key == "text" and isinstance(inner, str):
            yield inner
        elif isinstance(inner, dict | list):
            yield from _texts(inner)


def _surface(blocks: list[Json], surface: str, at: str) -> Problems:
    for number, block in enumerate(blocks):
        if surface != "message" and _kind(block) in block_kit.MESSAGE_ONLY:
            yield Problem(f"{at}/blocks/{number}/type", f"unsupported type: {_kind(block)}")
    written = sum(len(str(block.get("text", ""))) for block in blocks if _kind(block) == "markdown")
    if written > limits.MARKDOWN_OF_ALL_BLOCKS:
        yield Problem(f"{at}/blocks", f"markdown must be less than {limits.MARKDOWN_OF_ALL_BLOCKS + 1} characters")
    if sum(_kind(block) == "table" for block in blocks) > limits.TABLES_IN_MESSAGE:
        yield Problem(f"{at}/blocks", "only one table is allowed")


def _unique(blocks: list[Json], at: str) -> Problems:
    seen_blocks: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen_blocks:
            yield Problem(f"{at}/blocks/{number}/block_id", f"`block_id` {block_id} already exists")
        seen_blocks |= {block_id} if isinstance(block_id, str) else set()
        seen_actions: set[str] = set()
        for action_id in _action_ids(block):
            if action_id in seen_actions:
                yield Problem(f"{at}/blocks/{number}", f"`action_id` {action_id} already exists in this block")
            seen_actions.add(action_id)


def _action_ids(block: Json) -> Iterator[str]:
    yield from [one.element["action_id"] for one in elements.placed([block]) if "action_id" in one.element]


def _initial(blocks: list[Json], at: str) -> Problems:
    for number, block in enumerate(blocks):
        for one in elements.placed([block]):
            yield from _initial_of(one.element, f"{at}/blocks/{number}")


def _initial_of(element: Json, at: str) -> Problems:
    offered = elements.options(element)
    chosen = [element.get("initial_option"), *(element.get("initial_options") or [])]
    for option in chosen:
        if option is not None and offered and option["value"] not in [one["value"] for one in offered]:
            yield Problem(at, f"initial option {option['value']} is not among the options")
