"""Connections that break, workspaces of an organisation, and health."""

import json
import urllib.error
import urllib.request

from tests.sampling import long
from tests.slack.serving import ALEX, LEAD, TEAM, serving
from tests.slack_double import SlackDouble, User, Workspace, plain

SITUATION = "Our supplier keeps the passports of migrant workers; the contract is up for renewal"


@long
def test_a_broken_socket_is_opened_again(home):
    """What is said afterwards is answered; a socket that Slack ends is left in order."""
    with SlackDouble(Workspace(users=[User(id=ALEX, name="alex", team_id=TEAM)], team_id=TEAM)) as slack:
        with serving(slack, socket=True):
            slack.break_sockets()
            slack.wait(lambda: slack.sockets or None, 30)
            slack.message(ALEX, SITUATION)
            slack.wait(lambda: "Here is what I understood" in "".join(map(plain, slack.messages(ALEX))) or None, 15)
            slack.disconnect_sockets()
            slack.wait(lambda: slack.sockets or None, 30)
            slack.message(ALEX, "yes")
            slack.wait(lambda: "What is true" in "".join(map(plain, slack.messages(ALEX))) or None, 15)


def test_a_workspace_of_an_organisation(home):
    """Enterprise Grid: people are keyed by organisation, team and user, and leads named by a bare id are found."""
    users = [User(id=user, name=user.lower(), team_id=TEAM, enterprise_id="E0ORG00001") for user in (ALEX, LEAD)]
    with SlackDouble(Workspace(users=users, team_id=TEAM, enterprise_id="E0ORG00001")) as slack:
        with serving(slack, socket=False):
            slack.message(ALEX, SITUATION)
            slack.message(ALEX, "yes")
            slack.wait(lambda: "I have it" in "".join(map(plain, slack.messages(LEAD))) or None, 15)
            slack.click(LEAD, slack.messages(LEAD)[-1], text="I have it")
            slack.wait(lambda: "Seen at" in "".join(map(plain, slack.messages(ALEX))) or None, 15)


def test_health_says_what_is_wrong(home):
    """Ready while Slack takes the token and the database can be written; else which of them does not."""
    with SlackDouble(Workspace(users=[User(id=ALEX, name="alex", team_id=TEAM)], team_id=TEAM)) as slack:
        with serving(slack, socket=False):
            address = slack.address.replace("/slack/events", "/health/ready")
            assert health(address) == (200, {"database": "ok", "sending": "ok", "slack": "ok", "socket": "ok"})
            slack.revoke()
            said = slack.wait(lambda: found if (found := health(address))[0] == 503 else None, 20)
            assert said[1]["slack"] == "Slack refuses the bot token"


def health(address: str) -> tuple[int, dict[str, str]]:
    """The status and what each check says."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server on 127.0.0.1
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
