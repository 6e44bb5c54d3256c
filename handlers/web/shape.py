"""The shape of what Slack delivers: as much of it as Bolt takes for granted, and no more.

Bolt parses a body before it looks at anything else and expects names to hold what they usually hold. What would make
it stumble is told apart here; everything else passes, for Slack adds fields all the time.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn
from urllib.parse import parse_qsl

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
DEEPEST = 50
MOST_FIELDS = 200
UNKNOWN = "unknown"

Fields = dict[str, Any]

KINDS = {
    "event_callback": "event",
    "app_rate_limited": "event",
    "url_verification": "check",
    "block_actions": "action",
    "interactive_message": "action",
    "view_submission": "submission",
    "view_closed": "closing",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "block_suggestion": "options",
}
"""A delivery's type -> its kind. A type that is not here is unknown, and passes."""
FORMS = {"command": "command", "ssl_check": "check"}
"""What a form without a payload has -> its kind."""
NEEDED = {
    "event_callback": ("event.type",),
    "url_verification": ("challenge",),
    "block_actions": ("actions.action_id",),
    "interactive_message": ("actions.name",),
    "view_submission": ("view.callback_id", "view.type"),
    "view_closed": ("view.callback_id", "view.type"),
    "shortcut": ("callback_id",),
    "message_action": ("callback_id",),
    "block_suggestion": ("action_id",),
}
"""A delivery's type -> what it can't be without; in a list, in every item."""

_TEXT, _TEXT_OR_NUMBER, _OBJECT, _OBJECTS, _NAMED = (str,), (str, int), (dict,), (list,), (str, dict)
HOLDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("type", "subtype", "command", "challenge", "callback_id", "action_id", "block_id"), _TEXT),
    **dict.fromkeys(("enterprise_id", "team_id", "user_id", "channel_id", "bot_id", "app_id", "api_app_id"), _TEXT),
    **dict.fromkeys(("ts", "thread_ts", "message_ts", "action_ts", "event_ts", "event_id", "trigger_id"), _TEXT),
    **dict.fromkeys(("user_team", "context_team_id", "context_enterprise_id", "channel_type", "tab"), _TEXT),
    **dict.fromkeys(("response_url", "function_execution_id", "bot_access_token", "app_installed_team_id"), _TEXT),
    **dict.fromkeys(("enterprise", "team", "user", "channel"), _NAMED),
    **dict.fromkeys(("event", "view", "container", "function", "function_data", "inputs"), _OBJECT),
    **dict.fromkeys(("message", "previous_message", "item", "assistant_thread"), _OBJECT),
    **dict.fromkeys(("authorizations", "response_urls", "actions"), _OBJECTS),
    "id": _TEXT_OR_NUMBER,
    "text": _NAMED,
}
"""What a name holds, or null; in a delivery and in those of its objects that are named in WITHIN."""
NEVER_NULL = ("type", "command", "event", "view", "response_urls")
WITHIN = (
    *("event", "view", "message", "previous_message", "item", "assistant_thread"),
    *("enterprise", "team", "user", "channel", "authorizations", "response_urls", "actions", "function_data"),
)


class Misshapen(Exception):
    """Not what Slack sends."""


def kind_of(content_type: str, body: bytes) -> str:
    """What kind of delivery this is. Raises Misshapen, and nothing else for any bytes."""
    try:
        fields = _READERS[content_type](body.decode("utf-8"))
    except (KeyError, ValueError, RecursionError) as error:
        raise Misshapen from error
    _demand_kinds(fields)
    type_ = fields.get("type", "")
    if not all(_reached(fields, path.split(".")) for path in NEEDED.get(type_, ())):
        raise Misshapen
    return KINDS.get(type_) or next((FORMS[name] for name in FORMS if name in fields), UNKNOWN)


def _from_json(text: str) -> Fields:
    fields = json.loads(text, parse_constant=_refuse)
    if not isinstance(fields, dict) or "type" not in fields:
        raise Misshapen
    _demand_shallow(fields)
    if "\\u" in text:
        json.dumps(fields, ensure_ascii=False).encode()  # half of a surrogate pair can't be kept anywhere
    return fields


def _from_form(text: str) -> Fields:
    if text.startswith("{"):  # Bolt takes it for JSON, whatever the content type says
        raise Misshapen
    form: Fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    if "payload" in form:
        return _from_json(form["payload"])
    if form.keys().isdisjoint(FORMS):
        raise Misshapen
    return form


_READERS: dict[str, Callable[[str], Fields]] = {FORM: _from_form, JSON: _from_json}


def _refuse(_: str) -> NoReturn:
    raise Misshapen  # NaN and the infinities are no JSON


def _demand_shallow(fields: Fields) -> None:
    layer: list[Any] = [fields]
    for _ in range(DEEPEST):
        layer = [inner for outer in layer for inner in _inside(outer) if isinstance(inner, dict | list)]
    if layer:
        raise Misshapen


def _inside(outer: Fields | list[Any]) -> Iterable[Any]:
    return outer.values() if isinstance(outer, dict) else outer


def _demand_kinds(fields: Fields) -> None:
    for name in fields.keys() & HOLDS.keys():
        value = fields[name]
        if not (isinstance(value, HOLDS[name]) or (value is None and name not in NEVER_NULL)):
            raise Misshapen
        if name in WITHIN:
            for inner in value if isinstance(value, list) else [value]:
                _demand_kinds_inside(inner, value)


def _demand_kinds_inside(inner: Any, value: Any) -> None:
    if isinstance(inner, dict):
        _demand_kinds(inner)
    elif isinstance(value, list):
        raise Misshapen


def _reached(value: Any, names: Sequence[str]) -> bool:
    if isinstance(value, list):
        return bool(value) and all(_reached(item, names) for item in value)
    if not names:
        return value is not None
    return isinstance(value, dict) and _reached(value.get(names[0]), names[1:])
