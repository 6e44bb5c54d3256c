"""A company with contacts, and an office with three leads on duty."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.advice import Adviser
from knowledge import load
from tests.alerts.office import Office, opened


@pytest.fixture(scope="session")
def company() -> Adviser:
    """The adviser of an invented company that has set its contacts."""
    return Adviser(load(Path(__file__).parent.parent / "company"))


@pytest.fixture
def office(company: Adviser) -> Iterator[Office]:
    """Three leads on duty, and an empty log that is whole in the end."""
    with opened(company) as made:
        yield made
        assert made.store.verify() == ()
