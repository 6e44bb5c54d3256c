"""What people do with messages, modals and Home: click, choose, type, submit, close, search, use a shortcut."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from . import elements, payloads
from .delivery import Answer, Delivery, Envelope
from .elements import CHOSEN, Placed
from .outcomes import after_submission, after_suggestion
from .refusals import NotPossible
from .screens import Screen, screen
from .slack import Slack
from .texts import Json
from .workspace import User


async def click(
    delivery: Delivery,
    user: str | User,
    target: Json | None,
    action_id: str | None,
    value: Any,
    text: str | None,
    block_id: str | None,
    stale: bool,
) -> Answer:
    """Somebody uses an element of a message or view; what they choose stays chosen."""
    person, envelope = clicked(delivery.slack, user, target, action_id, value, text, block_id, stale)
    return (await delivery.interaction(envelope, person.id, "the action"))[0]


def clicked(
    slack: Slack,
    user: str | User,
    target: Json | None,
    action_id: str | None = None,
    value: Any = None,
    text: str | None = None,
    block_id: str | None = None,
    stale: bool = False,
) -> tuple[User, Envelope]:
    """Who clicks, and what Slack sends of it."""
    before = screen(slack, user, target, stale=stale)
    one = elements.find(before.blocks(), action_id, block_id, value, text)
    if one.block["type"] == "input" and not one.block.get("dispatch_action"):
        raise NotPossible(f"{one.key()} is an input without dispatch_action: nothing is sent; use fill or submit")
    return before.user, _actions(before, [_action(before, one, value)])


async def fill(delivery: Delivery, user: str | User, target: Json | None, values: Json) -> list[Answer]:
    """Somebody enters values and submits nothing yet; only inputs with dispatch_action tell the app."""
    before = screen(delivery.slack, user, target)
    told = [one for one in before.fill(values) if one.block.get("dispatch_action")]
    answers = []
    for one in told:
        action = _described(one, before.values()[one.key()[0]][one.key()[1]])
        answers += await delivery.interaction(_actions(before, [action]), before.user.id, "the action")
    return answers


async def submit(delivery: Delivery, user: str | User, target: Json | None, values: Json) -> Answer:
    """Somebody fills in a modal and submits it; what the app answers is carried out."""
    slack, before = delivery.slack, screen(delivery.slack, user, target)
    view = before.view
    if view is None or not view.body["submit"]:
        raise NotPossible("only a modal with a submit button can be submitted")
    before.fill(values)
    missing = list(before.missing())
    if missing:
        raise NotPossible(f"Slack does not let {before.user.name} submit: {'; '.join(missing)}")
    trigger = slack.triggers.give(before.user.id, view.body["id"])
    more = {"trigger_id": trigger, "view": view.shown(), "response_urls": []}
    envelope = payloads.interaction(slack, "view_submission", before.user, **more)
    answers = await delivery.interaction(envelope, before.user.id, "the modal")
    for answer in answers:
        if answer.acknowledged:
            after_submission(slack, view, answer.body)
    return answers[0]


async def close(delivery: Delivery, user: str | User, target: Json | None) -> Answer | None:
    """Somebody closes a modal; the app hears of it only where it asked to."""
    slack, before = delivery.slack, screen(delivery.slack, user, target)
    view = before.view
    if view is None or view.body["type"] != "modal":
        raise NotPossible("only a modal can be closed")
    slack.views.close(view, all_of_them=view.body["clear_on_close"])
    if not view.body["notify_on_close"]:
        return None
    more = {"view": view.shown(), "is_cleared": view.body["clear_on_close"]}
    envelope = payloads.interaction(slack, "view_closed", before.user, **more)
    return (await delivery.interaction(envelope, before.user.id, "the modal"))[0]


async def shortcut(delivery: Delivery, user: str | User, callback_id: str) -> Answer:
    """Somebody uses a global shortcut of the app."""
    slack, person = delivery.slack, delivery.slack.workspace.person(user)
    more = {"callback_id": callback_id, "trigger_id": slack.triggers.give(person.id), "action_ts": slack.clock.ts()}
    envelope = payloads.interaction(slack, "shortcut", person, **more)
    return (await delivery.interaction(envelope, person.id, "the shortcut"))[0]


async def message_shortcut(delivery: Delivery, user: str | User, callback_id: str, target: Json) -> Answer:
    """Somebody uses a shortcut of the app on a message."""
    slack, before = delivery.slack, screen(delivery.slack, user, target)
    message = before.message
    if message is None:
        raise NotPossible("a message shortcut is used on a message")
    more = {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.give(before.user.id),
        "action_ts": slack.clock.ts(),
        "message_ts": message.ts,
        "message": message.shown_to_app(),
        "response_url": slack.response_url(before.user.id, message.channel),
        **_channel(slack, message.channel),
    }
    envelope = payloads.interaction(slack, "message_action", before.user, **more)
    return (await delivery.interaction(envelope, before.user.id, "the shortcut"))[0]


async def suggest(
    delivery: Delivery, user: str | User, action_id: str, text: str, target: Json | None
) -> tuple[Answer, list[Json]]:
    """Somebody types into an external select; the app's options can then be chosen."""
    slack = delivery.slack
    before, one = _searched(slack, slack.workspace.person(user), action_id, target)
    least = one.element.get("min_query_length", 3)
    if len(text) < least:
        raise NotPossible(f"Slack asks for options from {least} characters on")
    more = {**_where(before), "action_id": action_id, "block_id": one.key()[0], "value": text}
    envelope = payloads.interaction(slack, "block_suggestion", before.user, **more)
    answer = (await delivery.interaction(envelope, before.user.id, "the search"))[0]
    if answer.acknowledged:
        after_suggestion(slack, before.user.id, action_id, answer.body)
    return answer, list(slack.suggested.get((before.user.id, action_id), []))


