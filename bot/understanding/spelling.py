"""Mending spelling, word by word, against the words the content knows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.words import SKIPPED, Word, fold
from knowledge import Knowledge

SHORTEST = 6
"""Shorter words are too easily mistaken for one another."""
LONG = 9
"""From this length two slips are mended, below it one: a letter wrong, missing, too many, or swapped."""
MOST_MENDED = 40
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class Spelling:
    """The words the content knows, and the nearest one to a word that it does not."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    @cached_property
    def known(self) -> frozenset[str]:
        """Every folded word of patterns, levers and choices."""
        # Beginnings and endings in patterns are no words.
        words = set(" ".join(self._texts()).replace("|", " ").split())
        return frozenset(_LETTERS.findall(fold(" ".join(word for word in words if "*" not in word))))

    @cached_property
    def _by_first_letter(self) -> dict[str, list[str]]:
        grouped: dict[str, list[str]] = {}
        for word in sorted(self.known):
            if len(word) >= SHORTEST - 1:
                grouped.setdefault(word[0], []).append(word)
        return grouped

    def _texts(self) -> Iterable[str]:
        for phrase in self._knowledge.phrases:
            yield from (pattern for patterns in phrase.says.values() for pattern in patterns)
            yield from phrase.yes
            yield from phrase.no
        for alias in self._knowledge.aliases:
            yield from (pattern for patterns in alias.says.values() for pattern in patterns)
        for lever in self._knowledge.levers:
            yield from (lever.title, lever.how, lever.apt_when)
            yield from (point.text for point in (*lever.whys, *lever.examples))

    def mend(self, words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[tuple[str, str], ...]]:
        """The words with spelling mended, and the pairs (as typed, as read)."""
        mended: list[Word] = []
        pairs: list[tuple[str, str]] = []
        for word in words:
            better = self.nearest(word.folded) if len(pairs) < MOST_MENDED else None
            if better is not None:
                pairs.append((word.typed, better))
                word = replace(word, folded=better)  # noqa: PLW2901 - the mended word takes its place
            mended.append(word)
        return tuple(mended), tuple(pairs)

    def nearest(self, folded: str) -> str | None:
        """The known word a misspelt one stands for; None when it is known, short, or nothing is near."""
        if len(folded) < SHORTEST or folded in self.known or folded in SKIPPED or not folded.isalpha():
            return None
        near = self._by_first_letter.get(folded[0], [])
        most = 2 if len(folded) >= LONG else 1
        found = process.extractOne(folded, near, scorer=OSA.distance, score_cutoff=most)
        if found is None or _same_but_for_the_ending(folded, found[0]):
            return None
        return str(found[0])


def _same_but_for_the_ending(typed: str, known: str) -> bool:
    """Whether the two differ in inflection only: the stemmer deals with that."""
    shared = min(len(typed), len(known)) - 1
    return typed[:shared] == known[:shared] and abs(len(typed) - len(known)) <= 2
