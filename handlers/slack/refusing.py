"""What those get who may not use the assistant here: the numbers that help, seen by them alone."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.blocks import lines

Body = Mapping[str, Any]


async def tell_them(client: AsyncWebClient, body: Body, user: str, said: str) -> None:
    """Say it where they wrote, to nobody else. A click or a form gets nothing."""
    event = body.get("event") or {}
    kind, channel = event.get("type"), str(event.get("channel") or "")
    if kind == "message" and event.get("channel_type") == "im" and "subtype" not in event:
        await client.chat_postMessage(channel=channel, text=said)
    elif kind == "app_mention":
        await client.chat_postEphemeral(channel=channel, user=user, text=said)
    elif kind == "app_home_opened" and event.get("tab") == "home":
        await client.views_publish(user_id=user, view={"type": "home", "blocks": list(lines((said,)))})
