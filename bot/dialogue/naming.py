"""Levers named in what people type."""

import re

from bot.dialogue.scene import Scene

LEVER_ID = re.compile(r"\b(SUP|JV|CUS|GOV)-?\s?([A-E])\s?(\d)\b", re.IGNORECASE)


def lever_id_in(scene: Scene, text: str) -> str | None:
    """The lever a text names, as its id."""
    match = LEVER_ID.search(text)
    found = f"{match[1]}-{match[2]}{match[3]}".upper() if match else ""
    return found if found in scene.knowledge.lever_by_id else None


def only_lever_id(scene: Scene, text: str) -> str | None:
    """The lever's id when the text is nothing else."""
    return lever_id_in(scene, text) if LEVER_ID.fullmatch(text.strip()) else None
