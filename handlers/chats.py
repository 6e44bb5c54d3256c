"""Which chat service is set, and how to reach it. A wrong setting stops the start with its name and the fix."""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from pydantic import BaseModel, ConfigDict

ENTRA_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
"""How Microsoft writes the ids of apps, tenants and people."""
SERVICE = "https://smba.trafficmanager.net/teams/"
LOGIN = "https://login.microsoftonline.com"
KEYS = "https://login.botframework.com/v1/.well-known/keys"
NOBODY_IS_CHECKED = "for-tests-on-this-machine"
TEAMS_IS_MISSING = "what Teams needs is not installed. Run: pip install --constraint constraints.txt '.[teams]'"


class SettingError(Exception):
    """A setting can't be used: the message names it and says what to do."""


class SlackSettings(BaseModel):
    """How to reach Slack: Socket Mode where there is an app token, signed HTTP otherwise."""

    model_config = ConfigDict(frozen=True)

    bot_token: str
    signing_secret: str = ""
    app_token: str = ""
    api_url: str = "https://slack.com/api/"


class TeamsSettings(BaseModel):
    """How to reach Microsoft Teams: one app, in one tenant."""

    model_config = ConfigDict(frozen=True)

    client_id: str
    client_secret: str = ""
    tenant_id: str
    service_url: str = SERVICE
    """Where people are written to who have not written since the start."""
    login_url: str = LOGIN
    keys_url: str = KEYS
    slash: bool = False
    """Whether the app's manifest lets people type commands that only they see (1.29 and newer)."""
    unchecked: bool = False
    """Whether anybody on this machine may deliver activities without a token."""


def chats_of(environment: Mapping[str, str], host: str) -> tuple[SlackSettings | None, TeamsSettings | None]:
    """The chat service that is set, of two; none is set at a terminal. Raises SettingError."""
    slack, teams = _slack(environment), _teams(environment, host)
    if slack and teams:
        raise SettingError(
            "TEAMS_CLIENT_ID: Slack is set too (SLACK_BOT_TOKEN). One log serves one chat: start a server for each."
        )
    return slack, teams


def _slack(environment: Mapping[str, str]) -> SlackSettings | None:
    """None when no token is set: then Slack is not used."""
    given = {
        name: environment.get(f"SLACK_{name.upper()}", "") for name in ("bot_token", "signing_secret", "app_token")
    }
    if not given["bot_token"]:
        left = next((name for name, value in given.items() if value), "")
        if left:
            raise SettingError(f"SLACK_BOT_TOKEN: SLACK_{left.upper()} is set, the bot token is not. Set both.")
        return None
    for name, start in (("bot_token", "xoxb-"), ("app_token", "xapp-")):
        if given[name] and not given[name].startswith(start):
            raise SettingError(f"SLACK_{name.upper()}: a token that starts with {start} is needed.")
    if not (given["app_token"] or given["signing_secret"]):
        raise SettingError("SLACK_SIGNING_SECRET: set it for HTTP, or SLACK_APP_TOKEN for Socket Mode.")
    url = environment.get("SLACK_API_URL", "") or "https://slack.com/api/"
    return SlackSettings(**given, api_url=url if url.endswith("/") else f"{url}/")


def _teams(environment: Mapping[str, str], host: str) -> TeamsSettings | None:
    """None when no app is set: then Teams is not used, and nothing of it is loaded."""
    given = {name: environment.get(f"TEAMS_{name.upper()}", "") for name in ("client_id", "client_secret", "tenant_id")}
    # Activities name the tenant in small letters, and are held against it.
    given |= {name: given[name].lower() for name in ("client_id", "tenant_id")}
    unchecked = _unchecked(environment, host)
    if not given["client_id"]:
        left = next((name for name, value in given.items() if value), "")
        if left:
            raise SettingError(f"TEAMS_CLIENT_ID: TEAMS_{left.upper()} is set, the app's id is not. Set both.")
        return None
    for name in ("client_id", "tenant_id"):
        if not ENTRA_ID.fullmatch(given[name]):
            raise SettingError(
                f"TEAMS_{name.upper()}: an id of Microsoft Entra is needed (8d6f2c1e-0000-4000-8000-0123456789ab)."
            )
    if not (given["client_secret"] or unchecked):
        raise SettingError("TEAMS_CLIENT_SECRET: the app's secret is needed. Make one where the app is registered.")
    return TeamsSettings(
        **given,
        service_url=_address(environment, "TEAMS_SERVICE_URL", SERVICE),
        login_url=_address(environment, "TEAMS_LOGIN_URL", LOGIN),
        keys_url=_address(environment, "TEAMS_KEYS_URL", KEYS),
        slash=_switch(environment, "TEAMS_SLASH"),
        unchecked=unchecked,
    )


def _unchecked(environment: Mapping[str, str], host: str) -> bool:
    """Whether tokens are not asked for: where nobody but this machine can reach the server, and nowhere else."""
    said = environment.get("TEAMS_UNAUTHENTICATED", "")
    if not said:
        return False
    alone = is_here(host) and not environment.get("PUBLIC_URL")
    if said != NOBODY_IS_CHECKED or not alone:
        raise SettingError(
            "TEAMS_UNAUTHENTICATED: this switches the check of tokens off, and anybody could pose as anybody. "
            "Leave it empty. It works only for tests on 127.0.0.1."
        )
    return True


def _address(environment: Mapping[str, str], name: str, usual: str) -> str:
    """An address that is encrypted on its way, or does not leave this machine."""
    address = environment.get(name, "") or usual
    parts = parts_of(address)
    if not (is_https(address) or (parts.scheme == "http" and is_here(parts.hostname or ""))):
        raise SettingError(f"{name}: an address that starts with https:// is needed, such as {usual}.")
    return address


def parts_of(address: str) -> SplitResult:
    """The parts of an address; all empty where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def is_https(address: str) -> bool:
    """Whether an address is one, and encrypted on its way."""
    parts = parts_of(address)
    return parts.scheme == "https" and bool(parts.hostname)


def is_here(host: str) -> bool:
    """Whether a name or number of a host is this very machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _switch(environment: Mapping[str, str], name: str) -> bool:
    said = environment.get(name, "") or "off"
    if said not in ("on", "off"):
        raise SettingError(f"{name}: say on or off.")
    return said == "on"
