"""The assistant: one message in, cards out. Lock, load, respond, save; only then is it acknowledged.

A saved answer is an acknowledged answer: `handle` returns after the transaction, or raises and nothing is kept.
"""

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.advice import Adviser
from bot.commands import Commands
from bot.consultation import Consultation, fold
from bot.dialogue import dispatch, following, steering
from bot.dialogue.scene import Happening, House, Scene, Step
from bot.messages import Card, Incoming, Note
from bot.record import Event, Outgoing, Person, Standing, Store, Turn
from bot.views import consultation as view

STARTING = "new"
NOTHING_SET = House()


@dataclass(frozen=True)
class Answer:
    """What one message got: the cards, and the consultation they belong to (empty when none began)."""

    cards: tuple[Card, ...]
    consultation: str = ""
    outgoing: str = ""


class Assistant:
    """Conversations with people, over a store. Safe to call from several threads."""

    def __init__(
        self,
        adviser: Adviser,
        store: Store,
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        house: House = NOTHING_SET,
    ) -> None:
        self._adviser, self._store, self._now, self._new_id, self._house = adviser, store, now, new_id, house
        self._commands = Commands(adviser.knowledge)
        self._locks: defaultdict[Person, threading.RLock] = defaultdict(threading.RLock)
        self._originals: dict[str, str] = {}
        """Situations as typed, while their writers decide about personal details: never on disk."""
        self._anew: set[Person] = set()
        """Who said "new" and was asked what is going on: the next text is a situation, whatever else is open."""

    def greet(self, incoming: Incoming) -> Answer:
        """The first card, and where the person stands: an open question, or the invitation to tell."""
        with self._locks[incoming.person]:
            self._anew.discard(incoming.person)
            scene = self._scene(incoming)
            cards: list[Card] = [view.welcome(scene), *self._reminders(scene, incoming)]
            scene = self._scene(incoming)
            if dispatch.waits(scene):
                cards.append(Note(lines=(scene.words("chat.resumed"),)))
                return Answer((*cards, *dispatch.on_the_table(scene)), scene.consultation.id)
            fresh = replace(scene, consultation=Consultation(language=incoming.language))
            return Answer((*cards, *dispatch.on_the_table(fresh)))

    def handle(self, incoming: Incoming) -> Answer:
        """The answer to one message. A delivery seen before changes nothing and says so."""
        with self._locks[incoming.person]:
            scene = self._scene(incoming)
            if self._store.seen(incoming.delivery):
                return Answer((Note(lines=(scene.words("chat.late"),)), *dispatch.on_the_table(scene)))
            asked = incoming.person in self._anew
            self._anew.discard(incoming.person)
            command = self._commands.read(incoming.text) if incoming.press is None else None
            if command is not None and command.name == STARTING:
                return self._start(scene, incoming, command.rest, insists=True)
            if asked and command is None and incoming.press is None:
                return self._start(scene, incoming, incoming.text, insists=False)
            return self._respond(_fresh(scene) if dispatch.tells_anew(scene, incoming) else scene, incoming)

    def _start(self, scene: Scene, incoming: Incoming, text: str, *, insists: bool) -> Answer:
        """Begin from nothing with a text; without one, or with one that begins nothing, the next text does."""
        fresh = _fresh(scene)
        if text.strip():
            answer = self._respond(replace(fresh, insists=insists), incoming.model_copy(update={"text": text}))
        else:
            self._store.save(Turn(delivery=incoming.delivery))
            answer = Answer(dispatch.on_the_table(fresh))
        if not answer.consultation:
            self._anew.add(incoming.person)
        return answer

    def _reminders(self, scene: Scene, incoming: Incoming) -> list[Card]:
        """The person's reminders that are due, each kept as having come."""
        cards: list[Card] = []
        mine = {standing.consultation for standing in scene.own}
        for due in self._store.claim_due(scene.now):
            if due.kind != "remind" or due.consultation not in mine:
                continue
            there = self._opened(scene, due.consultation)
            step = following.reminder_came(there, due)
            came = incoming.model_copy(update={"delivery": f"{incoming.delivery}:{due.id}"})
            self._save(there, there.after(*step.happened), came, step)
            cards += step.cards
        return cards

    def waits_for(self, person: Person) -> bool:
        """Whether the person has a consultation that is open."""
        return any(standing.state == "open" for standing in self._store.of_person(person))

    def sent(self, answer: Answer) -> None:
        """Tell the log that an answer reached the person."""
        if answer.outgoing:
            self._store.sent(answer.outgoing)

    def _respond(self, scene: Scene, incoming: Incoming) -> Answer:
        moving = steering.move_on(scene)
        step = dispatch.take(scene.after(*moving.happened), incoming)
        step = replace(step, cards=(*moving.cards, *step.cards), happened=(*moving.happened, *step.happened))
        if step.opens:
            scene = self._opened(scene, step.opens)
        if step.erases:
            self._store.erase(scene.consultation.id)
            return Answer(step.cards)
        if step.begins:
            step = replace(step, happened=(self._started(incoming), *step.happened))
        after = scene.after(*step.happened)
        after = replace(after, original=step.original or scene.original)
        step, after = with_what_comes_next(step, after)
        outgoing = self._save(scene, after, incoming, step)
        self._remember_original(after)
        return Answer(step.cards, after.consultation.id, outgoing)

    def _remember_original(self, after: Scene) -> None:
        if after.consultation.traces:
            self._originals[after.consultation.id] = after.original
        else:
            self._originals.pop(after.consultation.id, None)

    def _started(self, incoming: Incoming) -> Happening:
        body = {
            "id": self._new_id(),
            "number": self._store.new_number(),
            "person": incoming.person.model_dump(),
            "language": incoming.language,
        }
        return Happening("started", body)

    def _save(self, scene: Scene, after: Scene, incoming: Incoming, step: Step) -> str:
        """One transaction: delivery, events, projection, what goes out, what is due."""
        if not step.happened:
            self._store.save(Turn(delivery=incoming.delivery, route=step.route))
            return ""
        consultation = after.consultation
        cards = {"cards": [card.model_dump() for card in step.cards]}
        outgoing = Outgoing(id=incoming.delivery, consultation=consultation.id, place=incoming.place, card=cards)
        self._store.save(
            Turn(
                delivery=incoming.delivery,
                route=consultation.route,
                revision=scene.consultation.revision,
                standing=self._standing(after, incoming.person),
                events=tuple(Event(kind=h.kind, at=after.now, body=h.body) for h in step.happened),
                outgoing=(outgoing,),
                due=step.due,
                settles=step.settles,
            )
        )
        return outgoing.id

    def _standing(self, after: Scene, person: Person) -> Standing:
        """The projection's row: codes only."""
        consultation = after.consultation
        advice = self._adviser.advise(consultation)
        before = self._store.standing(consultation.id)
        return Standing(
            consultation=consultation.id,
            number=consultation.number,
            person=person,
            state=consultation.state,
            route=advice.route,
            urgent=advice.urgent,
            revision=consultation.revision,
            started_at=before.started_at if before else after.now,
            changed_at=after.now,
            levers=tuple(ranked.lever.id for ranked in advice.shown) if consultation.shown else (),
            content=consultation.content,
        )

    def _scene(self, incoming: Incoming) -> Scene:
        own = self._store.of_person(incoming.person)
        scene = Scene(
            adviser=self._adviser,
            commands=self._commands,
            words=self._adviser.knowledge.texts[incoming.language],
            consultation=Consultation(language=incoming.language),
            now=self._now(),
            house=self._house,
            own=own,
        )
        current = next((standing for standing in own if standing.state == "open"), None)
        current = current or next((standing for standing in own[:1] if standing.state == "finished"), None)
        return self._opened(scene, current.consultation) if current else scene

    def _opened(self, scene: Scene, consultation: str) -> Scene:
        loaded = fold(self._store.events(consultation))
        return replace(scene, consultation=loaded, original=self._originals.get(consultation, ""))


def _fresh(scene: Scene) -> Scene:
    """The same scene with nothing told."""
    return replace(scene, consultation=Consultation(language=scene.words.language), original="")


def with_what_comes_next(step: Step, after: Scene) -> tuple[Step, Scene]:
    """The step with the result when nothing is left to ask, else with what is asked next."""
    if after.consultation.id and dispatch.must_conclude(after, step.happened):
        concluded = following.conclude(after)
        done = replace(step, cards=(*step.cards, *concluded.cards), happened=(*step.happened, *concluded.happened))
        return done, after.after(*concluded.happened)
    if any(card.kind in ("choices", "form") for card in step.cards):
        return step, after
    return replace(step, cards=(*step.cards, *dispatch.on_the_table(after))), after
