"""How calls to Slack fail: refused with a name, or with no answer of Slack's at all."""

from collections.abc import Mapping
from typing import Any

from aiohttp import ClientError

NO_ANSWER = (ClientError, TimeoutError, OSError, ValueError)
"""Cut off, unreachable, too slow, or answered by something between us and Slack that speaks no JSON."""


def error_of(answer: Any) -> str:
    """The name of the error that Slack answered with; empty where something else answered."""
    return _told(answer, "error")


def refusal_of(answer: Any) -> str:
    """Why Slack refused a call: its error, and the scope it asks for where one is missing. No text of anyone's."""
    return " ".join(said for name in ("error", "needed") if (said := _told(answer, name)))


def _told(answer: Any, name: str) -> str:
    told = getattr(answer, "data", answer)
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, str) else ""
