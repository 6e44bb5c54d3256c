"""What Slack delivers as neutral values. Whatever the body is, nothing raises: None or an empty value comes back."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.messages import Press
from bot.record import Person
from handlers.slack.blocks import FAMILY
from handlers.slack.choosing import CHOOSE
from handlers.slack.limits import VALUE

Body = Mapping[str, Any]
NOTHING: Body = {}

# ---- presses ----


def press_of(action: Any, state: Any) -> Press | None:
    """What was tapped; None when it is nothing of ours, or ticked and not yet confirmed."""
    kind, action_id = _string(action, "type"), _string(action, "action_id")
    if not action_id.startswith(f"{FAMILY}:"):
        return None
    if kind == "button":
        press = _press(_string(action, "value"))
        return _with_what_is_ticked(press, action, state) if press and _waits(press) else press
    if kind in ("static_select", "overflow"):
        value = next(_selected(action), "")
        return _valued(Press(action=action_id.split(":")[1]), value) if value or kind == "static_select" else None
    return _radio(action) if kind == "radio_buttons" else None


def _waits(press: Press) -> bool:
    """Whether the button confirms what is ticked beside it."""
    return press.action == CHOOSE and not press.value


def _press(value: str) -> Press | None:
    try:
        return Press.model_validate_json(value) if 0 < len(value) <= VALUE else None
    except ValueError:
        return None


def _with_what_is_ticked(press: Press, action: Any, state: Any) -> Press | None:
    block = _mapping(_mapping(state, "values"), _string(action, "block_id"))
    return _valued(press, ", ".join(value for held in block.values() for value in _selected(held)))


def _radio(action: Any) -> Press | None:
    """A radio button has room for its choice only: where it belongs stands in its block's id."""
    try:
        consultation, question, revision, *_ = json.loads(_string(action, "block_id"))
        about = Press(action=CHOOSE, consultation=consultation, question=question, revision=revision)
    except (ValueError, TypeError, RecursionError):
        return None
    value = ", ".join(_selected(action))
    return _valued(about, value) if value else None


def _valued(press: Press, value: str) -> Press | None:
    try:
        return Press(**{**press.model_dump(), "value": value})
    except ValueError:
        return None


def _selected(held: Any) -> Iterator[str]:
    options = held.get("selected_options") if isinstance(held, Mapping) else None
    listed = options if isinstance(options, list) else []
    for option in (_mapping(held, "selected_option"), *listed):
        value = _string(option, "value")
        if value:
            yield value


# ---- people and deliveries ----


def person_of(body: Any) -> Person:
    """Who acted: of an event, a command, an interaction or a submitted form. Nobody has no user."""
    event = _mapping(body, "event")
    user = _first(
        _string(_mapping(body, "user"), "id"),
        _string(body, "user_id"),
        _string(event, "user"),
        _string(_mapping(event, "user"), "id"),
    )
    team = _first(
        _string(_mapping(body, "team"), "id"),
        _string(body, "team_id"),
        _string(_mapping(body, "user"), "team_id"),
        _string(event, "team"),
    )
    enterprise = _first(
        _string(_mapping(body, "enterprise"), "id"),
        _string(body, "enterprise_id"),
        _string(_mapping(body, "team"), "enterprise_id"),
    )
    return _person(workspace_name(enterprise, team), user)


def _person(workspace: str, user: str) -> Person:
    try:
        return Person(channel="slack", workspace=workspace, user=user)
    except ValueError:
        return Person(channel="slack", workspace="", user="")


def workspace_name(enterprise: str | None, team: str | None) -> str:
    """A workspace as it is kept: "ENTERPRISE.TEAM", or "TEAM" where there is no enterprise."""
    return ".".join(part for part in (enterprise, team) if part)


def delivery_of(body: Any, headers: Any) -> str:
    """The delivery's own name: the same when Slack delivers it again, another for anything else.

    A doubled click is two deliveries, which the revision tells apart. Empty when there is nothing to go by.
    """
    event_id = _string(body, "event_id")
    if event_id:
        return event_id
    if not _string(body, "type") or not _mapping(body, "actions", list):
        return _string(body, "trigger_id") or _digest(_closing(body)) or _signature(headers)
    return _digest(_clicking(body)) or _signature(headers)


def _clicking(body: Any) -> list[str]:
    action = next(iter(_mapping(body, "actions", list)), NOTHING)
    container = _mapping(body, "container")
    where = _first(
        _string(container, "message_ts"), _string(_mapping(body, "message"), "ts"), _string(container, "view_id")
    )
    return [person_of(body).user, where, _string(action, "action_id"), _string(action, "action_ts")]


def _closing(body: Any) -> list[str]:
    """What tells a closed form apart: Slack gives it no trigger."""
    view = _mapping(body, "view")
    return [_string(body, "type"), person_of(body).user, _string(view, "id"), _string(view, "hash")]


def _digest(told: Sequence[str]) -> str:
    if not all(told):
        return ""
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:40]


def _signature(headers: Any) -> str:
    """Slack signs every delivery differently, so its signature names it where nothing else does."""
    named = headers.items() if isinstance(headers, Mapping) else ()
    given = next((held for name, held in named if str(name).lower() == "x-slack-signature"), "")
    text = given[0] if isinstance(given, list | tuple) and given else given
    return _digest([text]) if isinstance(text, str) and text else ""


# ---- what was typed ----

_MARKUP = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">"}
_ADDRESSED = re.compile(r"^\s*<@[^<>|]*(?:\|[^<>]*)?>[\s,:]*")


def typed(event: Any, bot: str = "") -> str:
    """A message's text as it was typed: names for mentions, words for links, and no mention of the bot.

    Which user the bot is, only the caller may know; without, the mention that an app_mention begins with is dropped.
    """
    text = _string(event, "text")
    if bot:
        text = re.sub(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>", "", text)
    elif _string(event, "type") == "app_mention":
        text = _ADDRESSED.sub("", text)
    # Markup first: a "<" that a person typed is still an entity then.
    return _ENTITY.sub(lambda entity: _SIGNS[entity[1]], _MARKUP.sub(_in_words, text)).strip()


def _in_words(markup: re.Match[str]) -> str:
    sign, target, label = markup["sign"], markup["target"], markup["label"]
    if sign == "!":
        return label or f"@{target.partition('^')[0]}"
    if sign:
        name = (label or target).removeprefix(sign)
        return f"{sign}{name}"
    return label or target.removeprefix("mailto:").removeprefix("tel:")


# ---- looking into what may be anything ----


def _mapping(value: Any, name: str, kind: type = Mapping) -> Any:
    """What stands under a name if it is of that kind, else an empty one."""
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, kind) else kind() if kind is list else NOTHING


def _string(value: Any, name: str) -> str:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else ""


def _first(*found: str) -> str:
    return next((one for one in found if one), "")
