"""Scenes out of the log, and what happened in them into it: each turn one transaction."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from bot.advice import Adviser
from bot.alerts import Aside, advice_on_danger, alerts_after, due_id, due_of, leads_for, next_alert
from bot.alerts.wording import LEADS_READ
from bot.commands import Commands
from bot.consultation import UNMOVED, Consultation
from bot.dialogue.scene import Happening, House, Scene, Sending, Step
from bot.drafts import draft_among
from bot.loading import Loading
from bot.messages import Card, Incoming, Press
from bot.places import at_a_shell
from bot.record import DRAFT, SIMPLY, Due, Erasing, Event, Outgoing, Person, Standing, Turn
from bot.review import away, clocks
from bot.review.facets import queued
from bot.store import Store
from bot.terms import term_of
from knowledge.schema.company import CompanyExample
from knowledge.schema.entry import Language


class Keeping:
    """What the assistant knows and keeps. Whoever changes a person's consultations holds that person's lock."""

    def __init__(self, adviser: Adviser, store: Store, now: Callable[[], datetime], house: House) -> None:
        self.adviser, self.store, self.now, self.house = adviser, store, now, house
        self.commands = Commands(adviser.knowledge)
        self.locks: defaultdict[Person, threading.RLock] = defaultdict(threading.RLock)
        self._loading = Loading(store)
        self._originals: dict[str, str] = {}
        """Situations as typed, while their writers decide about personal details: never on disk."""

    def scene(self, person: Person, language: Language) -> Scene:
        """Where a person stands: in what is open, else in what was finished last, else at the beginning."""
        scene = self._empty(person, language, self.now(), self.store.of_person(person))
        told = [standing for standing in scene.own if standing.route != DRAFT]
        current = next((standing for standing in told if standing.state == "open"), None)
        current = current or next((standing for standing in told[:1] if standing.state == "finished"), None)
        return self.opened(scene, current.consultation) if current else scene

    def scene_of(self, standing: Standing, now: datetime) -> Scene | None:
        """A consultation in its writer's language, and none of their others; None when it was erased meanwhile."""
        consultation = self._loading.load(standing)
        if consultation is None:
            return None
        scene = self._empty(standing.person, consultation.language, now, (standing,))
        return replace(scene, consultation=consultation)

    def with_others(self, scene: Scene, person: Person) -> Scene:
        """The same scene with all that its writer has told."""
        return replace(scene, own=self.store.of_person(person))

    def house_on(self, day: date) -> House:
        """What the company has set, with the leads who are away on a day."""
        return replace(self.house, away=away.on(self.store.settings(away.AWAY), day))

    def opened(self, scene: Scene, consultation: str) -> Scene:
        """The same scene with another consultation of this person in it."""
        standing = _own(scene, consultation)
        loaded = (self._loading.load(standing) if standing else None) or Consultation(language=scene.words.language)
        return replace(scene, consultation=loaded, original=self._originals.get(consultation, ""))

    def erase(self, consultation: str, erasing: Erasing = SIMPLY) -> None:
        """Destroy a consultation in the log, and forget it here. Raises Held and Stale: nothing is changed then."""
        # The key is gone in any case; pages that somebody still reads leave the file with the next erasure.
        with suppress(TimeoutError):
            self.store.erase(consultation, erasing)
        self.forget(consultation)

    def forget(self, consultation: str) -> None:
        """Let go of a consultation that was erased, here or by another process."""
        self._loading.forget(consultation)
        self._originals.pop(consultation, None)

    def learn(self) -> None:
        """Take the approved examples into the content; a result made from now on shows them."""
        self.adviser.learn(
            CompanyExample(id=example.id, lever=example.lever, text=example.text) for example in self.store.examples()
        )

    def enrol(self) -> int:
        """Give consultations of an earlier release their place in the leads' queue and their term; how many."""
        found = self.store.unqueued()
        for standing in found:
            scene = self.scene_of(standing, standing.changed_at)
            if scene is not None:
                case = scene.consultation
                place = queued(case, self.adviser.advise(case))
                term = term_of(case, standing.changed_at, standing.changed_at)
                self.store.enqueue(standing.model_copy(update={"queued": place, "term": term}))
        return len(found)

    def of_press(self, scene: Scene, press: Press) -> Scene:
        """The scene of a press: a button of an older card belongs to the consultation that it names."""
        ours = any(standing.consultation == press.consultation for standing in scene.own)
        other = ours and press.consultation != scene.consultation.id
        return self.opened(scene, press.consultation) if other else scene

    def remember_original(self, after: Scene) -> None:
        """Keep the text as typed while its writer decides, and no longer."""
        if after.consultation.traces:
            self._originals[after.consultation.id] = after.original
        else:
            self._originals.pop(after.consultation.id, None)

    def with_alerts(self, scene: Scene, after: Scene, step: Step) -> Step:
        """The step with what a turn of the asker plans or settles of alerts."""
        if not step.happened or not leads_for(self.house, after.person, after.consultation.review.barred):
            return step
        was, is_ = (advice_on_danger(self.adviser, there.consultation) for there in (scene, after))
        due, settles = alerts_after(scene.consultation, after.consultation, was, is_, after.house, after.now)
        return replace(step, due=(*step.due, *due), settles=(*step.settles, *settles))

    def keep(self, scene: Scene, after: Scene, incoming: Incoming, step: Step) -> Outgoing | None:
        """One transaction: delivery, events, projection, what goes out, what is due. The answer as it goes out."""
        if not step.happened:
            self.store.save(Turn(delivery=incoming.delivery, route=step.route))
            return None
        outgoing = _outgoing(incoming.delivery, after.consultation, incoming.place, step.cards, incoming.language)
        standing = self._standing(after, incoming.person, self._changed_at(after, step.happened))
        due, settles = _unread_jobs(scene, _own(scene, standing.consultation), after, standing)
        self.store.save(
            Turn(
                delivery=incoming.delivery,
                route=after.consultation.route,
                revision=scene.consultation.events,
                standing=standing,
                events=_events(after, step.happened),
                outgoing=(outgoing, *self._sent(step.sends, after.consultation, incoming.person)),
                due=(*step.due, *due),
                settles=(*step.settles, *settles),
                withdrawn=_withdrawn(scene, after),
            )
        )
        self._loading.keep(after.consultation)
        return outgoing

    def keep_aside(self, scene: Scene, aside: Aside, was: Standing) -> None:
        """One transaction for what happens beside the interview, with the alert that is due next.

        When the asker last said something stays as it was: nobody's place in the interview moves.
        """
        after = scene.after(*aside.happened)
        case = after.consultation
        planned = next_alert(case, advice_on_danger(self.adviser, case), after.house, was.changed_at)
        standing = self._standing(after, was.person, was.changed_at)
        due, settles = _unread_jobs(scene, was, after, standing)
        self.store.save(
            Turn(
                delivery=aside.delivery,
                route=case.route,
                revision=scene.consultation.events,
                standing=standing,
                events=_events(after, aside.happened),
                outgoing=self._sent(aside.sends, case, was.person),
                due=(*aside.due, *due, *((due_of(case, planned),) if planned else ())),
                settles=(*aside.settles, *settles, *(() if planned else (due_id(case),))),
                audited=aside.audited,
                teaches=aside.teaches,
                withdrawn=_withdrawn(scene, after),
            )
        )
        self._loading.keep(case)

    def _sent(self, sends: Iterable[Sending], case: Consultation, asker: Person) -> tuple[Outgoing, ...]:
        """What goes out; nothing to somebody at a shell, who is told there or not at all: nobody would ever send it."""
        return tuple(
            _outgoing(
                sending.id,
                case,
                sending.place,
                sending.cards,
                sending.language or _language(sending.place, asker, case),
            )
            for sending in sends
            if not at_a_shell(sending.place)
        )

    def _empty(self, person: Person, language: Language, now: datetime, own: tuple[Standing, ...]) -> Scene:
        return Scene(
            adviser=self.adviser,
            commands=self.commands,
            words=self.adviser.knowledge.texts[language],
            consultation=Consultation(language=language),
            now=now,
            house=self.house_on(now.date()),
            own=own,
            person=person,
            draft=draft_among(self.store, own),
        )

    def _changed_at(self, after: Scene, happened: Iterable[Happening]) -> datetime:
        """Now; what happens beside the interview leaves the order of a person's consultations as it was."""
        was = _own(after, after.consultation.id) if all(h.kind in UNMOVED for h in happened) else None
        return was.changed_at if was else after.now

    def _standing(self, after: Scene, person: Person, changed_at: datetime) -> Standing:
        """The projection's row: codes only."""
        consultation = after.consultation
        advice = self.adviser.advise(consultation)
        before = _own(after, consultation.id) or self.store.standing(consultation.id)
        return Standing(
            consultation=consultation.id,
            number=consultation.number,
            person=person,
            state=consultation.state,
            route=advice.route,
            urgent=advice.urgent,
            revision=consultation.events,
            started_at=before.started_at if before else after.now,
            changed_at=changed_at,
            levers=tuple(ranked.lever.id for ranked in advice.shown) if consultation.shown else (),
            content=consultation.content,
            saved=consultation.saved,
            remind_on=consultation.reminder[0],
            queued=queued(consultation, advice),
            term=term_of(consultation, changed_at, after.now),
        )


