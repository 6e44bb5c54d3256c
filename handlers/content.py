"""Wiring: from settings to the content. Apart from the log's, so that a look-up loads no database."""

import gc
from functools import cache
from pathlib import Path

from handlers.settings import SettingError, Settings
from knowledge import ContentError, Knowledge, load


def open_knowledge(settings: Settings) -> Knowledge:
    """The content with the company's overlay. Raises SettingError when the overlay can't be used."""
    try:
        return _loaded(settings.overlay) if settings.overlay else shipped()
    except ContentError as error:
        said = "LEVERAGE_OVERLAY: the content can't be used. Check it with: leverage lint"
        raise SettingError(f"{said}\n{error}") from error


@cache
def shipped() -> Knowledge:
    """The content as it is delivered: it is read once, as it changes with the program only."""
    return _loaded()


def _loaded(overlay: Path | None = None) -> Knowledge:
    """Content stays as long as the process does: it is never searched for what could be freed."""
    gc.disable()
    try:
        return load(overlay)
    finally:
        gc.freeze()
        gc.enable()
