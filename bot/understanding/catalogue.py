"""The texts of all entries, in every language, indexed by word for look-ups.

A word is looked up in all languages at once and counts in the one it fits best; runs of four letters catch what
stems miss: misspelt words, and the compounds of German. Scores are BM25F, worked out when the index is built.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from bot.understanding.postings import FIELD_WEIGHTS, LETTERS_SHARE, Postings
from bot.understanding.words import SKIPPED, runs, split, stem
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES, Language
from knowledge.schema.levers import Lever

CUE_WORDS_WEIGHT = 1.0
CUE_WORD_SHARE = 0.85
_BREAKS = re.compile(r"[\s|*.]+")
CACHED = 10_000
Fields = Iterable[tuple[str, float]]
"""Texts with the weight of the field they stand in."""


class Catalogue:
    """Levers and other entries by the words of their texts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.worth = lru_cache(CACHED)(self._worth)
        self.rarity = lru_cache(CACHED)(self._rarity)
        self.titled = lru_cache(CACHED)(self._titled)

    def _translated(self, lever: Lever, language: Language) -> tuple[str, str]:
        words = self._knowledge.texts[language]
        return words.get(f"lever.{lever.id}.title") or "", words.get(f"lever.{lever.id}.how") or ""

    @cached_property
    def _cue_words(self) -> Mapping[tuple[str, Language], str]:
        """The words of a lever's cues: where no whole cue fits, single words of it still tell something."""
        found: dict[tuple[str, Language], list[str]] = defaultdict(list)
        for phrase in self._knowledge.phrases:
            for lever in phrase.means.get("lever", ()):
                for language, patterns in phrase.says.items():
                    found[lever, language] += {word for text in patterns for word in _BREAKS.split(text) if word}
        return {key: " ".join(words) for key, words in found.items()}

    def _fields(self, lever: Lever, language: Language) -> Fields:
        cues = self._cue_words.get((lever.id, language), "")
        return (*self._own_fields(lever, language), (cues, CUE_WORDS_WEIGHT))

    def _own_fields(self, lever: Lever, language: Language) -> Fields:
        if language != "en":
            title, how = self._translated(lever, language)
            return (title, FIELD_WEIGHTS["title"]), (how, FIELD_WEIGHTS["how"])
        return (
            (lever.title, FIELD_WEIGHTS["title"]),
            (lever.apt_when, FIELD_WEIGHTS["apt"]),
            (lever.how, FIELD_WEIGHTS["how"]),
            *((why.text, FIELD_WEIGHTS["why"]) for why in lever.whys),
            *((example.text, FIELD_WEIGHTS["examples"]) for example in lever.examples),
        )

    @cached_property
    def _by_stem(self) -> Mapping[Language, Postings]:
        levers = self._knowledge.levers
        return {
            language: Postings({x.id: _count(self._fields(x, language), language) for x in levers})
            for language in LANGUAGES
        }

    @cached_property
    def _by_run(self) -> Postings:
        """Runs of letters, of all languages together."""
        levers = self._knowledge.levers
        return Postings({x.id: _runs_of(f for lang in LANGUAGES for f in self._fields(x, lang)) for x in levers})

    @cached_property
    def _others(self) -> Postings:
        known = self._knowledge
        fields = {
            name: ((getattr(entry, "title", ""), FIELD_WEIGHTS["title"]), (entry.text, FIELD_WEIGHTS["how"]))
            for name, entry in known.by_id.items()
            if name not in known.lever_by_id
        }
        return Postings({name: _count(texts, "en") for name, texts in fields.items()})

    def _worth(self, folded: str) -> Mapping[str, float]:
        """Lever -> what a word is worth for it."""
        found: dict[str, float] = {}
        for language, postings in self._by_stem.items():
            for lever, worth in postings.worth(stem(folded, language)).items():
                found[lever] = max(found.get(lever, 0.0), worth)
        for run in dict.fromkeys(runs(folded)):
            for lever, worth in self._by_run.worth(run).items():
                found[lever] = found.get(lever, 0.0) + LETTERS_SHARE * worth
        return found

    def _rarity(self, folded: str) -> float:
        """How telling a word is, in the language in which it is most common."""
        return min(postings.rarity(stem(folded, language)) for language, postings in self._by_stem.items())

    def knows(self, folded: str) -> bool:
        """Whether some lever's texts hold a word in some language."""
        return any(postings.worth(stem(folded, language)) for language, postings in self._by_stem.items())

    def held(self, lever_id: str, folded: str, language: Language) -> float:
        """1 where a lever's own texts hold a word in one language, less where only words of its cues do."""
        stem_ = stem(folded, language)
        if stem_ in self._own_stems[lever_id, language]:
            return 1.0
        return CUE_WORD_SHARE if lever_id in self._by_stem[language].worth(stem_) else 0.0

    @cached_property
    def _own_stems(self) -> Mapping[tuple[str, Language], frozenset[str]]:
        levers, texts = self._knowledge.levers, self._own_fields
        return {(x.id, lang): frozenset(_count(texts(x, lang), lang)) for x in levers for lang in LANGUAGES}

    @cached_property
    def _titles(self) -> Mapping[tuple[Language, str], frozenset[str]]:
        found: dict[tuple[Language, str], set[str]] = defaultdict(set)
        for lever in self._knowledge.levers:
            for language in LANGUAGES:
                title = lever.title if language == "en" else self._translated(lever, language)[0]
                for stem_ in stems(title, language):
                    found[language, stem_].add(lever.id)
        return {key: frozenset(levers) for key, levers in found.items()}

    def _titled(self, folded: str) -> frozenset[str]:
        """The levers whose title holds a word, in some language."""
        return frozenset[str]().union(*(self._titles.get((lang, stem(folded, lang)), ()) for lang in LANGUAGES))

    def whole_title(self, folded: Iterable[str]) -> frozenset[str]:
        """The levers whose title some words are, in some language."""
        words = list(folded)
        stems_of = {language: frozenset(stem(word, language) for word in words) for language in LANGUAGES}
        return frozenset(lever for lever, lang, title in self._whole_titles if title == stems_of[lang])

    @cached_property
    def _whole_titles(self) -> tuple[tuple[str, Language, frozenset[str]], ...]:
        named: dict[tuple[str, Language], set[str]] = defaultdict(set)
        for (language, stem_), levers in self._titles.items():
            for lever in levers:
                named[lever, language].add(stem_)
        return tuple((lever, language, frozenset(title)) for (lever, language), title in named.items())

    def others(self, folded: str) -> Mapping[str, float]:
        """Entry other than a lever -> what a word is worth for it."""
        return self._others.worth(stem(folded, "en"))


def _count(fields: Fields, language: Language) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for text, weight in fields:
        for term in stems(text, language):
            counts[term] += weight
    return counts


def _runs_of(fields: Fields) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for text, weight in fields:
        for word in split(text):
            if word.folded not in SKIPPED:
                for run in runs(word.folded):
                    counts[run] += weight
    return counts


def stems(text: str, language: Language) -> list[str]:
    """The stems of a text's words, small words left out."""
    return [stem(word.folded, language) for word in split(text) if word.folded not in SKIPPED]
