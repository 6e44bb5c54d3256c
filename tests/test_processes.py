"""Real processes: the same bytes again, kill -9 at any moment, tampering found, what was erased, what a crash logs."""

import io
import json
import os
import random
import re
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import pytest

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.log import SqliteStore
from handlers.open import new_id, open_store, utc_now
from handlers.settings import Settings, read_settings
from handlers.terminal import PROMPT, Terminal
from tests.commands.scenes import (
    ALEX,
    CANARY,
    FINISHED,
    ROOT,
    TOLD,
    OurLog,
    consult,
    leverage,
    on_disk,
    written_by_a_newer_version,
)
from tests.sampling import LONG, long, times

ROUNDS = times(4, 1)
SEED = 20261102
PATIENCE = 120
"""Seconds after which a process that does not answer is given up, so that the tests end."""


# ---- the same bytes ----


def test_the_same_batch_gives_the_same_bytes(home):
    """Twice, and in a process that hashes otherwise: byte for byte the same."""
    lines = (ROOT / "tests/evaluation/public/situations.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines if line][:: 1 if LONG else 8]
    batch = home / "batch.jsonl"
    batch.write_text("".join(json.dumps({"id": case["id"], "text": case["text"]}) + "\n" for case in cases))
    running = [batch_process(batch, seed) for seed in ("0", "0", "4242")]
    first, again, other = (process.communicate()[0] for process in running)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert [json.loads(line)["id"] for line in first.splitlines()] == [case["id"] for case in cases]
    assert first == again == other


def batch_process(batch: Path, seed: str) -> "Popen[bytes]":
    """A process that answers a batch, its hashing seeded."""
    place = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    return Popen([sys.executable, "-m", "handlers", "advise", "--batch", batch], stdout=PIPE, env=place)


# ---- kill -9 ----

SITUATIONS = (
    TOLD,
    "Police officers ring our staff and want the live location of customers, no paper, a march is on Saturday",
    "Our joint venture partner's guards beat villagers at the fence, the contract is up for renewal",
    "A customer uses our cameras to watch union members, we negotiate a new contract",
)
ANSWERS = (
    "1",
    "2",
    "3",
    "1 and 2",
    "not sure",
    "skip",
    "back",
    "keep",
    "change 2",
    "why",
    "more",
    "blah",
    "",
    "result",
)
NOTE = "they told us twice that nothing will change before the end of the year"


@dataclass(frozen=True)
class Moment:
    """How things stand after so many lines: how a new session greets, and every event that is kept."""

    greeting: str
    kept: list[object]


def script(chance: random.Random, length: int) -> list[str]:
    """What a person types, consultation after consultation."""
    lines: list[str] = []
    while len(lines) < length:
        lines += [f"new {chance.choice(SITUATIONS)}", "yes"]
        lines += ["stop", "resume"] if chance.random() < 0.3 else []
        lines += [chance.choice((*ANSWERS, NOTE)) for _ in range(chance.randrange(4, 14))]
    return lines


def kept(store: SqliteStore) -> list[object]:
    """Every event in the log but for what differs from run to run: ids, times and case numbers."""
    events = [(event.kind, event.body) for _, events in store.everything() for event in events]
    return [
        [kind, {}] if kind == "started" else json.loads(without_number(json.dumps([kind, body])))
        for kind, body in events
    ]


def without_number(text: str) -> str:
    """A text without its case number: a number that was handed out is never handed out again."""
    # No word boundary before it: in JSON a line break is the letters \n.
    return re.sub(r"case \d{4}\b", "case", text, flags=re.IGNORECASE)


def uninterrupted(adviser: Adviser, settings: Settings, lines: list[str]) -> tuple[list[Moment], list[str]]:
    """The same script in one go: how things stood after each line, and each line's echo and reply."""
    out = io.StringIO()

    def shown() -> str:
        text = without_number(out.getvalue())
        out.seek(0)
        out.truncate()
        return text

    replies = []
    with open_store(settings, begins=True) as (store, _made):
        terminal = Terminal(Assistant(adviser, store, now=utc_now, new_id=new_id), ALEX, "en", out, echo=True)
        terminal.greet()
        moments = [Moment(shown(), kept(store))]
        for line in lines:
            terminal.hear(line)
            replies.append(shown())
            terminal.greet()
            moments.append(Moment(shown(), kept(store)))
    return moments, replies


class Chat:
    """A real `leverage chat` at the other end of two pipes."""

    def __init__(self, process: "Popen[str]") -> None:
        self.process = process

    def say(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def shows(self, expected: str) -> bool:
        """Whether the next that is shown is this, read to its last line."""
        assert self.process.stdout is not None
        for line in expected.splitlines(keepends=True):
            found = without_number(self.process.stdout.readline())
            assert found == line
        return True

    def kill(self) -> str:
        """Kill it; what it had shown until then."""
        assert self.process.stdout is not None
        self.process.kill()
        return self.process.stdout.read()


@contextmanager
def chatting() -> Iterator[Chat]:
    """A `leverage chat`, ended at last."""
    command = [sys.executable, "-m", "handlers", "chat"]
    place = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=place, text=True, encoding="utf-8") as process:
        late = threading.Timer(PATIENCE, process.kill)
        late.start()
        try:
            yield Chat(process)
        finally:
            late.cancel()
            process.kill()
            with suppress(BrokenPipeError):
                process.stdin.close()


def test_kill_minus_9_loses_no_answer_and_doubles_none(home, adviser):
    """Killed at any moment of a conversation, again and again.

    What was answered is kept, once; what was not is kept wholly or not at all; the next session greets with
    the question that is open; the log is whole.
    """
    chance = random.Random(SEED)
    lines = script(chance, ROUNDS * 8)
    reference = read_settings({"DATABASE_URL": f"sqlite:///{home}/reference/log.db"})
    moments, replies = uninterrupted(adviser, reference, lines)
    done = 0
    for _ in range(ROUNDS):
        with chatting() as chat:
            assert chat.shows(moments[done].greeting)
            for _ in range(chance.randrange(6)):
                chat.say(lines[done])
                assert chat.shows(replies[done])
                done += 1
            chat.say(lines[done])
            time.sleep(chance.uniform(0, 0.06))
            echo = f"{PROMPT}{lines[done]}\n\n"
            acknowledged = len(chat.kill()) > len(echo)
        with open_store(read_settings()) as (store, _made):
            assert store.verify() == ()
            there = kept(store)
        if acknowledged:
            done += 1
            assert there == moments[done].kept
        else:
            assert there in (moments[done].kept, moments[done + 1].kept)
            done += there != moments[done].kept
    assert leverage("verify").out.startswith("Whole: ")


@long
def test_a_killed_first_start_can_be_started_again(home, adviser):
    """Killed while key and log are being made: the next start begins as if nothing had been."""
    chance = random.Random(SEED)
    for number in range(max(2, ROUNDS // 4)):
        shutil.rmtree(home / "data", ignore_errors=True)
        shutil.rmtree(home / "config", ignore_errors=True)
        with chatting() as chat:
            while not (home / "config").exists() and chat.process.poll() is None:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.02))
            chat.kill()
        done = leverage("chat", given=b"hi\n")
        assert (number, done.status) == (number, 0), done.err
        assert leverage("verify").status == 0


# ---- tampering ----


def changed_event(hand):
    """One entry is not what was sealed there."""
    hand.execute("UPDATE event SET sealed = zeroblob(length(sealed)) WHERE seq = 2")


def swapped_ciphertexts(hand):
    """Two entries change places, with their digests."""
    (one, *first), (two, *second) = hand.execute(
        "SELECT id, sealed, digest FROM event WHERE seq IN (2, 3) LIMIT 2"
    ).fetchall()
    hand.execute("UPDATE event SET sealed = ?, digest = ? WHERE id = ?", [*second, one])
    hand.execute("UPDATE event SET sealed = ?, digest = ? WHERE id = ?", [*first, two])


def missing_consultation(hand):
    """Every row of the first consultation is taken away."""
    (name,) = hand.execute("SELECT id FROM consultation ORDER BY number LIMIT 1").fetchone()
    hand.execute("DELETE FROM consultation WHERE id = ?", [name])
    for table in ("event", "outbox", "due", "data_key"):
        hand.execute(f"DELETE FROM {table} WHERE consultation = ?", [name])


TAMPERINGS = {
    "changed event": (changed_event, {"ciphertext"}),
    "swapped ciphertexts": (swapped_ciphertexts, {"chain", "ciphertext"}),
    "missing consultation": (missing_consultation, {"missing"}),
}


def found() -> tuple[int, set[str]]:
    """What `leverage verify` says: exit status, and the kinds of its findings."""
    done = leverage("verify")
    assert done.out == ""
    return done.status, {line.partition(":")[0] for line in done.err.splitlines()}


@pytest.mark.parametrize(("tamper", "kinds"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_tampering_is_found(home, adviser, tamper, kinds):
    """By someone who can write to the file and has no key: `verify` answers no, and says what."""
    consult(adviser, *FINISHED)
    consult(adviser, *FINISHED)
    with OurLog(home).tampering() as hand:
        tamper(hand)
    assert found() == (1, kinds)


def test_a_cut_tail_is_found_though_the_projection_was_put_back(home, adviser):
    """The last answers are taken away and the row is the true row from before them: only the ledger knows."""
    consult(adviser, *FINISHED[:3])
    row, count = standing_row()
    consult(adviser, *FINISHED[3:5])
    with OurLog(home).tampering() as hand:
        hand.execute("DELETE FROM event WHERE consultation = ? AND seq > ?", [row["id"], count])
        hand.execute(f"UPDATE consultation SET {', '.join(f'{name} = ?' for name in row)}", list(row.values()))
    status, kinds = found()
    assert (status, "cut" in kinds) == (1, True)


def standing_row() -> tuple[dict[str, object], int]:
    """The projection's row of the only consultation, and how many entries it has."""
    with open_store(read_settings()) as (store, _made):
        (row,) = store.ring.file.rows("SELECT * FROM consultation")
        (count,) = store.ring.file.rows("SELECT MAX(seq) AS seq FROM event WHERE consultation = ?", [row["id"]])
    return row, count["seq"]


def test_an_old_file_put_back_is_found(home, adviser):
    """Yesterday's database in place of today's: as a whole, and for each consultation."""
    consult(adviser, *FINISHED[:3])
    shutil.copy(read_settings().database, home / "old")
    consult(adviser, *FINISHED[3:])
    consult(adviser, f"new {TOLD}")
    shutil.copy(home / "old", read_settings().database)
    assert found() == (1, {"rolled_back", "cut", "missing"})


# ---- erasing ----


def test_what_is_erased_is_nowhere(home, adviser):
    """While another process has the log open, so that its write-ahead log lies there: no word and no key is left.

    Nor after an older backup was put back.
    """
    consult(adviser, *FINISHED)
    consult(adviser, "new Our customer uses our cameras to watch union members", "yes", "helpful")
    settings = read_settings()
    secrets = sealed(settings, 1)
    assert leverage("backup", home / "copy").status == 0
    with open_store(settings):
        consult(adviser, "why")
        assert leverage("erase", "1").status == 0
        names = {path.name for path in settings.database.parent.iterdir()}
        assert names == {"log.db", "log.db-wal", "log.db-shm"}
        assert nowhere(settings.database.parent, secrets)
    assert nowhere(home / "data", secrets)
    assert nowhere(home / "config", secrets)
    assert leverage("restore", home / "copy", "--overwrite").out.startswith(
        "2 consultations restored; erased again: 1;"
    )
    assert nowhere(home / "data", secrets)
    assert nowhere(home / "config", secrets)
    assert CANARY not in leverage("export").out
    assert leverage("verify").out == "Whole: 1 consultations.\n"


def sealed(settings: Settings, number: int) -> list[bytes]:
    """Whatever of a consultation is secret on the disk: its words, its key, and all that the key protects."""
    with open_store(settings) as (store, _made):
        name = store.by_number(number).consultation
        rows = store.ring.file.rows
        blobs = [row["sealed"] for row in rows("SELECT sealed FROM event WHERE consultation = ?", [name])]
        blobs += [row["sealed"] for row in rows("SELECT sealed FROM outbox WHERE consultation = ?", [name])]
        blobs += [row["wrapped"] for row in rows("SELECT wrapped FROM data_key WHERE consultation = ?", [name])]
    found = [CANARY.encode(), *(bytes(blob)[-24:] for blob in blobs if blob)]
    assert len(found) > 4
    assert not nowhere(settings.database.parent, found[1:])
    return found


def nowhere(folder: Path, secrets: list[bytes]) -> bool:
    """Whether no file below a folder holds any of these."""
    there = on_disk(folder)
    return not any(secret in there for secret in secrets)


# ---- what a crash leaves ----


def test_a_crash_logs_no_text_of_a_consultation(home):
    """Two lines: the logged number with the kind of error, and the sentence with the number. No traceback."""
    written_by_a_newer_version()
    done = leverage("chat", given=f"{CANARY}\n".encode())
    assert done.status == 70
    assert len(done.err.splitlines()) == 2
    assert [word for word in (CANARY, "Traceback", "foreseen") if word in done.err] == []
    assert CANARY.encode() not in on_disk(home)
