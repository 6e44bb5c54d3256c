"""The assistant: one message in, cards out. Lock, load, respond, save; only then is it acknowledged.

A saved answer is an acknowledged answer: `handle` returns after the transaction, or raises and nothing is kept.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.advice import Adviser
from bot.alerts.wording import ACKNOWLEDGES
from bot.consultation import Consultation, fold
from bot.dialogue import dispatch, following, steering, talking
from bot.dialogue.scene import Draft, Happening, House, Scene, Step
from bot.drafts import Drafts
from bot.keeping import Keeping
from bot.later import Answer, Later
from bot.messages import Card, Document, Incoming, Note
from bot.record import DRAFT, Audited, Erasing, Person, Turn
from bot.retention import Retention
from bot.reviewing import Reviewing, leans_on_a_right, stands_below
from bot.store import Held, Stale, Store
from bot.views import consultation as view
from bot.views.own_data import Kept, own_data
from bot.views.sharing import ANSWERS, for_channel
from knowledge.schema.entry import Language

__all__ = ["Answer", "Assistant", "leans_on_a_right", "stands_below", "with_what_comes_next"]

STARTING = "new"
BETWEEN = frozenset({"levers", "help", "privacy", "saved"})
"""Commands that can come between "new" and the situation."""
ASKER = "(asker)"
"""Who the audit log says erased a case of their own."""
NOTHING_SET = House()


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
        self._store, self._new_id = store, new_id
        self._keeping = Keeping(adviser, store, now, house)
        self._later = Later(self._keeping)
        self._keeping.learn()
        self._reviewing = Reviewing(self._keeping)
        self._retention = Retention(self._keeping)
        self._drafts = Drafts(store, self._keeping.locks, now, self._started)
        self._anew: set[Person] = set()
        """Who said "new" and was asked what is going on: the next text is a situation, whatever else is open."""

    def greet(self, incoming: Incoming) -> Answer:
        """The first card, and where the person stands: an open question, or the invitation to tell."""
        visited = self._later.visited(incoming, self._keeping.now())
        with self._keeping.locks[incoming.person]:
            self._anew.discard(incoming.person)
            scene = self._scene(incoming)
            cards: list[Card] = [view.welcome(scene), *visited]
            if dispatch.waits(scene):
                cards.append(Note(lines=(scene.words("chat.resumed"),)))
                return Answer((*cards, *dispatch.on_the_table(scene)), scene.consultation.id)
            fresh = replace(scene, consultation=Consultation(language=incoming.language))
            return Answer((*cards, *dispatch.on_the_table(fresh)))

    def handle(self, incoming: Incoming) -> Answer:
        """The answer to one message. A delivery seen before changes nothing and says so."""
        try:
            return self._handled(incoming)
        except Stale:  # Another process was faster: what it wrote is read now.
            return self._handled(incoming)

    def _handled(self, incoming: Incoming) -> Answer:
        if incoming.press is not None and incoming.press.action == ACKNOWLEDGES:
            return self.acknowledge(incoming)
        if incoming.press is not None and incoming.press.action == ANSWERS:
            return self._later.answer_asker(incoming)
        if self._reviewing.is_for(incoming):
            return self._reviewing.handle(incoming)
        with self._keeping.locks[incoming.person]:
            scene = self._scene(incoming)
            if self._store.seen(incoming.delivery):
                return Answer((Note(lines=(scene.words("chat.late"),)), *dispatch.on_the_table(scene)))
            asked = incoming.person in self._anew
            self._anew.discard(incoming.person)
            if incoming.press is not None:
                scene = self._keeping.of_press(scene, incoming.press)
            if dispatch.sends_draft(scene, incoming):
                return self._send_draft(scene, incoming)
            command = self._keeping.commands.read(incoming.text) if incoming.press is None else None
            if command is not None and command.name == STARTING:
                return self._start(scene, incoming, command.rest, insists=True)
            if asked and incoming.press is None and (command is None or command.name in BETWEEN):
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

    def _send_draft(self, scene: Scene, incoming: Incoming) -> Answer:
        typed = incoming.model_copy(update={"press": None})
        answer = self._start(scene, typed, scene.draft.text if scene.draft else "", insists=False)
        self._drafts.drop(incoming.person)
        return answer

    @property
    def house(self) -> House:
        """What the company has set, and who holds which role."""
        return self._keeping.house

    def settle(self, house: House) -> None:
        """From the next turn on this is what the company has set: a lead came or left."""
        self._keeping.house = house

    def review_form(self, incoming: Incoming) -> Card | None:
        """The form that a press on an act of review opens; None where it opens none."""
        return self._reviewing.form(incoming)

    @property
    def retention(self) -> Retention:
        """The daily job that erases what has outlived its time."""
        return self._retention

    def forget(self, consultation: str) -> None:
        """Let go of what is in memory of a consultation that was erased, perhaps by another process."""
        self._keeping.forget(consultation)

    def review_home(self, incoming: Incoming) -> Answer:
        """The queue for a lead's Home, filtered by the press if there is one, and the reading of it audited.

        No card for a person without the right, and where the press opens a case. Raises Repeated.
        """
        return self._reviewing.home(incoming)

    def enrol(self) -> int:
        """Give cases of a release without a queue their place in it; how many there were."""
        return self._keeping.enrol()

    def keep_draft(self, incoming: Incoming) -> None:
        """Keep a text that was typed and not sent, in place of an earlier one; a blank text keeps none."""
        self._drafts.keep(incoming)

    def draft_of(self, person: Person) -> str:
        """What the person typed and did not send; empty when there is nothing."""
        draft = self._drafts.of(person)
        return draft.text if draft else ""

    def draft(self, person: Person) -> Draft | None:
        """What the person typed and did not send, with the consultation that keeps it."""
        return self._drafts.of(person)

    def drop_draft(self, person: Person) -> None:
        """What was typed is sent or no longer wanted: it is erased with its key."""
        self._drafts.drop(person)

    def for_channel(self, incoming: Incoming) -> tuple[Card, ...]:
        """Levers, moment and sources of the person's consultation that a press names; nothing before its result."""
        scene = self._scene(incoming)
        if incoming.press is not None:
            scene = self._keeping.of_press(scene, incoming.press)
        ours = incoming.press is not None and scene.consultation.id == incoming.press.consultation
        return for_channel(scene) if ours and scene.consultation.shown else ()

    def run_due(self, now: datetime) -> tuple[Answer, ...]:
        """Do what is due: tell leads, send reminders. What it made waits in the outbox when this returns."""
        return self._later.run_due(now)

    def acknowledge(self, incoming: Incoming) -> Answer:
        """A lead on duty says "I have it" to a case."""
        return self._later.acknowledge(incoming)

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
        if step.opens:
            scene = self._keeping.opened(scene, step.opens)
            moving = steering.move_on(scene)
        if step.shows:
            step = replace(step, cards=(*step.cards, *following.shown_again(scene)))
        step = replace(step, cards=(*moving.cards, *step.cards), happened=(*moving.happened, *step.happened))
        if step.erases:
            return self._erase(scene, incoming, step)
        if step.gathers:
            return self._gather(scene, incoming)
        if step.begins:
            step = replace(step, happened=(self._started(incoming), *step.happened))
        after = scene.after(*step.happened)
        after = replace(after, original=step.original or scene.original)
        step, after = with_what_comes_next(step, after)
        step = replace(step, cards=tuple(_stamped(card, after.consultation) for card in step.cards))
        step = self._keeping.with_alerts(scene, after, step)
        step = replace(step, sends=(*step.sends, *talking.to_lead(after, incoming.delivery, step.happened)))
        outgoing = self._keeping.keep(scene, after, incoming, step)
        self._keeping.remember_original(after)
        out = outgoing.id if outgoing else ""
        return Answer(step.cards, after.consultation.id, out, step.document, outgoing, (step.about,))

    def _erase(self, scene: Scene, incoming: Incoming, step: Step) -> Answer:
        """The audit log says that the asker erased it, and not who the asker is."""
        standing = next(own for own in scene.own if own.consultation == step.erases)
        line = Audited(
            at=scene.now,
            by=incoming.person.model_copy(update={"user": ASKER}),
            action="erase_own",
            consultation=standing.consultation,
            number=standing.number,
        )
        lines = () if standing.route == DRAFT else (line,)
        try:
            self._keeping.erase(step.erases, Erasing(audited=lines))
        except Held:
            return Answer((Note(lines=(scene.words("talk.held_erase", number=f"{standing.number:04d}"),)),))
        return Answer(step.cards)

    def _gather(self, scene: Scene, incoming: Incoming) -> Answer:
        """All that is kept about the person, as a file or as text; nothing is changed."""
        self._store.save(Turn(delivery=incoming.delivery))
        made, own = own_data(scene, self._kept_of(scene)), tuple(standing.consultation for standing in scene.own)
        if not incoming.takes_documents:
            return Answer((Note(lines=tuple(made.text.splitlines())),), others=own)
        return Answer((Note(lines=(scene.words("keeping.my_data"),)),), document=made, others=own)

    def _kept_of(self, scene: Scene) -> tuple[Kept, ...]:
        kept = ((standing, self._store.events(standing.consultation)) for standing in scene.own)
        return tuple(Kept(standing, fold(events), events) for standing, events in kept if events)

    def data_of(self, person: Person, language: Language = "en") -> Document:
        """All that is kept about a person, for whoever answers their request."""
        scene = self._keeping.scene(person, language)
        return own_data(scene, self._kept_of(scene))

    def _started(self, incoming: Incoming) -> Happening:
        body = {
            "id": self._new_id(),
            "number": self._store.new_number(),
            "person": incoming.person.model_dump(),
            "language": incoming.language,
        }
        return Happening("started", body)

    def _scene(self, incoming: Incoming) -> Scene:
        scene = self._keeping.scene(incoming.person, incoming.language)
        return replace(scene, takes_documents=incoming.takes_documents)


def _stamped(card: Card, consultation: Consultation) -> Card:
    """The card, its buttons naming the consultation as it is once the turn is saved: cards are made before that."""
    ours = ("", consultation.id)
    stamp = {"consultation": consultation.id, "revision": consultation.revision}
    buttons = tuple(
        button.model_copy(update={"press": button.press.model_copy(update=stamp)})
        if button.press.consultation in ours
        else button
        for button in card.buttons
    )
    return card.model_copy(update={"buttons": buttons})


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
    cards = (*step.cards, *dispatch.on_the_table(after))
    # Never silent: whoever said something sees that it was heard.
    return replace(step, cards=cards or (Note(lines=(after.words("chat.finished"),)),)), after
