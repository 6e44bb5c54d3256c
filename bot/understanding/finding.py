"""Finding many patterns at once: only those all of whose words stand somewhere in the text are tried.

Reading a situation may take its time; a look-up is answered while somebody types, so it goes through this index.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from bot.understanding.patterns import Hit, Pattern, compile_pattern, find
from bot.understanding.words import Word, stem
from knowledge.schema.entry import LANGUAGES, Language

Owner = TypeVar("Owner", bound=Hashable)
Place = tuple[int, int]
"""A pattern's number, and which of its pieces."""


class Finder(Generic[Owner]):
    """Patterns with whom each belongs to."""

    def __init__(self, patterns: Iterable[tuple[Owner, Language, str]]) -> None:
        self._owners: list[Owner] = []
        self._patterns: list[Pattern] = []
        self._whole: dict[tuple[str, str], list[Place]] = defaultdict(list)
        self._inside: list[tuple[str, bool, Place]] = []
        for owner, language, text in patterns:
            self._add(owner, compile_pattern(text, language))

    def _add(self, owner: Owner, pattern: Pattern) -> None:
        number = len(self._patterns)
        self._owners.append(owner)
        self._patterns.append(pattern)
        for n, piece in enumerate(pattern.pieces):
            for alternative in piece.alternatives:
                self._index(alternative, pattern.language, (number, n))

    def _index(self, alternative: str, language: Language, place: Place) -> None:
        letters = alternative.strip("*")
        if alternative.startswith("*"):
            self._inside.append((letters, alternative.endswith("*"), place))
        elif alternative.endswith("*"):
            self._whole["begin", letters].append(place)
        elif alternative.isupper() and len(alternative) > 1:
            self._whole["typed", alternative].append(place)
        else:
            self._whole["folded", alternative].append(place)
            self._whole[language, stem(alternative, language)].append(place)

    def hits(self, words: Sequence[Word]) -> Iterator[tuple[Owner, Hit]]:
        """Every pattern that matches, with its owner and where it first stands."""
        found: dict[int, set[int]] = defaultdict(set)
        for word in dict.fromkeys((word.typed, word.folded) for word in words):
            for number, piece in self._places(*word):
                found[number].add(piece)
        for number in sorted(found):
            pattern = self._patterns[number]
            if len(found[number]) == len(pattern.pieces):
                hit = find(pattern, words)
                if hit is not None:
                    yield self._owners[number], hit

    def _places(self, typed: str, folded: str) -> Iterator[Place]:
        whole = self._whole
        keys = [("typed", typed), ("folded", folded)]
        keys += [(language, stem(folded, language)) for language in LANGUAGES]
        keys += [("begin", folded[:n]) for n in range(1, len(folded) + 1)]
        for key in keys:
            yield from whole.get(key, ())
        for letters, anywhere, place in self._inside:
            if letters in folded if anywhere else folded.endswith(letters):
                yield place
