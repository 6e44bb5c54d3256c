"""What leads, auditors and counsel keep and find: queue, audit log, examples, reports, settings. A part of a store."""

from datetime import datetime

from bot.log import audit, entries, examples, lead_settings, projection, reports, review_queue, terms
from bot.log.catch_up import tell
from bot.log.keyring import OWN, KeyRing
from bot.log.ledger import Ledger
from bot.log.together import Together, Work
from bot.record import DRAFT, Audited, Body, Example, Page, Person, Setting, Standing, Wanted


class Reviewed:
    """The part of a store that the leads' side stands on."""

    ring: KeyRing
    ledger: Ledger
    _together: Together

    def queue(self, wanted: Wanted, after: str = "", limit: int = 10) -> Page:
        """Cases that are wanted: urgent ones first, then by age. `after` is where the last page ended."""
        with self.ring.file.reading():
            found = review_queue.find(self.ring, wanted, after, limit + 1)
            standings = (self._standing(name) for name, _ in found[:limit])
            more = found[limit - 1][1] if len(found) > limit else ""
            return Page(standings=tuple(standing for standing in standings if standing), after=more)

    def unqueued(self) -> tuple[Standing, ...]:
        """Consultations that a release without a queue, or without terms, left behind."""
        with self.ring.file.reading():
            return tuple(found for name in review_queue.unqueued(self.ring) if (found := self._standing(name)))

    def enqueue(self, standing: Standing) -> None:
        """Give such a consultation its place and its term; nothing where it has a place and this term, or moved on."""
        name = standing.consultation
        with self.ring.file.lock:
            with self.ring.file.writing():
                known = self.ring.file.row("SELECT revision FROM consultation WHERE id = ?", [name])
                moved_on = known is None or known["revision"] != standing.revision
                is_placed = not review_queue.is_gone(self.ring, name) and terms.of(self.ring, name) == standing.term
                if moved_on or is_placed:
                    return
                key = self.ring.need(name)
                projection.put(self.ring, key, standing, entries.append(self.ring, key, standing, ()))
            tell(self.ring, self.ledger, [name])

    def examples(self) -> tuple[Example, ...]:
        """The approved examples, in order."""
        with self.ring.file.reading():
            return examples.kept(self.ring)

    def drop_examples(self, number: int) -> int:
        """Take away the examples of a case; how many there were."""
        with self.ring.file.writing():
            return examples.drop(self.ring, number)

    def audit(self, line: Audited) -> None:
        """Write a line to the audit log. It is kept when this returns."""
        self._together.write(Work(lambda: audit.write(self.ring, [line]), (OWN,)))

    def audited(self, after: int = 0, limit: int = 1_000) -> tuple[tuple[int, Audited], ...]:
        """Lines of the audit log with their numbers, those behind number `after`, in order."""
        with self.ring.file.reading():
            return audit.read(self.ring, after, limit)

    def begun(self) -> datetime | None:
        """When the first consultation began that is not erased; None when there is none."""
        found = self.ring.file.row("SELECT MIN(started_at) AS at FROM consultation WHERE route != ?", [DRAFT])
        return datetime.fromisoformat(found["at"]) if found and found["at"] else None

    def publish_report(self, quarter: str, body: str) -> str:
        """Keep the report of a quarter; the body as it was first published, whatever it is now said to be."""
        with self.ring.file.lock:
            with self.ring.file.writing():
                first = reports.publish(self.ring, quarter, body)
            with self.ring.file.writing():
                reports.tell(self.ring, self.ledger)
        return first

    def reports(self) -> tuple[tuple[str, str], ...]:
        """The quarters that were published, each with its report, the oldest first."""
        with self.ring.file.reading():
            return reports.published(self.ring)

    def setting(self, person: Person, name: str) -> Body | None:
        """What a person has set under a name, or None."""
        with self.ring.file.reading():
            found = lead_settings.of(self.ring, person, name)
            return found.body if found else None

    def settings(self, name: str) -> tuple[Setting, ...]:
        """What everybody has set under a name."""
        with self.ring.file.reading():
            return lead_settings.named(self.ring, name)

    def _standing(self, consultation: str) -> Standing | None:
        return next(iter(projection.find(self.ring, "id = ?", [consultation])), None)
