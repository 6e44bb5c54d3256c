"""The path of an investor: what the holding allows, what is missing, targets with dates, the next rung.

Follows Löning 2021, chapters 2 to 4. Which rung is open to which holding is our reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.consultation import Answers
from knowledge import Knowledge
from knowledge.schema.systems import Element, EngagementLevel, Rung

SUGGESTED_DAYS: Mapping[str, int] = {"moving": 90, "not_asked": 14, "promised": 30, "stalled": 30, "refused": 14}
"""Days to the next step when no date was named: our suggestion, shown as such."""
OTHERWISE_DAYS = 30
SEVERE_DAYS = 7
SEVERE = ("danger", "child", "forced", "violence", "order")
PRESSED_ON = ("promised", "stalled", "refused")


@dataclass(frozen=True)
class InvesteePath:
    """The advice to an investor. `next_rung` is None while there is no reason to escalate, or the ladder ends."""

    holding: str
    levels: tuple[EngagementLevel, ...]
    missing: tuple[Element, ...]
    target_date: date
    suggested: bool
    next_date: date
    next_rung: Rung | None
    next_element: Element | None
    start: bool
    """Whether the company has not been asked yet: the next step is the first contact."""
    through_manager: bool
    """Whether others engage for us: the first contact is theirs to make, and ours to ask for."""
    later: tuple[Rung, ...]
    escalating: bool
    leaving: str


def investee_path(knowledge: Knowledge, answers: Answers, today: date) -> InvesteePath:
    """The path for these answers. Dates are real days after today; a date in the past is not used."""
    holding = _one(answers, "holding")
    progress = _one(answers, "progress")
    escalating = progress in PRESSED_ON
    rungs = _open_rungs(knowledge, holding, _one(answers, "rung"))
    missing = tuple(element for element in knowledge.elements if element.id not in answers.get("elements", ()))
    named = _named_date(answers, today)
    target = named or today + timedelta(days=90)
    days = SEVERE_DAYS if set(SEVERE) & set(answers.get("safety", ())) else SUGGESTED_DAYS.get(progress, OTHERWISE_DAYS)
    return InvesteePath(
        holding=holding,
        levels=_levels(knowledge, answers),
        missing=missing,
        target_date=target,
        suggested=named is None,
        next_date=min(today + timedelta(days=days), target),
        next_rung=rungs[0] if escalating and rungs else None,
        next_element=missing[0] if missing else None,
        start=progress in ("not_asked", "unclear"),
        through_manager=holding == "fund" or answers.get("level", ()) == ("outsourced",),
        later=rungs[1:4] if escalating else rungs[:3],
        escalating=escalating,
        leaving=_one(answers, "leaving"),
    )


def _one(answers: Answers, question: str) -> str:
    return next(iter(answers.get(question, ())), "unclear")


def _levels(knowledge: Knowledge, answers: Answers) -> tuple[EngagementLevel, ...]:
    ids = {"direct": "L-LVL1", "collaborative": "L-LVL2", "outsourced": "L-LVL3"}
    wanted = [ids[value] for value in answers.get("level", ()) if value in ids]
    return tuple(level for level in knowledge.engagement_levels if level.id in (wanted or ids.values()))


def _open_rungs(knowledge: Knowledge, holding: str, reached: str) -> tuple[Rung, ...]:
    """The rungs above the one reached that this holding allows."""
    place = next((rung.place for rung in knowledge.ladder if rung.id == reached), 0)
    above = [rung for rung in sorted(knowledge.ladder, key=lambda rung: rung.place) if rung.place > place]
    return tuple(rung for rung in above if holding == "unclear" or holding in rung.holdings)


def _named_date(answers: Answers, today: date) -> date | None:
    given = next(iter(answers.get("target_date", ())), "")
    try:
        named = date.fromisoformat(given)
    except ValueError:
        return None
    return named if named >= today else None
