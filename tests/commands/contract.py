"""The fields that docs/machine-readable.md promises, and the fields that an answer has."""

import re
from typing import Any

from tests.commands.scenes import ROOT

PAGE = ROOT / "docs" / "machine-readable.md"


def documented(heading: str) -> set[str]:
    """The fields of the table below the heading that begins so."""
    part = PAGE.read_text(encoding="utf-8").partition(f"## `{heading}")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE))


def paths(*answers: Any) -> set[str]:
    """The fields of answers, written as the page writes them."""
    found: set[str] = set()
    for answer in answers:
        found |= _paths(answer, "")
    return found


def _paths(value: Any, place: str) -> set[str]:
    if isinstance(value, dict):
        named = [("<question>" if place == "understood" else name, part) for name, part in value.items()]
        return {path for name, part in named for path in _paths(part, f"{place}.{name}".lstrip("."))}
    if isinstance(value, list):
        return {path for part in value for path in _paths(part, f"{place}[]")}
    return {place}
