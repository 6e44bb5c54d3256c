"""The commands of docs/operating.md run as they are written."""

import re
import shlex
from pathlib import Path

import pytest

from tests.commands.scenes import ALEX, FINISHED, consult

PAGE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
EXPORTS = tuple(
    shlex.split(line, comments=True)[1:] for line in re.findall(r"^    (leverage export.*)$", PAGE, re.MULTILINE)
)


@pytest.fixture(autouse=True)
def lead(home, monkeypatch):
    """Whoever exports is a lead."""
    monkeypatch.setenv("LOGNAME", "lea")
    monkeypatch.setenv("LEVERAGE_LEADS", "local:lea")


def test_every_format_is_shown():
    """So that the test below is about all of them."""
    shown = [word for command in EXPORTS for word in command]
    assert {"csv", "xlsx", "docx", "--redact", "--since", "--state", "--route", "--urgent"} <= set(shown)


@pytest.mark.parametrize("command", EXPORTS, ids=" ".join)
def test_the_exports_run(run, home, adviser, command):
    """Each ends well, and leaves the file that it names."""
    consult(adviser, *FINISHED, person=ALEX)
    done = run(*command)
    assert (done.status, done.err) == (0, "") and done.out.strip()
    if "--output" in command:
        assert (home / command[command.index("--output") + 1]).stat().st_size > 0


README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
REVIEW = tuple(
    shlex.split(line, comments=True)[1:] for line in re.findall(r"^    (leverage review.*)$", README, re.MULTILINE)
)


@pytest.mark.parametrize("command", REVIEW, ids=" ".join)
def test_the_commands_of_the_readme_for_leads_run(run, home, adviser, command):
    """Each ends well and shows something, on a log that has a case."""
    consult(adviser, *FINISHED, person=ALEX)
    done = run(*command)
    assert (done.status, done.err) == (0, "") and done.out.strip()