def _own(scene: Scene, consultation: str) -> Standing | None:
    return next((standing for standing in scene.own if standing.consultation == consultation), None)


def _unread_jobs(
    scene: Scene, was: Standing | None, after: Scene, is_: Standing
) -> tuple[tuple[Due, ...], tuple[str, ...]]:
    """The job that looks whether a lead has opened the case: planned when it is told, settled when one has."""
    former = was.route if was else ""
    return clocks.unread_jobs(scene.consultation, former, after.consultation, is_.route, after.house, after.now)


def _withdrawn(scene: Scene, after: Scene) -> tuple[Person, ...]:
    """Who is barred from the case by what happened."""
    before = scene.consultation.review.barred
    return tuple(person for person in after.consultation.review.barred if person not in before)


def _events(after: Scene, happened: Iterable[Happening]) -> tuple[Event, ...]:
    return tuple(Event(kind=h.kind, at=after.now, body=h.body) for h in happened)


def _language(place: str, asker: Person, case: Consultation) -> Language:
    """The asker's for the asker. A lead hears in English, as another language could hint at who asks."""
    return case.language if place == asker.private_place else LEADS_READ


def _outgoing(id: str, consultation: Consultation, place: str, cards: Iterable[Card], language: Language) -> Outgoing:
    body = {"cards": [card.model_dump(mode="json") for card in cards], "language": language}
    return Outgoing(id=id, consultation=consultation.id, place=place, card=body)
