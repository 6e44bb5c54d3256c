"""Reading a text: which phrases of the vocabulary it holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.understanding.finding import Finder
from bot.understanding.likeness import Likeness, levers_like, likeness
from bot.understanding.patterns import Hit, compile_pattern, find
from bot.understanding.relevance import Relevance
from bot.understanding.spelling import Spelling
from bot.understanding.words import TELLING, Word, clean, languages_in, look_alikes, split
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES, Language
from knowledge.schema.vocabulary import Alias, Phrase

STRENGTH = {"strong": 3.0, "normal": 2.0, "weak": 1.0}
NEGATING_REACH = 3
_NEGATORS = """
no not never without nobody none isn't aren't wasn't don't doesn't didn't
kein keine keinen keiner nicht nie ohne
nunca sin ningun ninguna nadie tampoco
pas jamais sans aucun aucune personne
"""
NEGATORS = frozenset(_NEGATORS.split())


@dataclass(frozen=True)
class Found:
    """A phrase found in a text, and the words that showed it."""

    phrase: Phrase
    words: str
    negated: bool

    @property
    def weight(self) -> float:
        """How much the phrase counts."""
        return STRENGTH[self.phrase.strength]


@dataclass(frozen=True)
class Reading:
    """What a text holds: its words, mended, the phrases found, and what it is like as a whole."""

    text: str
    words: tuple[Word, ...]
    mended: tuple[tuple[str, str], ...]
    found: tuple[Found, ...]
    like: Likeness
    levers: Mapping[str, float] = field(default_factory=dict)
    """Lever -> its share of likeness to texts that it helps."""

    def about(self, question: str) -> dict[str, float]:
        """Choice -> weight, summed over the phrases that propose it."""
        weights: dict[str, float] = {}
        for found in self.found:
            for value in found.phrase.means.get(question, ()):
                weights[value] = weights.get(value, 0.0) + found.weight
        return weights

    def words_for(self, question: str, value: str) -> str:
        """The words that proposed this choice most strongly."""
        fits = [found for found in self.found if value in found.phrase.means.get(question, ())]
        return max(fits, key=lambda found: found.weight).words if fits else ""

    def holds(self, phrase_id: str) -> bool:
        """Whether a phrase was found."""
        return any(found.phrase.id == phrase_id for found in self.found)


@lru_cache(maxsize=2)
def reader_of(knowledge: Knowledge) -> "Reader":
    """The reader over some content: one, however many ask."""
    return Reader(knowledge)


class Reader:
    """The vocabulary, indexed by its words so that most patterns are never tried."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.spelling = Spelling(knowledge)
        self.relevance = Relevance(knowledge)
        self._finders: dict[Language, Finder[Phrase]] = {}

    def _finder(self, language: Language) -> Finder[Phrase]:
        """What finds the phrases of a language; indexed with the first text that may be in it."""
        if language not in self._finders:
            says = ((phrase, pattern) for phrase in self.knowledge.phrases for pattern in phrase.says.get(language, ()))
            self._finders[language] = Finder((phrase, language, pattern) for phrase, pattern in says)
        return self._finders[language]

    def prepare(self) -> None:
        """Compile every pattern and index it now, not with the first text."""
        for language in LANGUAGES:
            self._finder(language)
        for phrase in self.knowledge.phrases:
            for language, patterns in phrase.unless.items():
                for pattern in patterns:
                    compile_pattern(pattern, language)

    def read(self, text: str) -> Reading:
        """The reading of a text. Never raises, whatever was typed."""
        words, mended = self.spelling.mend(split(clean(text)))
        like, levers = likeness(self.knowledge.learned, text), levers_like(self.knowledge.learned_levers, text)
        return Reading(text, words, mended, tuple(self._phrases(words)), like, levers)

    def _phrases(self, words: Sequence[Word]) -> Iterable[Found]:
        hits: dict[str, Hit] = {}
        alike = look_alikes(words)
        for language in languages_in(words):
            for phrase, hit in self._finder(language).hits(words):
                taken = phrase.id in hits or _all_small(words[hit.start : hit.end], alike - TELLING[language])
                if not taken and not switched_off(phrase, words):
                    hits[phrase.id] = hit
        for phrase in self.knowledge.phrases:
            if phrase.id in hits:
                hit = hits[phrase.id]
                yield Found(phrase, " ".join(word.typed for word in words[hit.start : hit.end]), _negated(words, hit))


def _all_small(words: Sequence[Word], small: frozenset[str]) -> bool:
    """Whether a hit rests on small words of the text's own language alone: German "die" is no death."""
    return all(word.folded in small for word in words)


def switched_off(phrase: Phrase, words: Sequence[Word]) -> bool:
    """Whether one of the phrase's `unless` patterns stands in the text."""
    present = languages_in(words)
    return any(
        find(compile_pattern(pattern, language), words)
        for language, patterns in phrase.unless.items()
        if language in present
        for pattern in patterns
    )


def says(entry: Phrase | Alias, words: Sequence[Word]) -> Hit | None:
    """Where the first pattern of an entry matches."""
    for language, patterns in entry.says.items():
        for pattern in patterns:
            hit = find(compile_pattern(pattern, language), words)
            if hit is not None:
                return hit
    return None


def _negated(words: Sequence[Word], hit: Hit) -> bool:
    sentence = words[hit.start].sentence
    before = [w for w in words[max(0, hit.start - NEGATING_REACH) : hit.start] if w.sentence == sentence]
    return any(word.folded in NEGATORS for word in before)
