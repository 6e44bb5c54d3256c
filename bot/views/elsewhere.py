"""Where no advice is given: what is said instead, and who can help."""

from bot.dialogue.scene import Scene
from bot.messages import Card, Note
from bot.views.consultation import house_words

KEPT_NOWHERE = ("report_channel", "legal_advice", "out_of_scope", "refuse")
"""Routes that start no consultation: nothing of what was typed is kept."""


def elsewhere(scene: Scene, route: str) -> tuple[Card, ...]:
    """What is said where no advice is given."""
    counsel = scene.knowledge.contacts.counsel or scene.words("chat.not_set")
    lines = scene.words.lines(f"say.{route}", **house_words(scene), counsel=counsel)
    insist = () if route == "refuse" else scene.words.lines("chat.insist")
    return (Note(lines=lines, urgent=route == "report_channel"), *(Note(lines=(line,)) for line in insist))
