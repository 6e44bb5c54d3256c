"""`leverage backup FOLDER`: a copy of the log while it is in use."""

import argparse
from pathlib import Path

from bot.log.backup import Expired, backup, expire
from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import SettingError, Settings

MOST_DAYS = 36_500


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `backup`."""
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument(
        "--keep",
        type=int,
        metavar="DAYS",
        help="then delete backups of this log beside it that are older (default: LEVERAGE_BACKUP_DAYS; 0 deletes none)",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Back up, then delete what is too old beside it; say what was kept and what is gone."""
    require(settings, "backup")
    days = settings.backup_days if arguments.keep is None else arguments.keep
    if not 0 <= days <= MOST_DAYS:
        raise SettingError(f"--keep {days}: give a whole number of days up to {MOST_DAYS}; 0 deletes none.")
    with open_store(settings) as (store, _said):
        try:
            audited(store, "backup")  # first, so that the backup holds it
            manifest = backup(store, arguments.folder)
        except FileExistsError as error:
            raise SettingError(f"{error}. Name a folder that does not exist yet.") from error
        old = expire(store, arguments.folder.absolute().parent, days) if days else Expired((), ())
    print(
        f"{manifest.consultations} consultations in {arguments.folder}; key {manifest.fingerprint} (keep it elsewhere)."
    )
    for path in old.gone:
        print(f"Deleted, older than {days} days: {path}")
    for path in old.left:
        print(f"Older than {days} days, and not deleted, as something else lies in it: {path}")
    return 0
