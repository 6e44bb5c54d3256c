"""Review: what a lead types or presses goes in, cards come out. Every reading and every act is in the audit log.

A case belongs to its asker's turns as much as to the leads': whoever changes it holds the asker's lock.
"""

from dataclasses import dataclass, replace

from bot.access import Named, may
from bot.alerts import Aside
from bot.alerts.wording import ACKNOWLEDGES
from bot.dialogue.scene import Happening, Sending
from bot.keeping import Keeping
from bot.later import Answer
from bot.messages import Card, Incoming, Note, Press
from bot.nearby import Nearby
from bot.ordering import Ordering
from bot.record import Audited, Person, Standing, Turn
from bot.review import fields, filters, saved
from bot.review.acts import ACTS
from bot.review.desk import Desk, Done
from bot.review.facets import out_of_reach, reach
from bot.review.orders import ORDERS
from bot.review.steps import REVIEWS
from bot.store import Repeated, Stale
from bot.views.review.case import PARTS, case, part
from bot.views.review.form import form
from bot.views.review.queue import queue, unknown
from bot.views.sharing import ANSWERS
from knowledge.texts import Texts

ON_A_PAGE = 10
OF_LEADS = frozenset({REVIEWS, ACKNOWLEDGES, ANSWERS})
"""Actions of the cards that leads get."""


@dataclass(frozen=True)
class Asked:
    """What was asked for: a case and an act on it, a case, an order that concerns none, or a filter of the queue."""

    number: int = 0
    act: str = ""
    rest: str = ""
    order: str = ""


