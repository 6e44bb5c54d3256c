"""JSON Lines: one consultation a line, its standing and its events as they are kept. People script against it."""

import json
from collections.abc import Iterable
from typing import TextIO

from bot.record import Event, Standing

INDEXED = {"queued"}
"""What only says again, for the leads' queue, what stands in the events."""


def write(cases: Iterable[tuple[Standing, tuple[Event, ...]]], out: TextIO) -> int:
    """Write a line a consultation; how many there were."""
    count = 0
    for standing, events in cases:
        kept = [event.model_dump(mode="json") for event in events]
        told = standing.model_dump(mode="json", exclude=INDEXED)
        line = json.dumps({"standing": told, "events": kept}, ensure_ascii=False)
        out.write(line + "\n")
        count += 1
    return count
