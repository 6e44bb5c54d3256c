"""A canary word in every free text of a consultation, its review and a draft: once it is erased, none is left.

Against the real server: in its real files, and in what it wrote in Slack. Encrypted words would not be found in a file
anyway, so the keys and the ciphertexts are looked for as well.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.log import SqliteStore
from bot.views.review.case import PARTS
from handlers.open import open_assistant, open_store, utc_now
from handlers.settings import Settings, read_settings
from tests.commands.scenes import Done, leverage, on_disk
from tests.sampling import long
from tests.slack.serving import ALEX, LEAD, SECOND_LEAD, company, environment, serving
from tests.slack_double import SlackDouble, plain

COUNSEL, COLLEAGUE = "USTAFF0001", "UGERDA0001"
PEOPLE = (ALEX, LEAD, SECOND_LEAD, COUNSEL, COLLEAGUE)
SETTLED = 60
"""Seconds after which what still stands in the chat always will."""

DRAFT = "zopilote is what I began to type about our supplier and did not send"
CONSULTED = (
    "new quetzalcoatl: our supplier keeps the passports of migrant workers; the contract is up for renewal; ask "
    "Fatimata Ouedraogo",
    "2",  # keep the name as it was typed: the hardest case
    "yes",
    "3",
    "axolotl is what I would say about the connection, in far too many words for a button",
    "1",
    "nanahuatzin is what I would say about the purpose, in far too many words for a button",
    "2",
    "1",
    "skip",
    "summary",
    "remind 2030-01-02 xipetotec is the reason",
    "ask lead coatlicue is my question",
    "situation",
    "yes",
    "questions",
    *("skip",) * 11,
)
REVIEWED = (
    (LEAD, "review {number}"),
    (LEAD, "review {number} note xochiquetzal is a private note"),
    (LEAD, "review {number} tag ehecatl, itzpapalotl"),
    (LEAD, "review {number} follow 2030-02-03 chalchiuhtlicue is to be looked at again"),
    (LEAD, "review {number} write tonatiuh is a message to the asker"),
    (LEAD, "review {number} ask tezcatlipoca is one more question"),
    (ALEX, "reply {number} mayahuel is my reply"),
    (LEAD, "review {number} correct alias mictlan mixcoatl is why this is corrected"),
    (LEAD, "review {number} identity coyolxauhqui is why I want to know"),
    (SECOND_LEAD, "review {number} grant"),
    (LEAD, "review {number} close yes ometeotl told us that it changed"),
    (COUNSEL, "review {number} hold camaxtli is why it is kept"),
    (SECOND_LEAD, "review closed"),
    (SECOND_LEAD, "review {number}"),
    *((SECOND_LEAD, f"review {{number}} {part}") for part in PARTS),
    (ALEX, "open {number}"),
    (ALEX, "export"),
    (ALEX, "my data"),
)
CANARIES = (
    *("zopilote", "quetzalcoatl", "axolotl", "xipetotec", "coatlicue", "huitzilopochtli", "xochiquetzal", "ehecatl"),
    *("chalchiuhtlicue", "tonatiuh", "tezcatlipoca", "mayahuel", "mictlan", "mixcoatl", "coyolxauhqui", "ometeotl"),
    *("camaxtli", "ouedraogo", "nanahuatzin", "itzpapalotl"),
)
UNSEEN = {"xochiquetzal", "chalchiuhtlicue", "camaxtli"}
"""What no card shows to the asker; the notes are the leads' own, the others nobody's."""


@dataclass
class Company:
    """Slack, the server's settings, and the one consultation."""

    slack: SlackDouble
    home: Path
    number: int = 0

    @property
    def more(self) -> dict[str, str]:
        """The settings beside the usual ones."""
        named = {"LEVERAGE_COUNSEL": COUNSEL, "LEVERAGE_ADMINS": "local:alex", "LEVERAGE_ACK_MINUTES": "60"}
        return {**named, "ERRORS": str(self.home / "errors")}

    @property
    def settings(self) -> Settings:
        """As the server has them."""
        return read_settings(environment(self.slack, socket=False) | self.more)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The server."""
        with serving(self.slack, socket=False, **self.more):
            yield

    @contextmanager
    def log(self) -> Iterator[SqliteStore]:
        """A look into the log."""
        with open_store(self.settings) as (store, _):
            yield store

    def leverage(self, *arguments: object) -> Done:
        """A command at the shell of the same machine."""
        return leverage(*arguments, **environment(self.slack, socket=False), **self.more)

    def says(self, user: str, *texts: str) -> None:
        """Somebody types."""
        for text in texts:
            assert self.slack.message(user, text.format(number=f"{self.number:04d}")).acknowledged

    def shown(self) -> str:
        """All that the app itself shows anybody now: messages, files, Homes and forms; as it is stored there."""
        messages = [one for user in PEOPLE for one in self.slack.messages(user) if "bot_id" in one]
        screens = [show(user) for user in PEOPLE for show in (self.slack.home, self.slack.view)]
        return json.dumps([messages, screens, [file.text() for file in self.slack.files]], ensure_ascii=False)

    def shows(self, word: str) -> None:
        """Wait until it stands there."""
        self.slack.wait(lambda: word in self.shown().casefold() or None, SETTLED)


@pytest.fixture
def there(home: Path) -> Iterator[Company]:
    """A company where somebody has asked, leads have worked on it, and counsel keeps it."""
    with SlackDouble(company()) as slack:
        made = Company(slack, home)
        with made.serving():
            draft(made)
            made.says(ALEX, *CONSULTED)
            with made.log() as store:
                made.number = max(standing.number for standing, _ in store.everything())
            answer(made)
            made.says(ALEX, "tried SUP-A2 no")
            for user, text in REVIEWED:
                made.says(user, text)
            for canary in CANARIES:
                if canary not in UNSEEN - {"xochiquetzal"}:
                    made.shows(canary)
            slack.wait(lambda: len(slack.files) == 2 or None, SETTLED)
        yield made


def draft(there: Company) -> None:
    """A form was closed with words in it; they are shown again, in a message and in the form that is open."""
    there.slack.slash(ALEX, "general", "/leverage")
    form = there.slack.wait(lambda: there.slack.view(ALEX))
    there.slack.fill(ALEX, form, {"situation": DRAFT})
    there.slack.close(ALEX, form)
    there.says(ALEX, "resume")
    there.slack.slash(ALEX, "general", "/leverage")
    there.shows("zopilote")


def answer(there: Company) -> None:
    """The lead who was asked answers."""
    asked = there.slack.wait(
        lambda: next((one for one in there.slack.messages(LEAD) if "asks for advice" in plain(one)), None), SETTLED
    )
    there.slack.click(LEAD, asked, text="Answer")
    form = there.slack.wait(lambda: there.slack.view(LEAD))
    there.slack.submit(LEAD, form, {"answer": "huitzilopochtli is the lead's answer"})


def secrets(store: SqliteStore) -> list[bytes]:
    """Every wrapped key of a consultation and every ciphertext, as it lies in the database."""
    tables = ("event", "outbox", "due", "queue")
    sealed = [row["sealed"] for table in tables for row in store.ring.file.rows(f"SELECT * FROM {table}")]
    keys = [row["wrapped"] for row in store.ring.file.rows("SELECT * FROM data_key WHERE consultation <> ''")]
    audited = {row["sealed"] for row in store.ring.file.rows("SELECT sealed FROM event WHERE consultation = ''")}
    people = [row["person"] for row in store.ring.file.rows("SELECT person FROM consultation")]
    return [found for found in (*sealed, *keys, *people) if found and found not in audited]


def by_asker(there: Company) -> None:
    """In the chat, the case and then the draft."""
    with there.serving():
        there.says(ALEX, "erase {number}", "erase 1")
        there.shows("what you typed yourself stays in the chat")
        clean(there)


def by_admin(there: Company) -> None:
    """At the shell, beside the running server, which blanks."""
    with there.serving():
        assert "blanked while the server runs" in there.leverage("erase", there.number).out
        assert there.leverage("erase", 1).status == 0
        clean(there)


def by_retention(there: Company) -> None:
    """While no server ran; the next one blanks."""
    with there.log() as store:
        done = open_assistant(there.settings, store).retention.run(utc_now() + timedelta(days=366))
        assert (done.case, done.draft) == (1, 1)
    with there.serving():
        clean(there)


def clean(there: Company) -> None:
    """Wait until nothing is left in the chat, and the list is worked off."""
    there.slack.wait(lambda: not any(word in there.shown().casefold() for word in CANARIES) or None, SETTLED)
    with there.log() as store:
        there.slack.wait(lambda: not store.to_blank() or None, SETTLED)


@long
@pytest.mark.parametrize("erase", [by_asker, by_admin, by_retention])
def test_nothing_is_left(there: Company, erase: Callable[[Company], None]) -> None:
    """A held case is refused to everybody; released it goes from every file and from the chat, and stays gone."""
    refused(there)
    with there.serving():
        there.says(COUNSEL, "review {number} release")
    assert there.leverage("backup", there.home / "backup").status == 0
    with there.log() as store:
        before = secrets(store)
    erase(there)
    gone(there, before)
    assert there.leverage("restore", there.home / "backup", "--overwrite").out.endswith(
        "erased again: 2; older now: 0.\n"
    )
    shutil.rmtree(there.home / "backup")
    gone(there, before)
    with there.serving():
        clean(there)


def refused(there: Company) -> None:
    """Neither the asker nor an admin nor time can erase what counsel keeps; each says so."""
    with there.serving():
        there.says(ALEX, "erase {number}")
        there.shows("so it can't be erased")
    done = there.leverage("erase", there.number)
    assert done.status == 1 and "at the request of counsel" in done.out
    with there.log() as store:
        assert open_assistant(there.settings, store).retention.run(utc_now() + timedelta(days=29)).case == 0
        assert open_assistant(there.settings, store).retention.overdue(utc_now() + timedelta(days=9_000)).case == 0
        assert store.by_number(there.number) is not None


def gone(there: Company, before: list[bytes]) -> None:
    """From the database, its write-ahead log and shared memory, the ledger, the server's log, and the audit log."""
    with there.log() as store:
        assert store.verify() == ()
        assert store.by_number(there.number) is None
        lines = [line.model_dump_json() for _, line in store.audited()]
        found = on_disk_but_backups(there)
    assert [word for word in CANARIES if word.encode() in found.lower()] == []
    assert [secret for secret in before if secret[12:] in found] == []
    assert [word for word in CANARIES if word in "".join(lines).casefold()] == []
    erased = [line for line in lines if '"erase' in line or '"retention"' in line]
    assert len(erased) == 1 and ALEX not in erased[0]
    assert there.leverage("export").out == ""


def on_disk_but_backups(there: Company) -> bytes:
    """Every byte of every file, without the backup that is meant to hold them still."""
    folder = there.home / "backup"
    aside = folder.rename(there.home.parent.parent / f"aside-{there.home.parent.name}") if folder.exists() else None
    try:
        return on_disk(there.home.parent)
    finally:
        if aside:
            aside.rename(folder)
