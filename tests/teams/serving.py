"""A real `leverage serve` beside the double of Teams."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from handlers.settings import make_key
from tests.commands.scenes import ROOT
from tests.teams_double import Channel, GroupChat, Person, Team, TeamsDouble, Tenant

ALEX, LEAD, SECOND_LEAD, GUEST = "alex", "lea", "sam", "gil"
STAFF = 90
ELSEWHERE = "11111111-2222-4333-8444-555555555555"


def company() -> Tenant:
    """A tenant with staff, two leads, a guest and somebody from elsewhere, a group chat and a team."""
    named = (ALEX, LEAD, SECOND_LEAD, GUEST, "gerda", "far")
    people = (
        Person(ALEX, "Alex Example"),
        Person(LEAD, "Lea Lead"),
        Person(SECOND_LEAD, "Sam Second"),
        Person("gerda", "Gerda Beispiel", locale="de-DE"),
        Person(GUEST, "Gil Guest", is_guest=True),
        Person("far", "Far Away", tenant_id=ELSEWHERE),
        *(Person(f"staff{number}") for number in range(STAFF)),
    )
    everybody = [*named[:5], *(f"staff{number}" for number in range(STAFF))]
    channels = [Channel("general"), Channel("suppliers")]
    return Tenant(
        people=people,
        chats=[GroupChat("lunch", everybody)],
        teams=[Team("buying", channels, everybody)],
    )


@contextmanager
def serving(teams: TeamsDouble, **more: str) -> Iterator["Popen[str]"]:
    """The server in a process of its own, ready to take deliveries. It ends with the block."""
    process = start(teams, **more)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        if process.stdout:
            process.stdout.close()


def start(teams: TeamsDouble, **more: str) -> "Popen[str]":
    """Start the server and wait until it says that it is ready."""
    command = [sys.executable, "-m", "handlers", "serve"]
    with Path(more.get("ERRORS", os.devnull)).open("a", encoding="utf-8") as errors:
        process = Popen(command, stdout=PIPE, stderr=errors, env=environment(teams) | more, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Ready on http://"), line
    teams.deliver_to(f"{line.split()[-1].rstrip('/')}/api/messages")
    return process


def environment(teams: TeamsDouble) -> dict[str, str]:
    """The server's environment."""
    home = Path(os.environ["HOME"]).parent
    key = home / "key" / "key"
    if not key.exists():
        make_key(key)
    leads = ",".join(teams.tenant.person(name).aad_id for name in (LEAD, SECOND_LEAD))
    settings = {
        "PYTHONPATH": str(ROOT),
        "TEAMS_CLIENT_ID": teams.tenant.app_id,
        "TEAMS_CLIENT_SECRET": teams.tenant.app_secret,
        "TEAMS_TENANT_ID": teams.tenant.tenant_id,
        "TEAMS_SERVICE_URL": teams.service_url,
        "TEAMS_LOGIN_URL": teams.base_url,
        "TEAMS_KEYS_URL": teams.keys_url,
        "DATABASE_URL": f"sqlite:///{home}/log/log.db",
        "LEVERAGE_KEY_FILE": str(key),
        "LEVERAGE_LEADS": leads,
        "PORT": "0",
    }
    return {**os.environ, **settings}
