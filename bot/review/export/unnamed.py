"""A consultation without the name of whoever asked, while that name is in custody.

Done to the standing and the events, so that nothing that is made of them can name the asker. It holds for a lead who
was granted to see the name as well: an export is for more eyes than theirs.
"""

from collections.abc import Iterable
from typing import Any

from bot.record import Event, Person, Standing
from bot.review.export.barriers import guarded

IN_CUSTODY = Person(channel="local", workspace="", user="[asker]")
"""Who stands where the asker stood: the same in each consultation, without channel and workspace."""


def unnamed(standing: Standing, events: Iterable[Event]) -> tuple[Standing, tuple[Event, ...]]:
    """The consultation as it is where the asker shows their name, else with the asker in custody wherever they stand.

    Words stay as they were written: whoever named themselves in them is named there.
    """
    kept = tuple(events)
    if not guarded(kept).unnamed:
        return standing, kept
    asker = standing.person.model_dump()
    hidden = tuple(event.model_copy(update={"body": _without(event.body, asker)}) for event in kept)
    return standing.model_copy(update={"person": IN_CUSTODY, "queued": None}), hidden


def _without(value: Any, asker: dict[str, str]) -> Any:
    """A value with the marker wherever the asker stands in it, however deep."""
    if value == asker:
        return IN_CUSTODY.model_dump()
    if isinstance(value, dict):
        return {name: _without(one, asker) for name, one in value.items()}
    return [_without(one, asker) for one in value] if isinstance(value, list) else value
