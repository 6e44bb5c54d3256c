"""Patterns of the vocabulary: a row of words that is looked for in a text.

`word` matches by its stem, `begin*`, `*end` and `*inside*` by its letters, `one|other` either, `...` lets up
to four other words stand between, CAPITALS match capitals only. A pattern never crosses a sentence's end,
and small words (articles, prepositions) may stand inside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.understanding.words import SKIPPED, SMALL, Word, fold, stem
from knowledge.schema.entry import Language

GAP = "..."
LONGEST_GAP = 4
SHORTEST_STEM = 3
"""Letters below which a stem says too little: that of "sued" is Spanish "su", that of "going" is "go"."""


@dataclass(frozen=True)
class Piece:
    """One word of a pattern: its alternatives, and whether a gap may stand before it."""

    alternatives: tuple[str, ...]
    gap: bool
    language: Language

    def fits(self, word: Word) -> bool:
        """Whether one of the alternatives is this word."""
        return word.folded in self._whole or word.typed in self._capitals or self._fits_more(word.folded)

    def _fits_more(self, folded: str) -> bool:
        begins, ends, inside = self._letters
        if (begins and folded.startswith(begins)) or (ends and folded.endswith(ends)):
            return True
        if any(letters in folded for letters in inside):
            return True
        return folded not in SMALL and stem(folded, self.language) in self._stems

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return frozenset(filter(_is_capitals, self.alternatives))

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(one for one in self.alternatives if not _is_capitals(one) and "*" not in one)

    @cached_property
    def _stems(self) -> frozenset[str]:
        stems = (stem(one, self.language) for one in self._whole)
        return frozenset(found for found in stems if len(found) >= SHORTEST_STEM)

    @cached_property
    def _letters(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Letters with which a word may begin, with which it may end, and which may stand inside it."""
        # A star inside a word is refused where content is read; elsewhere it means nothing.
        kept: dict[tuple[bool, bool], list[str]] = {
            (False, False): [],
            (True, False): [],
            (False, True): [],
            (True, True): [],
        }
        for one in (one for one in self.alternatives if "*" in one and not _is_capitals(one)):
            kept[one.endswith("*"), one.startswith("*")].append(one.strip("*"))
        return tuple(kept[True, False]), tuple(kept[False, True]), tuple(kept[True, True])


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern in one language."""

    language: Language
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Hit:
    """Where a pattern matched: word positions, `end` exclusive."""

    start: int
    end: int


@lru_cache(maxsize=20_000)
def compile_pattern(text: str, language: Language) -> Pattern:
    """The pattern that `text` writes down. Raises ValueError when it holds no word."""
    pieces: list[Piece] = []
    gap = False
    for part in text.split():
        if part == GAP:
            gap = True
            continue
        pieces.append(Piece(alternatives_of(part), gap, language))
        gap = False
    if not pieces:
        raise ValueError(f"the pattern {text!r} holds no word")
    return Pattern(language, tuple(pieces))


def alternatives_of(piece: str) -> tuple[str, ...]:
    """What may stand for one word of a pattern."""
    return tuple(_alternative(word) for word in piece.split("|"))


def _alternative(word: str) -> str:
    return word if _is_capitals(word) else fold(word)


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def find(pattern: Pattern, words: Sequence[Word], start: int = 0) -> Hit | None:
    """The first place where the pattern matches, or None."""
    first = pattern.pieces[0]
    for position in range(start, len(words) - len(pattern.pieces) + 1):
        if first.fits(words[position]):
            end = _match(pattern, 1, words, position + 1)
            if end is not None:
                return Hit(position, end)
    return None


def _match(pattern: Pattern, piece: int, words: Sequence[Word], position: int) -> int | None:
    """Where the pattern ends when its pieces from `piece` on, which is not the first, match from `position` on."""
    if piece == len(pattern.pieces):
        return position
    for place in _places(pattern.pieces[piece], words, position):
        if pattern.pieces[piece].fits(words[place]):
            end = _match(pattern, piece + 1, words, place + 1)
            if end is not None:
                return end
    return None


def _places(piece: Piece, words: Sequence[Word], position: int) -> Iterable[int]:
    """The positions at which a further piece may stand, nearest first."""
    sentence, free = words[position - 1].sentence, LONGEST_GAP if piece.gap else 0
    while position < len(words) and words[position].sentence == sentence and free >= 0:
        yield position
        if words[position].folded not in SKIPPED:
            free -= 1
        position += 1
