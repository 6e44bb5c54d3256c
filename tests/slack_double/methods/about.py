"""Who is who: the app itself, its workspace, users and user groups."""

import secrets

from ..arguments import needed, truth
from ..refusals import Refused
from ..slack import Slack
from ..texts import Json
from ..workspace import User


def api_test(slack: Slack, given: Json) -> Json:
    """api.test: the arguments come back; an error that is asked for is given."""
    if given.get("error"):
        raise Refused(str(given["error"]), args=given)
    return {"args": given}


def auth_test(slack: Slack, given: Json) -> Json:
    """auth.test: who the app is here."""
    home = slack.workspace
    return {
        "url": f"https://{home.domain}.slack.com/",
        "team": home.team_name,
        "user": home.bot_name,
        "team_id": home.team_id,
        "user_id": home.bot_user_id,
        "bot_id": home.bot_id,
        "enterprise_id": home.enterprise_id,
        "is_enterprise_install": home.is_enterprise_install,
    }


def open_connection(slack: Slack, given: Json) -> Json:
    """apps.connections.open: an address for one Socket Mode connection."""
    ticket = secrets.token_hex(12)
    slack.tickets.add(ticket)
    address = slack.base_url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={ticket}&app_id={slack.workspace.app_id}"}


def team_info(slack: Slack, given: Json) -> Json:
    """team.info: the workspace."""
    home = slack.workspace
    grid = {"enterprise_id": home.enterprise_id, "enterprise_name": home.enterprise_name} if home.enterprise_id else {}
    return {"team": {"id": home.team_id, "name": home.team_name, "domain": home.domain, **grid}}


def users_info(slack: Slack, given: Json) -> Json:
    """users.info: one user, with the locale if asked for."""
    user = slack.workspace.user(needed(given, "user", "user_not_found"))
    locale = {"locale": user.locale} if truth(given.get("include_locale")) else {}
    return {"user": {**_user(slack, user), **locale}}


def group_users(slack: Slack, given: Json) -> Json:
    """usergroups.users.list: who is in a user group."""
    group = slack.workspace.teams.get(needed(given, "usergroup", "no_such_subteam"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


def _user(slack: Slack, user: User) -> Json:
    team = user.team_id or slack.workspace.team_id
    enterprise = user.enterprise_id or slack.workspace.enterprise_id
    grid = {"enterprise_user": {"id": user.id, "enterprise_id": enterprise, "teams": [team]}} if enterprise else {}
    told = {
        "id": user.id,
        "team_id": team,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_admin": user.is_admin,
        **grid,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": team},
    }
    if user.is_stranger:
        told["is_stranger"] = True
    if user.deleted:
        # Slack tells no zone and no roles of those who have left.
        return told
    zone = {"tz": user.tz, "tz_label": user.tz, "tz_offset": user.tz_offset}
    return {**told, **zone, "is_restricted": user.is_restricted, "is_ultra_restricted": user.is_ultra_restricted}


METHODS = {
    "api.test": api_test,
    "auth.test": auth_test,
    "apps.connections.open": open_connection,
    "team.info": team_info,
    "users.info": users_info,
    "usergroups.users.list": group_users,
}
