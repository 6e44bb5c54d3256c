"""Looking levers up: one grammar for the slash command and the command line.

A query is an id, or words. Words name actors and categories (filters), moments, purposes and initiatives, or say in
anybody's words what a lever does; spelling is mended and said. Where nothing fits, nothing is listed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.ranking import RULE_WEIGHT
from bot.understanding.catalogue import Catalogue, stems
from bot.understanding.finding import Finder
from bot.understanding.patterns import Hit
from bot.understanding.reading import STRENGTH, Reader
from bot.understanding.words import SKIPPED, Word, clean, fold, split, stem
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.levers import Lever
from knowledge.schema.vocabulary import Alias, Phrase

ACTORS = ("SUP", "JV", "CUS", "GOV")
CATEGORIES = tuple("ABCDE")
LONGEST = 400
"""Characters of a query that are read: a look-up is a few words."""
MOST_WORDS = 40
MOST_OTHERS = 8
SHORTEST_MENDED = 6

NAMED_WEIGHT = 4.0
"""A lever's own name, such as an initiative, counts more than any cue."""
LONGER_HIT = 0.35
"""How much each further word of a cue adds: "ngo campaign against" tells more than "ngo"."""
FURTHER_CUES = 0.4
COMMON_CUE, RARE_CUE = 0.8, 0.07
"""A cue of words that few levers hold tells more than one of words that all hold."""
SECOND_OF_CUE = 0.8
"""A cue names its first lever first."""
TEXT_WEIGHT = 4.0
TITLE_WORTH = 2.0
WHOLE_TITLE = 0.4
FULL_WORTH = 12.0
"""About what a rare word is worth to a lever whose title holds it."""
LONG_QUERY = 0.75
"""Of a longer query not every word is expected to fit."""
MOMENT_WEIGHT = 0.8
PURPOSE_WEIGHT = {"main": 2.0, "secondary": 0.8}
PHRASE_SHARE = 0.4
"""What people say about a purpose in passing counts less than its name."""
CATEGORY_WEIGHT = 0.6
ACTOR_WEIGHT = 0.8
WHOLE_WEIGHT = 1.5
"""For a cue that is the whole query."""
IMPLIED_WEIGHT = 0.5
"""For each word that only cues of one actor hold."""
OUTSIDE_BETTER = 3.0
"""How much better a lever over others must fit before an actor's name is not taken as a filter."""
SMALLEST_SHARE = 0.12
LEAST_COVERED = 0.45
"""The share of a query's words, by rarity, that the best lever must hold when no cue speaks for it."""
LEAST_COVERED_OF_TWO = 0.55
LEAST_SCORE = 1.3
MENDED_SHARE = 0.5
"""A mended word is half a guess."""
LEAST_CUED = {"strong": 0.12, "normal": 0.25, "weak": 0.4}
USED = {"lever", "actor", "moment", "purpose", "route"}
LABEL_SHARE = 0.6
CHAPTER_SIZE = 5
"""An alias for so many entries names a chapter ("persuasion", "internal"), not an entry."""

_COMMON = frozenset(
    [
        "i",
        "we",
        "you",
        "they",
        "he",
        "she",
        "it",
        "us",
        "me",
        "him",
        "them",
        "who",
        "what",
        "which",
        "when",
        "where",
        "why",
        "how",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "would",
        "may",
        "might",
        "must",
        "will",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "not",
        "no",
        "yes",
        "if",
        "or",
        "but",
        "as",
        "than",
        "then",
        "there",
        "here",
        "so",
        "about",
        "up",
        "out",
        "into",
        "over",
        "under",
        "again",
        "more",
        "most",
        "some",
        "any",
        "each",
        "other",
        "need",
        "needs",
        "want",
        "wants",
        "get",
        "gets",
        "got",
        "make",
        "makes",
        "made",
        "wie",
        "was",
        "wer",
        "wo",
        "wann",
        "warum",
        "kann",
        "konnen",
        "soll",
        "sollen",
        "muss",
        "mussen",
        "ist",
        "sind",
        "war",
        "wir",
        "ihr",
        "sie",
        "es",
        "ich",
        "du",
        "nicht",
        "kein",
        "keine",
        "oder",
        "aber",
        "als",
        "wenn",
        "auf",
        "bei",
        "nach",
        "vor",
        "uber",
        "unter",
        "zu",
        "fur",
        "mit",
        "mehr",
        "sich",
        "man",
        "wird",
        "werden",
        "hat",
        "haben",
        "que",
        "quien",
        "como",
        "cuando",
        "donde",
        "por",
        "porque",
        "es",
        "son",
        "era",
        "hay",
        "no",
        "si",
        "o",
        "pero",
        "mas",
        "se",
        "lo",
        "le",
        "nos",
        "puede",
        "debe",
        "hacer",
        "ser",
        "qui",
        "quoi",
        "comment",
        "quand",
        "ou",
        "pourquoi",
        "est",
        "sont",
        "etait",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "ne",
        "pas",
        "si",
        "mais",
        "plus",
        "se",
        "ce",
        "cette",
        "faire",
        "etre",
    ]
)


