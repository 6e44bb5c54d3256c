"""Reading a look-up: its words with slips mended, and every phrase and alias of the vocabulary they hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import OSA

from bot.understanding.catalogue import Catalogue, stems
from bot.understanding.finding import Finder
from bot.understanding.patterns import Hit
from bot.understanding.reading import Reader
from bot.understanding.words import SKIPPED, Word, fold, split, stem
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.vocabulary import Alias, Phrase

ACTORS = ("SUP", "JV", "CUS", "GOV")
CATEGORIES = ("A", "B", "C", "D", "E")
MOST_WORDS = 40
SHORTEST_KNOWN = 6
"""Slips are mended towards words of this length or longer."""
BEGINNING = 3
"""Letters in which a word and its slip agree."""
USED = frozenset({"lever", "actor", "moment", "purpose", "route"})

_COMMON_WORDS = """
i we you they he she it us me him them who what which when where why how do does did can could should would
may might must will just its is are was were be been has have had not no yes if or but as than then there here so
about up out into over under again more most some any each other need needs want wants get gets got make makes made
wie wer wo wann warum kann konnen soll sollen muss mussen ist sind war wir ihr sie es ich du nicht kein keine
oder aber als wenn auf bei nach vor uber unter zu fur mit mehr sich man wird werden hat haben
que quien como cuando donde por porque es son era hay si o pero mas se lo le nos puede debe hacer ser
qui quoi comment quand ou pourquoi car est sont etait il elle on nous vous ils ne pas mais plus ce cette faire etre
"""
COMMON = frozenset(_COMMON_WORDS.split())
"""Words that tell nothing by themselves, besides the small words that patterns skip."""

Pairs = tuple[tuple[str, str], ...]
"""Words as typed and as read."""


@dataclass(frozen=True)
class Asked:
    """A look-up as read: its words, and what the vocabulary finds in them."""

    words: tuple[Word, ...]
    read_as: Pairs
    phrases: tuple[tuple[Phrase, Hit], ...]
    aliases: tuple[tuple[Alias, Hit], ...]

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The places of the words that tell something."""
        return tuple(n for n, w in enumerate(self.words) if w.folded not in SKIPPED and w.folded not in COMMON)

    @property
    def text(self) -> str:
        """The words as they were typed."""
        return " ".join(word.typed for word in self.words)

    @cached_property
    def unskipped(self) -> tuple[str, ...]:
        """The folded words that patterns would not skip: what an index of titles holds."""
        return tuple(word.folded for word in self.words if word.folded not in SKIPPED)

    @cached_property
    def mended(self) -> frozenset[int]:
        """The places of the words that were read otherwise than typed."""
        return frozenset(n for n, word in enumerate(self.words) if fold(word.typed) != word.folded)

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """The actors named."""
        return self.named(ACTORS)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories named."""
        return self.named(CATEGORIES)

    @cached_property
    def unfiltered(self) -> frozenset[int]:
        """The places of the telling words that name neither actors nor categories."""
        return frozenset(self.telling) - self.places((*ACTORS, *CATEGORIES))

    def named(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Which of some ids an alias names, in the order of the query."""
        wanted = set(ids)
        hits = sorted(self.aliases, key=lambda named: named[1].start)
        return tuple(dict.fromkeys(m for alias, _ in hits for m in alias.means if m in wanted))

    def places(self, ids: Iterable[str]) -> frozenset[int]:
        """The places of the words by which aliases name some ids."""
        wanted = set(ids)
        return places_of(hit for alias, hit in self.aliases if wanted & set(alias.means))

    def folded(self, places: Iterable[int]) -> list[str]:
        """The words at some places, folded, in order."""
        return [self.words[place].folded for place in sorted(places)]

    def typed(self, hit: Hit) -> str:
        """The words of a hit as they were typed."""
        return " ".join(word.typed for word in self.words[hit.start : hit.end])


def places_of(hits: Iterable[Hit]) -> frozenset[int]:
    """All places that some hits hold."""
    return frozenset(place for hit in hits for place in range(hit.start, hit.end))


