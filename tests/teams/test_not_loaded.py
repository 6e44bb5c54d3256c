"""Who does not use Teams loads nothing of it: neither its libraries nor ours."""

import os
import signal
import sys
from subprocess import PIPE, Popen

import pytest

from tests.commands.scenes import FINISHED, leverage
from tests.sampling import long
from tests.slack import serving as slack_serving
from tests.slack_double import SlackDouble
from tests.teams import serving as teams_serving
from tests.teams_double import TeamsDouble

ONLY_TEAMS = ("microsoft_teams", "jwt", "httpx", "msal", "fastapi", "handlers.teams")
LOOK = f"""
import sys
from handlers.__main__ import main
status = main(sys.argv[1:])
found = [name for name in sys.modules if f"{{name}}.".startswith({tuple(f"{name}." for name in ONLY_TEAMS)!r})]
print("loaded:", *sorted(found))
sys.exit(status)
"""
"""Runs a command in a fresh process; its last line says what it has loaded of Teams by its end."""


def loaded(said: str) -> list[str]:
    """What the last line names."""
    *_, last = said.splitlines()
    assert last.startswith("loaded:"), said
    return last.split()[1:]


def served(environment: dict[str, str]) -> list[str]:
    """What a server has loaded from its start to its end."""
    with Popen([sys.executable, "-c", LOOK, "serve"], stdout=PIPE, env=environment, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Ready on http://")
        process.send_signal(signal.SIGTERM)
        return loaded(process.stdout.read())


@pytest.mark.parametrize("socket", [True, pytest.param(False, marks=long)])
def test_a_server_for_slack_loads_nothing_of_teams(home, socket):
    """Over Socket Mode and over HTTP, from its start to its end."""
    with SlackDouble(slack_serving.company()) as slack:
        assert served(slack_serving.environment(slack, socket=socket)) == []


def test_a_server_for_teams_loads_it(home):
    """So that the tests here can fail."""
    with TeamsDouble(teams_serving.company()) as teams:
        found = served(teams_serving.environment(teams))
    assert {"microsoft_teams", "jwt", "httpx", "handlers.teams.edge"} <= set(found)


def test_a_consultation_at_the_terminal_loads_nothing_of_teams(home):
    """From the first word to the result."""
    place = {**os.environ, "PYTHONPATH": str(teams_serving.ROOT)}
    with Popen([sys.executable, "-c", LOOK, "chat"], stdin=PIPE, stdout=PIPE, env=place, text=True) as process:
        said, _ = process.communicate("\n".join(FINISHED) + "\n")
    assert "Levers, best first" in said
    assert loaded(said) == []


def test_the_package_is_made_without_the_libraries(home):
    """On a machine that has none of them: it needs no more than the settings."""
    app, tenant = "0d1e2f3a-4b5c-4d6e-8f70-8192a3b4c5d6", "5f8a2f3e-0c7b-4d1e-9a55-3f1c7f5b2a10"
    given = {
        "TEAMS_CLIENT_ID": app,
        "TEAMS_TENANT_ID": tenant,
        "TEAMS_CLIENT_SECRET": "x",
        "PUBLIC_URL": "https://x.example",
    }
    place = {**os.environ, "PYTHONPATH": str(teams_serving.ROOT), **given}
    with Popen([sys.executable, "-c", LOOK, "manifest", "teams"], stdout=PIPE, env=place, text=True) as process:
        said, _ = process.communicate()
    assert {name.partition(".")[0] for name in loaded(said)} == {"handlers"}


def test_without_the_libraries_the_fix_is_said(home):
    """By the server and by the doctor, where Teams is set and its libraries are not there."""
    (home / "httpx.py").write_text("raise ModuleNotFoundError(name='httpx')\n")
    with TeamsDouble(teams_serving.company()) as teams:
        given = teams_serving.environment(teams)
        given["PYTHONPATH"] = f"{home}{os.pathsep}{given['PYTHONPATH']}"
        fix = "what Teams needs is not installed. Run: pip install --constraint constraints.txt '.[teams]'"
        done = leverage("serve", **given)
        assert (done.status, done.only_line) == (2, f"leverage: TEAMS_CLIENT_ID: {fix}")
        assert f"FIX  Teams: {fix}\n" in leverage("doctor", **given).out
