"""A card as the page draws it: a message by itself, a modal and the Home with their title bar."""

import json
from typing import Any

from tests.slack_double.texts import Json

APP = "Leverage Assistant"


def framed(name: str, shown: Json, language: str = "en") -> Json:
    """What the page needs to know of a message or view."""
    kind = shown["type"] if shown.get("type") in ("modal", "home") else "message"
    return {"name": name, "language": language, "kind": kind, "blocks": _loose(shown["blocks"]), **_bar(kind, shown)}


def _bar(kind: str, shown: Json) -> Json:
    if kind == "home":
        return {"title": APP}
    return {part: shown[part]["text"] for part in ("title", "submit", "close") if shown.get(part)}


def _loose(blocks: list[Json]) -> Any:
    """The blocks without `verbatim`: the drawing library would show its stars, not its bold."""
    return json.loads(
        json.dumps(blocks), object_hook=lambda one: {**one, "verbatim": False} if "verbatim" in one else one
    )
