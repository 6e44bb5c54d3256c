"""What of a count is shown. Each count by itself, and never all of it.

A figure says "at least": the count rounded down to a step, and by lot, once in `ODDS`, a step further, and once in
`ODDS` of those another. Nothing is left below the first step: zero and one and four are hidden alike.

That is all, and it is enough: a figure bounds its count from below and never from above, and what is hidden is bounded
by nothing. So no sum, no difference, no other table and no other quarter leads to a hidden count; docs/decisions.md has
the proof, tests/review/report/worlds.py carries it out.
"""

from collections.abc import Callable

STEP = 5
"""The step of every figure, and the least that is shown."""
ODDS = 8
"""One figure in so many is a step lower than it need be."""

Lot = Callable[[], bool]
"""Draws: True once in ODDS. Of a report drawn once only."""


def shown(count: int, lot: Lot) -> int | None:
    """The figure for a count, or None where it is hidden."""
    figure = count - count % STEP
    while figure and lot():
        figure -= STEP
    return figure or None
