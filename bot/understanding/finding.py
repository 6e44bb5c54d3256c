"""Finding many patterns at once: only those of which one telling word stands in the text are tried."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from bot.understanding.patterns import GAP, SHORTEST_STEM, Hit, alternatives_of, compile_pattern, find
from bot.understanding.words import Word, stem
from knowledge.schema.entry import LANGUAGES, Language

TELLING_LETTERS = 4
"""Shorter words stand in most texts."""
Owner = TypeVar("Owner", bound=Hashable)


class Finder(Generic[Owner]):
    """Patterns with whom each belongs to. Each is kept under the words of its most telling piece and compiled late."""

    def __init__(self, patterns: Iterable[tuple[Owner, Language, str]]) -> None:
        self._patterns = tuple(patterns)
        self._whole: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._inside: list[tuple[str, bool, int]] = []
        self._longest = 0
        """Letters of the longest beginning."""
        for number, (_, language, text) in enumerate(self._patterns):
            for alternative in alternatives_of(_most_telling(text)):
                self._index(alternative, language, number)

    def _index(self, alternative: str, language: Language, number: int) -> None:
        letters = alternative.strip("*")
        if alternative.startswith("*"):
            self._inside.append((letters, alternative.endswith("*"), number))
        elif alternative.endswith("*"):
            self._whole["begin", letters].append(number)
            self._longest = max(self._longest, len(letters))
        elif alternative.isupper() and len(alternative) > 1:
            self._whole["typed", alternative].append(number)
        else:
            self._whole["folded", alternative].append(number)
            found = stem(alternative, language)
            if len(found) >= SHORTEST_STEM:
                self._whole[language, found].append(number)

    def hits(self, words: Sequence[Word]) -> Iterator[tuple[Owner, Hit]]:
        """Every pattern that matches, in the order given, with its owner and where it first stands."""
        forms = dict.fromkeys((word.typed, word.folded) for word in words)
        for number in sorted({number for form in forms for number in self._numbers(*form)}):
            owner, language, text = self._patterns[number]
            hit = find(compile_pattern(text, language), words)
            if hit is not None:
                yield owner, hit

    def _numbers(self, typed: str, folded: str) -> Iterator[int]:
        keys = [("typed", typed), ("folded", folded)]
        keys += [(language, stem(folded, language)) for language in LANGUAGES]
        keys += [("begin", folded[:n]) for n in range(1, min(len(folded), self._longest) + 1)]
        for key in keys:
            yield from self._whole.get(key, ())
        for letters, anywhere, number in self._inside:
            if letters in folded if anywhere else folded.endswith(letters):
                yield number


def _most_telling(text: str) -> str:
    """The piece that fewest texts hold: no short word, few alternatives, long; letters inside words come last."""
    return min((piece for piece in text.split() if piece != GAP), key=_commonness)


def _commonness(piece: str) -> tuple[bool, bool, int, int]:
    if "|" not in piece:  # most pieces: thousands are weighed before the first text is read
        return piece.startswith("*"), len(piece) < TELLING_LETTERS, 1, -len(piece)
    words = piece.split("|")
    return any(word.startswith("*") for word in words), min(map(len, words)) < TELLING_LETTERS, len(words), -len(piece)
