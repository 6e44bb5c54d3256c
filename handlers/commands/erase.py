"""`leverage erase NUMBER`: destroy a consultation's key and its words."""

import argparse
import re

from handlers.commands.rights import audited, require
from handlers.open import open_store
from handlers.settings import SettingError, Settings, local_name


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `erase`."""
    parser.add_argument("number", help="the case number, for example 0417")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase; 1 when there is no such case. One's own needs no role."""
    if not re.fullmatch(r"\d{1,12}", arguments.number):
        raise SettingError(f"erase {arguments.number}: give the case number, for example 0417")
    with open_store(settings) as (store, _said):
        standing = store.by_number(int(arguments.number))
        if standing is None:
            print(f"There is no case {arguments.number}.")
            return 1
        own = f"{standing.person.channel}:{standing.person.user}" == local_name()
        require(settings, "erase_own" if own else "erase_any", "own" if own else "other")
        if not own:
            audited(store, "erase_any", consultation=standing.consultation, number=standing.number)
        store.erase(standing.consultation)
    print(f"Case {standing.number:04d} is erased. Backups made before still hold it until they are deleted.")
    return 0
