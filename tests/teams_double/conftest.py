"""What the double's own tests share: the double, and a bot on the other side."""

from collections.abc import Iterator

import pytest

from tests.teams_double import TeamsDouble

from .bots import PlainBot
from .pieces import company


@pytest.fixture
def teams() -> Iterator[TeamsDouble]:
    """The double, impatient, with somebody of every kind."""
    with TeamsDouble(company(), ack_seconds=0.5, retry_seconds=(0.0, 0.01)) as double:
        yield double


@pytest.fixture
def bot(teams: TeamsDouble) -> Iterator[PlainBot]:
    """A bot that the double delivers to."""
    running = PlainBot(teams)
    yield running
    running.stop()
