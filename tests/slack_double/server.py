"""The double's server on 127.0.0.1, and its two ways to the app."""

from collections.abc import Mapping

import aiohttp
from aiohttp import web

from .delivery import Answer, Envelope, Retry
from .signed_http import SignedHttp
from .slack import Slack
from .socket_mode import SocketMode
from .web_api import routes

HOST = "127.0.0.1"


class Server:
    """Serves the Web API and Socket Mode, and sends by whichever way is switched on."""

    def __init__(self, slack: Slack, ack_seconds: float, ping_seconds: float) -> None:
        self._slack = slack
        self._ack_seconds = ack_seconds
        self.socket_mode = SocketMode(slack, ack_seconds, ping_seconds)
        self.url: str | None = None

    async def start(self) -> None:
        """Listen on a free port."""
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.add_routes([*routes(self._slack), web.get("/link/", self.socket_mode.handle)])
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, 0)
        await site.start()
        self._slack.base_url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        # A connection that is kept open would hide an app that has been restarted.
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))
        self._http = SignedHttp(self._session, self._slack.signing_secret, self._ack_seconds)

    async def stop(self) -> None:
        """Leave no connection and no socket."""
        self.socket_mode.cut()
        await self._session.close()
        await self._runner.cleanup()

    async def send(self, envelope: Envelope, retry: Retry | None) -> Answer:
        """Send one delivery: to the address if there is one, else over Socket Mode."""
        if self.url is None:
            return await self.socket_mode.send(envelope, retry)
        self._http.url = self.url
        return await self._http.send(envelope, retry)

    async def raw(self, body: bytes, headers: Mapping[str, str], signed: bool, timestamp: float | None) -> Answer:
        """Post any bytes to the app's address."""
        if self.url is None:
            raise AssertionError("deliver_to(url) first: raw bytes are posted over HTTP")
        self._http.url = self.url
        return await self._http.raw(body, headers, signed=signed, timestamp=timestamp)