class Fit(NamedTuple):
    """A lever that fits, how well, and what speaks for it."""

    lever: Lever
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Lookup:
    """What a query found. Where `good` is false, nothing fits well and no lever is listed."""

    query: str
    levers: tuple[Fit, ...] = ()
    other: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    good: bool = False
    actors: tuple[str, ...] = ()
    """The actors the levers are limited to."""
    moments: tuple[str, ...] = ()
    entry: str = ""
    """The entry, when the query is its id."""


@dataclass(frozen=True)
class _Asked:
    """A query as read: its words, and what the vocabulary finds in them."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[Phrase, Hit], ...]
    aliases: tuple[tuple[Alias, Hit], ...]

    @cached_property
    def mended(self) -> frozenset[int]:
        """The places of the words that were read otherwise than typed."""
        return frozenset(n for n, word in enumerate(self.words) if fold(word.typed) != word.folded)

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The places of the words that tell something."""
        return tuple(n for n, w in enumerate(self.words) if w.folded not in SKIPPED and w.folded not in _COMMON)

    def is_all_of(self, hits: Iterable[Hit]) -> bool:
        """Whether one of the hits holds every word that tells something, actors aside."""
        left = set(self.telling) - self.places(ACTORS)
        return bool(left) and any(left <= set(range(hit.start, hit.end)) for hit in hits)

    def named(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Which of some ids an alias names, in the order of the query."""
        wanted = set(ids)
        hits = sorted(self.aliases, key=lambda named: named[1].start)
        return tuple(dict.fromkeys(m for alias, _ in hits for m in alias.means if m in wanted))

    def places(self, ids: Iterable[str]) -> frozenset[int]:
        """The places of the words by which aliases name some ids."""
        wanted = set(ids)
        hits = [hit for alias, hit in self.aliases if wanted & set(alias.means)]
        return frozenset(place for hit in hits for place in range(hit.start, hit.end))


class _Index:
    """All that a look-up consults, built once for a reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.knowledge: Knowledge = reader.knowledge
        self.catalogue = Catalogue(reader.knowledge)
        self.place = {lever.id: n for n, lever in enumerate(self.knowledge.levers)}
        self.ids = {_plain_id(name): name for name in self.knowledge.by_id}

    @cached_property
    def _finder(self) -> Finder[tuple[str, str]]:
        used = [p for p in self.knowledge.phrases if USED & set(p.means)]
        says = [(("says", p.id), lang, text) for p in used for lang, texts in p.says.items() for text in texts]
        says += [(("unless", p.id), lang, text) for p in used for lang, texts in p.unless.items() for text in texts]
        aliases = self.knowledge.aliases
        says += [(("alias", a.id), lang, text) for a in aliases for lang, texts in a.says.items() for text in texts]
        return Finder(says)

    @cached_property
    def _phrases(self) -> Mapping[str, Phrase]:
        return {phrase.id: phrase for phrase in self.knowledge.phrases}

    @cached_property
    def _aliases(self) -> Mapping[str, Alias]:
        return {alias.id: alias for alias in self.knowledge.aliases}

    @cached_property
    def purposes(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Purpose -> the stems of its label, once a language."""
        texts = self.knowledge.texts
        labels = [
            (p.id, lang, texts[lang](f"choice.purpose.{p.id}")) for p in self.knowledge.purposes for lang in LANGUAGES
        ]
        names = [(p.id, frozenset(stems(p.id.replace("_", " "), "en"))) for p in self.knowledge.purposes]
        return (*names, *((purpose, frozenset(stems(label, lang)) - _COMMON) for purpose, lang, label in labels))

    @cached_property
    def _spelt(self) -> Mapping[str, list[str]]:
        """First two letters -> the known words, for mending slips."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.reader.spelling.known):
            if len(word) >= SHORTEST_MENDED:
                found[word[:2]].append(word)
        return found

    def slip(self, folded: str) -> str | None:
        """The known word of which this is a slip of the pen; None when it is known, or none is near."""
        known = self.reader.spelling.known
        if len(folded) < SHORTEST_MENDED - 1 or not folded.isalpha() or folded in known or folded in _COMMON:
            return None
        if any(stem(folded, language) in self._stems for language in LANGUAGES):
            return None
        return next((word for word in self._spelt.get(folded[:2], ()) if _is_slip(folded, word)), None)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word, language) for word in self.reader.spelling.known for language in LANGUAGES)

    def ask(self, words: tuple[Word, ...]) -> _Asked:
        """What the vocabulary finds in a query: of each phrase its longest place."""
        best: dict[tuple[str, str], Hit] = {}
        for owner, hit in self._finder.hits(words):
            if owner not in best or hit.end - hit.start > best[owner].end - best[owner].start:
                best[owner] = hit
        off = {name for kind, name in best if kind == "unless"}
        phrases = [
            (self._phrases[name], hit) for (kind, name), hit in best.items() if kind == "says" and name not in off
        ]
        aliases = [(self._aliases[name], hit) for (kind, name), hit in best.items() if kind == "alias"]
        return _Asked(words, tuple(phrases), tuple(aliases))


