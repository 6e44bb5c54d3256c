"""`leverage verify`: is the log whole?"""

from handlers.settings import read_settings
from tests.commands.scenes import FINISHED, consult


def test_a_whole_log_is_said_to_be_whole(run, adviser):
    """Exit status 0, and how many consultations there are."""
    consult(adviser, *FINISHED)
    consult(adviser, *FINISHED)
    done = run("verify")
    assert (done.status, done.out, done.err) == (0, "Whole: 2 consultations.\n", "")


def test_where_there_is_no_log_none_is_made(run):
    """Nothing to verify: said with what begins a log; neither key nor log is made by asking."""
    done = run("verify")
    settings = read_settings()
    assert done.status == 2
    assert done.only_line == (
        f"leverage: DATABASE_URL: there is no log at {settings.database} yet. Start one with: leverage chat"
    )
    assert [settings.database.exists(), settings.key_file.exists()] == [False, False]


def test_a_finding_is_a_line_and_exit_status_1(run, adviser):
    """A ledger that is gone was perhaps taken away: the answer is no, and stays no."""
    consult(adviser, *FINISHED)
    read_settings().ledger.unlink()
    done = run("verify")
    assert (done.status, done.out) == (1, "")
    assert done.only_line.startswith("ledger: the ledger was missing when the log was opened")
    assert run("verify").status == 1


def test_a_file_that_is_no_log_is_named(run, adviser):
    """Rubbish in place of the database: one line with the way back, no crash."""
    consult(adviser, *FINISHED)
    database = read_settings().database
    database.write_bytes(b"rubbish " * 1_000)
    done = run("verify")
    assert done.status == 2
    assert done.only_line.startswith(f"leverage: DATABASE_URL: {database} is no log, or it is damaged")
    assert done.only_line.endswith("leverage restore FOLDER --overwrite")


def test_who_may_not_is_told_who_may(run, adviser, monkeypatch):
    """As soon as roles are given out, verifying needs one of them."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_LEADS", "local:ben")
    done = run("verify")
    assert done.status == 2
    assert done.only_line == (
        "leverage: local:alex may not do this: it needs the role lead or auditor or admin "
        "(LEVERAGE_LEADS, LEVERAGE_AUDITORS, LEVERAGE_ADMINS)."
    )
    monkeypatch.setenv("LEVERAGE_AUDITORS", "local:alex")
    assert run("verify").status == 0
