"""A process that saves turns until it is killed, and says which of them are acknowledged.

    python victim.py FOLDER FIRST SEED

Delivery numbers count on from FIRST. Each is delivered again when the process before may have been killed
over it, as a chat service would: Repeated counts as acknowledged.
"""

import random
import sys
from contextlib import suppress
from pathlib import Path

from bot.log import SqliteStore
from bot.record import Event, Queued, Turn
from bot.store import Repeated
from tests.log.scenes import AT, Place, card, job, line, standing


def deliver(store: SqliteStore, number: int, name: str) -> None:
    """Save what this delivery says, on the revision that is there."""
    known = store.standing(name)
    revision = known.revision if known else 0
    case = known.number if known else store.new_number()
    said = Event(kind="answered", at=AT, body={"delivery": number})
    store.save(
        Turn(
            delivery=str(number),
            revision=revision,
            standing=standing(name, case, revision + 1).model_copy(update={"queued": queued(revision)}),
            events=(said,),
            outgoing=(card(f"card {number}", name),),
            due=(job(f"job {number}", name),),
            audited=(line(str(number)),),
        )
    )


def queued(revision: int) -> Queued:
    """A place that changes with every turn, and is closed every third time."""
    return Queued(status="new" if revision % 3 else "closed", words=("actor:SUP", f"tag:{revision}"))


def main(folder: str, first: str, seed: str) -> None:
    """Deliver for ever."""
    chance = random.Random(seed)
    with Place(Path(folder)).open() as store:
        number = int(first)
        while True:
            with suppress(Repeated):
                deliver(store, number, f"c{chance.randrange(20)}")
            print(number, flush=True)
            number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