@lru_cache(maxsize=4)
def _index_of(reader: Reader) -> _Index:
    return _Index(reader)


def look_up(reader: Reader, query: str) -> Lookup:
    """What fits a query, best first. Never raises, whatever was typed."""
    index = _index_of(reader)
    typed = " ".join(clean(query[:LONGEST]).split())
    entry = index.ids.get(_plain_id(typed))
    if entry is not None:
        return _entry(index, typed, entry)
    words, read_as = _mended(index, split(typed)[:MOST_WORDS])
    asked = index.ask(words)
    fits = _fits(index, asked)
    actors = _actors(index, asked, fits)
    fits = {lever: fit for lever, fit in fits.items() if not actors or fit.lever.actor in actors}
    other = _others(index, asked)
    if _names_others(index, asked):
        return Lookup(typed, other=other, read_as=read_as, good=True)
    if not fits or not _good(index, asked, fits, bool(actors)):
        return Lookup(typed)
    return Lookup(typed, _best_first(index, fits), other, read_as, good=True, actors=actors, moments=_moments(index, asked))


def entry_named(reader: Reader, text: str) -> str | None:
    """The id of the entry that a text names, however it is typed: "sup a2" is SUP-A2."""
    return _index_of(reader).ids.get(_plain_id(clean(text[:LONGEST])))


def _plain_id(text: str) -> str:
    return re.sub(r"[\s\-_]+", "", text).casefold()


def _entry(index: _Index, typed: str, entry: str) -> Lookup:
    """An id names one entry; with an actor or a moment come its levers."""
    levers: tuple[Fit, ...] = ()
    if entry in index.knowledge.lever_by_id:
        levers = (Fit(index.knowledge.lever_by_id[entry], 1.0, ("id",)),)
    elif entry.startswith("MOM-"):
        levers = _best_first(index, _living_at(index, entry))
    else:
        levers = tuple(Fit(lever, 1.0, (f"actor: {entry}",)) for lever in index.knowledge.levers_of(entry))
    is_actor = bool(levers) and not entry.startswith("MOM-") and entry not in index.knowledge.lever_by_id
    other = () if entry in index.knowledge.lever_by_id else (entry,)
    return Lookup(typed, levers, other, good=True, actors=(entry,) if is_actor else (), entry="" if is_actor else entry)


