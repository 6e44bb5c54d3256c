"""`leverage retention`: what has outlived its time, counted or erased."""

from datetime import timedelta

import pytest

from handlers.commands import retention
from handlers.open import utc_now
from tests.commands.scenes import CANARY, FINISHED, consult, on_disk


@pytest.fixture
def later(monkeypatch):
    """More than a year has passed."""
    monkeypatch.setattr(retention, "utc_now", lambda: utc_now() + timedelta(days=366))


def test_a_dry_run_counts(run, adviser, later):
    """And erases nothing."""
    consult(adviser, *FINISHED)
    assert "      1  cases whose days are over\n" in run("retention", "--dry-run").out
    assert run("verify").out == "Whole: 1 consultations.\n"


def test_what_is_over_is_erased(run, home, adviser, later):
    """How much is said, and nothing else."""
    consult(adviser, *FINISHED)
    done = run("retention")
    assert done.out.startswith("Removed:\n        1  cases whose days are over\n")
    assert CANARY not in done.out and CANARY.encode() not in on_disk(home)
    assert run("verify").out == "Whole: 0 consultations.\n"
    assert "      0  cases" in run("retention").out


def test_what_is_not_over_stays(run, adviser, monkeypatch):
    """The company's own days count."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_RETENTION_DAYS", "1")
    assert "      0  cases" in run("retention").out


def test_it_needs_the_role(run, adviser, monkeypatch):
    """Only an admin, once there are roles."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")
    assert "it needs the role admin" in run("retention").only_line
