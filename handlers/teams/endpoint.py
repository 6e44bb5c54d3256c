"""The path that Microsoft delivers to: nothing goes on but activities with a good token, each once.

Teams delivers again what it thinks was not taken, and a person presses twice: by the activity's id, and for what was
filled in by who filled in what on which message, the second one is acknowledged and changes nothing.
"""

import hashlib
import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from handlers.teams.activity import CARD_ACTION, Activity, activity_of
from handlers.teams.presses import TAKES
from handlers.teams.tokens import Untrusted
from handlers.web.asgi import JSON, Receive, Scope, Send, answer
from handlers.web.body import Left, Refused, posted, single
from handlers.web.metrics import Metrics
from handlers.web.replays import Replays

MESSAGE = "application/vnd.microsoft.activity.message"
UNKNOWN = "unknown"
DIGITS = 40

log = logging.getLogger(__name__)

Check = Callable[[str, str], Awaitable[None]]
Take = Callable[[Activity, str], Awaitable[str]]
"""What becomes of an activity, which comes under this name of the delivery: what a card's action is answered with."""


class Endpoint:
    """An ASGI app. `check` raises Untrusted for a bad token; `take` has saved what there is to save when it returns."""

    def __init__(self, check: Check, take: Take, metrics: Metrics) -> None:
        self._check, self._take, self._metrics = check, take, metrics
        self._replays = Replays(time.monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request, or take it."""
        began = time.perf_counter()
        try:
            body = await self._checked(scope, receive)
        except Left:
            self._metrics.delivered(UNKNOWN, "left")
        except Refused as refused:
            self._metrics.delivered(UNKNOWN, refused.outcome)
            await answer(send, refused.status, headers=refused.headers)
        else:
            said = await self._taken(body, began)
            await answer(send, 200, json.dumps(said).encode(), JSON)

    async def _checked(self, scope: Scope, receive: Receive) -> Mapping[str, Any]:
        body = _mapping(await posted(scope, receive))
        service = body.get("serviceUrl")
        authorization = single(scope).get(b"authorization", b"").decode("latin-1")
        try:
            await self._check(authorization, service if isinstance(service, str) else "")
        except Untrusted as error:
            raise Refused("signature", 401) from error
        return body

    async def _taken(self, body: Mapping[str, Any], began: float) -> Mapping[str, Any]:
        activity = activity_of(body)
        if activity is None:
            self._metrics.delivered(UNKNOWN, "shape")
            return {}
        said, outcome = "", "replayed"
        name = _name(activity)
        twins = _twins(activity, name)
        async with self._replays.turn(twins) as was_taken:
            if not was_taken:
                said, outcome = await self._take(activity, name), "accepted"
                self._replays.accepted(twins)
        self._metrics.delivered(activity.kind, outcome)
        if outcome == "accepted":
            self._metrics.acknowledged(activity.kind, time.perf_counter() - began)
        if activity.invoke != CARD_ACTION:
            return {}
        return {"statusCode": 200, "type": MESSAGE, "value": said}


def _mapping(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("shape", 400) from error
    if not isinstance(found, dict):
        raise Refused("shape", 400)
    return found


def _twins(activity: Activity, name: str) -> bytes:
    """What all deliveries of one and the same thing share: Teams tells of an arrival in two ways at the same time."""
    return (f"arrived {activity.conversation}" if activity.kind == "arrived" else name).encode()


def _name(activity: Activity) -> str:
    """The delivery's own name: the same when it comes again, another for anything else."""
    value = activity.value
    if isinstance(value, Mapping) and TAKES in value:
        told = [activity.user, activity.conversation, value]
    else:
        told = [activity.conversation, activity.id]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:DIGITS]
