"""What a command left open, as a list to pick from: which answer is to change, which lever is meant."""

from collections.abc import Iterable

from bot.dialogue.scene import Scene
from bot.messages import Card, Entry, Listing, Note
from bot.views.consultation import labels_of, press
from bot.views.levers import title_of
from knowledge.schema.interview import Question


def answers(scene: Scene, questions: Iterable[Question]) -> Listing:
    """The questions that were answered or skipped, each with its answer: picked, it is asked again."""
    entries = tuple(_answer(scene, number, question) for number, question in enumerate(questions, 1))
    say = scene.words.lines("command.change")[0]
    hint = (scene.words("chat.change_hint", say=say),) if entries else ()
    return Listing(title=scene.words("chat.change_which"), lines=hint, entries=entries, act=scene.words("chat.choose"))


def _answer(scene: Scene, number: int, question: Question) -> Entry:
    values = scene.consultation.known.get(question.id, ())
    return Entry(
        id=str(number),
        title=scene.words(f"question.{question.id}.ask"),
        line=labels_of(scene.words, question, values) or scene.words("chat.skipped"),
        press=press(scene.consultation, "change", question.id),
    )


def levers(scene: Scene, action: str, asks: str, ids: Iterable[str]) -> Card:
    """Levers for a command that was typed without one; without any, the sentence alone. `asks` is a text's key."""
    entries = tuple(
        Entry(
            id=id,
            title=title_of(scene.words, scene.knowledge.lever_by_id[id]),
            press=press(scene.consultation, action, id),
        )
        for id in ids
    )
    if not entries:
        return Note(lines=(scene.words(asks),))
    return Listing(title=scene.words(asks), entries=entries, act=scene.words("chat.choose"))
