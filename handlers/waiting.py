"""What waits in the outbox for the people of one channel: by person, in line, as far as it is kept in memory.

Each channel's sender has a line of its own over the one outbox, and leaves everybody else's cards where they are.

The log says what waits and in which order. What was made just now is handed over beside it and need not be decrypted;
anything else is read once, however long its person can't be written to.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import TypeAdapter

from bot.messages import Card
from bot.places import place_of
from bot.record import Outgoing
from bot.store import Store
from knowledge.schema.entry import Language

MOST_HELD = 5_000
"""Waiting cards that are kept in memory."""
MOST_FRESH = 500
"""Cards that are handed over between two looks; any beyond are read from the log."""
AT_A_TIME = 8
"""Cards of one person that are sent before it is looked whether they still wait: one may be erased meanwhile."""
CARDS: TypeAdapter[tuple[Card, ...]] = TypeAdapter(tuple[Card, ...])


class Address(NamedTuple):
    """Where a card goes: a person's direct message, and the message there that it replaces."""

    user: str
    replaces: str = ""


def address_of(place: str, channel: str) -> Address | None:
    """The address of a place ("slack:dm:U1", "slack:dm:U1:1700000000.1"); None when it is none in this channel."""
    found = place_of(place)
    if found is None or (found.channel, found.kind) != (channel, "dm"):
        return None
    user, _, replaces = found.name.partition(":")
    return Address(user, replaces) if user else None


@dataclass(frozen=True, eq=False)
class OnItsWay:
    """What goes out, and to whom."""

    id: str
    address: Address
    cards: tuple[Card, ...]
    language: Language


class Waiting:
    """One channel's line of the outbox. Whoever looks does so alone; handing over may happen at any time."""

    def __init__(self, store: Store, channel: str) -> None:
        self._store, self._channel = store, channel
        self._last = 0
        """How far the line was looked through."""
        self._fresh: dict[str, Outgoing] = {}
        """What was handed over since it was looked last."""
        self._by_user: dict[str, deque[OnItsWay]] = {}

    def hand_over(self, fresh: Outgoing) -> None:
        """Take in what was made just now and is in the log already. It is held until the next look at the latest."""
        if len(self._fresh) < MOST_FRESH:
            self._fresh[fresh.id] = fresh

    def look(self, ready: Callable[[str], bool]) -> list[list[OnItsWay]]:
        """The next cards of each person who is ready to get some, in order. What no longer waits is let go."""
        self._line_up()
        heads = {user: list(line)[:AT_A_TIME] for user, line in self._by_user.items() if line and ready(user)}
        still = self._store.still_waiting([card.id for cards in heads.values() for card in cards])
        for user, cards in heads.items():
            for card in cards:
                if card.id not in still:
                    self.done(card)
            heads[user] = [card for card in cards if card.id in still]
        return [cards for cards in heads.values() if cards]

    def done(self, card: OnItsWay) -> None:
        """Let go of a card that waits no more."""
        line = self._by_user.get(card.address.user)
        if line and card in line:
            line.remove(card)
        if not line:
            self._by_user.pop(card.address.user, None)

    def _line_up(self) -> None:
        fresh, self._fresh = self._fresh, {}
        held = sum(map(len, self._by_user.values()))
        for place, id in self._store.in_line(self._last, MOST_HELD - held):
            card = _on_its_way(fresh.get(id) or self._store.outgoing(id), self._channel)
            if card is not None:
                self._by_user.setdefault(card.address.user, deque()).append(card)
            self._last = place


def _on_its_way(out: Outgoing | None, channel: str) -> OnItsWay | None:
    """The card, if it can be read and is for somebody in this channel."""
    address = address_of(out.place, channel) if out else None
    if out is None or address is None:
        return None
    return OnItsWay(out.id, address, CARDS.validate_python(out.card["cards"]), out.card.get("language", "en"))
