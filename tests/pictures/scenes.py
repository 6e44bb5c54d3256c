"""What is drawn: one consultation in Slack from its form to the lead on duty, as the real server sends it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands.scenes import ROOT
from tests.pictures.desks import desks
from tests.pictures.picture import Picture
from tests.slack.desk import AtDesk
from tests.slack.serving import ALEX, LEAD, SECOND_LEAD, company, serving
from tests.slack_double import SlackDouble, plain
from tests.slack_double.texts import Json

GERDA, NEWCOMER, COUNSEL = "UGERDA0001", "USTAFF0001", "USTAFF0002"
TOLD = "kids pack boxes at our supplier's mill, the audit is next week, we take most of their output"
TOLD_IN_GERMAN = "Unser Lieferant behält die Pässe der Arbeiter ein, nächste Woche ist das Audit"
SENT = 15
"""Seconds after which a card that is not there never will be."""


@dataclass(frozen=True)
class Someone:
    """A person at Slack."""

    slack: SlackDouble
    user: str

    def says(self, *lines: str) -> None:
        """Type these into the direct message."""
        for line in lines:
            self.slack.message(self.user, line)

    def card(self, text: str, below: Json | None = None) -> Json:
        """The newest card of the direct message that holds this text, once it is there."""
        after = below["ts"] if below else ""
        return self._newest(text, lambda: [m for m in self.slack.messages(self.user) if m["ts"] > after])

    def finds(self, query: str, text: str) -> Json:
        """What `/levers` answers."""
        self.slack.slash(self.user, "general", "/levers", query)
        return self._newest(text, lambda: self.slack.ephemeral(self.user, "general"))

    def form(self) -> Json:
        """The form that `/leverage` opens."""
        self.slack.slash(self.user, "general", "/leverage")
        return self.slack.wait(lambda: self.slack.view(self.user), SENT)

    def home(self, text: str) -> Json:
        """The Home tab."""
        self.slack.open_home(self.user)
        return self._newest(text, lambda: [home] if (home := self.slack.home(self.user)) else [])

    def _newest(self, text: str, there: Callable[[], list[Json]]) -> Json:
        return self.slack.wait(lambda: next((m for m in reversed(there()) if text in plain(m)), None), SENT)


def pictures() -> Iterator[Picture]:
    """Every card that is drawn, in the order in which people meet them."""
    with _slack() as slack:
        yield from _beginnings(Someone(slack, NEWCOMER))
        yield from _consultation(Someone(slack, ALEX), Someone(slack, LEAD))
        yield from _look_ups(Someone(slack, ALEX))
        Someone(slack, GERDA).says("new A customer of our bank pays its cleaners below the minimum wage in Chile")
        yield from desks(*(AtDesk(slack, False, user) for user in (LEAD, SECOND_LEAD, COUNSEL, ALEX)))
        yield from _in_german(Someone(slack, GERDA))


def _beginnings(newcomer: Someone) -> Iterator[Picture]:
    yield Picture("form", "What is going on?", newcomer.form())
    newcomer.says("hi")
    yield Picture("hello", "What is going on?", newcomer.card("What is going on?"))
    newcomer.says("help")
    yield Picture("help", "At any time", newcomer.card("At any time"))


def _consultation(alex: Someone, lead: Someone) -> Iterator[Picture]:
    alex.says(TOLD)
    yield Picture("summary", "Here is what I understood", alex.card("Here is what I understood"))
    alex.says("yes")
    alex.slack.click(alex.user, alex.card("What is true, as far as you know?"), text="Why")
    yield Picture("question", "What is true, as far as you know?", alex.card("Why we ask"))
    alex.card("The lead on duty was told at")  # Until then the banner of the result would say that it is under way.
    alex.says("2", "1 and 4", "3", "skip")
    result = alex.card("Levers, best first")
    yield Picture("result", "Levers, best first", result)
    alex.slack.click(alex.user, result, "press:persuade:0")
    yield Picture("part", "How to persuade", alex.card("How to persuade", below=result))
    yield Picture("lead", "Urgent:", lead.card("I have it"))


def _look_ups(alex: Someone) -> Iterator[Picture]:
    found = alex.finds("jv before the contract", "Negotiating a contract")
    yield Picture("look-up", "Joint-venture and other partners", found)
    yield Picture("lever", "Audits as a means to engagement", alex.finds("SUP-A2", "What it does"))
    yield Picture("home", "Your consultations", alex.home("Your consultations"))


def _in_german(gerda: Someone) -> Iterator[Picture]:
    gerda.says(TOLD_IN_GERMAN, "ja")
    asked = "Was trifft zu, soweit du weißt?"
    yield Picture("question-de", asked, gerda.card(asked), "de")


@contextmanager
def _slack() -> Iterator[SlackDouble]:
    """The double with the server beside it, whose home is a folder that ends with the block."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        SlackDouble(company()) as slack,
    ):
        home = Path(folder) / "home"
        home.mkdir()
        patch.setenv("HOME", str(home))
        with serving(slack, socket=False, LEVERAGE_OVERLAY=str(ROOT / "tests/company"), LEVERAGE_COUNSEL=COUNSEL):
            yield slack
