"""Where a person stands: their consultations, each to be opened, and the ways in."""

from bot.dialogue import steering
from bot.dialogue.scene import Scene
from bot.messages import Card
from bot.views import consultation as view


def overview(scene: Scene) -> tuple[Card, ...]:
    """The first card, then the person's own consultations."""
    return (view.welcome(scene), *steering.list_(scene, "").cards)
