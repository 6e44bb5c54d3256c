"""Wiring: from settings to the content. Apart from the log's, so that a look-up loads no database."""

from functools import cache

from handlers.settings import SettingError, Settings
from knowledge import ContentError, Knowledge, load

shipped = cache(load)
"""The content as it is delivered: it is read once, as it changes with the program only."""


def open_knowledge(settings: Settings) -> Knowledge:
    """The content with the company's overlay. Raises SettingError when the overlay can't be used."""
    try:
        return load(settings.overlay) if settings.overlay else shipped()
    except ContentError as error:
        said = "LEVERAGE_OVERLAY: the content can't be used. Check it with: leverage lint"
        raise SettingError(f"{said}\n{error}") from error
