"""Who asks, in custody; and what counsel alone may do. Seeing a name needs a reason and a second person. Pure."""

from collections.abc import Mapping

from bot.messages import Note
from bot.record import Person
from bot.review.desk import Desk, Done
from bot.review.record import Seeing
from bot.review.steps import to_lead

Values = Mapping[str, str]


def waiting(desk: Desk) -> Seeing | None:
    """The request to see the name that waits for an answer."""
    review = desk.consultation.review
    return next((seeing for seeing in review.seeing if seeing.waits and seeing.by not in review.barred), None)


def waits_for_another(desk: Desk) -> bool:
    """Whether a request waits that is not this person's own."""
    asked = waiting(desk)
    return asked is not None and asked.by != desk.person


def ask(desk: Desk, values: Values) -> Done:
    """A lead asks to see who asks, and says why; another lead decides."""
    others = _others(desk)
    if not desk.consultation.review.unnamed or desk.sees_name():
        return Done(desk.words("review.name_is_shown"))
    if waiting(desk) is not None:
        return Done(desk.words("review.name_asked_already"))
    if not others:
        return Done(desk.words("review.nobody_to_grant"))
    sends = tuple(to_lead(desk, f"seeing{n}", lead, "review.grant_wanted") for n, lead in enumerate(others))
    return Done(desk.words("review.name_asked"), (desk.happens("review_seeing_asked", reason=values["reason"]),), sends)


def _others(desk: Desk) -> tuple[Person, ...]:
    """The leads who may decide; those who are away only where nobody else is there."""
    barred = {*desk.consultation.review.barred, desk.person, desk.asker}
    return desk.here(*(lead for lead in desk.named.leads if lead not in barred))


def grant(desk: Desk, _: Values) -> Done:
    """The second person allows it: whoever asked for it sees the name from now on, and the asker is told."""
    asked = waiting(desk)
    if asked is None or asked.by == desk.person:
        return Done(desk.words("review.nothing_to_grant"))
    happened = desk.happens("review_seeing_answered", whose=asked.by.model_dump(), granted=True)
    words = desk.scene.words
    to_asker = desk.sends("named", desk.asker, Note(lines=(words("talk.name_seen", number=desk.number), asked.reason)))
    return Done(
        desk.words("review.granted"), (happened,), (to_asker, to_lead(desk, "granted", asked.by, "review.name_granted"))
    )


def refuse(desk: Desk, _: Values) -> Done:
    """The second person says no: the name stays where it is."""
    asked = waiting(desk)
    if asked is None or asked.by == desk.person:
        return Done(desk.words("review.nothing_to_grant"))
    happened = desk.happens("review_seeing_answered", whose=asked.by.model_dump(), granted=False)
    return Done(desk.words("review.refused"), (happened,), (to_lead(desk, "refused", asked.by, "review.name_refused"),))


def mark(desk: Desk, _: Values) -> Done:
    """Counsel marks the case as prepared for counsel, or takes the mark away."""
    marked = not desk.consultation.review.marked
    said = desk.words("review.marked" if marked else "review.unmarked")
    return Done(said, (desk.happens("review_marked", marked=marked),), detail="on" if marked else "off")


def hold(desk: Desk, values: Values) -> Done:
    """Counsel keeps the case from being deleted; the asker is told, and not why."""
    told = desk.sends("held", desk.asker, Note(lines=(desk.scene.words("talk.held", number=desk.number),)))
    return Done(desk.words("review.held"), (desk.happens("review_held", reason=values["reason"]),), (told,))


def release(desk: Desk, _: Values) -> Done:
    """The hold ends; the asker is told."""
    told = desk.sends("released", desk.asker, Note(lines=(desk.scene.words("talk.released", number=desk.number),)))
    return Done(desk.words("review.released"), (desk.happens("review_released"),), (told,))
