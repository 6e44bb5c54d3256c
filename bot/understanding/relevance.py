"""How well a situation's words fit the levers' own texts."""

from collections import Counter
from functools import cached_property, lru_cache

from bot.understanding.postings import FIELD_WEIGHTS, Postings
from bot.understanding.words import SKIPPED, split, stem
from knowledge import Knowledge
from knowledge.schema.levers import Lever

BEST_OF_ACTOR = 3


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


def _weighted(lever: Lever) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for name, text in _fields(lever).items():
        for term in _stems(text):
            counts[term] += FIELD_WEIGHTS[name]  # type: ignore[assignment]  # a counter of weights
    return dict(counts)


class Relevance:
    """The levers' texts, indexed by stem."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._levers = knowledge.levers

    @cached_property
    def _postings(self) -> Postings:
        return Postings({lever.id: _weighted(lever) for lever in self._levers})

    @lru_cache(maxsize=64)  # noqa: B019 - one index lives as long as its process
    def scores(self, text: str) -> dict[str, float]:
        """Lever -> how well the text fits it, scaled so that the best is 1; empty when nothing fits."""
        found = self._postings.scores(_stems(text))
        best = max(found.values(), default=0.0)
        return {lever: score / best for lever, score in found.items()} if best else {}

    def by_actor(self, text: str) -> dict[str, float]:
        """Actor -> how well its best levers fit the text, from 0 to 1."""
        found = self.scores(text)
        made: dict[str, float] = {}
        for actor in dict.fromkeys(lever.actor for lever in self._levers):
            best = sorted((found.get(lever.id, 0.0) for lever in self._levers if lever.actor == actor), reverse=True)
            made[actor] = sum(best[:BEST_OF_ACTOR]) / BEST_OF_ACTOR
        return made
