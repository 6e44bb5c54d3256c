"""Cards as the assistant makes them, the checks that every payload passes, and the golden files."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from slack_sdk.models.blocks import Block

from bot.advice import Adviser
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.scene import House, Scene
from bot.messages import Card
from bot.views import advice as advice_view
from bot.views import consultation as view
from bot.views import lookup
from handlers.slack.limits import problems
from handlers.slack.render import Message, messages
from knowledge.schema.entry import Language
from tests.slack_double import blocks as double
from tests.slack_double import plain

CARDS = Path(__file__).parent / "cards"
THEN = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
SITUATION = "A labour agency that our supplier uses keeps the passports of its workers. An audit is next week."
ANSWERS = {
    "safety": ("forced",),
    "actor": ("SUP",),
    "connection": ("linkage",),
    "purpose": ("facts", "terms"),
    "moment": ("MOM-08",),
    "position": ("strong",),
}


def scene(adviser: Adviser, language: Language = "en", **more: Any) -> Scene:
    """A scene with one consultation in it."""
    knowledge = adviser.knowledge
    consultation = Consultation(id="c1", number=417, language=language, revision=5, **more)
    return Scene(
        adviser=adviser,
        commands=Commands(knowledge),
        words=knowledge.texts[language],
        consultation=consultation,
        now=THEN,
        house=House(leads=2, auditors=1),
    )


def told(adviser: Adviser, language: Language = "en") -> Scene:
    """A scene in which the fast path was answered."""
    return scene(adviser, language, situation=SITUATION, answers=ANSWERS, confirmed=True)


def result(adviser: Adviser, language: Language = "en") -> tuple[Card, ...]:
    """A whole result, with a danger in it."""
    there = told(adviser, language)
    return advice_view.result(there, adviser.advise(there.consultation))


def urgent(adviser: Adviser, language: Language = "en") -> tuple[Card, ...]:
    """The banner alone."""
    there = told(adviser, language)
    return advice_view.urgent_cards(there, adviser.advise(there.consultation))


def questions(adviser: Adviser, language: Language) -> Iterator[Card]:
    """Every question that can be asked, with all of its choices and with those shown at first."""
    there = scene(adviser, language, answers=ANSWERS)
    for question in adviser.knowledge.questions:
        yield view.ask(there, question)
        yield view.ask(there, question, everything=True)


def look_up(adviser: Adviser, query: str, language: Language = "en") -> tuple[Card, ...]:
    """What a look-up shows."""
    return lookup.cards(scene(adviser, language), query)


def rendered(adviser: Adviser, cards: Sequence[Card], language: Language = "en") -> tuple[Message, ...]:
    """The cards as messages that both tables and the official models take."""
    made = messages(cards, adviser.knowledge.texts[language])
    for message in made:
        assert faults(asdict(message)) == []
    return made


def faults(payload: Any) -> list[str]:
    """What anybody holds against a message or a view: our table, the double's, and slack_sdk's models."""
    blocks = list(payload["blocks"])
    if payload.get("type") in ("modal", "home"):
        theirs = list(double.view_problems({**payload, "blocks": blocks}))
    else:
        theirs = list(double.problems(blocks, "message"))
    for block in blocks:
        # Raises where the official models see a fault, and keeps the block as it is.
        assert Block.parse(block).to_dict() == block
    return [*problems(payload), *map(str, theirs)]


def read(made: Iterable[Message]) -> str:
    """Messages as a person reads them, what the notification says first."""
    return "\n=====\n".join(f"({message.text})\n{shown(message)}" for message in made) + "\n"


def shown(message: Message) -> str:
    """The blocks of a message as a person reads them."""
    return plain(list(message.blocks))


def golden(name: str, text: str) -> None:
    """The text is what the golden file holds; LEVERAGE_GOLDEN=write makes it so."""
    path = CARDS / name
    if os.environ.get("LEVERAGE_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


def strings(value: Any) -> Iterator[str]:
    """Every string in a payload."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)
