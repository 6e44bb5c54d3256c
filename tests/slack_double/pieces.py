"""Pieces the double's own tests are made of: a workspace, blocks and modals."""

from typing import Any

from tests.slack_double import Channel, User, UserGroup, Workspace
from tests.slack_double.texts import Json


def people() -> Workspace:
    """A workspace with somebody of every kind."""
    return Workspace(
        users=[
            User("U0ALEX", "alex", "Alex Example"),
            User("U0SAM", "sam", "Sam Sample", tz="America/New_York", tz_offset=-18000, locale="fr-FR"),
            User("U0GUEST", "guest", is_ultra_restricted=True),
            User("U0STRANGER", "stranger", is_stranger=True, team_id="T0OTHER"),
            User("U0GONE", "gone", deleted=True),
        ],
        channels=[
            Channel("C0GENERAL", "general", members={"U0ALEX", "U0SAM", "U0BOT"}),
            Channel("C0ELSEWHERE", "elsewhere", members={"U0ALEX"}),
            Channel("G0SECRET", "secret", is_private=True, members={"U0ALEX", "U0BOT"}),
            Channel("G0HIDDEN", "hidden", is_private=True, members={"U0SAM"}),
            Channel("C0SHARED", "shared", is_ext_shared=True, members={"U0ALEX", "U0STRANGER", "U0BOT"}),
            Channel("C0OLD", "old", is_archived=True, members={"U0ALEX", "U0BOT"}),
        ],
        groups=[UserGroup("S0LEADS", "leads", ["U0SAM"])],
    )


def button(action_id: str, label: str, value: str = "1") -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": label}, "value": value}


def section(text: str) -> Json:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def option(value: str, label: str | None = None) -> Json:
    """An option."""
    return {"value": value, "text": {"type": "plain_text", "text": label or value}}


def select(action_id: str, *values: str) -> Json:
    """A static select."""
    return {"type": "static_select", "action_id": action_id, "options": [option(value) for value in values]}


def asks(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": element,
        **more,
    }


def modal(*blocks: Json, title: str = "Title", **more: Any) -> Json:
    """A modal with a submit button."""
    usual = {"title": {"type": "plain_text", "text": title}, "submit": {"type": "plain_text", "text": "Send"}}
    return {"type": "modal", "blocks": list(blocks), **usual, **more}
