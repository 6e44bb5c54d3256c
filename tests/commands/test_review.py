"""`leverage review`: a lead at the shell."""

import pytest

from tests.commands.scenes import BEN, CANARY, FINISHED, consult


@pytest.fixture(autouse=True)
def roles(home, monkeypatch):
    """Alex leads; Carol audits; Dan is counsel."""
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex,local:lea")
    monkeypatch.setenv("LEVERAGE_AUDITORS", "local:carol")
    monkeypatch.setenv("LEVERAGE_COUNSEL", "local:dan")


def test_the_queue_and_a_case(run, adviser):
    """The queue has the case; opened, it starts with what is asked, and shows no name."""
    consult(adviser, *FINISHED, person=BEN)
    assert "0001 · urgent: forced labour" in run("review").out
    shown = run("review", "1").out
    assert shown.startswith("Case 0001\n  Asked of you") and CANARY in shown
    assert "ben" not in shown.replace("been", "")


def test_acts_take_words(run, adviser):
    """What is typed in the chat is typed here."""
    consult(adviser, *FINISHED, person=BEN)
    assert run("review", "1", "take").out.startswith("You have case 0001.")
    assert "Noted, for leads only." in run("review", "1", "note", "The", "site", "manager", "called").out
    assert "a lead: The site manager called" not in run("review", "1").out
    assert "you: The site manager called" in run("review", "1").out


def test_a_lead_reads_no_case_of_their_own(run, adviser):
    """At the shell as anywhere."""
    consult(adviser, *FINISHED)
    assert "There is no case 0001 that you can read." in run("review", "1").out
    assert "0001" not in run("review").out


def test_without_a_role_nothing_is_shown(run, adviser, monkeypatch):
    """One line says which setting names whom; nobody named is nobody allowed."""
    consult(adviser, *FINISHED, person=BEN)
    monkeypatch.setenv("LOGNAME", "ed")
    assert "it needs the role lead or auditor or counsel" in run("review", "1").only_line
    monkeypatch.setenv("LOGNAME", "alex")
    for name in ("LEVERAGE_LEADS", "LEVERAGE_AUDITORS", "LEVERAGE_COUNSEL"):
        monkeypatch.delenv(name)
    assert "LEVERAGE_LEADS" in run("review", "1").only_line


def test_an_auditor_reads_who_read(run, adviser, monkeypatch):
    """Every reading, act and export at the shell is a line; a lead can't read them."""
    consult(adviser, *FINISHED, person=BEN)
    run("review", "urgent")
    run("review", "1")
    run("review", "1", "take")
    assert "it needs the role auditor" in run("audit").only_line
    monkeypatch.setenv("LOGNAME", "carol")
    lines = run("audit").out
    actions = [line.split('"action": "')[1].split('"')[0] for line in lines.splitlines()]
    assert actions == ["list_cases", "read_case", "take", "read_audit"]
    assert '"by": "local:alex"' in lines and CANARY not in lines
    assert run("audit", "--after", "3").out.count("\n") == 2


def test_what_an_admin_does_is_audited(run, adviser, monkeypatch, home):
    """Backup, verify, restore and erasing another's consultation each leave a line."""
    monkeypatch.setenv("LEVERAGE_ADMINS", "local:alex")
    monkeypatch.setenv("LEVERAGE_AUDITORS", "local:alex")
    consult(adviser, *FINISHED, person=BEN)
    run("verify")
    run("backup", "kept")
    run("erase", "1")
    run("restore", "kept", "--overwrite")
    actions = [line.split('"action": "')[1].split('"')[0] for line in run("audit").out.splitlines()]
    assert actions == ["verify", "backup", "erase_again", "restore", "read_audit"], "what came after the backup is gone"
    assert run("verify").out.startswith("Whole: 0 consultations.")
