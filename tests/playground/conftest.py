"""The Playground's page with the server behind it, for the tests of one module."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .page import CHAT, Page
from .processes import HOST, LEA, browsing, free_port, playing, serving

Before = Callable[[Path], None]


def _nothing(_: Path) -> None:
    """The log is empty."""


@contextmanager
def opened(folder: Path, leads: str = LEA, before: Before = _nothing) -> Iterator[Page]:
    """The page, greeted; `before` may put something into the log in this folder."""
    (folder / "key").mkdir()
    before(folder)
    port = free_port()
    with serving(folder, f"http://{HOST}:{port}/_connector", leads) as endpoint:
        with playing(folder, port, endpoint) as address, browsing(address, folder) as browser:
            page = Page(browser)
            page.shows("What is going on?")
            yield page
    assert "crash" not in (folder / "errors").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One page with one server."""
    with opened(tmp_path_factory.mktemp("playground")) as page:
        yield page


@pytest.fixture
def page(there: Page) -> Page:
    """The page in the personal chat, with nothing begun, and blind to what stood there before."""
    there.goes(CHAT)
    there.begins()
    there.says("new")
    there.shows("What is going on?")
    there.begins()
    return there
