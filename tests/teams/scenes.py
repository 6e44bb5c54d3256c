"""The checks that every card passes, and the golden files. The cards themselves are those of the Slack tests."""

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

from bot.advice import Adviser
from bot.messages import Card
from handlers.teams.limits import faults
from handlers.teams.render import Message, messages
from knowledge.schema.entry import Language

CARDS = Path(__file__).parent / "cards"
BEYOND = {"msteams", "lang"}
"""What the official schema of 1.5 does not know, though Teams does."""


def rendered(adviser: Adviser, cards: Sequence[Card], language: Language = "en", **more: Any) -> tuple[Message, ...]:
    """The cards as messages that our table and the official schema take."""
    made = messages(cards, adviser.knowledge.texts[language], **more)
    for message in made:
        assert faults(message.card) == ()
        assert schema_faults(message.card) == []
    return made


@cache
def _validator() -> Draft6Validator:
    schema = json.loads((files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8"))
    return Draft6Validator(schema)


def schema_faults(card: dict[str, Any]) -> list[str]:
    """What the official schema of 1.5 holds against a card."""
    return [f"{list(error.path)}: {error.message[:300]}" for error in _validator().iter_errors(_as_of_1_5(card))]


def _as_of_1_5(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_of_1_5(inner) for inner in value]
    if not isinstance(value, dict):
        return "compact" if value == "filtered" else value
    return {name: _as_of_1_5(held) for name, held in value.items() if name not in BEYOND}


def golden(name: str, text: str) -> None:
    """The text is what the golden file holds; LEVERAGE_GOLDEN=write makes it so."""
    path = CARDS / name
    if os.environ.get("LEVERAGE_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


SHOWN = ("text", "title", "label", "tooltip", "errorMessage", "fallbackText", "placeholder")
"""Where a person reads something."""


def said(value: Any) -> Iterator[str]:
    """Every text that a person reads in a card, but what stands in a field at first."""
    if isinstance(value, dict):
        for name, held in value.items():
            if name in SHOWN and isinstance(held, str):
                yield held
            elif name != "data":
                yield from said(held)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner)
