"""What of a consultation is counted: codes only, no word that anyone typed, nobody's name, no number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.consultation import Consultation, Outcome
from bot.interview import STRICTEST_FIRST
from bot.record import DRAFT, Standing
from bot.review.report.quarter import Quarter
from bot.review.times import acknowledged_minutes

UNSURE = "unclear"
RANKED_BY_FIT = 3
"""How many of the levers shown stand there for their fit alone: the last two make sure of three categories."""


@dataclass(frozen=True)
class Counted:
    """One consultation, as far as the report looks at it."""

    quarter: Quarter
    actors: tuple[str, ...] = ()
    connection: str = ""
    """The strictest that was ticked."""
    route: str = ""
    urgent: bool = False
    levers: tuple[str, ...] = ()
    """Those of the first page of the result."""
    categories: tuple[str, ...] = ()
    """Of the levers that fit best."""
    moments: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    """Questions that were answered "not sure"."""
    outcomes: tuple[Outcome, ...] = ()
    changed: tuple[str, ...] = ()
    """Whether it changed anything for the people affected, as often as that was answered."""
    partner: str = ""
    """A digest that tells partners apart and tells nothing else."""
    acknowledged_minutes: int | None = None
    """How long an urgent case waited for a lead's "I have it"."""
    helpful: str = ""


def counted(consultation: Consultation, standing: Standing, digest: Callable[[str], str]) -> Counted:
    """A consultation taken apart. What was only read from the text and never answered is left out.

    `digest` makes of a partner's alias what can't be traced back to it.
    """
    answers, review = consultation.review.corrected(consultation.answers), consultation.review
    ticked = answers.get("connection", ())
    alias = " ".join(answers.get("alias", ())).casefold().split()
    return Counted(
        quarter=Quarter.of(standing.started_at),
        actors=sure(answers.get("actor", ())),
        connection=next((value for value in STRICTEST_FIRST if value in ticked and value != UNSURE), ""),
        route=standing.route,
        urgent=standing.urgent,
        levers=standing.levers,
        categories=_once(category_of(lever) for lever in standing.levers[:RANKED_BY_FIT]),
        moments=sure(answers.get("moment", ())),
        unsure=tuple(question for question, values in answers.items() if UNSURE in values),
        outcomes=(*consultation.outcomes, *(Outcome(tried.lever, tried.outcome) for tried in review.tried)),
        changed=_once((*_told_by_asker(consultation), *(closing.changed for closing in review.closings))),
        partner=digest(" ".join(alias)) if alias else "",
        acknowledged_minutes=acknowledged_minutes(consultation),
        helpful=consultation.helpful,
    )


def counts_in(quarter: Quarter, standing: Standing) -> bool:
    """Whether a consultation belongs to the quarter's report: it began in it, and was sent."""
    return standing.route != DRAFT and Quarter.of(standing.started_at) == quarter


def sure(values: Iterable[str]) -> tuple[str, ...]:
    """The choices that say something: all but "not sure"."""
    return tuple(value for value in values if value != UNSURE)


def category_of(lever: str) -> str:
    """The category that a lever's id names: SUP-A2 is of category A."""
    return lever.partition("-")[2][:1]


def _told_by_asker(consultation: Consultation) -> tuple[str, ...]:
    return tuple(outcome.people for outcome in consultation.outcomes if outcome.people)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
