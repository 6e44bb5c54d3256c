"""What an entry of the sources says, in the reader's language where it is translated. The English text counts."""

from typing import Protocol

from knowledge.texts import Texts


class Named(Protocol):
    """An entry, or a part of one."""

    @property
    def id(self) -> str:
        """Its id, which no other has."""


def said(words: Texts, entry: Named, part: str = "text", of: str = "entry") -> str:
    """One of its texts: "text", "title", "prepare", "first_step". Levers have their own keys, `of` "lever"."""
    return words.get(f"{of}.{entry.id}.{part}") or str(getattr(entry, part))
