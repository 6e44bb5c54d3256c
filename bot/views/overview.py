"""Where a person stands: their consultations, the reminders to come, the levers they saved."""

from bot.dialogue import steering
from bot.dialogue.scene import Scene
from bot.messages import Card
from bot.views import consultation as view
from bot.views.saved import reminders, saved


def overview(scene: Scene) -> tuple[Card, ...]:
    """The first card, the person's own consultations, their reminders and saved levers."""
    return (view.welcome(scene), *steering.list_(scene, "").cards, *reminders(scene), *saved(scene))
