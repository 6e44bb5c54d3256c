"""The command line as a whole: help, wrong use, crashes, settings from `.env`, and the contract's document."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handlers.__main__ import COMMANDS
from tests.commands.scenes import CANARY, ROOT, leverage, written_by_a_newer_version

PAGE = (ROOT / "docs" / "machine-readable.md").read_text(encoding="utf-8")


def test_without_a_command_the_help_is_shown(run):
    """The help names every command; that none was named stands on standard error."""
    done = run()
    assert done.status == 2
    assert [name for name in COMMANDS if name not in done.out] == []
    assert done.only_line == "leverage: name a command. More: leverage --help"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(run, name):
    """`leverage COMMAND --help` says what it does, and is no error."""
    done = run(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert COMMANDS[name].split()[0] in done.out


WRONG = {
    "unknown command": ["advice"],
    "unknown option": ["verify", "--deep"],
    "unknown language": ["chat", "--language", "la"],
    "missing argument": ["erase"],
    "one argument too many": ["backup", "one", "two"],
    "wrong kind": ["evaluate", "people", "file.jsonl"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_use_gets_one_line(run, arguments):
    """Exit status 2 and one line that says where more is told; nothing on standard output."""
    done = run(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.only_line.startswith("leverage")
    assert "--help" in done.only_line


def test_every_command_has_a_module_and_no_module_is_forgotten():
    """One file per command of `handlers/commands/`; `rights.py` is what they share."""
    files = {path.stem.replace("_", "-") for path in (ROOT / "handlers" / "commands").glob("*.py")}
    assert files - {"--init--", "rights"} == set(COMMANDS)


def test_a_crash_becomes_a_sentence_and_a_logged_number(run, caplog, piped):
    """Said and logged are a number and the kind of error; neither holds text of a consultation."""
    written_by_a_newer_version()
    piped("")
    done = run("chat")
    number = re.search(r"number ([0-9a-f]{8})", done.only_line)[1]
    (record,) = [record for record in caplog.records if record.name == "leverage"]
    assert done.status == 70
    assert re.fullmatch(rf"crash {number}: KeyError in _change:\d+", record.getMessage())
    assert CANARY not in caplog.text + done.err


@pytest.fixture
def taking_ctrl_c():
    """Tests that were started in the background ignore Ctrl-C, and what they start would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_no_crash(home, taking_ctrl_c):
    """Stopped by hand: exit status 130, as shells expect, and not a word."""
    os.mkfifo(home / "slow.jsonl")
    command = [sys.executable, "-m", "handlers", "advise", "--batch", "slow.jsonl"]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=place) as batch:
        with (home / "slow.jsonl").open("w"):
            batch.send_signal(signal.SIGINT)
            shown = batch.communicate()
    assert (batch.returncode, shown) == (130, (b"", b""))


def test_a_pipe_that_closes_early_is_no_error(home):
    """`leverage flow | head -1` says nothing of a broken pipe."""
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "handlers", "flow"]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, env=place, check=False)
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_named(home):
    """Output that can't be written is said in one line, with exit status 2."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = [sys.executable, "-m", "handlers", "flow"]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=place, check=False, text=True)
    assert done.returncode == 2
    assert "No space left" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_arguments_that_are_no_text_are_no_crash(home):
    """Bytes that are no UTF-8, given as words: read as far as they go, and answered in UTF-8 whatever the locale."""
    asked = ["advise", "--json", "--answer", "actor=SUP", "--answer", b"country=Malays\xff", b"our supplier \xff\xfe"]
    command = [sys.executable, "-m", "handlers", *asked]
    place = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, env=place, check=False)
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert answer["understood"]["country"] == ["Malays?"]


def test_settings_are_read_from_a_dotenv_file(home):
    """A `.env` in the working folder counts as environment; what the environment says itself wins."""
    (home / ".env").write_text("LEVERAGE_RETENTION_DAYS=soon\n")
    done = leverage("flow")
    assert (done.status, done.only_line.split(":")[1]) == (2, " LEVERAGE_RETENTION_DAYS")
    assert leverage("flow", LEVERAGE_RETENTION_DAYS="30").status == 0


SETTINGS = {
    "DATABASE_URL": ("mysql://host/log", "sqlite:///path"),
    "LEVERAGE_KEY": ("secret", "leverage doctor --new-key FILE"),
    "LEVERAGE_KEY_FILE": ("none/key", "leverage doctor --new-key FILE"),
    "LEVERAGE_LEADS": ("mail:ana", "slack:TEAM/USER"),
    "LEVERAGE_AUDITORS": ("mail:ana", "slack:TEAM/USER"),
    "LEVERAGE_ADMINS": ("mail:ana", "slack:TEAM/USER"),
    "LEVERAGE_RETENTION_DAYS": ("soon", "for example 365"),
    "LEVERAGE_OVERLAY": ("none", "leverage lint"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_wrong_setting_is_named_with_its_fix(run, piped, monkeypatch, name):
    """The first line on standard error names the setting and says what to do; exit status 2."""
    value, fix = SETTINGS[name]
    monkeypatch.setenv(name, value)
    piped("")
    done = run("chat")
    first = next(line for line in done.err.splitlines() if line.startswith("leverage: "))
    assert (done.status, done.out) == (2, "")
    assert first.startswith(f"leverage: {name}: ")
    assert fix in first


def test_the_exit_statuses_are_documented():
    """The page names every exit status that the command line has."""
    assert re.findall(r"^\| `(\d+)` \|", PAGE, re.MULTILINE) == ["0", "1", "2", "70", "130"]


def test_questions_and_choices_are_documented(knowledge):
    """The page lists every question with its choices, in the order of the content: these ids are stable."""
    part = PAGE.partition("## Questions and choices")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", part, re.MULTILINE)
    written = {question: re.findall(r"`([^`]+)`", choices) for question, choices in rows}
    assert written == {question.id: [choice.id for choice in question.choices] for question in knowledge.questions}


def test_routes_are_documented(knowledge):
    """The page lists every route."""
    part = PAGE.partition("## Routes")[2].partition("\n## ")[0]
    assert set(re.findall(r"^- `(\w+)`", part, re.MULTILINE)) == {route.id for route in knowledge.routes}
