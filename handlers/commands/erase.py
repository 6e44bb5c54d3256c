"""`leverage erase NUMBER`: destroy a consultation's key and its words."""

import argparse
import re

from bot.access import Action
from bot.assistant import ASKER
from bot.log import SqliteStore
from bot.record import DRAFT, Audited, Erasing, Standing
from bot.store import Held
from handlers.commands.rights import here, require
from handlers.open import open_store, utc_now
from handlers.settings import SettingError, Settings


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `erase`."""
    parser.add_argument("number", help="the case number, for example 0417")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Erase; 1 when there is no such case, or when counsel keeps it. One's own needs no role."""
    if not re.fullmatch(r"\d{1,12}", arguments.number):
        raise SettingError(f"erase {arguments.number}: give the case number, for example 0417")
    with open_store(settings) as (store, _said):
        standing = store.by_number(int(arguments.number))
        if standing is None:
            print(f"There is no case {arguments.number}.")
            return 1
        own = standing.person == here()
        action: Action = "erase_own" if own else "erase_any"
        require(settings, action, "own" if own else "other")
        line = Audited(
            at=utc_now(),
            by=here().model_copy(update={"user": ASKER}) if own else here(),
            action=action,
            consultation=standing.consultation,
            number=standing.number,
        )
        return _erased(store, standing, line)


def _erased(store: SqliteStore, standing: Standing, line: Audited) -> int:
    number = f"{standing.number:04d}"
    try:
        store.erase(standing.consultation, Erasing(audited=() if standing.route == DRAFT else (line,)))
    except Held:
        print(f"Case {number} is kept at the request of counsel, so it can't be erased. Ask counsel to end the hold.")
        return 1
    print(f"Case {number} is erased. Backups made before still hold it until they are deleted.")
    if any(posted.consultation == standing.consultation for posted in store.to_blank(-1)):
        print("What the assistant wrote about it in the chat is blanked while the server runs: leverage serve")
    if standing.person.channel == "local":
        print("What a terminal has shown can't be taken back: clear its window and its history.")
    return 0
