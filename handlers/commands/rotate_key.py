"""`leverage rotate-key NEW_KEY_FILE`: wrap the log's keys under a new master key."""

import argparse
import shutil
from pathlib import Path

from bot.log.ledger import flush, move
from bot.log.rotation import Unsound, rotate
from bot.store import Unreadable
from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import SettingError, Settings, apart_from_the_log, make_key, master_key


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `rotate-key`."""
    parser.add_argument("file", type=Path, help="where the new key is written; an existing key is used as it is")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Rotate; run again after an interruption."""
    require(settings, "rotate_key")
    apart_from_the_log(settings, arguments.file, str(arguments.file))
    if not settings.database.exists():
        raise SettingError(f"DATABASE_URL: there is no log at {settings.database}.")
    former, _said = master_key(settings)
    after = settings.model_copy(update={"key": "", "key_file": arguments.file, "key_file_given": True})
    new = master_key(after)[0] if arguments.file.exists() else make_key(arguments.file)
    # Where it is already taken along, this run only makes sure of what an interrupted one did.
    ledger = settings.ledger if settings.ledger.exists() else after.ledger
    try:
        rotate(settings.database, ledger, former, new)
    except (Unreadable, Unsound) as error:
        raise SettingError(f"not rotated, nothing was changed: {error}") from error
    _take_along(ledger, after.ledger)
    with open_store(after) as (store, _said):
        audited(store, "rotate_key")
    unset = "unset LEVERAGE_KEY and " if settings.key else ""
    print(f"The log needs the key in {arguments.file} now: {unset}set LEVERAGE_KEY_FILE={arguments.file}")
    print("Keep the former key for backups made before: leverage restore FOLDER --backup-key-file FORMER")
    return 0


def _take_along(ledger: Path, target: Path) -> None:
    """The ledger lies beside the key: it moves to the new key's folder."""
    if ledger.resolve() == target.resolve():
        return
    shutil.copyfile(ledger, beside := target.with_name(target.name + ".new"))
    beside.chmod(0o600)
    flush(beside)
    move(beside, target)
    ledger.unlink()
