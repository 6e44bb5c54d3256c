"""A card reads like what a person sees of it, and its problems are found."""

import pytest

from tests.slack_double.texts import Json
from tests.teams_double import card_problems, plain

from .pieces import card, choices, execute, holding, submit, text


def test_a_card_reads_like_a_conversation() -> None:
    """Texts, facts, columns, inputs and buttons, line by line."""
    columns = {"type": "ColumnSet", "columns": [{"items": [text("left")]}, {"items": [text("right")]}]}
    facts = {"type": "FactSet", "facts": [{"title": "Who", "value": "Workers"}]}
    cells = [{"items": [text("a")]}, {"items": [text("b")]}]
    table = {"type": "Table", "columns": [], "rows": [{"type": "TableRow", "cells": cells}]}
    asked = choices("who", "workers", "others", value="others", isRequired=True)
    rich = {"type": "RichTextBlock", "inlines": ["one ", {"type": "TextRun", "text": "two"}]}
    shown = card(
        text("**Bold** and [a link](https://x.example)"), columns, facts, table, asked, rich, actions=(submit("Go"),)
    )
    lines = ["Bold and a link", "left  right", "Who: Workers", "a | b", "who*: [Workers]  [*Others]", "one two", "[Go]"]
    assert plain(shown).splitlines() == lines == plain(holding(shown)).splitlines()


@pytest.mark.parametrize(
    ("shown", "problem"),
    [
        (card(choices("who", "a,b")), "has a comma"),
        (card(choices("who", "a"), choices("who", "b")), "stands 2 times"),
        (card(actions=tuple(submit(str(number)) for number in range(7))), "7 actions"),
        (card({"type": "ActionSet", "actions": [submit(str(number)) for number in range(7)]}), "7 actions"),
        (card(text("x" * 29_000)), "bytes"),
        (card({"type": "TextBlock"}), "has no text"),
        (card({"type": "Inputs.Text", "id": "a"}), "unknown type"),
        (card(choices("who", "a", "a")), "stands twice"),
        (card({"type": "Container", "items": {}}), "is not a list"),
        (card(actions=({"type": "Action.ShowCard", "card": card({"type": "Nothing"})},)), "unknown type"),
        ("no card", "not AdaptiveCard"),
    ],
)
def test_problems_of_a_card_are_found(shown: Json, problem: str) -> None:
    """What Teams refuses, and what it shows wrongly."""
    assert any(problem in found for found in card_problems(shown))


def test_a_good_card_has_none() -> None:
    """Inputs, columns without their type, Action.Execute with a fallback."""
    columns = {"type": "ColumnSet", "columns": [{"items": [text("left")]}]}
    good = card(text("hello"), columns, choices("who", "a", "b"), actions=(execute("Go"), submit("Stop")))
    assert card_problems(good) == []
