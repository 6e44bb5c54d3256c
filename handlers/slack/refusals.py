"""How calls to Slack fail: refused with a name, or with no answer of Slack's at all."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

NO_ANSWER = (ClientError, TimeoutError, OSError, ValueError)
"""Cut off, unreachable, too slow, or answered by something between us and Slack that speaks no JSON."""

TOO_FAST = frozenset({"ratelimited", "rate_limited"})
PASSING = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
"""Errors that pass by themselves; whether the call was carried out is not known."""


def error_of(answer: Any) -> str:
    """The name of the error that Slack answered with; empty where something else answered."""
    return _told(answer, "error")


def refusal_of(answer: Any) -> str:
    """Why Slack refused a call: its error, and the scope it asks for where one is missing. No text of anyone's."""
    return " ".join(said for name in ("error", "needed") if (said := _told(answer, name)))


def is_final(error: SlackApiError) -> bool:
    """Whether Slack refused the call for good; otherwise nobody knows whether it was carried out."""
    name = error_of(error.response)
    return bool(name) and name not in PASSING and _status(error) < HTTPStatus.INTERNAL_SERVER_ERROR


def pause_of(error: SlackApiError) -> float | None:
    """The seconds that Slack asks us to wait; then nothing was carried out. None where it asks for no pause."""
    if _status(error) != HTTPStatus.TOO_MANY_REQUESTS and error_of(error.response) not in TOO_FAST:
        return None
    return float((getattr(error.response, "headers", None) or {}).get("Retry-After", 1))


def _status(error: SlackApiError) -> int:
    # Where the answer was no JSON the client hands over its text as it is.
    return getattr(error.response, "status_code", 0)


def _told(answer: Any, name: str) -> str:
    told = getattr(answer, "data", answer)
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, str) else ""
