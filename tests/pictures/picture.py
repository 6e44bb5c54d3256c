"""A card to be drawn."""

from dataclasses import dataclass

from tests.slack_double.texts import Json


@dataclass(frozen=True)
class Picture:
    """A card to be drawn."""

    name: str
    headline: str
    """Words without which it is another card."""
    shown: Json
    language: str = "en"
