"""`leverage erase`: a consultation's words, gone for good."""

import pytest

from tests.commands.scenes import BEN, CANARY, FINISHED, consult, on_disk


def test_what_is_erased_is_gone(run, home, adviser):
    """The number is said; neither export nor any file holds a word of it; the log is whole."""
    consult(adviser, *FINISHED)
    done = run("erase", "0001")
    assert (done.status, done.out) == (
        0,
        "Case 0001 is erased. Backups made before still hold it until they are deleted.\n",
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


def test_erasing_begins_no_log(run, home):
    """Where there is no log there is nothing to erase, and nothing is made."""
    assert run("erase", "1").status == 2
    assert list(home.rglob("*")) == []
