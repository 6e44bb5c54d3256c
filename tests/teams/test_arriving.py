"""The app comes into somebody's chat, or they write where others read along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.teams.acting import SITUATION, Scene
from tests.teams.serving import company, serving
from tests.teams_double import TeamsDouble

GREETING = "What is going on?"


@pytest.fixture
def scene(home: Path) -> Iterator[Scene]:
    """The server beside the double; somebody who has not installed the app yet."""
    with TeamsDouble(company()) as teams, serving(teams):
        yield Scene(teams, "staff1")


def test_an_arrival_is_greeted_once(scene):
    """Teams tells of it in two ways at the same time: a conversationUpdate and an installationUpdate."""
    assert [answer.status for answer in scene.teams.install("staff1")] == [200, 200]
    scene.shows(GREETING)
    scene.says("help")
    scene.shows("new")
    assert sum(GREETING in said and "Asking accuses nobody" in said for said in scene.shown()) == 1


def test_the_personal_chat_says_who_can_read_what_was_written_elsewhere(scene):
    """In words that are true there: nobody else reads along in it."""
    scene.teams.install("staff1")
    assert scene.teams.mention("staff1", SITUATION, "general").status == 200
    assert "They can read that message" in scene.shows("where others read along")
    assert not any("Only you see this" in said or "direct message" in said for said in scene.shown())
