"""Who may deliver activities, and with what we call Microsoft: tokens, checked and fetched by the Teams SDK."""

import asyncio
import logging
import re
import time
import warnings
from collections.abc import Mapping
from typing import Any

import httpx
import jwt

from handlers.chats import TeamsSettings

with warnings.catch_warnings():
    # Importing it is enough to be warned of parts that nobody here uses.
    warnings.simplefilter("ignore", FutureWarning)
    from microsoft_teams.apps.auth.token_validator import JwtValidationOptions, TokenValidator

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
BEARER = "Bearer "
EARLY_SECONDS = 300
"""How long before its end a token is replaced."""
PATIENCE = 10.0
LONGEST = 16_384
NEEDED = {"exp", "iss", "aud"}
"""What the check looks at only where it is there."""
REASON = re.compile(r"AADSTS\d+")
"""The number by which Entra names what is wrong."""

# The SDK's lines quote what came with a token, whoever sent it.
logging.getLogger("microsoft_teams").setLevel(logging.CRITICAL + 1)


class Untrusted(Exception):
    """The token is missing, forged, too old, or for another app or service."""


class NoToken(Exception):
    """Microsoft gives us no token: why, as a code that names nobody."""


class Tokens:
    """Tokens of both directions."""

    def __init__(self, teams: TeamsSettings) -> None:
        self._teams = teams
        self._validator = TokenValidator(
            JwtValidationOptions(
                valid_issuers=[ISSUER],
                valid_audiences=[teams.client_id, f"api://{teams.client_id}", f"api://botid-{teams.client_id}"],
                jwks_uri=teams.keys_url,
            )
        )
        self._ours = ("", 0.0)
        """Our token, and until when it is good."""
        self._fetching = asyncio.Lock()

    async def check(self, authorization: str, service_url: str) -> None:
        """Nothing when the header's token is Microsoft's, for us, and for this service. Raises Untrusted."""
        token = authorization.removeprefix(BEARER)
        if self._teams.unchecked:
            return
        if not (authorization.startswith(BEARER) and 0 < len(token) <= LONGEST and service_url):
            raise Untrusted
        try:
            # In a thread of its own: the keys may have to be fetched, and that waits.
            claims = await asyncio.to_thread(lambda: asyncio.run(self._validator.validate_token(token, service_url)))
        except jwt.PyJWTError as error:
            raise Untrusted from error
        if not claims.keys() >= NEEDED:
            raise Untrusted

    async def ours(self) -> str:
        """A token for calls to Microsoft; empty where no secret is set, on this machine only. Raises NoToken."""
        if not self._teams.client_secret:
            return ""
        async with self._fetching:
            token, good_until = self._ours
            if time.monotonic() >= good_until:
                token, good_until = self._ours = await self._fetched()
            return token

    async def _fetched(self) -> tuple[str, float]:
        asked = {
            "grant_type": "client_credentials",
            "client_id": self._teams.client_id,
            "client_secret": self._teams.client_secret,
            "scope": SCOPE,
        }
        address = f"{self._teams.login_url.rstrip('/')}/{self._teams.tenant_id}/oauth2/v2.0/token"
        try:
            async with httpx.AsyncClient(timeout=PATIENCE) as client:
                answer = await client.post(address, data=asked)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise NoToken(type(error).__name__) from error
        return _token_in(told)


def _token_in(told: Any) -> tuple[str, float]:
    if not isinstance(told, Mapping) or not isinstance(told.get("access_token"), str):
        raise NoToken(_refusal_in(told))
    seconds = told.get("expires_in")
    lasts = seconds if isinstance(seconds, int | float) else 0
    return told["access_token"], time.monotonic() + max(0.0, lasts - EARLY_SECONDS)


def _refusal_in(told: Any) -> str:
    """Why, as Entra's code and number; never its sentence, which quotes."""
    error = told.get("error") if isinstance(told, Mapping) else None
    if not isinstance(error, str):
        return "no token in the answer"
    number = REASON.match(str(told.get("error_description")))
    return f"{error} {number[0]}" if number else error
