"""What leads order that concerns no case: settings are kept, all of somebody's cases handed over. Each is audited."""

from collections.abc import Callable, Iterator

from bot.access import Named, may
from bot.alerts.wording import LEADS_READ
from bot.keeping import Keeping
from bot.later import Answer
from bot.messages import Card, Form, Incoming, Note
from bot.places import REACHED
from bot.record import Audited, Outgoing, Person, Standing, Turn, Wanted
from bot.review import away, saved, steps
from bot.review.desk import Desk, Done
from bot.review.facets import named, out_of_reach, reach
from bot.review.fields import lacking
from bot.review.orders import ORDERS, Around, Given, Handover
from bot.views.review import own
from knowledge.texts import Texts

AT_ONCE = 100


class Ordering:
    """Orders of people who review. `sit` puts a case on their desk; `keep` keeps what was done to it."""

    def __init__(
        self,
        keeping: Keeping,
        sit: Callable[[Incoming, Standing], Desk | None],
        keep: Callable[[Incoming, Desk, Done, str, tuple[Card, ...]], str],
    ) -> None:
        self._keeping, self._store, self._sit, self._keep = keeping, keeping.store, sit, keep

    @property
    def _named(self) -> Named:
        return self._keeping.house.named

    def saved(self, person: Person) -> dict[str, str]:
        """The person's saved filters."""
        return saved.kept(self._store.setting(person, saved.FILTERS))

    def handle(self, incoming: Incoming, words: Texts, order: str, typed: str) -> Answer:
        """The answer to an order of the table."""
        asked = ORDERS[order]
        if not may(self._named.roles_of(incoming.person), asked.action):
            said = words("clocks.not_yours", order=words(f"clocks.order.{order}"))
            return Answer((Note(lines=(said,)),))
        filled = incoming.press.fields if incoming.press else ()
        values = {name: value.strip() for name, value in filled} if filled else asked.read(typed)
        around = self._around(incoming, words, reads_reports=asked.action == "read_report")
        given = asked.do(around, values)
        if given.handover is not None:
            return self._hand_over(incoming, words, given.handover)
        return self._given(incoming, given, asked.action)

    def form(self, incoming: Incoming, words: Texts, order: str, typed: str) -> Form | None:
        """The form that a press opens; None where nothing is left to tell, or it is not theirs."""
        asked = ORDERS[order]
        theirs = may(self._named.roles_of(incoming.person), asked.action)
        opens = theirs and not typed and lacking(asked.fields, {}) and not (incoming.press and incoming.press.fields)
        return own.order_form(words, order, asked.fields) if opens else None

    def _around(self, incoming: Incoming, words: Texts, *, reads_reports: bool) -> Around:
        return Around(
            words=words,
            person=incoming.person,
            named=self._named,
            today=self._keeping.now().date(),
            filters=self._store.setting(incoming.person, saved.FILTERS),
            away=self._store.settings(away.AWAY),
            knowledge=self._keeping.adviser.knowledge,
            reports=dict(self._store.reports()) if reads_reports else {},
        )

    def _given(self, incoming: Incoming, given: Given, action: str) -> Answer:
        """What is set and its line are kept together; what was not understood is answered and leaves no trace."""
        if given.detail:
            line = self._line(incoming, action, given.detail)
            self._store.save(Turn(delivery=incoming.delivery, settings=given.settings, audited=(line,)))
        return Answer(given.cards)

    # ---- handing over ----

    def _hand_over(self, incoming: Incoming, words: Texts, handover: Handover) -> Answer:
        """Each case in a turn of its own, the lead told in the last one: after a kill the same delivery goes on."""
        for standing in tuple(self._cases(incoming, handover.of)):
            self._move(incoming, standing, handover)
        moved = [s.number for s in self._cases(incoming, handover.to) if self._store.seen(_each(incoming, s))]
        kept = [standing.number for standing in self._cases(incoming, handover.of)]
        told = bool(moved) and handover.to != incoming.person and handover.to.channel in REACHED
        line = self._line(incoming, "hand_over", f"{len(moved)} cases")
        outgoing = (self._to_lead(incoming, handover.to, len(moved)),) if told else ()
        self._store.save(Turn(delivery=incoming.delivery, outgoing=outgoing, audited=(line,)))
        gone = handover.to in self._keeping.house_on(self._keeping.now().date()).away
        return Answer((own.handed_over(words, len(moved), kept, told=told, away=bool(moved) and gone),))

    def _cases(self, incoming: Incoming, of: Person) -> Iterator[Standing]:
        """The open cases of somebody, as far as the person who asks may know of them."""
        person = incoming.person
        wanted = Wanted(words=(f"owner:{named(of)}", *reach(person)), without=out_of_reach(person))
        page = self._store.queue(wanted, limit=AT_ONCE)
        yield from page.standings
        while page.after:
            page = self._store.queue(wanted, page.after, AT_ONCE)
            yield from page.standings

    def _move(self, incoming: Incoming, standing: Standing, handover: Handover) -> None:
        """One case, as it is now; it stays where it is if the lead may not read it, or somebody else has it by now."""
        with self._keeping.locks[standing.person]:
            fresh = self._store.standing(standing.consultation)
            each = incoming.model_copy(update={"delivery": _each(incoming, standing)})
            desk = self._sit(each, fresh) if fresh else None
            if desk is not None and desk.may("hand_over") and desk.consultation.review.owner == handover.of:
                done = steps.hand_over(desk, handover.to)
                if done.happened:
                    self._keep(each, desk, done, "hand_over", ())

    def _to_lead(self, incoming: Incoming, to: Person, moved: int) -> Outgoing:
        card = own.handed_to_you(self._keeping.adviser.knowledge.texts[LEADS_READ], moved)
        body = {"cards": [card.model_dump(mode="json")], "language": LEADS_READ}
        return Outgoing(id=f"{incoming.delivery}:handed", consultation=None, place=to.private_place, card=body)

    def _line(self, incoming: Incoming, action: str, detail: str) -> Audited:
        return Audited(at=self._keeping.now(), by=incoming.person, action=action, detail=detail)


def _each(incoming: Incoming, standing: Standing) -> str:
    """The name under which one case of a handover is kept."""
    return f"{incoming.delivery}:{standing.number}"
