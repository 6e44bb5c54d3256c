"""What nearly every test needs: the content, loaded once, and the adviser over it."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.advice import Adviser
from knowledge import Knowledge, load
from tests.sampling import LONG
from tests.talk import Clock, Talk, talking

SELDOM = 50_000
"""New objects after which Python looks what can be freed; its own bar is 700."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests to the long checks."""
    left = set() if LONG else {item for item in items if item.get_closest_marker("long")}
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


def pytest_collection_finish() -> None:
    """Tests and content stay for as long as the tests run: they are not searched again and again for what to free."""
    gc.freeze()
    gc.set_threshold(SELDOM)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The content as it is delivered."""
    return load()


@pytest.fixture(scope="session")
def adviser(knowledge: Knowledge) -> Adviser:
    """The adviser over the content; its vocabulary is indexed once."""
    return Adviser(knowledge)


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture
def talk(adviser: Adviser, clock: Clock, tmp_path: Path) -> Iterator[Talk]:
    """A conversation on an empty log."""
    with talking(adviser, tmp_path, clock) as begun:
        yield begun


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it: settings, key, log and working folder lie below it."""
    for name in [name for name in os.environ if name.startswith(("LEVERAGE_", "DATABASE_URL", "LC_"))]:
        monkeypatch.delenv(name)
    places = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"}
    for name, folder in places.items():
        monkeypatch.setenv(name, str(tmp_path / "home" / folder))
    for name, value in {"LANG": "en_US.UTF-8", "LOGNAME": "alex", "COLUMNS": "100", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"
