"""`leverage restore`: a backup put back; what was erased since is erased again."""

import json
import shutil

import pytest

from bot.log import SqliteStore
from handlers.open import open_store
from handlers.settings import master_key, read_settings
from tests.commands.scenes import CANARY, FINISHED, consult, on_disk
from tests.log.scenes import line


@pytest.fixture
def backed_up(run, adviser):
    """A log with one consultation, and a backup of it in `copy`."""
    consult(adviser, *FINISHED)
    run("backup", "copy")


def test_a_backup_comes_back_whole(run, backed_up, adviser):
    """What was there then is there; what came after is said to be older now."""
    consult(adviser, *FINISHED)
    consult(adviser, "helpful")
    done = run("restore", "copy", "--overwrite")
    assert (done.status, done.out) == (0, "1 consultations restored; erased again: 0; older now: 1.\n")
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_a_log_that_is_there_is_replaced_only_when_said_so(run, backed_up):
    """Without --overwrite the log stays as it is."""
    before = read_settings().database.read_bytes()
    done = run("restore", "copy")
    assert (done.status, read_settings().database.read_bytes()) == (2, before)
    assert done.only_line.endswith("exists. To replace the log that is there: --overwrite")


def test_audit_lines_that_are_gone_are_said_to_be(run, backed_up):
    """An old backup is no silent way to get rid of them."""
    settings = read_settings()
    with SqliteStore.open(settings.database, master_key(settings)[0], settings.ledger) as store:
        store.audit(line())
    done = run("restore", "copy", "--overwrite")
    assert done.out.splitlines()[1:] == ["Lines of the audit log that this backup does not have, and that are gone: 1."]


def test_what_was_erased_is_erased_again(run, backed_up, home):
    """An old backup does not bring back what somebody had erased."""
    run("erase", "1")
    done = run("restore", "copy", "--overwrite")
    assert done.out == "1 consultations restored; erased again: 1; older now: 0.\n"
    assert CANARY.encode() not in on_disk(home / "data")
    assert run("erase", "1").status == 1


def test_on_a_new_machine_the_key_is_asked_for_and_none_is_made(run, backed_up, home):
    """Without the key a backup says nothing: the setting is named; a new key would only be in the way."""
    settings = read_settings()
    key = settings.key_file.read_bytes()
    shutil.rmtree(home / "data")
    shutil.rmtree(settings.key_file.parent)
    done = run("restore", "copy")
    assert (done.status, settings.key_file.exists()) == (2, False)
    assert done.only_line.startswith(f"leverage: LEVERAGE_KEY: there is no key at {settings.key_file}")
    settings.key_file.parent.mkdir()
    settings.key_file.write_bytes(key)
    assert run("restore", "copy").status == 0
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_a_backup_of_another_key_is_refused(run, backed_up, monkeypatch, home):
    """The key that it needs is named by its fingerprint; nothing is changed."""
    fingerprint = json.loads((home / "copy" / "manifest.json").read_text())["fingerprint"]
    run("doctor", "--new-key", "other/key")
    monkeypatch.setenv("LEVERAGE_KEY_FILE", "other/key")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere/log.db")
    done = run("restore", "copy")
    assert (done.status, (home / "elsewhere" / "log.db").exists()) == (2, False)
    assert done.only_line.startswith("leverage: copy: not restored, nothing was changed: this backup needs the key")
    assert fingerprint in done.only_line


def test_a_backup_from_before_a_change_of_key_comes_back_with_the_former_key(run, backed_up, monkeypatch, home):
    """--backup-key-file names the key it was made with; what comes back is under the present key."""
    former = read_settings().key_file
    assert run("rotate-key", "new/key").status == 0
    monkeypatch.setenv("LEVERAGE_KEY_FILE", "new/key")
    assert run("restore", "copy", "--overwrite").status == 2
    assert run("restore", "copy", "--overwrite", "--backup-key-file", former).status == 0
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_a_log_in_use_is_not_replaced(run, backed_up):
    """Another process has it open: said so, nothing is changed."""
    with open_store(read_settings()):
        done = run("restore", "copy", "--overwrite")
    assert done.status == 2
    assert "is open in another process; stop it first" in done.only_line


WRONG = {
    "no such folder": shutil.rmtree,
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
    "no ledger": lambda folder: (folder / "ledger").unlink(),
    "damaged": lambda folder: (folder / "log.db").write_bytes(b"\0" * 4096),
    "damaged manifest": lambda folder: (folder / "manifest.json").write_text("{}"),
}


@pytest.mark.parametrize("damage", WRONG.values(), ids=WRONG)
def test_what_is_no_backup_is_refused(run, backed_up, home, damage):
    """One line that names the folder; the log that is there stays as it is."""
    damage(home / "copy")
    done = run("restore", "copy", "--overwrite")
    assert done.status == 2
    assert done.only_line.startswith("leverage: copy")
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_restoring_needs_the_role(run, backed_up, monkeypatch):
    """Only an admin, once there are roles."""
    monkeypatch.setenv("LEVERAGE_AUDITORS", "local:alex")
    assert "it needs the role admin" in run("restore", "copy").only_line
