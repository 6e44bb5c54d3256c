"""Real deliveries of Slack for these tests, in the shapes of the double, and how they are signed."""

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests.slack_double import payloads
from tests.slack_double.delivery import Envelope
from tests.slack_double.signed_http import FORM, JSON, encoded, signature
from tests.slack_double.slack import Slack
from tests.slack_double.workspace import Channel, User, Workspace

SECRET = "a signing secret of these tests"  # noqa: S105  # of nobody
Headers = list[tuple[bytes, bytes]]


class Request(NamedTuple):
    """A request to Slack's path, before it is signed."""

    content_type: str
    body: bytes


def request(envelope: Envelope) -> Request:
    """The request that carries a delivery."""
    body, content_type = encoded(envelope)
    return Request(content_type, body)


def signed(request: Request, at: float | None = None, secret: str = SECRET) -> Headers:
    """The headers Slack sends with a request."""
    timestamp = str(int(time.time() if at is None else at))
    return [
        (b"content-type", request.content_type.encode("latin-1")),
        (b"x-slack-request-timestamp", timestamp.encode()),
        (b"x-slack-signature", signature(secret, timestamp, request.body).encode()),
    ]


def slash(text: str = "suppliers") -> Request:
    """A slash command; two with the same text are the same delivery."""
    slack, user, channel = _people()
    envelope = payloads.slash(slack, user, channel, "/levers", text)
    same = {**envelope.payload, "trigger_id": "1.2.3", "token": "t", "response_url": "https://127.0.0.1/response/1"}
    return request(Envelope(envelope.kind, same))


def envelopes() -> Sequence[Envelope]:
    """A delivery of every shape."""
    slack, user, channel = _people()
    grid = Slack(Workspace(enterprise_id="E0GRID", is_enterprise_install=True), ())
    return (*_commands(slack, user, channel), *_events(slack, user, channel), *_interactions(slack, user, channel),
            *_commands(grid, user, channel), *_interactions(grid, user, channel))  # fmt: skip


def _people() -> tuple[Slack, User, Channel]:
    slack = Slack(Workspace(), ())
    return slack, slack.workspace.person("alex"), slack.workspace.place("general")


def _commands(slack: Slack, user: User, channel: Channel) -> list[Envelope]:
    texts = ("", "suppliers audit", "Ärger & Größe = 100 % <@U1> 👍")
    return [payloads.slash(slack, user, channel, "/levers", text) for text in texts]


def _events(slack: Slack, user: User, channel: Channel) -> list[Envelope]:
    said = payloads.said(slack, user, "what now?\nthey beat people 👍", None)
    place = {"channel": channel.id, "event_ts": "1700000000.000100", "ts": "1700000000.000100"}
    changed = {"type": "message", "subtype": "message_changed", "message": said, "previous_message": said, **place}
    home = {"type": "app_home_opened", "user": user.id, "tab": "home", "view": _view(), **place}
    join = {"type": "team_join", "user": {"id": user.id, "team_id": "T0TEAM", "name": user.name}}
    inner = ({**said, **place, "channel_type": "im"}, {**said, **place, "type": "app_mention"}, changed, home, join)
    checks = Envelope("events_api", {"type": "url_verification", "token": "t", "challenge": "c"})
    return [*(payloads.event(slack, one, channel) for one in inner), checks]


def _interactions(slack: Slack, user: User, channel: Channel) -> list[Envelope]:
    where = {"channel": {"id": channel.id, "name": "general"}, "trigger_id": "1.2.3", "response_url": "https://x/1"}
    message = {**payloads.said(slack, user, "a card", None), "ts": "1700000000.000100", "bot_id": "B0BOT"}
    container = {"type": "message", "message_ts": message["ts"], "channel_id": channel.id, "is_ephemeral": False}
    label = {"type": "plain_text", "text": "Yes", "emoji": True}
    pressed = {"type": "button", "action_id": "press:1", "block_id": "b", "value": '{"action":"x"}', "text": label}
    acted = {"actions": [{**pressed, "action_ts": "1700000000.1"}], "container": container, "message": message}
    named = {"callback_id": "situation", "action_ts": "1700000000.1", "trigger_id": "1.2.3"}
    search = {"action_id": "alias", "block_id": "b", "value": "mil", "container": container}
    kinds: dict[str, dict[str, Any]] = {
        "block_actions": {**where, **acted, "state": {"values": {"b": {"a": {"type": "radio_buttons"}}}}},
        "view_submission": {"view": _view(), "trigger_id": "1.2.3", "response_urls": []},
        "view_closed": {"view": _view(), "is_cleared": False},
        "shortcut": named,
        "message_action": {**named, **where, "message": message, "message_ts": message["ts"]},
        "block_suggestion": search,
    }
    return [payloads.interaction(slack, kind, user, **more) for kind, more in kinds.items()]


def _view() -> dict[str, Any]:
    values = {"situation": {"text": {"type": "plain_text_input", "value": "our auditor just called"}}}
    return {
        "id": "V1",
        "team_id": "T0TEAM",
        "type": "modal",
        "callback_id": "situation",
        "private_metadata": "",
        "hash": "1.a",
        "state": {"values": values},
        "blocks": [{"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "*a*"}}],
    }


__all__ = ["FORM", "JSON", "SECRET", "Headers", "Request", "envelopes", "request", "signed", "slash"]
