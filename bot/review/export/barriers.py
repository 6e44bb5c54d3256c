"""Who must not read a case, by the case alone: what an export asks before it takes one."""

from collections.abc import Iterable

from bot.access import whose
from bot.record import DRAFT, Event, Person, Standing
from bot.review.facets import barred
from bot.review.record import Review, changed

GUARDS = frozenset({"name_hidden", "name_shown", "left_out", "review_stepped_back"})
"""Events that say who may read a case, and whether its asker is named."""


def guarded(events: Iterable[Event]) -> Review:
    """Who may read a case, and no more: it needs no other event, so one of a newer version is no hindrance."""
    review = Review()
    for event in events:
        if event.kind in GUARDS:
            review = changed(review, event.kind, event.body)
    return review


def kept_from(person: Person, standing: Standing, events: Iterable[Event]) -> bool:
    """Whether this person can't have the case: their own, barred, or of another workspace. A draft is nobody's case."""
    if standing.route == DRAFT:
        return False
    in_queue = standing.queued is not None and barred(person) in standing.queued.words
    return in_queue or whose(person, standing.person) != "other" or person in guarded(events).barred
