"""Wiring: from settings to the content. Apart from the log's, so that a look-up loads no database."""

from handlers.settings import SettingError, Settings
from knowledge import ContentError, Knowledge, load


def open_knowledge(settings: Settings) -> Knowledge:
    """The content with the company's overlay. Raises SettingError when the overlay can't be used."""
    try:
        return load(settings.overlay)
    except ContentError as error:
        said = "LEVERAGE_OVERLAY: the content can't be used. Check it with: leverage lint"
        raise SettingError(f"{said}\n{error}") from error
