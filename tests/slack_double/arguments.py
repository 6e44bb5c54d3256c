"""The arguments of a call, however they were sent: in the address, as a form or as JSON."""

import json
from typing import Any

from aiohttp import web

from .refusals import Refused
from .texts import Json

# In forms these come as JSON in a string.
STRUCTURED = ("blocks", "attachments", "metadata", "view", "files", "message")


async def arguments(request: web.Request) -> Json:
    """All arguments of a request, the structured ones read."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        given |= _json_body(await request.text())
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return {name: _structured(value) if name in STRUCTURED else value for name, value in given.items()}


def token(request: web.Request, given: Json) -> str:
    """The token a call came with, in its header or among its arguments."""
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(given.get("token", ""))


def truth(value: Any) -> bool:
    """A flag, as JSON or as a form says it."""
    return value not in (None, "", "0", "false", "False", 0, False)


def needed(given: Json, name: str, error: str = "invalid_arguments") -> str:
    """An argument that must be there."""
    value = given.get(name)
    if value in (None, ""):
        detail = {"messages": [f"[ERROR] missing required field: {name}"]}
        raise Refused(error, response_metadata=detail) if error == "invalid_arguments" else Refused(error)
    return str(value)


def _json_body(text: str) -> Json:
    try:
        body = json.loads(text) if text else {}
    except json.JSONDecodeError as wrong:
        raise Refused("invalid_json") from wrong
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


def _structured(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError:
        # The method that takes it says what it cannot read.
        return value
