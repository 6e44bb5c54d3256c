"""The interview: which questions apply, which is open, and what an answer changes.

Position is computed from the answers every time. A question's conditions name earlier questions only, so the
walk always ends; an answer whose question no longer applies, or whose choice is no longer offered, is dropped.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.consultation import Answers, Consultation
from knowledge import Knowledge
from knowledge.schema.interview import Choice, Condition, Question

SHOWN_AT_FIRST = 6
STRICTEST_FIRST = ("cause", "contribute", "linkage", "unclear", "none")


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether the answers meet a condition. `without` is met by an open question, `any` is not."""
    given = answers.get(condition.question, ())
    if condition.any and not any(choice in given for choice in condition.any):
        return False
    return not any(choice in given for choice in condition.without)


def applies(conditions: Iterable[Condition], answers: Answers) -> bool:
    """Whether all conditions hold."""
    return all(holds(condition, answers) for condition in conditions)


def connection_of(answers: Answers) -> str:
    """The connection that counts: the strictest of those ticked; "unclear" when none is."""
    given = answers.get("connection", ())
    return next((value for value in STRICTEST_FIRST if value in given), "unclear")


def route_of(answers: Answers) -> str:
    """The route that the answers lead to."""
    actors = answers.get("actor", ())
    if actors == ("OWN",):
        return "own_operations"
    if connection_of(answers) == "none":
        return "no_link"
    return "investee" if actors[:1] == ("INV",) else "leverage"


def actors_of(answers: Answers) -> tuple[str, ...]:
    """The actors that have levers, main one first; a borrower counts as a customer too."""
    given = [actor for actor in answers.get("actor", ()) if actor in ("SUP", "JV", "CUS", "GOV")]
    if "INV" in answers.get("actor", ()) and "loan" in answers.get("holding", ()) and "CUS" not in given:
        given.append("CUS")
    return tuple(given)


def offered(knowledge: Knowledge, question: Question, answers: Answers) -> tuple[Choice, ...]:
    """The choices that fit the answers: of the purposes only those that some lever of the actors serves."""
    if question.id != "purpose":
        return question.choices
    levers = knowledge.levers_of(*actors_of(answers)) or knowledge.levers
    served = {support.purpose for lever in levers for support in lever.purposes}
    return tuple(choice for choice in question.choices if choice.id in served or choice.alone)


def in_order_for(knowledge: Knowledge, question: Question, answers: Answers) -> tuple[Choice, ...]:
    """The offered choices, those for the main actors first."""
    choices = offered(knowledge, question, answers)
    first: list[str] = []
    for actor in actors_of(answers) or ("SUP",):
        first += [choice for choice in question.first.get(actor, ()) if choice not in first]
    rank = {choice_id: place for place, choice_id in enumerate(first)}
    last = len(rank)
    return tuple(sorted(choices, key=lambda choice: rank.get(choice.id, last + choice.alone)))


def path(knowledge: Knowledge, consultation: Consultation) -> tuple[Question, ...]:
    """The questions now in play, in order: the fast ones, and the further ones when they are wanted."""
    return tuple(
        question
        for question in knowledge.questions
        if (question.path != "further" or consultation.further or question.id in consultation.answers)
        and applies(question.when, consultation.answers)
    )


def open_question(knowledge: Knowledge, consultation: Consultation) -> Question | None:
    """The question that is open: one opened again, else the first that is neither answered nor skipped."""
    if consultation.reopened in knowledge.question_by_id:
        return knowledge.question_by_id[consultation.reopened]
    done = {*consultation.answers, *consultation.skipped}
    return next((question for question in path(knowledge, consultation) if question.id not in done), None)


def before(knowledge: Knowledge, consultation: Consultation) -> Question | None:
    """The question that Back opens: the nearest answered or skipped one before the open one."""
    now = open_question(knowledge, consultation)
    asked = list(path(knowledge, consultation))
    done = {*consultation.answers, *consultation.skipped}
    earlier = asked[: asked.index(now)] if now in asked else asked
    return next((question for question in reversed(earlier) if question.id in done), None)


def progress(knowledge: Knowledge, consultation: Consultation, question: Question) -> tuple[int, int]:
    """(place of the question, number of questions in play)."""
    asked = path(knowledge, consultation)
    return (asked.index(question) + 1 if question in asked else len(asked), len(asked))


def valid(knowledge: Knowledge, question: Question, answers: Answers, values: Sequence[str]) -> tuple[str, ...]:
    """The values that may stand as an answer: offered, each once, an "alone" choice by itself."""
    if question.kind in ("date", "words"):
        return tuple(values[:1])
    by_id = {choice.id: choice for choice in offered(knowledge, question, answers)}
    known = [value for value in dict.fromkeys(values) if value in by_id]
    alone = [value for value in known if by_id[value].alone]
    if alone and len(known) > 1:
        known = [value for value in known if value not in alone]
    most = {"one": 1, "upto_two": 2}.get(question.kind, len(known))
    return tuple(known[:most])


def orphans(knowledge: Knowledge, answers: Answers) -> tuple[str, ...]:
    """Questions whose answers no longer hold: they no longer apply, or a choice is no longer offered."""
    return tuple(_orphans(knowledge, dict(answers)))


def _orphans(knowledge: Knowledge, left: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for question in knowledge.questions:
        given = left.get(question.id)
        if given is None:
            continue
        if not applies(question.when, left) or valid(knowledge, question, left, given) != given:
            del left[question.id]
            yield question.id
    yield from [name for name in left if name not in knowledge.question_by_id]


def proposed_answers(knowledge: Knowledge, proposed: Answers, answers: Answers) -> dict[str, tuple[str, ...]]:
    """What confirming "Here is what I understood" answers: all that was proposed and may be confirmed."""
    made = dict(answers)
    for question in knowledge.questions:
        if question.id not in proposed or question.id in made or question.confirmed:
            continue
        values = valid(knowledge, question, made, proposed[question.id])
        if values and applies(question.when, made):
            made[question.id] = values
    return {name: values for name, values in made.items() if name not in answers}