def _living_at(index: _Index, moment: str) -> dict[str, Fit]:
    weights = _moment_weights(index, (moment,))
    return {x: Fit(index.knowledge.lever_by_id[x], w, (f"moment: {moment}",)) for x, w in weights.items() if w > 0}


def _best_first(index: _Index, fits: Mapping[str, Fit]) -> tuple[Fit, ...]:
    best = max((fit.score for fit in fits.values()), default=0.0)
    kept = [fit._replace(score=round(fit.score, 4)) for fit in fits.values() if fit.score >= best * SMALLEST_SHARE]
    return tuple(sorted(kept, key=lambda fit: (-fit.score, index.place[fit.lever.id])))


# ---- spelling ----


def _mended(index: _Index, words: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[tuple[str, str], ...]]:
    """The words with spelling mended: as in situations, and slips in shorter words too."""
    mended, pairs = index.reader.spelling.mend(words)
    made = []
    more: list[tuple[str, str]] = []
    for word in mended:
        better = index.slip(word.folded)
        if better is not None:
            more.append((word.typed, better))
        made.append(replace(word, folded=better) if better is not None else word)
    return tuple(made), (*pairs, *more)


def _is_slip(typed: str, known: str) -> bool:
    """Whether one letter is missing, doubled, too many or changed places with its neighbour."""
    if abs(len(typed) - len(known)) > 1 or OSA.distance(typed, known, score_cutoff=1) != 1:
        return False
    return len(typed) != len(known) or sorted(typed) == sorted(known)


# ---- what speaks for a lever ----


def _fits(index: _Index, asked: _Asked) -> dict[str, Fit]:
    """Every lever with all that speaks for it."""
    text = _text_scores(index, asked)
    moments = _moment_weights(index, _moments(index, asked))
    purposes = _purposes(index, asked)
    guessed = {a for phrase, _ in asked.phrases for a in phrase.means.get("actor", ())}
    implied = _implied_actors(asked)
    categories = asked.named(CATEGORIES)
    made = {}
    for lever in index.knowledge.levers:
        parts = [
            *_cues(index, asked, lever),
            *_purpose_parts(lever, purposes),
            *([(TEXT_WEIGHT * text[lever.id], "text")] if lever.id in text else []),
            *([(moments[lever.id], "moment")] if moments.get(lever.id) else []),
            *([(CATEGORY_WEIGHT, f"category: {lever.category}")] if lever.category in categories else []),
            *([(ACTOR_WEIGHT, f"actor: {lever.actor}")] if lever.actor in guessed else []),
            *([(IMPLIED_WEIGHT * implied[lever.actor], f"actor: {lever.actor}")] if lever.actor in implied else []),
        ]
        ordered = sorted(parts, key=lambda part: -part[0])
        made[lever.id] = Fit(lever, sum(w for w, _ in parts), tuple(dict.fromkeys(why for w, why in ordered if w > 0)))
    return made


def _cues(index: _Index, asked: _Asked, lever: Lever) -> Iterable[tuple[float, str]]:
    found = [
        (_cue_weight(index, asked, phrase, hit, lever), hit)
        for phrase, hit in asked.phrases
        if lever.id in phrase.means.get("lever", ())
    ]
    found += [(NAMED_WEIGHT, hit) for alias, hit in asked.aliases if lever.id in alias.means]
    ordered = sorted(found, key=lambda cue: -cue[0])
    if asked.is_all_of(hit for _, hit in found):
        yield WHOLE_WEIGHT, "words"
    for n, (weight, hit) in enumerate(ordered):
        words = " ".join(word.typed for word in asked.words[hit.start : hit.end])
        yield weight * FURTHER_CUES**n, f"words: {words}"


def _implied_actors(asked: _Asked) -> Counter[str]:
    """Actor -> how many words only cues of this actor hold."""
    actors: dict[int, set[str]] = defaultdict(set)
    for phrase, hit in asked.phrases:
        for place in range(hit.start, hit.end):
            actors[place] |= {lever.split("-")[0] for lever in phrase.means.get("lever", ())}
    return Counter(next(iter(actors[place])) for place in asked.telling if len(actors[place]) == 1)


