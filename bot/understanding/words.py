"""Text as words: folded, cut into sentences, stemmed in four languages at once.

No language is detected: two-word questions are too short to trust a detector, and people mix languages.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from Stemmer import Stemmer

from knowledge.schema.entry import LANGUAGES, Language

MOST_WORDS = 2_000
"""Longer texts are read up to here; what is kept of them is whole."""
RUN = 4
"""Letters of a run; a word's borders count as one."""

_STEMMERS = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[%€$£]")
_SENTENCE_END = re.compile(r"[.!?;\n]+(?=\s|$)")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_INVISIBLE = {"Cf", "Cc", "Co", "Cs"}


@dataclass(frozen=True)
class Word:
    """One word of a text: as typed, folded, and which sentence it stands in."""

    typed: str
    folded: str
    sentence: int


def clean(text: str) -> str:
    """The text without control and direction characters; line breaks and tabs become spaces or stay."""
    spaced = text.replace("\t", " ").replace("\r", "\n")
    return "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in _INVISIBLE).strip()


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Small letters without accents: "Über" and "uber" are the same, so are "ß" and "ss"."""
    if text.isascii():
        return text.casefold()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("’", "'")).casefold())


def split(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    found: list[Word] = []
    for sentence, part in enumerate(_SENTENCE_END.split(text)):
        for match in _WORD.finditer(part):
            found.append(Word(match.group(), fold(match.group()), sentence))
            if len(found) == MOST_WORDS:
                return tuple(found)
    return tuple(found)


@cache
def _stemmer(language: Language) -> Stemmer:
    return Stemmer(_STEMMERS[language])


@lru_cache(maxsize=50_000)
def stem(folded: str, language: Language) -> str:
    """The stem of a folded word in one language."""
    return str(_stemmer(language).stemWord(folded.removesuffix("'s")))


def runs(folded: str) -> list[str]:
    """The runs of letters in a word, its borders included as blanks."""
    bordered = f" {folded} "
    return [bordered[i : i + RUN] for i in range(max(1, len(bordered) - RUN + 1))]


_SKIPPED = """
a an the of our their his her its my your some these those this that to in on at for from with by all any
und der die das den dem des ein eine einen einem einer unser unsere unseren ihr ihre ihren sein seine im am vom zum zur
de del la el los las un una unos unas su sus nuestro nuestra nuestros nuestras al en con por para y
le les des du d l une notre nos leur leurs son sa ses au aux dans avec pour par et
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Small words that may stand inside a phrase without breaking it."""

_TELLING: dict[Language, str] = {
    "en": "the and is are we our they them their of to with what who how from for this that have has not it by was "
    "i my",
    "de": "der die das und ist sind wir uns unser unsere unserem unseren nicht mit von bei ein eine den auf sie haben "
    "hat wie ich es er kann gibt wird werden",
    "es": "el la los las y es son nos nosotros nuestro nuestra con del una que no por para se su sus al hay como muy "
    "mi",
    "fr": "le la les et est sont nous notre nos avec des du une que pas pour par dans sur il ils elle au aux qui ce je "
    "mon",
}
TELLING = {language: frozenset(words.split()) for language, words in _TELLING.items()}
SMALL = SKIPPED.union(*TELLING.values())
"""Words too small to be told by their stem: that of Spanish "para" is that of "paro", a strike."""
SHORT = 6
"""A text of fewer words is read in all four languages."""
PRESENT = 0.3


_LOOK_ALIKE: dict[Language, str] = {
    "en": "as come do fast me so",
    "de": "er war also am an bald fast man so was wer will des art dies",
    "es": "como son sin dos once solo tan todo tres van ser sale real me he has fin come soy sea marche",
    "fr": "on as or sans dire fin four ses but me tout car plus fait face marche cover",
}
SMALL_IN = {language: TELLING[language] | frozenset(words.split()) for language, words in _LOOK_ALIKE.items()}


def _small_words(words: Sequence[Word]) -> dict[Language, int]:
    """How many of a text's words are small words of each language."""
    return {language: sum(w.folded in small for w in words) for language, small in TELLING.items()}


def look_alikes(words: Sequence[Word]) -> frozenset[str]:
    """Small words of the language that most of the text is in: in another one they may mean something."""
    counts = _small_words(words)
    most = max(counts, key=lambda language: counts[language])
    return SMALL_IN[most] if counts[most] else frozenset()


def languages_in(words: Sequence[Word]) -> tuple[Language, ...]:
    """The languages whose phrases are looked for. English always is: its terms stand in every language's texts.

    A short text is read in all four; in a longer one a language must show in its small words, so that
    "here" in English is not taken for Spanish.
    """
    counts = _small_words(words)
    most = max(counts.values())
    if len(words) < SHORT or most == 0:
        return LANGUAGES
    return tuple(language for language in LANGUAGES if language == "en" or counts[language] >= most * PRESENT)
