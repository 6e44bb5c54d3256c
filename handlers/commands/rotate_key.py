"""`leverage rotate-key NEW_KEY_FILE`: wrap the log's keys under a new master key."""

import argparse
from pathlib import Path

from bot.log.rotation import Unsound, rotate
from bot.record import Unreadable
from handlers.commands.rights import require
from handlers.settings import SettingError, Settings, make_key, master_key


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `rotate-key`."""
    parser.add_argument("file", type=Path, help="where the new key is written; an existing key is used as it is")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Rotate; run again after an interruption."""
    require(settings, "rotate_key")
    if not settings.database.exists():
        raise SettingError(f"DATABASE_URL: there is no log at {settings.database}.")
    former, _said = master_key(settings)
    if arguments.file.exists():
        new, _said = master_key(
            settings.model_copy(update={"key": "", "key_file": arguments.file, "key_file_given": True})
        )
    else:
        new = make_key(arguments.file)
    try:
        rotate(settings.database, settings.ledger, former, new)
    except (Unreadable, Unsound) as error:
        raise SettingError(f"not rotated, nothing was changed: {error}") from error
    print(f"Rotated. Set LEVERAGE_KEY_FILE={arguments.file} now; the former key still opens backups made before.")
    return 0
