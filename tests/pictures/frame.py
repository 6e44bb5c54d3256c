"""A card as the page draws it: a message by itself, a modal and the Home with their title bar."""

import json
import re
from typing import Any

from tests.slack_double.texts import Json

APP = "Leverage Assistant"

DATED = re.compile(r"<!date\^[^|>]*\|(?P<fallback>[^>]*)>")


def framed(name: str, shown: Json, language: str = "en") -> Json:
    """What the page needs to know of a message or view."""
    kind = shown["type"] if shown.get("type") in ("modal", "home") else "message"
    return {"name": name, "language": language, "kind": kind, "blocks": _loose(shown["blocks"]), **_bar(kind, shown)}


def _bar(kind: str, shown: Json) -> Json:
    if kind == "home":
        return {"title": APP}
    return {part: shown[part]["text"] for part in ("title", "submit", "close") if shown.get(part)}


def _loose(blocks: list[Json]) -> Any:
    """The blocks as the drawing library shows them best.

    Without `verbatim`, or it would show stars and not bold; and times as their fallback says them, as it reads a clock
    of its own.
    """
    return json.loads(json.dumps(blocks), object_hook=_loosened)


def _loosened(one: Json) -> Json:
    if "verbatim" not in one:
        return one
    return {**one, "verbatim": False, "text": DATED.sub(r"\g<fallback>", one["text"])}
