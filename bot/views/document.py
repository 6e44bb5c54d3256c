"""A result as a text file, for its writer to keep: what was shown, when it was made, and what belongs to it.

The situation is not in it: a person who typed that into a form does not want it in the chat.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.dialogue.scene import Scene
from bot.messages import Document, Facts, Row
from bot.views.plain import plain

_BUTTONS = re.compile(r"\n  (?:\[[^\[\]\n]+\] ?)+(?=\n|$)")


def document(scene: Scene) -> Document:
    """The result that was shown last, with its facts above it."""
    number = f"{scene.consultation.number:04d}"
    facts = Facts(title=scene.words("document.title", number=number), rows=tuple(_rows(scene)))
    shown = advice_alone(scene.consultation.shown)
    return Document(name=f"consultation-{number}.txt", text=f"{plain((facts,))}\n\n{shown}\n")


def advice_alone(shown: str) -> str:
    """A result as it was shown, without the buttons below its cards."""
    return _BUTTONS.sub("", shown)


def _rows(scene: Scene) -> Iterator[Row]:
    words, consultation = scene.words, scene.consultation
    if consultation.shown_at is not None:
        yield Row(label=words("document.made"), value=_time(consultation.shown_at))
    yield Row(label=words("document.written"), value=_time(scene.now))
    yield Row(label=words("document.about"), value=words(f"route.{consultation.route}"))
    if consultation.saved:
        yield Row(label=words("saved.title"), value=", ".join(consultation.saved))
    if consultation.reminder[0]:
        yield Row(label=words("document.reminder"), value=consultation.reminder[0])


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M %Z").strip()
