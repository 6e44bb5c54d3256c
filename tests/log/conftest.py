"""A place for a log, and a store in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.log import SqliteStore
from tests.log.scenes import Place, talk


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Where a log may lie."""
    return Place(tmp_path)


@pytest.fixture
def store(place: Place) -> Iterator[SqliteStore]:
    """An open, empty store."""
    with place.open() as opened:
        yield opened


@pytest.fixture
def told(place: Place) -> Place:
    """A closed log with two consultations of three turns each."""
    with place.open() as store:
        talk(store)
        talk(store, "c2", number=2)
    return place
