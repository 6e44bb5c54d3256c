"""The words of an alert: case number, kind of danger and time. Nothing that anyone typed can get into them."""

from datetime import datetime

from bot.advice import Advice
from bot.alerts.deciding import UNNAMED, Next, is_sure, leads_for
from bot.consultation import Alert
from bot.dialogue.scene import Scene
from bot.messages import Button, Card, Note, Press, Time
from knowledge.schema.entry import Language
from knowledge.texts import Texts

ACKNOWLEDGES = "alert_seen"
"""The action of the button with which a lead takes a case."""
LEADS_READ: Language = "en"
"""The asker's language could say who asks, and a lead's is not known: alerts are in one language for all."""


def alert(scene: Scene, planned: Next) -> tuple[Card, ...]:
    """What a lead reads, with one button."""
    words, number = scene.knowledge.texts[LEADS_READ], _number(scene)
    head = words("urgent.banner" if planned.sure else "urgent.banner_guess", kinds=_kinds(words, planned.kinds))
    now = time_of(scene.now, scene.now)
    told = words("urgent.alert", number=number, time=now.text)
    then = words("urgent.alert_then", minutes=scene.house.ack_minutes)
    button = Button(press=Press(action=ACKNOWLEDGES, value=number), label=words("urgent.have_it"), main=True)
    return (Note(lines=(head, told, then), urgent=True, times=(now,), buttons=(button,)),)


def told(scene: Scene) -> tuple[Card, ...]:
    """What the asker reads once somebody was told, or nobody answered."""
    urgent = scene.consultation.unanswered or _goes_on(scene)
    return (Note(lines=_standing(scene), urgent=urgent, times=times_told(scene)),)


def seen(scene: Scene) -> tuple[Card, ...]:
    """What the asker reads when a lead has it."""
    now = time_of(scene.now, scene.now)
    return (Note(lines=(scene.words("urgent.seen", time=now.text),), times=(now,)),)


def told_line(scene: Scene, advice: Advice) -> str:
    """Who was told, for the banner: nobody yet, or whom and when, and whether it was seen."""
    words, consultation = scene.words, scene.consultation
    if consultation.alerts:
        return " ".join(_standing(scene))
    if advice.alarm != "likely" or not leads_for(scene.house, scene.person, consultation.review.barred):
        return words("urgent.nobody_told", lead=_contacts(scene))
    return words("urgent.telling" if is_sure(consultation) else "urgent.not_yet_told")


def clock(at: datetime, now: datetime) -> str:
    """A time with its zone, and with its day when that is not today."""
    return at.strftime("%H:%M %Z" if at.date() == now.date() else "%Y-%m-%d %H:%M %Z").strip()


def time_of(at: datetime, now: datetime) -> Time:
    """A time with the text that stands for it."""
    return Time(text=clock(at, now), at=at)


def times_told(scene: Scene) -> tuple[Time, ...]:
    """The times that may stand in what the asker reads of leads: when they were told, and when it was seen."""
    known = [at for alert in scene.consultation.alerts for at in (alert.at, alert.seen) if at is not None]
    return tuple(time_of(at, scene.now) for at in dict.fromkeys(known))


def _standing(scene: Scene) -> tuple[str, ...]:
    """How it stands: who was told last, and whether anybody has seen it."""
    last = scene.consultation.alerts[-1]
    if scene.consultation.unanswered:
        return (_nobody(scene),)
    if last.seen is not None:
        return (_told(scene, last), scene.words("urgent.seen", time=clock(last.seen, scene.now)))
    if _goes_on(scene):
        return (_next(scene, last), scene.words("urgent.not_seen"), _call(scene))
    return (_told(scene, last), scene.words("urgent.not_seen"))


def _goes_on(scene: Scene) -> bool:
    """Whether more than one lead was told and none has it."""
    return len({alert.lead for alert in scene.consultation.alerts if alert.seen is None}) > 1


def _told(scene: Scene, last: Alert) -> str:
    return _line(scene, "urgent.told" if last.sure else "urgent.told_guess", last)


def _next(scene: Scene, last: Alert) -> str:
    return _line(scene, "urgent.told_next", last)


def _line(scene: Scene, key: str, last: Alert) -> str:
    words = scene.words
    kinds = _kinds(words, last.kinds)
    return words(key, number=_number(scene), kinds=kinds, time=clock(last.at, scene.now))


def _nobody(scene: Scene) -> str:
    return scene.words("urgent.nobody_answered", emergency=_emergency(scene), lead=_contacts(scene))


def _call(scene: Scene) -> str:
    return scene.words("urgent.call", emergency=_emergency(scene))


def _emergency(scene: Scene) -> str:
    return scene.knowledge.contacts.emergency_number or scene.words("chat.local_emergency")


def _contacts(scene: Scene) -> str:
    return "; ".join(scene.knowledge.contacts.leads) or scene.words("chat.not_set")


def _kinds(words: Texts, kinds: tuple[str, ...]) -> str:
    return ", ".join(words("urgent.unnamed") if (kind,) == UNNAMED else words(f"word.safety.{kind}") for kind in kinds)


def _number(scene: Scene) -> str:
    return f"{scene.consultation.number:04d}"
