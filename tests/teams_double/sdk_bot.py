"""A bot made with Microsoft's SDK, on a free port of this machine."""

import asyncio
from typing import Any

from aiohttp import web
from microsoft_teams.api.activities import MessageActivityInput
from microsoft_teams.apps import App
from microsoft_teams.cards import AdaptiveCard
from microsoft_teams.common.http import ClientOptions

from tests.slack_double.background import Background
from tests.slack_double.texts import Json

from .double import TeamsDouble


class AiohttpAdapter:
    """Serves the SDK's one route with aiohttp, on 127.0.0.1 alone."""

    def __init__(self) -> None:
        self.application = web.Application()
        self.port = 0

    def register_route(self, method: str, path: str, handler: Any) -> None:
        """Hear what is posted to this path."""

        async def handle(request: web.Request) -> web.Response:
            answer = await handler({"body": await request.json(), "headers": dict(request.headers)})
            body = answer.get("body")
            if body is None:
                return web.Response(status=answer["status"])
            return web.json_response(body, status=answer["status"])

        self.application.router.add_route(method, path, handle)

    def serve_static(self, path: str, directory: str) -> None:
        """There is nothing static here."""

    async def start(self, port: int) -> None:  # noqa: ARG002 the SDK's signature
        """Listen; the port asked for is not taken, a free one is."""
        self._runner = web.AppRunner(self.application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()


class SdkBot:
    """An app of the SDK in a thread of its own; it repeats what it hears."""

    def __init__(self, teams: TeamsDouble, **options: Any) -> None:
        self._adapter = AiohttpAdapter()
        self._there = Background()
        self._there.start()
        home = teams.tenant
        # The SDK closes none of its clients: a connection that is kept open would be left to the garbage collector.
        client = ClientOptions(headers={"Connection": "close"})
        usual = {"client_id": home.app_id, "tenant_id": home.tenant_id, "client": client}
        self.app = App(**{**usual, "http_server_adapter": self._adapter, **options})
        self.heard: list[Any] = []
        self.app.on_message(self._repeat)
        self.app.on_card_action_execute(self._execute)  # type: ignore[arg-type]
        self._there.run(self._start())
        teams.deliver_to(f"http://127.0.0.1:{self._adapter.port}/api/messages")

    def run(self, work: Any) -> Any:
        """Do something of the app's, and wait for what comes of it."""
        return self._there.run(asyncio.wait_for(work, 10))

    def stop(self) -> None:
        """End the app and its thread."""
        self._there.run(self._adapter.stop())
        self._there.stop()

    async def _start(self) -> None:
        await self.app.initialize()
        await self._adapter.start(0)

    async def _repeat(self, context: Any) -> None:
        self.heard.append(context.activity)
        await context.send(f"You said {context.activity.text or context.activity.value}")

    async def _execute(self, context: Any) -> Json:
        self.heard.append(context.activity)
        value = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Done"}]}
        return {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": value}


def with_card(card: Json) -> MessageActivityInput:
    """A message with this card, as the SDK sends it."""
    return MessageActivityInput().add_card(AdaptiveCard.model_validate(card))
