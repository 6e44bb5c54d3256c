"""Writing to the person who asked, through the assistant: they answer without a name, if they like. Pure."""

from collections.abc import Mapping

from bot.dialogue.scene import Sending
from bot.messages import Button, Note, Press
from bot.places import REACHED
from bot.review.desk import Desk, Done
from knowledge.texts import Texts

Values = Mapping[str, str]
REPLIES = "reply"
"""The action of the asker's button, and the command they type."""


def write(desk: Desk, values: Values) -> Done:
    """A message to the asker."""
    return _sent(desk, values["text"], asks=False)


def ask(desk: Desk, values: Values) -> Done:
    """One more question: the case waits for the answer."""
    return _sent(desk, values["text"], asks=True)


def _sent(desk: Desk, text: str, *, asks: bool) -> Done:
    happened = desk.happens("review_wrote", text=text, asks=asks)
    if desk.asker.channel not in REACHED:
        return Done(desk.words("review.written_for_later"), (happened,))
    return Done(desk.words("review.written"), (happened,), (_to_asker(desk, text, asks=asks),))


def _to_asker(desk: Desk, text: str, *, asks: bool) -> Sending:
    words, number = desk.scene.words, desk.number
    head = words("talk.asked" if asks else "talk.written", number=number)
    reply = reply_button(words, number, desk.consultation.id, main=asks)
    return desk.sends("wrote", desk.asker, Note(lines=(head, *text.split("\n")), buttons=(reply,)))


def reply_button(words: Texts, number: str, consultation: str = "", *, main: bool = False) -> Button:
    """The asker's button to reply in a case."""
    press = Press(action=REPLIES, value=number, consultation=consultation)
    return Button(
        press=press, label=words("talk.reply"), say=f"{words.lines('command.reply')[0]} {number} …", main=main
    )
