"""`leverage review [WORDS ...]`: the leads' queue, a case, an act on it, in the words that are typed in the chat."""

import argparse
import os

from bot.assistant import Answer
from bot.messages import Card, Incoming
from bot.review.steps import REVIEWS
from bot.views.plain import plain
from handlers.commands.rights import here, require
from handlers.open import new_id, open_assistant, open_store
from handlers.settings import Settings
from handlers.terminal import language_of, wrapped

WIDTH = 100


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `review`."""
    parser.add_argument("words", nargs="*", help='a filter ("urgent suppliers"), a case ("417") or an act ("417 take")')


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the cards of the answer. Reading is audited like everything else."""
    require(settings, "list_cases")
    language = language_of(os.environ.get("LC_ALL") or os.environ.get("LANG", ""))
    person = here()
    with open_store(settings) as (store, _said):
        assistant = open_assistant(settings, store)
        assistant.enrol()
        text = " ".join((REVIEWS, *arguments.words))
        said = Incoming(person=person, place=person.private_place, delivery=new_id(), text=text, language=language)
        answer = assistant.handle(said)
        assistant.sent(answer)
    print(wrapped(plain(_shown(answer)), WIDTH))
    return 0


def _shown(answer: Answer) -> tuple[Card, ...]:
    """After an act what became of it, and how the case stands: `review NUMBER` shows it whole."""
    return answer.cards[:2] if answer.outgoing else answer.cards
