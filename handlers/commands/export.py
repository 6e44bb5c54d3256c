"""`leverage export [--output FILE]`: the consultations as JSON Lines, in the clear."""

import argparse
import os
import sys
from pathlib import Path

from bot.log.export import export
from handlers.commands.rights import require
from handlers.open import open_store
from handlers.settings import SettingError, Settings


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `export`."""
    parser.add_argument("--output", type=Path, help="a new file (only you can read it); default: standard output")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Export every consultation that is not erased."""
    require(settings, "export")
    with open_store(settings) as (store, _said):
        if arguments.output is None:
            export(store, sys.stdout)
            return 0
        try:
            with os.fdopen(
                os.open(arguments.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
            ) as out:
                count = export(store, out)
        except FileExistsError as error:
            raise SettingError(f"{arguments.output}: exists already. Name a new file.") from error
    print(f"{count} consultations in {arguments.output}, in the clear: delete the file when it is no longer needed.")
    return 0
