"""A server for a module's tests."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.teams.acting import Scene
from tests.teams.serving import company, serving
from tests.teams_double import Faults, TeamsDouble


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One server for the tests of this module, with its SETTINGS."""
    folder = tmp_path_factory.mktemp("teams") / "home"
    with pytest.MonkeyPatch.context() as patch, TeamsDouble(company()) as teams:
        folder.mkdir()
        patch.setenv("HOME", str(folder))
        patch.chdir(folder)
        with serving(teams, ERRORS=str(folder / "errors"), **getattr(request.module, "SETTINGS", {})):
            yield Scene(teams)


@pytest.fixture
def scene(server: Scene) -> Scene:
    """The server, and someone who has said nothing yet."""
    server.teams.faults = Faults()
    return replace(server, user=f"staff{next(server.numbers)}")


@pytest.fixture
def teams() -> Iterator[TeamsDouble]:
    """Teams, with our tenant."""
    with TeamsDouble(company()) as double:
        yield double
