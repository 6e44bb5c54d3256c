"""All that is kept about one person, in words: the answer to an access request."""

import re
import sys
from pathlib import Path

from bot.record import Person
from handlers.commands.rights import audited, here, require
from handlers.exporting.files import new_file
from handlers.open import open_assistant, open_store
from handlers.settings import SettingError, Settings

NAMED = re.compile(r"(local):()(.+)|(slack|teams):([^/\s]+)/([^/\s]+)")


def about(said: str, output: Path | None, settings: Settings) -> int:
    """Write it to a new file or standard output; the audit log says that it was, and names nobody but who did it."""
    person = _person(said)
    own = person == here()
    require(settings, "read_own" if own else "export", "own" if own else "other")
    with open_store(settings) as (store, _said):
        count = len(store.of_person(person))
        audited(store, "export", detail=f"one person, {count} cases")
        text = open_assistant(settings, store).data_of(person).text
    if output is None:
        sys.stdout.write(text)
        return 0
    with new_file(output) as file:
        file.write(text.encode())
    print(f"{count} consultations in {output}, in the clear: delete the file when it is no longer needed.")
    return 0


def _person(said: str) -> Person:
    found = NAMED.fullmatch(said)
    if found is None:
        raise SettingError(f"--person {said}: write local:NAME, slack:TEAM/USER or teams:TENANT/USER.")
    channel, workspace, user = (part for part in found.groups() if part is not None)
    return Person.model_validate({"channel": channel, "workspace": workspace, "user": user})
