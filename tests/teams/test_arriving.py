"""The app comes into somebody's chat, or they write where others read along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sampling import long
from tests.teams.acting import SITUATION, Scene
from tests.teams.serving import company, serving
from tests.teams_double import TeamsDouble, plain

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


@long
def test_a_targeted_message_is_answered_in_the_personal_chat(scene):
    """The place is called what it is called in Teams; only who wrote reads the sentence."""
    scene.teams.install("staff1")
    scene.teams.mention("staff1", SITUATION, "general", recipient={"id": "28:bot", "isTargeted": True})
    scene.shows("Here is what I understood")
    seen = scene.teams.wait(lambda: [one for one in scene.teams.messages("general", "staff1") if one["targeted"]])
    assert [plain(one) for one in seen] == ["I answer in our personal chat."]


@long
def test_the_company_s_addresses_can_be_copied(home: Path, tmp_path: Path):
    """Whoever is no member reads where to report, as the company wrote it; what others typed stays inert."""
    (tmp_path / "company.toml").write_text('[contacts]\nreporting_channel = "Speak up: https://speakup.example"\n')
    with TeamsDouble(company()) as teams, serving(teams, LEVERAGE_OVERLAY=str(tmp_path)):
        scene = Scene(teams, "staff1")
        scene.says("My boss touches me. I wrote it on https://elsewhere.example")
        shown = scene.shows("speakup")
        assert "https://speakup.example" in shown
        assert not any("https://elsewhere.example" in said for said in scene.shown())
