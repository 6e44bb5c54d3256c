"""The top-level text of a message: what a notification shows on a locked phone, and what a screen reader says first.

So it is put together from our own words only: no word that a person typed, no detail of a case.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.alerts.wording import ACKNOWLEDGES
from bot.messages import Card
from bot.review.steps import REVIEWS
from handlers.slack.escape import clipped, escaped_mrkdwn
from knowledge.texts import Texts

MOST = 300
REMEMBERED = 8
"""Languages' texts that were gone through: it took longer than the blocks of a card."""
SAFE = ("chat.", "followup.")
"""Where texts that may stand in a notification come from; besides, every question's own."""


def notice(cards: Sequence[Card], words: Texts) -> str:
    """One sentence about the cards: the question they end in, what they are, or that it goes on."""
    said = next(_candidates(cards, words), words("slack.goes_on"))
    return clipped(escaped_mrkdwn(said), MOST)


def _candidates(cards: Sequence[Card], words: Texts) -> Iterator[str]:
    safe = _safe(words)
    kinds = {card.kind for card in cards}
    if any(button.press.action == ACKNOWLEDGES for card in cards for button in card.buttons):
        yield words("slack.urgent_for_you")
    if any(_is_of_review(card) for card in cards):
        yield words("filling.waits")
    for card in reversed(cards):
        if card.kind in ("choices", "form"):
            yield from _question(card, words, safe)
    if any(card.kind == "detail" and card.title == words("result.levers") for card in cards):
        yield words("result.title")
    yield from (card.title for card in cards if card.kind == "facts" and card.title in safe)
    if kinds & {"list", "detail"}:
        yield words("lookup.title")
    yield from (line for card in cards if card.kind == "note" for line in card.lines if line in safe)


def _is_of_review(card: Card) -> bool:
    """Whether it is one of the cards that leads get: they open cases, or do something to one."""
    presses = [button.press for button in card.buttons]
    further = (getattr(card, "opener", None), getattr(card, "sends", None))
    return any(press.action == REVIEWS for press in (*presses, *further) if press is not None)


def _question(card: Card, words: Texts, safe: frozenset[str]) -> Iterator[str]:
    asked = words.get(f"question.{getattr(card, 'question', '')}.ask")
    title = getattr(card, "title", "")
    yield from [asked] if asked else [title] if title in safe else []


@lru_cache(maxsize=REMEMBERED)
def _safe(words: Texts) -> frozenset[str]:
    """The texts that are the same in every consultation."""
    found = [value for key, value in words.words.items() if key.startswith(SAFE)]
    flat = [line for value in found for line in ((value,) if isinstance(value, str) else value)]
    return frozenset(line for line in flat if "{" not in line)
