"""Every transcript of the terminal, typed in every chat: the same advice."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
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
from tests.sampling import LONG, long
from tests.slack.serving import TEAM, environment, serving
from tests.slack_double import SlackDouble, User, Workspace
from tests.teams import serving as teams_serving
from tests.teams_double import Person, TeamsDouble, Tenant

FOLDER = Path(__file__).parent.parent
TRANSCRIPTS = sorted((FOLDER / "conversations").glob("*.txt"))
LOCALES = {"en": "en-US", "de": "de-DE", "es": "es-ES", "fr": "fr-FR"}
OVERLAY = str(FOLDER / "company")


def language_of(path: Path) -> str:
    """The language in a transcript's name ("french.fr.txt")."""
    return path.stem.rpartition(".")[2] if path.stem[-3:-2] == "." else "en"


def in_slack(paths: Sequence[Path], *, socket: bool) -> tuple[dict[str, str], list[str]]:
    """Type the transcripts in Slack; the server's environment, and the typists' ids."""
    users = [
        User(id=f"UTYPIST{n:03d}", name=f"typist{n}", team_id=TEAM, locale=LOCALES[language_of(path)])
        for n, path in enumerate(paths)
    ]
    with SlackDouble(Workspace(users=users, team_id=TEAM)) as slack:
        with serving(slack, socket=socket, LEVERAGE_OVERLAY=OVERLAY):
            for user, path in zip(users, paths, strict=True):
                for line in typed_in(path):
                    assert slack.message(user.id, line).acknowledged, (path.name, line)
        assert {call.arguments["channel"][0] for call in slack.calls if call.method.startswith("chat.")} == {"D"}
        return environment(slack, socket=socket), [user.id for user in users]


def in_teams(paths: Sequence[Path]) -> tuple[dict[str, str], list[str]]:
    """Type them in Teams."""
    people = [Person(f"typist{n}", locale=LOCALES[language_of(path)]) for n, path in enumerate(paths)]
    leads = [Person(name) for name in (teams_serving.LEAD, teams_serving.SECOND_LEAD)]
    with TeamsDouble(Tenant(people=[*people, *leads], chats=[], teams=[])) as teams:
        with teams_serving.serving(teams, LEVERAGE_OVERLAY=OVERLAY, LEVERAGE_LEADS=""):
            for person, path in zip(people, paths, strict=True):
                for line in typed_in(path):
                    assert teams.message(person, line).acknowledged, (path.name, line)
        return teams_serving.environment(teams), [person.aad_id for person in people]


def typed_in(path: Path) -> list[str]:
    """What a person types in this transcript; an empty line as a space, which a chat can send."""
    return [line or " " for line in lines_said(path.read_text(encoding="utf-8"))]


WAYS: dict[str, Callable[[Sequence[Path]], tuple[dict[str, str], list[str]]]] = {
    "slack http": partial(in_slack, socket=False),
    "slack socket": partial(in_slack, socket=True),
    "teams": in_teams,
}


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


@pytest.mark.parametrize("way", [pytest.param(way, marks=long) if "socket" in way else way for way in WAYS])
def test_the_transcripts_give_the_same_advice(home, tmp_path, way):
    """Typed in the private chat, line by line, they are answered there only. In the sample each way types a few."""
    paths = TRANSCRIPTS if LONG else TRANSCRIPTS[list(WAYS).index(way) :: len(TRANSCRIPTS) // 2]
    settings, users = WAYS[way](paths)
    with open_store(read_settings(settings)) as (store, _):
        found = {
            path: advice_in(s for s, _ in store.everything() if s.person.user == user)
            for user, path in zip(users, paths, strict=True)
        }
        assert store.verify() == ()
    adviser = Adviser(load(FOLDER / "company"))
    for number, path in enumerate(paths):
        expected = at_the_terminal(adviser, tmp_path / str(number), path)
        assert (path.name, found[path]) == (path.name, expected)
