"""Who is a lead in Slack: those whom the settings name, then the members of a user group."""

import asyncio
import logging
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.dialogue.scene import House
from bot.record import Person
from handlers.naming import house_of, named_by
from handlers.settings import SettingError, Settings, read_settings
from handlers.slack.checking import found
from handlers.slack.leads import Leads
from handlers.slack.manifest import SCOPES
from tests.slack.serving import LEAD, SECOND_LEAD, TEAM, company, environment
from tests.slack.test_checking import settings_for
from tests.slack_double import SlackDouble, UserGroup

GROUP = "S0LEADS001"


def settings(**more: object) -> Settings:
    """Settings with roles."""
    return Settings(database=Path("log.db"), key_file=Path("key"), **more)


def slack(user: str, workspace: str = TEAM) -> Person:
    """Somebody in Slack."""
    return Person(channel="slack", workspace=workspace, user=user)


def test_a_bare_id_is_of_the_one_workspace():
    """As is one with the team; on Enterprise Grid with the enterprise, or without it."""
    names = ("U1", f"slack:{TEAM}/U2", f"slack:E1.{TEAM}/U3", "W4", "slack:T9/U5")
    ours = f"E1.{TEAM}"
    leads = named_by(settings(leads=names), "slack", ours).leads
    assert leads == (slack("U1", ours), slack("U2", ours), slack("U3", ours), slack("W4", ours), slack("U5", "T9"))


def test_every_role_is_carried():
    """With the head; each by the people of this channel, while all who can read are counted."""
    given = settings(
        leads=("U1", "local:lea", "U1"), auditors=("U2", "teams:t/u"), admins=("U3",), counsel=("U4",), head="U5"
    )
    house = house_of(given, "slack", TEAM)
    named = house.named
    assert (named.leads, named.auditors, named.admins) == ((slack("U1"),), (slack("U2"),), (slack("U3"),))
    assert (named.counsel, named.head) == ((slack("U4"),), slack("U5"))
    assert (house.leads, house.auditors) == (2, 2)
    assert house.elsewhere == (Person(channel="local", workspace="", user="lea"),)
    local = house_of(given).named
    assert local.leads == (Person(channel="local", workspace="", user="lea"),) and local.head is None


def asking(
    double: SlackDouble, given: Settings, heard: list[House], workspace: str = TEAM
) -> tuple[Leads, list[float]]:
    """Leads over the double, and a clock to turn."""
    clock = [0.0]
    client = AsyncWebClient(token=double.bot_token, base_url=double.api_url, retry_handlers=[])
    return Leads(given, workspace, client, heard.append, lambda: clock[0]), clock


def asked(double: SlackDouble) -> int:
    """How often the group was asked for."""
    return sum(call.method == "usergroups.users.list" for call in double.calls)


def with_group(*users: str) -> SlackDouble:
    """A workspace with the leads' group."""
    place = company()
    place.teams = {GROUP: UserGroup(GROUP, "leads", list(users))}
    return SlackDouble(place)


def test_the_group_comes_after_those_named():
    """In order of duty, each once; a change is heard of, no change is not."""
    with with_group(SECOND_LEAD, LEAD) as double:

        async def run() -> list[House]:
            heard: list[House] = []
            leads, clock = asking(double, settings(leads=(LEAD,), leads_group=GROUP), heard)
            await leads.kept_fresh()
            clock[0] = 200.0
            await leads.kept_fresh()
            double.workspace.teams[GROUP].users.remove(SECOND_LEAD)
            clock[0] = 205.0
            await leads.in_question()
            assert asked(double) == 2
            clock[0] = 215.0
            await leads.in_question()
            return heard

        first, last = asyncio.run(run())
    assert first.named.leads == (slack(LEAD), slack(SECOND_LEAD)) and first.leads == 2
    assert last.named.leads == (slack(LEAD),)


def test_without_an_answer_the_last_list_holds(caplog):
    """It is logged once for each reason, without an id of anybody's, and asked again soon."""
    with with_group(SECOND_LEAD) as double:

        async def run() -> list[House]:
            heard: list[House] = []
            leads, clock = asking(double, settings(leads_group=GROUP), heard)
            await leads.kept_fresh()
            for place, fault in enumerate(("server_error", "ratelimited", "ratelimited"), 1):
                double.next("usergroups.users.list", fault)
                clock[0] += 200.0 if place == 1 else 11.0
                await leads.kept_fresh()
            return heard

        with caplog.at_level(logging.WARNING):
            heard = asyncio.run(run())
        assert asked(double) == 4
    assert [house.named.leads for house in heard] == [(slack(SECOND_LEAD),)]
    said = [record.getMessage() for record in caplog.records if "leads' group" in record.getMessage()]
    assert len(said) == 2 and SECOND_LEAD not in "".join(said)


def test_without_a_group_nothing_is_asked():
    """Slack hears of no group that is not set."""
    with SlackDouble(company()) as double:

        async def run() -> None:
            leads, _ = asking(double, settings(leads=(LEAD,)), [])
            await leads.kept_fresh()
            await leads.in_question()

        asyncio.run(run())
        assert not double.calls


def test_on_enterprise_grid_the_team_is_named():
    """A token of the whole organisation says for which of its workspaces it asks."""
    with with_group(LEAD) as double:

        async def run() -> list[House]:
            heard: list[House] = []
            leads, _ = asking(double, settings(leads_group=GROUP), heard, f"E1.{TEAM}")
            await leads.kept_fresh()
            return heard

        (house,) = asyncio.run(run())
        assert double.calls[0].arguments["team_id"] == TEAM
    assert house.duty == (slack(LEAD, f"E1.{TEAM}"),)


def test_a_group_must_look_like_one():
    """The setting is named, with an example."""
    with pytest.raises(SettingError, match="LEVERAGE_LEADS_GROUP: the id of a Slack user group"):
        read_settings({"LEVERAGE_LEADS_GROUP": "@leads"})


@pytest.mark.parametrize(
    ("group", "scopes", "said"),
    [
        (GROUP, SCOPES, "LEVERAGE_LEADS_GROUP: 1 in the group"),
        ("S0OTHER", SCOPES, "can't be read (no_such_subteam). There is none with this id."),
        ("S0EMPTY", SCOPES, "0 in the group: it is empty. Add the leads"),
        (GROUP, set(SCOPES) - {"usergroups:read"}, "can't be read (missing_scope). Paste"),
    ],
)
def test_doctor_says_what_is_wrong_with_a_group(group, scopes, said):
    """With the fix, and no id of a lead."""
    place = company()
    place.teams = {GROUP: UserGroup(GROUP, "leads", [LEAD]), "S0EMPTY": UserGroup("S0EMPTY", "none", [])}
    with SlackDouble(place, scopes=(*scopes, "connections:write")) as double:
        lines = [line for _, line in asyncio.run(found(settings_for(double), group))]
        assert any(said in line for line in lines) and LEAD not in "".join(lines)


def test_the_server_reads_the_group(home):
    """Its environment says so."""
    with SlackDouble(company()) as double:
        given = environment(double, socket=False) | {"LEVERAGE_LEADS_GROUP": GROUP}
        assert read_settings(given).leads_group == GROUP
