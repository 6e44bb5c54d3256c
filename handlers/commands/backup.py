"""`leverage backup FOLDER`: a copy of the log while it is in use."""

import argparse
from pathlib import Path

from bot.log.backup import backup
from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import SettingError, Settings


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `backup`."""
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Back up and say what was kept."""
    require(settings, "backup")
    with open_store(settings) as (store, _said):
        try:
            audited(store, "backup")  # first, so that the backup holds it
            manifest = backup(store, arguments.folder)
        except FileExistsError as error:
            raise SettingError(f"{error}. Name a folder that does not exist yet.") from error
    print(
        f"{manifest.consultations} consultations in {arguments.folder}; key {manifest.fingerprint} (keep it elsewhere)."
    )
    return 0
