"""Blocks in as many messages as they need: within the number of blocks and of characters, buttons on the last one."""

from collections.abc import Iterable, Iterator, Sequence

from handlers.slack import limits
from handlers.slack.blocks import FAMILY, Made
from handlers.slack.limits import text_size

Unit = tuple[Made, ...]
"""Blocks that stay together where they can."""


def pages(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units in order, on one page if they fit; on several, everything to tap goes to the end."""
    *earlier, last = _packed(units) or [()]
    if not earlier:
        return (last,) if last else ()
    moved = [(block,) for page in earlier for block in page if _acts(block)]
    read = [tuple(block for block in page if not _acts(block)) for page in earlier]
    return tuple(page for page in (*read, *_packed([last, *moved])) if page)


def _acts(block: Made) -> bool:
    return str(block["type"]) == "actions"


def _packed(units: Iterable[Unit]) -> list[Unit]:
    found: list[Unit] = []
    page: list[Made] = []
    held = 0
    for part, more in _small(units):
        if page and not _fits(len(page) + len(part), held + more):
            found.append(tuple(page))
            page, held = [], 0
        page += part
        held += more
    return [*found, tuple(page)] if page else found


def _small(units: Iterable[Unit]) -> Iterator[tuple[Unit, int]]:
    """The units, one that fits no page as its single blocks, each with how much text it holds."""
    for unit in units:
        held = text_size(unit)
        if _fits(len(unit), held):
            yield unit, held
        else:
            yield from (((block,), text_size((block,))) for block in unit)


def _fits(blocks: int, text: int) -> bool:
    return blocks <= limits.BLOCKS["message"] and text <= limits.MESSAGE_TEXT


def with_own_ids(units: Iterable[Unit]) -> list[Unit]:
    """The units, every block to tap with a block_id that no other has."""
    seen: set[str] = set()
    return [tuple(_with_own_id(block, seen) for block in unit) for unit in units]


def _with_own_id(block: Made, seen: set[str]) -> Made:
    if not _acts(block):
        return block
    own = block.get("block_id") or ""
    if own in seen:
        # The same question twice in one payload: what else stands in the id is not looked at.
        own = f"{own.removesuffix(']')},{len(seen)}]"
    if not own or len(own) > limits.ID:
        own = f"{FAMILY}:{len(seen)}"
    seen.add(own)
    return {**block, "block_id": own}
