"""What speaks for a lever, given a look-up: cues, what others typed who needed it, its own words and more.

Weights are ours and were set on practice look-ups; cues and what was learnt (bot/understanding/likeness.py) lead, and
the levers' own words help where neither is sure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.ranking import RULE_WEIGHT
from bot.understanding.asking import ACTORS, Asked, Asker, places_of
from bot.understanding.catalogue import Catalogue, stems
from bot.understanding.likeness import levers_like, nearness
from bot.understanding.patterns import Hit
from bot.understanding.reading import STRENGTH, Reader
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.levers import Lever
from knowledge.schema.rules import Rule
from knowledge.schema.vocabulary import Phrase

NAMED_WEIGHT = 3.0
"""For what a lever is called, or asked for by: as much as a strong cue."""
LONGER_HIT = 0.35
"""How much each further word of a cue adds: "ngo campaign against" tells more than "ngo"."""
FURTHER_CUES = 0.6
COMMON_CUE, RARE_CUE = 0.8, 0.07
"""A cue of words that few levers hold tells more than one of words that all hold."""
SECOND_OF_CUE = 0.8
"""A cue names its first lever first."""
WHOLE_WEIGHT = 1.5
"""For a cue that is the whole query."""
TEXT_WEIGHT = 4.0
NEARNESS_WEIGHT = 10.0
"""For the lever that the words are likest, by all that was learnt from look-ups and messages."""
TITLE_WORTH = 2.0
WHOLE_TITLE = 12.0
"""More than any likeness: who types a title wants that lever."""
TITLE = "title"
LIKENESS = "likeness"
CACHED = 64
FULL_WORTH = 12.0
"""About what a rare word is worth to a lever whose title holds it."""
LONG_QUERY = 0.75
"""Of a longer query not every word is expected to fit."""
MOMENT_WEIGHT = 0.8
PURPOSE_WEIGHT = {"main": 2.0, "secondary": 0.8}
PASSING_PURPOSE = 0.4
"""What people say about a purpose in passing counts less than its name."""
LABEL_SHARE = 0.6
CATEGORY_WEIGHT = 0.6
ACTOR_WEIGHT = 0.8
IMPLIED_WEIGHT = 0.2
"""For each word that only cues of one actor hold."""

Parts = Iterable[tuple[str, float, str]]
"""Levers with a weight, and what it stands for in words."""


class Fit(NamedTuple):
    """A lever that fits, how well, and what speaks for it."""

    lever: Lever
    score: float
    why: tuple[str, ...]
    said: float = 0.0
    """The score by what the words say, without what they are like."""


class Fitter:
    """All that a look-up consults, indexed on first use."""

    def __init__(self, reader: Reader) -> None:
        self.knowledge: Knowledge = reader.knowledge
        self.catalogue = Catalogue(reader.knowledge)
        self.asker = Asker(reader, self.catalogue)
        self.shares = lru_cache(CACHED)(self._shares)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Lever -> its place in the source."""
        return {lever.id: n for n, lever in enumerate(self.knowledge.levers)}

    def fits(self, asked: Asked) -> dict[str, Fit]:
        """Every lever with all that speaks for it."""
        parts: dict[str, list[tuple[float, str]]] = {lever.id: [] for lever in self.knowledge.levers}
        for lever, weight, why in self._parts(asked):
            if (
                lever in parts
            ):  # aliases name other entries too, and what was learnt may know levers that the content does not
                parts[lever].append((weight, why))
        return {lever.id: _fit(lever, parts[lever.id]) for lever in self.knowledge.levers}

    def _parts(self, asked: Asked) -> Parts:
        near = {} if self.only_named(asked) else nearness(self.shares(asked.text))
        titled = dict.fromkeys(self.catalogue.whole_title(asked.unskipped), 1.0)
        yield from self._cues(asked)
        yield from self._purpose_parts(self._purposes(asked))
        yield from _each("text", TEXT_WEIGHT, self._text(asked))
        yield from _each(LIKENESS, NEARNESS_WEIGHT, near)
        yield from _each(TITLE, WHOLE_TITLE, titled)
        yield from _each("moment", 1.0, self.living(self.moments(asked)))
        yield from self._group_parts(asked)

    def _group_parts(self, asked: Asked) -> Parts:
        """What speaks for all levers of a category, and of an actor."""
        meant = {actor for phrase, _ in asked.phrases for actor in phrase.means.get("actor", ())}
        implied = _implied_actors(asked)
        actors = {actor: ACTOR_WEIGHT * (actor in meant) + IMPLIED_WEIGHT * implied[actor] for actor in ACTORS}
        for lever in self.knowledge.levers:
            if lever.category in asked.categories:
                yield lever.id, CATEGORY_WEIGHT, f"category: {lever.category}"
            if actors[lever.actor]:
                yield lever.id, actors[lever.actor], f"actor: {lever.actor}"

    def only_named(self, asked: Asked) -> bool:
        """Whether the words name actors, categories, moments or a purpose, and nothing is left to be like anything."""
        named = asked.places(purpose.id for purpose in self.knowledge.purposes)
        left = " ".join(asked.folded(asked.unfiltered - self.moment_places(asked) - named))
        said = [set(stems(left, language)) for language in LANGUAGES]
        return any(stemmed <= label for _, label in self.asker.purposes for stemmed in said)

    def _shares(self, text: str) -> Mapping[str, float]:
        return levers_like(self.knowledge.learned_levers, text)

    # ---- cues ----

    def _cues(self, asked: Asked) -> Parts:
        left = set(asked.telling) - asked.places(ACTORS)
        for lever, found in self._cued(asked).items():
            whole = left and any(left <= places_of((hit,)) for _, hit in found)
            for n, (weight, hit) in enumerate(sorted(found, key=lambda cue: -cue[0])):
                extra = WHOLE_WEIGHT if whole and n == 0 else 0.0
                yield lever, weight * FURTHER_CUES**n + extra, f"words: {asked.typed(hit)}"

    def _cued(self, asked: Asked) -> Mapping[str, list[tuple[float, Hit]]]:
        """Lever -> its cues and names, with what each is worth and where it stands."""
        found: dict[str, list[tuple[float, Hit]]] = defaultdict(list)
        for phrase, hit in asked.phrases:
            levers = phrase.means.get("lever", ())
            for lever in levers:
                share = 1.0 if lever == levers[0] else SECOND_OF_CUE
                found[lever].append((share * self._cue_weight(asked, phrase, hit), hit))
        for alias, hit in asked.aliases:
            for meant in alias.means:
                found[meant].append((NAMED_WEIGHT * _longer(asked, hit), hit))
        return found

    def _cue_weight(self, asked: Asked, phrase: Phrase, hit: Hit) -> float:
        rare = max(self.catalogue.rarity(word) for word in asked.folded(places_of((hit,))))
        return STRENGTH[phrase.strength] * _longer(asked, hit) * (COMMON_CUE + RARE_CUE * rare)

    # ---- the levers' own words ----

    def _text(self, asked: Asked) -> dict[str, float]:
        """Lever -> how well its words fit, about 0 to 1. Names of actors count only when nothing else is left."""
        left = asked.folded(set(asked.telling) - asked.places(ACTORS)) or asked.folded(asked.telling)
        scores: dict[str, float] = {}
        for word in left:
            titled = self.catalogue.titled(word)
            for lever, worth in self.catalogue.worth(word).items():
                scores[lever] = scores.get(lever, 0.0) + worth + (TITLE_WORTH if lever in titled else 0.0)
        full = FULL_WORTH * len(left) ** LONG_QUERY
        return {lever: score / full for lever, score in scores.items()}

    def explained(self, asked: Asked, lever: Lever, mended_share: float) -> float:
        """The share of a query's words, by rarity, that cues, aliases or the lever's words in one language hold."""
        hits = [hit for phrase, hit in asked.phrases if _speaks_for(phrase, lever)]
        held = places_of((*hits, *(hit for _, hit in asked.aliases)))
        weights = {place: self.catalogue.rarity(asked.words[place].folded) for place in asked.telling}
        whole = sum(weights.values())
        if not whole:
            return 0.0
        weights |= {place: weight * mended_share for place, weight in weights.items() if place in asked.mended}
        words = {place: asked.words[place].folded for place in weights}
        holding = self.catalogue.held
        shares = (
            sum(w * (p in held or holding(lever.id, words[p], language)) for p, w in weights.items())
            for language in LANGUAGES
        )
        return max(shares) / whole

    # ---- moments ----

    def moments(self, asked: Asked) -> tuple[str, ...]:
        """The moments a query names: entries, and the choices "before" and "nothing"."""
        named = asked.named(moment.id for moment in self.knowledge.moments)
        said = [m for p, _ in asked.phrases if p.strength != "weak" for m in p.means.get("moment", ())]
        return tuple(dict.fromkeys((*named, *said)))

    def moment_places(self, asked: Asked) -> frozenset[int]:
        """The places of the words that name moments."""
        said = places_of(hit for p, hit in asked.phrases if p.strength != "weak" and "moment" in p.means)
        return said | asked.places(moment.id for moment in self.knowledge.moments)

    def living(self, moments: Sequence[str]) -> dict[str, float]:
        """Lever -> how much it lives at these moments, by the rules."""
        weights: dict[str, float] = defaultdict(float)
        for rule, about in self._moment_rules:
            if not about.isdisjoint(moments):
                for lever, strength in rule.up.items():
                    weights[lever] += MOMENT_WEIGHT * RULE_WEIGHT[strength]
                for lever, strength in rule.down.items():
                    weights[lever] -= MOMENT_WEIGHT * RULE_WEIGHT[strength]
        return weights

    @cached_property
    def _moment_rules(self) -> tuple[tuple[Rule, frozenset[str]], ...]:
        """The rules about moments, each with those that it asks for."""
        return tuple(
            (rule, frozenset(value for one in rule.when if one.question == "moment" for value in one.any))
            for rule in self.knowledge.rules
            if rule.id.startswith("moment.")
        )

    # ---- purposes ----

    def _purposes(self, asked: Asked) -> dict[str, float]:
        """Purpose -> how fully the query says it: in passing, by an alias, or by the words of its label."""
        found = {p: PASSING_PURPOSE for phrase, _ in asked.phrases for p in phrase.means.get("purpose", ())}
        found |= dict.fromkeys(asked.named(p.id for p in self.knowledge.purposes), 1.0)
        text = " ".join(word.folded for word in asked.words)
        held = {stem for language in LANGUAGES for stem in stems(text, language)}
        for purpose, label in self.asker.purposes:
            share = len(held & label) / max(1, len(label))
            if share >= LABEL_SHARE and (len(label) > 1 or len(asked.telling) == 1):
                found[purpose] = max(found.get(purpose, 0.0), share)
        return found

    def _purpose_parts(self, purposes: Mapping[str, float]) -> Parts:
        for lever in self.knowledge.levers if purposes else ():
            for support in lever.purposes:
                if support.purpose in purposes:
                    weight = PURPOSE_WEIGHT[support.strength] * purposes[support.purpose]
                    yield lever.id, weight, f"purpose: {support.purpose}"


def _fit(lever: Lever, parts: Iterable[tuple[float, str]]) -> Fit:
    ordered = sorted(parts, key=lambda part: -part[0])
    why = tuple(dict.fromkeys(why for weight, why in ordered if weight > 0))
    return Fit(lever, sum(weight for weight, _ in ordered), why, sum(w for w, of in ordered if of != LIKENESS))


def _longer(asked: Asked, hit: Hit) -> float:
    return 1 + LONGER_HIT * max(0, len(places_of((hit,)) & set(asked.telling)) - 1)


def _speaks_for(phrase: Phrase, lever: Lever) -> bool:
    return lever.id in phrase.means.get("lever", ())


def _implied_actors(asked: Asked) -> Counter[str]:
    """Actor -> how many words only cues of this actor hold."""
    actors: dict[int, set[str]] = defaultdict(set)
    for phrase, hit in asked.phrases:
        for place in range(hit.start, hit.end):
            actors[place] |= {lever.split("-")[0] for lever in phrase.means.get("lever", ())}
    return Counter(next(iter(actors[place])) for place in asked.telling if len(actors[place]) == 1)


def _each(why: str, weight: float, shares: Mapping[str, float]) -> Parts:
    return ((lever, weight * share, why) for lever, share in shares.items() if share)
