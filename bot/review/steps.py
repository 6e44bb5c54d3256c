"""Acts on the case itself: who has it, how far it is, notes, tags, follow-up, corrections, links, closing. Pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.access import Named, may, whose
from bot.alerts.deciding import unseen
from bot.alerts.wording import LEADS_READ, seen
from bot.dialogue.scene import Sending
from bot.messages import Button, Note, Press
from bot.record import Due, Person
from bot.review.desk import Desk, Done
from bot.review.facets import folded
from bot.review.fields import day, number
from bot.views.consultation import labels_of
from knowledge.schema.interview import Question
from knowledge.texts import Texts

Values = Mapping[str, str]
REVIEWS = "review"
"""The action of every press on a card of review; its value is what typing it after "review" would be."""
FOLLOW_UP = "follow_up"
"""The kind of the job that brings a case back to its owner."""
MORNING = time(8, tzinfo=UTC)
MOST_TAGS = 12
PLACE = re.compile(r"[0-9]{1,3}")


def opener(words: Texts, number: str) -> Button:
    """A button that opens a case."""
    return Button(press=Press(action=REVIEWS, value=number), label=words("review.open"), main=True)


def to_lead(desk: Desk, name: str, lead: Person, key: str) -> Sending:
    """A card for another lead: the number and what is wanted, no word of the case."""
    words = desk.adviser.knowledge.texts[LEADS_READ]
    note = Note(lines=(words(key, number=desk.number),), buttons=(opener(words, desk.number),))
    return desk.sends(name, lead, note)


def lead_named(desk: Desk, typed: str) -> Person | None:
    """The lead whom a word names; nobody who is barred from the case, and not the asker."""
    lead = lead_called(desk.named, typed, desk.person)
    return None if lead in (desk.asker, *desk.consultation.review.barred) else lead


def lead_called(named: Named, typed: str, person: Person) -> Person | None:
    """The lead whom a person's word names: "me", their place in the order of duty, or their id."""
    if typed.casefold() == "me":
        return person if person in named.leads else None
    place = int(typed) if PLACE.fullmatch(typed) else 0
    by_place = named.leads[place - 1 : place] if place else ()
    return next((lead for lead in named.leads if lead in by_place or lead.user == typed.lstrip("@")), None)


def take(desk: Desk, _: Values) -> Done:
    """The person has the case; an alert that nobody had answered is answered with it."""
    return _given(desk, desk.person, desk.words("review.taken", number=desk.number))


def assign(desk: Desk, values: Values) -> Done:
    """Another lead has the case, and hears of it by number."""
    lead = lead_named(desk, values["person"])
    if lead is None:
        return Done(desk.words("review.no_such_lead"))
    away = (desk.words("clocks.lead_is_away"),) if lead in desk.scene.house.away else ()
    done = _given(desk, lead, " ".join((desk.words("review.assigned", number=desk.number), *away)))
    if lead == desk.person:
        return done
    return replace(done, sends=(*done.sends, to_lead(desk, "given", lead, "review.given_to_you")))


def _given(desk: Desk, owner: Person, said: str) -> Done:
    happened = desk.happens("review_taken", owner=owner.model_dump())
    has_a_holder = not desk.standing.urgent or desk.consultation.holder is not None
    if has_a_holder and not unseen(desk.consultation):
        return Done(said, (happened,))
    # Whoever takes an urgent case has seen it: no other lead needs to be told, and the asker learns it.
    has_it = desk.happens("alert_seen")
    return Done(said, (happened, has_it), (desk.sends("seen", desk.asker, *seen(desk.scene)),))


def hand_over(desk: Desk, lead: Person) -> Done:
    """Another lead has the case, among others that they hear of together; nothing where they may not read it.

    Unlike taking it, this answers no alert: whoever hands over many has not looked at each.
    """
    may_read = may(desk.named.roles_of(lead), "read_case", whose(lead, desk.asker))
    if not may_read or lead in desk.consultation.review.barred:
        return Done()
    return Done(happened=(desk.happens("review_taken", owner=lead.model_dump()),))


def status(desk: Desk, values: Values) -> Done:
    """How far the case is; closing and reopening are acts of their own."""
    if desk.consultation.review.closed:
        return Done(desk.words("review.is_closed"))
    said = desk.words("review.status_set", status=desk.words(f"review.status.{values['status']}"))
    return Done(said, (desk.happens("review_status", status=values["status"]),), detail=values["status"])


def note(desk: Desk, values: Values) -> Done:
    """A private note: the asker never reads it through the assistant."""
    return Done(desk.words("review.noted"), (desk.happens("review_noted", text=values["text"]),))


def tag(desk: Desk, values: Values) -> Done:
    """The case's tags, all of them, in place of those before; none where nothing is told."""
    wanted = (" ".join(part.split()) for part in values.get("tags", "").split(","))
    tags = tuple({folded(tag): tag for tag in wanted if tag}.values())[:MOST_TAGS]
    said = desk.words("review.tagged", tags=", ".join(tags)) if tags else desk.words("review.untagged")
    return Done(said, (desk.happens("review_tagged", tags=list(tags)),))


