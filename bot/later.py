"""What comes without being asked: leads are told, reminders come, and a lead says "I have it".

Each is done under the asker's lock and kept in one transaction. A job that fails stays claimed for a few minutes and
then is anybody's again; one that was done and comes back finds nothing left to do.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.access import Action, may, whose
from bot.alerts import Aside, acknowledged, advice_on_danger, due_id, next_alert, tell, unseen
from bot.alerts.telling import line_of
from bot.alerts.wording import time_of
from bot.dialogue import dispatch, reminding
from bot.dialogue.scene import Happening, Scene, Sending
from bot.keeping import Keeping
from bot.messages import Card, Document, Incoming, Note
from bot.places import REACHED
from bot.record import Due, Outgoing, Person, Standing, Turn
from bot.review.clocks import COMES
from bot.store import Repeated, Stale, Unreadable
from bot.views.sharing import answered

NUMBER = re.compile(r"[0-9]{1,9}")
LEFT_FOR = timedelta(minutes=4)
"""A reminder that only its person's next visit can show is looked at again after this long, and shown as much early.

Shorter than a claim: a visit takes no job that somebody has in hand.
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What one message got: the cards, and the consultation they belong to (empty when none began)."""

    cards: tuple[Card, ...]
    consultation: str = ""
    outgoing: str = ""
    document: Document | None = None
    """A file for the person; the first card says so."""
    made: Outgoing | None = None
    """What waits in the outbox under that id, for a channel that sends it at once; else it is to be read there."""
    others: tuple[str, ...] = ()
    """Further consultations whose words the cards or the file hold."""
    wrong: tuple[tuple[str, str], ...] = ()
    """Blanks of a form that can't be taken as they are, and why: then nothing was changed."""

    @property
    def about(self) -> tuple[str, ...]:
        """Every consultation whose words may stand in it."""
        return tuple(dict.fromkeys(name for name in (self.consultation, *self.others) if name))


