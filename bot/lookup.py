"""Looking levers up: one grammar for the slash command and the command line.

A query is an id, or words. Words name actors and categories (filters), moments, purposes and initiatives, or say in
anybody's words what a lever does; spelling is mended and said. Where nothing fits, nothing is listed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.fitting import FULL_WORTH, TITLE, Fit, Fitter
from bot.understanding.asking import Asked, Pairs, places_of
from bot.understanding.likeness import NO_LEVER
from bot.understanding.patterns import Hit
from bot.understanding.reading import Reader
from bot.understanding.words import clean
from knowledge.schema.levers import Lever
from knowledge.schema.vocabulary import Alias

LONGEST = 400
"""Characters of a query that are read: a look-up is a few words."""
MOST_OTHERS = 8
NEAR_THE_BEST = 0.6
"""Of other entries those are named that fit nearly as well as the best."""
SMALLEST_SHARE = 0.35
"""Levers that fit much less than the best one are not listed."""
SMALLEST_NAMED_SHARE = 0.12
"""The same where an actor, a category, a moment or a purpose is all that was named: most of its levers are meant."""
OUTSIDE_BETTER = 3.0
"""How much better a lever over others must fit before an actor's name is not taken as a filter."""
LEAST_CUED = {"strong": 0.12, "normal": 0.25, "weak": 0.4}
"""The share of a query's words, by rarity, that must be explained when a cue of this strength speaks for the best."""
LEAST_COVERED = 0.45
LEAST_COVERED_OF_TWO = 0.55
LEAST_SCORE = 1.3
"""The same share, and the score, when no cue speaks for it; of two words one is not enough."""
LIKE_NOTHING = 0.5
"""The share of likeness to what no lever helps with from which only names and strong cues are listened to."""
FEW_WORDS = 2
"""So few words are like anything: "audit" alone asks for audits."""
LIKE_A_LEVER = 0.1
"""The share from which likeness to what a lever helps with is enough."""
MENDED_SHARE = 0.5
"""A mended word is half a guess."""
CHAPTER_SIZE = 5
"""An alias for so many entries names a chapter ("persuasion", "internal"), not an entry."""

_ID = re.compile(r"\b[A-Za-z]{1,6}-[A-Za-z0-9.\-]*[A-Za-z0-9]\b")


@dataclass(frozen=True)
class Lookup:
    """What a query found. Where `good` is false, nothing fits well and no lever is listed."""

    query: str
    levers: tuple[Fit, ...] = ()
    other: tuple[str, ...] = ()
    """The ids of other entries that the words name, best first."""
    read_as: Pairs = ()
    good: bool = False
    actors: tuple[str, ...] = ()
    """The actors the levers are limited to."""
    moments: tuple[str, ...] = ()
    entry: str = ""
    """The entry, when the query is its id."""


@lru_cache(maxsize=4)
def _fitter_of(reader: Reader) -> Fitter:
    return Fitter(reader)


def look_up(reader: Reader, query: str) -> Lookup:
    """What fits a query, best first. Never raises, whatever was typed."""
    fitter = _fitter_of(reader)
    typed = " ".join(clean(query[:LONGEST]).split())
    entry = entry_named(reader, typed)
    if entry is not None:
        return _entry(fitter, typed, entry)
    asked = fitter.asker.ask(typed)
    if not asked.telling:
        return Lookup(typed)
    other = _others(fitter, asked)
    if _names_others(fitter, asked):
        return Lookup(typed, other=other, read_as=asked.read_as, good=True)
    fits = fitter.fits(asked)
    actors = _actors(asked, fits)
    fits = _limited(fitter, asked, fits, actors)
    if not fits or not _good(fitter, asked, fits, filtered=bool(actors)):
        return Lookup(typed)
    levers = _best_first(fitter, fits, SMALLEST_NAMED_SHARE if fitter.only_named(asked) else SMALLEST_SHARE)
    return Lookup(typed, levers, other, asked.read_as, good=True, actors=actors, moments=fitter.moments(asked))


# ---- ids ----


