"""Patterns of the vocabulary: a row of words that is looked for in a text.

`word` matches by its stem, `begin*`, `*end` and `*inside*` by its letters, `one|other` either, `...` lets up
to four other words stand between, CAPITALS match capitals only. A pattern never crosses a sentence's end,
and small words (articles, prepositions) may stand inside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.words import SKIPPED, Word, fold, stem
from knowledge.schema.entry import Language

LONGEST_GAP = 4


@dataclass(frozen=True)
class Piece:
    """One word of a pattern: its alternatives, and whether a gap may stand before it."""

    alternatives: tuple[str, ...]
    gap: bool


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
        if part == "...":
            gap = True
            continue
        pieces.append(Piece(tuple(_alternative(word) for word in part.split("|")), gap))
        gap = False
    if not pieces:
        raise ValueError(f"the pattern {text!r} holds no word")
    return Pattern(language, tuple(pieces))


def _alternative(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else fold(word)


def anchors(text: str) -> tuple[str, ...]:
    """The first letters (at most three) one of which a text must hold for the pattern to match at all.

    Empty when the pattern begins with letters that may stand inside a word: it must always be tried.
    """
    first = text.split(maxsplit=1)[0].split("|")
    return () if any(word.startswith("*") for word in first) else tuple(fold(word).rstrip("*")[:3] for word in first)


def _fits(alternative: str, word: Word, language: Language) -> bool:
    if alternative.isupper() and len(alternative) > 1:
        return word.typed == alternative
    if "*" in alternative:
        return _fits_letters(alternative, word.folded)
    return alternative == word.folded or stem(alternative, language) == stem(word.folded, language)


def _fits_letters(alternative: str, folded: str) -> bool:
    letters = alternative.strip("*")
    if alternative.startswith("*") and alternative.endswith("*"):
        return letters in folded
    return folded.endswith(letters) if alternative.startswith("*") else folded.startswith(letters)


def find(pattern: Pattern, words: Sequence[Word], start: int = 0) -> Hit | None:
    """The first place where the pattern matches, or None."""
    for position in range(start, len(words)):
        end = _match(pattern, 0, words, position)
        if end is not None:
            return Hit(position, end)
    return None


def _match(pattern: Pattern, piece: int, words: Sequence[Word], position: int) -> int | None:
    """Where the pattern ends when its pieces from `piece` on match from `position` on."""
    for place in _places(pattern.pieces[piece], words, position, first=piece == 0):
        if any(_fits(word, words[place], pattern.language) for word in pattern.pieces[piece].alternatives):
            if piece + 1 == len(pattern.pieces):
                return place + 1
            end = _match(pattern, piece + 1, words, place + 1)
            if end is not None:
                return end
    return None


def _places(piece: Piece, words: Sequence[Word], position: int, *, first: bool) -> Iterable[int]:
    """The positions at which a piece may stand, nearest first."""
    if position >= len(words):
        return
    if first:
        yield position
        return
    sentence, free = words[position - 1].sentence, LONGEST_GAP if piece.gap else 0
    while position < len(words) and words[position].sentence == sentence and free >= 0:
        yield position
        if words[position].folded not in SKIPPED:
            free -= 1
        position += 1