class Asker:
    """The vocabulary, indexed for look-ups."""

    def __init__(self, reader: Reader, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._knowledge: Knowledge = reader.knowledge
        self._spelling = reader.spelling
        self._phrases = {phrase.id: phrase for phrase in self._knowledge.phrases if USED & set(phrase.means)}
        self._aliases = {alias.id: alias for alias in self._knowledge.aliases}

    @cached_property
    def _finder(self) -> Finder[tuple[str, str]]:
        used, aliases = self._phrases.values(), self._aliases.values()
        says = [(("says", p.id), lang, text) for p in used for lang, texts in p.says.items() for text in texts]
        says += [(("unless", p.id), lang, text) for p in used for lang, texts in p.unless.items() for text in texts]
        says += [(("alias", a.id), lang, text) for a in aliases for lang, texts in a.says.items() for text in texts]
        return Finder(says)

    @cached_property
    def purposes(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each purpose with the stems of its id, and of its label in each language."""
        texts = self._knowledge.texts
        made = []
        for purpose in self._knowledge.purposes:
            made.append((purpose.id, frozenset(stems(purpose.id.replace("_", " "), "en"))))
            for language in LANGUAGES:
                label = texts[language](f"choice.purpose.{purpose.id}")
                made.append((purpose.id, frozenset(stems(label, language)) - COMMON))
        return tuple(made)

    def ask(self, text: str) -> Asked:
        """What the vocabulary finds in a query: of each phrase and alias its longest place."""
        words, read_as = self._mended(split(text)[:MOST_WORDS])
        best: dict[tuple[str, str], Hit] = {}
        for owner, hit in self._finder.hits(words):
            if owner not in best or hit.end - hit.start > best[owner].end - best[owner].start:
                best[owner] = hit
        off = {name for kind, name in best if kind == "unless"}
        said = [(name, hit) for (kind, name), hit in best.items() if kind == "says" and name not in off]
        named = [(name, hit) for (kind, name), hit in best.items() if kind == "alias"]
        phrases = tuple((self._phrases[name], hit) for name, hit in said)
        return Asked(words, read_as, phrases, tuple((self._aliases[name], hit) for name, hit in named))

    # ---- spelling ----

    def _mended(self, words: Sequence[Word]) -> tuple[tuple[Word, ...], Pairs]:
        """The words with spelling mended: as in situations, and slips of the pen in shorter words too."""
        pairs = {word.typed: known for word in words if (known := self._better(word.folded)) is not None}
        return tuple(replace(word, folded=pairs.get(word.typed, word.folded)) for word in words), tuple(pairs.items())

    def _better(self, folded: str) -> str | None:
        """The known word that a misspelt one stands for; None when it is known, or none is near."""
        if not folded.isalpha() or folded in self._spelling.known or self._catalogue.knows(folded):
            return None
        return self._spelling.nearest(folded) or self._slip(folded)

    def _slip(self, folded: str) -> str | None:
        """The known word of which an unknown one is a slip of the pen; None when it is an inflected known one."""
        if len(folded) < SHORTEST_KNOWN - 1:
            return None
        near = self._by_beginning.get(folded[:BEGINNING], ())
        found = next((word for word in near if len(word) >= SHORTEST_KNOWN and _is_slip(folded, word)), None)
        return None if found is None or any(_same_stem(folded, word) for word in near) else found

    @cached_property
    def _by_beginning(self) -> Mapping[str, list[str]]:
        """First letters -> known words."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._spelling.known):
            found[word[:BEGINNING]].append(word)
        return found


def _same_stem(first: str, second: str) -> bool:
    return any(stem(first, language) == stem(second, language) for language in LANGUAGES)


def _is_slip(typed: str, known: str) -> bool:
    """Whether one letter is missing, doubled, too many or has changed places with its neighbour."""
    if abs(len(typed) - len(known)) > 1 or OSA.distance(typed, known, score_cutoff=1) != 1:
        return False
    return len(typed) != len(known) or sorted(typed) == sorted(known)
