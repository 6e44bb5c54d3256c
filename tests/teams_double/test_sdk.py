"""Microsoft's own SDK takes the double for Teams: by its options, and by nothing but the environment."""

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from microsoft_teams.api.auth.cloud_environment import PUBLIC, with_overrides
from microsoft_teams.api.clients.conversation import CreateConversationParams
from microsoft_teams.api.models import Account

from tests.sampling import some
from tests.teams_double import BAD_TOKENS, TeamsDouble, plain

from .pieces import card, choices, execute, submit, text
from .sdk_bot import SdkBot, with_card

FORM = card(text("Who?"), choices("who", "workers"), actions=(submit("Send", step=1), execute("Go", step=2)))


@pytest.fixture
def sdk(teams: TeamsDouble) -> Iterator[SdkBot]:
    """An app of the SDK that is pointed at the double by its options."""
    home = teams.tenant

    async def token(scope: str, tenant_id: str | None = None) -> str:
        form = {"grant_type": "client_credentials", "client_id": home.app_id, "client_secret": home.app_secret}
        async with httpx.AsyncClient() as client:
            given = await client.post(teams.token_url, data={**form, "scope": scope})
        return str(given.json()["access_token"])

    cloud = with_overrides(PUBLIC, **teams.endpoints)
    bot = SdkBot(teams, cloud=cloud, token=token, service_url=teams.service_url)
    yield bot
    bot.stop()


def test_a_message_is_heard_and_answered(teams: TeamsDouble, sdk: SdkBot) -> None:
    """In a personal chat and in a thread; with a key and a token that come from the double."""
    assert teams.message("sam", "hello").status == 200
    assert [one["text"] for one in teams.messages("sam")] == ["hello", "You said hello"]
    teams.mention("alex", "help", "suppliers")
    asked, answered = teams.messages("suppliers")
    assert answered["conversation"] == asked["conversation"] and "help" in answered["text"]
    assert sdk.heard[0].locale == "fr-FR" and sdk.heard[1].conversation.conversation_type == "channel"
    assert {"keys", "token", "send"} <= {call.method for call in teams.calls}


@pytest.mark.parametrize("kind", some(sorted(BAD_TOKENS.keys() - {"no_expiry"}), 5))
def test_a_bad_token_is_refused(teams: TeamsDouble, sdk: SdkBot, kind: str) -> None:
    """401, and nobody hears of the message."""
    activity = teams.written("alex", "hello")
    assert teams.deliver(activity, token=teams.bad_token(kind))[0].status == 401
    assert sdk.heard == [] and teams.deliver(activity)[0].status == 200


def test_a_token_for_ever_is_taken(teams: TeamsDouble, sdk: SdkBot) -> None:
    """The SDK does not ask for an expiry: what is rightly signed and has none never ends."""
    answers = teams.deliver(teams.written("alex", "hello"), token=teams.bad_token("no_expiry"))
    assert [one.status for one in answers] == [200]


def test_it_sends_first_changes_and_deletes(teams: TeamsDouble, sdk: SdkBot) -> None:
    """To a chat it made itself, without having been written to; a card comes through as it is."""
    alex = teams.tenant.person("alex")
    made = sdk.run(
        sdk.app.api.conversations.create(
            CreateConversationParams(members=[Account(id=alex.id)], tenant_id=teams.tenant.tenant_id)
        )
    )
    sent = sdk.run(sdk.app.send(made.id, with_card(FORM), service_url=teams.service_url))
    assert plain(teams.messages("alex")[0]) == "Who?\nwho: [Workers]\n[Send]  [Go]"
    sdk.run(sdk.app.api.conversations.update_activity(made.id, sent.id, with_card(card(text("Thanks")))))
    assert plain(teams.messages("alex")[0]) == "Thanks"
    sdk.run(sdk.app.api.conversations.delete_activity(made.id, sent.id))
    assert teams.messages("alex") == []
    assert sdk.run(sdk.app.api.conversations.get_member_by_id(made.id, alex.aad_id)).name == "Alex Example"
    page = sdk.run(sdk.app.api.conversations.get_paged_members(made.id))
    assert [one.id for one in page.members] == [alex.id]


def test_it_tells_what_teams_refuses(teams: TeamsDouble, sdk: SdkBot) -> None:
    """The status comes through the SDK."""
    teams.block("alex")
    with pytest.raises(httpx.HTTPStatusError) as refused:
        sdk.run(sdk.app.send(teams.tenant.place("alex").id, "hello", service_url=teams.service_url))
    assert refused.value.response.status_code == 403


def test_presses_of_both_types_are_understood(teams: TeamsDouble, sdk: SdkBot) -> None:
    """A Submit in the bare shape of a channel as well, and an Execute whose answer replaces the card."""
    sdk.run(sdk.app.send(teams.tenant.place("suppliers").id, with_card(FORM), service_url=teams.service_url))
    (message,) = teams.messages("suppliers")
    assert teams.submit("alex", message, {"who": "workers"}, "Send").status == 200
    assert sdk.heard[0].value == {"step": 1, "who": "workers"}
    teams.execute("alex", message, {"who": "workers"}, "Go")
    assert plain(teams.messages("suppliers", "alex")[0]) == "Done" and teams.warnings == []


_BY_ENVIRONMENT = """
import asyncio, sys
from microsoft_teams.apps import App

async def main() -> None:
    app = App()
    await app.initialize()
    sent = await app.send(sys.argv[1], "from another process", service_url=sys.argv[2])
    token = await app.server._token_validator.validate_token(sys.argv[3], sys.argv[2])
    print(sent.id, token["aud"])

asyncio.run(main())
"""


def test_a_process_is_pointed_here_by_its_environment_alone() -> None:
    """Microsoft's addresses, a client's secret and MSAL as in production; nothing else is reached."""
    with TeamsDouble(real_hosts=True) as teams:
        home = teams.tenant
        own = {"CLIENT_ID": home.app_id, "CLIENT_SECRET": home.app_secret, "TENANT_ID": home.tenant_id}
        place = home.place("alex").id
        command = [sys.executable, "-c", _BY_ENVIRONMENT, place, teams.service_url, teams.token()]
        ran = subprocess.run(
            command, env={**teams.environment, **own}, capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.returncode == 0, ran.stderr
        assert [one["text"] for one in teams.messages("alex")] == ["from another process"]
        assert ran.stdout.split() == [teams.messages("alex")[0]["id"], home.app_id]
        assert teams.service_url.startswith("https://smba.trafficmanager.net/") and teams.refused_hosts == []
        assert [call.method for call in teams.calls if call.method != "openid"] == ["token", "send", "keys"]
