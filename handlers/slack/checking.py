"""What `leverage doctor` asks Slack: the token, its scopes, the socket."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.settings import SlackSettings
from handlers.slack.leads import members_of
from handlers.slack.manifest import SCOPES
from handlers.slack.parse import workspace_name
from handlers.slack.refusals import NO_ANSWER, error_of

Found = tuple[bool, str]
GROUP_FIXES = {
    "no_such_subteam": "There is none with this id. Open the group in Slack, copy its id (it begins with S)",
    "missing_scope": "Paste `leverage manifest slack` again and reinstall",
    "subteam_disabled": "It is disabled. Enable it in Slack, or set another",
}
"""Slack's error -> what to do about LEVERAGE_LEADS_GROUP."""
GRANTED = "x-oauth-scopes"
"""The header in which Slack says what a token may do."""


async def found(settings: SlackSettings, group: str = "") -> list[Found]:
    """Each check: whether it holds, and a line with the fix where it does not. `group` is the leads', if one is set."""
    bot = AsyncWebClient(token=settings.bot_token, base_url=settings.api_url, retry_handlers=[])
    try:
        results = [*await _token(bot), *(await _group(bot, group) if group else ())]
        if settings.app_token:
            results.append(await _socket(bot, settings.app_token))
        else:
            results.append((True, "Slack: signed HTTP; Slack must reach PUBLIC_URL/slack/events"))
    except NO_ANSWER:
        return [(False, f"Slack: {settings.api_url} can't be reached. Check the network and SLACK_API_URL")]
    return results


async def _token(client: AsyncWebClient) -> list[Found]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        reason = error_of(error.response)
        return [(False, f"Slack: the bot token is refused ({reason}). Install the app again and set SLACK_BOT_TOKEN")]
    return [(True, f"Slack: the bot token is for {answer.get('team')}"), _scopes((answer.headers or {}).get(GRANTED))]


async def _group(client: AsyncWebClient, group: str) -> list[Found]:
    """How many leads the group has: they are not named here."""
    try:
        told = await client.auth_test()
        members = await members_of(client, group, workspace_name(told.get("enterprise_id"), told.get("team_id")))
    except SlackApiError as error:
        reason = error_of(error.response)
        fix = GROUP_FIXES.get(reason, "See what Slack says of usergroups.users.list")
        return [(False, f"LEVERAGE_LEADS_GROUP: {group} can't be read ({reason}). {fix}")]
    empty = ": it is empty. Add the leads to it in Slack"
    return [(bool(members), f"LEVERAGE_LEADS_GROUP: {len(members)} in the group{'' if members else empty}")]


def _scopes(told: str | None) -> Found:
    if told is None:
        return False, "Slack scopes: the answer does not tell them. Compare them with `leverage manifest slack`"
    missing = sorted(set(SCOPES) - {scope.strip() for scope in told.split(",")})
    fix = f"; missing: {', '.join(missing)}. Paste `leverage manifest slack` again and reinstall" if missing else ""
    return not missing, f"Slack scopes{fix or ': all'}"


async def _socket(client: AsyncWebClient, app_token: str) -> Found:
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        reason = error_of(error.response)
        return False, f"Slack socket: refused ({reason}). Make an app-level token with connections:write"
    return True, "Slack socket: a connection can be opened"
