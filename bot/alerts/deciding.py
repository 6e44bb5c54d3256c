"""Whom to tell next, of which kinds of danger, and when. Pure: time comes in, a value goes out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.advice import Advice, Adviser
from bot.consultation import Alert, Consultation
from bot.dialogue.scene import House
from bot.places import REACHED
from bot.record import Due, Person

SILENCE = timedelta(minutes=5)
"""How long the asker is silent before a mere guess is told."""
UNNAMED = ("unnamed",)
"""The kind of a danger that no words name."""


@dataclass(frozen=True)
class Next:
    """What is due next: this lead is told of these kinds; without a lead, the asker learns that nobody answered."""

    lead: Person | None
    kinds: tuple[str, ...]
    sure: bool
    at: datetime


def leads_for(house: House, person: Person | None, barred: Collection[Person] = ()) -> tuple[Person, ...]:
    """The leads on duty who can be reached in the asker's channel, in order; never the asker, nobody barred or away."""
    if person is None or person.channel not in REACHED:
        return ()
    without = {person, *barred, *house.away}
    return tuple(lead for lead in dict.fromkeys(house.duty) if lead.channel == person.channel and lead not in without)


def unseen(consultation: Consultation) -> tuple[Alert, ...]:
    """The alerts that no lead answers for: not seen yet, or seen by one who may not read the case any more."""
    given_up = consultation.holder in consultation.review.barred
    return tuple(alert for alert in consultation.alerts if alert.seen is None or given_up)


def advice_on_danger(adviser: Adviser, consultation: Consultation) -> Advice:
    """The advice, where "can't tell yet" leaves a guess standing: only "none of these" takes a danger away."""
    answers = consultation.answers
    if answers.get("safety") == ("unclear",):
        left = {question: values for question, values in answers.items() if question != "safety"}
        return adviser.advise(replace(consultation, answers=left))
    return adviser.advise(consultation)


def is_sure(consultation: Consultation) -> bool:
    """Whether the asker named the danger, and is not about to change that."""
    named = set(consultation.answers.get("safety", ())) - {"none", "unclear"}
    return bool(named) and consultation.reopened != "safety"


def next_alert(consultation: Consultation, advice: Advice, house: House, said: datetime) -> Next | None:
    """What is due next, when the asker last said something at `said`; None where nobody has to be told.

    Where somebody was told and no lead is left to tell, the asker has to learn that nobody answered.
    """
    leads = _in_order(leads_for(house, consultation.person, consultation.review.barred), consultation)
    if not (leads or consultation.alerts) or advice.alarm != "likely":
        return None
    kinds, heard = advice.safety or UNNAMED, _heard(consultation.alerts)
    sure = is_sure(consultation)
    first = _first(leads, tuple(kind for kind in kinds if kind not in heard), sure, said)
    further = _further(consultation, leads, tuple(kind for kind in kinds if kind in heard), sure, house)
    return min((found for found in (first, further) if found), key=lambda found: found.at, default=None)


def alerts_after(
    before: Consultation, after: Consultation, advice_before: Advice, advice_after: Advice, house: House, now: datetime
) -> tuple[tuple[Due, ...], tuple[str, ...]]:
    """The job that the asker's turn plans, and the one it settles: at most one of the two."""
    planned = next_alert(after, advice_after, house, now)
    if planned is not None:
        return (due_of(after, planned),), ()
    was_planned = next_alert(before, advice_before, house, now) is not None
    return (), (due_id(before),) if was_planned else ()


def due_id(consultation: Consultation) -> str:
    """The id of the consultation's one job: a new plan takes the place of the last."""
    return f"{consultation.id}:alert"


def due_of(consultation: Consultation, planned: Next) -> Due:
    """The job that wakes whoever tells."""
    lead = planned.lead.model_dump() if planned.lead else None
    body = {"lead": lead, "kinds": list(planned.kinds)}
    return Due(id=due_id(consultation), consultation=consultation.id, kind="alert", at=planned.at, body=body)


def _in_order(leads: tuple[Person, ...], consultation: Consultation) -> tuple[Person, ...]:
    """Whoever has it hears first of what is new; then the order of duty."""
    has_it = consultation.review.owner or consultation.holder
    return tuple(sorted(leads, key=lambda lead: lead != has_it))


def _first(leads: tuple[Person, ...], kinds: tuple[str, ...], sure: bool, said: datetime) -> Next | None:
    """Kinds that nobody has heard of: at once when the asker named them, else after silence."""
    return Next(leads[0], kinds, sure, said if sure else said + SILENCE) if kinds and leads else None


def _further(
    consultation: Consultation, leads: tuple[Person, ...], kinds: tuple[str, ...], sure: bool, house: House
) -> Next | None:
    """Kinds that somebody has heard of and nobody has taken: the next lead, and after the last one nobody."""
    open_ = unseen(consultation)
    if not open_ or not kinds or consultation.unanswered:
        return None
    last, at = _joined_last(open_)
    if last in leads:  # nobody waits for one who can't answer any more
        at += timedelta(minutes=house.ack_minutes)
    for lead in leads:
        known = _heard(alert for alert in consultation.alerts if alert.lead == lead)
        if set(kinds) - known:
            return Next(lead, tuple(kind for kind in kinds if kind not in known), sure, at)
    return Next(None, kinds, sure, at)


def _joined_last(alerts: Iterable[Alert]) -> tuple[Person, datetime]:
    """Who was told last, and when they heard of it first: what is told them besides gives nobody more time."""
    first: dict[Person, datetime] = {}
    for alert in alerts:
        first.setdefault(alert.lead, alert.at)
    return max(first.items(), key=lambda told: told[1])


def _heard(alerts: Iterable[Alert]) -> set[str]:
    return {kind for alert in alerts for kind in alert.kinds}
