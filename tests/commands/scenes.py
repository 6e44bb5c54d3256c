"""What the tests of the command line have happen: commands run here or as real processes, and consultations."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.record import Event, Person, Standing, Turn
from handlers.open import new_id, open_store, utc_now
from handlers.settings import read_settings
from handlers.terminal import Terminal
from tests.log.scenes import Place

ROOT = Path(__file__).parents[2]
ALEX = Person(channel="local", workspace="", user="alex")
BEN = Person(channel="local", workspace="", user="ben")
CANARY = "quetzalcoatl"
TOLD = f"Our supplier {CANARY} keeps the passports of migrant workers; the contract is up for renewal"
FINISHED = (TOLD, "yes", "3", "1", "2", "1", "skip")
"""A consultation from its first word to the result, whatever is asked in between."""


@dataclass(frozen=True)
class Done:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def only_line(self) -> str:
        """The one line on standard error; there is no other."""
        (line,) = self.err.splitlines()
        return line


Run = Callable[..., Done]
"""Run a command of `leverage` in this process."""


def leverage(*arguments: object, given: bytes = b"", **environment: str) -> Done:
    """Run a command as a real process."""
    command = [sys.executable, "-m", "handlers", *map(str, arguments)]
    place = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(command, input=given, capture_output=True, env=place, check=False)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def consult(adviser: Adviser, *said: str, person: Person = ALEX) -> str:
    """Say these lines to the assistant over the log of this environment; what it shows."""
    out = io.StringIO()
    with open_store(read_settings(), begins=True) as (store, _made):
        assistant = Assistant(adviser, store, now=utc_now, new_id=new_id)
        terminal = Terminal(assistant, person, "en", out, echo=True)
        for line in said:
            terminal.hear(line)
    return out.getvalue()


def written_by_a_newer_version() -> None:
    """Leave a consultation of Alex with an event of a kind that this version does not know."""
    at = utc_now()
    standing = Standing(
        consultation="c1",
        number=1,
        person=ALEX,
        state="open",
        route="leverage",
        urgent=False,
        revision=1,
        started_at=at,
        changed_at=at,
    )
    event = Event(kind="foreseen", at=at, body={"text": CANARY})
    with open_store(read_settings(), begins=True) as (store, _made):
        store.save(Turn(delivery="d1", standing=standing, events=(event,)))


class OurLog(Place):
    """The log of this environment, in the hands of someone who can write to the file and has no key."""

    @property
    def path(self) -> Path:
        """Where the settings have it."""
        return read_settings().database


def on_disk(folder: Path) -> bytes:
    """Every byte of every file below a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
