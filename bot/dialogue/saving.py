"""Levers to come back to: saved with a consultation, listed over all of a person's own."""

from bot.dialogue.naming import lever_id_in
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Note
from bot.views import saved as view
from bot.views.levers import title_of


def save(scene: Scene, rest: str) -> Step:
    """Save a lever with the current consultation; saving it twice keeps one."""
    lever = lever_id_in(scene, rest)
    if lever is None:
        return _said(scene, "saved.which")
    if not scene.consultation.id:
        return _said(scene, "saved.begin_first")
    if lever in scene.consultation.saved:
        return _said(scene, "saved.already", id=lever)
    title = title_of(scene.words, scene.knowledge.lever_by_id[lever])
    kept = Happening("saved", {"lever": lever})
    return Step(_said(scene, "saved.kept", id=lever, title=title).cards, (kept,))


def unsave(scene: Scene, rest: str) -> Step:
    """Remove a saved lever from the current consultation, else from the one of their own that changed last."""
    lever = lever_id_in(scene, rest)
    if lever is None:
        return _said(scene, "saved.which_not")
    holding = _holding(scene, lever)
    if not holding:
        return _said(scene, "saved.not_saved", id=lever)
    opens = "" if holding == scene.consultation.id else holding
    removed = Happening("unsaved", {"lever": lever})
    return Step(_said(scene, "saved.removed", id=lever).cards, (removed,), opens=opens)


def saved(scene: Scene, _: str) -> Step:
    """The levers saved with all of the person's own consultations."""
    cards = view.saved(scene)
    return Step(cards) if cards else _said(scene, "saved.none")


def _holding(scene: Scene, lever: str) -> str:
    """The id of the consultation to remove a lever from; empty where none holds it."""
    if lever in scene.consultation.saved:
        return scene.consultation.id
    return next((standing.consultation for standing in scene.own if lever in standing.saved), "")


def _said(scene: Scene, key: str, **values: object) -> Step:
    return Step((Note(lines=(scene.words(key, **values),)),))
