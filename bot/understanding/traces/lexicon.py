"""The lists of `Names` as they are looked up: folded, and which rule each word sets off."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from bot.understanding.words import fold
from knowledge.schema.names import Names

_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f])+"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĽĻŃŇŅŌŐŘŚŞŠŤŪŮŰŲŹŻŽ"
_ELIDED = rf"(?:[dlnjmts]|qu)['’](?=[{_UPPER}])"  # the "d'" of "d'Aminata" is a word of its own
_WORD = rf"{_LETTERS}(?:['’‑-](?!s\b){_LETTERS})*"  # "Anne-Marie", "O'Brien"; not the "'s" of "Kofi's"
TOKEN = re.compile(rf"{_ELIDED}|{_WORD}")
"""One word of a text. The phrases of the lists are taken apart by it too, so that both fit."""

Trigger = Literal["given", "also_word", "surname", "title", "role", "named"]
"""What makes a word set off a rule."""


class Lexicon:
    """The lists, for what they say see `Names`."""

    def __init__(self, names: Names) -> None:
        self.given = _folded(names.given)
        self.surnames = _folded(names.surnames)
        self.first_surnames = _folded(names.first_surnames)
        self.particles = _folded(names.particles)
        self.titles = _folded(names.titles)
        self.titles_in_capitals = _folded(names.titles_in_capitals)
        self.roles = _folded(names.roles)
        self.things = _folded(names.things)
        self.before = _folded(names.before)
        self.after = _folded(names.after)
        self.where = _folded(names.where)
        self.place_before = _folded(names.place_before)
        self.bodies = _folded(names.bodies)
        self.not_names = _folded(names.not_names)
        self.named = tuple(tuple(fold(phrase).split()) for phrase in names.named)
        self.not_persons = _by_first_word(names.not_persons)
        also_words = _folded(names.also_words)
        self.known = self.given | self.surnames
        # What a name may hold without being a name by itself.
        self.not_alone = self.titles | self.particles | also_words | self.roles
        # What may be written large before a name without being a part of it.
        self.no_part = self.roles | self.before | self.titles | self.not_names
        self._triggers = self._by_word(also_words)

    def _by_word(self, also_words: frozenset[str]) -> dict[str, list[Trigger]]:
        rows: tuple[tuple[Trigger, Iterable[str]], ...] = (
            ("given", self.given),
            ("also_word", also_words),
            ("surname", self.surnames | self.first_surnames),
            ("title", self.titles),
            ("role", self.roles),
            ("named", {phrase[-1] for phrase in self.named}),
        )
        triggers: dict[str, list[Trigger]] = defaultdict(list)
        for trigger, words in rows:
            for word in words:
                triggers[word].append(trigger)
        return dict(triggers)

    def triggers(self, word: str) -> Iterable[Trigger]:
        """What a folded word sets off; "Anne-Lise" does as "Anne" unless it is listed itself."""
        triggers = self._triggers
        return triggers[word] if word in triggers else triggers.get(word.partition("-")[0], ())


@lru_cache(maxsize=4)
def lexicon_of(names: Names) -> Lexicon:
    """The lexicon of these names; folding thousands of words for every message would take longer than reading it."""
    return Lexicon(names)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for phrase in phrases:
        words = [fold(match.group()) for match in TOKEN.finditer(phrase)]
        found[words[0]].append(words)
    return dict(found)
