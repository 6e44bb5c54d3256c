"""What may stand in a channel: a look-up that was asked for exactly, with no word of who asked."""

from bot.dialogue.scene import Scene
from bot.lookup import entry_named, look_up
from bot.messages import Card
from bot.views import lookup


def shareable(scene: Scene, text: str) -> tuple[Card, ...]:
    """The cards for "levers ..." or an id; nothing for any other text, or for words that need mending.

    Words that were misspelt or fit nothing would be said again, and buttons carry the words that were looked up:
    neither belongs in a channel.
    """
    command = scene.commands.read(text)
    asked = command.rest if command is not None and command.name == "levers" else ""
    query = asked or (text if entry_named(scene.adviser.reader, text.strip()) else "")
    if not query.strip():
        return ()
    found = look_up(scene.adviser.reader, query)
    if not found.good or found.read_as:
        return ()
    return tuple(card.model_copy(update={"buttons": ()}) for card in lookup.cards(scene, query))
