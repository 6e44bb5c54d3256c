"""The result as a document in the direct message, against the real server."""

import pytest

from tests.slack.acting import CANARY, Scene
from tests.slack_double import Faults


def files_of(scene: Scene) -> list:
    """The documents that this person was sent."""
    place = scene.slack.workspace.im_with(scene.user).id
    return [file for file in scene.slack.files if place in file.channels]


@pytest.mark.parametrize("by", ["a word", "a button"])
def test_the_result_comes_as_a_document(scene: Scene, by: str):
    """In the direct message, once, however often Slack delivers the wish; the situation is not in it."""
    scene.tell()
    scene.to_the_result()
    before = scene.kept()
    scene.slack.faults = Faults(repeat=1.0, seed=1)
    scene.tap("Export") if by == "a button" else scene.slack.message(scene.user, "export")
    scene.shows("Here is your result as a document.")
    (file,) = files_of(scene)
    assert file.name.startswith("consultation-")
    assert file.name.endswith(".txt")
    assert "Levers, best first" in file.text()
    assert "·" in file.text()
    assert CANARY not in file.text()
    assert scene.kept() == before


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ("files.getUploadURLExternal", "missing_scope"),
        ("upload", "server_error"),
        ("files.completeUploadExternal", "channel_not_found"),
        ("files.completeUploadExternal", "dropped_after"),
        ("files.completeUploadExternal", "rate_limited"),
    ],
)
def test_a_document_that_slack_does_not_take_is_said(scene: Scene, call: str, fault: str):
    """A sentence, no crash; the result is where it was."""
    scene.tell()
    scene.to_the_result()
    scene.slack.next(call, fault)
    scene.slack.message(scene.user, "export")
    scene.shows("the document did not arrive")
    assert not any("went wrong" in said for said in scene.shown())
    assert any("Levers, best first" in said for said in scene.shown())
