"""`leverage export`: consultations as JSON Lines, CSV or XLSX, or one as a Word document; whole or without words.

With `--person` what is kept about one person, in words.
"""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from typing import get_args

from bot.record import State
from bot.review.export.barriers import kept_from
from bot.review.export.choosing import Wanted
from bot.store import Store
from handlers.commands.rights import audited, here, require
from handlers.content import open_knowledge
from handlers.exporting.asked import Asked, Format
from handlers.exporting.export import Exporting, export
from handlers.exporting.person import about
from handlers.open import open_store, utc_now
from handlers.settings import SettingError, Settings

TO_A_FILE = ("xlsx", "docx")
LEFT = {
    False: "in the clear: delete the file when it is no longer needed",
    True: "redacted: codes, times and numbers are still in it",
}


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `export`."""
    parser.add_argument("--format", choices=get_args(Format), default="jsonl", help="default: jsonl")
    parser.add_argument("--output", type=Path, help="a new file (only you can read it); default: standard output")
    parser.add_argument(
        "--person", help="all that is kept about one person, in words: local:NAME, slack:TEAM/USER or teams:TENANT/USER"
    )
    parser.add_argument("--redact", action="store_true", help="without what anybody wrote, and without people")
    parser.add_argument("--case", metavar="NUMBER", help="one consultation, for example 0417; needed for docx")
    parser.add_argument("--route", action="append", default=[], help="only those on this route; may be repeated")
    parser.add_argument("--state", choices=get_args(State), help="only those in this state")
    parser.add_argument("--urgent", action="store_true", help="only urgent ones")
    parser.add_argument("--since", metavar="DAY", help="only those begun on this day (YYYY-MM-DD, UTC) or later")
    parser.add_argument("--until", metavar="DAY", help="only those begun on this day or earlier")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Export the consultations that are wanted; 1 when the one that was named does not exist."""
    if arguments.person is not None:
        return about(arguments.person, arguments.output, settings)
    require(settings, "export")
    asked = _asked(arguments, settings)
    with open_store(settings) as (store, _said):
        if asked.wanted.number is not None and not _is_there(store, asked.wanted):
            print(f"There is no case {arguments.case}, or the other arguments leave it out.", file=sys.stderr)
            return 1
        audited(store, "export", number=asked.wanted.number or 0, detail=_told(asked))
        exporting = Exporting(asked, store, lambda: open_knowledge(settings), utc_now(), here())
        count = export(exporting)
    if asked.output is not None:
        print(f"{_counted(count, 'consultation')} in {asked.output}, {LEFT[asked.redact]}.")
    if exporting.tally.left_out:
        told = f"Not in it: {_counted(exporting.tally.left_out, 'case')} of the log, which you can't have."
        print(told, file=sys.stderr if asked.output is None else sys.stdout)
    return 0


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _is_there(store: Store, wanted: Wanted) -> bool:
    """Whether there is such a case for whoever asks; one that is kept from them is none."""
    standing = store.by_number(wanted.number or 0)
    if standing is None or kept_from(here(), standing, store.events(standing.consultation)):
        return False
    return wanted.holds(standing)


def _asked(arguments: argparse.Namespace, settings: Settings) -> Asked:
    """What the arguments ask for. Raises SettingError where they don't fit together."""
    if arguments.format in TO_A_FILE and arguments.output is None:
        raise SettingError(f"export --format {arguments.format}: name a new file with --output FILE")
    if arguments.format == "docx" and arguments.case is None:
        raise SettingError("export --format docx: name one consultation, for example --case 0417")
    wanted = Wanted(
        number=_number(arguments.case),
        routes=_routes(arguments.route, settings),
        state=arguments.state,
        urgent=arguments.urgent,
        since=_day("since", arguments.since),
        until=_day("until", arguments.until),
    )
    return Asked(arguments.format, wanted, arguments.redact, arguments.output)


def _number(given: str | None) -> int | None:
    if given is None:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", given):
        raise SettingError(f"export --case {given}: give the case number, for example 0417")
    return int(given)


def _routes(given: list[str], settings: Settings) -> tuple[str, ...]:
    if not given:
        return ()
    known = [route.id for route in open_knowledge(settings).routes if route.logged]
    for route in given:
        if route not in known:
            raise SettingError(f"export --route {route}: there is no such route. Choose from {', '.join(known)}")
    return tuple(given)


def _day(name: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise SettingError(f"export --{name} {given}: give a day as YYYY-MM-DD, for example 2026-11-30") from error


def _told(asked: Asked) -> str:
    """What the audit log says of an export: its format, and whether it is without words."""
    return f"{asked.format} redacted" if asked.redact else asked.format
