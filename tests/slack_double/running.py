"""What talks to the double in its own tests: the SDK's client, and a small Bolt app over either way."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_double import SlackDouble
from tests.slack_double.background import Background
from tests.slack_double.texts import Json

Register = Callable[[AsyncApp], None]


class Api:
    """The SDK's client, called without async; a refusal comes back as its answer."""

    def __init__(self, slack: SlackDouble, token: str | None = None) -> None:
        self._slack = slack
        self._token = slack.bot_token if token is None else token

    def __call__(self, method: str, **arguments: Any) -> Json:
        """Call a method by the client's own function, e.g. chat_postMessage."""
        return asyncio.run(self._call(method, arguments))

    async def _call(self, method: str, arguments: Json) -> Json:
        client = AsyncWebClient(self._token, base_url=self._slack.api_url)
        try:
            response = await getattr(client, method)(**arguments)
        except SlackApiError as refused:
            response = refused.response
        return dict(response.data)


class RunningApp:
    """A Bolt app in a thread of its own, over HTTP or Socket Mode."""

    def __init__(self, slack: SlackDouble, register: Register, *, over_http: bool) -> None:
        self._there = Background()
        self._there.start()
        self._there.run(self._start(slack, register, over_http))
        if over_http:
            slack.deliver_to(f"http://127.0.0.1:{self.port}/slack/events")
        else:
            slack.wait(lambda: slack.sockets)

    def stop(self) -> None:
        """End the app and its thread."""
        self._there.run(self._stop())
        self._there.stop()

    async def _start(self, slack: SlackDouble, register: Register, over_http: bool) -> None:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        app = AsyncApp(signing_secret=slack.signing_secret, client=client)
        register(app)
        self._runner: web.AppRunner | None = None
        # Bolt leaves these functions untyped.
        self._handler: Any = None
        if over_http:
            self._runner = web.AppRunner(app.web_app(), access_log=None, shutdown_timeout=0.1)
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
            self.port = self._runner.addresses[0][1]
        else:
            self._handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client, ping_interval=0.2)
            await self._handler.connect_async()

    async def _stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
        if self._handler is not None:
            await self._handler.close_async()
