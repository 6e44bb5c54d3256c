"""The app's manifest: what Slack is asked for, and why.

Every scope is here once with its reason; docs/slack.md is checked against this table.
"""

from typing import Any

from knowledge.texts import Texts

SCOPES = {
    "app_mentions:read": "to see when someone mentions the assistant in a channel",
    "channels:read": "to see whether a channel that you share levers with is read by other companies: then nothing is",
    "chat:write": "to answer in the direct message, and in a thread when asked for levers there",
    "commands": "for /leverage, /levers and the shortcuts",
    "files:write": "to put your result into the direct message as a document when you ask for it",
    "groups:read": "the same for private channels",
    "im:history": "to read what is typed in the direct message, and to find a card again before sending it twice",
    "im:read": "to read the direct message's own history",
    "im:write": "to open the direct message with you and with the lead on duty",
    "metadata.message:read": "to recognise a card that was already sent",
    "usergroups:read": "to know who is a lead where LEVERAGE_LEADS_GROUP names a user group; else it is not used",
    "users:read": "to tell members from guests, and for your language and time zone",
}
EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
EVENTS_PATH = "/slack/events"
MESSAGE_SHORTCUT, GLOBAL_SHORTCUT = "find_leverage", "start_consultation"


def manifest(words: Texts, public_url: str = "") -> dict[str, Any]:
    """The manifest. Without a public address it is for Socket Mode; with one, for signed HTTP."""
    url = f"{public_url.rstrip('/')}{EVENTS_PATH}" if public_url else ""
    return {
        "display_information": {
            "name": "Leverage Assistant",
            "description": words("slack.description"),
            "long_description": words("slack.long_description"),
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Leverage", "always_online": True},
            "shortcuts": [
                _shortcut(words, "message", MESSAGE_SHORTCUT),
                _shortcut(words, "global", GLOBAL_SHORTCUT),
            ],
            "slash_commands": [_command(words, "leverage", url), _command(words, "levers", url)],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **({"request_url": url} if url else {})},
            "interactivity": {"is_enabled": True, **({"request_url": url} if url else {})},
            "org_deploy_enabled": True,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(words: Texts, kind: str, name: str) -> dict[str, str]:
    return {
        "name": words(f"slack.{name}"),
        "type": kind,
        "callback_id": name,
        "description": words(f"slack.{name}_hint"),
    }


def _command(words: Texts, name: str, url: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "command": f"/{name}",
        "description": words(f"slack.command_{name}"),
        "usage_hint": words(f"slack.usage_{name}"),
        "should_escape": False,
    }
    return {**made, "url": url} if url else made
