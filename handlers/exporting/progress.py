"""How far a long export has come, for somebody who waits at a terminal."""

from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")
EACH = 50


def counted(items: Iterable[Item], shown_on: TextIO) -> Iterator[Item]:
    """The items; on a terminal the count is shown while they pass, and wiped away at the end."""
    if not shown_on.isatty():
        yield from items
        return
    try:
        for count, item in enumerate(items, 1):
            if count % EACH == 0:
                print(f"\r{count} consultations ...", end="", file=shown_on, flush=True)
            yield item
    finally:
        print("\r\x1b[K", end="", file=shown_on, flush=True)
