"""A server for a module's tests, over HTTP and over Socket Mode."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.log import SqliteStore
from tests.log.scenes import Place
from tests.sampling import LONG
from tests.slack.acting import Scene
from tests.slack.serving import company, serving
from tests.slack_double import Faults, SlackDouble

WAYS = ("http", "socket")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Both ways to connect for what everybody does; elsewhere one, by the name, and both in the long checks."""
    if "server" in metafunc.fixturenames:
        module = metafunc.module.__name__
        both = LONG or module.endswith("test_server")
        ways = WAYS if both else (WAYS[zlib.crc32(module.encode()) % len(WAYS)],)
        metafunc.parametrize("server", ways, indirect=True, scope="module")


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One server for the tests of this module, with its SETTINGS, by each of the two ways to connect."""
    socket = request.param == "socket"
    with pytest.MonkeyPatch.context() as patch, SlackDouble(company()) as slack:
        folder = tmp_path_factory.mktemp("server") / "home"
        folder.mkdir()
        patch.setenv("HOME", str(folder))
        patch.chdir(folder)
        with serving(slack, socket=socket, **getattr(request.module, "SETTINGS", {})):
            yield Scene(slack, socket)


@pytest.fixture
def scene(server: Scene) -> Scene:
    """The server, and someone who has said nothing yet."""
    server.slack.faults = Faults()
    return replace(server, user=f"USTAFF{next(server.numbers):04d}")


@pytest.fixture
def slack() -> Iterator[SlackDouble]:
    """Slack, with our workspace."""
    with SlackDouble(company()) as double:
        yield double


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A log."""
    with Place(tmp_path).open() as opened:
        yield opened
