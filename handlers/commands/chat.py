"""`leverage chat`: the assistant at a terminal, or with answers piped in."""

import argparse
import os
import sys

from handlers.commands.rights import here
from handlers.open import open_assistant, open_store
from handlers.settings import Settings
from handlers.terminal import Terminal, decoded, is_interactive, language_of, lines_from
from knowledge.schema.entry import LANGUAGES


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `chat`."""
    parser.add_argument("--language", choices=LANGUAGES, help="language of the assistant (default: from LANG)")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Talk until the end of input. What is open then is stopped, and can be resumed."""
    language = arguments.language or language_of(os.environ.get("LC_ALL") or os.environ.get("LANG", ""))
    person = here()
    interactive = is_interactive()
    if interactive:
        import readline  # noqa: F401, PLC0415 - line editing, where a person types
    source, out = decoded(sys.stdin), sys.stdout
    with open_store(settings, begins=True) as (store, said):
        if said:
            print(said, file=sys.stderr)
        terminal = Terminal(open_assistant(settings, store), person, language, out, echo=not interactive)
        terminal.greet()
        for line in lines_from(source, interactive=interactive):
            if terminal.ends(line):
                return 0
            terminal.hear(line)
        terminal.leave()
    return 0