class Later:
    """Jobs for later, and the answer of a lead. Safe to call from several threads."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping, self._store = keeping, keeping.store

    def run_due(self, now: datetime) -> tuple[Answer, ...]:
        """Do what is due. What it made waits in the outbox when this returns."""
        return self._work_off(now, lambda due: self._do(due, now), lambda _: now + LEFT_FOR)

    def visited(self, incoming: Incoming, now: datetime) -> tuple[Card, ...]:
        """What is due to a person who comes by and can't be written to: each comes once.

        Nobody's lock is held meanwhile: what comes to a lead is another person's case.
        """
        if incoming.person.channel in REACHED:
            return ()
        mine = {standing.consultation for standing in self._store.of_person(incoming.person)}

        def take(due: Due) -> tuple[Answer, ...] | None:
            if due.kind in COMES:
                return self._returned(due, now, incoming)
            ours = due.kind == "remind" and due.consultation in mine
            return self._alone_with(due, incoming.person, now, incoming.place) if ours else None

        done = self._work_off(now + LEFT_FOR, take, lambda due: due.at)
        for answer in done:
            self._store.sent(answer.outgoing)
        return tuple(card for answer in done for card in answer.cards)

    def acknowledge(self, incoming: Incoming) -> Answer:
        """A lead on duty has a case: it is kept, and the asker learns it. Anything else changes nothing."""
        words = self._keeping.adviser.knowledge.texts[incoming.language]
        if not may(self._keeping.house.named.roles_of(incoming.person), "acknowledge"):
            return Answer((Note(lines=(words("urgent.not_you"),)),))
        standing = self._numbered(incoming.press.value if incoming.press else "")
        if standing is not None:
            with self._keeping.locks[standing.person]:
                answer = self._acknowledged(standing.consultation, incoming)
            if answer is not None:
                return answer
        return Answer((Note(lines=(words("urgent.no_such_alert"),)),))

    def answer_asker(self, incoming: Incoming) -> Answer:
        """A lead who was asked about a case answers: kept, and sent to the asker. Anything else changes nothing.

        The press's value is the case number and the words.
        """
        words = self._keeping.adviser.knowledge.texts[incoming.language]
        number, _, text = (incoming.press.value if incoming.press else "").partition(" ")
        standing = self._numbered(number)
        if standing is not None and text.strip():
            with self._keeping.locks[standing.person]:
                answer = self._answered(standing.consultation, incoming, text.strip())
            if answer is not None:
                return answer
        return Answer((Note(lines=(words("share.not_asked"),)),))

    def _answered(self, consultation: str, incoming: Incoming, text: str) -> Answer | None:
        """None when this lead was not asked, or the case is erased."""
        found = self._found(consultation, self._keeping.now())
        if found is None:
            return None
        standing, scene = found
        asked = self._may(incoming.person, "answer_asker", found)
        if not asked or incoming.person not in (shared.to for shared in scene.consultation.shared if shared.lead):
            return None
        words = self._keeping.adviser.knowledge.texts[incoming.language]
        said = (Note(lines=(words("share.answer_sent", number=f"{standing.number:04d}"),)),)
        to_lead = Sending(incoming.delivery, incoming.place, said)
        to_asker = Sending(f"{incoming.delivery}:asker", standing.person.private_place, answered(scene, text))
        happened = Happening("lead_answered", {"by": incoming.person.model_dump(), "text": text})
        audited = (line_of(scene, incoming.person, "answer_asker"),)
        aside = Aside(incoming.delivery, (happened,), (to_lead, to_asker), audited=audited)
        self._keeping.keep_aside(scene, aside, standing)
        return Answer(said, consultation, to_lead.id)

    def _numbered(self, number: str) -> Standing | None:
        return self._store.by_number(int(number)) if NUMBER.fullmatch(number) else None

    def _may(self, person: Person, action: Action, found: tuple[Standing, Scene]) -> bool:
        """Whether a person may do this to a case: by the table, and if nobody has barred them from it."""
        standing, scene = found
        roles = self._keeping.house.named.roles_of(person)
        barred = person in scene.consultation.review.barred
        return not barred and may(roles, action, whose(person, standing.person))

    def _acknowledged(self, consultation: str, incoming: Incoming) -> Answer | None:
        """None when nobody was told of this consultation, it is not this lead's to take, or it is erased."""
        found = self._found(consultation, self._keeping.now())
        if found is None or not found[1].consultation.alerts or not self._may(incoming.person, "acknowledge", found):
            return None
        standing, scene = found
        words, number = self._keeping.adviser.knowledge.texts[incoming.language], f"{standing.number:04d}"
        times = [alert.seen for alert in scene.consultation.alerts]
        if not unseen(scene.consultation):
            before = time_of(max(at for at in times if at), scene.now)
            said = words("urgent.seen_before", number=number, time=before.text)
            return Answer((Note(lines=(said,), times=(before,)),))
        now = time_of(scene.now, scene.now)
        said = words("urgent.you_have_it", number=number, time=now.text)
        answer = Sending(incoming.delivery, incoming.place, (Note(lines=(said,), times=(now,)),))
        self._keeping.keep_aside(scene, acknowledged(scene, incoming.person, answer), standing)
        return Answer(answer.cards, consultation, answer.id)

    def _work_off(
        self,
        now: datetime,
        do: Callable[[Due], tuple[Answer, ...] | None],
        back_for: Callable[[Due], datetime],
    ) -> tuple[Answer, ...]:
        """Claim jobs one by one and do them; those that are not ours (None) are put back, whatever happens."""
        done: list[Answer] = []
        left: list[Due] = []
        try:
            while jobs := self._store.claim_due(now, limit=1):
                answers = self._tried(do, jobs[0])
                done += answers or ()
                left += jobs if answers is None else ()
        finally:
            for due in left:
                self._put_back(due, back_for(due))
        return tuple(done)

    def _tried(self, do: Callable[[Due], tuple[Answer, ...] | None], due: Due) -> tuple[Answer, ...] | None:
        """One that can't be done holds up no other; its claim runs out, and it is tried again."""
        try:
            return do(due)
        except (Stale, Repeated, Unreadable) as error:
            log.warning("%s can't be done now and is tried again: %s", due.id, type(error).__name__)
            return ()

    def _do(self, due: Due, now: datetime) -> tuple[Answer, ...] | None:
        standing = self._store.standing(due.consultation)
        if standing is None:
            return ()
        if due.kind in COMES:
            return self._returned(due, now, None)
        if due.kind not in ("alert", "remind") or standing.person.channel not in REACHED:
            return None
        return self._alone_with(due, standing.person, now, standing.person.private_place)

    def _alone_with(self, due: Due, person: Person, now: datetime, place: str) -> tuple[Answer, ...]:
        """Do a job while nothing else happens to the person's consultations; nothing, when it was erased."""
        with self._keeping.locks[person]:
            found = self._found(due.consultation, now)
            if found is None:
                return ()
            return self._alerted(due, *found) if due.kind == "alert" else self._reminded(due, *found, place)

    def _found(self, consultation: str, now: datetime) -> tuple[Standing, Scene] | None:
        standing = self._store.standing(consultation)
        scene = self._keeping.scene_of(standing, now) if standing else None
        return (standing, scene) if standing and scene else None

    def _alerted(self, due: Due, standing: Standing, scene: Scene) -> tuple[Answer, ...]:
        """What is due is computed anew: the job may be older than the asker's last word."""
        case, keeping = scene.consultation, self._keeping
        planned = next_alert(case, advice_on_danger(keeping.adviser, case), scene.house, standing.changed_at)
        if planned is None:
            self._store.settle(due_id(case))
            return ()
        if planned.at > scene.now:
            self._put_back(due, planned.at)
            return ()
        aside = tell(scene, planned)
        keeping.keep_aside(scene, aside, standing)
        return tuple(Answer(sending.cards, case.id, sending.id) for sending in aside.sends)

    def _returned(self, due: Due, now: datetime, visitor: Incoming | None) -> tuple[Answer, ...] | None:
        """What comes back to a lead; None where it is for somebody who isn't there and can't be written to."""
        standing = self._store.standing(due.consultation)
        if standing is None:
            return ()
        with self._keeping.locks[standing.person]:
            found = self._found(due.consultation, now)
            return self._came(due, *found, visitor) if found else ()

    def _came(self, due: Due, standing: Standing, scene: Scene, visitor: Incoming | None) -> tuple[Answer, ...] | None:
        coming = COMES[due.kind](scene, standing.route)
        if coming is None:
            self._store.settle(due.id)
            return ()
        if visitor is None and coming.lead is None:
            self._put_back(due, coming.at)
            return ()
        if coming.lead is None or not _reaches(coming.lead, visitor):
            return None
        place = visitor.place if visitor else coming.lead.private_place
        sending = Sending(f"due:{due.id}:{scene.consultation.events}", place, coming.cards)
        aside = Aside(sending.id, coming.happened, (sending,), settles=(due.id,))
        self._keeping.keep_aside(scene, aside, standing)
        return (Answer(sending.cards, due.consultation, sending.id),)

    def _reminded(self, due: Due, standing: Standing, scene: Scene, place: str) -> tuple[Answer, ...]:
        """A reminder for a place; one that is sent there holds what it asks, a visit asks that by itself."""
        step = reminding.reminder_came(scene, due)
        after = self._keeping.with_others(scene.after(*step.happened), standing.person)
        if standing.person.channel in REACHED and not _elsewhere(after):
            step = replace(step, cards=(*step.cards, *dispatch.on_the_table(after)))
        came = Incoming(person=standing.person, place=place, delivery=f"due:{due.id}")
        try:
            outgoing = self._keeping.keep(scene, after, came, step)
        except Repeated:
            self._store.settle(due.id)
            return ()
        return (Answer(step.cards, due.consultation, outgoing.id if outgoing else "", made=outgoing),)

    def _put_back(self, due: Due, at: datetime) -> None:
        """Let go of a job that is not ours to do."""
        later = due.model_copy(update={"at": at})
        try:
            self._store.save(Turn(delivery=f"back:{uuid4().hex}", due=(later,)))
        except Stale:
            log.info("%s was erased with its consultation", due.id)


def _reaches(lead: Person, visitor: Incoming | None) -> bool:
    """Whether it is the lead who comes by; or, where nobody does, whether the lead can be written to."""
    return lead == visitor.person if visitor else lead.channel in REACHED


def _elsewhere(scene: Scene) -> bool:
    """Whether the person is in the middle of another consultation: then nothing of this one is asked."""
    return any(standing.state == "open" and standing.consultation != scene.consultation.id for standing in scene.own)
