"""`leverage erase`: a consultation's words, gone for good."""

import pytest

from bot.record import Term, Turn
from handlers.open import open_store
from handlers.settings import read_settings
from tests.commands.scenes import BEN, CANARY, FINISHED, consult, on_disk


def test_what_is_erased_is_gone(run, home, adviser):
    """The number is said; neither export nor any file holds a word of it; the log is whole."""
    consult(adviser, *FINISHED)
    done = run("erase", "0001")
    assert (done.status, done.out) == (
        0,
        "Case 0001 is erased. Backups made before still hold it until they are deleted.\n"
        "What a terminal has shown can't be taken back: clear its window and its history.\n",
    )
    assert run("export").out == ""
    assert run("verify").out == "Whole: 0 consultations.\n"
    assert CANARY.encode() not in on_disk(home)


@pytest.mark.parametrize("number", ["7", "0", "999999999999", "٧"])
def test_an_unknown_case_is_exit_status_1(run, adviser, number):
    """No such case: the answer is no."""
    consult(adviser, *FINISHED)
    done = run("erase", number)
    assert (done.status, done.out) == (1, f"There is no case {number}.\n")


@pytest.mark.parametrize("number", ["SUP-A2", "-1", "1.0", "", " ", "1 OR 1=1", "9" * 30, "9" * 5_000, "¹", "🙂"])
def test_what_is_no_number_is_named(run, adviser, number):
    """One line that says what a case number looks like; nothing is erased."""
    consult(adviser, *FINISHED)
    done = run("erase", number)
    assert (done.status, done.out) == (2, "")
    assert done.only_line.startswith("leverage")
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_ones_own_needs_no_role_and_that_of_others_does(run, adviser, monkeypatch):
    """Everybody may erase what is theirs; what is another's only an admin."""
    consult(adviser, *FINISHED)
    consult(adviser, *FINISHED, person=BEN)
    monkeypatch.setenv("LEVERAGE_ADMINS", "local:carol")
    refused = run("erase", "2")
    assert (refused.status, "it needs the role admin" in refused.only_line) == (2, True)
    assert run("erase", "1").status == 0
    monkeypatch.setenv("LOGNAME", "carol")
    assert run("erase", "2").status == 0


def test_what_counsel_keeps_is_refused(run, adviser):
    """Exit status 1, with whom to ask; nothing is erased."""
    consult(adviser, *FINISHED)
    with open_store(read_settings()) as (store, _):
        row = store.by_number(1)
        held = row.model_copy(update={"revision": row.revision + 1, "term": Term(kind="held", since=row.changed_at)})
        store.save(Turn(delivery="hold", revision=row.revision, standing=held))
    done = run("erase", "1")
    assert (done.status, done.out) == (
        1,
        "Case 0001 is kept at the request of counsel, so it can't be erased. Ask counsel to end the hold.\n",
    )
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_the_audit_log_says_who_erased_and_not_who_asked(run, adviser, monkeypatch):
    """One's own was erased by its asker, whoever that is; another's by the admin."""
    consult(adviser, *FINISHED)
    consult(adviser, *FINISHED, person=BEN)
    run("erase", "1")
    monkeypatch.setenv("LEVERAGE_ADMINS", "local:carol")
    monkeypatch.setenv("LOGNAME", "carol")
    run("erase", "2")
    with open_store(read_settings()) as (store, _):
        lines = [(line.by.user, line.action, line.number) for _, line in store.audited()]
    assert lines == [("(asker)", "erase_own", 1), ("carol", "erase_any", 2)]


def test_erasing_begins_no_log(run, home):
    """Where there is no log there is nothing to erase, and nothing is made."""
    assert run("erase", "1").status == 2
    assert list(home.rglob("*")) == []
