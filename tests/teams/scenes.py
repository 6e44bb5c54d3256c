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
SHOWN = ("text", "title", "label", "tooltip", "errorMessage", "fallbackText", "placeholder")
"""Where a person reads something."""
FREE = frozenset({*SHOWN, "id", "value", "targetElements"})
"""Where the schema takes any text."""


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
    """What the official schema of 1.5 holds against a card, element by element: most are of a shape seen before."""
    whole = {**_shape(card), "body": []}
    return [fault for made in card["body"] for fault in _faults_of(json.dumps({**whole, "body": [_shape(made)]}))]


@cache
def _faults_of(card: str) -> list[str]:
    return [f"{list(error.path)}: {error.message[:300]}" for error in _validator().iter_errors(json.loads(card))]


def _shape(value: Any, name: str = "") -> Any:
    """A value as the schema of 1.5 knows it; texts, of which it asks nothing, stand for all others."""
    if isinstance(value, list):
        return [_shape(inner, name) for inner in value]
    if isinstance(value, dict):
        return {key: {} if key == "data" else _shape(held, key) for key, held in value.items() if key not in BEYOND}
    if isinstance(value, str):
        return "x" if name in FREE and value else "compact" if value == "filtered" else value
    return value


def golden(name: str, text: str) -> None:
    """The text is what the golden file holds; LEVERAGE_GOLDEN=write makes it so."""
    path = CARDS / name
    if os.environ.get("LEVERAGE_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


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
