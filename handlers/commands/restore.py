"""`leverage restore FOLDER`: put a backup back; what was erased since is erased again."""

import argparse
from pathlib import Path

from bot.log.backup import InUse, restore
from bot.log.rotation import Unsound
from bot.store import Unreadable
from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import SettingError, Settings, master_key


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `restore`."""
    parser.add_argument("folder", type=Path, help="a folder made by: leverage backup")
    parser.add_argument("--overwrite", action="store_true", help="replace the log that is there")
    parser.add_argument("--backup-key-file", type=Path, metavar="FILE", help="the key of a backup from before a change")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Restore and say what was erased again."""
    require(settings, "restore")
    if not arguments.folder.is_dir():
        raise SettingError(f"{arguments.folder}: no such backup. Name a folder made by: leverage backup")
    key, _said = master_key(settings)
    named = arguments.backup_key_file
    former = settings.model_copy(update={"key": "", "key_file": named, "key_file_given": True})
    backup_key = master_key(former)[0] if named else None
    settings.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        done = restore(
            arguments.folder,
            settings.database,
            key,
            settings.ledger,
            overwrite=arguments.overwrite,
            backup_key=backup_key,
        )
    except FileExistsError as error:
        raise SettingError(f"{error}. To replace the log that is there: --overwrite") from error
    except (Unreadable, InUse, Unsound) as error:
        raise SettingError(f"{arguments.folder}: not restored, nothing was changed: {error}") from error
    with open_store(settings) as (store, _said):
        audited(store, "restore", detail=f"of {done.manifest.taken_at.isoformat()}")
    again, older = len(done.erased), len(done.behind)
    print(f"{done.manifest.consultations} consultations restored; erased again: {again}; older now: {older}.")
    if done.unaudited:
        print(f"Lines of the audit log that this backup does not have, and that are gone: {done.unaudited}.")
    return 0
