"""Wiring: from settings to store and assistant."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.log import SqliteStore
from bot.store import Unreadable
from handlers.content import open_knowledge
from handlers.naming import house_of
from handlers.settings import SettingError, Settings, master_key


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id that says nothing."""
    return uuid.uuid4().hex


@contextmanager
def open_store(settings: Settings, *, begins: bool = False) -> Iterator[tuple[SqliteStore, str]]:
    """The log, and a sentence when a key was made just now. Only what `begins` a log makes one. Raises SettingError."""
    if not begins and not settings.database.exists():
        raise SettingError(f"DATABASE_URL: there is no log at {settings.database} yet. Start one with: leverage chat")
    key, said = master_key(settings, begins=begins)
    settings.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        store = SqliteStore.open(settings.database, key, settings.ledger)
    except Unreadable as error:
        raise SettingError(
            f"LEVERAGE_KEY: the log at {settings.database} was written with another key: {error}"
        ) from error
    except sqlite3.Error as error:
        raise SettingError(
            f"DATABASE_URL: {settings.database} is no log, or it is damaged: {error}. "
            "Put a backup back: leverage restore FOLDER --overwrite"
        ) from error
    with store:
        yield store, said


def open_assistant(settings: Settings, store: SqliteStore) -> Assistant:
    """The assistant over a store at this terminal, where nobody can be told."""
    adviser = Adviser(open_knowledge(settings))
    return Assistant(adviser, store, now=utc_now, new_id=new_id, house=house_of(settings))
