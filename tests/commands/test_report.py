"""`leverage report`: published once, for a quarter that is over, by who may."""

import json
import stat
from datetime import UTC, datetime

import pytest

from bot.record import Event, Person, Standing, Turn
from handlers.open import open_store
from handlers.settings import read_settings
from tests.commands.contract import documented, paths
from tests.commands.scenes import ALEX, CANARY

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
AUGUST = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lead(home, monkeypatch):
    """Whoever publishes is a lead."""
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """It is November 2026, and no lot is drawn."""
    monkeypatch.setattr("handlers.commands.report.utc_now", lambda: NOW)
    monkeypatch.setattr("handlers.commands.report._lot", lambda: False)


def consulted(count: int, at: datetime = AUGUST, first: int = 1, person: Person = ALEX) -> None:
    """So many consultations about a supplier, of which one is about customers too."""
    with open_store(read_settings(), begins=True) as (store, _made):
        for number in range(first, first + count):
            actors = ["SUP", "CUS"] if number == first else ["SUP"]
            told = {"situation": CANARY, "proposed": {}, "route": "leverage", "traces": False}
            bodies = {
                "started": {"id": f"c{number}", "number": number, "person": person.model_dump(), "language": "en"},
                "told": told,
                "answered": {"question": "actor", "values": actors},
            }
            standing = Standing(
                consultation=f"c{number}",
                number=number,
                person=person,
                state="open",
                route="leverage",
                urgent=False,
                revision=3,
                started_at=at,
                changed_at=at,
                levers=("SUP-A2", "SUP-B1", "SUP-C1"),
            )
            events = tuple(Event(kind=kind, at=at, body=body) for kind, body in bodies.items())
            store.save(Turn(delivery=f"d{number}", standing=standing, events=events))


def figures(out: str, table: str) -> dict[str, int | None]:
    """The rows of a table of the JSON."""
    tables = {one["id"]: one["rows"] for one in json.loads(out)["tables"]}
    return {row["id"]: row["at_least"] for row in tables[table]}


def test_a_quarter_is_published(run):
    """As cards: what it is, its tables with what is hidden, how to read it, and why; with the source."""
    consulted(12)
    done = run("report", "2026-q3")
    assert done.status == 0
    for said in (
        "Quarterly report 2026-Q3",
        "2026-07-01 – 2026-09-30",
        "A supplier, contractor or labour agency: at least 10",
        "SUP-A2 Audits as a means to engagement: at least 10",
        "All other rows are hidden.",
        'Every figure says "at least"',
        "(Shift 2013, III.1, III.3: INT-1.3, INT-3.2, INT-3.2a)",
    ):
        assert said in done.out, said
    assert "customer" not in done.out
    assert CANARY not in done.out


def test_it_stays_as_it_was_published(run):
    """More consultations, and erasures, change nothing: not a byte."""
    consulted(12)
    first = run("report", "2026-Q3", "--json").out
    consulted(30, first=20)
    for number in range(1, 10):
        assert run("erase", number).status == 0
    assert run("report", "2026-Q3", "--json").out == first
    assert figures(first, "actor")["SUP"] == 10
    assert figures(first, "actor")["CUS"] is None


def test_a_quarter_that_is_not_over_is_refused(run):
    """With the day from which it can be published, and nothing is kept."""
    consulted(12, at=NOW)
    done = run("report", "2026-Q4")
    assert (done.status, done.out) == (2, "")
    assert done.only_line == "leverage: 2026-Q4 is not over. It can be published from 2027-01-01 (UTC) on."
    assert run("report", "2031-Q1").only_line.endswith("from 2031-04-01 (UTC) on.")
    assert json.loads(run("report", "--json").out)["published"] == []


def test_what_is_no_quarter_or_too_old_is_refused(run):
    """One line that says what to write, or where to look."""
    consulted(1)
    assert run("report", "autumn").only_line == "leverage: autumn: this is no quarter. Write it like 2026-Q3."
    done = run("report", "2026-Q2")
    assert (
        done.only_line == "leverage: 2026-Q2: the log holds nothing so old. See what can be published: leverage report"
    )
    assert run("report", "--html", "report.html").only_line.startswith("leverage: --html: name the quarter")


def test_the_list(run):
    """What is published, what can be, and when the running quarter can be; for scripts too."""
    consulted(1, at=datetime(2026, 2, 1, tzinfo=UTC))
    run("report", "2026-Q1")
    out = run("report").out
    assert "Published          2026-Q1\n" in out
    assert "Can be published   2026-Q2, 2026-Q3\n" in out
    assert "not over; can be published from 2027-01-01 (UTC)" in out
    listed = json.loads(run("report", "--json").out)
    assert listed == {"published": ["2026-Q1"], "can_be_published": ["2026-Q2", "2026-Q3"]}


def test_a_page_is_for_its_owner_only(run, home):
    """Mode 600, in the language asked for; no file is overwritten."""
    consulted(12)
    done = run("report", "2026-Q3", "--html", "report.html", "--language", "de")
    assert done.out == "Written to report.html: open it in a browser.\n"
    page = home / "report.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert '<html lang="de">' in page.read_text(encoding="utf-8")
    assert run("report", "2026-Q3", "--html", "report.html").only_line == (
        "leverage: report.html: exists already. Name a new file."
    )


def test_who_may(run, monkeypatch):
    """A lead publishes, an auditor reads what is published, nobody else does either."""
    consulted(12)
    for name, place in (("LEADS", "local:ana"), ("AUDITORS", "local:alex")):
        monkeypatch.setenv(f"LEVERAGE_{name}", place)
    assert "it needs the role lead (LEVERAGE_LEADS)" in run("report", "2026-Q3").only_line
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex")
    assert run("report", "2026-Q3").status == 0
    monkeypatch.setenv("LEVERAGE_LEADS", "local:ana")
    assert run("report", "2026-Q3").status == 0
    monkeypatch.setenv("LEVERAGE_AUDITORS", "local:ana")
    monkeypatch.setenv("LEVERAGE_ADMINS", "local:alex")
    assert "it needs the role lead or auditor" in run("report").only_line
    assert "it needs the role lead or auditor" in run("report", "2026-Q3").only_line


def test_the_fields_are_documented(run):
    """docs/machine-readable.md names them all, and no other."""
    consulted(12, at=datetime(2026, 5, 2, tzinfo=UTC))
    run("report", "2026-Q2")
    assert documented("leverage report --json") == paths(json.loads(run("report", "--json").out))
    assert documented("leverage report QUARTER --json") == paths(json.loads(run("report", "2026-Q3", "--json").out))
