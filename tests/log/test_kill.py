"""kill -9 at any moment: what was acknowledged is there, once."""

import random
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from bot.log import SqliteStore
from bot.log.cipher import Keys
from bot.log.database import fingerprint_of
from bot.log.rotation import rotate
from bot.record import Wanted
from tests.log.scenes import AT, KEY, OTHER_KEY, Place, case, line, names, talk
from tests.sampling import times

ROUNDS = times(8, 1)
ROOT = Path(__file__).parents[2]
SEED = 20261102


def killed_after(seconds: float, *arguments: str) -> list[int]:
    """Run the victim, kill it so long after its first sign of life; the deliveries it acknowledged."""
    command = [sys.executable, "-m", "tests.log.victim", *arguments]
    with Popen(command, stdout=PIPE, cwd=ROOT, text=True) as victim:
        assert victim.stdout is not None
        first = victim.stdout.readline()
        time.sleep(seconds)
        victim.send_signal(signal.SIGKILL)
        # A number that was cut in the middle was not acknowledged.
        lines = [first, *victim.stdout.readlines()]
    return [int(line) for line in lines if line.endswith("\n")]


def kept(store: SqliteStore) -> list[int]:
    """The deliveries that are in the log, as often as they are there."""
    found = [event.body["delivery"] for _, events in store.everything() for event in events]
    return sorted(found)


def test_no_acknowledged_turn_is_lost_or_doubled(place):
    """Killed again and again on one log: no gap, no double, at most the one in hand more; verify is clean."""
    chance, acknowledged = random.Random(SEED), 0
    for _ in range(ROUNDS):
        told = killed_after(chance.uniform(0, 0.12), str(place.folder), str(acknowledged), str(chance.random()))
        assert told[0] == acknowledged
        acknowledged = told[-1] + 1
        with place.open() as store:
            assert store.verify() == ()
            deliveries = kept(store)
            assert deliveries == list(range(len(deliveries)))
            assert acknowledged <= len(deliveries) <= acknowledged + 1
            assert [int(card.id.split()[1]) for card in store.waiting(10**6)] == deliveries
            assert [int(found.detail) for _, found in store.audited(limit=10**6)] == deliveries


ROTATING = """
import sys
from pathlib import Path
from bot.log.cipher import Keys
from bot.log.database import fingerprint_of
from bot.log.rotation import rotate
from tests.log.scenes import KEY, OTHER_KEY, Place
place = Place(Path(sys.argv[1]))
print("ready", flush=True)
for _ in range(100):
    rotate(place.path, place.ledger, KEY, OTHER_KEY)
    rotate(place.path, place.ledger, OTHER_KEY, KEY)
"""


def test_a_killed_rotation_leaves_one_key_or_the_other(place):
    """Killed at any moment, the log opens with one of the two keys, whole."""
    with place.open() as store:
        for number in range(1, 9):
            talk(store, f"c{number}", 4, number)
            case(store, number + 10, "actor:SUP", minutes=number)
            store.audit(line(str(number)))
        store.erase("c3")
    chance = random.Random(SEED)
    for _ in range(max(4, ROUNDS // 4)):
        with Popen([sys.executable, "-c", ROTATING, str(place.folder)], stdout=PIPE, cwd=ROOT) as victim:
            assert victim.stdout is not None
            victim.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            victim.send_signal(signal.SIGKILL)
        with Place(place.folder, key_of(place)).open() as store:
            assert store.verify() == ()
            assert len(list(store.everything())) == 15
            assert names(store, Wanted(words=("actor:SUP",))) == [f"c{number + 10}" for number in range(1, 9)]
            assert len(store.audited()) == 8
        if key_of(place) == OTHER_KEY:
            rotate(place.path, place.ledger, OTHER_KEY, KEY)


def key_of(place: Place) -> bytes:
    """The key that the log has now."""
    return next(key for key in (KEY, OTHER_KEY) if Keys(key).fingerprint == fingerprint_of(place.path))


ERASING = """
import sys
from pathlib import Path
from tests.log.scenes import Place
with Place(Path(sys.argv[1])).open() as store:
    for found, _ in store.everything():
        print(found.consultation, flush=True)
        store.erase(found.consultation)
"""


@pytest.mark.parametrize("seed", range(max(2, ROUNDS // 10)))
def test_a_killed_erasure_is_whole_or_not_begun(place, seed):
    """Killed while it erases: each consultation is wholly there or wholly gone, and so are its keys."""
    with place.open() as store:
        for number in range(1, 41):
            talk(store, f"c{number}", 1, number)
        keys = {row["consultation"]: row["wrapped"] for row in store.ring.file.rows("SELECT * FROM data_key")}
    with Popen([sys.executable, "-c", ERASING, str(place.folder)], stdout=PIPE, cwd=ROOT) as victim:
        assert victim.stdout is not None
        victim.stdout.readline()
        time.sleep(random.Random(seed).uniform(0, 0.05))
        victim.send_signal(signal.SIGKILL)
    with place.open() as store:
        assert store.verify() == ()
        left = {found.consultation: len(events) for found, events in store.everything()}
        assert set(left.values()) <= {2}
        assert {job.consultation for job in store.claim_due(AT)} == set(left)
        on_disk = b"".join(path.read_bytes() for path in place.path.parent.iterdir())
        assert [name for name in keys if name not in left and keys[name] in on_disk] == []
