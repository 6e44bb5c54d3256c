"""The README's sample conversation is the real one, and its commands run."""

import re
import shlex
from pathlib import Path

import pytest

from bot.advice import Adviser
from handlers.__main__ import main
from knowledge import load
from tests.replay import lines_said, replay

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
LEFT_OUT = "[...]"


def _conversation() -> str:
    found = re.search(r"<!-- conversation.*?-->\n```\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_sample_conversation_comes_out_as_written(tmp_path: Path) -> None:
    """Every part of the sample stands in the replay, in order; [...] marks what is left out."""
    sample = _conversation()
    shown = replay(Adviser(load(Path(__file__).parent / "company")), tmp_path, lines_said(sample))
    place = 0
    for part in sample.split(LEFT_OUT):
        found = shown.find(part.strip("\n"), place)
        assert found >= 0, part
        place = found + len(part.strip("\n"))


def _commands() -> list[list[str]]:
    lines = re.findall(r"^    (leverage (?:levers|advise|flow).*)$", README, re.MULTILINE)
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_the_commands_of_the_readme_run(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command that needs no account ends well and says something."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/data/log.db")
    assert main(command) == 0
    assert capsys.readouterr().out.strip()