def follow_up(desk: Desk, values: Values) -> Done:
    """A day on which the case comes back to whoever set it, with the reason."""
    wanted = day(values["day"])
    if wanted is None or wanted <= desk.today:
        return Done(desk.words("review.day_past", date=values["day"]))
    happened = desk.happens("review_follow_up", day=wanted.isoformat(), reason=values["reason"])
    job = Due(
        id=follow_up_id(desk),
        consultation=desk.consultation.id,
        kind=FOLLOW_UP,
        at=datetime.combine(wanted, MORNING),
        body={},
    )
    return Done(desk.words("review.follow_up_set", date=wanted.isoformat()), (happened,), due=(job,))


def follow_up_id(desk: Desk) -> str:
    """The id of the case's one follow-up: a new one takes the place of the last."""
    return f"{desk.consultation.id}:follow_up"


def correct(desk: Desk, values: Values) -> Done:
    """A fact is added or corrected beside what the asker said; the original stays, with who and why."""
    question = desk.adviser.knowledge.question_by_id.get(values["question"])
    if question is None:
        return Done(desk.words("review.no_such_question", questions=", ".join(desk.adviser.knowledge.question_by_id)))
    choices = _choices(desk, question)
    told = values["values"]
    split = [value.strip() for value in told.replace(";", ",").split(",") if value.strip()]
    given = [told] if folded(told) in choices else split
    unknown = [value for value in given if choices and folded(value) not in choices]
    if unknown or not given:
        said = desk.words(
            "review.no_such_value", question=question.id, values=", ".join(dict.fromkeys(choices.values()))
        )
        return Done(said, wrong="values")
    known = [choices.get(folded(value), value) for value in given]
    happened = desk.happens("review_corrected", question=question.id, values=known, why=values["why"])
    return Done(desk.words("review.corrected"), (happened,), detail=question.id)


def _choices(desk: Desk, question: Question) -> dict[str, str]:
    """What a choice may be called, folded: its id, or the words that people read."""
    labels = ((labels_of(desk.words, question, (choice.id,)), choice.id) for choice in question.choices)
    ids = ((choice.id, choice.id) for choice in question.choices)
    return {folded(said): id for said, id in (*labels, *ids)}


def link(desk: Desk, values: Values) -> Done:
    """This case and another one of the same partner name each other's numbers; nobody's text moves.

    It is kept in this case alone, so that it goes with either of them: the other finds it by its number.
    """
    other = number(values["number"])
    if other == desk.standing.number:
        return Done(desk.words("review.link_other"))
    if other not in desk.reachable:
        return Done(desk.words("review.no_such_case", number=f"{other:04d}"))
    if other in desk.links:
        return Done(desk.words("review.linked_already", other=f"{other:04d}"))
    return Done(desk.words("review.linked", other=f"{other:04d}"), (desk.happens("review_linked", number=other),))


def unlink(desk: Desk, values: Values) -> Done:
    """The link is taken away again."""
    other = number(values["number"])
    if other in desk.linked_from:
        return Done(desk.words("review.linked_there", other=f"{other:04d}", number=desk.number))
    if other not in desk.consultation.review.links:
        return Done(desk.words("review.not_linked", other=f"{other:04d}"))
    return Done(desk.words("review.unlinked", other=f"{other:04d}"), (desk.happens("review_unlinked", number=other),))


def outcome(desk: Desk, values: Values) -> Done:
    """What came of a lever, as the lead knows it."""
    lever = values["lever"].upper()
    if lever not in desk.adviser.knowledge.lever_by_id:
        return Done(desk.words("review.no_such_lever", lever=values["lever"]))
    happened = desk.happens("review_tried", lever=lever, outcome=values["outcome"])
    return Done(desk.words("review.outcome_kept", lever=lever), (happened,), detail=f"{lever} {values['outcome']}")


def step_back(desk: Desk, _: Values) -> Done:
    """Not me: the person can read the case no longer, and the next lead on duty hears of it by number."""
    barred = {*desk.consultation.review.barred, desk.person, desk.asker}
    others = desk.here(*(lead for lead in desk.named.leads if lead not in barred))
    next_one = (to_lead(desk, "instead", others[0], "review.other_stepped_back"),) if others else ()
    said = desk.words("review.stepped_back" if others else "review.stepped_back_alone", number=desk.number)
    return Done(said, (desk.happens("review_stepped_back"),), next_one)


def close(desk: Desk, values: Values) -> Done:
    """Closed, with what changed for the people and how we know."""
    happened = desk.happens("review_closed", changed=values["changed"], known_from=values["known_from"])
    said = desk.words("review.closed", number=desk.number)
    return Done(said, (happened,), settles=(follow_up_id(desk),), detail=values["changed"])


def reopen(desk: Desk, _: Values) -> Done:
    """Open again; how it was closed before stays in the case."""
    return Done(desk.words("review.reopened", number=desk.number), (desk.happens("review_status", status="reopened"),))