def _cue_weight(index: _Index, asked: _Asked, phrase: Phrase, hit: Hit, lever: Lever) -> float:
    telling = sum(place in asked.telling for place in range(hit.start, hit.end))
    share = 1.0 if phrase.means["lever"][0] == lever.id else SECOND_OF_CUE
    rare = max((index.catalogue.rarity(asked.words[place].folded) for place in range(hit.start, hit.end)), default=0.0)
    return STRENGTH[phrase.strength] * share * (1 + LONGER_HIT * max(0, telling - 1)) * (COMMON_CUE + RARE_CUE * rare)


def _text_scores(index: _Index, asked: _Asked) -> dict[str, float]:
    """How well the levers' own words fit, about 0 to 1: names of actors count only when all else is gone."""
    filters = asked.places(ACTORS)
    left = [asked.words[place].folded for place in asked.telling if place not in filters]
    left = left or [asked.words[place].folded for place in asked.telling]
    scores: dict[str, float] = {}
    for word in left:
        titled = index.catalogue.titled(word)
        for lever, worth in index.catalogue.worth(word).items():
            scores[lever] = scores.get(lever, 0.0) + worth + (TITLE_WORTH if lever in titled else 0.0)
    full = FULL_WORTH * len(left) ** LONG_QUERY
    whole = index.catalogue.wholly_titled(left)
    return {lever: score / full + (WHOLE_TITLE if lever in whole else 0.0) for lever, score in scores.items()}


def _moments(index: _Index, asked: _Asked) -> tuple[str, ...]:
    """The moments a query names: entries, and the choices "before" and "nothing"."""
    said = [m for phrase, _ in asked.phrases if phrase.strength != "weak" for m in phrase.means.get("moment", ())]
    named = asked.named(moment.id for moment in index.knowledge.moments)
    return tuple(dict.fromkeys((*named, *said)))


def _moment_weights(index: _Index, moments: Sequence[str]) -> dict[str, float]:
    """Lever -> how much it lives at these moments, by the rules."""
    weights: dict[str, float] = {}
    for rule in index.knowledge.rules:
        asked_of = {value for condition in rule.when for value in condition.any if condition.question == "moment"}
        if rule.id.startswith("moment.") and asked_of & set(moments):
            for lever, strength in rule.up.items():
                weights[lever] = weights.get(lever, 0.0) + MOMENT_WEIGHT * RULE_WEIGHT[strength]
            for lever, strength in rule.down.items():
                weights[lever] = weights.get(lever, 0.0) - MOMENT_WEIGHT * RULE_WEIGHT[strength]
    return weights


def _purposes(index: _Index, asked: _Asked) -> dict[str, float]:
    """Purpose -> how fully the query says it: by an alias, or by the words of its label."""
    held = {stem_ for lang in LANGUAGES for stem_ in stems(" ".join(w.folded for w in asked.words), lang)}
    found = dict.fromkeys(asked.named(p.id for p in index.knowledge.purposes), 1.0)
    for purpose, label in index.purposes:
        share = len(held & label) / max(1, len(label))
        if share >= LABEL_SHARE and (len(label) > 1 or len(asked.telling) == 1):
            found[purpose] = max(found.get(purpose, 0.0), share)
    return found


def _purpose_parts(lever: Lever, purposes: Mapping[str, float]) -> Iterable[tuple[float, str]]:
    for support in lever.purposes:
        if support.purpose in purposes:
            yield PURPOSE_WEIGHT[support.strength] * purposes[support.purpose], f"purpose: {support.purpose}"


# ---- whether it is good enough, and what it is limited to ----


def _actors(index: _Index, asked: _Asked, fits: Mapping[str, Fit]) -> tuple[str, ...]:
    """The actors named, as a filter; none when a lever over others fits far better."""
    named = asked.named(actor.id for actor in index.knowledge.actors)
    inside = [fit for fit in fits.values() if fit.lever.actor in named]
    if any(why.startswith("words") for fit in inside for why in fit.why):
        return named
    best = max((fit.score for fit in inside), default=0.0)
    outside = max((fit.score for fit in fits.values() if fit.lever.actor not in named), default=0.0)
    return () if outside > best + OUTSIDE_BETTER else named


