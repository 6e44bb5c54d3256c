"""How much is tried of what could be tried for ever: a sample, or more of it by LEVERAGE_LONG.

`make test` leaves it away, `.ci/run` sets 20; `make long` sets 200, which is as much as anybody promised.
"""

import os
import random
from collections.abc import Iterable
from typing import TypeVar

import pytest

FACTOR = int(os.environ.get("LEVERAGE_LONG") or 0)
LONG = FACTOR > 0
SEED = 1948
T = TypeVar("T")
long = pytest.mark.long
"""On a test that is not part of the sample: kills, repeats and bad weather, each of which has a quicker neighbour."""


def times(sample: int, each: float) -> int:
    """How often something is tried: so often, or `each` times the factor, and never less often than in the sample."""
    return max(sample, int(FACTOR * each))


def some(everything: Iterable[T], sample: int) -> tuple[T, ...]:
    """Some of these in their order, always the same ones; all of them where more is asked for than a sample."""
    whole = tuple(everything)
    if LONG or len(whole) <= sample:
        return whole
    return tuple(whole[at] for at in sorted(random.Random(SEED).sample(range(len(whole)), sample)))
