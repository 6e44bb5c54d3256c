"""What was typed and not sent: kept as it was typed until its writer sends it, types something else, or clears it.

A draft is a consultation of its own without a situation: nobody is advised on it, told of it, or shown it.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from threading import RLock

from bot.consultation import fold
from bot.dialogue.scene import Draft, Happening
from bot.messages import Incoming
from bot.record import DRAFT, Event, Person, Standing, Term, Turn
from bot.store import Store


def draft_among(store: Store, own: Iterable[Standing]) -> Draft | None:
    """The draft among a person's consultations."""
    for standing in _drafts(own):
        text = fold(store.events(standing.consultation)).draft
        if text:
            return Draft(standing.consultation, standing.number, text)
    return None


def _drafts(own: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(standing for standing in own if standing.route == DRAFT)


class Drafts:
    """At most one draft a person. `started` makes the event that begins a consultation."""

    def __init__(
        self,
        store: Store,
        locks: Mapping[Person, RLock],
        now: Callable[[], datetime],
        started: Callable[[Incoming], Happening],
    ) -> None:
        self._store, self._locks, self._now, self._started = store, locks, now, started

    def of(self, person: Person) -> Draft | None:
        """The person's draft."""
        return draft_among(self._store, self._store.of_person(person))

    def keep(self, incoming: Incoming) -> None:
        """Keep a text as the person's draft in place of the one before; a blank one leaves them with none."""
        with self._locks[incoming.person]:
            own = self._store.of_person(incoming.person)
            before = draft_among(self._store, own)
            if self._store.seen(incoming.delivery) or (before and before.text == incoming.text):
                return
            if incoming.text.strip():
                self._save(incoming)
            self._erase(_drafts(own))

    def drop(self, person: Person) -> None:
        """Erase the person's draft with its key."""
        with self._locks[person]:
            self._erase(_drafts(self._store.of_person(person)))

    def _save(self, incoming: Incoming) -> None:
        now, started = self._now(), self._started(incoming)
        happened = (started, Happening("drafted", {"text": incoming.text}))
        standing = Standing(
            consultation=started.body["id"],
            number=started.body["number"],
            person=incoming.person,
            state="stopped",
            route=DRAFT,
            urgent=False,
            revision=len(happened),
            started_at=now,
            changed_at=now,
            term=Term(kind="draft", since=now),
        )
        events = tuple(Event(kind=h.kind, at=now, body=h.body) for h in happened)
        self._store.save(Turn(delivery=incoming.delivery, route=DRAFT, standing=standing, events=events))

    def _erase(self, drafts: Iterable[Standing]) -> None:
        for standing in drafts:
            # The key is gone in any case; pages that somebody still reads leave the file with the next erasure.
            with suppress(TimeoutError):
                self._store.erase(standing.consultation)
