"""The log as JSON Lines, for people who may read all of it."""

import json
from collections.abc import Iterator
from typing import TextIO

from bot.record import DRAFT, Store


def lines(store: Store) -> Iterator[str]:
    """One line a consultation, by number: its standing and its events. Neither erased ones nor drafts are in it."""
    for standing, events in store.everything():
        if standing.route == DRAFT:
            continue
        kept = [event.model_dump(mode="json") for event in events]
        yield json.dumps({"standing": standing.model_dump(mode="json"), "events": kept}, ensure_ascii=False)


def export(store: Store, out: TextIO) -> int:
    """Write every consultation; how many there were."""
    count = 0
    for line in lines(store):
        out.write(line + "\n")
        count += 1
    return count
