"""The command line: `leverage COMMAND`. The one place that turns a crash into a sentence and a logged id."""

import argparse
import atexit
import gc
import logging
import os
import sys
import uuid
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from dotenv import find_dotenv, load_dotenv

from bot.store import Unreadable
from handlers.crash import crash_in
from handlers.settings import SettingError, read_settings

COMMANDS = {
    "chat": "talk to the assistant at this terminal (answers can be piped in)",
    "levers": "look levers up by actor, category, words, id, principle, means or moment",
    "advise": "advice for a situation, not logged",
    "evaluate": "score situations or look-ups against labels",
    "flow": "the question flow as an outline or as Mermaid",
    "lint": "run every example of the content and check that it is complete",
    "verify": "check the log for changed, cut or missing consultations",
    "backup": "back the log up while it is in use",
    "restore": "put a backup back; erasures are made again",
    "erase": "erase a consultation by its number",
    "retention": "erase now what has outlived its time (the server does it once a day)",
    "review": "for leads: the queue of cases, a case, an act on it",
    "overlay": "the approved examples of your company, as a file for its folder",
    "audit": "for auditors: who read, changed or exported what, as JSON Lines",
    "export": "consultations as JSON Lines, CSV or XLSX, one as a Word document, or all about one person",
    "report": "the quarterly report: publish one, read it again, list what there is",
    "rotate-key": "encrypt the log's keys under a new master key",
    "serve": "the assistant in Slack or in Teams: one server, until it is stopped",
    "manifest": "the manifest of the app for Slack, or its package for Teams",
    "doctor": "check settings, content, key and log, and say the fix",
}
"""command -> what it does. The module is handlers.commands.<name>; only the one asked for is imported."""

log = logging.getLogger("leverage")
atexit.register(gc.freeze)
"""What is left ends with the process: searching it for what could be freed takes a tenth of a short command."""


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and where the rest is told."""

    def error(self, message: str) -> NoReturn:
        """Stop with exit status 2."""
        self.exit(2, f"{self.prog}: {message}. More: {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: the answer is no; 2: used wrongly, with one clear line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(given[0] if given else "")
    parsed = parser.parse_args(given)
    if parsed.command is None:
        parser.print_help()
        parser.error("name a command")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # whatever the locale: scripts rely on it
    try:
        load_dotenv(find_dotenv(usecwd=True))
        status = int(_module(parsed.command).run(parsed, read_settings()))
        sys.stdout.flush()
        return status
    except SettingError as error:
        return _used_wrongly(str(error))
    except Unreadable as error:
        return _used_wrongly(f"the log can't be read: {error}. See what was changed: leverage verify")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _used_wrongly(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the one place of this channel: a crash becomes a sentence and a logged id
        return _crashed(error)


def _parser(asked: str) -> argparse.ArgumentParser:
    parser = Parser(prog="leverage", description="Leverage Assistant at the command line.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        if name == asked:
            _module(name).register(sub)
    return parser


def _module(name: str):  # type: ignore[no-untyped-def]  # a module has no better type
    return import_module(f"handlers.commands.{name.replace('-', '_')}")


def _used_wrongly(line: str) -> int:
    print(f"leverage: {line}", file=sys.stderr)
    return 2


def _crashed(error: Exception) -> int:
    """Say that something went wrong, with an id; the log line holds the kind of error and no text of anyone's."""
    crash = uuid.uuid4().hex[:8]
    log.error("crash %s: %s", crash, crash_in(error))
    print(
        f"leverage: something went wrong (number {crash}). What was saved is kept. Try again, or: leverage doctor",
        file=sys.stderr,
    )
    return 70


if __name__ == "__main__":
    sys.exit(main())
