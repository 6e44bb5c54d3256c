"""The published reports in the chat: which there are, and each as tables."""

from collections.abc import Mapping

from bot.messages import Button, Card, Note, Press
from bot.review.report import from_json
from bot.review.steps import REVIEWS
from bot.views.report import cards
from knowledge import Knowledge
from knowledge.texts import Texts

ORDER = "report"


def published(words: Texts, reports: Mapping[str, str]) -> Note:
    """The quarters that were published, each with a button; where there is none, how one is made."""
    if not reports:
        return Note(lines=(words("clocks.no_report"),))
    buttons = tuple(
        Button(
            press=Press(action=REVIEWS, value=f"{ORDER} {quarter}"), label=quarter, say=f"{REVIEWS} {ORDER} {quarter}"
        )
        for quarter in reversed(tuple(reports))
    )
    return Note(lines=(words("clocks.reports"),), buttons=buttons)


def report(knowledge: Knowledge, words: Texts, body: str) -> tuple[Card, ...]:
    """A published report, as it was made then."""
    return cards(knowledge, words, from_json(body))
