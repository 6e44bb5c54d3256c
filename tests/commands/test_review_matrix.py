"""Every right of review at the shell, cell by cell: the command, the settings and the log are the real ones."""

from collections.abc import Iterator

import pytest

from bot.messages import Incoming
from bot.record import Person
from handlers.open import new_id, open_assistant, open_store
from handlers.settings import read_settings
from tests.commands.scenes import Run
from tests.review.desks import ADMIN, ASKER, AUDITOR, COUNSEL, LEA, LEO, LIZ, SITUATION
from tests.review.matrix import CELLS, Cell, ready, told

NAMED = {
    "LEVERAGE_LEADS": (LEA, LEO, LIZ),
    "LEVERAGE_AUDITORS": (AUDITOR,),
    "LEVERAGE_ADMINS": (ADMIN,),
    "LEVERAGE_COUNSEL": (COUNSEL,),
}
HERE = [cell for cell in CELLS if cell.who != "lead of another workspace"]
"""At the shell every workspace is the same one."""


class Shell:
    """People at one machine: leads use the command, whoever asks uses the chat there."""

    def __init__(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        self._run, self._monkeypatch = run, monkeypatch

    def hears(self, person: Person, text: str) -> str:
        """What a person reads."""
        self._monkeypatch.setenv("LOGNAME", person.user)
        if text.startswith("review "):
            return self._run("review", *text.split()[1:]).out
        self._says(person, text)
        return ""

    def consults(self, person: Person) -> int:
        """A consultation of this person; its number."""
        self._says(person, f"new {SITUATION}")
        with open_store(read_settings()) as (store, _):
            return store.of_person(_local(person))[0].number

    def kinds(self, number: int) -> list[str]:
        """What has happened in a case, but for its being read."""
        with open_store(read_settings()) as (store, _):
            events = store.events(store.by_number(number).consultation)
            return [event.kind for event in events if event.kind != "review_read"]

    def _says(self, person: Person, text: str) -> None:
        settings = read_settings()
        with open_store(settings, begins=True) as (store, _):
            who = _local(person)
            said = Incoming(person=who, place=who.private_place, delivery=new_id(), text=text)
            open_assistant(settings, store).handle(said)


def _local(person: Person) -> Person:
    return Person(channel="local", workspace="", user=person.user)


@pytest.fixture
def shell(run, home, adviser, monkeypatch) -> Iterator[Shell]:
    """With everybody named, and content that is loaded once."""
    for name, people in NAMED.items():
        monkeypatch.setenv(name, ",".join(f"local:{person.user}" for person in people))
    monkeypatch.setattr("handlers.open.Adviser", lambda _: adviser)
    monkeypatch.setattr("handlers.open.open_knowledge", lambda _: adviser.knowledge)
    yield Shell(run, monkeypatch)
    adviser.learn(())


@pytest.mark.parametrize("cell", HERE, ids=lambda cell: f"{cell.who}-{cell.act}-{'own' if cell.own else 'other'}")
def test_an_act_is_done_if_the_table_allows_it(shell: Shell, cell: Cell):
    """And only then: else nothing happens in the case, whatever is typed."""
    number = ready(shell, cell.act, cell.person if cell.own else ASKER)
    before = shell.kinds(number)
    shell.hears(cell.person, f"review {number} {cell.act} {told(cell.act, number)}".strip())
    assert (shell.kinds(number) != before) == cell.allowed
