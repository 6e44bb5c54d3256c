"""The words that are shown, in one language: looked up by a dotted key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.schema.entry import Language


@dataclass(frozen=True)
class Texts:
    """The words of one language. Keys are dotted ("question.actor.ask"); every language holds the same keys."""

    language: Language
    words: Mapping[str, str | tuple[str, ...]] = field(repr=False, hash=False)
    reviewed: bool = False

    def __call__(self, key: str, **values: object) -> str:
        """The text under a key, its {places} filled. Raises KeyError when the key is missing."""
        found = self.words[key]
        if not isinstance(found, str):
            raise KeyError(f"{key} holds several lines")
        return found.format(**values) if values else found

    def lines(self, key: str, **values: object) -> tuple[str, ...]:
        """The lines under a key, their {places} filled."""
        found = self.words[key]
        parts = (found,) if isinstance(found, str) else found
        return tuple(part.format(**values) if values else part for part in parts)

    def get(self, key: str) -> str | None:
        """The text under a key, or None."""
        found = self.words.get(key)
        return found if isinstance(found, str) else None


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str | tuple[str, ...]]:
    """A nested table as dotted keys."""
    flat: dict[str, str | tuple[str, ...]] = {}
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{key}.")
        else:
            flat[key] = tuple(value) if isinstance(value, list) else str(value)
    return flat
