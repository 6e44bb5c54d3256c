"""A case as a lead reads it: what is asked of them, then the facts, the people, the advice, what happened since."""

from collections.abc import Callable, Iterable

from bot import interview
from bot.alerts.wording import clock
from bot.messages import Button, Card, Detail, Facts, Note, Press, Row, Section
from bot.record import Event
from bot.review.acts import offered
from bot.review.desk import Desk
from bot.review.facets import UNSAFE
from bot.review.steps import REVIEWS
from bot.views.consultation import labels_of
from bot.views.review.queue import badge_words, due, owner

PEOPLE = ("scope", "severity", "remedy", "speaks", "contact")
"""Questions about the people affected."""
UNTOLD = frozenset({"review_read", "opened", "started", "resumed", "stopped"})
"""Events that say nothing of the course of a case."""
MOST_EVENTS = 40
FIRST = ("grant", "approve", "reopen", "take")
"""What is wanted most of a lead, where it is offered: the first of these."""
GROUPS = {
    **dict.fromkeys(("assign", "status", "follow", "tag"), "case"),
    **dict.fromkeys(("correct", "outcome", "link", "unlink", "example", "withdraw"), "facts"),
    **dict.fromkeys(("write", "identity"), "asker"),
}
"""act -> the heading under which it waits where room is short. The others are always in sight."""


def case(desk: Desk) -> tuple[Card, ...]:
    """The whole case: every card of it."""
    return (_head(desk), *_warning(desk), *(card for made in PARTS.values() for card in made(desk)))


def part(desk: Desk, name: str) -> tuple[Card, ...]:
    """One part of the case, below its warning."""
    return (*_warning(desk), *(PARTS[name](desk) or (Note(lines=(desk.words("review.nothing_yet"),)),)))


def _opener(desk: Desk, name: str) -> Press:
    return Press(action=REVIEWS, value=f"{desk.number} {name}")


def _head(desk: Desk) -> Facts:
    words = desk.words
    rows = (
        Row(label=words("review.asked_of_you"), value=_asked(desk)),
        Row(label=words("review.who_asks"), value=_name(desk), person=desk.asker if desk.sees_name() else None),
        Row(label=words("review.we_told_them"), value=_told(desk)),
        Row(label=words("review.not_known"), value=_not_known(desk)),
        Row(label=words("review.safe_way"), value=_safe_way(desk)),
        Row(label=words("review.state"), value=_state(desk)),
    )
    return Facts(title=words("review.case", number=desk.number), rows=rows, buttons=tuple(_buttons(desk)))


def _buttons(desk: Desk) -> Iterable[Button]:
    found = offered(desk)
    first = next((name for name in FIRST if name in found), "")
    for name in found:
        group = GROUPS.get(name, "")
        yield Button(
            press=_opener(desk, name),
            label=desk.words(f"review.act.{name}"),
            say=f"{REVIEWS} {desk.number} {name}",
            main=name == first,
            group=desk.words(f"filling.group.{group}") if group else "",
            confirms=desk.words.get(f"filling.sure.{name}") or "",
        )


def _asked(desk: Desk) -> str:
    """What the asker wants of the leads: their own question, what is due, or nothing but to know."""
    asked = [shared.note for shared in desk.consultation.shared if shared.lead and shared.note]
    return "; ".join(part for part in (*asked, due(desk)) if part) or desk.words("review.nothing_asked")


def _name(desk: Desk) -> str:
    if desk.sees_name():
        return desk.asker.user
    return desk.words("review.in_custody")


def _told(desk: Desk) -> str:
    advice = desk.adviser.advise(desk.consultation)
    if not desk.consultation.shown:
        return desk.words("review.no_result_yet")
    levers = ", ".join(desk.standing.levers)
    return "; ".join(part for part in (desk.words(f"review.route.{advice.route}"), levers) if part)


def _not_known(desk: Desk) -> str:
    """The questions that nobody answered, or that were answered with "not sure"."""
    case, knowledge = desk.consultation, desk.adviser.knowledge
    facts = case.review.corrected(case.answers)
    asked = [q for q in knowledge.questions if q.path == "fast" or q.id in PEOPLE]
    open_ = [q.id for q in asked if interview.applies(q.when, facts) and facts.get(q.id, ("unclear",)) == ("unclear",)]
    return ", ".join(desk.words(f"question.{name}.name") for name in open_) or desk.words("review.all_known")


def _safe_way(desk: Desk) -> str:
    unsafe = any(value in UNSAFE for value in desk.consultation.known.get("contact", ()))
    return desk.words("review.way_unsafe" if unsafe else "review.way")


