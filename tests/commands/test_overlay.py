"""`leverage overlay export`: what was approved becomes a file for the company's folder."""

from knowledge import load
from tests.commands.scenes import BEN, FINISHED, consult

TEXT = 'A questionnaire "before" the renewal brought the fees to light, in Gdańsk too.'


def approved(run, adviser, monkeypatch) -> None:
    """An example: proposed by one lead, agreed to by its asker, approved by the other."""
    monkeypatch.setenv("LEVERAGE_LEADS", "local:alex,local:lea")
    consult(adviser, *FINISHED, person=BEN)
    run("review", "1", "outcome", "SUP-A4", "worked")
    run("review", "1", "example", "SUP-A4", TEXT)
    consult(adviser, "agree 1", person=BEN)
    run("review", "1", "approve")


def test_the_file_is_read_back_as_it_was(run, adviser, home, monkeypatch):
    """Quotes and letters of any script; the company's folder takes it."""
    approved(run, adviser, monkeypatch)
    (home / "company").mkdir()
    assert run("overlay", "export", "company").out == "1 examples in company/company-examples.toml.\n"
    (example,) = load(home / "company").examples_of("SUP-A4")
    assert example.text == TEXT


def test_where_there_is_no_folder_nothing_is_written(run, adviser, home, monkeypatch):
    """One line that says what to do."""
    approved(run, adviser, monkeypatch)
    assert run("overlay", "export", "nowhere").only_line == "leverage: nowhere: no such folder. Make it first."
