"""Who may not use the assistant here, and what they get: the numbers that help, seen by them alone."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.blocks import lines
from handlers.delivery import Delivery
from handlers.slack.parse import delivery_of, person_of
from handlers.slack.people import People
from knowledge.schema.entry import Language
from knowledge.texts import Texts

Body = Mapping[str, Any]


def members_only(
    people: People, client: AsyncWebClient, refused: Callable[[Texts], str], texts: Mapping[Language, Texts]
) -> Any:
    """Bolt's middleware: whoever is no full member is refused with `refused`, in their language, and that is all."""

    async def only_members(
        body: Body,
        context: AsyncBoltContext,
        ack: AsyncAck,
        next_: Callable[[], Awaitable[BoltResponse]],
        req: AsyncBoltRequest,
    ) -> BoltResponse | None:
        person = person_of(body)
        if not person.user:
            return await ack()
        # Whatever goes wrong from here on, the person hears of it.
        context["delivery"] = Delivery(person, "en", delivery_of(body, req.headers))
        profile = await people.profile(person.user, context.team_id or person.workspace.rpartition(".")[2])
        if not profile.member or _shared_outside(body):
            said = refused(texts[profile.language])
            await tell_them(client, body, person.user, said)
            return await (ack(text=said) if "command" in body else ack())
        context["delivery"] = Delivery(person, profile.language, delivery_of(body, req.headers))
        return await next_()

    return only_members


def _shared_outside(body: Body) -> bool:
    """Whether it comes from a channel that people of other companies can read."""
    return bool(body.get("is_ext_shared_channel"))


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