def _state(desk: Desk) -> str:
    review, words = desk.consultation.review, desk.words
    parts = (
        words(f"review.status.{review.status}"),
        owner(desk),
        *badge_words(words, desk.consultation, named=desk.sees_name()),
        *((words("review.tags", tags=", ".join(review.tags)),) if review.tags else ()),
        *((words("review.links", numbers=", ".join(f"{n:04d}" for n in desk.links)),) if desk.links else ()),
        *((words("review.before", numbers=", ".join(f"{n:04d}" for n in desk.earlier)),) if desk.earlier else ()),
    )
    return " · ".join(parts)


def _warning(desk: Desk) -> tuple[Note, ...]:
    """What waits for a decision, and what the law or counsel asks of whoever reads it."""
    review, words = desk.consultation.review, desk.words
    lines = [words("filling.name_asked", reason=seeing.reason) for seeing in review.seeing if seeing.waits]
    lines += [words("review.is_marked")] if review.marked else []
    lines += [words("review.is_held", date=review.hold.at.date().isoformat())] if review.hold else []
    return (Note(lines=tuple(lines)),) if lines else ()


def _facts(desk: Desk) -> tuple[Detail, ...]:
    """Each fact and how it was reached; then the situation in the asker's words."""
    words, case = desk.words, desk.consultation
    people = tuple(_fact(desk, name) for name in PEOPLE if name in case.review.corrected(case.known))
    others = tuple(_fact(desk, name) for name in _named(desk) if name not in PEOPLE)
    own = tuple(case.situation.split("\n")) + case.notes
    sections = (
        Section(title=words("review.in_their_words"), lines=own or (words("review.nothing_written"),)),
        Section(title=words("review.facts"), place=words("review.preliminary"), lines=others or ("-",)),
        Section(title=words("review.people"), lines=people or (words("review.people_unknown"),)),
    )
    return (Detail(title=words("review.what_is_known"), sections=sections, opener=_opener(desk, "known")),)


def _named(desk: Desk) -> list[str]:
    facts = desk.consultation.review.corrected(desk.consultation.known)
    return [name for name in desk.adviser.knowledge.question_by_id if name in facts]


def _fact(desk: Desk, name: str) -> str:
    """A fact, how it was reached, and what it was before it was corrected."""
    case, words = desk.consultation, desk.words
    question = desk.adviser.knowledge.question_by_id[name]
    made = [correction for correction in case.review.corrections if correction.question == name]
    before = labels_of(words, question, case.known.get(name, ()))
    if made:
        now = labels_of(words, question, made[-1].values)
        said = {"name": words(f"question.{name}.name"), "now": now, "before": before or "-", "why": made[-1].why}
        return words("review.fact_corrected", **said)
    how = "review.how_answered" if name in case.answers else "review.how_read"
    return words("review.fact", name=words(f"question.{name}.name"), value=before, how=words(how))


def _talk(desk: Desk) -> tuple[Detail, ...]:
    """Messages with the asker, and the leads' private notes."""
    review, words = desk.consultation.review, desk.words
    parts = (("review.talk", review.talk), ("review.notes", review.notes))
    sections = tuple(
        Section(
            title=words(key),
            lines=tuple(f"{clock(said.at, desk.now)}, {_by(desk, said.by)}: {said.text}" for said in found),
        )
        for key, found in parts
        if found
    )
    return (Detail(title=words("review.said"), sections=sections, opener=_opener(desk, "said")),) if sections else ()


def _by(desk: Desk, person: object) -> str:
    if person == desk.person:
        return desk.words("review.you")
    return desk.words("review.asker" if person == desk.asker else "review.a_lead")


def _advice(desk: Desk) -> tuple[Detail, ...]:
    """The advice as it was shown then, whatever the content says today."""
    case, words = desk.consultation, desk.words
    if not case.shown:
        return ()
    place = words("review.shown_on", date=case.shown_at.date().isoformat() if case.shown_at else "-")
    section = Section(title=words("review.as_shown"), place=place, lines=tuple(case.shown.split("\n")))
    opener = _opener(desk, "advice")
    return (Detail(title=words("review.advice"), sections=(section,), source=case.content[:12], opener=opener),)


def _since(desk: Desk) -> tuple[Detail, ...]:
    """What happened, in order: kinds and times, no text."""
    told = [event for event in desk.events if event.kind not in UNTOLD and _line(desk, event)]
    lines = tuple(f"{clock(event.at, desk.now)}  {_line(desk, event)}" for event in told[-MOST_EVENTS:])
    section = Section(title="", lines=lines or (desk.words("review.nothing_yet"),))
    return (Detail(title=desk.words("review.since"), sections=(section,), opener=_opener(desk, "since")),)


def _line(desk: Desk, event: Event) -> str:
    return desk.words.get(f"review.happened.{event.kind}") or ""


PARTS: dict[str, Callable[[Desk], tuple[Detail, ...]]] = {
    "known": _facts,
    "said": _talk,
    "advice": _advice,
    "since": _since,
}
"""What can be opened by itself, as "review 0417 known"."""
