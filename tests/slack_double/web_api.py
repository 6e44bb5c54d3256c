"""The Web API over HTTP: who calls, whether they may, what goes wrong on the way, and the record of it all."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from . import limits, scopes
from .arguments import arguments, token
from .faults import ANSWERED, OF_CALLS, Fault
from .methods import METHODS
from .outcomes import respond
from .refusals import Refused
from .slack import Call, Slack
from .texts import Json

# What an answer says when the app could not be told, or not in JSON.
_SERVER_ERROR = "<html><body>Something went wrong</body></html>"

NO_TOKEN = ("api.test",)
APP_TOKEN = ("apps.connections.open",)


def routes(slack: Slack) -> list[web.RouteDef]:
    """Every address of the double that the app calls over HTTP."""

    async def api(request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            given = await arguments(request)
        except Refused as refused:
            return web.json_response({"ok": False, "error": refused.error})
        caller = token(request, given)
        said = {name: value for name, value in given.items() if name != "token"}
        return await _met(slack, request, method, said, lambda: carried_out(slack, method, caller, said))

    async def response_url(request: web.Request) -> web.StreamResponse:
        try:
            given = await arguments(request)
        except Refused as refused:
            return web.json_response({"ok": False, "error": refused.error}, status=400)
        key = request.match_info["key"]
        return await _met(slack, request, "response_url", given, lambda: _answer(lambda: respond(slack, key, given)))

    async def upload(request: web.Request) -> web.StreamResponse:
        content, file_id = await _uploaded(request), request.match_info["file_id"]
        say = {"file_id": file_id, "bytes": len(content)}
        return await _met(slack, request, "upload", say, lambda: _answer(lambda: _store(slack, file_id, content)))

    return [
        web.route("*", "/api/{method}", api),
        web.post("/response/{key}", response_url),
        web.post("/upload/v1/{file_id}", upload),
    ]


def carried_out(slack: Slack, method: str, caller: str, given: Json) -> Json:
    """The answer to a call, after every check that Slack makes before and in it."""

    def checked() -> Json:
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        _demand_token(slack, method, caller)
        scopes.demand(scopes.METHODS.get(method, ()), slack.scopes)
        _demand_rate(slack, method, given)
        return METHODS[method](slack, given)

    return _answer(checked)


def _answer(act: Callable[[], Json]) -> Json:
    try:
        return {"ok": True, **act()}
    except Refused as refused:
        return {"ok": False, "error": refused.error, **refused.more}


def _demand_token(slack: Slack, method: str, caller: str) -> None:
    if method in NO_TOKEN:
        return
    if not caller:
        raise Refused("not_authed")
    if caller not in (slack.bot_token, slack.app_token):
        raise Refused("invalid_auth")
    if (caller == slack.app_token) != (method in APP_TOKEN):
        raise Refused("not_allowed_token_type")
    if slack.token_error:
        raise Refused(slack.token_error)


def _demand_rate(slack: Slack, method: str, given: Json) -> None:
    if not slack.tiers:
        return
    posting = method == "chat.postMessage"
    window = limits.POSTS_SECONDS if posting else 60.0
    tier = limits.TIERS[limits.METHOD_TIERS.get(method, 4)]
    most = limits.POSTS_IN_CHANNEL if posting else tier
    key = f"{method} {given.get('channel')}" if posting else method
    recent = [at for at in slack.called_at.get(key, []) if at > slack.clock.now() - window]
    if len(recent) >= most:
        raise Refused("ratelimited")
    slack.called_at[key] = [*recent, slack.clock.now()]


async def _met(
    slack: Slack, request: web.Request, method: str, given: Json, act: Callable[[], Json]
) -> web.StreamResponse:
    """Carry a call out, or what befalls it instead, and put it on record."""
    fault = slack.chance.for_call(method, str(given.get("channel", "")))
    name = fault.name if fault else None
    if fault and name == "slow":
        await asyncio.sleep(fault.seconds)
    stopped = _stopped(fault)
    result, status = stopped or (act(), 200)
    if result.get("error") == "ratelimited":
        status = 429
    slack.called(Call(method, given, result, status, name))
    if fault and fault.gate:
        await fault.gate.hold()
    if name in ("dropped_before", "dropped_after"):
        return _cut(request)
    if name in ANSWERED:
        kind, text = ANSWERED[name]
        return web.Response(status=502, text=text, content_type=kind)
    if name == "server_error":
        return web.Response(status=500, text=_SERVER_ERROR, content_type="text/html")
    return _response(slack, method, result, status, fault.retry_after if fault else 1)


def _stopped(fault: Fault | None) -> tuple[Json, int] | None:
    if fault is None or fault.name in ("slow", "dropped_after"):
        return None
    if fault.name in ANSWERED:
        return {"ok": False, "error": fault.name}, 502
    if fault.name in OF_CALLS:
        error = {"rate_limited": "ratelimited"}.get(fault.name, fault.name)
        return {"ok": False, "error": error}, 500 if fault.name == "server_error" else 200
    return {"ok": False, "error": fault.name}, 200


def _response(slack: Slack, method: str, result: Json, status: int, retry_after: int) -> web.Response:
    headers = {"x-oauth-scopes": ",".join(slack.scopes)}
    needed = scopes.METHODS.get(method)
    if needed:
        headers["x-accepted-oauth-scopes"] = ",".join(needed)
    if status == 429:
        headers["Retry-After"] = str(retry_after)
    if method == "upload":
        return web.Response(text="OK" if result["ok"] else result["error"], status=200 if result["ok"] else 404)
    if method == "response_url" and not result["ok"] and status == 200:
        status = 404 if result["error"] in ("used_url", "expired_url") else 400
    return web.json_response(result, status=status, headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return parts[0].file.read() if parts else b""


def _store(slack: Slack, file_id: str, content: bytes) -> Json:
    file = slack.files.all.get(file_id)
    if file is None or file.complete:
        raise Refused("file_not_found")
    file.content = content
    return {}
