"""The Home tab: the ways in, where the person stands, and every kind of lever by whom it is over."""

from collections.abc import Iterator, Sequence

from bot.messages import Card, Press
from handlers.slack import limits
from handlers.slack.blocks import Action, Made, actions, divider, heading, lines, select
from handlers.slack.pages import with_own_ids
from handlers.slack.render import units
from knowledge.texts import Texts

ACTORS = {"SUP": "suppliers", "JV": "jv", "CUS": "customers", "GOV": "government"}
CATEGORIES = {
    "A": "commercial",
    "B": "broader",
    "C": "peers",
    "D": "third parties",
    "E": "multi-stakeholder",
}
"""What a button of the matrix looks up: words that mean exactly its levers, whatever the reader's language."""
OTHERWISE = {("CUS", "C"): "competitors"}
"""Of customers "peers" are read as theirs."""

MOST_BYTES = 200_000
"""For the person's own cards, of all that a view may hold."""


def home(cards: Sequence[Card], words: Texts, queue: Sequence[Card] = ()) -> Made:
    """The view for these cards, below a lead's queue. It is one view: blocks that find no room are counted instead."""
    first = (*_queue(queue, words), *_ways_in(words))
    found = with_own_ids([first, *units(cards, words, folded=True), tuple(_matrix(words))])
    first, matrix = found[0], found[-1]
    own = [block for unit in found[1:-1] for block in unit]
    shown = list(_with_room(own, limits.BLOCKS["home"] - len(first) - len(matrix) - 1))
    left = len(own) - len(shown)
    more = lines((words("lookup.more", n=left),)) if left else ()
    return {"type": "home", "blocks": [*first, *shown, *more, *matrix]}


def _queue(cards: Sequence[Card], words: Texts) -> Iterator[Made]:
    """The queue with its filters; a page of it has room, whatever stands in it."""
    if cards:
        yield from (block for unit in units(cards, words, folded=True) for block in unit)
        yield divider()


def _with_room(blocks: Sequence[Made], most: int) -> Iterator[Made]:
    """The first blocks, as far as their number and their size allow."""
    held = 0
    for block in blocks[:most]:
        held += limits.weight(block)
        if held > MOST_BYTES:
            return
        yield block


def _ways_in(words: Texts) -> Iterator[Made]:
    start = Action(Press(action="new"), words("slack.start_consultation"), main=True)
    look_up = Action(Press(action="levers"), words("slack.look_up"))
    yield from actions([start, look_up])


def _matrix(words: Texts) -> Iterator[Made]:
    """A line for each actor, with its categories to choose from."""
    yield divider()
    yield from heading(words("lookup.title"))
    for actor, query in ACTORS.items():
        name = words(f"word.actor.{actor}")
        kinds = [(looked_up(actor, category), words(f"word.category.{category}")) for category in CATEGORIES]
        yield select(
            name[:1].upper() + name[1:],
            "levers",
            words("slack.choose_kind"),
            [(query, words("slack.all")), *kinds],
        )


def looked_up(actor: str, category: str) -> str:
    """The look-up of a cell of the matrix."""
    return f"{ACTORS[actor]} {OTHERWISE.get((actor, category), CATEGORIES[category])}"
