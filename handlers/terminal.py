"""The same assistant at a prompt: for people, and for answers piped in line by line."""

import os
import re
import shutil
import sys
import textwrap
import uuid
from collections.abc import Iterator
from typing import TextIO

from bot.assistant import Answer, Assistant
from bot.messages import Incoming
from bot.record import Person
from bot.views.plain import plain
from knowledge.schema.entry import LANGUAGES, Language

WIDEST = 100
_COLUMN = re.compile(r"  [^\W\d].{0,50}?\s{3,}(?=\S)")
"""The label of a row and the gap behind it: what follows is wrapped under itself."""
PROMPT = "you  "
ENDINGS = ("stop", "quit", "exit", "bye")


def language_of(environment_language: str) -> Language:
    """The language of LANG ("de_DE.UTF-8" is de); English when it is none of ours."""
    return next((language for language in LANGUAGES if environment_language.startswith(language)), "en")


def wrapped(text: str, width: int) -> str:
    """Text at a width, each line's indent kept."""
    return "\n".join(_wrap(line, width) for line in text.split("\n"))


def _wrap(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    column = _COLUMN.match(line)
    indent = " " * len(column[0]) if column else line[: len(line) - len(line.lstrip())]
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


class Terminal:
    """A conversation with one local person over two streams."""

    def __init__(
        self, assistant: Assistant, person: Person, language: Language, out: TextIO, *, echo: bool, width: int = 0
    ) -> None:
        self._assistant, self._person, self._language = assistant, person, language
        self._out, self._echo = out, echo
        self._width = width or min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)

    def greet(self) -> None:
        """Show the first card and what is on the table."""
        self._show(self._assistant.greet(self._incoming("")))

    def hear(self, text: str) -> None:
        """Answer one line. It returns once the answer is saved and shown."""
        if self._echo:
            self._print(f"{PROMPT}{text}\n")
        self._show(self._assistant.handle(self._incoming(text)))

    def ends(self, text: str) -> bool:
        """Whether a line ends the session where nothing is open; where something is, it is stopped first."""
        return text.strip().casefold() in ENDINGS and not self._assistant.waits_for(self._person)

    def leave(self) -> None:
        """The end of input: what is open is stopped, so that it can be resumed."""
        if self._assistant.waits_for(self._person):
            self._show(self._assistant.handle(self._incoming(ENDINGS[0])))

    def _incoming(self, text: str) -> Incoming:
        return Incoming(
            person=self._person, place="terminal", delivery=uuid.uuid4().hex, text=text, language=self._language
        )

    def _show(self, answer: Answer) -> None:
        self._print(wrapped(plain(answer.cards), self._width) + "\n")
        self._assistant.sent(answer)

    def _print(self, text: str) -> None:
        print(text, file=self._out, flush=True)


def lines_from(source: TextIO, *, interactive: bool) -> Iterator[str]:
    """Lines as they are typed or piped, until the end; Ctrl-C ends like Ctrl-D."""
    while True:
        try:
            if interactive:
                yield input(PROMPT)
            else:
                line = source.readline()
                if not line:
                    return
                yield line.rstrip("\n")
        except (EOFError, KeyboardInterrupt):
            return


def decoded(source: TextIO) -> TextIO:
    """The stream, with bytes that are no UTF-8 replaced instead of raising."""
    if hasattr(source, "reconfigure"):
        source.reconfigure(encoding="utf-8", errors="replace")
    return source


def is_interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