def entry_named(reader: Reader, text: str) -> str | None:
    """The id of the one entry that a text names: "sup a2" is SUP-A2, and so is "open SUP-A2 please"."""
    ids = _ids_of(reader)
    whole = ids.get(_plain_id(text[:LONGEST]))
    if whole is not None:
        return whole
    inside = {ids.get(_plain_id(match)) for match in _ID.findall(text[:LONGEST])} - {None}
    return inside.pop() if len(inside) == 1 else None


@lru_cache(maxsize=4)
def _ids_of(reader: Reader) -> Mapping[str, str]:
    return {_plain_id(name): name for name in reader.knowledge.by_id}


def _plain_id(text: str) -> str:
    return re.sub(r"[\s\-_]+", "", text).casefold()


def _entry(fitter: Fitter, typed: str, entry: str) -> Lookup:
    """One entry; with an actor or a moment come its levers."""
    lever = fitter.knowledge.lever_by_id.get(entry)
    if lever is not None:
        return Lookup(typed, (Fit(lever, 1.0, ("id",)),), good=True, actors=(lever.actor,), entry=entry)
    levers = tuple(Fit(lever, 1.0, (f"actor: {entry}",)) for lever in fitter.knowledge.levers_of(entry))
    if levers:
        return Lookup(typed, levers, (entry,), good=True, actors=(entry,))
    living = {
        name: Fit(fitter.knowledge.lever_by_id[name], weight, (f"moment: {entry}",))
        for name, weight in fitter.living((entry,)).items()
        if weight > 0
    }
    return Lookup(typed, _best_first(fitter, living, SMALLEST_NAMED_SHARE), (entry,), good=True, entry=entry)


def _best_first(fitter: Fitter, fits: Mapping[str, Fit], least: float) -> tuple[Fit, ...]:
    best = max((fit.score for fit in fits.values()), default=0.0)
    kept = [fit._replace(score=round(fit.score, 4)) for fit in fits.values() if fit.score >= best * least]
    return tuple(sorted(kept, key=lambda fit: (-fit.score, fitter.place[fit.lever.id])))


# ---- filters ----


def _actors(asked: Asked, fits: Mapping[str, Fit]) -> tuple[str, ...]:
    """The actors named, as a filter.

    None when the words are a lever's title, or when no cue fits inside and a lever over others fits far better.
    """
    inside = [fit for fit in fits.values() if fit.lever.actor in asked.actors]
    if any(TITLE in fit.why for fit in fits.values()):
        return ()
    if any(_is_cued(fit) for fit in inside):
        return asked.actors
    best = max((fit.score for fit in inside), default=0.0)
    outside = max((fit.score for fit in fits.values() if fit.lever.actor not in asked.actors), default=0.0)
    return () if outside > best + OUTSIDE_BETTER else asked.actors


def _is_cued(fit: Fit) -> bool:
    return any(why.startswith("words") for why in fit.why)


def _limited(fitter: Fitter, asked: Asked, fits: Mapping[str, Fit], actors: tuple[str, ...]) -> dict[str, Fit]:
    """The levers of the actors; of the categories or the moment too when the query names nothing else."""
    kept = {name: fit for name, fit in fits.items() if not actors or fit.lever.actor in actors}
    if not asked.unfiltered and asked.categories:
        narrow = {name: fit for name, fit in kept.items() if fit.lever.category in asked.categories}
    elif asked.unfiltered and asked.unfiltered <= fitter.moment_places(asked):
        living = fitter.living(fitter.moments(asked))
        narrow = {name: fit for name, fit in kept.items() if living.get(name, 0.0) > 0 or _is_cued(fit)}
    else:
        return kept
    return narrow or kept


# ---- whether it is good enough ----


