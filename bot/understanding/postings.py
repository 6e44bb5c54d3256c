"""BM25F over weighted fields: what a term is worth for each entry, worked out once when the index is built.

Measured before it was chosen: fuzzy scores over whole texts are weak, and fusing them in makes it worse.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

SATURATION = 1.4
LENGTH_PULL = 0.4
LETTERS_SHARE = 0.5
FIELD_WEIGHTS = {"title": 3.0, "apt": 2.0, "how": 1.0, "why": 1.0, "examples": 1.0}


class Postings:
    """term -> entries that hold it, each with what the term is worth there."""

    def __init__(self, documents: Mapping[str, Mapping[str, float]]) -> None:
        lengths = {name: sum(terms.values()) for name, terms in documents.items()}
        mean = sum(lengths.values()) / max(1, len(documents)) or 1.0
        spread: dict[str, int] = defaultdict(int)
        for terms in documents.values():
            for term in terms:
                spread[term] += 1
        self._size = len(documents)
        self._spread = spread
        self._worth: dict[str, dict[str, float]] = defaultdict(dict)
        for name, terms in documents.items():
            pull = SATURATION * (1 - LENGTH_PULL + LENGTH_PULL * lengths[name] / mean)
            for term, weight in terms.items():
                self._worth[term][name] = self.rarity(term) * weight * (SATURATION + 1) / (weight + pull)

    def rarity(self, term: str) -> float:
        """How telling a term is: most when no entry holds it, little when all do."""
        held = self._spread.get(term, 0)
        return math.log(1 + (self._size - held + 0.5) / (held + 0.5))

    def worth(self, term: str) -> Mapping[str, float]:
        """Entry -> what the term is worth there."""
        return self._worth.get(term, {})

    def scores(self, terms: Iterable[str]) -> dict[str, float]:
        """Entry -> what the terms are worth there together, each counted once."""
        found: dict[str, float] = {}
        for term in dict.fromkeys(terms):
            for name, worth in self.worth(term).items():
                found[name] = found.get(name, 0.0) + worth
        return found
