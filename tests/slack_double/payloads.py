"""The payloads Slack sends, in the shape it sends them."""

import secrets
import uuid
from typing import Any

from .delivery import Envelope
from .slack import Slack
from .texts import Json
from .workspace import Channel, User


def team(slack: Slack) -> Json:
    """The workspace, as interactions tell of it."""
    home = slack.workspace
    grid = {"enterprise_id": home.enterprise_id, "enterprise_name": home.enterprise_name} if home.enterprise_id else {}
    return {"id": home.team_id, "domain": home.domain, **grid}


def team_of(slack: Slack, user: User) -> str:
    """The workspace somebody belongs to, which for a stranger is another."""
    return user.team_id or slack.workspace.team_id


def who(slack: Slack, user: User) -> Json:
    """The user, as interactions tell of them."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": team_of(slack, user)}


def interaction(slack: Slack, kind: str, user: User, **more: Any) -> Envelope:
    """An interaction of this type."""
    home = slack.workspace
    return Envelope(
        "interactive",
        {
            "type": kind,
            "user": who(slack, user),
            "team": team(slack),
            "enterprise": home.enterprise(),
            "is_enterprise_install": home.is_enterprise_install,
            "api_app_id": home.app_id,
            "token": slack.verification_token,
            **more,
        },
    )


def slash(slack: Slack, user: User, channel: Channel, command: str, text: str) -> Envelope:
    """A slash command."""
    home = slack.workspace
    grid = {"enterprise_id": home.enterprise_id, "enterprise_name": home.enterprise_name} if home.enterprise_id else {}
    return Envelope(
        "slash_commands",
        {
            "token": slack.verification_token,
            "team_id": team_of(slack, user),
            "team_domain": home.domain,
            **grid,
            "channel_id": channel.id,
            "channel_name": channel.shown_name(),
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": home.app_id,
            "is_enterprise_install": str(home.is_enterprise_install).lower(),
            "response_url": slack.response_url(user.id, channel.id),
            "trigger_id": slack.triggers.give(user.id),
        },
    )


def event(slack: Slack, inner: Json, channel: Channel | None = None) -> Envelope:
    """An event in its envelope, with an id of its own."""
    home = slack.workspace
    authorization = {
        "enterprise_id": home.enterprise_id,
        "team_id": home.team_id,
        "user_id": home.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": home.is_enterprise_install,
    }
    return Envelope(
        "events_api",
        {
            "token": slack.verification_token,
            "type": "event_callback",
            "api_app_id": home.app_id,
            "team_id": home.team_id,
            "enterprise_id": home.enterprise_id,
            "context_team_id": home.team_id,
            "context_enterprise_id": home.enterprise_id,
            "event": inner,
            "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(slack.clock.now()),
            "authorizations": [authorization],
            "event_context": f"4-{secrets.token_hex(8)}",
            "is_ext_shared_channel": bool(channel and channel.is_ext_shared),
        },
    )


def said(slack: Slack, user: User, text: str, thread_ts: str | None) -> Json:
    """A message somebody wrote, as it is kept and as events carry it."""
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    body = {
        "type": "message",
        "user": user.id,
        "text": text,
        "team": team_of(slack, user),
        "client_msg_id": str(uuid.uuid4()),
        "thread_ts": thread_ts,
        "blocks": [{"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": [rich]}],
    }
    if team_of(slack, user) != slack.workspace.team_id:
        body |= {"user_team": team_of(slack, user), "source_team": team_of(slack, user)}
    return {name: value for name, value in body.items() if value is not None}
