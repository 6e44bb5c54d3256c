"""`leverage backup`: a copy of the log while it is in use."""

import json
from datetime import UTC, datetime, timedelta

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


def taken(home, name, days, **changed):
    """A backup that says that it was taken so many days ago."""
    path = home / "backups" / name / "manifest.json"
    manifest = json.loads(path.read_text()) | changed
    at = datetime.now(UTC) - timedelta(days=days)
    path.write_text(json.dumps(manifest | {"taken_at": at.isoformat()}))


def test_older_backups_of_the_same_log_are_deleted(run, home, adviser):
    """By what their manifests say, and each is named; younger ones stay, as does the new one."""
    consult(adviser, *FINISHED)
    for name, days in (("old", 31), ("young", 29)):
        run("backup", f"backups/{name}")
        taken(home, name, days)
    done = run("backup", "backups/new", "--keep", "30")
    assert done.out.splitlines()[1:] == [f"Deleted, older than 30 days: {home / 'backups' / 'old'}"]
    assert sorted(path.name for path in (home / "backups").iterdir()) == ["new", "young"]


def test_nothing_else_is_deleted(run, home, adviser):
    """Another log's, what is no backup, a link to one, a folder in which something else lies too."""
    consult(adviser, *FINISHED)
    for name in ("theirs", "beside"):
        run("backup", f"backups/{name}")
    taken(home, "theirs", 99, log="another")
    taken(home, "beside", 99)
    (home / "backups" / "beside" / "notes.txt").write_text("mine")
    (home / "backups" / "no backup").mkdir()
    (home / "backups" / "file").touch()
    run("backup", "elsewhere/old")
    (home / "elsewhere" / "old").rename(home / "old")
    (home / "backups" / "link").symlink_to(home / "old")
    done = run("backup", "backups/new", "--keep", "30")
    left = f"Older than 30 days, and not deleted, as something else lies in it: {home / 'backups' / 'beside'}"
    assert done.out.splitlines()[1:] == [left]
    assert len(list((home / "backups").iterdir())) == 6


def test_the_company_can_set_the_days(run, home, adviser, monkeypatch):
    """For every backup that says nothing else; 0 deletes none, and neither does saying nothing."""
    consult(adviser, *FINISHED)
    run("backup", "backups/old")
    taken(home, "old", 31)
    assert "Deleted" not in run("backup", "backups/first").out
    monkeypatch.setenv("LEVERAGE_BACKUP_DAYS", "30")
    assert "Deleted" not in run("backup", "backups/second", "--keep", "0").out
    assert "Deleted" in run("backup", "backups/third").out


def test_days_that_can_not_be_are_named(run, adviser):
    """Nothing is backed up and nothing deleted."""
    consult(adviser, *FINISHED)
    assert "give a whole number of days" in run("backup", "backups/new", "--keep", "-1").only_line
