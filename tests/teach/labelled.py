"""What is learnt from: labelled messages and look-ups, by author."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.understanding.likeness import NO_LEVER

Told = Mapping[str, Any]
By = tuple[str, Told]
"""The author, and what they wrote."""
SETS = Path(__file__).parent.parent / "evaluation"
READ = ("public", "practice", "practice2", "fresh", "unseen", "third")
"""What has been read by those who wrote the vocabulary; `fourth` to `seventh` stay sealed."""
TAUGHT = ("taught", "asked", "nothing")
"""What was written to be learnt from."""
OUTSIDE = "out_of_scope"
EVEN = "02468"
LEARNT = ("text", "route", "urgent", "actor", "purpose", "core_levers", "query", "expected")


def labelled() -> Iterator[By]:
    """Everything that is learnt from; every other line of the public set is kept apart."""
    for folder in (*READ, *TAUGHT):
        for path in sorted((SETS / folder).glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                told = json.loads(line)
                if not (folder == "public" and told["id"][-1] in EVEN):
                    yield f"{folder}:{_letters(told['id'])}", told


def messages() -> Iterator[By]:
    """Those that tell of a situation."""
    return ((author, told) for author, told in labelled() if "text" in told)


def look_ups() -> Iterator[By]:
    """Those that ask for levers."""
    return ((author, told) for author, told in labelled() if "query" in told)


def levers_of(told: Told) -> Sequence[str]:
    """The levers that help with a message or a look-up; NO_LEVER where none does, nothing where nobody said."""
    if "query" in told:
        return told["expected"][:1] or (NO_LEVER,)
    return told.get("core_levers") or ((NO_LEVER,) if told["route"] == OUTSIDE else ())


def digest(told: Iterator[By]) -> str:
    """Changes with whatever is learnt from."""
    kept = [[author, *(one.get(field) for field in LEARNT)] for author, one in told]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]


def _letters(id: str) -> str:
    return "".join(filter(str.isalpha, id))
