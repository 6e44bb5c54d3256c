"""The result as a document: what was shown, when it was made, and nothing of what was told."""

from dataclasses import replace

import pytest

from bot.advice import Adviser
from bot.commands import Commands
from bot.messages import Document
from bot.views.document import document
from knowledge.schema.entry import LANGUAGES, Language
from tests.talk import Clock, Talk
from tests.test_dialogue import ANSWERS, SITUATION, finished

CANARY = "quetzalcoatl"


def finish(talk: Talk) -> None:
    """One consultation up to its result."""
    for said in (f"{SITUATION} {CANARY}", *ANSWERS):
        talk.say(said)


def exported(talk: Talk, language: Language = "en") -> Document:
    """What `export` hands over where documents can be."""
    more = {"takes_documents": True, "language": language}
    answer = talk.assistant.handle(talk.incoming("export").model_copy(update=more))
    assert answer.document is not None
    assert answer.outgoing == ""
    return answer.document


def test_the_document_holds_the_result_as_shown(talk: Talk, clock: Clock) -> None:
    """With its case, its day and the sources; without the situation, and without buttons."""
    finish(talk)
    clock.now = clock.now.replace(month=2)
    document = exported(talk)
    assert document.name == "consultation-0001.txt"
    head, _, shown = document.text.partition("\n\n")
    assert head.splitlines() == [
        "Consultation 0001",
        "  Result made     2027-01-11 09:00 UTC",
        "  Document made   2027-02-11 09:00 UTC",
        "  About           Leverage over others",
    ]
    assert "Levers, best first" in shown
    assert "New York 2013" in shown
    assert CANARY not in document.text
    assert "[" not in shown


def test_it_says_what_was_saved_and_when_one_is_reminded(talk: Talk) -> None:
    """Lever ids and the day; what for is left out."""
    finish(talk)
    talk.say("save SUP-A2")
    talk.say("remind 2027-03-12 the talks")
    head = exported(talk).text.partition("\n\n")[0]
    assert "SUP-A2" in head
    assert "2027-03-12" in head
    assert "talks" not in head


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_made_in_every_language(talk: Talk, language: Language) -> None:
    """Its facts in the reader's language, the result in the one it was shown in."""
    finish(talk)
    assert "0001" in exported(talk, language).text.splitlines()[0]


def test_no_time_is_made_up(adviser: Adviser) -> None:
    """Of a result whose time nobody knows only that of the document is told."""
    scene = finished(adviser, Commands(adviser.knowledge))
    known = replace(scene.consultation, shown_at=scene.now)
    assert scene.words("document.made") in document(replace(scene, consultation=known)).text
    unknown = replace(scene.consultation, shown_at=None)
    assert scene.words("document.made") not in document(replace(scene, consultation=unknown)).text


def test_it_changes_nothing(talk: Talk) -> None:
    """No event, no card: the delivery alone is noted, so that it is handed over once."""
    finish(talk)
    before = talk.store.of_person(talk.person)
    exported(talk)
    assert talk.store.of_person(talk.person) == before


def test_at_a_terminal_the_result_is_shown_again(talk: Talk) -> None:
    """Where no file can be handed over, and before there is a result a sentence says so."""
    talk.say(SITUATION)
    assert "comes with the result" in talk.say("export")
    for said in ANSWERS:
        talk.say(said)
    answer = talk.assistant.handle(talk.incoming("export"))
    assert answer.document is None
    assert "Levers, best first" in talk.say("export")
