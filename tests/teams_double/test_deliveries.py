"""Deliveries come again, come twice, and carry tokens of every kind."""

import asyncio
from typing import Any

import jwt
import pytest
from aiohttp import ClientSession

from tests.teams_double import BAD_TOKENS, Faults, TeamsDouble

from .bots import PlainBot


def test_what_is_late_comes_again(teams: TeamsDouble, bot: PlainBot) -> None:
    """Once the same, then with an id and a time of its own; then never."""
    bot.wait.clear()
    answer = teams.message("alex", "hello")
    bot.wait.set()
    first, again, renewed = bot.heard
    assert first == again and first["id"] != renewed["id"] and first["timestamp"] != renewed["timestamp"]
    assert first["text"] == renewed["text"]
    assert [one.reason for one in answer.tries] == ["http_timeout"] * 3 and not answer.acknowledged
    assert [one.status for one in teams.deliveries] == [0, 0, 0]


def test_an_error_comes_again_until_it_is_taken(teams: TeamsDouble, bot: PlainBot) -> None:
    """5xx is repeated, 4xx is not."""
    statuses = iter([500, 200, 400])
    bot.answer = lambda activity: next(statuses)
    assert [one.status for one in teams.message("alex", "hello").tries] == [500, 200]
    assert [one.status for one in teams.message("alex", "hello").tries] == [400]


def test_without_a_bot_nothing_is_delivered(teams: TeamsDouble) -> None:
    """There is nobody at the address."""
    teams.deliver_to("http://127.0.0.1:9/api/messages")
    assert [one.reason for one in teams.message("alex", "hello").tries] == ["connection_failed"]


@pytest.mark.parametrize("at_once", [True, False])
def test_deliveries_come_twice_by_rate(teams: TeamsDouble, bot: PlainBot, at_once: bool) -> None:
    """The same id both times."""
    teams.faults = Faults(repeat=1.0, repeat_at_once=at_once)
    teams.message("alex", "hello")
    assert len(bot.heard) == 2 and bot.heard[0] == bot.heard[1]


def test_a_delivery_is_repeated_at_will(teams: TeamsDouble, bot: PlainBot) -> None:
    """The same, or with an id of its own; at once or one by one."""
    answer = teams.message("alex", "hello")
    teams.repeat(answer, 2, at_once=True)
    teams.repeat(answer, 2, renewed=True)
    ids = [one["id"] for one in bot.heard]
    assert ids[0] == ids[1] == ids[2] and len(set(ids)) == 3


def _checked(teams: TeamsDouble, token: str | None) -> Any:
    """What a library says of a token that goes by the published keys."""
    assert token is not None
    found = jwt.PyJWKClient(teams.keys_url).get_signing_key_from_jwt(token)
    expected: Any = {"audience": teams.tenant.app_id, "issuer": "https://api.botframework.com"}
    required: Any = {"require": ["exp", "aud", "iss"]}
    return jwt.decode(token, found.key, ["RS256"], options=required, **expected)


def test_a_fresh_token_is_right(teams: TeamsDouble, bot: PlainBot) -> None:
    """It is signed with a published key, also after that was changed."""
    teams.message("alex", "hello")
    teams.rotate_keys()
    teams.message("alex", "hello")
    old, new = (sent["Authorization"].removeprefix("Bearer ") for sent in bot.headers)
    assert _checked(teams, new)["serviceurl"] == teams.service_url
    with pytest.raises(jwt.PyJWTError):
        _checked(teams, old)


@pytest.mark.parametrize("kind", sorted(BAD_TOKENS.keys() - {"wrong_service_url", "no_service_url", "missing"}))
def test_a_bad_token_is_bad(teams: TeamsDouble, kind: str) -> None:
    """A library that goes by the published keys takes none of them."""
    with pytest.raises(jwt.PyJWTError):
        _checked(teams, teams.bad_token(kind))


def test_the_service_url_is_wrong_or_missing(teams: TeamsDouble, bot: PlainBot) -> None:
    """The library takes these: the bot itself has to compare. A missing token is no header at all."""
    assert _checked(teams, teams.bad_token("wrong_service_url"))["serviceurl"] != teams.service_url
    assert "serviceurl" not in _checked(teams, teams.bad_token("no_service_url"))
    activity = teams.written("alex", "hello")
    teams.deliver(activity, token=teams.bad_token("missing"))
    teams.deliver(activity, token=teams.token(aud="else"))
    assert "Authorization" not in bot.headers[0] and "Authorization" in bot.headers[1]


def test_a_token_for_the_bot_costs_its_secret(teams: TeamsDouble, bot: PlainBot) -> None:
    """A wrong secret, id, scope or tenant gets none; the secret is not on record."""
    right = {"grant_type": "client_credentials", "client_id": teams.tenant.app_id}
    right |= {"client_secret": teams.tenant.app_secret, "scope": "https://api.botframework.com/.default"}
    status, given = bot.post(teams.token_url, right)
    assert status == 200 and given["expires_in"] > 0
    here = teams.tenant.personal(teams.tenant.person("alex")).id
    path = f"/v3/conversations/{here}/activities"
    assert bot.call("POST", path, {"type": "message", "text": "hello"}, given["access_token"])[0] == 201
    errors = [bot.post(teams.token_url, {**right, name: "wrong"})[1]["error"] for name in right]
    assert errors == ["unsupported_grant_type", "unauthorized_client", "invalid_client", "invalid_scope"]
    elsewhere = f"{teams.base_url}/other-tenant/oauth2/v2.0/token"
    assert bot.post(elsewhere, right)[0] == 400
    assert teams.tenant.app_secret not in str(teams.calls)


def test_the_metadata_names_the_keys(teams: TeamsDouble) -> None:
    """Of the bot service and of the tenant."""

    async def read(path: str) -> Any:
        async with ClientSession() as session, session.get(teams.base_url + path) as response:
            return await response.json()

    bots = asyncio.run(read("/v1/.well-known/openidconfiguration"))
    entra = asyncio.run(read(f"/{teams.tenant.tenant_id}/v2.0/.well-known/openid-configuration"))
    assert bots["jwks_uri"] == teams.keys_url and entra["token_endpoint"] == teams.token_url
    assert asyncio.run(read("/v1/.well-known/keys"))["keys"][0]["endorsements"] == ["msteams"]
