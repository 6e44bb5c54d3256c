"""A real `leverage serve` beside the double of Slack, over HTTP or over Socket Mode."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from handlers.settings import read_settings
from tests.commands.scenes import ROOT
from tests.slack_double import Channel, SlackDouble, User, Workspace

TEAM = "T0TEAM0001"
LEAD, SECOND_LEAD = "ULEAD00001", "ULEAD00002"
ALEX = "UALEX00001"
STAFF = 90


def company() -> Workspace:
    """A workspace with a member of staff, two leads, a guest, and channels."""
    users = (
        User(id=ALEX, name="alex", real_name="Alex Example", team_id=TEAM),
        User(id="UGERDA0001", name="gerda", real_name="Gerda Beispiel", team_id=TEAM, locale="de-DE"),
        User(id=LEAD, name="lea", real_name="Lea Lead", team_id=TEAM),
        User(id=SECOND_LEAD, name="sam", real_name="Sam Second", team_id=TEAM),
        User(id="UGUEST0001", name="guest", real_name="Guest", team_id=TEAM, is_restricted=True),
        User(id="UFAR000001", name="far", real_name="From Elsewhere", team_id="T0OTHER001", is_stranger=True),
    )
    users += tuple(User(id=f"USTAFF{n:04d}", name=f"staff{n}", team_id=TEAM) for n in range(STAFF))
    everybody = {"U0BOT", *(user.id for user in users)}
    return Workspace(
        users=list(users),
        channels=[
            Channel(id="CGENERAL01", name="general", members=set(everybody)),
            Channel(id="CSHARED001", name="shared", members=set(everybody), is_ext_shared=True),
        ],
        team_id=TEAM,
    )


@contextmanager
def serving(slack: SlackDouble, *, socket: bool, **more: str) -> Iterator["Popen[str]"]:
    """The server in a process of its own, ready to take deliveries. It ends with the block."""
    process = start(slack, socket=socket, **more)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def start(slack: SlackDouble, *, socket: bool, **more: str) -> "Popen[str]":
    """Start the server and wait until it says that it is ready."""
    place = environment(slack, socket=socket) | more
    command = [sys.executable, "-m", "handlers", "serve"]
    with Path(more.get("ERRORS", os.devnull)).open("a", encoding="utf-8") as errors:
        process = Popen(command, stdout=PIPE, stderr=errors, env=place, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Ready on http://"), line
    slack.deliver_to(None if socket else f"{line.split()[-1].rstrip('/')}/slack/events")
    return process


def environment(slack: SlackDouble, *, socket: bool) -> dict[str, str]:
    """The server's environment."""
    home = Path(os.environ["HOME"]).parent
    key = home / "key" / "key"
    if not key.exists():
        from handlers.settings import make_key  # noqa: PLC0415

        make_key(key)
    settings = {
        "PYTHONPATH": str(ROOT),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "SLACK_SIGNING_SECRET": "" if socket else slack.signing_secret,
        "SLACK_APP_TOKEN": slack.app_token if socket else "",
        "DATABASE_URL": f"sqlite:///{home}/log/log.db",
        "LEVERAGE_KEY_FILE": str(key),
        "LEVERAGE_LEADS": f"{LEAD},{SECOND_LEAD}",
        "PORT": "0",
    }
    return {**os.environ, **settings}


def settings_of(slack: SlackDouble) -> object:
    """The settings that the server has, for a look into its log."""
    return read_settings(environment(slack, socket=False))
