"""The investor's path as cards."""

from collections.abc import Iterable

from bot.dialogue.scene import Scene
from bot.investee import InvesteePath, investee_path
from bot.messages import Card, Detail, Section
from bot.views.translated import said

MISSING_SHOWN = 5


def investee_cards(scene: Scene) -> Iterable[Card]:
    """Next step with its date first, then rights, level, missing elements, ladder, the divestment question."""
    path = investee_path(scene.knowledge, scene.consultation.answers, scene.today)
    words = scene.words
    sections = (
        Section(title=words("investee.next"), lines=(next_step(scene, path),)),
        Section(title=words("investee.rights"), lines=(words(f"investee.rights_{path.holding}"),)),
        Section(title=words("investee.level"), lines=tuple(_levels(scene, path))),
        Section(title=words("investee.missing"), lines=tuple(_missing(scene, path))),
        Section(title=words("investee.targets"), lines=(_targets(scene, path),)),
        Section(title=words("investee.ladder"), lines=tuple(_ladder(scene, path))),
        Section(
            title=words("investee.divest"),
            lines=(words("investee.divest_ask"), words(f"investee.leaving_{path.leaving}")),
        ),
    )
    yield Detail(
        title=words("investee.title"),
        sections=tuple(section for section in sections if section.lines),
        source="Löning 2021, ch. 2 to 4, Table 3, Annex II",
    )


def next_step(scene: Scene, path: InvesteePath) -> str:
    """The next step, dated."""
    words = scene.words
    if path.next_rung is not None:
        step = words("investee.next_rung", title=said(words, path.next_rung, "title"), text=said(words, path.next_rung))
    elif path.start:
        step = words("investee.first_contact_manager" if path.through_manager else "investee.first_contact")
    elif path.escalating:
        step = words("investee.divest_ask")
    elif path.next_element is not None:
        step = said(words, path.next_element, "first_step")
    else:
        step = words("investee.keep_going")
    return words("investee.next_line", date=path.next_date.isoformat(), step=step)


def _levels(scene: Scene, path: InvesteePath) -> Iterable[str]:
    for level in path.levels:
        pros = "; ".join(said(scene.words, point) for point in level.pros[:2])
        cons = "; ".join(said(scene.words, point) for point in level.cons[:2])
        yield f"{said(scene.words, level, 'title')}: + {pros} − {cons} ({level.id})"
    if any(level.id == "L-LVL2" for level in path.levels):
        yield scene.words("investee.acting_together")
    else:
        yield scene.words("investee.collaborate_with")


def _missing(scene: Scene, path: InvesteePath) -> Iterable[str]:
    if not path.missing:
        yield scene.words("investee.complete")
    for element in path.missing[:MISSING_SHOWN]:
        yield f"{said(scene.words, element, 'title')}: {said(scene.words, element, 'first_step')} ({element.id})"
    rest = len(path.missing) - MISSING_SHOWN
    if rest > 0:
        yield scene.words("lookup.more", n=rest) + ": " + ", ".join(e.id for e in path.missing[MISSING_SHOWN:])


def _targets(scene: Scene, path: InvesteePath) -> str:
    day = path.target_date.isoformat()
    shown = scene.words("investee.suggested", date=day) if path.suggested else day
    return scene.words("investee.target_line", date=shown)


def _ladder(scene: Scene, path: InvesteePath) -> Iterable[str]:
    if not path.later:
        yield scene.words("investee.ladder_end")
    yield from (f"{rung.title} ({rung.id})" for rung in path.later)
