"""`leverage export`: the consultations as JSON Lines, in the clear; with `--person` what is kept about one person."""

import argparse
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from bot.log import SqliteStore
from bot.log.export import export
from bot.record import Audited, Person
from handlers.commands.rights import require
from handlers.open import open_assistant, open_store, utc_now
from handlers.settings import SettingError, Settings, local_name

NAMED = re.compile(r"(local):()(.+)|(slack|teams):([^/\s]+)/([^/\s]+)")


def register(parser: argparse.ArgumentParser) -> None:
    """Arguments of `export`."""
    parser.add_argument("--output", type=Path, help="a new file (only you can read it); default: standard output")
    parser.add_argument(
        "--person", help="all that is kept about one person, in words: local:NAME, slack:TEAM/USER or teams:TENANT/USER"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Export every consultation that is not erased, or what is kept about a person; the audit log says that it was."""
    person = _person(arguments.person) if arguments.person is not None else None
    own = person is not None and f"{person.channel}:{person.user}" == local_name()
    require(settings, "read_own" if own else "export", "own" if own else "other")
    with open_store(settings) as (store, _said):
        write = _everything(store) if person is None else _of(settings, store, person)
        if arguments.output is None:
            count = write(sys.stdout)
        else:
            with _new(arguments.output) as out:
                count = write(out)
        store.audit(_line("one person" if person else "everything", count))
    if arguments.output is not None:
        where = f"{arguments.output}, in the clear: delete the file when it is no longer needed."
        print(f"{count} consultations in {where}")
    return 0


def _everything(store: SqliteStore) -> Callable[[TextIO], int]:
    return lambda out: export(store, out)


def _of(settings: Settings, store: SqliteStore, person: Person) -> Callable[[TextIO], int]:
    def write(out: TextIO) -> int:
        out.write(open_assistant(settings, store).data_of(person).text)
        return len(store.of_person(person))

    return write


def _new(path: Path) -> TextIO:
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise SettingError(f"{path}: exists already. Name a new file.") from error
    return io.TextIOWrapper(os.fdopen(opened, "wb"), encoding="utf-8")


def _person(said: str) -> Person:
    found = NAMED.fullmatch(said)
    if found is None:
        raise SettingError(f"--person {said}: write local:NAME, slack:TEAM/USER or teams:TENANT/USER.")
    channel, workspace, user = (part for part in found.groups() if part is not None)
    return Person.model_validate({"channel": channel, "workspace": workspace, "user": user})


def _line(detail: str, count: int) -> Audited:
    """It names no person and no case: who asks may be in custody."""
    by = Person(channel="local", workspace="", user=local_name().partition(":")[2])
    return Audited(at=utc_now(), by=by, action="export", detail=f"{detail}, {count} cases")
