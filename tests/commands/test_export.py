"""`leverage export`: the consultations as JSON Lines, in the clear."""

import json
import stat

import pytest

from handlers.open import open_store
from handlers.settings import read_settings
from tests.commands.scenes import BEN, CANARY, FINISHED, OurLog, consult


@pytest.fixture(autouse=True)
def lead(home, monkeypatch):
    """Whoever exports is a lead."""
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")


def test_every_consultation_is_a_line(run, adviser):
    """By number, each with its standing and its events; text of any script comes out as it went in."""
    consult(adviser, *FINISHED)
    consult(adviser, "Our supplier in Gdańsk keeps passports 护照", "yes")
    first, second = (json.loads(line) for line in run("export").out.splitlines())
    assert [first["standing"]["number"], second["standing"]["number"]] == [1, 2]
    assert CANARY in first["events"][1]["body"]["situation"]
    assert "Gdańsk keeps passports 护照" in second["events"][1]["body"]["situation"]


def test_a_file_is_for_its_owner_only(run, home, adviser):
    """Exported text lies in the clear: mode 600, and a word about deleting it."""
    consult(adviser, *FINISHED)
    done = run("export", "--output", "log.jsonl")
    assert stat.S_IMODE((home / "log.jsonl").stat().st_mode) == 0o600
    assert done.out == ("1 consultations in log.jsonl, in the clear: delete the file when it is no longer needed.\n")
    assert (home / "log.jsonl").read_text(encoding="utf-8") == run("export").out


def test_no_file_is_overwritten(run, home, adviser):
    """A file that exists is refused and left as it is; a folder that does not is named."""
    consult(adviser, *FINISHED)
    (home / "log.jsonl").write_text("mine")
    done = run("export", "--output", "log.jsonl")
    assert (done.status, (home / "log.jsonl").read_text()) == (2, "mine")
    assert done.only_line == "leverage: log.jsonl: exists already. Name a new file."
    assert (
        run("export", "--output", "none/log.jsonl").only_line == "leverage: none/log.jsonl: No such file or directory"
    )


def test_a_changed_entry_stops_the_export(run, home, adviser):
    """What was tampered with is not exported as if it were true: one line that says how to see more."""
    consult(adviser, *FINISHED)
    with OurLog(home).tampering() as hand:
        hand.execute("UPDATE event SET sealed = zeroblob(length(sealed)) WHERE seq = 2")
    done = run("export")
    assert (done.status, done.out) == (2, "")
    assert done.only_line.startswith("leverage: the log can't be read: ")
    assert done.only_line.endswith("leverage verify")


def test_exporting_needs_the_role(run, adviser, monkeypatch):
    """A lead may; an admin or auditor may not, nor anybody while nobody is named."""
    consult(adviser, *FINISHED)
    monkeypatch.delenv("LEVERAGE_LEADS")
    assert "it needs the role lead (LEVERAGE_LEADS)" in run("export").only_line
    for name in ("LEVERAGE_ADMINS", "LEVERAGE_AUDITORS"):
        monkeypatch.setenv(name, "local:alex")
    assert "it needs the role lead" in run("export").only_line
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")
    assert run("export").status == 0


def test_what_is_kept_about_one_person(run, adviser):
    """In plain words, for an access request; nobody else's is in it, and the audit log names nobody."""
    consult(adviser, *FINISHED)
    consult(adviser, "Our supplier in Gdansk keeps passports", "yes", person=BEN)
    done = run("export", "--person", "local:ben")
    assert "Consultation 0002" in done.out and "Gdansk" in done.out and CANARY not in done.out
    with open_store(read_settings()) as (store, _):
        ((_, line),) = store.audited()
    assert (line.action, line.detail, line.by.user) == ("export", "one person, 1 cases", "alex")


def test_ones_own_needs_no_role(run, adviser, monkeypatch):
    """Everybody may have what is kept about them; of others only a lead."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_LEADS", "local:carol")
    assert CANARY in run("export", "--person", "local:alex").out
    assert "it needs the role lead" in run("export", "--person", "local:ben").only_line


@pytest.mark.parametrize("name", ["", "ben", "slack:U1", "irc:T/U", "local:"])
def test_a_person_that_is_not_understood_is_named(run, adviser, name):
    """One line that says how to write it."""
    consult(adviser, *FINISHED)
    assert "write local:NAME, slack:TEAM/USER or teams:TENANT/USER" in run("export", "--person", name).only_line


def test_each_export_is_in_the_audit_log(run, adviser):
    """How much, and no word of it."""
    consult(adviser, *FINISHED)
    run("export")
    with open_store(read_settings()) as (store, _):
        assert [line.detail for _, line in store.audited()] == ["everything, 1 cases"]
