"""views.* and blocks.validate: what the app puts in front of one user."""

import json
from typing import Any

from .. import blocks, limits
from ..arguments import needed
from ..refusals import Refused
from ..shapes import Problem
from ..slack import Slack
from ..texts import Json
from ..views import View, invalid


def open_(slack: Slack, given: Json) -> Json:
    """views.open: a modal, in exchange for a trigger."""
    view = checked(given, "modal")
    trigger = slack.triggers.find(needed(given, "trigger_id"))
    opened = slack.views.open(trigger.user, view)
    slack.triggers.exchange(trigger.id)
    return answered(opened)


def push(slack: Slack, given: Json) -> Json:
    """views.push: a modal on top of the one that the trigger came from."""
    view = checked(given, "modal")
    trigger = slack.triggers.find(needed(given, "trigger_id"))
    below = slack.views.find(trigger.view_id) if trigger.view_id else None
    if below is None or not slack.views.is_open(below):
        raise Refused("invalid_trigger_id")
    pushed = slack.views.push(trigger.user, view)
    slack.triggers.exchange(trigger.id)
    return answered(pushed)


def update(slack: Slack, given: Json) -> Json:
    """views.update: other contents in a view that is open."""
    view_id, external_id = given.get("view_id"), given.get("external_id")
    if view_id and external_id:
        raise invalid(["Cannot provide both `view_id` and `external_id`"])
    view = checked(given, None)
    found = slack.views.find(str(view_id) if view_id else None, external_id)
    if found is None:
        raise Refused("not_found")
    slack.views.update(found, view, given.get("hash"))
    return answered(found)


def publish(slack: Slack, given: Json) -> Json:
    """views.publish: somebody's Home."""
    view = checked(given, "home")
    user = slack.workspace.user(needed(given, "user_id"))
    return answered(slack.views.publish(user.id, view, given.get("hash")))


def validate(slack: Slack, given: Json) -> Json:
    """blocks.validate: what would be refused, without posting anything."""
    asked = [name for name in ("blocks", "message", "view") if given.get(name)]
    if len(asked) != 1:
        raise Refused("invalid_arguments")
    wrong = _validated(asked[0], given[asked[0]])
    if wrong:
        told = [{"pointer": one.pointer, "code": _code(one), "message": one.message} for one in wrong]
        raise Refused(f"invalid_{asked[0]}", errors=told)
    return {}


def checked(given: Json, kind: str | None) -> Json:
    """The view of a call, if Slack would take it."""
    view = given.get("view")
    if view in (None, ""):
        raise invalid(["missing required field: view"])
    wrong = [str(problem) for problem in blocks.view_problems(view)]
    if wrong or not isinstance(view, dict):
        raise invalid(wrong)
    if kind not in (None, view["type"]):
        raise invalid([f"must be {kind} [json-pointer:/view/type]"])
    if len(json.dumps(view, ensure_ascii=False).encode()) > limits.VIEW_BYTES:
        raise Refused("view_too_large")
    return view


def answered(view: View) -> Json:
    """How a view is told back to the app."""
    return {"view": view.shown()}


def _validated(what: str, given: Any) -> list[Problem]:
    if what == "view":
        return list(blocks.view_problems(given))
    found = given.get("blocks") if isinstance(given, dict) else given
    return list(blocks.problems(found, "message"))


def _code(problem: Problem) -> str:
    if problem.message.startswith("missing"):
        return "required"
    return "unsupported_type" if problem.message.startswith("unsupported") else "invalid"


METHODS = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
    "blocks.validate": validate,
}
