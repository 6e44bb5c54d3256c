"""Text as Slack keeps it: `&`, `<` and `>` are entities, and lengths are counted on what is kept."""

import html
import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_KEPT_ENTITY = "&(?!(?:amp|lt|gt);)"
_CONTROL = re.compile(r"<(?:[@#!][^<>\n]+|(?:https?|mailto|tel):[^<>\n]+)>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>]+)(?:\|([^>]*))?>")
_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")


def escaped(text: str) -> str:
    """Every `&`, `<` and `>` as an entity; entities that are there already stay as they are."""
    return re.sub(_KEPT_ENTITY, "&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def escaped_mrkdwn(text: str) -> str:
    """As `escaped`, but mentions, links and dates in angle brackets keep their meaning."""
    parts, at = [], 0
    for control in _CONTROL.finditer(text):
        parts += [escaped(text[at : control.start()]), control.group()]
        at = control.end()
    return "".join(parts) + escaped(text[at:])


def typed(text: str, known: frozenset[str]) -> str:
    """What Slack passes on of what a person typed: only mentions of who and what exists are mentions."""
    parts, at = [], 0
    for control in _CONTROL.finditer(text):
        if control.group()[2:-1].split("|")[0] in known:
            parts += [escaped(text[at : control.start()]), control.group()]
            at = control.end()
    return "".join(parts) + escaped(text[at:])


def measured(text: str) -> int:
    """The length Slack holds against its limits: characters of the kept text, an entity counting in full."""
    return len(escaped_mrkdwn(text))


def readable(text: str) -> str:
    """What a person reads: links by their names, dates by their fallback, entities as characters."""
    shown = _DATE.sub(r"\1", _LINK.sub(lambda link: link.group(2) or link.group(1), text))
    return html.unescape(shown)


def strings_in(value: Any) -> Iterator[str]:
    """Every string in a payload but the names of types: what a client, or somebody at it, could read."""
    if isinstance(value, str):
        yield value
        if "&" in value:
            yield html.unescape(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "type":
                yield from strings_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings_in(inner)
