"""What `leverage doctor` asks Microsoft: a token, and a chat with everybody who has to be told of something."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpx

from bot.record import Person
from handlers.chats import ENTRA_ID, SettingError
from handlers.line import Later
from handlers.line import Refused as Never
from handlers.naming import person_named
from handlers.settings import Settings, TeamsSettings
from handlers.teams.address import endpoint_at
from handlers.teams.connector import Connector, InDoubt, Missing
from handlers.teams.tokens import NoToken, Tokens

Found = tuple[bool, str]
SECRET_ENDED = "TEAMS_CLIENT_SECRET is wrong or has ended. Make one where the app is registered; set its Value"  # noqa: S105
APP = "TEAMS_CLIENT_ID is no app of this tenant. Copy the Application (client) ID from the app's registration"
TENANT = "TEAMS_TENANT_ID is no tenant. Copy the Directory (tenant) ID from the app's registration"
NO_PRINCIPAL = "the app has no service principal. In its registration choose Create service principal"
TOKEN_FIXES: Mapping[str, str] = {
    "AADSTS7000229": NO_PRINCIPAL,
    "AADSTS7000215": SECRET_ENDED,
    "AADSTS7000222": SECRET_ENDED,
    "AADSTS700016": APP,
    "AADSTS90002": TENANT,
    "AADSTS900023": TENANT,
    "invalid_client": SECRET_ENDED,
    "unauthorized_client": APP,
    "invalid_request": TENANT,
}
"""What Entra says -> what to do about it; a number says more than a word, so numbers come first."""
NOT_INSTALLED = "the app is not installed for them, so nothing reaches them. Install it for them (docs/teams.md)"
NOBODY = "there is nobody with this id in the tenant. Copy the Object ID from the person's page in Microsoft Entra"
CHAT_FIXES: Mapping[str, str] = {
    "BotNotInConversationRoster": NOT_INSTALLED,
    "ForbiddenOperationException": NOT_INSTALLED,
    "ConversationBlockedByUser": "they have blocked the app. They lift that in their chat with it",
    "BotDisabledByAdmin": "the app is blocked in the tenant. Allow it in the Teams admin center, Manage apps",
    "400": NOBODY,
    "404": NOBODY,
}
"""What Teams says of one person -> what to do about it."""
FOR_ALL: Mapping[str, str] = {
    "unreachable": "Teams can't be reached. Check the network and TEAMS_SERVICE_URL",
    "refused": "Teams does not know this bot. Make the bot with TEAMS_CLIENT_ID and switch its Teams channel on",
    "rate_limited": "Teams takes no more calls just now. Try again in a minute",
}
"""How a call ended that would end the same for everybody -> what to do about it."""
UNCLEAR = "Teams gave no clear answer. Try again in a minute"


@dataclass(frozen=True)
class Asked:
    """Somebody whom the settings name, and where."""

    place: str
    person: Person


async def found(settings: Settings, teams: TeamsSettings) -> list[Found]:
    """Each check: whether it holds, and a line with the fix where it does not."""
    tokens, outcomes = Tokens(teams), [""]
    connector = Connector(tokens, lambda _, outcome: outcomes.append(outcome))
    results = [_endpoint(settings.public_url), *_group(settings.leads_group)]
    try:
        token = await _token(tokens, teams)
        results += [token, *(await _people(settings, teams, connector, outcomes) if token[0] else ())]
    finally:
        await connector.close()
    return results


def _endpoint(public_url: str) -> Found:
    try:
        return True, f"Teams: the bot's messaging endpoint is to be {endpoint_at(public_url)}"
    except SettingError as error:
        return False, str(error)


def _group(group: str) -> Iterator[Found]:
    if group:
        yield False, f"LEVERAGE_LEADS_GROUP: {group} is a user group of Slack. Name the leads in LEVERAGE_LEADS"


async def _token(tokens: Tokens, teams: TeamsSettings) -> Found:
    try:
        await tokens.ours()
    except NoToken as error:
        if isinstance(error.__cause__, httpx.HTTPError):
            return False, f"Teams: {teams.login_url} can't be reached. Check the network and TEAMS_LOGIN_URL"
        fix = next((fix for code, fix in TOKEN_FIXES.items() if code in str(error).split()), "Check TEAMS_LOGIN_URL")
        return False, f"Teams: Microsoft gives no token ({error}): {fix}"
    return (
        True,
        "Teams: Microsoft gives a token" if teams.client_secret else "Teams: no token is asked for, as in tests",
    )


# ---- people ----


async def _people(settings: Settings, teams: TeamsSettings, connector: Connector, outcomes: list[str]) -> list[Found]:
    """A line for each, by their place in the setting: they are not named here. `outcomes` are those of the calls."""
    everybody = list(_named(settings, teams))
    if not any(asked.place.startswith("LEVERAGE_LEADS") for asked in everybody):
        return [(False, "LEVERAGE_LEADS: nobody in Teams is on duty. Name them: teams:TENANT/OBJECT-ID")]
    results: list[Found] = []
    for asked in everybody:
        wrong = _unfit(asked.person, teams) or await _no_chat(asked.person, teams, connector)
        ends_it = FOR_ALL.get(outcomes[-1]) if wrong == UNCLEAR else None
        if ends_it:
            return [*results, (False, f"Teams: {ends_it}")]
        results.append((not wrong, f"{asked.place}: {wrong or 'the assistant can write to them'}"))
    return results


def _named(settings: Settings, teams: TeamsSettings) -> Iterator[Asked]:
    """Leads in order of duty, and the head."""
    named = [(f"LEVERAGE_LEADS, number {place}", name) for place, name in enumerate(settings.leads, 1)]
    for place, name in (*named, *([("LEVERAGE_HEAD", settings.head)] if settings.head else [])):
        person = person_named(name, "teams", teams.tenant_id)
        if person.channel == "teams":
            yield Asked(place, person)


def _unfit(person: Person, teams: TeamsSettings) -> str:
    """What can be said without asking."""
    if person.workspace != teams.tenant_id:
        return "the tenant is not TEAMS_TENANT_ID, so they are never told of anything"
    if not ENTRA_ID.fullmatch(person.user):
        return "this is no id of Microsoft Entra. Copy the Object ID from the person's page there"
    return ""


async def _no_chat(person: Person, teams: TeamsSettings, connector: Connector) -> str:
    """Why no chat can be begun with somebody; nothing where one can. Nothing is written in it."""
    try:
        await connector.chat_with(teams.service_url, person.user, teams.tenant_id)
    except Missing:
        return NOBODY
    except Never as error:
        said = str(error).split()
        # The name of the error says more than its status, which comes first.
        return next((CHAT_FIXES[code] for code in reversed(said) if code in CHAT_FIXES), f"Teams says {error}")
    except (Later, InDoubt):
        return UNCLEAR
    return ""
