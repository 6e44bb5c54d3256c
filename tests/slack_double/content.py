"""What a message says, checked as Slack checks it: text, blocks, attachments and metadata."""

import json
from typing import Any

from . import blocks, limits
from .refusals import Refused
from .shapes import Problem
from .slack import Slack
from .texts import Json, escaped_mrkdwn, measured


def content(slack: Slack, given: Json, where: str) -> Json:
    """The fields of a message to be posted; nothing at all is `no_text`."""
    text = _text(given, where)
    parts = {name: _blocks(given.get(name)) if name == "blocks" else _attachments(given) for name in _STRUCTURES}
    if not text.strip() and not any(parts.values()):
        raise Refused("no_text")
    if not text.strip():
        slack.warn(where, "the top-level text is missing: screen readers and notifications have nothing to say")
    if measured(text) > limits.TEXT_ADVISED:
        slack.warn(where, f"the text is longer than the {limits.TEXT_ADVISED} characters advised")
    cut = escaped_mrkdwn(text)[: limits.TEXT_CUT]
    return {"text": cut, **{name: part or None for name, part in parts.items()}, "metadata": _metadata(given)}


_STRUCTURES = ("blocks", "attachments")


def invalid_blocks(wrong: list[Problem], error: str = "invalid_blocks") -> Refused:
    """The refusal of blocks, with a pointer to each fault."""
    said = [str(problem) for problem in wrong]
    return Refused(error, errors=said, response_metadata={"messages": [f"[ERROR] {one}" for one in said]})


def _text(given: Json, where: str) -> str:
    markdown = given.get("markdown_text")
    if markdown and (given.get("text") or given.get("blocks")):
        raise Refused("markdown_text_conflict")
    text = markdown or given.get("text") or ""
    if not isinstance(text, str):
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] text must be a string"]})
    if markdown and measured(text) > limits.MARKDOWN_OF_ALL_BLOCKS:
        raise Refused("msg_too_long")
    if where == "chat.update" and measured(text) > limits.TEXT_UPDATE:
        raise Refused("msg_too_long")
    return text


def _blocks(given: Any) -> list[Json] | None:
    if given in (None, "", []):
        return None
    if not isinstance(given, list):
        raise Refused("invalid_blocks_format")
    wrong = list(blocks.problems(given, "message"))
    if wrong:
        raise invalid_blocks(wrong)
    if blocks.text_length(given) > limits.TEXT_OF_ALL_BLOCKS:
        raise Refused("msg_blocks_too_long")
    return blocks.kept(given)


def _attachments(given: Json) -> list[Json] | None:
    attachments = given.get("attachments")
    if attachments in (None, "", []):
        return None
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise Refused("too_many_attachments")
    wrong = [
        problem
        for number, one in enumerate(attachments)
        for problem in blocks.problems(one.get("blocks", []), "message", f"/attachments/{number}")
    ]
    if wrong:
        raise invalid_blocks(wrong, "invalid_attachments")
    return [{**one, "blocks": blocks.kept(one["blocks"])} if one.get("blocks") else one for one in attachments]


def _metadata(given: Json) -> Json | None:
    metadata = given.get("metadata")
    if metadata in (None, "", {}):
        return None
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    name, payload = metadata.get("event_type"), metadata.get("event_payload")
    if set(metadata) != {"event_type", "event_payload"} or not name or not isinstance(name, str):
        raise Refused("invalid_metadata_schema")
    if not isinstance(payload, dict):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > limits.METADATA_BYTES:
        raise Refused("metadata_too_large")
    return metadata
