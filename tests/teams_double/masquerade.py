"""Microsoft's own addresses, played on this machine: a proxy that leads every one of them to the double, over TLS."""

import asyncio
import tempfile
from pathlib import Path

from aiohttp import web

from . import certificates

HOSTS = (
    "login.microsoftonline.com",
    "login.botframework.com",
    "api.botframework.com",
    "token.botframework.com",
    "smba.trafficmanager.net",
)
_REFUSED = b"HTTP/1.1 403 Forbidden\r\n\r\n"
_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"


class Masquerade:
    """An HTTP proxy for CONNECT alone: what is asked of HOSTS comes to the double, everything else is refused."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        self._running: set[asyncio.Task[None]] = set()

    async def start(self, runner: web.AppRunner) -> None:
        """Serve the double's routes in the hosts' names, and lead to them."""
        self._folder = tempfile.TemporaryDirectory(prefix="teams-double-")
        self._authority, context = certificates.make(Path(self._folder.name), HOSTS)
        site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context)
        await site.start()
        self._inner: int = runner.addresses[-1][1]
        self._proxy = await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def stop(self) -> None:
        """Lead nowhere any more, and leave no file."""
        self._proxy.close()
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        self._folder.cleanup()

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to take the double for Microsoft."""
        address = f"http://127.0.0.1:{self._proxy.sockets[0].getsockname()[1]}"
        trusted = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(self._authority))
        proxies = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), address)
        return {**proxies, **trusted, **dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1,localhost")}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        try:
            await self._led(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._running.discard(task)
            writer.close()

    async def _led(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        verb, target, *_ = (await reader.readuntil(b"\r\n\r\n")).decode().split()
        if verb != "CONNECT" or target.partition(":")[0] not in HOSTS:
            self.refused.append(target)
            writer.write(_REFUSED)
            await writer.drain()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._inner)
        writer.write(_OPEN)
        try:
            await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))
        finally:
            back.close()


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while chunk := await source.read(65536):
        target.write(chunk)
        await target.drain()
    target.close()
