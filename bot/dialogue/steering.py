"""Steering: help, why we ask, stop, resume, summary, list, new, levers."""

from collections.abc import Mapping

from bot import interview
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Entry, Listing, Note, Press
from bot.places import REACHED
from bot.record import DRAFT, Standing
from bot.views import consultation as view
from bot.views.lookup import cards as looked_up
from bot.views.privacy import privacy as privacy_note


def help_(scene: Scene, _: str) -> Step:
    """What can be typed."""
    return Step((Note(lines=(*scene.words.lines("chat.help", **view.house_words(scene)), scene.words("saved.help"))),))


def privacy(scene: Scene, _: str) -> Step:
    """Who can read what, what is kept and for how long, and how to have it erased."""
    return Step((privacy_note(scene),))


def why(scene: Scene, _: str) -> Step:
    """Why we ask the open question, with its source."""
    question = interview.open_question(scene.knowledge, scene.consultation)
    if question is None or not scene.consultation.situation:
        return help_(scene, "")
    return Step((view.ask(scene, question, why=True),))


def stop(scene: Scene, _: str) -> Step:
    """Stop for now; nothing is lost."""
    said = Note(lines=(scene.words("chat.stopped"),))
    begun = scene.consultation.id and scene.consultation.state == "open"
    return Step((said,), (Happening("stopped"),) if begun else ())


def resume(scene: Scene, _: str) -> Step:
    """Go on with the consultation that was stopped, or still open; where there is only a draft, show that."""
    if scene.consultation.id and scene.consultation.state == "open":
        return Step((Note(lines=(scene.words("chat.resumed"),)),))
    stopped = (standing for standing in scene.own if standing.state == "stopped" and standing.route != DRAFT)
    waiting = next(stopped, None)
    if waiting is None and scene.draft is not None:
        return Step((view.draft(scene, scene.draft),), about=scene.draft.consultation)
    if waiting is None:
        return Step((Note(lines=(scene.words("chat.no_open"),)),))
    return Step((Note(lines=(scene.words("chat.resumed"),)),), (Happening("resumed"),), opens=waiting.consultation)


def no_draft(scene: Scene, _: str) -> Step:
    """There is no draft to send; one that is there was sent before this is asked."""
    return Step((Note(lines=(scene.words("chat.no_draft"),)),))


def summary(scene: Scene, _: str) -> Step:
    """Every answer so far."""
    return Step((view.summary(scene),))


def open_(scene: Scene, rest: str) -> Step:
    """One of the person's own consultations by its number: the result as it was shown, or where it stands."""
    number = rest.strip().lstrip("#0")
    found = next((standing for standing in scene.own if str(standing.number) == number), None)
    if found is None:
        return Step((Note(lines=(scene.words("chat.no_such_case"),)),))
    if scene.draft is not None and found.consultation == scene.draft.consultation:
        return Step((view.draft(scene, scene.draft),), about=scene.draft.consultation)
    happened = Happening("resumed" if found.state == "stopped" else "opened")
    return Step((), (happened,), opens=found.consultation, shows=True)


def list_(scene: Scene, _: str) -> Step:
    """The person's own consultations."""
    words = scene.words
    if not scene.own:
        return Step((Note(lines=(words("chat.list_empty"),)),))
    entries = tuple(
        Entry(id="", title=_line(scene, standing), press=Press(action="open", value=f"{standing.number:04d}"))
        for standing in scene.own
    )
    return Step((Listing(title=words("chat.list_title"), entries=entries),))


def _line(scene: Scene, standing: Standing) -> str:
    return scene.words(
        "chat.list_line",
        number=f"{standing.number:04d}",
        state=scene.words(f"chat.state_{standing.state}"),
        date=standing.changed_at.date().isoformat(),
        route=scene.words(f"route.{standing.route}") if standing.route else "",
    )


def levers(scene: Scene, rest: str) -> Step:
    """A look-up; it changes nothing and is not logged."""
    return Step(looked_up(scene, rest))


def my_data(_: Scene, __: str) -> Step:
    """Everything that is kept about this person is put together for them."""
    return Step((), gathers=True)


def erase(scene: Scene, rest: str) -> Step:
    """Erase a consultation of one's own, or the draft, once its number is typed with it: its words can't be read again.

    Without a number it is the current one that is meant.
    """
    own = {standing.number: standing for standing in scene.own}
    named = rest.strip().lstrip("#0")
    wanted = own.get(int(named)) if named.isdecimal() else None
    if wanted is None:
        said = scene.words("chat.no_such_case") if own and named.isdecimal() else _sure(scene, own)
        return Step((Note(lines=(said,)),))
    number = f"{wanted.number:04d}"
    if _is_held(scene, wanted):
        return Step((Note(lines=(scene.words("talk.held_erase", number=number),)),))
    reached = wanted.person.channel in REACHED
    left = scene.words("keeping.erased_chat" if reached else "keeping.erased_terminal")
    return Step((Note(lines=(scene.words("chat.erased", number=number), left)),), erases=wanted.consultation)


def _sure(scene: Scene, own: Mapping[int, Standing]) -> str:
    number = scene.consultation.number or (scene.draft.number if scene.draft else 0)
    if number not in own:
        return scene.words("chat.no_such_case" if own else "chat.no_open")
    return scene.words("chat.erase_sure", number=f"{number:04d}")


def _is_held(scene: Scene, standing: Standing) -> bool:
    current = standing.consultation == scene.consultation.id and scene.consultation.review.hold is not None
    return current or (standing.term is not None and standing.term.kind == "held")


def move_on(scene: Scene) -> Step:
    """An open consultation under newer content: answers that vanished are dropped, and said."""
    consultation = scene.consultation
    if consultation.state == "finished":
        return Step(())
    gone = interview.orphans(scene.knowledge, consultation.answers)
    if not gone:
        return Step(())
    known = [question for question in gone if question in scene.knowledge.question_by_id]
    said = Note(lines=(scene.words("chat.dropped", questions=view.changed_labels(scene, known)),))
    return Step((said,), (Happening("moved_on", {"gone": list(gone), "content": scene.knowledge.content_hash}),))
