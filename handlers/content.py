"""Wiring: from settings to the content. Apart from the log's, so that a look-up loads no database."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from handlers.settings import SettingError, Settings
from knowledge import ContentError, Knowledge, load

shipped = cache(load)
"""The content as it is delivered: it is read once, as it changes with the program only."""


def open_knowledge(settings: Settings) -> Knowledge:
    """The content with the company's overlay. Raises SettingError when the overlay can't be used."""
    try:
        with _staying():
            return load(settings.overlay) if settings.overlay else shipped()
    except ContentError as error:
        said = "LEVERAGE_OVERLAY: the content can't be used. Check it with: leverage lint"
        raise SettingError(f"{said}\n{error}") from error


@contextmanager
def _staying() -> Iterator[None]:
    """What is made meanwhile stays as long as the process does: it is never searched for what could be freed."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
