"""What `leverage doctor` says of Teams."""

import asyncio

import pytest

from handlers.settings import read_settings
from handlers.teams.checking import found
from tests.commands.scenes import leverage
from tests.sampling import long
from tests.teams.serving import ELSEWHERE, LEAD, SECOND_LEAD, company, environment
from tests.teams_double import TeamsDouble

ADDRESS = "https://leverage.company.example"
APP, TENANT = "8d6f2c1e-0000-4000-8000-0123456789ab", "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def teams(home):
    """Teams, with our tenant."""
    with TeamsDouble(company()) as double:
        yield double


def checked(teams: TeamsDouble, **more: str) -> list[tuple[bool, str]]:
    """Every check, with these settings beside those that are right."""
    settings = read_settings({**environment(teams), "PUBLIC_URL": ADDRESS, **more})
    assert settings.teams is not None
    return asyncio.run(found(settings, settings.teams))


def wrong(teams: TeamsDouble, **more: str) -> list[str]:
    """What has to be put right."""
    return [line for good, line in checked(teams, **more) if not good]


def test_all_is_well(teams):
    """The endpoint to set, a token, and a chat with each lead, of whom nobody is named; nothing is written to them."""
    assert checked(teams) == [
        (True, f"Teams: the bot's messaging endpoint is to be {ADDRESS}/api/messages"),
        (True, "Teams: Microsoft gives a token"),
        (True, "LEVERAGE_LEADS, number 1: the assistant can write to them"),
        (True, "LEVERAGE_LEADS, number 2: the assistant can write to them"),
    ]
    assert [call.method for call in teams.calls] == ["token", "create", "create"]
    assert teams.messages(LEAD) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"TEAMS_CLIENT_SECRET": "wrong"},
            "Teams: Microsoft gives no token (invalid_client AADSTS7000215): TEAMS_CLIENT_SECRET is wrong or has",
        ),
        (
            {"TEAMS_CLIENT_ID": APP},
            "Teams: Microsoft gives no token (unauthorized_client AADSTS700016): TEAMS_CLIENT_ID is no app of this",
        ),
        (
            {"TEAMS_TENANT_ID": TENANT},
            "Teams: Microsoft gives no token (invalid_request AADSTS90002): TEAMS_TENANT_ID is no tenant.",
        ),
        (
            {"TEAMS_LOGIN_URL": "http://127.0.0.1:9"},
            "Teams: http://127.0.0.1:9 can't be reached. Check the network and",
        ),
        ({"PUBLIC_URL": ""}, "PUBLIC_URL: not set. Give the address at which Microsoft reaches this server"),
        ({"PUBLIC_URL": "http://leverage.example"}, "PUBLIC_URL: an address that starts with https:// is needed"),
        ({"LEVERAGE_LEADS_GROUP": "S0614TZR7"}, "LEVERAGE_LEADS_GROUP: S0614TZR7 is a user group of Slack."),
        (
            {"LEVERAGE_LEADS": "local:lea"},
            "LEVERAGE_LEADS: nobody in Teams is on duty. Name them: teams:TENANT/OBJECT-ID",
        ),
        (
            {"TEAMS_SERVICE_URL": "http://127.0.0.1:9"},
            "Teams: Teams can't be reached. Check the network and TEAMS_SERVICE",
        ),
    ],
)
def test_what_is_wrong_is_said_once_with_the_fix(teams, more, said):
    """A wrong secret, app or tenant, no way to Microsoft, an address that it could not deliver to, nobody on duty."""
    (line,) = wrong(teams, **more)
    assert line.startswith(said)
    assert teams.tenant.app_secret not in line


@pytest.mark.parametrize(
    ("befalls", "said"),
    [
        ("BotNotInConversationRoster", "the app is not installed for them, so nothing reaches them. Install it"),
        ("ForbiddenOperationException", "the app is not installed for them, so nothing reaches them. Install it"),
        ("ConversationBlockedByUser", "they have blocked the app."),
        ("BotDisabledByAdmin", "the app is blocked in the tenant. Allow it in the Teams admin center"),
        ("BadSyntax", "there is nobody with this id in the tenant."),
        ("ConversationNotFound", "there is nobody with this id in the tenant."),
        ("NotEnoughPermissions", "Teams says 403 NotEnoughPermissions"),
        ("server_error", "Teams gave no clear answer. Try again in a minute"),
        ("dropped_after", "Teams gave no clear answer. Try again in a minute"),
    ],
)
def test_a_lead_who_cannot_be_written_to_is_pointed_at(teams, befalls, said):
    """By their place, and the next one is looked at all the same."""
    teams.next("create", befalls)
    results = checked(teams)
    assert results[2][1].startswith(f"LEVERAGE_LEADS, number 1: {said}")
    assert [good for good, _ in results[2:]] == [False, True]


def test_a_lead_without_the_app_is_pointed_at(teams):
    """As Teams itself says it, not by a fault."""
    teams.tenant.personal(teams.tenant.person(SECOND_LEAD)).installed = False
    (line,) = wrong(teams)
    assert line.startswith("LEVERAGE_LEADS, number 2: the app is not installed for them")


def test_what_would_befall_all_is_said_once(teams):
    """A bot that Teams does not know: nobody is asked for after the first."""
    teams.deregister()
    assert wrong(teams) == [
        "Teams: Teams does not know this bot. Make the bot with TEAMS_CLIENT_ID and switch its Teams channel on"
    ]
    assert [call.method for call in teams.calls] == ["token", "create"]


def test_ids_that_fit_nobody_are_told_without_asking(teams):
    """Another tenant, a mail address; capitals mean the same; the head is looked at too, people in Slack are not."""
    lead = teams.tenant.person(LEAD).aad_id
    named = f"slack:T1/U1,teams:{ELSEWHERE}/{lead},lea@company.example,{lead.upper()},{lead}"
    results = checked(teams, LEVERAGE_LEADS=named, LEVERAGE_HEAD="hana")
    no_id = "this is no id of Microsoft Entra."
    assert [line.partition(": ")[0] for _, line in results[2:]] == [
        *(f"LEVERAGE_LEADS, number {place}" for place in (2, 3, 4, 5)),
        "LEVERAGE_HEAD",
    ]
    assert [good for good, _ in results[2:]] == [False, False, True, True, False]
    assert "the tenant is not TEAMS_TENANT_ID" in results[2][1]
    assert all(no_id in results[place][1] for place in (3, 6))
    assert "lea@" not in str(results)


@long
def test_the_doctor_asks_about_teams(teams):
    """`leverage doctor` with Teams set, and without."""
    said = leverage("doctor", **{**environment(teams), "PUBLIC_URL": ADDRESS}).out
    assert f"ok   Teams: the bot's messaging endpoint is to be {ADDRESS}/api/messages\n" in said
    assert "ok   LEVERAGE_LEADS, number 2: the assistant can write to them\n" in said
    assert "ok   Teams: not set (TEAMS_CLIENT_ID); see docs/teams.md\n" in leverage("doctor").out


def test_the_list_for_a_real_tenant(home):
    """`leverage doctor --live` has a part for each chat."""
    said = leverage("doctor", "--live").out
    assert "In Slack:" in said and "In Teams:" in said
