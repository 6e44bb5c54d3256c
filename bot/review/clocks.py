"""What comes back to leads by the clock: a follow-up on its day, a case that nobody opened. Pure.

What is due is computed from the case each time; the job only wakes whoever looks. So a job that comes twice, late, or
after somebody opened the case, tells nobody anything.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.access import may, whose
from bot.alerts.wording import LEADS_READ
from bot.consultation import Consultation
from bot.dialogue.scene import Happening, House, Scene
from bot.messages import Card, Note
from bot.record import DRAFT, Due, Person
from bot.review.steps import FOLLOW_UP, MORNING, opener
from knowledge.texts import Texts

UNREAD = "unread"
"""The kind of the job that looks whether a lead has opened a case."""
PATIENCE = 3
"""Working days in which a lead opens a case, before the head is told."""
NOT_READ = frozenset({"", DRAFT, "report_channel", "refuse", "out_of_scope", "ask_again"})
"""Routes that leave nothing for a lead to read."""
AGAIN = timedelta(days=1)
"""A job for which there is nobody today is looked at again after this."""


@dataclass(frozen=True)
class Coming:
    """What comes to this lead now; without a lead it is for later, and `at` says when to look again."""

    lead: Person | None
    at: datetime
    happened: tuple[Happening, ...] = ()
    cards: tuple[Card, ...] = ()


# ---- a case that nobody opened ----


def unread_jobs(
    before: Consultation, was: str, after: Consultation, is_: str, house: House, now: datetime
) -> tuple[tuple[Due, ...], tuple[str, ...]]:
    """The job that something plans when it leads from one state and route to another, and the one it settles."""
    waited, waits = _waits(before, was, house), _waits(after, is_, house)
    if waits and not waited:
        at = working_days_after(now, PATIENCE, house.workdays)
        return (Due(id=unread_id(after), consultation=after.id, kind=UNREAD, at=at, body={}),), ()
    return (), (unread_id(after),) if waited and not waits else ()


def unread_id(case: Consultation) -> str:
    """The id of the case's one job of this kind."""
    return f"{case.id}:{UNREAD}"


def working_days_after(at: datetime, days: int, workdays: Collection[int]) -> datetime:
    """The same time so many working days later; what comes on a day off counts from the next working morning.

    Days are those of the clock. Holidays are not known.
    """
    if at.weekday() not in workdays:
        at = _next(at, workdays).replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    for _ in range(days):
        at = _next(at, workdays)
    return at


def _next(at: datetime, workdays: Collection[int]) -> datetime:
    return next(day for n in range(1, 8) if (day := at + timedelta(days=n)).weekday() in workdays)


def _waits(case: Consultation, route: str, house: House) -> bool:
    """Whether the case waits for a lead to open it. It is told once, so one that was told waits no more."""
    review, named = case.review, house.named
    opened = any(reader in named.leads and reader not in review.barred for reader, _ in review.readers)
    open_ = bool(case.situation) and route not in NOT_READ and review.status == "new" and not review.unread_told
    return open_ and not opened and bool(named.leads or named.head)


def _unread(scene: Scene, route: str) -> Coming | None:
    """To the head, else to the next lead: the number, and that nobody has opened it."""
    if not _waits(scene.consultation, route, scene.house):
        return None
    named = scene.house.named
    lead = next(_free(scene, (named.head, *named.leads)), None)
    happened = Happening("review_unread_told", _to(scene, lead))
    return _coming(scene, lead, happened, lambda words: words("clocks.unread", number=_number(scene), days=PATIENCE))


# ---- a follow-up ----


def _follow_up(scene: Scene, _: str) -> Coming | None:
    """To whoever set it; where they can't have it, to the case's owner, else to the next lead."""
    review, named = scene.consultation.review, scene.house.named
    wanted = review.follow_up
    if wanted is None or review.closed:
        return None
    morning = datetime.combine(wanted.day, MORNING)
    if morning > scene.now:
        return Coming(None, morning)
    leads = (lead for lead in (wanted.by, review.owner, *named.leads) if lead in named.leads)
    lead = next(_free(scene, leads), None)
    key = "review.follow_up_came" if lead == wanted.by else "clocks.follow_up_instead"
    happened = Happening("review_follow_up_came", _to(scene, lead))
    return _coming(scene, lead, happened, lambda words: words(key, number=_number(scene), reason=wanted.reason))


# ---- what both need ----


def _free(scene: Scene, people: Iterable[Person | None]) -> Iterator[Person]:
    """Those who may be told of this case, and are there."""
    asker, review, head = scene.person, scene.consultation.review, scene.house.named.head
    out = {asker, *review.barred, *scene.house.away}
    for person in people:
        if person and asker and person not in out and (person == head or whose(person, asker) == "other"):
            yield person


def _coming(scene: Scene, lead: Person | None, happened: Happening, said: Callable[[Texts], str]) -> Coming:
    if lead is None:
        return Coming(None, scene.now + AGAIN)
    words = scene.knowledge.texts[LEADS_READ]
    reads = scene.person and may(scene.house.named.roles_of(lead), "read_case", whose(lead, scene.person))
    note = Note(lines=(said(words),), buttons=(opener(words, _number(scene)),) if reads else ())
    return Coming(lead, scene.now, (happened,), (note,))


def _to(scene: Scene, lead: Person | None) -> dict[str, object]:
    """Whom it came to, and when."""
    return {"by": lead.model_dump() if lead else None, "at": scene.now.isoformat()}


def _number(scene: Scene) -> str:
    return f"{scene.consultation.number:04d}"


COMES: dict[str, Callable[[Scene, str], Coming | None]] = {FOLLOW_UP: _follow_up, UNREAD: _unread}
"""Kind of job -> what comes of it, from the case and its route; None where nothing is left to tell."""
