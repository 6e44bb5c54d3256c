"""A server beside the emulator, for the tests of one module."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.slack.serving import serving

from .emulator import emulating
from .hands import Hands

Beside = Callable[..., AbstractContextManager[Hands]]


@contextmanager
def beside(folder: Path, *, without: tuple[str, ...] = (), served: bool = True) -> Iterator[Hands]:
    """The emulator, without some scopes of ours, and people; the server too unless a test starts it."""
    (folder / "home").mkdir()
    with pytest.MonkeyPatch.context() as patch, emulating(folder, without) as emulator:
        patch.setenv("HOME", str(folder / "home"))
        patch.chdir(folder / "home")
        with Hands(emulator, folder / "errors") as hands:
            if not served:
                yield hands
                return
            with serving(hands, socket=False, **hands.settings):
                yield hands


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """One server beside one emulator; each test is about another person."""
    with beside(tmp_path_factory.mktemp("emulator")) as hands:
        yield hands


@pytest.fixture
def start(tmp_path: Path) -> Beside:
    """Start a server beside an emulator for one test; `without` names scopes to leave out."""
    return lambda **more: beside(tmp_path, **more)
