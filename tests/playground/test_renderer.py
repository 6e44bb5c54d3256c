"""Every kind of card through the open-source renderer of Adaptive Cards, which shares no code with ours."""

import json
from collections.abc import Callable, Iterator
from subprocess import PIPE, Popen
from typing import Any

import pytest

from bot.advice import Adviser
from bot.messages import Card
from handlers.teams.render import messages
from knowledge.schema.entry import LANGUAGES, Language
from tests.sampling import some
from tests.slack import scenes as made
from tests.slack.test_injection import cards as with_words
from tests.slack.test_render import LOOKED_UP
from tests.teams.clicking import inputs
from tests.teams.test_injection import EVERY

from .processes import HERE, NODE, browser

Draw = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture(scope="module")
def draw() -> Iterator[Draw]:
    """What a person meets on a card that the renderer drew."""
    command = [NODE, HERE / "renderer.cjs", browser()]
    with Popen(command, cwd=HERE, stdin=PIPE, stdout=PIPE, text=True) as process:

        def drawn(card: dict[str, Any]) -> dict[str, Any]:
            assert process.stdin and process.stdout
            print(json.dumps(card), file=process.stdin, flush=True)
            return dict(json.loads(process.stdout.readline()))

        yield drawn


def holds(draw: Draw, adviser: Adviser, cards: tuple[Card, ...], language: Language = "en") -> str:
    """The cards as they read, each drawn without a complaint, with nothing live and with all that is asked for."""
    said = []
    for message in messages(cards, adviser.knowledge.texts[language]):
        # Its check of "lang" keeps its place in the text between two cards, and so refuses every other "en".
        drawn = draw({name: value for name, value in message.card.items() if name != "lang"})
        assert drawn["faults"] == [] == drawn["live"]
        assert drawn["inputs"] == len(list(inputs(message.card)))
        said.append(drawn["said"])
    return "\n".join(said)


def test_the_renderer_finds_what_is_live(draw: Draw):
    """Where nothing is done about it."""
    text = "[pay](https://x.example)\r- a list"
    drawn = draw({"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": text}]})
    assert len(drawn["live"]) >= 2
    assert draw({"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Nothing"}]})["faults"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_result_and_look_up_is_drawn(draw: Draw, adviser: Adviser, language: Language):
    """In every language."""
    for question in made.questions(adviser, language):
        assert holds(draw, adviser, (question,), language)
    assert "SUP-" in holds(draw, adviser, tuple(made.result(adviser, language)), language)
    for asked in LOOKED_UP.values():
        assert holds(draw, adviser, tuple(made.look_up(adviser, asked, language)), language)


def test_nothing_that_was_typed_is_live(draw: Draw, adviser: Adviser):
    """In any kind of card."""
    for text in some(EVERY, 120):
        for card in with_words(text):
            holds(draw, adviser, (card,))