def _good(index: _Index, asked: _Asked, fits: Mapping[str, Fit], filtered: bool) -> bool:
    """Whether the best lever fits well, or filters alone were named."""
    if filtered or (asked.named(CATEGORIES) and len(asked.telling) == 1):
        return True
    best = max(fits.values(), key=lambda fit: fit.score)
    cues = {p.strength for p, _ in asked.phrases if best.lever.id in p.means.get("lever", ())}
    cues |= {"strong"} if any(best.lever.id in alias.means for alias, _ in asked.aliases) else set()
    cues |= {"normal"} if any(why.startswith("purpose") for why in best.why) else set()
    if _out_of_scope(asked, best.lever):
        return False
    covered = LEAST_COVERED_OF_TWO if len(asked.telling) == 2 else LEAST_COVERED
    if not cues and best.score < LEAST_SCORE:
        return False
    least = min((LEAST_CUED[strength] for strength in cues), default=covered)
    return _explained(index, asked, best.lever) >= least


def _out_of_scope(asked: _Asked, lever: Lever) -> bool:
    """Whether the words are about something else, and no cue for the lever stands outside them."""
    away = [hit for p, hit in asked.phrases if "out_of_scope" in p.means.get("route", ()) and p.strength != "weak"]
    cues = [hit for p, hit in asked.phrases if lever.id in p.means.get("lever", ())]
    return any(all(hit.start <= cue.start and cue.end <= hit.end for cue in cues) for hit in away)


def _explained(index: _Index, asked: _Asked, lever: Lever) -> float:
    """The share of the query's words, by rarity, that cues, aliases or the lever's texts in one language hold."""
    hits = [hit for phrase, hit in asked.phrases if lever.id in phrase.means.get("lever", ())]
    hits += [hit for _, hit in asked.aliases]
    places = {place for hit in hits for place in range(hit.start, hit.end)}
    weights = {place: index.catalogue.rarity(asked.words[place].folded) for place in asked.telling}
    whole = sum(weights.values())
    weights |= {p: w * MENDED_SHARE for p, w in weights.items() if p in asked.mended}
    shares = (
        sum(w * (p in places or index.catalogue.held(lever.id, asked.words[p].folded, language)) for p, w in weights.items())
        for language in LANGUAGES
    )
    return max(shares) / whole if whole else 0.0


# ---- entries other than levers ----


def _others(index: _Index, asked: _Asked) -> tuple[str, ...]:
    """Other entries that the words name, best first."""
    knowledge = index.knowledge
    scores: dict[str, float] = {}
    for alias, _ in asked.aliases:
        for place, entry in enumerate(alias.means):
            if entry in knowledge.by_id and entry not in knowledge.lever_by_id:
                scores[entry] = scores.get(entry, 0.0) + 1.0 + 1.0 / len(alias.means) - 0.01 * place
    for place in asked.telling:
        for entry, worth in index.catalogue.others(asked.words[place].folded).items():
            if entry in scores:
                scores[entry] += worth / FULL_WORTH
    return tuple(sorted(scores, key=lambda entry: -scores[entry])[:MOST_OTHERS])


def _names_others(index: _Index, asked: _Asked) -> bool:
    """Whether the query asks for entries that are no levers: "persuasion scarcity", "milestones", "antitrust"."""
    named = [(a, hit) for a, hit in asked.aliases if not _names_levers(index, a)]
    chapters = [hit.start for alias, hit in named if len(alias.means) >= CHAPTER_SIZE]
    if not asked.telling or not named or asked.named(ACTORS):
        return False
    held = {place for _, hit in named for place in range(hit.start, hit.end)}
    if asked.telling[0] in chapters:
        return all(place in held or index.catalogue.others(asked.words[place].folded) for place in asked.telling)
    return not any(phrase.means.get("lever") for phrase, _ in asked.phrases) and set(asked.telling) <= held


def _names_levers(index: _Index, alias: Alias) -> bool:
    """Whether an alias names levers, a filter, a purpose or a moment: all of these list levers."""
    others = index.knowledge.by_id.keys() - index.knowledge.lever_by_id.keys()
    others -= {entry.id for entry in (*index.knowledge.actors, *index.knowledge.moments)}
    return not set(alias.means) <= others
