"""Other cases beside one: of the same partner, or linked with it. Numbers only, and only what the reader may read."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.access import may, whose
from bot.record import Person, Standing, Wanted
from bot.review.desk import Desk
from bot.review.facets import barred, folded, link, out_of_reach, reach, workspace
from bot.store import Store

MOST = 50


class Nearby:
    """Looks for them in the log."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, person: Person, number: int) -> Standing | None:
        """The standing of a case that this person may know of."""
        standing = self._store.by_number(number) if number else None
        if standing is None or standing.queued is None:
            return None
        return None if barred(person) in standing.queued.words else standing

    def earlier(self, desk: Desk) -> Desk:
        """The desk with other cases of the same partner."""
        case = desk.consultation
        alias = next(iter(case.review.corrected(case.known).get("alias", ())), "")
        if not alias:
            return desk
        found = self._found(desk.person, f"alias:{folded(alias)}", workspace(desk.asker))
        return replace(desk, earlier=tuple(sorted({*found} - {desk.standing.number})))

    def linked(self, desk: Desk) -> Desk:
        """The desk with the cases that are linked with this one."""
        naming = self._found(desk.person, link(desk.standing.number), *reach(desk.person))
        return self.reaching(replace(desk, linked_from=tuple(naming)), desk.consultation.review.links)

    def reaching(self, desk: Desk, named: Iterable[int]) -> Desk:
        """The desk that knows which of these cases can be read."""
        return replace(desk, reachable=desk.reachable.union(n for n in named if self._reads(desk, n)))

    def _reads(self, desk: Desk, number: int) -> bool:
        standing = self.known(desk.person, number)
        return standing is not None and may(desk.roles, "read_case", whose(desk.person, standing.person))

    def _found(self, person: Person, *words: str) -> Iterator[int]:
        """Numbers of cases with these facets, open or closed."""
        for closed in (False, True):
            wanted = Wanted(words=words, without=out_of_reach(person), closed=closed)
            yield from (standing.number for standing in self._store.queue(wanted, limit=MOST).standings)
