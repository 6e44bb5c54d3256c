"""All that is kept about one person, in plain words, for that person: a text file.

Others stand in it by their role. Leads' private notes are not in it: they may name people who trusted a lead.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.deciding import UNNAMED
from bot.consultation import Consultation
from bot.dialogue.scene import Scene
from bot.messages import Document
from bot.record import DRAFT, Event, Person, Standing
from bot.review.record import Said, Seeing
from bot.views.consultation import labels_of

READS = ("lead", "auditor", "counsel")


@dataclass(frozen=True)
class Kept:
    """One consultation with all that happened in it."""

    standing: Standing
    case: Consultation
    events: tuple[Event, ...]


def own_data(scene: Scene, kept: Sequence[Kept]) -> Document:
    """The file, in the person's language."""
    words = scene.words
    head = (words("keeping.mine.title"), words("keeping.mine.written", time=_time(scene.now)))
    cases = [_case(scene, one) for one in kept] or [[words("keeping.mine.none")]]
    parts = ["\n".join(head), words("keeping.mine.not_in"), *("\n".join(lines) for lines in cases)]
    return Document(name="my-data.txt", text="\n\n".join(parts) + "\n")


def _case(scene: Scene, kept: Kept) -> list[str]:
    name = "draft" if kept.standing.route == DRAFT else "case"
    heading = scene.words(f"keeping.mine.{name}", number=f"{kept.standing.number:04d}")
    rows = (*_standing(scene, kept), *_own_words(scene, kept.case), *_what_others_did(scene, kept))
    return [heading, *(line for key, said in rows for line in _row(scene.words(f"keeping.mine.{key}"), said))]


def _row(label: str, said: Iterable[str]) -> Iterator[str]:
    lines = [line for text in said for line in text.split("\n")]
    if len(lines) == 1:
        yield f"  {label}: {lines[0]}"
    elif lines:
        yield f"  {label}:"
        yield from (f"    {line}" for line in lines)


def _standing(scene: Scene, kept: Kept) -> Iterator[tuple[str, Iterable[str]]]:
    words, standing = scene.words, kept.standing
    about = words(f"route.{standing.route}") if standing.route and standing.route != DRAFT else ""
    yield "state", (", ".join(part for part in (words(f"chat.state_{standing.state}"), about) if part),)
    yield "begun", (_time(standing.started_at),)
    yield "changed", (_time(standing.changed_at),)
    yield "until", _until(scene, kept)


def _until(scene: Scene, kept: Kept) -> Iterator[str]:
    term, periods = kept.standing.term, scene.house.periods
    if kept.case.review.hold is not None:
        yield scene.words("keeping.mine.held", date=kept.case.review.hold.at.date().isoformat())
    elif term is not None:
        days = {"draft": periods.drafts, "case": periods.cases, "open": periods.open_cases}[term.kind]
        yield (term.since + timedelta(days=days)).date().isoformat()


def _own_words(scene: Scene, case: Consultation) -> Iterator[tuple[str, Iterable[str]]]:
    knowledge, words = scene.knowledge, scene.words
    answers = {question: values for question, values in case.known.items() if question in knowledge.question_by_id}
    yield "situation", [text for text in (case.situation, case.draft) if text]
    yield "notes", case.notes
    yield (
        "answers",
        [
            f"{words(f'question.{question}.name')}: {labels_of(words, knowledge.question_by_id[question], values)}"
            for question, values in answers.items()
        ],
    )
    yield "saved", [", ".join(case.saved)] if case.saved else []
    yield "reminder", [" ".join(part for part in case.reminder if part)] if case.reminder[0] else []
    tried = ((one.lever, one.outcome, one.left, one.people) for one in case.outcomes)
    yield "outcomes", [", ".join(part for part in one if part) for one in tried]
    yield "helpful", [case.helpful] if case.helpful else []
    yield "shown", [case.shown] if case.shown else []


def _what_others_did(scene: Scene, kept: Kept) -> Iterator[tuple[str, Iterable[str]]]:
    words, case, review = scene.words, kept.case, kept.case.review
    yield "passed", list(_passed(scene, case))
    yield "told", list(_told(scene, case))
    yield "read", [f"{_time(at)}, {_role(scene, reader)}" for reader, at in review.readers]
    yield "status", [words(f"review.status.{review.status}")] if review.readers or case.alerts else []
    yield "tags", [", ".join(review.tags)] if review.tags else []
    yield "talk", [_said(scene, kept.standing.person, said) for said in _talk(kept)]
    yield (
        "corrected",
        [
            f"{words(f'question.{made.question}.name')}: "
            f"{labels_of(words, scene.knowledge.question_by_id[made.question], made.values)} ({made.why})"
            for made in review.corrections
            if made.question in scene.knowledge.question_by_id
        ],
    )
    yield "follow_up", [review.follow_up.day.isoformat()] if review.follow_up else []
    yield "closed", [f"{_time(closing.at)}, {closing.changed}: {closing.known_from}" for closing in review.closings]
    shown = words("keeping.mine.name_hidden" if review.unnamed else "keeping.mine.name_shown")
    yield "name", [shown, *(_seeing(scene, seeing) for seeing in review.seeing)] if case.situation else []


def _passed(scene: Scene, case: Consultation) -> Iterator[str]:
    for shared in case.shared:
        to = scene.words("keeping.mine.passed_lead" if shared.lead else "keeping.mine.passed_colleague")
        names = scene.words.get
        facts = ", ".join(names(f"question.{fact}.name") or fact for fact in shared.facts or ())
        yield "; ".join(part for part in (to, facts, shared.note) if part)


def _told(scene: Scene, case: Consultation) -> Iterator[str]:
    words = scene.words
    for alert in case.alerts:
        named = alert.kinds != UNNAMED
        kinds = ", ".join(words(f"word.safety.{kind}") for kind in alert.kinds) if named else words("urgent.unnamed")
        seen = words("keeping.mine.seen", time=_time(alert.seen)) if alert.seen else words("keeping.mine.unseen")
        yield f"{_time(alert.at)}, {words('keeping.role.lead')}: {kinds}; {seen}"


def _talk(kept: Kept) -> list[Said]:
    """What a lead was asked and answered, and what was written later, in order."""
    answered = [
        Said(Person(**event.body["by"]), event.at, event.body["text"])
        for event in kept.events
        if event.kind == "lead_answered"
    ]
    return sorted((*answered, *kept.case.review.talk), key=lambda said: said.at)


def _said(scene: Scene, person: Person, said: Said) -> str:
    by = scene.words("keeping.mine.you") if said.by == person else _role(scene, said.by)
    return f"{_time(said.at)}, {by}: {said.text}"


def _seeing(scene: Scene, seeing: Seeing) -> str:
    words = scene.words
    asked = words("keeping.mine.asked", time=_time(seeing.at))
    if seeing.granted_by is not None:
        return f"{asked}; {words('keeping.mine.granted', reason=seeing.reason)}"
    return f"{asked}; {words('keeping.mine.refused' if seeing.refused else 'keeping.mine.waits')}"


def _role(scene: Scene, person: Person) -> str:
    held = scene.house.named.roles_of(person)
    return scene.words(f"keeping.role.{next((role for role in READS if role in held), 'staff')}")


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M %Z").strip()
