"""The identity side: the keys of the bot service, the tokens it sends, and those that the bot asks for."""

from collections.abc import Callable

from aiohttp import web

from tests.slack_double.texts import Json

from . import limits
from .keys import without
from .refusals import NotPossible
from .teams import Teams

ISSUER = "https://api.botframework.com"
SCOPE = f"{ISSUER}/.default"
ENTRA = "https://login.microsoftonline.com"
_HOUR = 3600


def inbound_claims(teams: Teams) -> Json:
    """What a right token of the bot service says."""
    now = int(teams.clock.now())
    whole_life = {"iat": now - 1, "nbf": now - 1, "exp": now + _HOUR}
    return {"iss": ISSUER, "aud": teams.tenant.app_id, "serviceurl": teams.service_url, **whole_life}


def inbound_token(teams: Teams, signed_by: str, algorithm: str, leave_out: tuple[str, ...], claims: Json) -> str:
    """A token as Teams sends it with every activity, with claims of its own, or without some."""
    return teams.keys.sign(without({**inbound_claims(teams), **claims}, leave_out), signed_by, algorithm)


def _shifted(seconds: int) -> Callable[[Teams], str]:
    def token(teams: Teams) -> str:
        moved = {name: inbound_claims(teams)[name] + seconds for name in ("iat", "nbf", "exp")}
        return inbound_token(teams, "teams", "RS256", (), moved)

    return token


def _wrong(
    signed_by: str = "teams", algorithm: str = "RS256", leave_out: str = "", **claims: str
) -> Callable[[Teams], str]:
    return lambda teams: inbound_token(teams, signed_by, algorithm, (leave_out,), claims)


BAD_TOKENS: dict[str, Callable[[Teams], str | None]] = {
    "wrong_audience": _wrong(aud="11111111-2222-4333-8444-555555555555"),
    "no_audience": _wrong(leave_out="aud"),
    "wrong_issuer": _wrong(iss="https://sts.example.org"),
    "entra_issuer": _wrong(iss=f"{ENTRA}/common/v2.0"),
    "wrong_service_url": _wrong(serviceurl="https://elsewhere.example.org/"),
    "no_service_url": _wrong(leave_out="serviceurl"),
    "no_expiry": _wrong(leave_out="exp"),
    "expired": _shifted(-2 * _HOUR),
    "not_yet_valid": _shifted(2 * _HOUR),
    "unknown_key": _wrong(signed_by="stranger"),
    "forged": _wrong(signed_by="forger"),
    "hs256": _wrong(algorithm="HS256"),
    "unsigned": _wrong(algorithm="none"),
    "garbage": lambda teams: "not.a.token",
    "missing": lambda teams: None,
}
"""Every kind of token that a bot must not take, by name; `missing` is no token at all."""


def bad_token(teams: Teams, kind: str) -> str | None:
    """One of BAD_TOKENS."""
    if kind not in BAD_TOKENS:
        raise NotPossible(f"there is no bad token {kind!r}; there are {sorted(BAD_TOKENS)}")
    return BAD_TOKENS[kind](teams)


def bot_metadata(request: web.Request) -> Json:
    """What the bot service publishes about itself."""
    keys = f"{_origin(request)}/v1/.well-known/keys"
    return {"issuer": ISSUER, "jwks_uri": keys, "id_token_signing_alg_values_supported": ["RS256"]}


def entra_metadata(request: web.Request) -> Json:
    """What a tenant publishes about where to sign in."""
    home, tenant = _origin(request), request.match_info["tenant"]
    return {
        "issuer": f"{ENTRA}/{tenant}/v2.0",
        "token_endpoint": f"{home}/{tenant}/oauth2/v2.0/token",
        "authorization_endpoint": f"{home}/{tenant}/oauth2/v2.0/authorize",
        "jwks_uri": f"{home}/{tenant}/discovery/v2.0/keys",
    }


class TokenRefused(Exception):
    """Entra's refusal to give a token."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(error)
        self.status = status
        self.body = {"error": error, "error_description": description}


def give_token(teams: Teams, tenant: str, form: Json) -> Json:
    """An access token for the bot that shows its secret; raises TokenRefused."""
    home = teams.tenant
    for wrong, status, error, description in (
        (tenant not in (home.tenant_id, "botframework.com"), 400, "invalid_request", "AADSTS90002: Tenant not found."),
        (form.get("grant_type") != "client_credentials", 400, "unsupported_grant_type", "AADSTS70003: Not supported."),
        (form.get("client_id") != home.app_id, 400, "unauthorized_client", "AADSTS700016: Application not found."),
        (form.get("client_secret") != home.app_secret, 401, "invalid_client", "AADSTS7000215: Invalid client secret."),
        (SCOPE not in str(form.get("scope")).split(), 400, "invalid_scope", "AADSTS70011: The scope isn't valid."),
    ):
        if wrong:
            raise TokenRefused(status, error, description)
    token = access_token(teams, tenant)
    return {"token_type": "Bearer", "expires_in": limits.TOKEN_SECONDS, "access_token": token}


def access_token(teams: Teams, tenant: str) -> str:
    """A new token that the connector takes until it has expired."""
    now = int(teams.clock.now())
    expiry = now + limits.TOKEN_SECONDS
    about = {"aud": ISSUER, "iss": f"{ENTRA}/{tenant}/v2.0", "appid": teams.tenant.app_id, "tid": tenant}
    claims = {**about, "iat": now, "nbf": now, "exp": expiry, "jti": str(len(teams.issued))}
    token = teams.keys.sign(claims)
    teams.issued[token] = expiry
    return token


def _origin(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"
