"""`leverage backup`: a copy of the log while it is in use."""

import json

from handlers.open import open_store
from handlers.settings import read_settings
from tests.commands.scenes import CANARY, FINISHED, consult, on_disk


def test_a_backup_says_what_it_holds_and_which_key_opens_it(run, home, adviser):
    """The count, the folder and the key's fingerprint; no word of anyone lies in it in the clear, nor the key."""
    consult(adviser, *FINISHED)
    done = run("backup", "copy")
    manifest = json.loads((home / "copy" / "manifest.json").read_text())
    assert done.out == f"1 consultations in copy; key {manifest['fingerprint']} (keep it elsewhere).\n"
    assert (done.status, manifest["consultations"]) == (0, 1)
    kept = on_disk(home / "copy")
    assert CANARY.encode() not in kept
    assert read_settings().key_file.read_bytes().strip() not in kept


def test_a_backup_is_taken_while_the_log_is_in_use(run, adviser):
    """Nobody has to stop for it."""
    consult(adviser, *FINISHED)
    with open_store(read_settings()):
        assert run("backup", "copy").status == 0


def test_nothing_is_overwritten(run, home, adviser):
    """A folder that exists is refused and left as it is."""
    consult(adviser, *FINISHED)
    (home / "copy").mkdir()
    done = run("backup", "copy")
    assert (done.status, list((home / "copy").iterdir())) == (2, [])
    assert done.only_line == "leverage: copy exists. Name a folder that does not exist yet."


def test_a_place_that_can_not_be_written_is_named(run, home, adviser):
    """One line with the place, no crash."""
    consult(adviser, *FINISHED)
    (home / "file").touch()
    done = run("backup", "file/copy")
    assert done.status == 2
    assert done.only_line.startswith("leverage: file/")


def test_where_there_is_no_log_there_is_no_backup(run, home):
    """An empty backup of nothing would be mistaken for one."""
    assert run("backup", "copy").status == 2
    assert list(home.rglob("*")) == []


def test_backing_up_needs_the_role(run, adviser, monkeypatch):
    """Only an admin, once there are roles."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")
    assert "it needs the role admin" in run("backup", "copy").only_line
