"""A look-up as cards: at most five levers and the way on, an entry in full, or an honest "nothing fits"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bot.dialogue.scene import Scene
from bot.fitting import Fit
from bot.lookup import Lookup, look_up
from bot.messages import Button, Card, Detail, Entry, Listing, Note
from bot.views import saved
from bot.views.consultation import button, press
from bot.views.levers import begun, entry_detail, how_of, place_of, title_of
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.levers import Lever

SHOWN = 5
MOST_OTHERS = 3
LONGEST_SAID = 60
"""Characters of a query that are said again where nothing fits."""
ACTORS = ("SUP", "JV", "CUS", "GOV")
BROWSED = {"SUP": "SUP", "JV": "JV", "CUS": "CUS", "GOV": "GOV", "INV": "engagement", "OWN": "internal"}
"""Whom one can browse by, and the look-up that does."""

_PAGE = re.compile(r"^(?P<query>.*?)\s*\b(?:page|seite|p[aá]gina)\s+(?P<page>\d{1,2})$", re.IGNORECASE)


def cards(scene: Scene, query: str) -> tuple[Card, ...]:
    """The cards for a look-up. Of the query they repeat only what was misspelt, or fits nothing."""
    asked, page = _page(scene.knowledge, query)
    if not asked.strip():
        return (_actors(scene),)
    found = look_up(scene.adviser.reader, asked)
    if not found.good:
        return (_nothing(scene, found),)
    if found.entry:
        return (_opened(scene, found.entry),)
    return tuple(_found(scene, found, page))


def as_json(found: Lookup) -> dict[str, Any]:
    """A look-up for scripts: a stable contract."""
    levers = [
        {
            "id": fit.lever.id,
            "actor": fit.lever.actor,
            "category": fit.lever.category,
            "title": fit.lever.title,
            "score": fit.score,
            "why": list(fit.why),
            "source": fit.lever.source,
        }
        for fit in found.levers
    ]
    return {"query": found.query, "levers": levers, "other": list(found.other)}


def _page(knowledge: Knowledge, query: str) -> tuple[str, int]:
    """What is asked, and which page of it: "suppliers more" is the second page of "suppliers"."""
    typed = " ".join(query[:1000].split())
    numbered = _PAGE.match(typed)
    if numbered:
        return numbered["query"], max(1, int(numbered["page"]))
    for more in _mores(knowledge):
        if typed.casefold().endswith(f" {more}"):
            return typed[: -len(more)].strip(), 2
    return typed, 1


@lru_cache(maxsize=4)
def _mores_of(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({form.casefold() for form in forms}, key=len, reverse=True))


def _mores(knowledge: Knowledge) -> tuple[str, ...]:
    """What "more" is in all languages, longest first."""
    return _mores_of(tuple(form for language in LANGUAGES for form in knowledge.texts[language].lines("command.more")))


# ---- what is found ----


def _found(scene: Scene, found: Lookup, page: int) -> Iterator[Card]:
    if found.levers:
        yield _levers(scene, found, page)
    if page == 1 or not found.levers:
        yield from _others(scene, found)


def _levers(scene: Scene, found: Lookup, page: int) -> Listing:
    last = -(-len(found.levers) // SHOWN)
    page = min(page, last)
    shown = found.levers[(page - 1) * SHOWN : page * SHOWN]
    return Listing(
        title=_title(scene, found),
        lines=_read_as(scene, found),
        entries=tuple(_entry(scene, fit) for fit in shown),
        buttons=(*_more(scene, found, page), _start(scene)),
    )


def _title(scene: Scene, found: Lookup) -> str:
    words = scene.words
    named = [words(f"word.actor.{actor}") for actor in found.actors]
    title = words("lookup.of_actor", actor=_sentence(", ".join(named))) if named else words("lookup.title")
    moments = sorted(found.moments, key=lambda moment: not moment.startswith("MOM-"))
    return " · ".join([title, *(words(f"choice.moment.{moment}") for moment in moments[:1])])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _entry(scene: Scene, fit: Fit) -> Entry:
    lever: Lever = fit.lever
    first = begun(how_of(scene.words, lever))
    return Entry(id=lever.id, title=title_of(scene.words, lever), line=f"{place_of(scene.words, lever)}. {first}")


def _read_as(scene: Scene, found: Lookup) -> tuple[str, ...]:
    return tuple(scene.words("lookup.reading", typed=typed, read=read) for typed, read in found.read_as)


def _more(scene: Scene, found: Lookup, page: int) -> tuple[Button, ...]:
    left = len(found.levers) - page * SHOWN
    if left <= 0:
        return ()
    asked = f"{found.query} page {page + 1}"
    return (_look_up_button(scene, scene.words("lookup.more", n=left), asked),)


def _others(scene: Scene, found: Lookup) -> Iterator[Card]:
    """The other entries that the words name: one alone is opened, several are listed."""
    ids = [entry for entry in found.other if entry not in ACTORS]
    if found.levers:
        entries = tuple(_other(scene, entry) for entry in ids[:MOST_OTHERS])
        if entries:
            yield Listing(title=scene.words("lookup.other"), entries=entries)
        return
    lines = _read_as(scene, found)
    if len(ids) > 1:
        entries = tuple(_other(scene, entry) for entry in ids)
        yield Listing(title=scene.words("lookup.items"), lines=lines, entries=entries, buttons=(_start(scene),))
        return
    if lines:
        yield Note(lines=lines)
    yield _opened(scene, ids[0])


def _other(scene: Scene, entry_id: str) -> Entry:
    entry = scene.knowledge.by_id[entry_id]
    return Entry(id=entry_id, title=getattr(entry, "title", entry_id), line=begun(entry.text))


def _opened(scene: Scene, entry: str) -> Detail:
    """One entry in full; a lever can be saved with the consultation that is open."""
    detail = entry_detail(scene.knowledge, scene.words, scene.knowledge.by_id[entry])
    saving = saved.buttons(scene, entry) if entry in scene.knowledge.lever_by_id else ()
    return detail.model_copy(update={"buttons": (*saving, _start(scene))})


# ---- nothing asked, nothing found ----


def _nothing(scene: Scene, found: Lookup) -> Note:
    """The honest sentence, and whom one can browse by."""
    words = scene.words
    actors = ", ".join(words(f"word.actor.{actor}") for actor in BROWSED)
    query = found.query if len(found.query) <= LONGEST_SAID else f"{found.query[:LONGEST_SAID]}…"
    said = words("lookup.none", query=query, actors=actors)
    return Note(lines=(said,), buttons=(*_browse(scene), _start(scene)))


def _actors(scene: Scene) -> Listing:
    """Over whom: the four actors and how many levers there are for each."""
    words = scene.words
    entries = tuple(
        Entry(
            id=actor,
            title=_sentence(words(f"word.actor.{actor}")),
            line=str(len(scene.knowledge.levers_of(actor))),
        )
        for actor in ACTORS
    )
    return Listing(title=words("lookup.title"), entries=entries, buttons=(*_browse(scene), _start(scene)))


def _browse(scene: Scene) -> tuple[Button, ...]:
    return tuple(
        _look_up_button(scene, _sentence(scene.words(f"word.actor.{actor}")), query) for actor, query in BROWSED.items()
    )


def _look_up_button(scene: Scene, label: str, query: str) -> Button:
    command = scene.words.lines("command.levers")[0]
    return Button(press=press(scene.consultation, "levers", query), label=label, say=f"{command} {query}")


def _start(scene: Scene) -> Button:
    return button(scene, "new", "lookup.start")
