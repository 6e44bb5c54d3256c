"""All that is kept about one person, in words: the answer to an access request."""

import io
import os
import re
import sys
from pathlib import Path
from typing import TextIO

from bot.record import Person
from handlers.commands.rights import audited, require
from handlers.open import open_assistant, open_store
from handlers.settings import SettingError, Settings, local_name

NAMED = re.compile(r"(local):()(.+)|(slack|teams):([^/\s]+)/([^/\s]+)")


def about(said: str, output: Path | None, settings: Settings) -> int:
    """Write it to a new file or standard output; the audit log says that it was, and names nobody but who did it."""
    person = _person(said)
    own = f"{person.channel}:{person.user}" == local_name()
    require(settings, "read_own" if own else "export", "own" if own else "other")
    with open_store(settings) as (store, _said):
        count = len(store.of_person(person))
        audited(store, "export", detail=f"one person, {count} cases")
        text = open_assistant(settings, store).data_of(person).text
    if output is None:
        sys.stdout.write(text)
        return 0
    with _new(output) as out:
        out.write(text)
    print(f"{count} consultations in {output}, in the clear: delete the file when it is no longer needed.")
    return 0


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
