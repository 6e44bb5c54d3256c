"""A look-up as cards, and as JSON."""

import re
from typing import Any

from bot.dialogue.scene import Scene
from bot.lookup import Fit, Lookup, look_up
from bot.messages import Card, Detail, Entry, Listing, Note
from bot.views.consultation import buttons
from bot.views.levers import entry_detail, how_of, place_of, title_of

PAGE = 5
LINE = 110
_PAGED = re.compile(r"\s+(?:page|seite|pagina|página)\s+(\d{1,2})$|\s+(more|mehr|mas|más|plus)$", re.IGNORECASE)


def cards(scene: Scene, query: str) -> tuple[Card, ...]:
    """What a query finds: an entry in full, a page of levers, or an honest sentence."""
    asked, page = _paged(query)
    found = look_up(scene.adviser.reader, asked)
    read = tuple(scene.words("lookup.reading", typed=typed, read=known) for typed, known in found.read_as)
    if not asked.strip():
        return (_actors(scene),)
    if found.entry:
        return (*_notes(read), _entry(scene, found.entry))
    if not found.good or not (found.levers or found.other):
        return (Note(lines=(*read, _nothing(scene, asked))),)
    return (*_notes(read), _listing(scene, found, page))


def _paged(query: str) -> tuple[str, int]:
    match = _PAGED.search(query)
    if match is None:
        return query, 1
    return query[: match.start()], int(match[1]) if match[1] else 2


def _notes(lines: tuple[str, ...]) -> tuple[Note, ...]:
    return (Note(lines=lines),) if lines else ()


def _entry(scene: Scene, entry_id: str) -> Detail:
    detail = entry_detail(scene.knowledge, scene.words, scene.knowledge.by_id[entry_id])
    return detail.model_copy(update={"buttons": buttons(scene, "levers")})


def _nothing(scene: Scene, query: str) -> str:
    shown = query if len(query) <= 60 else f"{query[:60]}…"
    actors = ", ".join(scene.words(f"word.actor.{actor}") for actor in ("SUP", "JV", "CUS", "GOV", "INV", "OWN"))
    return scene.words("lookup.none", query=shown, actors=actors)


def _actors(scene: Scene) -> Listing:
    words = scene.words
    entries = tuple(
        Entry(id=a.id, title=words(f"word.actor.{a.id}"), line=str(len(scene.knowledge.levers_of(a.id))))
        for a in scene.knowledge.actors
    )
    return Listing(title=words("lookup.title"), entries=entries, buttons=buttons(scene, "levers"))


def _listing(scene: Scene, found: Lookup, page: int) -> Listing:
    words = scene.words
    start = (page - 1) * PAGE if 0 < page <= 1 + (len(found.levers) - 1) // PAGE else 0
    shown = found.levers[start : start + PAGE]
    rest = len(found.levers) - start - len(shown)
    lines = [words("lookup.more", n=rest)] if rest > 0 else []
    others = [f"{scene.knowledge.by_id[i].title if hasattr(scene.knowledge.by_id[i], 'title') else i} ({i})" for i in found.other]
    if others:
        lines.append(f"{words('lookup.other')}: {', '.join(others)}")
    title = words("lookup.title")
    if found.actors:
        title = ", ".join(words(f"word.actor.{actor}") for actor in found.actors)
    return Listing(title=title, lines=tuple(lines), entries=tuple(_line(scene, fit) for fit in shown))


def _line(scene: Scene, fit: Fit) -> Entry:
    how = how_of(scene.words, fit.lever)
    short = how if len(how) <= LINE else f"{how[:LINE].rsplit(' ', 1)[0]} …"
    return Entry(id=fit.lever.id, title=title_of(scene.words, fit.lever), line=f"{place_of(scene.words, fit.lever)}: {short}")


def as_json(found: Lookup) -> dict[str, Any]:
    """The machine-readable form: a contract (docs/machine-readable.md)."""
    levers = [
        {
            "id": fit.lever.id,
            "actor": fit.lever.actor,
            "category": fit.lever.category,
            "title": fit.lever.title,
            "score": round(fit.score, 4),
            "why": list(fit.why),
            "source": fit.lever.source,
        }
        for fit in found.levers
    ]
    return {"query": found.query, "levers": levers, "other": list(found.other)}
