"""What has outlived its time is erased: once a day, in small portions. A kill only delays what is left.

A row says that a consultation's time is over; whether it is, its own events decide.
"""

import logging
from datetime import datetime, timedelta

from bot.access import whose
from bot.alerts.wording import LEADS_READ
from bot.consultation import Consultation, fold
from bot.dialogue.scene import House
from bot.keeping import Keeping
from bot.messages import Note
from bot.places import REACHED
from bot.record import Audited, Erasing, Outgoing, Overdue, Person, Standing, Term
from bot.store import Held, Stale, Unreadable
from bot.terms import term_of

NAME = "retention"
AT_ONCE = 50
ROWS_AT_ONCE = 1_000
DAY = timedelta(days=1)
NOBODY = Person(channel="local", workspace="", user="(retention)")
"""Who the audit log says did it."""

log = logging.getLogger(__name__)


class Retention:
    """The daily job. Safe to call from several threads and processes."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping, self._store, self._periods = keeping, keeping.store, keeping.house.periods
        self._enrolled = False
        self._refused: set[str] = set()
        """Consultations that could not be looked at: they hold up no other."""

    def run_due(self, now: datetime) -> Overdue:
        """A portion of the day's work, if it is due here: what was removed. The rest is due again at once."""
        if not self._store.claim_daily(NAME, now):
            return Overdue()
        done, more = self._portion(now)
        self._store.settle_daily(NAME, now if more else now + DAY)
        return done

    def run(self, now: datetime) -> Overdue:
        """All of it, whether it is due or not: what was removed."""
        removed, more = Overdue(), True
        while more:
            done, more = self._portion(now)
            removed = _sum(removed, done)
        return removed

    def overdue(self, now: datetime) -> Overdue:
        """What a run would look at now; nothing is changed."""
        periods = self._periods
        deliveries, audited = (now - timedelta(days=days) for days in (periods.deliveries, periods.audit))
        return self._store.overdue(periods.ends(now), deliveries, audited)

    def _portion(self, now: datetime) -> tuple[Overdue, bool]:
        """What was removed, and whether there may be more."""
        if not self._enrolled:
            self._keeping.enrol()
            self._enrolled = True
        ended = self._store.ended(self._periods.ends(now), AT_ONCE + len(self._refused))
        ours = [standing for standing in ended if standing.consultation not in self._refused]
        kinds = [kind for standing in ours if (kind := self._tried(standing, now))]
        deliveries = self._store.forget_deliveries(now - timedelta(days=self._periods.deliveries), ROWS_AT_ONCE)
        audited = self._store.trim_audit(now - timedelta(days=self._periods.audit), ROWS_AT_ONCE)
        counts = {kind: kinds.count(kind) for kind in ("draft", "case", "open")}
        more = len(ended) >= AT_ONCE + len(self._refused) or ROWS_AT_ONCE in (deliveries, audited)
        return Overdue(**counts, deliveries=deliveries, audited=audited), more and any((ours, deliveries, audited))

    def _tried(self, standing: Standing, now: datetime) -> str:
        """The kind of term that ended; empty where it had not, or where it can't be looked at now."""
        try:
            with self._keeping.locks[standing.person]:
                return self._ended(standing.consultation, now)
        except (Held, Stale, Unreadable, KeyError) as error:  # KeyError: an event of a later release
            self._refused.add(standing.consultation)
            log.warning("%s can't be removed now: %s", standing.consultation, type(error).__name__)
            return ""

    def _ended(self, consultation: str, now: datetime) -> str:
        standing, events = self._store.standing(consultation), self._store.events(consultation)
        if standing is None or not events:
            return ""
        case = fold(events)
        term = term_of(case, standing.changed_at, events[-1].at)
        if term.kind == "held" or term.since >= self._periods.ends(now)[term.kind]:
            self._store.enqueue(standing.model_copy(update={"term": term}))
            return ""
        self._keeping.erase(consultation, self._leaving(standing, case, term, now))
        return term.kind

    def _leaving(self, standing: Standing, case: Consultation, term: Term, now: datetime) -> Erasing:
        """What is left of it: a line in the audit log, and a word to the lead who still had it open."""
        if term.kind == "draft":
            return Erasing(revision=standing.revision)
        line = Audited(
            at=now,
            by=NOBODY,
            action=NAME,
            consultation=standing.consultation,
            number=standing.number,
            detail=term.kind,
        )
        told = self._told(standing, case) if term.kind == "open" else ()
        return Erasing(revision=standing.revision, audited=(line,), outgoing=told)

    def _told(self, standing: Standing, case: Consultation) -> tuple[Outgoing, ...]:
        lead = _reader(standing.person, case, self._keeping.house)
        if lead is None:
            return ()
        words = self._keeping.adviser.knowledge.texts[LEADS_READ]
        said = words("keeping.removed_open", number=f"{standing.number:04d}", days=self._periods.open_cases)
        card = {"cards": [Note(lines=(said,)).model_dump(mode="json")], "language": LEADS_READ}
        id = f"{standing.consultation}:removed"
        return (Outgoing(id=id, consultation=None, place=lead.private_place, card=card),)


def _reader(asker: Person, case: Consultation, house: House) -> Person | None:
    """Who had the case, or was told of it last: a lead of today who may read it and can be written to."""
    had = [case.review.owner, *(alert.lead for alert in reversed(case.alerts))]
    leads = {*house.named.leads, *house.elsewhere} - {*case.review.barred}
    return next((one for one in had if one in leads and one.channel in REACHED and whose(one, asker) == "other"), None)


def _sum(one: Overdue, other: Overdue) -> Overdue:
    return Overdue(**{name: value + getattr(other, name) for name, value in one.model_dump().items()})
