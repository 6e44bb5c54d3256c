"""Every transcript of the terminal, typed in Slack: the same advice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.record import Standing
from handlers.open import new_id, open_store, utc_now
from handlers.settings import read_settings
from handlers.terminal import Terminal
from knowledge import load
from tests.log.scenes import Place
from tests.replay import PERSON, lines_said
from tests.sampling import LONG
from tests.slack.serving import TEAM, environment, serving
from tests.slack_double import SlackDouble, User, Workspace

FOLDER = Path(__file__).parent.parent
TRANSCRIPTS = sorted((FOLDER / "conversations").glob("*.txt"))
LOCALES = {"de": "de-DE", "es": "es-ES", "fr": "fr-FR"}


def language_of(path: Path) -> str:
    """The language in a transcript's name ("french.fr.txt")."""
    return path.stem.rpartition(".")[2] if path.stem[-3:-2] == "." else "en"


def typist(number: int, path: Path) -> User:
    """The person who types this transcript, in its language."""
    locale = LOCALES.get(language_of(path), "en-US")
    return User(id=f"UTYPIST{number:03d}", name=f"typist{number}", team_id=TEAM, locale=locale)


def advice_in(standings: Iterator[Standing]) -> list[tuple[str, bool, tuple[str, ...]]]:
    """What was advised: route, warning, levers of each consultation, in order."""
    return [(standing.route, standing.urgent, standing.levers) for standing in standings]


def at_the_terminal(adviser: Adviser, folder: Path, path: Path) -> list[tuple[str, bool, tuple[str, ...]]]:
    """The advice when the transcript is typed at the terminal, today."""
    with Place(folder).open() as store, (folder / "out").open("w", encoding="utf-8") as out:
        assistant = Assistant(adviser, store, now=utc_now, new_id=new_id)
        terminal = Terminal(assistant, PERSON, language_of(path), out, echo=False, width=100)  # type: ignore[arg-type]
        for line in lines_said(path.read_text(encoding="utf-8")):
            terminal.hear(line)
        return advice_in(standing for standing, _ in store.everything())


@pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])
def test_the_transcripts_give_the_same_advice(home, tmp_path, socket):
    """Typed in the direct message, line by line; nothing is posted anywhere but there. Each way half, in the sample."""
    paths = TRANSCRIPTS if LONG else TRANSCRIPTS[socket::2]
    people = [typist(number, path) for number, path in enumerate(paths)]
    overlay = str(FOLDER / "company")
    with SlackDouble(Workspace(users=people, team_id=TEAM)) as slack:
        with serving(slack, socket=socket, LEVERAGE_OVERLAY=overlay):
            for person, path in zip(people, paths, strict=True):
                for line in lines_said(path.read_text(encoding="utf-8")):
                    assert slack.message(person.id, line or " ").acknowledged, (path.name, line)
        with open_store(read_settings(environment(slack, socket=socket))) as (store, _):
            found = {
                path: advice_in(s for s, _ in store.everything() if s.person.user == person.id)
                for person, path in zip(people, paths, strict=True)
            }
            assert store.verify() == ()
        adviser = Adviser(load(FOLDER / "company"))
        for number, path in enumerate(paths):
            expected = at_the_terminal(adviser, tmp_path / str(number), path)
            assert (path.name, found[path]) == (path.name, expected)
        assert {call.arguments["channel"][0] for call in slack.calls if call.method.startswith("chat.")} == {"D"}
