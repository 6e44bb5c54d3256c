"""The connector and the identity side over HTTP: who calls, what goes wrong on the way, and the record of it all."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.slack_double.texts import Json

from . import identity, limits
from .faults import CARRIED_OUT, SERVER_ERRORS, Fault
from .operations import OPERATIONS, Act
from .posting import Asked
from .refusals import CODES, Refused
from .teams import REGION, Call, Teams

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_BROKEN = '{"id": "17'
_SERVER_ERROR = "<html><body>Something went wrong</body></html>"


@dataclass(frozen=True)
class Result:
    """What a call comes to."""

    body: object
    status: int = 200


def routes(teams: Teams) -> list[web.RouteDef]:
    """Every address of the double that the bot calls."""
    found = [
        web.get("/v1/.well-known/openidconfiguration", _published(teams, "openid", identity.bot_metadata)),
        web.get("/v1/.well-known/keys", _published(teams, "keys", lambda request: teams.keys.key_set())),
        web.get(
            "/{tenant}/v2.0/.well-known/openid-configuration", _published(teams, "openid", identity.entra_metadata)
        ),
        web.post("/{tenant}/oauth2/v2.0/token", _token(teams)),
    ]
    # The SDK's own default, and what activities name.
    for prefix in ("/teams", f"/{REGION}/{{of_tenant}}"):
        found += [web.route(verb, prefix + path, _operation(teams, name, act)) for name, verb, path, act in OPERATIONS]
        found += [web.post(f"{prefix}/v3/conversations/{{conversation}}/activities/", _operation(teams, *_SEND))]
    return found


_SEND = next((name, act) for name, verb, path, act in OPERATIONS if name == "send")


def _published(teams: Teams, method: str, read: Callable[[web.Request], Json]) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return await _met(teams, request, method, {}, lambda: Result(read(request)))

    return handle


def _token(teams: Teams) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        form = dict(await request.post())
        tenant = request.match_info["tenant"]
        said = {"tenant": tenant, **{name: value for name, value in form.items() if name != "client_secret"}}
        return await _met(teams, request, "token", said, lambda: _given(teams, tenant, form))

    return handle


def _given(teams: Teams, tenant: str, form: Json) -> Result:
    try:
        return Result(identity.give_token(teams, tenant, form))
    except identity.TokenRefused as refused:
        return Result(refused.body, refused.status)


def _operation(teams: Teams, method: str, act: Act) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        path = {name: value for name, value in request.match_info.items() if name != "of_tenant"}
        body = await _body(request)
        said = {**path, **dict(request.query), **({"activity_sent": body} if body else {})}

        def carry_out() -> Result:
            return carried_out(teams, method, act, request, Asked(path, dict(request.query), body))

        return await _met(teams, request, method, said, carry_out)

    return handle


def carried_out(teams: Teams, method: str, act: Act, request: web.Request, asked: Asked) -> Result:
    """The answer to a call, after every check that Teams makes before and in it."""
    try:
        _demand_token(teams, request)
        if asked.body.get("not json"):
            raise Refused("BadSyntax", "The body isn't a JSON object.")
        _demand_rate(teams, method, asked)
        done = act(teams, asked)
    except Refused as refused:
        return Result(refused.body(), refused.status)
    return Result(done.body, done.status)


async def _body(request: web.Request) -> Json:
    text = await request.text()
    try:
        found = json.loads(text) if text else {}
    except json.JSONDecodeError:
        found = None
    return found if isinstance(found, dict) else {"not json": text}


def _demand_token(teams: Teams, request: web.Request) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or teams.issued.get(token, 0) <= teams.clock.now():
        raise Refused("Unauthorized")
    if not teams.registered:
        raise Refused("BotNotRegistered")
    if request.match_info.get("of_tenant", teams.tenant.tenant_id) not in _tenants(teams):
        raise Refused("Unauthorized", "The service URL names another tenant.")


def _tenants(teams: Teams) -> set[str]:
    return {teams.tenant.tenant_id, *(teams.tenant.tenant_of(person) for person in teams.tenant.everybody.values())}


def _demand_rate(teams: Teams, method: str, asked: Asked) -> None:
    if not teams.rates or method not in limits.RATES:
        return
    key = (method, str(asked.path.get("conversation")))
    now, before = teams.clock.now(), teams.called_at.get(key, [])
    for most, seconds in limits.RATES[method]:
        if sum(at > now - seconds for at in before) >= most:
            raise Refused("Throttled")
    teams.called_at[key] = [*before, now]


async def _met(
    teams: Teams, request: web.Request, method: str, said: Json, act: Callable[[], Result]
) -> web.StreamResponse:
    """Carry a call out, or what befalls it instead, and put it on record."""
    fault = teams.chance.for_call(method)
    name = fault.name if fault else None
    if fault and name == "slow":
        await asyncio.sleep(fault.seconds)
    result = _stopped(fault) or act()
    teams.called(Call(method, said, result.body, result.status, name))
    if fault and fault.gate:
        await fault.gate.hold()
    if name in ("dropped_before", "dropped_after"):
        return _cut(request)
    if name in SERVER_ERRORS:
        return web.Response(status=SERVER_ERRORS[name], text=_SERVER_ERROR, content_type="text/html")
    if name == "broken_json":
        return web.Response(status=result.status, text=_BROKEN, content_type="application/json")
    return _response(result, fault.retry_after if fault else 1)


def _stopped(fault: Fault | None) -> Result | None:
    if fault is None or fault.name in CARRIED_OUT:
        return None
    if fault.name == "dropped_before":
        return Result({}, 499)
    if fault.name in SERVER_ERRORS:
        return Result({}, SERVER_ERRORS[fault.name])
    refused = Refused({"rate_limited": "Throttled"}.get(fault.name, fault.name))
    return Result(refused.body(), refused.status)


def _response(result: Result, retry_after: int | None) -> web.Response:
    headers = {"MS-CV": "0.0"}
    if result.status == CODES["Throttled"].status and retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return web.json_response(result.body, status=result.status, headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