class Reviewing:
    """The leads' side of the log. Safe to call from several threads."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping, self._store = keeping, keeping.store
        self._nearby = Nearby(self._store)
        self._ordering = Ordering(keeping, self._desk, self._keep)

    @property
    def named(self) -> Named:
        """Who is named for which role."""
        return self._keeping.house.named

    def is_for(self, incoming: Incoming) -> bool:
        """Whether this is review: a press on one of its cards, or a command of a person who may list cases."""
        if incoming.press is not None:
            return incoming.press.action == REVIEWS
        return _types_review(incoming.text) and self._reviews(incoming.person)

    def handle(self, incoming: Incoming) -> Answer:
        """The answer. A person without the right gets a sentence, whatever was pressed."""
        words = self._keeping.adviser.knowledge.texts[incoming.language]
        if not self._reviews(incoming.person):
            return Answer((Note(lines=(words("review.not_you"),)),))
        late = Answer((Note(lines=(words("chat.late"),)),))
        try:
            return late if self._store.seen(incoming.delivery) else self._answer(incoming, words)
        except Repeated:  # the same delivery, at the same time
            return late
        except Stale:  # another process was faster
            return self._overtaken(incoming, words)

    def home(self, incoming: Incoming) -> Answer:
        """The queue, filtered by the press if there is one: no card without the right, or where the press opens a case.

        Raises Repeated.
        """
        asked = _asked(incoming)
        if asked.number or asked.order or not self._reviews(incoming.person):
            return Answer(())
        return self._queue(incoming, self._keeping.adviser.knowledge.texts[incoming.language], asked.rest)

    def _answer(self, incoming: Incoming, words: Texts) -> Answer:
        asked = _asked(incoming)
        if asked.order:
            return self._ordering.handle(incoming, words, asked.order, asked.rest)
        if not asked.number:
            return self._queue(incoming, words, asked.rest)
        return self._case(incoming, words, asked) or Answer((Note(lines=(_no_such_case(words, asked),)),))

    def _overtaken(self, incoming: Incoming, words: Texts) -> Answer:
        """The case as it stands now, and that nothing was done to it; a form stays open with what was filled in.

        An order that concerns many cases is done again: each is looked at anew.
        """
        asked = _asked(incoming)
        if asked.order:
            return self._answer(incoming, words)
        said = words("review.moved_on")
        try:
            found = self._case(incoming, words, replace(asked, act="", rest=""))
        except Stale:
            return Answer((Note(lines=(said,)),))
        if found is None:
            return Answer((Note(lines=(_no_such_case(words, asked),)),))
        filled = incoming.press.fields[:1] if incoming.press else ()
        wrong = tuple((blank, words("review.moved_on_form")) for blank, _ in filled)
        return replace(found, cards=(Note(lines=(said, words("review.as_it_stands"))), *found.cards), wrong=wrong)

    def form(self, incoming: Incoming) -> Card | None:
        """The form that a press on an act or an order opens; None where nothing has to be told, or it is not theirs."""
        asked = _asked(incoming)
        if asked.order:
            words = self._keeping.adviser.knowledge.texts[incoming.language]
            return self._ordering.form(incoming, words, asked.order, asked.rest)
        standing = self._nearby.known(incoming.person, asked.number)
        act = ACTS.get(asked.act)
        if standing is None or act is None or not act.fields or (incoming.press and incoming.press.fields):
            return None
        desk = self._desk(incoming, standing)
        return form(desk, asked.act) if desk is not None and desk.may(act.action) else None

    def _reviews(self, person: Person) -> bool:
        return may(self.named.roles_of(person), "list_cases")

    # ---- the queue ----

    def _queue(self, incoming: Incoming, words: Texts, typed: str) -> Answer:
        person = incoming.person
        wanted = filters.read(saved.expanded(typed, self._ordering.saved(person), person), person)
        if wanted.unknown:
            return Answer((unknown(words, wanted),))
        within = replace(wanted, words=(*wanted.words, *reach(person)))
        found = self._store.queue(within.wanted(out_of_reach(person)), wanted.after, ON_A_PAGE)
        desks = tuple(desk for standing in found.standings if (desk := self._desk(incoming, standing)))
        self._audited(incoming, "list_cases", detail=f"{len(desks)} of the queue")
        listed = tuple(desk.consultation.id for desk in desks)
        return Answer((queue(words, wanted, desks, found.after),), others=listed)

    # ---- a case ----

    def _case(self, incoming: Incoming, words: Texts, asked: Asked) -> Answer | None:
        """None where there is no such case for this person."""
        standing = self._nearby.known(incoming.person, asked.number)
        if standing is None:
            return None
        with self._keeping.locks[standing.person]:
            fresh = self._store.standing(standing.consultation)
            desk = self._desk(incoming, fresh) if fresh else None
            if desk is None or not desk.may("read_case"):
                return None
            desk = self._nearby.linked(desk)
            if not asked.act or asked.act in PARTS:
                return self._opened(incoming, desk, asked.act)
            return self._acted(incoming, desk, words, asked)

    def _opened(self, incoming: Incoming, desk: Desk, name: str) -> Answer:
        """The case, or a part of it. Who reads it is in the case the first time, in the audit log each time."""
        happened = _first_read(desk)
        self._keep(incoming, desk, Done(happened=happened, detail=name), "read_case", ())
        after = desk.after(*happened)
        return Answer(part(after, name) if name else case(after), desk.consultation.id)

    def _acted(self, incoming: Incoming, desk: Desk, words: Texts, asked: Asked) -> Answer:
        act = ACTS.get(asked.act)
        if act is None:
            return Answer((Note(lines=(words("review.no_such_act", acts=", ".join(ACTS)),)),))
        if not desk.may(act.action):
            return Answer((Note(lines=(words("review.not_allowed", act=words(f"review.act.{asked.act}")),)),))
        if not (act.when(desk) or act.explains):
            return Answer((Note(lines=(words("review.not_now", act=words(f"review.act.{asked.act}")),)),))
        told = dict(incoming.press.fields) if incoming.press and incoming.press.fields else None
        values = told if told is not None else fields.told(act.fields, asked.rest)
        lacking = fields.lacking(act.fields, values)
        if lacking:
            wrong = tuple((field.id, words(f"filling.lacking.{_how(field)}")) for field in lacking)
            return Answer((form(desk, asked.act),), desk.consultation.id, wrong=wrong)
        named = (fields.number(values[field.id]) for field in act.fields if field.kind == "number")
        desk = self._nearby.reaching(desk, named)
        return self._done(incoming, desk, asked.act, act.do(desk, values))

    def _done(self, incoming: Incoming, desk: Desk, act: str, done: Done) -> Answer:
        said: tuple[Card, ...] = (Note(lines=(done.said,)),)
        if not done.happened:
            asked = [field.id for field in ACTS[act].fields]
            at = done.wrong if done.wrong in asked else next(iter(asked), "")
            return Answer(said, desk.consultation.id, wrong=((at, done.said),) if at else ())
        if desk.after(*done.happened).may("read_case"):
            # Whoever acts on a case is shown it, and has read it.
            done = replace(done, happened=(*_first_read(desk), *done.happened))
        after = desk.after(*done.happened)
        cards = (*said, *case(after)) if after.may("read_case") else said
        outgoing = self._keep(incoming, desk, done, ACTS[act].action, cards)
        return Answer(cards, desk.consultation.id, outgoing)

    def _keep(self, incoming: Incoming, desk: Desk, done: Done, action: str, cards: tuple[Card, ...]) -> str:
        """One transaction: events, what goes to others, the answer itself, and the line in the audit log."""
        line = self._line(incoming, action, desk.standing, done.detail)
        if not done.happened:
            self._store.save(Turn(delivery=incoming.delivery, audited=(line,)))
            return ""
        answer = (Sending(incoming.delivery, incoming.place, cards, incoming.language),) if cards else ()
        sends = (*answer, *done.sends)
        aside = Aside(incoming.delivery, done.happened, sends, done.due, done.settles, (line,), done.teaches)
        if done.forgets:  # first: what a kill leaves behind is never shown
            self._store.drop_examples(desk.standing.number)
        self._keeping.keep_aside(desk.scene, aside, desk.standing)
        if done.forgets or done.teaches:
            self._keeping.learn()
        return incoming.delivery if cards else ""

    # ---- what both need ----

    def _desk(self, incoming: Incoming, standing: Standing) -> Desk | None:
        scene = self._keeping.scene_of(standing, self._keeping.now())
        if scene is None:
            return None
        desk = Desk(
            scene=scene,
            standing=standing,
            words=self._keeping.adviser.knowledge.texts[incoming.language],
            person=incoming.person,
            roles=self.named.roles_of(incoming.person),
            named=self.named,
            delivery=incoming.delivery,
            events=self._store.events(standing.consultation),
        )
        return self._nearby.earlier(desk)

    def _audited(self, incoming: Incoming, action: str, detail: str = "") -> None:
        self._store.save(Turn(delivery=incoming.delivery, audited=(self._line(incoming, action, None, detail),)))

    def _line(self, incoming: Incoming, action: str, standing: Standing | None, detail: str) -> Audited:
        return Audited(
            at=self._keeping.now(),
            by=incoming.person,
            action=action,
            consultation=standing.consultation if standing else "",
            number=standing.number if standing else 0,
            detail=detail,
        )


def _asked(incoming: Incoming) -> Asked:
    return _read(incoming.press.value if incoming.press is not None else incoming.text.partition(" ")[2])


def _read(typed: str) -> Asked:
    """ "0417 note ..." is an act on a case, "0417" the case, "away ..." an order, anything else a filter."""
    first, _, rest = typed.strip().partition(" ")
    number = fields.number(first)
    if not number:
        order = first.casefold() if first.casefold() in ORDERS else ""
        return Asked(order=order, rest=(rest if order else typed).strip())
    act, _, told = rest.strip().partition(" ")
    return Asked(number, act.casefold(), told.strip())


def _first_read(desk: Desk) -> tuple[Happening, ...]:
    """That this person reads the case; nothing where they have read it before."""
    first = all(reader != desk.person for reader, _ in desk.consultation.review.readers)
    return (desk.happens("review_read"),) if first else ()


def leans_on_a_right(incoming: Incoming) -> bool:
    """Whether what comes in is for leads, so that it matters who is one now."""
    return incoming.press.action in OF_LEADS if incoming.press is not None else _types_review(incoming.text)


def stands_below(press: Press) -> bool:
    """Whether what a press brings stands below the card that was pressed: a case, or a part of one.

    Another filter, or the case after an act, takes the place of its card.
    """
    asked = _read(press.value)
    return press.action == REVIEWS and bool(asked.number) and (not asked.act or asked.act in PARTS)


def _types_review(text: str) -> bool:
    return [word.casefold() for word in text.split(maxsplit=1)[:1]] == [REVIEWS]


def _how(field: fields.Field) -> str:
    """How a field is told, for what is said where it is not."""
    return field.kind if field.kind in ("day", "number") else "words"


def _no_such_case(words: Texts, asked: Asked) -> str:
    return words("review.no_such_case", number=f"{asked.number:04d}")
