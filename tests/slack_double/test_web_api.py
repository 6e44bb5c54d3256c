"""The Web API: who may call what, and how a call may be written."""

import asyncio

import aiohttp
import pytest

from tests.slack_double import SlackDouble

from .pieces import people, section
from .running import Api


def test_the_app_learns_who_it_is(slack: SlackDouble, api: Api) -> None:
    """auth.test names the bot and its workspace."""
    answer = api("auth_test")
    assert (answer["user_id"], answer["team_id"], answer["bot_id"]) == ("U0BOT", "T0TEAM", "B0BOT")


def test_granted_scopes_stand_in_a_header(slack: SlackDouble) -> None:
    """Every answer tells x-oauth-scopes."""

    async def header() -> str:
        headers = {"Authorization": f"Bearer {slack.bot_token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{slack.api_url}auth.test", headers=headers) as got,
        ):
            return got.headers["x-oauth-scopes"]

    assert "chat:write" in asyncio.run(header()).split(",")


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), ("", "not_authed")])
def test_a_wrong_token_is_refused(slack: SlackDouble, token: str, error: str) -> None:
    """Wrong and missing tokens have names of their own."""
    assert error == Api(slack, token)("auth_test")["error"]


def test_each_token_has_its_methods(slack: SlackDouble, api: Api) -> None:
    """The app-level token opens connections and nothing else; the bot token does all but that."""
    assert Api(slack, slack.app_token)("auth_test")["error"] == "not_allowed_token_type"
    assert api("apps_connections_open", app_token=slack.bot_token)["error"] == "not_allowed_token_type"
    assert api("apps_connections_open", app_token=slack.app_token)["url"].startswith("ws://127.0.0.1:")


def test_a_revoked_token_stays_refused(slack: SlackDouble, api: Api) -> None:
    """After revoke every call fails with the error that was named."""
    slack.revoke("account_inactive")
    assert api("users_info", user="U0ALEX")["error"] == "account_inactive"


def test_a_missing_scope_says_what_is_needed() -> None:
    """missing_scope names what is needed and what is provided."""
    with SlackDouble(people(), scopes=["commands"]) as slack:
        answer = Api(slack)("chat_postMessage", channel="C0GENERAL", text="hello")
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "commands")


def test_an_unknown_method_is_refused(slack: SlackDouble, api: Api) -> None:
    """What Slack has not, the double has not."""
    assert api("api_call", api_method="chat.shout")["error"] == "unknown_method"


def test_forms_and_json_say_the_same(slack: SlackDouble, api: Api) -> None:
    """Structured arguments may come as JSON or as JSON in a form."""
    form = {"channel": "C0GENERAL", "text": "hello", "blocks": '[{"type": "divider"}]'}
    json = {"channel": "C0GENERAL", "text": "hello", "blocks": [{"type": "divider"}]}
    answers = [
        api("api_call", api_method="chat.postMessage", **{way: sent}) for way, sent in (("data", form), ("json", json))
    ]
    assert [answer["message"]["blocks"][0]["type"] for answer in answers] == ["divider"] * 2


def test_users_are_told_with_their_flags(slack: SlackDouble, api: Api) -> None:
    """users.info tells guests, strangers and the deleted, and the locale when asked."""
    assert api("users_info", user="U0SAM", include_locale=True)["user"]["locale"] == "fr-FR"
    assert "locale" not in api("users_info", user="U0SAM")["user"]
    assert api("users_info", user="U0GUEST")["user"]["is_ultra_restricted"]
    assert api("users_info", user="U0STRANGER")["user"]["team_id"] == "T0OTHER"
    assert api("users_info", user="U0GONE")["user"]["deleted"]
    assert api("users_info", user="U0NOBODY")["error"] == "user_not_found"


def test_a_user_group_has_its_users(slack: SlackDouble, api: Api) -> None:
    """usergroups.users.list tells who is in it."""
    assert api("usergroups_users_list", usergroup="S0LEADS")["users"] == ["U0SAM"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("C0ELSEWHERE", "not_in_channel"),
        ("G0HIDDEN", "channel_not_found"),
        ("C0OLD", "is_archived"),
        ("U0BOT", "cannot_dm_bot"),
    ],
)
def test_not_every_channel_can_be_posted_to(slack: SlackDouble, api: Api, channel: str, error: str) -> None:
    """The bot must be in a living channel; a private one it is not in does not exist for it."""
    assert error == api("chat_postMessage", channel=channel, text="hello")["error"]


def test_tiers_can_be_held_to() -> None:
    """With tiers=True calls over the rate are 429 with Retry-After; time makes room again."""
    with SlackDouble(people(), tiers=True) as slack:
        api = Api(slack)
        slack.clock.stop()
        answers = [api("chat_postMessage", channel="C0GENERAL", text="hello") for _ in range(6)]
        assert answers[-1]["error"] == "ratelimited" and answers[-2]["ok"]
        slack.clock.advance(10)
        assert api("chat_postMessage", channel="C0GENERAL", text="hello")["ok"]


def test_channels_tell_what_they_are(slack: SlackDouble, api: Api) -> None:
    """conversations.info, members and users.conversations agree with the workspace."""
    assert api("conversations_info", channel="C0SHARED")["channel"]["is_ext_shared"]
    assert api("conversations_members", channel="C0GENERAL")["members"] == ["U0ALEX", "U0BOT", "U0SAM"]
    names = [one["name"] for one in api("users_conversations", types="public_channel,private_channel")["channels"]]
    assert names == ["general", "secret", "shared", "old"]
    assert api("conversations_open", users="U0SAM")["channel"]["id"] == "D0SAM"
    assert api("conversations_open", users="U0BOT")["error"] == "cannot_dm_bot"


def test_blocks_can_be_validated_without_posting(slack: SlackDouble, api: Api) -> None:
    """blocks.validate points at what is wrong; nothing is posted."""
    assert api("blocks_validate", blocks=[section("fine")])["ok"]
    answer = api("blocks_validate", blocks=[section("x" * 3001)])
    assert (answer["error"], answer["errors"][0]["pointer"]) == ("invalid_blocks", "/blocks/0/text/text")
    assert slack.messages("general") == []
