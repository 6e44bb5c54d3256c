"""How a consultation came to be what it is: each event with what stood before it and what stands after it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.consultation import Consultation, fold
from bot.record import Event


class Newer(Exception):
    """An event is of a kind that this version does not know: a newer one wrote it."""


@dataclass(frozen=True)
class Change:
    """One event, and the consultation before and after it."""

    before: Consultation
    event: Event
    after: Consultation


def history(events: Iterable[Event]) -> tuple[Change, ...]:
    """The changes in order. Raises Newer."""
    changes: list[Change] = []
    was = Consultation()
    for event in events:
        try:
            is_ = fold((event,), was)
        except KeyError as error:
            raise Newer(event.kind) from error
        changes.append(Change(was, event, is_))
        was = is_
    return tuple(changes)
