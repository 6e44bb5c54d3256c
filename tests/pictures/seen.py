"""What must be seen of a card: every text that is in front of the reader before anything is tapped."""

import re
from collections.abc import Iterator
from typing import Any

from tests.slack_double.texts import Json, readable

MENTION = re.compile("<@([UW][A-Z0-9]+)>")
HIDDEN = ("confirm", "alt_text", "accessibility_label")
OPENS = ("static_select", "multi_static_select", "overflow")
"""Elements whose options are seen once they are tapped."""


def texts(card: Json) -> list[str]:
    """The texts of a framed card, as the page must hold them."""
    bar = [card[part] for part in ("title", "submit", "close") if card.get(part)]
    return [flat(text) for text in (*bar, *map(_said, _objects(card["blocks"]))) if flat(text)]


def missing(card: Json, headline: str, page: str) -> list[str]:
    """The texts that a page does not hold. The headline is asked for too: it tells that it is the right card."""
    there = flat(page)
    return [text for text in (flat(headline), *texts(card)) if text not in there]


def as_typed(card: Json, page: str) -> list[str]:
    """The texts that a page shows with the marks that should have made them bold."""
    there = flat(page)
    marked = [flat(readable(one["text"])) for one in _objects(card["blocks"]) if _said(one) != readable(one["text"])]
    return [text for text in marked if text in there]


def flat(text: str) -> str:
    """A text on one line, so that where lines break makes no difference."""
    return " ".join(text.split())


def _objects(value: Any) -> Iterator[Json]:
    """Every text object in front of the reader; what is filled in already counts as one."""
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict) and value.get("type") in ("plain_text", "mrkdwn"):
        yield value
    elif isinstance(value, dict):
        for name in _in_front(value):
            yield from _objects(value[name])
        if isinstance(value.get("initial_value"), str):
            yield {"type": "plain_text", "text": value["initial_value"]}


def _in_front(value: Json) -> list[str]:
    behind = (*HIDDEN, "options") if value.get("type") in OPENS else HIDDEN
    return [name for name in value if name not in behind and not (name == "placeholder" and value.get("initial_value"))]


def _said(text: Json) -> str:
    shown = MENTION.sub(r"@\1", readable(text["text"]))
    return re.sub(r"(?<!\w)[*_~](?=\S)|(?<=\S)[*_~](?!\w)", "", shown) if text["type"] == "mrkdwn" else shown
