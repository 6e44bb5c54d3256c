"""Each fault is found in a card that is otherwise as it should be."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bot.advice import Adviser
from bot.messages import Note
from handlers.teams import limits
from handlers.teams.limits import faults, size
from tests.slack.test_render import SKIP, choices
from tests.teams import scenes
from tests.teams.clicking import inputs, submits

Card = dict[str, Any]


@pytest.fixture
def card(adviser: Adviser) -> Card:
    """A card with a text, choices, buttons, and something that is asked before it is done."""
    sure = SKIP.model_copy(update={"confirms": "Sure?"})
    (message,) = scenes.rendered(adviser, [choices(3), Note(lines=("n",), buttons=(sure,))])
    return copy.deepcopy(message.card)


def choice_set(card: Card) -> Card:
    """Its only question."""
    (found,) = inputs(card).values()
    return found


BROKEN: dict[str, tuple[Callable[[Card], object], str]] = {
    "too large": (lambda card: card["body"][0].update(text="x" * 9_000, spacing="é" * 20_000), "at most 20000"),
    "large": (lambda card: card["body"][0].update(spacing="x" * 20_000), "more than 20000"),
    "version": (lambda card: card.update(version="1.6"), "version: 1.6"),
    "no language": (lambda card: card.pop("lang"), "lang: missing"),
    "no fallback": (lambda card: card.update(fallbackText=""), "fallbackText"),
    "no body": (lambda card: card.update(body=[]), "AdaptiveCard.body: missing"),
    "unknown element": (lambda card: card["body"][0].update(type="Imagine"), "Imagine is not made here"),
    "unknown property": (lambda card: card["body"][0].update(wrapp=True), "wrapp: not made here"),
    "no wrap": (lambda card: card["body"][0].update(wrap=False), "does not wrap"),
    "empty text": (lambda card: card["body"][0].update(text=" "), "TextBlock.text"),
    "a text that is none": (lambda card: card["body"][0].update(text=7), "TextBlock.text"),
    "seven buttons": (lambda card: _row(card).update(actions=_row(card)["actions"] * 7), "7 buttons"),
    "doubled id": (lambda card: card["body"][0].update(id=choice_set(card)["id"]), "stands 2 times"),
    "comma": (lambda card: choice_set(card)["choices"][0].update(value="a,b"), "has a comma"),
    "no value": (lambda card: choice_set(card)["choices"][0].update(value=""), "empty, or"),
    "doubled value": (lambda card: choice_set(card)["choices"][0].update(value="o1"), "choice o1: stands 2"),
    "no words": (lambda card: choice_set(card)["choices"][0].update(title=""), "has no words"),
    "not offered": (lambda card: choice_set(card).update(value="o1,zz"), "chosen zz"),
    "no label": (lambda card: choice_set(card).pop("label"), "Input.ChoiceSet.label: missing"),
    "no press": (lambda card: submits(card)[0]["data"].pop("leverage"), "carries no press"),
    "takes what is not there": (lambda card: choice_set(card).update(id="x"), "takes 1-q-3-choice, which is not there"),
    "held up": (lambda card: submits(card)[1].pop("associatedInputs"), "is held up"),
    "toggles what is not there": (lambda card: card["body"][-1].pop("id"), "toggles"),
    "long title": (lambda card: submits(card)[0].update(title="x" * 200), "Action.Submit.title"),
}


def _row(card: Card) -> Card:
    return next(part for part in card["body"] if part["type"] == "ActionSet")


def test_a_good_card_has_no_faults(card: Card):
    """Neither here nor in the official schema."""
    assert faults(card) == () and scenes.schema_faults(card) == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_found(card: Card, name: str):
    """And said."""
    breaks, said = BROKEN[name]
    breaks(card)
    assert any(said in fault for fault in faults(card)), faults(card)


@pytest.mark.parametrize("name", ["unknown element", "unknown property", "no words at all", "no choices"])
def test_the_official_schema_is_asked(card: Card, name: str):
    """It finds what it should, element by element."""
    breaks = {
        "no words at all": lambda card: card["body"][0].pop("text"),
        "no choices": lambda card: choice_set(card)["choices"][0].pop("value"),
    }
    (breaks.get(name) or BROKEN[name][0])(card)
    assert scenes.schema_faults(card)


def test_a_card_s_size_is_what_is_sent():
    """In bytes of UTF-8."""
    assert size({"text": "é"}) == len('{"text": "é"}'.encode())
    assert limits.TARGET < limits.HARD


def test_every_kind_that_is_made_has_what_it_needs():
    """The table of what is needed names properties that are allowed."""
    assert set(limits.NEEDED) == set(limits.ALLOWED)
    assert all(set(needed) <= limits.ALLOWED[kind] for kind, needed in limits.NEEDED.items())
