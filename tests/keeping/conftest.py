"""An office for each test."""

from pathlib import Path

import pytest

from bot.advice import Adviser
from tests.review.desks import Office


@pytest.fixture
def office(adviser: Adviser, tmp_path: Path) -> Office:
    """An assistant with leads and counsel, and an empty log."""
    return Office(adviser, tmp_path)
