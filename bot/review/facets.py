"""What a case is found by in the leads' queue: codes of its facts, and folded words where a person chose them."""

from collections.abc import Iterator

from bot.advice import Advice
from bot.consultation import Consultation
from bot.record import DRAFT, Person, Queued
from bot.review.record import Review
from bot.understanding.words import fold

FACTS = frozenset(
    {"safety", "actor", "connection", "purpose", "moment", "position", "severity", "country", "sector", "unit", "alias"}
)
"""Questions whose answers a case is found by."""
UNSAFE = ("yes", "unclear")
"""Answers to "could contact endanger anyone?" that keep leads from contacting people."""


def queued(consultation: Consultation, advice: Advice) -> Queued | None:
    """The place of a consultation in the queue; a draft has none."""
    review, person = consultation.review, consultation.person
    if consultation.route == DRAFT or person is None:
        return None
    found = (*_facts(consultation), *_course(consultation, advice), *_people(review, person))
    return Queued(status=review.status, owner=review.owner, words=tuple(sorted(set(found))))


def named(person: Person) -> str:
    """A person in a facet."""
    return f"{person.channel}/{person.workspace}/{person.user}"


def workspace(person: Person) -> str:
    """The facet of a person's workspace."""
    return f"workspace:{person.channel}/{person.workspace}"


def asker(person: Person) -> str:
    """The facet of whoever asked."""
    return f"asker:{named(person)}"


def barred(person: Person) -> str:
    """The facet of a case that a person must not read."""
    return f"barred:{named(person)}"


def link(number: int) -> str:
    """The facet of a case that names this one's number."""
    return f"link:{number:04d}"


def reach(person: Person) -> tuple[str, ...]:
    """The facets that every case in a person's reach has: none at the shell, where the key lies at hand."""
    return () if person.channel == "local" else (workspace(person),)


def out_of_reach(person: Person) -> tuple[str, ...]:
    """The facets of cases that are not a person's to review: their own, and those that they are barred from."""
    return (barred(person), asker(person))


def folded(value: str) -> str:
    """A word as facets have it: case and accents make no difference."""
    return " ".join(fold(value).split())


def badges(consultation: Consultation) -> tuple[str, ...]:
    """What a lead has to know before anything else."""
    review, answers = consultation.review, consultation.known
    found = {
        "unsafe": any(value in UNSAFE for value in answers.get("contact", ())),
        "unnamed": review.unnamed,
        "held": review.hold is not None,
        "marked": review.marked,
        "barrier": bool(review.barred),
        "unread": review.unread_told and not {reader for reader, _ in review.readers}.difference(review.barred),
    }
    return tuple(badge for badge, holds in found.items() if holds)


def _facts(consultation: Consultation) -> Iterator[str]:
    for question, values in consultation.review.corrected(consultation.known).items():
        if question in FACTS:
            yield from (f"{question}:{folded(value)}" for value in values if value not in ("none", "unclear"))


def _course(consultation: Consultation, advice: Advice) -> Iterator[str]:
    review = consultation.review
    yield from (f"status:{review.status}", f"route:{advice.route}", f"language:{consultation.language}")
    yield f"state:{consultation.state}"
    yield from (f"badge:{badge}" for badge in badges(consultation))
    yield from (f"tag:{folded(tag)}" for tag in review.tags)
    yield from map(link, review.links)
    if advice.urgent:
        yield "urgent:yes"
    if review.follow_up:
        yield "follow_up:yes"


def _people(review: Review, person: Person) -> Iterator[str]:
    yield f"owner:{named(review.owner)}" if review.owner else "owner:none"
    yield from map(barred, review.barred)
    yield workspace(person)
    yield asker(person)
