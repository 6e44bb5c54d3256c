"""What `leverage doctor` says of Slack, and what stops the server's start."""

import asyncio

import pytest

from handlers.settings import SettingError, SlackSettings, read_settings
from handlers.slack.checking import found
from handlers.slack.manifest import SCOPES
from tests.commands.scenes import leverage
from tests.slack.serving import company, environment
from tests.slack_double import SlackDouble


def settings_for(slack: SlackDouble, **more: str) -> SlackSettings:
    """The settings that reach the double."""
    return SlackSettings(bot_token=slack.bot_token, api_url=slack.api_url, **{"app_token": slack.app_token, **more})


def test_all_is_well():
    """Token, scopes and socket."""
    with SlackDouble(company(), scopes=(*SCOPES, "connections:write")) as slack:
        results = asyncio.run(found(settings_for(slack)))
        assert [good for good, _ in results] == [True, True, True]
        assert asyncio.run(found(settings_for(slack, app_token="")))[-1][1].startswith("Slack: signed HTTP")


def test_a_missing_scope_is_named():
    """With what to do."""
    with SlackDouble(company(), scopes=tuple(scope for scope in SCOPES if scope != "im:history")) as slack:
        lines = [line for good, line in asyncio.run(found(settings_for(slack))) if not good]
        assert lines == [
            "Slack scopes; missing: im:history. Paste `leverage manifest slack` again and reinstall",
        ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"bot_token": "xoxb-wrong"}, "the bot token is refused (invalid_auth)"),
        ({"app_token": "xapp-wrong"}, "Slack socket: refused (invalid_auth)"),
        ({"api_url": "http://127.0.0.1:9/api/"}, "can't be reached"),
    ],
)
def test_what_is_wrong_is_said(more, said):
    """A token that Slack refuses, or no way to Slack."""
    with SlackDouble(company()) as slack:
        settings = settings_for(slack).model_copy(update=more)
        assert any(said in line for good, line in asyncio.run(found(settings)) if not good)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"SLACK_SIGNING_SECRET": "x"},
            "SLACK_BOT_TOKEN: SLACK_SIGNING_SECRET is set, the bot token is not. Set both.",
        ),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN: a token that starts with xoxb- is needed."),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "x"}, "SLACK_APP_TOKEN: a token that starts with xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET: set it for HTTP, or SLACK_APP_TOKEN for Socket Mode."),
        ({"PORT": "99999"}, "PORT: give a whole number from 0 to 65535"),
        ({"LEVERAGE_ACK_MINUTES": "0"}, "LEVERAGE_ACK_MINUTES: give a whole number from 1 to 1440"),
    ],
)
def test_a_wrong_setting_is_named_with_its_fix(given, said):
    """Before anything starts."""
    with pytest.raises(SettingError) as stopped:
        read_settings(given)
    assert said in str(stopped.value)


def test_the_server_does_not_start_without_what_it_needs(home):
    """A chat service, a named key, a token that Slack takes: one line each, exit status 2."""
    assert leverage("serve").only_line.startswith("leverage: SLACK_BOT_TOKEN: no chat service is set.")
    token = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
    assert "LEVERAGE_KEY_FILE: a server needs its key named." in leverage("serve", **token).only_line
    with SlackDouble(company()) as slack:
        wrong = environment(slack, socket=False) | {"SLACK_BOT_TOKEN": "xoxb-wrong"}
        done = leverage("serve", **wrong)
    assert (done.status, "SLACK_BOT_TOKEN: Slack says invalid_auth." in done.only_line) == (2, True)


def test_the_list_for_a_real_workspace(home):
    """`leverage doctor --live`."""
    assert "Open the app's Home tab" in leverage("doctor", "--live").out
