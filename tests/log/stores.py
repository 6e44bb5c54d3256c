"""The stores there are, each opened on an empty folder. What a Store promises is tried on all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store import Store
from tests.log.scenes import Place


@contextmanager
def in_sqlite(folder: Path) -> Iterator[Store]:
    """The store in one SQLite file."""
    with Place(folder).open() as store:
        yield store


STORES = [in_sqlite]
