"""Deliveries over HTTP: signed requests to one address, as Slack sends them."""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp

from .delivery import Answer, Envelope, Retry
from .texts import Json

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What X-Slack-Signature holds."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def encoded(envelope: Envelope) -> tuple[bytes, str]:
    """The body of a delivery and its content type."""
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload).encode(), JSON
    form: Json = envelope.payload
    if envelope.kind == "interactive":
        form = {"payload": json.dumps(envelope.payload)}
    return urlencode({name: "" if value is None else value for name, value in form.items()}).encode(), FORM


class SignedHttp:
    """The route over HTTP."""

    def __init__(self, session: aiohttp.ClientSession, secret: str, ack_seconds: float) -> None:
        self._session = session
        self._secret = secret
        self._timeout = ack_seconds
        self.url = ""

    async def send(self, envelope: Envelope, retry: Retry | None) -> Answer:
        """Post one delivery, signed."""
        body, content_type = encoded(envelope)
        headers = {"Content-Type": content_type}
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        return await self.raw(body, headers, signed=True)

    async def raw(
        self, body: bytes, headers: Mapping[str, str], *, signed: bool, timestamp: float | None = None
    ) -> Answer:
        """Post any bytes; unsigned means that the signature is there and wrong."""
        # The machine's time, not the double's clock: the app that checks it has no other.
        at = str(int(time.time() if timestamp is None else timestamp))
        secret = self._secret if signed else f"not {self._secret}"
        sent = {
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": signature(secret, at, body),
            **headers,
        }
        started = time.monotonic()
        status, found, reason, no_retry = await self._post(body, sent)
        return Answer(status, found, time.monotonic() - started, reason, no_retry)

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, Any, str, bool]:
        timeout = aiohttp.ClientTimeout(total=self._timeout)
        try:
            async with self._session.post(
                self.url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                reason = "" if response.ok and response.status < 300 else "http_error"
                no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                return response.status, _body(await response.text(), response.content_type), reason, no_retry
        except TimeoutError:
            return 0, None, "http_timeout", False
        except aiohttp.ClientError:
            return 0, None, "connection_failed", False


def _body(text: str, content_type: str) -> Any:
    if content_type != JSON:
        return text
    try:
        return json.loads(text) if text else ""
    except json.JSONDecodeError:
        return text
