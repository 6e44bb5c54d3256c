"""Which messages Teams takes, and what it keeps of them."""

import json
from typing import Any

from tests.slack_double.texts import Json

from . import limits, schema
from .messages import CARD
from .refusals import Refused

_KEPT = (
    "text",
    "textFormat",
    "summary",
    "attachments",
    "attachmentLayout",
    "entities",
    "suggestedActions",
    "channelData",
)
_SHOWN = frozenset(("text/html", "image/png", "image/jpeg", "image/gif", "application/vnd.microsoft.card.hero", CARD))


def demand_acceptable(body: Json) -> None:
    """Refuse what is too big, what is no message, and what has a card that is none."""
    if len(json.dumps(body, ensure_ascii=False).encode("utf-16-le")) > limits.MESSAGE_BYTES:
        raise Refused("MessageSizeTooBig")
    if body.get("type") != "message":
        raise Refused("BadArgument", f"Activities of the type {body.get('type')!r} can't be sent.")
    attachments = body.get("attachments") or []
    if not body.get("text") and not attachments:
        raise Refused("BadArgument", "A message has a text or an attachment.")
    for attachment in attachments:
        _demand_card(attachment)


def content(body: Json) -> Json:
    """What is kept of a message."""
    return {"type": "message", **{name: body[name] for name in _KEPT if body.get(name) is not None}}


def _demand_card(attachment: Any) -> None:
    kind = attachment.get("contentType") if isinstance(attachment, dict) else None
    if kind not in _SHOWN:
        raise Refused("BadArgument", f"Unknown attachment type {kind!r}.")
    if kind != CARD:
        return
    card = attachment.get("content")
    if schema.size(card) > limits.CARD_BYTES:
        raise Refused("MessageSizeTooBig")
    wrong = schema.refused(card)
    if wrong:
        raise Refused("BadArgument", f"The card can't be shown: {'; '.join(wrong)}")
