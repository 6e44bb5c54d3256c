"""The result and its parts: more levers, why not one, persuasion, colleagues, what if it fails, the brief."""

from bot import interview
from bot.advice import Advice
from bot.dialogue.naming import lever_id_in
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Card, Note
from bot.views import advice as view
from bot.views import picking
from bot.views.document import document
from bot.views.plain import plain

OFFERED = 10
"""Levers to pick from where none was named."""


def _advice(scene: Scene) -> Advice:
    return scene.adviser.advise(scene.consultation)


def conclude(scene: Scene) -> Step:
    """The result, kept as it was shown with the content it was made from."""
    advice = _advice(scene)
    cards = view.result(scene, advice)
    body = {"shown": plain(cards), "content": advice.content, "route": advice.route}
    return Step(cards, (Happening("concluded", body),))


def shown_again(scene: Scene) -> tuple[Card, ...]:
    """A finished consultation that was opened: its result. Under newer content, what was said then, word for word."""
    consultation = scene.consultation
    if consultation.state != "finished":
        return ()
    advice = _advice(scene)
    if advice.content == consultation.content:
        return view.result(scene, advice)
    return (Note(lines=tuple(consultation.shown.splitlines())),)


def show_result(scene: Scene, _: str) -> Step:
    """The result as the answers stand now, kept as shown; further questions end here."""
    ends = (Happening("further", {"wanted": False}),) if scene.consultation.further else ()
    step = conclude(scene)
    return Step(step.cards, (*ends, *step.happened))


def export(scene: Scene, _: str) -> Step:
    """The result as a file, or shown again where there are none."""
    if not scene.takes_documents:
        return show_result(scene, "")
    return Step((Note(lines=(scene.words("chat.document"),)),), document=document(scene))


def more(scene: Scene, _: str) -> Step:
    """The next levers."""
    advice = _advice(scene)
    rest = advice.levers[len(advice.shown) : 2 * len(advice.shown)]
    if not rest:
        return Step((Note(lines=(scene.words("lookup.more", n=0),)),))
    return Step(tuple(view.lever_cards(scene, advice, rest, start=len(advice.shown) + 1)))


def why_not(scene: Scene, rest: str) -> Step:
    """What speaks against a lever, or simply that others fit better."""
    words, lever_id = scene.words, lever_id_in(scene, rest)
    advice = _advice(scene)
    order = [r.lever.id for r in advice.levers]
    if lever_id is None:
        others = order[len(advice.shown) :][:OFFERED]
        return Step((picking.levers(scene, "why_not", "whynot.which", others),))
    against = view.against(scene, advice, lever_id)
    if lever_id not in order:
        lines: tuple[str, ...] = (_left_out(scene, lever_id),)
    elif order.index(lever_id) < len(advice.shown):
        lines = (words("whynot.shown", id=lever_id, place=order.index(lever_id) + 1),)
    else:
        lines = (words("whynot.place", id=lever_id, place=order.index(lever_id) + 1, first=order[0]),)
    return Step((Note(lines=(*lines, *against)),))


def _left_out(scene: Scene, lever_id: str) -> str:
    """Why a lever is not in the ranking at all: the text rules it out, or it is over another actor."""
    words = scene.words
    reading, _ = scene.adviser.understand(scene.consultation.situation)
    said = reading.words_for("bars", lever_id)
    if said:
        return words("whynot.barred", id=lever_id, words=said)
    actor = scene.knowledge.lever_by_id[lever_id].actor
    return words("whynot.other_actor", id=lever_id, actor=words(f"word.actor.{actor}"))


def persuade(scene: Scene, _: str) -> Step:
    """Tips for the counterpart."""
    return Step((view.persuade_card(scene, _advice(scene)),))


def inside(scene: Scene, _: str) -> Step:
    """How to move colleagues."""
    return Step((view.inside_card(scene, _advice(scene)),))


def fails(scene: Scene, _: str) -> Step:
    """What if it does not work."""
    return Step((view.fails_card(scene),))


def brief(scene: Scene, _: str) -> Step:
    """The meeting brief."""
    return Step((view.brief(scene, _advice(scene)),))


def questions(scene: Scene, _: str) -> Step:
    """Further questions, each re-ranking."""
    if scene.consultation.further:
        open_one = interview.open_question(scene.knowledge, scene.consultation)
        return Step(() if open_one else (Note(lines=(scene.words("chat.further_done"),)),))
    wanted = Happening("further", {"wanted": True})
    after = scene.after(wanted)
    question = interview.open_question(scene.knowledge, after.consultation)
    if question is None:
        return Step((Note(lines=(scene.words("chat.further_none"),)),))
    return Step((), (wanted,))
