"""What talks to the double in its own tests: a small bot without any SDK, and calls of the connector."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web

from tests.slack_double.background import Background
from tests.slack_double.texts import Json

from .double import TeamsDouble

Handler = Callable[[Json], Any]
"""What the bot says of an activity: a status, a body, or nothing for an empty 200."""


class PlainBot:
    """A bot that hears activities over HTTP, does not look at tokens, and calls the connector over HTTP."""

    def __init__(self, teams: TeamsDouble) -> None:
        self.heard: list[Json] = []
        self.headers: list[Json] = []
        self.answer: Handler = lambda activity: None
        self.wait = threading.Event()
        self.wait.set()
        self._teams = teams
        self._there = Background()
        self._there.start()
        self._there.run(self._start())

    def stop(self) -> None:
        """End the bot and its thread."""
        self.wait.set()
        self._there.run(self._stop())
        self._there.stop()

    def call(self, verb: str, path: str, body: Json | None = None, token: str | None = "") -> tuple[int, Any]:
        """One call of the connector: the status and what came back; with a right token unless told otherwise."""
        return self._there.run(self._call(verb, path, body, token))

    def send(self, conversation: str, activity: Json | str, query: str = "") -> tuple[int, Any]:
        """Send a text or an activity."""
        sent = {"type": "message", "text": activity} if isinstance(activity, str) else activity
        return self.call("POST", f"/v3/conversations/{conversation}/activities{query}", sent)

    def post(self, url: str, form: Json) -> tuple[int, Any]:
        """Post a form, as for a token."""
        return self._there.run(self._post(url, form))

    async def _start(self) -> None:
        application = web.Application()
        application.router.add_post("/api/messages", self._hear)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._session = aiohttp.ClientSession()
        self._teams.deliver_to(f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/messages")

    async def _stop(self) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def _hear(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.heard.append(activity)
        self.headers.append(dict(request.headers))
        await asyncio.to_thread(self.wait.wait)
        said = self.answer(activity)
        if isinstance(said, int):
            return web.Response(status=said)
        return web.Response() if said is None else web.json_response(said)

    async def _call(self, verb: str, path: str, body: Json | None, token: str | None) -> tuple[int, Any]:
        bearer = self._teams.access_token() if token == "" else token
        headers = {} if bearer is None else {"Authorization": f"Bearer {bearer}"}
        url = self._teams.base_url + "/teams" + path
        async with self._session.request(verb, url, json=body, headers=headers) as response:
            return response.status, await response.json(content_type=None)

    async def _post(self, url: str, form: Json) -> tuple[int, Any]:
        async with self._session.post(url, data=form) as response:
            return response.status, await response.json()
