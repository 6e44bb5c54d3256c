"""What Teams sends to the bot: once, twice if the faults say so, and again when the answer is late or an error."""

import asyncio
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import aiohttp

from tests.slack_double.texts import Json

from . import identity
from .teams import Teams

FRESH = "a fresh token"
"""Stands for a right token that is made for each delivery."""


@dataclass(frozen=True)
class Answer:
    """What the bot answered. Without an answer the status is 0, and the reason says what happened.

    `tries` has every answer where the same was sent more than once.
    """

    status: int
    body: Any = None
    seconds: float = 0.0
    reason: str = ""
    activity: Json = field(default_factory=dict)
    tries: tuple["Answer", ...] = ()

    @property
    def acknowledged(self) -> bool:
        """Whether it came in time and with a 2xx status."""
        return 200 <= self.status < 300


NOBODY = Answer(0, reason="not_for_the_bot")
"""Of what is written where the bot is not, or without a mention of it, it hears nothing."""


@dataclass
class Delivery:
    """The way out of Teams, with its repetitions."""

    teams: Teams
    ack_seconds: float
    retry_seconds: tuple[float, ...]
    record: list[Answer] = field(default_factory=list)
    url: str | None = None

    async def start(self) -> None:
        """Get ready to send. A connection that is kept open would hide a bot that has been restarted."""
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True))

    async def stop(self) -> None:
        """Send nothing more."""
        await self._session.close()

    async def deliver(self, activity: Json, token: str | None = FRESH) -> Answer:
        """Deliver one activity until it is taken; what comes late is sent again once as it is, then as a new one."""
        if not self.teams.chance.repeats():
            return await self._until_taken(activity, token)
        if self.teams.chance.faults.repeat_at_once:
            answers = await self.together([activity, activity], token)
        else:
            answers = [await self._until_taken(activity, token) for _ in range(2)]
        return replace(answers[0], tries=tuple(one for answer in answers for one in answer.tries))

    async def together(self, activities: list[Json], token: str | None = FRESH) -> list[Answer]:
        """Deliver several at the same time."""
        return list(await asyncio.gather(*(self._until_taken(activity, token) for activity in activities)))

    async def raw(self, body: bytes, token: str | None, headers: Mapping[str, str]) -> Answer:
        """Post any bytes once."""
        if self.url is None:
            raise AssertionError("deliver_to(url) first: nobody knows where the bot is")
        bearer = identity.inbound_token(self.teams, "teams", "RS256", (), {}) if token == FRESH else token
        authorization = {"Authorization": f"Bearer {bearer}"} if bearer is not None else {}
        sent = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Microsoft-SkypeBotApi",
            **authorization,
        }
        started = time.monotonic()
        answer = await self._post(body, {**sent, **headers})
        return replace(answer, seconds=time.monotonic() - started)

    async def _until_taken(self, activity: Json, token: str | None) -> Answer:
        tries = [await self._once(activity, token)]
        for number, delay in enumerate(self.retry_seconds):
            if not _comes_again(tries[-1]):
                break
            await asyncio.sleep(delay)
            tries.append(await self._once(activity if number == 0 else self.renewed(activity), token))
        return replace(tries[-1], tries=tuple(tries))

    async def _once(self, activity: Json, token: str | None) -> Answer:
        answer = await self.raw(json.dumps(activity).encode(), token, {})
        told = replace(answer, activity=activity)
        self.record.append(told)
        return told

    def renewed(self, activity: Json) -> Json:
        """The same once more as another one: with an id and a time of its own."""
        clock = self.teams.clock
        fresh = f"f:{uuid.uuid4()}" if str(activity.get("id")).startswith("f:") else clock.message_id()
        return {**activity, "id": fresh, "timestamp": clock.timestamp()}

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
        try:
            async with self._session.post(
                str(self.url), data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                reason = "" if response.status < 300 else "http_error"
                return Answer(response.status, _read(await response.text()), reason=reason)
        except TimeoutError:
            return Answer(0, reason="http_timeout")
        except aiohttp.ClientError:
            return Answer(0, reason="connection_failed")


def _comes_again(answer: Answer) -> bool:
    return answer.reason == "http_timeout" or answer.status >= 500


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except json.JSONDecodeError:
        return text
