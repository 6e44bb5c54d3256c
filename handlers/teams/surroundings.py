"""What a card is rendered in, for all kinds of card."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.messages import Button, Press
from handlers.teams.asking import Asking
from knowledge.texts import Texts


@dataclass(frozen=True)
class Surroundings:
    """What a card is rendered in: words, the consultation's address, and which actions have a button close by."""

    words: Texts
    address: Press
    opened_by: Mapping[str, Button]
    """action -> its button, where cards may be folded."""
    folded: frozenset[str]
    """The actions of those buttons that stand beside a folded card instead of at the end."""
    names: Mapping[str, str]
    """The name that Teams shows of a person, by their id."""
    asking: Asking = field(compare=False)
    alone: bool = True
    """Whether a card that can be opened by itself is: beside others it is folded to a line."""
