"""The asker's side of review: replying to a lead, showing or hiding the own name, leaving a lead out."""

import re
from collections.abc import Iterable

from bot.alerts.wording import LEADS_READ
from bot.dialogue.scene import Happening, Scene, Sending, Step
from bot.messages import Button, Card, Facts, Note, Press, Row
from bot.record import Body
from bot.understanding.traces import without_traces
from bot.views.consultation import trace_labels

NUMBER = re.compile(r"#?0*(\d{1,9})\b[\s:,]*")
LEADS_HEAR = {"asker_replied": "talk.reply_came", "proposal_answered": "learning.answered"}
"""What the asker does in a case -> what its lead reads of it, besides the number."""


def reply(scene: Scene, rest: str) -> Step:
    """Reply to the lead who wrote last, in the case that the number names, else in the current one."""
    named = NUMBER.match(rest)
    number = int(named[1]) if named else scene.consultation.number
    found = next((standing for standing in scene.own if standing.number == number), None)
    text = without_traces(rest[named.end() if named else 0 :].strip(), trace_labels(scene.words))
    if found is None:
        return _said(scene, "talk.nothing_to_reply")
    if not text:
        return Step((_how(scene, f"{found.number:04d}"),))
    happened = Happening("asker_replied", {**_by(scene), "text": text})
    opens = found.consultation if found.consultation != scene.consultation.id else ""
    return Step(_said(scene, "talk.replied").cards, (happened,), opens=opens)


def _how(scene: Scene, number: str) -> Note:
    press = Press(action="reply", value=number)
    said = f"{scene.words.lines('command.reply')[0]} {number} …"
    return Note(
        lines=(scene.words("talk.your_reply"),),
        buttons=(Button(press=press, label=scene.words("talk.reply"), say=said),),
    )


def to_lead(scene: Scene, id: str, happened: Iterable[Happening]) -> tuple[Sending, ...]:
    """What goes to the case's owner, or to whoever wrote last: the number, and no word of the reply."""
    key = next((LEADS_HEAR[one.kind] for one in happened if one.kind in LEADS_HEAR), "")
    review = scene.consultation.review
    wrote = [*(p.by for p in review.proposals), *(said.by for said in review.talk if said.by != scene.person)]
    lead = review.owner or (wrote[-1] if wrote else None)
    if not key or lead is None or lead in review.barred:
        return ()
    words, number = scene.knowledge.texts[LEADS_READ], f"{scene.consultation.number:04d}"
    opener = Button(press=Press(action="review", value=number), label=words("review.open"), main=True)
    card: Card = Note(lines=(words(key, number=number),), buttons=(opener,))
    return (Sending(f"{id}:replied", lead.private_place, (card,)),)


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
    named = NUMBER.match(rest)
    number = int(named[1]) if named else scene.consultation.number
    found = next((standing for standing in scene.own if standing.number == number), None)
    if found is None:
        return _said(scene, "learning.nothing_asked")
    happened = Happening("proposal_answered", {**_by(scene), "agreed": agreed})
    opens = found.consultation if found.consultation != scene.consultation.id else ""
    said = _said(scene, "learning.agreed" if agreed else "learning.declined")
    return Step(said.cards, (happened,), opens=opens)
