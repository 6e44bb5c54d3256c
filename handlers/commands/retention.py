"""`leverage retention [--dry-run]`: erase now what has outlived its time. The server does it once a day by itself."""

import argparse

from bot.record import Overdue
from handlers.commands.rights import require
from handlers.open import open_assistant, open_store, utc_now
from handlers.settings import Settings

SAID = {
    "case": "cases whose days are over",
    "open": "cases that were still open after twice the days",
    "draft": "drafts",
    "deliveries": "ids of deliveries",
    "audited": "lines of the audit log",
}


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `retention`."""
    parser.add_argument("--dry-run", action="store_true", help="count what is over, and erase nothing")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase and say how much; counts only."""
    require(settings, "erase_any")
    with open_store(settings) as (store, _said):
        retention = open_assistant(settings, store).retention
        done = retention.overdue(utc_now()) if arguments.dry_run else retention.run(utc_now())
    print("Would be removed:" if arguments.dry_run else "Removed:")
    print("\n".join(_lines(done)))
    return 0


def _lines(done: Overdue) -> list[str]:
    return [f"  {getattr(done, name):>7}  {what}" for name, what in SAID.items()]
