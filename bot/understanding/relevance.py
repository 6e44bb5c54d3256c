"""How well words fit the levers' own texts: BM25F over stems, and over runs of four letters.

Measured before it was chosen: fuzzy scores over whole texts are weak, and fusing them in makes it worse.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from bot.understanding.words import SKIPPED, split, stem
from knowledge import Knowledge
from knowledge.schema.levers import Lever

SATURATION = 1.4
LENGTH_PULL = 0.4
LETTERS_SHARE = 0.5
FIELD_WEIGHTS = {"title": 3.0, "apt": 2.0, "how": 1.0, "why": 1.0, "examples": 1.0}


def _fields(lever: Lever) -> dict[str, str]:
    return {
        "title": lever.title,
        "apt": lever.apt_when,
        "how": lever.how,
        "why": " ".join(why.text for why in lever.whys),
        "examples": " ".join(example.text for example in lever.examples),
    }


def _stems(text: str) -> list[str]:
    return [stem(word.folded, "en") for word in split(text) if word.folded not in SKIPPED]


def _letters(text: str) -> list[str]:
    words = [f" {word.folded} " for word in split(text) if word.folded not in SKIPPED]
    return [word[i : i + 4] for word in words for i in range(max(1, len(word) - 3))]


class Bm25:
    """A small BM25F index: weighted term counts per document, one query at a time."""

    def __init__(self, documents: Mapping[str, Mapping[str, float]]) -> None:
        self._documents = documents
        self._lengths = {name: sum(terms.values()) for name, terms in documents.items()}
        self._mean = sum(self._lengths.values()) / max(1, len(documents))
        spread = Counter(term for terms in documents.values() for term in terms)
        total = len(documents)
        self._rarity = {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in spread.items()}

    def scores(self, terms: Iterable[str]) -> dict[str, float]:
        """Document -> score, for the documents that hold any of the terms."""
        wanted = [(term, self._rarity[term]) for term in dict.fromkeys(terms) if term in self._rarity]
        made = {name: self._score(name, held, wanted) for name, held in self._documents.items()}
        return {name: score for name, score in made.items() if score > 0}

    def _score(self, name: str, held: Mapping[str, float], wanted: list[tuple[str, float]]) -> float:
        pull = SATURATION * (1 - LENGTH_PULL + LENGTH_PULL * self._lengths[name] / self._mean)
        return sum(rarity * held[t] * (SATURATION + 1) / (held[t] + pull) for t, rarity in wanted if t in held)


class Relevance:
    """The levers' texts, indexed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._levers = knowledge.levers

    @cached_property
    def _by_stem(self) -> Bm25:
        return Bm25({lever.id: self._weighted(lever, _stems) for lever in self._levers})

    @cached_property
    def _by_letters(self) -> Bm25:
        return Bm25({lever.id: self._weighted(lever, _letters) for lever in self._levers})

    @staticmethod
    def _weighted(lever: Lever, cut: object) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for name, text in _fields(lever).items():
            for term in cut(text):  # type: ignore[operator]
                counts[term] += FIELD_WEIGHTS[name]  # type: ignore[assignment]
        return dict(counts)

    @lru_cache(maxsize=64)  # noqa: B019 - one index lives as long as its process
    def scores(self, text: str, *, letters: bool = False) -> dict[str, float]:
        """Lever -> how well the text fits it, scaled so that the best is 1; empty when nothing fits."""
        found = self._by_stem.scores(_stems(text))
        if letters:
            for lever, score in self._by_letters.scores(_letters(text)).items():
                found[lever] = found.get(lever, 0.0) + LETTERS_SHARE * score
        best = max(found.values(), default=0.0)
        return {lever: score / best for lever, score in found.items()} if best else {}

    def by_actor(self, text: str) -> dict[str, float]:
        """Actor -> how well its three best levers fit the text, from 0 to 1."""
        found = self.scores(text)
        made: dict[str, float] = {}
        for actor in dict.fromkeys(lever.actor for lever in self._levers):
            best = sorted((found.get(lever.id, 0.0) for lever in self._levers if lever.actor == actor), reverse=True)
            made[actor] = sum(best[:3]) / 3
        return made

    def raw(self, text: str) -> dict[str, float]:
        """Lever -> unscaled score over stems and letters, for telling a good fit from a poor one."""
        found = self._by_stem.scores(_stems(text))
        for lever, score in self._by_letters.scores(_letters(text)).items():
            found[lever] = found.get(lever, 0.0) + LETTERS_SHARE * score
        return found
