"""`leverage audit`: who read, changed or exported what, as JSON Lines; with `--follow` as it happens."""

import argparse
import json
import sys
import time

from bot.log import SqliteStore
from bot.record import Audited
from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import Settings

AT_ONCE = 1_000
PAUSE = 1.0
"""Seconds between two looks while following."""


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `audit`."""
    parser.add_argument("--after", type=int, default=0, metavar="N", help="only lines behind number N")
    parser.add_argument("--follow", action="store_true", help="wait for further lines until stopped with Ctrl-C")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the lines. That they were read is a line as well."""
    require(settings, "read_audit")
    with open_store(settings) as (store, _said):
        audited(store, "read_audit")
        after = _print(store, arguments.after)
        while arguments.follow:
            time.sleep(PAUSE)
            after = _print(store, after)
    return 0


def _print(store: SqliteStore, after: int) -> int:
    """Print what lies behind a number; the number it ends at."""
    while lines := store.audited(after, AT_ONCE):
        for number, line in lines:
            print(json.dumps(_said(number, line), ensure_ascii=False))
        after = lines[-1][0]
    sys.stdout.flush()
    return after


def _said(number: int, line: Audited) -> dict[str, object]:
    who = "/".join(part for part in (line.by.workspace, line.by.user) if part)
    return {
        "n": number,
        "at": line.at.isoformat(),
        "by": f"{line.by.channel}:{who}",
        "action": line.action,
        "case": line.number or None,
        "detail": line.detail,
    }
