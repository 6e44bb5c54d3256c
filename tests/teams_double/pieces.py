"""Pieces the double's own tests are made of: a company and cards."""

from typing import Any

from tests.slack_double.texts import Json

from . import Channel, GroupChat, Person, Team, Tenant
from .messages import CARD


def company() -> Tenant:
    """A company with somebody of every kind."""
    return Tenant(
        people=[
            Person("alex", "Alex Example"),
            Person("sam", "Sam Sample", locale="fr-FR", tz="America/New_York"),
            Person("guest", is_guest=True),
            Person("stranger", tenant_id="99999999-0000-4000-8000-000000000000"),
            Person("new", installed=False),
        ],
        chats=[GroupChat("lunch", ["alex", "sam"]), GroupChat("closed", ["alex"], installed=False)],
        teams=[
            Team("buying", [Channel("general"), Channel("suppliers")], ["alex", "sam", "guest"]),
            Team("audit", [Channel("audits"), Channel("secret", "private", ["sam"])], ["sam"]),
        ],
    )


def text(said: str) -> Json:
    """A text on a card."""
    return {"type": "TextBlock", "text": said, "wrap": True}


def choices(name: str, *values: str, **more: Any) -> Json:
    """A set of choices, titled as they are worth."""
    offered = [{"title": value.capitalize(), "value": value} for value in values]
    return {"type": "Input.ChoiceSet", "id": name, "label": name, "choices": offered, **more}


def submit(title: str, **data: Any) -> Json:
    """An Action.Submit."""
    return {"type": "Action.Submit", "title": title, "data": data}


def execute(title: str, **data: Any) -> Json:
    """An Action.Execute, with an Action.Submit for old clients."""
    return {"type": "Action.Execute", "title": title, "verb": "go", "data": data, "fallback": submit(title, **data)}


def card(*body: Json, actions: tuple[Json, ...] = (), **more: Any) -> Json:
    """A card."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": list(actions), **more}


def holding(shown: Json, **more: Any) -> Json:
    """A message with a card."""
    return {"type": "message", "attachments": [{"contentType": CARD, "content": shown}], **more}
