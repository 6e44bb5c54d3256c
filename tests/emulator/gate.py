"""Between the callers and the emulator: every call becomes a POST, and what the app asks is noted with its answer.

Slack's own SDK reads with GET (users.info), and puts arguments into the address (conversations.open). Slack takes
both; the emulator takes neither.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.slack_double.arguments import arguments, token
from tests.slack_double.background import Background
from tests.slack_double.signed_http import FORM

HOST = "127.0.0.1"
SILENCE = 60.0
"""Seconds after which whoever waits for an answer has long been killed."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One call of the app, and what the emulator answered."""

    method: str
    arguments: Json
    answer: Json


class Gate:
    """The emulator's Web API, as the callers see it."""

    def __init__(self, emulator: str, noted: str) -> None:
        self._emulator, self._noted = emulator, noted
        self._there = Background()
        self.url = ""
        self.calls: list[Call] = []
        """What was called with the token that is noted, in the order of the answers."""
        self.silent_about = ""
        """A method that is carried out and never answered, as when the connection is cut."""

    def __enter__(self) -> Self:
        self._there.start()
        self._there.run(self._start())
        return self

    def __exit__(self, *error: object) -> None:
        self._there.run(self._stop())
        self._there.stop()

    async def _start(self) -> None:
        self._session = aiohttp.ClientSession()
        application = web.Application()
        application.add_routes([web.route("*", "/api/{method}", self._pass_on)])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, 0).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}/api/"

    async def _stop(self) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, kind = await request.read(), request.content_type
        if request.query:
            body, kind = urlencode(request.query).encode(), FORM
        headers = {"Content-Type": kind, "Authorization": request.headers.get("Authorization", "")}
        async with self._session.post(f"{self._emulator}{request.path}", data=body, headers=headers) as answered:
            answer = await answered.json()
            told = {name: held for name, held in answered.headers.items() if name.lower().startswith("x-")}
        given = await arguments(request)
        if token(request, given) == self._noted:
            self.calls.append(Call(request.match_info["method"], given, answer))
            if request.match_info["method"] == self.silent_about:
                await asyncio.sleep(SILENCE)
        return web.json_response(answer, status=answered.status, headers=told)
