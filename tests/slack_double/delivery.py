"""What Slack sends to the app: once, twice if the faults say so, and an event again until it is taken."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from .slack import Slack
from .texts import Json


@dataclass(frozen=True)
class Envelope:
    """One payload on its way: an event, a slash command or an interaction."""

    kind: str
    payload: Json


@dataclass(frozen=True)
class Retry:
    """Which repetition of an event this is, and why there is one."""

    number: int
    reason: str


@dataclass(frozen=True)
class Answer:
    """What the app answered. Without an answer the status is 0, and the reason says what happened.

    `tries` has every answer where the same was sent more than once.
    """

    status: int
    body: Any = None
    seconds: float = 0.0
    reason: str = ""
    no_retry: bool = False
    payload: Json = field(default_factory=dict)
    tries: tuple["Answer", ...] = ()

    @property
    def acknowledged(self) -> bool:
        """Whether it came in time and with a 2xx status."""
        return 200 <= self.status < 300


class Route(Protocol):
    """A way to the app: HTTP or Socket Mode."""

    async def send(self, envelope: Envelope, retry: Retry | None) -> Answer:
        """Send once and wait for the answer, three seconds at most."""
        ...


# What the user reads when an interaction fails, by what became of it.
_ERRORS = {"http_timeout": "operation_timeout", "timeout": "operation_timeout", "connection_failed": "dispatch_failed"}


@dataclass
class Delivery:
    """The way out of Slack, with its repetitions."""

    slack: Slack
    route: Route
    retry_seconds: tuple[float, ...]
    record: list[Answer] = field(default_factory=list)

    async def event(self, envelope: Envelope) -> Answer:
        """Deliver an event; until it is taken it is repeated, up to three times."""
        return (await self._perhaps_twice(envelope, self._until_taken))[0]

    async def interaction(self, envelope: Envelope, user: str, what: str) -> list[Answer]:
        """Deliver what somebody did; when the app fails, that user reads so. One answer for each time it was sent."""
        answers = await self._perhaps_twice(envelope, self._once)
        for answer in answers:
            if not answer.acknowledged:
                self.slack.tell(user, f'{what} failed with the error "{_error(answer)}"')
        return [replace(answer, tries=tuple(answers)) for answer in answers]

    async def _perhaps_twice(self, envelope: Envelope, send: Callable[[Envelope], Awaitable[Answer]]) -> list[Answer]:
        if not self.slack.chance.repeats():
            return [await send(envelope)]
        if self.slack.chance.faults.repeat_at_once:
            return list(await asyncio.gather(send(envelope), send(envelope)))
        return [await send(envelope), await send(envelope)]

    async def _once(self, envelope: Envelope, retry: Retry | None = None) -> Answer:
        answer = replace(await self.route.send(envelope, retry), payload=envelope.payload)
        self.record.append(answer)
        return answer

    async def _until_taken(self, envelope: Envelope) -> Answer:
        tries = [await self._once(envelope)]
        for number, delay in enumerate(self.retry_seconds, 1):
            if tries[-1].acknowledged or tries[-1].no_retry:
                break
            await asyncio.sleep(delay)
            tries.append(await self._once(envelope, Retry(number, tries[-1].reason)))
        return replace(tries[-1], tries=tuple(tries))


def _error(answer: Answer) -> str:
    if answer.status:
        return "http_service_error" if answer.status >= 500 else "http_client_error"
    return _ERRORS[answer.reason]
