"""Deliveries over Socket Mode: up to ten connections that the app has opened, any of which may get a payload."""

import asyncio
import json
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from . import limits
from .delivery import Answer, Envelope, Retry
from .slack import Slack
from .texts import Json

LINGER_SECONDS = 0.5
ACCEPTS_PAYLOAD = ("slash_commands", "interactive")


@dataclass(eq=False)
class Socket:
    """One connection, and the envelopes on it that wait for an acknowledgement."""

    ws: web.WebSocketResponse
    request: web.Request
    deaf: bool = False
    pongs: bool = True
    waiting: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)

    def cut(self) -> None:
        """Break the connection without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()

    def acknowledged(self, text: str) -> None:
        """Take an acknowledgement from the app; one that nobody waits for any more is ignored."""
        try:
            said = json.loads(text)
        except json.JSONDecodeError:
            return
        future = self.waiting.get(said.get("envelope_id", "")) if isinstance(said, dict) else None
        if future is not None and not future.done():
            future.set_result(said.get("payload"))

    def lost(self) -> None:
        """Nothing more will come from here."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ConnectionError())


class SocketMode:
    """The route over Socket Mode, and the connections it has."""

    def __init__(self, slack: Slack, ack_seconds: float, ping_seconds: float) -> None:
        self._slack = slack
        self._timeout = ack_seconds
        self._ping_seconds = ping_seconds
        self._random = random.Random(slack.chance.faults.seed)
        self.sockets: list[Socket] = []

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from the greeting to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._slack.tickets:
            return web.Response(status=408)
        self._slack.tickets.discard(ticket)
        # Pings are answered by hand, so that a connection can be made to stop answering.
        ws = web.WebSocketResponse(autoping=False, heartbeat=self._ping_seconds)
        await ws.prepare(request)
        if len(self.sockets) >= limits.SOCKETS:
            await ws.send_json(self._disconnect("too_many_websockets"))
            await ws.close()
            return ws
        await self._serve(Socket(ws, request))
        return ws

    async def send(self, envelope: Envelope, retry: Retry | None) -> Answer:
        """Send one envelope over any connection and wait for its acknowledgement."""
        started = time.monotonic()
        status, body, reason = await self._send(envelope, retry)
        return Answer(status, body, time.monotonic() - started, reason)

    async def disconnect(self, reason: str) -> None:
        """Tell every connection to go; but for a warning it gets nothing more, and soon ends."""
        for socket in list(self.sockets):
            await socket.ws.send_json(self._disconnect(reason))
            if reason != "warning":
                self.sockets.remove(socket)
                asyncio.get_running_loop().call_later(LINGER_SECONDS, socket.cut)

    def cut(self) -> None:
        """Break all connections at once."""
        for socket in list(self.sockets):
            self._forget(socket)
            socket.cut()

    def deafen(self, *, pongs: bool) -> None:
        """From now on nothing that is sent over these connections arrives."""
        for socket in self.sockets:
            socket.deaf, socket.pongs = True, pongs

    async def _serve(self, socket: Socket) -> None:
        self.sockets.append(socket)
        try:
            await socket.ws.send_json(self._hello())
            async for message in socket.ws:
                if message.type is WSMsgType.TEXT:
                    socket.acknowledged(message.data)
                elif message.type is WSMsgType.PING and socket.pongs:
                    await socket.ws.pong(message.data)
        except ConnectionError:
            # The connection broke while it was written to: what follows is the same as when it ends.
            pass
        finally:
            self._forget(socket)

    async def _send(self, envelope: Envelope, retry: Retry | None) -> tuple[int, Any, str]:
        if not self.sockets:
            return 0, None, "connection_failed"
        socket = self._random.choice(self.sockets)
        envelope_id = str(uuid.uuid4())
        future = socket.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            if not socket.deaf:
                await socket.ws.send_json(_wrapped(envelope, envelope_id, retry))
            payload = await asyncio.wait_for(future, self._timeout)
            return 200, payload if envelope.kind in ACCEPTS_PAYLOAD else None, ""
        except TimeoutError:
            return 0, None, "timeout"
        except ConnectionError:
            return 0, None, "connection_failed"
        finally:
            del socket.waiting[envelope_id]

    def _forget(self, socket: Socket) -> None:
        if socket in self.sockets:
            self.sockets.remove(socket)
        socket.lost()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.sockets),
            "debug_info": _DEBUG,
            "connection_info": {"app_id": self._slack.workspace.app_id},
        }

    def _disconnect(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": _DEBUG}


_DEBUG = {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060}


def _wrapped(envelope: Envelope, envelope_id: str, retry: Retry | None) -> Json:
    accepts = envelope.kind in ACCEPTS_PAYLOAD
    wrapped: Json = {"envelope_id": envelope_id, "type": envelope.kind, "payload": envelope.payload}
    wrapped["accepts_response_payload"] = accepts
    if envelope.kind == "events_api":
        wrapped |= {"retry_attempt": retry.number if retry else 0, "retry_reason": retry.reason if retry else ""}
    return wrapped
