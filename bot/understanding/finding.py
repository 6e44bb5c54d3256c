"""Finding many patterns at once: only those of which one telling word stands in the text are tried."""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from bot.understanding.patterns import GAP, SHORTEST_STEM, Hit, compile_pattern, find
from bot.understanding.words import Word, fold, stem
from knowledge.schema.entry import LANGUAGES, Language

MANY_LETTERS = 100
"""More than a word has."""
Owner = TypeVar("Owner", bound=Hashable)


class Finder(Generic[Owner]):
    """Patterns with whom each belongs to. Each is kept under the words of its most telling piece and compiled late."""

    def __init__(self, patterns: Iterable[tuple[Owner, Language, str]]) -> None:
        self._patterns = tuple(patterns)
        self._whole: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._inside: list[tuple[str, bool, int]] = []
        self._longest = 0
        """Letters of the longest beginning."""
        written: dict[tuple[str, Language], list[int]] = defaultdict(list)
        for number, (_, language, text) in enumerate(self._patterns):
            for alternative in _most_telling(text).split("|"):
                if "*" in alternative:
                    self._index_letters(fold(alternative), number)
                else:
                    written[alternative, language].append(number)
        for (alternative, language), numbers in written.items():
            self._whole[_key(alternative, language)] += numbers

    def _index_letters(self, alternative: str, number: int) -> None:
        letters = alternative.strip("*")
        if alternative.startswith("*"):
            self._inside.append((letters, alternative.endswith("*"), number))
        else:
            self._whole["begin", letters].append(number)
            self._longest = max(self._longest, len(letters))

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


def _key(word: str, language: Language) -> tuple[str, str]:
    """Under what a word is kept: its stem, as words that are the same have the same, where it has enough letters."""
    if word.isupper() and len(word) > 1:
        return "typed", word
    folded = fold(word)
    found = stem(folded, language)
    return (language, found) if len(found) >= SHORTEST_STEM else ("folded", folded)


def _most_telling(text: str) -> str:
    """The piece that fewest texts hold: long, with few alternatives; letters inside words come last."""
    pieces = [piece for piece in text.split() if piece != GAP]
    return pieces[0] if len(pieces) == 1 else max(pieces, key=_tells)


def _tells(piece: str) -> float:
    # Weighed for thousands of pieces before the first text is read: no more than can be told at a glance.
    length = len(piece) / math.pow(1 + piece.count("|"), 1.5)
    return length - MANY_LETTERS if piece[0] == "*" or "|*" in piece else length
