"""`leverage rotate-key`: the log under a new master key."""

import stat

import pytest

from handlers.settings import read_settings
from tests.commands.scenes import FINISHED, consult


@pytest.fixture
def consulted(adviser):
    """A log with one consultation."""
    consult(adviser, *FINISHED)


def test_the_log_needs_the_new_key_after(run, consulted, monkeypatch, home):
    """The key is made, for its owner only; with it the log is whole, with the former one it is refused."""
    done = run("rotate-key", "keys/new")
    assert done.out.splitlines()[0] == ("The log needs the key in keys/new now: set LEVERAGE_KEY_FILE=keys/new")
    assert stat.S_IMODE((home / "keys" / "new").stat().st_mode) == 0o600
    assert run("verify").status == 2
    monkeypatch.setenv("LEVERAGE_KEY_FILE", "keys/new")
    assert run("verify").out == "Whole: 1 consultations.\n"


@pytest.mark.parametrize("times", [2, 3])
def test_running_it_again_changes_nothing(run, consulted, monkeypatch, times):
    """After an interruption the same command is given again: the log is whole all the same."""
    assert {run("rotate-key", "keys/new").status for _ in range(times)} == {0}
    monkeypatch.setenv("LEVERAGE_KEY_FILE", "keys/new")
    assert run("rotate-key", "keys/new").status == 0
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_an_existing_key_is_used_as_it_is(run, consulted, monkeypatch, home):
    """A key that was made elsewhere is not made again; in the same folder the ledger stays where it is."""
    new = read_settings().key_file.with_name("next")
    run("doctor", "--new-key", new)
    before = new.read_bytes()
    ledger = read_settings().ledger
    assert run("rotate-key", new).status == 0
    assert (new.read_bytes(), ledger.exists()) == (before, True)
    monkeypatch.setenv("LEVERAGE_KEY_FILE", str(new))
    assert run("verify").status == 0


def test_a_key_in_the_environment_must_go(run, consulted, monkeypatch):
    """LEVERAGE_KEY outranks a file: the sentence says to unset it."""
    monkeypatch.setenv("LEVERAGE_KEY", read_settings().key_file.read_text())
    assert "now: unset LEVERAGE_KEY and set LEVERAGE_KEY_FILE=keys/new" in run("rotate-key", "keys/new").out


def test_a_new_key_beside_the_log_is_refused(run, consulted):
    """Before anything is changed."""
    beside = read_settings().database.with_name("key")
    done = run("rotate-key", beside)
    assert (done.status, beside.exists()) == (2, False)
    assert done.only_line == f"leverage: {beside}: the key lies beside the database. Move it to another folder."


def test_a_file_that_is_no_key_is_refused(run, consulted, home):
    """An existing file is taken for a key, so it must be one."""
    (home / "notes").mkdir()
    (home / "notes" / "file").write_text("no key")
    done = run("rotate-key", "notes/file")
    assert (done.status, "this is no key (32 bytes, base64)" in done.only_line) == (2, True)
    assert run("verify").status == 0


def test_a_log_that_is_not_whole_is_not_rotated(run, consulted, monkeypatch, home):
    """Signing anew would cover it up."""
    database = read_settings().database
    before = database.read_bytes()
    assert run("erase", "1").status == 0
    database.write_bytes(before)
    done = run("rotate-key", "keys/new")
    assert done.status == 2
    assert done.only_line.startswith("leverage: not rotated, nothing was changed: ")
    assert run("verify").status == 1


def test_without_a_log_there_is_nothing_to_rotate(run, home):
    """No log: said, and no key is made."""
    done = run("rotate-key", "keys/new")
    assert (done.status, list(home.rglob("*"))) == (2, [])
    assert done.only_line.startswith("leverage: DATABASE_URL: there is no log at ")


def test_rotating_needs_the_role(run, consulted, monkeypatch):
    """Only an admin, once there are roles."""
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")
    assert "it needs the role admin" in run("rotate-key", "keys/new").only_line