def _searched(slack: Slack, person: User, action_id: str, target: Json | None) -> tuple[Screen, Placed]:
    if target is not None:
        screens = [screen(slack, person, target)]
    else:
        views = [slack.views.top(person.id), slack.views.homes.get(person.id)]
        places = [place.id for place in slack.workspace.places.values() if slack.workspace.can_read(person, place)]
        messages = [one for place in places for one in slack.messages.standing(place)]
        screens = [Screen(slack, person, view=view) for view in views if view is not None]
        screens += [Screen(slack, person, message=message) for message in messages[::-1]]
    for before in screens:
        for one in elements.placed(before.blocks()):
            if one.element.get("action_id") == action_id and one.element["type"].endswith("external_select"):
                return before, one
    raise NotPossible(f"{person.name} sees no external select {action_id!r}")


def _action(before: Screen, one: Placed, value: Any) -> Json:
    kind = one.element["type"]
    if kind not in CHOSEN:
        return _described(one, _pressed(one.element, value))
    _demand_form(kind, value)
    return _described(one, {CHOSEN[kind]: before.enter(one, value)})


def _pressed(element: Json, value: Any) -> Json:
    if element["type"] != "feedback_buttons":
        return {"value": element["value"]} if element.get("value") else {}
    buttons = [element["positive_button"], element["negative_button"]]
    found = [button for button in buttons if value in (button["value"], elements.label(button))]
    if not found:
        raise NotPossible(f"{value!r} is neither feedback button: {[button['value'] for button in buttons]}")
    return {"value": found[0]["value"], "text": found[0]["text"]}


def _demand_form(kind: str, value: Any) -> None:
    forms = {"datepicker": date.fromisoformat, "timepicker": time.fromisoformat}
    if kind in forms and value is not None:
        try:
            forms[kind](value)
        except ValueError as wrong:
            raise NotPossible(f"a {kind} cannot choose {value!r}") from wrong


def _described(one: Placed, chosen: Json) -> Json:
    carried: Json = {name: one.element[name] for name in ("text", "style", "placeholder") if name in one.element}
    block_id, action_id = one.key()
    return {"type": one.element["type"], "action_id": action_id, "block_id": block_id, **carried, **chosen}


def _actions(before: Screen, actions: list[Json]) -> Envelope:
    slack = before.slack
    stamped = [{**action, "action_ts": slack.clock.ts()} for action in actions]
    view_id = before.view.body["id"] if before.view and before.view.body["type"] == "modal" else None
    trigger = slack.triggers.give(before.user.id, view_id)
    answerable: Json = {}
    if before.message is not None:
        url = slack.response_url(before.user.id, before.message.channel, before.message.ts)
        answerable = {"response_url": url, "state": {"values": before.values()}}
    where = _where(before)
    envelope = payloads.interaction(slack, "block_actions", before.user, trigger_id=trigger, **where, **answerable)
    return replace(envelope, payload={**envelope.payload, "actions": stamped})


def _where(before: Screen) -> Json:
    if before.message is None:
        assert before.view is not None
        return {"container": {"type": "view", "view_id": before.view.body["id"]}, "view": before.view.shown()}
    message = before.message
    ephemeral = message.only_for is not None
    container: Json = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    container["is_ephemeral"] = ephemeral
    if message.thread_ts():
        container["thread_ts"] = message.thread_ts()
    # Of an ephemeral message Slack passes on no contents.
    told: Json = {} if ephemeral else {"message": message.shown_to_app()}
    return {"container": container, **_channel(before.slack, message.channel), **told}


def _channel(slack: Slack, channel: str) -> Json:
    return {"channel": {"id": channel, "name": slack.workspace.places[channel].shown_name()}}
