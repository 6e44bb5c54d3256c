"""Who writes from Slack."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.people import People, Profile, language_of, profile_of
from tests.slack.serving import ALEX, TEAM, company
from tests.slack_double import SlackDouble

MEMBER = {"team_id": TEAM, "locale": "de-DE", "tz_offset": 3600}


def test_a_full_member_is_one():
    """With language and time zone."""
    assert profile_of(MEMBER, TEAM) == Profile(member=True, language="de", offset_seconds=3600)


@pytest.mark.parametrize(
    "mark", ["is_bot", "deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot"]
)
def test_nobody_else_is(mark):
    """Guests, bots, former members, people from elsewhere."""
    assert not profile_of({**MEMBER, mark: True}, TEAM).member


@pytest.mark.parametrize("user", [{}, {"team_id": "T0OTHER001"}, {"enterprise_user": {"teams": ["T0OTHER001"]}}])
def test_another_workspace_is_not_ours(user):
    """Also when Slack tells nothing of the user."""
    assert not profile_of(user, TEAM).member


def test_on_enterprise_grid_any_of_the_teams_counts():
    """A user of the organisation belongs to several workspaces."""
    assert profile_of({"team_id": "T0OTHER001", "enterprise_user": {"teams": ["T0OTHER001", TEAM]}}, TEAM).member


@pytest.mark.parametrize(("locale", "language"), [("fr-CA", "fr"), ("es-419", "es"), ("pt-BR", "en"), ("", "en")])
def test_the_language_of_a_locale(locale, language):
    """Ours, or English."""
    assert language_of(locale) == language


def test_profiles_are_asked_once_for_a_while():
    """And again when the time is up; someone whom Slack does not know is a stranger."""
    now = [0.0]
    with SlackDouble(company()) as slack:
        people = People(AsyncWebClient(slack.bot_token, base_url=slack.api_url), lambda: now[0])

        async def ask() -> list[Profile]:
            first = [await people.profile(ALEX, TEAM), await people.profile(ALEX, TEAM)]
            now[0] = 601.0
            return [*first, await people.profile(ALEX, TEAM), await people.profile("UNOBODY001", TEAM)]

        profiles = asyncio.run(ask())
        assert [profile.member for profile in profiles] == [True, True, True, False]
        assert [call.arguments["user"] for call in slack.calls].count(ALEX) == 2
