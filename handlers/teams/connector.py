"""Microsoft's bot service: the calls we make, and what their failures mean for making them again."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import httpx

from handlers.line import Later, Refused
from handlers.teams.tokens import NoToken, Tokens

PATIENCE = 10.0
NO_TOKEN_PAUSE = 30.0
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
TOO_MANY, GONE, UNKNOWN_STATUS = 429, 404, 408
SERVER_ERROR = 500
REFUSED_TOKEN = 401

ONLY_FOR_THEM = "?isTargetedActivity=true"

Activity = Mapping[str, Any]


class InDoubt(Exception):
    """Nobody knows whether it was carried out."""


class Missing(Exception):
    """The message, or the person, is not there (any more)."""


class Connector:
    """Calls to the bot service. `counted` is told of each: its name and how it ended."""

    def __init__(self, tokens: Tokens, counted: Callable[[str, str], None] = lambda call, outcome: None) -> None:
        self._tokens, self._counted = tokens, counted
        self._http = httpx.AsyncClient(timeout=PATIENCE)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def post(self, service: str, conversation: str, activity: Activity, *, targeted: bool = False) -> str:
        """Post an activity, once; its id. One that is `targeted` is seen by its recipient alone.

        Raises Later where it surely did not arrive, InDoubt, Missing, or Refused.
        """
        address = f"{_of(service, conversation)}/activities{ONLY_FOR_THEM if targeted else ''}"
        return _id(await self._call("post", "POST", address, activity))

    async def update(self, service: str, conversation: str, id: str, activity: Activity) -> None:
        """Put another activity in the place of one. May be repeated. Raises Missing, Later, InDoubt or Refused."""
        await self._call("update", "PUT", f"{_of(service, conversation)}/activities/{quote(id, safe='')}", activity)

    async def delete(self, service: str, conversation: str, id: str) -> None:
        """Take an activity away. May be repeated. Raises Missing, Later, InDoubt or Refused."""
        await self._call("delete", "DELETE", f"{_of(service, conversation)}/activities/{quote(id, safe='')}", None)

    async def chat_with(self, service: str, person: str, tenant: str) -> str:
        """The personal chat with somebody, begun if need be. May be repeated. Raises Later, InDoubt or Refused."""
        ours = {"tenant": {"id": tenant}}
        wanted = {"isGroup": False, "members": [{"id": person}], "tenantId": tenant, "channelData": ours}
        return _id(await self._call("chat_with", "POST", f"{service.rstrip('/')}/v3/conversations", wanted))

    async def member(self, service: str, conversation: str, account: str) -> Mapping[str, Any]:
        """What Teams says of a member. Raises Missing, Later, InDoubt or Refused."""
        address = f"{_of(service, conversation)}/members/{quote(account, safe='')}"
        found = await self._call("member", "GET", address, None)
        return found if isinstance(found, Mapping) else {}

    async def _call(self, name: str, method: str, address: str, body: Activity | None) -> Any:
        try:
            token = await self._tokens.ours()
            answer = await self._http.request(
                method, address, json=body, headers={"Authorization": f"Bearer {token}"} if token else {}
            )
        except NoToken as error:
            self._counted(name, "no_token")
            raise Later(NO_TOKEN_PAUSE) from error
        except NEVER_LEFT as error:
            self._counted(name, "unreachable")
            raise Later from error
        except httpx.HTTPError as error:
            self._counted(name, "dropped")
            raise InDoubt from error
        return self._told(name, answer)

    def _told(self, name: str, answer: httpx.Response) -> Any:
        status = answer.status_code
        if answer.is_success:
            self._counted(name, "ok")
            return _json(answer)
        if status == TOO_MANY:
            self._counted(name, "rate_limited")
            raise Later(_pause(answer))
        if status >= SERVER_ERROR or status == UNKNOWN_STATUS:
            self._counted(name, "server_error")
            raise InDoubt
        self._counted(name, "refused")
        if status == REFUSED_TOKEN:
            raise Later(NO_TOKEN_PAUSE)
        if status == GONE:
            raise Missing
        raise Refused(f"{status} {_code(answer)}".strip())


def _of(service: str, conversation: str) -> str:
    return f"{service.rstrip('/')}/v3/conversations/{quote(conversation, safe='')}"


def _json(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return {}


def _id(told: Any) -> str:
    found = told.get("id") if isinstance(told, Mapping) else None
    if not isinstance(found, str) or not found:
        # It was accepted, and we can't say where it stands.
        raise InDoubt
    return found


def _pause(answer: httpx.Response) -> float:
    try:
        return max(0.0, float(answer.headers.get("Retry-After", "1")))
    except ValueError:
        return 1.0


def _code(answer: httpx.Response) -> str:
    """The error's name; never its sentence, which may quote."""
    told = _json(answer)
    error = told.get("error") if isinstance(told, Mapping) else None
    code = error.get("code") if isinstance(error, Mapping) else None
    return code if isinstance(code, str) and code.isalnum() else ""
