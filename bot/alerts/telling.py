"""What is done when somebody is told, nobody answered, or a lead has it: events, and cards to both sides. Pure."""

import hashlib
from dataclasses import dataclass

from bot.alerts import wording
from bot.alerts.deciding import Next
from bot.dialogue.scene import Happening, Scene, Sending
from bot.messages import Card
from bot.record import Audited, Due, Example, Person


@dataclass(frozen=True)
class Aside:
    """What happens beside the interview, in one transaction under one name."""

    delivery: str
    happened: tuple[Happening, ...]
    sends: tuple[Sending, ...]
    due: tuple[Due, ...] = ()
    settles: tuple[str, ...] = ()
    audited: tuple[Audited, ...] = ()
    teaches: Example | None = None


def tell(scene: Scene, planned: Next) -> Aside:
    """Do what is due: the lead is told and the asker learns it, or the asker learns that nobody answered."""
    return _unanswered(scene) if planned.lead is None else _told(scene, planned, planned.lead)


def acknowledged(scene: Scene, lead: Person, answer: Sending) -> Aside:
    """A lead has it: that is answered to the lead, and the asker learns that it was seen."""
    happened = Happening("alert_seen", {"at": scene.now.isoformat(), "by": lead.model_dump()})
    sends = (answer, _to_asker(scene, f"{answer.id}:seen", wording.seen(scene)))
    return Aside(answer.id, (happened,), sends, audited=(line_of(scene, lead, "acknowledge"),))


def line_of(scene: Scene, lead: Person, action: str) -> Audited:
    """What the audit log says of a lead's act on this case."""
    case = scene.consultation
    return Audited(at=scene.now, by=lead, action=action, consultation=case.id, number=case.number)


def alert_id(consultation: str, lead: Person, kinds: tuple[str, ...]) -> str:
    """The same for the same consultation, lead and kinds, so that none is told twice.

    A digest: ids stand in the log unencrypted, and who was told of what should not.
    """
    said = "\n".join((consultation, lead.channel, lead.workspace, lead.user, *sorted(kinds)))
    return f"{consultation}:alert:{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _told(scene: Scene, planned: Next, lead: Person) -> Aside:
    name = alert_id(scene.consultation.id, lead, planned.kinds)
    body = {"lead": lead.model_dump(), "kinds": list(planned.kinds), "at": scene.now.isoformat(), "sure": planned.sure}
    happened = Happening("alerted", body)
    to_lead = Sending(name, lead.private_place, wording.alert(scene, planned))
    to_asker = _to_asker(scene, f"{name}:told", wording.told(scene.after(happened)))
    return Aside(name, (happened,), (to_lead, to_asker))


def _unanswered(scene: Scene) -> Aside:
    happened = Happening("alert_unanswered")
    name = f"{scene.consultation.id}:alert:unanswered:{len(scene.consultation.alerts)}"
    return Aside(name, (happened,), (_to_asker(scene, name, wording.told(scene.after(happened))),))


def _to_asker(scene: Scene, id: str, cards: tuple[Card, ...]) -> Sending:
    return Sending(id, scene.person.private_place if scene.person else "", cards)
