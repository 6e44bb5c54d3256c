"""What stands in a chat in place of something that is gone from it."""

from bot.record import Posted
from knowledge.schema.entry import LANGUAGES, Language
from knowledge.texts import Texts


def language_of(posted: Posted) -> Language:
    """In which its reader was written to; English where that is a language of another release."""
    return next((language for language in LANGUAGES if language == posted.language), "en")


def headed(words: Texts, posted: Posted) -> str:
    """A word or two above that sentence, where something has a title."""
    return words("keeping.gone_for_you" if posted.withdrawn else "keeping.gone")


def blanked(words: Texts, posted: Posted) -> str:
    """One sentence: which case it was, and why it is gone."""
    if not posted.number:
        return words("keeping.blanked_draft")
    return words("keeping.withdrawn" if posted.withdrawn else "keeping.blanked", number=f"{posted.number:04d}")
