"""What stands in a chat in place of something that is gone from it."""

from bot.record import Posted
from knowledge.texts import Texts


def headed(words: Texts, posted: Posted) -> str:
    """A word or two above that sentence, where something has a title."""
    return words("keeping.gone_for_you" if posted.withdrawn else "keeping.gone")


def blanked(words: Texts, posted: Posted) -> str:
    """One sentence: which case it was, and why it is gone."""
    if not posted.number:
        return words("keeping.blanked_draft")
    return words("keeping.withdrawn" if posted.withdrawn else "keeping.blanked", number=f"{posted.number:04d}")
