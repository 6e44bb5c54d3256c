"""The asker's side of review: replying to a lead, showing or hiding the own name, leaving a lead out."""

import re
from collections.abc import Iterable

from bot.access import whose
from bot.alerts.wording import LEADS_READ
from bot.dialogue.scene import Happening, Scene, Sending, Step
from bot.messages import Card, Facts, Note, Row
from bot.record import DRAFT, Body, Person
from bot.review.asking import reply_button
from bot.review.steps import opener
from bot.views.traces import cleaned

NUMBER = re.compile(r"#?0*(\d{1,9})\b[\s:,]*")
LEADS_HEAR = {"asker_replied": "talk.reply_came", "proposal_answered": "learning.answered"}
"""What the asker does in a case -> what its lead reads of it, besides the number."""


def reply(scene: Scene, rest: str) -> Step:
    """Reply to the lead who wrote last, in the case that the number names, else in the current one."""
    named = NUMBER.match(rest)
    number = int(named[1]) if named else scene.consultation.number
    told = (standing for standing in scene.own if standing.route != DRAFT)
    found = next((standing for standing in told if standing.number == number), None)
    text = cleaned(scene.words, rest[named.end() if named else 0 :].strip())
    if found is None:
        return _said(scene, "talk.nothing_to_reply")
    if not text:
        return Step((_how(scene, f"{found.number:04d}"),))
    happened = Happening("asker_replied", {**_by(scene), "text": text})
    opens = found.consultation if found.consultation != scene.consultation.id else ""
    return Step(_said(scene, "talk.replied").cards, (happened,), opens=opens)


def _how(scene: Scene, number: str) -> Note:
    return Note(lines=(scene.words("talk.your_reply"),), buttons=(reply_button(scene.words, number),))


def to_lead(scene: Scene, id: str, happened: Iterable[Happening]) -> tuple[Sending, ...]:
    """What goes to the case's owner, or to whoever wrote last: the number, and no word of the reply."""
    key = next((LEADS_HEAR[one.kind] for one in happened if one.kind in LEADS_HEAR), "")
    lead = _lead_for(scene) if key else None
    if lead is None:
        return ()
    words, number = scene.knowledge.texts[LEADS_READ], f"{scene.consultation.number:04d}"
    card: Card = Note(lines=(words(key, number=number),), buttons=(opener(words, number),))
    return (Sending(f"{id}:replied", lead.private_place, (card,)),)


def _lead_for(scene: Scene) -> Person | None:
    """Who hears of it: the owner, else who wrote last, else the next on duty; leads of today who may read the case."""
    review, house, asker = scene.consultation.review, scene.house, scene.person
    wrote = [*(p.by for p in review.proposals), *(said.by for said in review.talk if said.by != asker)]
    asked = [*((review.owner,) if review.owner else ()), *reversed(wrote), *house.named.leads]
    fit = [one for one in asked if one in house.named.leads and one not in review.barred and one != asker]
    near = [one for one in fit if asker is None or whose(one, asker) == "other"]
    return next((one for one in near if one not in house.away), next(iter(near), None))


def show_name(scene: Scene, _: str) -> Step:
    """Leads who open the case see the name from now on."""
    return _begun(scene, "name_shown", "talk.name_shown")


def hide_name(scene: Scene, _: str) -> Step:
    """Leads who open the case don't see the name."""
    return _begun(scene, "name_hidden", "talk.name_hidden")


def leave_out(scene: Scene, rest: str) -> Step:
    """A lead is kept from the case, by their place in the order of duty, and is not told."""
    leads = scene.house.named.leads
    number = f"{scene.consultation.number:04d}"
    if not scene.consultation.id:
        return _said(scene, "chat.no_open")
    if not rest.strip():
        rows = tuple(Row(label=str(place), value=lead.user, person=lead) for place, lead in enumerate(leads, 1))
        return Step((Facts(title=scene.words("talk.leave_out", number=number), rows=rows),))
    wanted = rest.strip().lstrip("@")
    lead = next((lead for place, lead in enumerate(leads, 1) if wanted in (str(place), lead.user)), None)
    if lead is None:
        return _said(scene, "talk.no_such_lead")
    left = Happening("left_out", {**_by(scene), "lead": lead.model_dump()})
    return Step(_said(scene, "talk.left_out", number=number).cards, (left,))


def _begun(scene: Scene, kind: str, said: str) -> Step:
    if not scene.consultation.id:
        return _said(scene, "talk.name_how")
    step = _said(scene, said, number=f"{scene.consultation.number:04d}")
    return Step(step.cards, (Happening(kind, _by(scene)),))


def _by(scene: Scene) -> Body:
    return {"by": scene.person.model_dump() if scene.person else None, "at": scene.now.isoformat()}


def _said(scene: Scene, key: str, **values: object) -> Step:
    return Step((Note(lines=(scene.words(key, **values),)),))


def agree(scene: Scene, rest: str) -> Step:
    """The words that a lead proposed may be shown to colleagues."""
    return _consented(scene, rest, agreed=True)


def decline(scene: Scene, rest: str) -> Step:
    """They may not."""
    return _consented(scene, rest, agreed=False)


def _consented(scene: Scene, rest: str, *, agreed: bool) -> Step:
    """An answer to one proposal: the one that is named, else the last one that can still be answered."""
    numbers = [int(number) for number in rest.split() if number.isdecimal()]
    if numbers and numbers[0] != scene.consultation.number:
        mine = any(standing.number == numbers[0] for standing in scene.own)
        return _said(scene, "learning.open_first" if mine else "learning.nothing_asked", number=f"{numbers[0]:04d}")
    open_ = [place for place, one in enumerate(scene.consultation.review.proposals, 1) if one.open]
    which = numbers[1] if len(numbers) > 1 else (open_[-1] if open_ else 0)
    if which not in open_:
        return _said(scene, "learning.nothing_asked")
    answered = Happening("proposal_answered", {**_by(scene), "which": which, "agreed": agreed})
    return Step(_said(scene, "learning.agreed" if agreed else "learning.declined").cards, (answered,))
