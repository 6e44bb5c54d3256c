"""A conversation replayed: the real assistant over a real store, at a terminal whose clock stands still."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.dialogue.scene import House
from bot.log import SqliteStore
from bot.record import Person
from handlers.terminal import PROMPT, Terminal
from knowledge.schema.entry import Language

THEN = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
PERSON = Person(channel="local", workspace="", user="alex")
KEY = bytes(range(32))


def replay(adviser: Adviser, folder: Path, said: list[str], language: Language = "en") -> str:
    """What the terminal shows when these lines are typed, from the first card on."""
    numbers = count(1)
    out = io.StringIO()
    with SqliteStore.open(folder / "log.db", KEY, folder / "elsewhere" / "ledger", now=lambda: THEN) as store:
        assistant = Assistant(
            adviser, store, now=lambda: THEN, new_id=lambda: f"c{next(numbers)}", house=House(leads=2, auditors=1)
        )
        terminal = Terminal(assistant, PERSON, language, out, echo=True, width=100)
        terminal.greet()
        for line in said:
            terminal.hear(line)
    return out.getvalue()


def lines_said(transcript: str) -> list[str]:
    """What the person types in a transcript: the lines that begin with the prompt."""
    return list(_said(transcript))


def _said(transcript: str) -> Iterator[str]:
    for line in transcript.splitlines():
        if line.startswith(PROMPT) or line == PROMPT.rstrip():
            yield line.removeprefix(PROMPT.rstrip()).strip(" ")
