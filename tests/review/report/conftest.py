"""The tables of a report, from the content as it is delivered."""

import pytest

from bot.review.report import Frame, frame_of
from knowledge import Knowledge


@pytest.fixture(scope="session")
def frame(knowledge: Knowledge) -> Frame:
    """Every table with its rows."""
    return frame_of(knowledge)