def _good(fitter: Fitter, asked: Asked, fits: Mapping[str, Fit], *, filtered: bool) -> bool:
    """Whether the best lever fits well, or an actor or a category alone was named."""
    if not asked.unfiltered:
        return True
    best = max(fits.values(), key=lambda fit: fit.score)
    shares = fitter.shares(asked.text)
    if shares.get(NO_LEVER, 0.0) >= LIKE_NOTHING:
        named = len(asked.unfiltered) <= FEW_WORDS or fitter.only_named(asked)
        return (named or "strong" in _cue_strengths(asked, best)) and _is_said(fitter, asked, best)
    return filtered or shares.get(best.lever.id, 0.0) >= LIKE_A_LEVER or _is_said(fitter, asked, best)


def _is_said(fitter: Fitter, asked: Asked, best: Fit) -> bool:
    """Whether the vocabulary or the lever's own words explain enough of the query."""
    if _out_of_scope(asked, best.lever):
        return False
    cues = _cue_strengths(asked, best)
    if not cues and best.said < LEAST_SCORE:
        return False
    covered = LEAST_COVERED_OF_TWO if len(asked.telling) == 2 else LEAST_COVERED
    least = min((LEAST_CUED[strength] for strength in cues), default=covered)
    return fitter.explained(asked, best.lever, MENDED_SHARE) >= least


def _cue_strengths(asked: Asked, best: Fit) -> set[str]:
    """How strong the cues for a lever are; its own name is strong, a purpose normal."""
    found: set[str] = {p.strength for p, _ in asked.phrases if best.lever.id in p.means.get("lever", ())}
    if TITLE in best.why or any(best.lever.id in alias.means for alias, _ in asked.aliases):
        found.add("strong")
    if any(why.startswith("purpose") for why in best.why):
        found.add("normal")
    return found


def _out_of_scope(asked: Asked, lever: Lever) -> bool:
    """Whether the words are about something else, and no cue for the lever stands outside them."""
    away = [hit for p, hit in asked.phrases if "out_of_scope" in p.means.get("route", ()) and p.strength != "weak"]
    cues = [hit for p, hit in asked.phrases if lever.id in p.means.get("lever", ())]
    return any(all(hit.start <= cue.start and cue.end <= hit.end for cue in cues) for hit in away)


# ---- entries other than levers ----


def _others(fitter: Fitter, asked: Asked) -> tuple[str, ...]:
    """Other entries that the words name, best first."""
    others = _other_ids(fitter)
    scores: dict[str, float] = {}
    for alias, _ in asked.aliases:
        for place, entry in enumerate(alias.means):
            if entry in others:
                scores[entry] = scores.get(entry, 0.0) + 1.0 + 1.0 / len(alias.means) - 0.01 * place
    for word in asked.folded(asked.telling):
        for entry, worth in fitter.catalogue.others(word).items():
            if entry in scores:
                scores[entry] += worth / FULL_WORTH
    near = max(scores.values(), default=0.0) * NEAR_THE_BEST
    kept = sorted((entry for entry in scores if scores[entry] >= near), key=lambda entry: -scores[entry])
    return tuple(kept[:MOST_OTHERS])


def _other_ids(fitter: Fitter) -> frozenset[str]:
    return frozenset(fitter.knowledge.by_id) - frozenset(fitter.knowledge.lever_by_id)


def _names_others(fitter: Fitter, asked: Asked) -> bool:
    """Whether the query asks for entries that are no levers: "persuasion scarcity", "milestones", "antitrust"."""
    known = fitter.knowledge
    plain = _other_ids(fitter) - {entry.id for entry in (*known.actors, *known.moments)}
    named = [(alias, hit) for alias, hit in asked.aliases if set(alias.means) <= plain]
    if not named or asked.actors or fitter.catalogue.whole_title(asked.unskipped):
        return False
    held = places_of(hit for _, hit in named)
    if asked.telling[0] in _chapters(named):
        worth = fitter.catalogue.others
        return all(place in held or worth(asked.words[place].folded) for place in asked.telling)
    return not any("lever" in phrase.means for phrase, _ in asked.phrases) and set(asked.telling) <= held


def _chapters(named: Iterable[tuple[Alias, Hit]]) -> frozenset[int]:
    """The places at which a chapter's name begins."""
    return frozenset(hit.start for alias, hit in named if len(alias.means) >= CHAPTER_SIZE)
