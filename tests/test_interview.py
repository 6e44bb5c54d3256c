"""Which question is open, what it offers, and what an answer changes."""

import random
from dataclasses import replace

import pytest

from bot import interview
from bot.consultation import Consultation
from bot.views.flow import mermaid
from knowledge import Knowledge
from knowledge.schema.interview import Condition
from tests.situations import MANY

WALKS = 40 + 20 * MANY
FAST = ("safety", "actor", "connection", "purpose", "moment", "position")
INVESTEE = ("holding", "level", "trigger", "elements", "progress")


def answered(**answers: str | tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Answers, one choice each unless several are given."""
    return {q: (values,) if isinstance(values, str) else values for q, values in answers.items()}


def ids(questions) -> list[str]:
    """The ids of questions or choices."""
    return [question.id for question in questions]


def test_the_flow_is_drawn_from_the_questions(knowledge: Knowledge):
    """A box each, in order, from the situation to the result; a question that is not always asked says when."""
    lines = mermaid(knowledge, knowledge.texts["en"]).splitlines()
    assert lines[0] == "flowchart TD" and lines[-1].endswith('--> result["result"]')
    boxes = [line.partition("[")[0].split()[-1] for line in lines[2:-1]]
    assert boxes == [question.id for question in knowledge.questions]
    asked_when = [line for line, question in zip(lines[2:-1], knowledge.questions, strict=True) if question.when]
    assert asked_when and all('-- "' in line and '" -->' in line for line in asked_when)


@pytest.mark.parametrize(
    ("condition", "answers", "held"),
    [
        (Condition(question="actor", any=("SUP", "JV")), answered(actor="JV"), True),
        (Condition(question="actor", any=("SUP", "JV")), answered(actor=("CUS", "SUP")), True),
        (Condition(question="actor", any=("SUP", "JV")), answered(actor="CUS"), False),
        (Condition(question="actor", any=("SUP", "JV")), {}, False),
        (Condition(question="contact", without=("no",)), {}, True),
        (Condition(question="contact", without=("no",)), answered(contact="no"), False),
        (Condition(question="contact", without=("no",)), answered(contact="unclear"), True),
        (Condition(question="actor", any=("SUP",), without=("OWN",)), answered(actor=("SUP", "OWN")), False),
        (Condition(question="actor"), {}, True),
    ],
)
def test_a_condition_holds(condition, answers, held):
    """`any` wants an answer; `without` is content with an open question."""
    assert interview.holds(condition, answers) == held
    assert interview.applies([condition, Condition(question="safety")], answers) == held


@pytest.mark.parametrize(
    ("ticked", "counts"),
    [
        ((), "unclear"),
        (("linkage", "cause"), "cause"),
        (("linkage", "contribute"), "contribute"),
        (("linkage",), "linkage"),
        (("unclear",), "unclear"),
        (("none",), "none"),
    ],
)
def test_the_strictest_connection_decides(ticked, counts):
    """Whatever else is ticked; nothing ticked is unclear, never none."""
    assert interview.connection_of({"connection": ticked} if ticked else {}) == counts


@pytest.mark.parametrize(
    ("answers", "route"),
    [
        (answered(actor="OWN"), "own_operations"),
        (answered(actor=("OWN", "SUP")), "leverage"),
        (answered(actor="INV"), "investee"),
        (answered(actor=("INV", "CUS")), "investee"),
        (answered(actor=("CUS", "INV")), "leverage"),
        (answered(actor="INV", connection="none"), "no_link"),
        (answered(actor="SUP", connection="none"), "no_link"),
        (answered(actor="SUP", connection="linkage"), "leverage"),
        (answered(actor="unclear"), "leverage"),
        ({}, "leverage"),
    ],
)
def test_where_the_answers_lead(answers, route):
    """Our own company, no link, an investment; everything else is leverage."""
    assert interview.route_of(answers) == route


@pytest.mark.parametrize(
    ("answers", "actors"),
    [
        ({}, ()),
        (answered(actor="unclear"), ()),
        (answered(actor=("GOV", "OWN", "SUP")), ("GOV", "SUP")),
        (answered(actor="INV"), ()),
        (answered(actor="INV", holding="shares"), ()),
        (answered(actor="INV", holding="loan"), ("CUS",)),
        (answered(actor=("INV", "SUP"), holding="loan"), ("SUP", "CUS")),
        (answered(actor=("CUS", "INV"), holding="loan"), ("CUS",)),
        (answered(actor="SUP", holding="loan"), ("SUP",)),
    ],
)
def test_actors_that_have_levers(answers, actors):
    """The main one first; a borrower is a customer too."""
    assert interview.actors_of(answers) == actors


def test_only_purposes_that_a_lever_serves_are_offered(knowledge: Knowledge):
    """For one actor fewer than for all; every other question offers all its choices."""
    purpose, moment = knowledge.question_by_id["purpose"], knowledge.question_by_id["moment"]
    for actor in ("SUP", "JV", "CUS", "GOV"):
        offered = ids(interview.offered(knowledge, purpose, answered(actor=actor)))
        served = {s.purpose for lever in knowledge.levers_of(actor) for s in lever.purposes}
        assert set(offered) == served | {"unclear"}
        assert len(offered) < 17
    assert len(interview.offered(knowledge, purpose, {})) == 17
    assert interview.offered(knowledge, moment, answered(actor="SUP")) == moment.choices


@pytest.mark.parametrize("actor", ["SUP", "JV", "CUS", "GOV"])
@pytest.mark.parametrize("question", ["purpose", "moment"])
def test_the_best_choices_of_an_actor_come_first(knowledge: Knowledge, actor, question):
    """In the order the content gives; "not sure" last; none is lost."""
    asked = knowledge.question_by_id[question]
    shown = ids(interview.in_order_for(knowledge, asked, answered(actor=actor)))
    first = [c for c in asked.first[actor] if c in shown]
    assert shown[: len(first)] == first
    assert len(first) == interview.SHOWN_AT_FIRST
    assert shown[-1] == "unclear"
    assert sorted(shown) == sorted(ids(interview.offered(knowledge, asked, answered(actor=actor))))


def test_without_an_actor_the_suppliers_choices_come_first(knowledge: Knowledge):
    """Two actors: the main one's, then the other's, none twice."""
    purpose = knowledge.question_by_id["purpose"]
    assert ids(interview.in_order_for(knowledge, purpose, {}))[:6] == list(purpose.first["SUP"])
    both = ids(interview.in_order_for(knowledge, purpose, answered(actor=("GOV", "SUP"))))
    assert both[:6] == list(purpose.first["GOV"])
    assert len(both) == len(set(both))
    contact = knowledge.question_by_id["contact"]
    assert interview.in_order_for(knowledge, contact, answered(actor="SUP")) == contact.choices


def test_the_first_questions_come_in_this_order(knowledge: Knowledge):
    """Safety, facts, responsibility, leverage; before the actor is known only what needs no actor."""
    assert ids(interview.path(knowledge, Consultation())) == ["safety", "actor"]
    supplier = Consultation(answers=answered(actor="SUP"))
    assert ids(interview.path(knowledge, supplier)) == list(FAST)
    investor = Consultation(answers=answered(actor="INV"))
    assert tuple(ids(interview.path(knowledge, investor))) == (*FAST[:3], *INVESTEE, "target_date")
    own = Consultation(answers=answered(actor="OWN"))
    assert ids(interview.path(knowledge, own)) == ["safety", "actor"]


def test_without_a_connection_no_lever_is_asked_about(knowledge: Knowledge):
    """Nothing about purpose, moment or holdings."""
    none = Consultation(answers=answered(actor=("SUP", "INV"), connection="none"))
    assert ids(interview.path(knowledge, none)) == ["safety", "actor", "connection"]


def test_further_questions_are_asked_on_wish(knowledge: Knowledge):
    """Or when they are answered already, so that they can be changed."""
    answers = answered(actor="SUP", status="happening")
    few = ids(interview.path(knowledge, Consultation(answers=answers)))
    assert few == [*FAST, "status"]
    many = ids(interview.path(knowledge, Consultation(answers=answers, further=True)))
    assert {"contact", "distance", "checked", "remedy", "allies", "alias"} <= set(many)
    assert "when" not in many
    assert "crucial" not in many


def test_the_open_question_is_the_first_that_is_not_done(knowledge: Knowledge):
    """Skipped ones are done; None when all are."""
    opened = interview.open_question
    assert opened(knowledge, Consultation()).id == "safety"
    assert opened(knowledge, Consultation(skipped=("safety",))).id == "actor"
    assert opened(knowledge, Consultation(answers=answered(actor="SUP"))).id == "safety"
    done = dict.fromkeys(FAST, ("unclear",))
    assert opened(knowledge, Consultation(answers=done)) is None
    assert opened(knowledge, Consultation(answers=done, further=True)).id == "contact"


def test_a_question_opened_again_is_open(knowledge: Knowledge):
    """Whatever else is; one that the content no longer has is not."""
    again = Consultation(answers=answered(safety="none"), reopened="safety")
    assert interview.open_question(knowledge, again).id == "safety"
    gone = replace(again, reopened="colour")
    assert interview.open_question(knowledge, gone).id == "actor"


def test_back_opens_the_nearest_question_that_was_done(knowledge: Knowledge):
    """Answered or skipped; at the first question there is none, at the end it is the last."""
    before = interview.before
    assert before(knowledge, Consultation()) is None
    assert before(knowledge, Consultation(answers=answered(safety="none"))).id == "safety"
    assert before(knowledge, Consultation(answers=answered(actor="SUP"), skipped=("safety",))).id == "actor"
    done = Consultation(answers=dict.fromkeys(FAST, ("unclear",)))
    assert before(knowledge, done).id == "position"
    assert before(knowledge, replace(done, reopened="connection")).id == "actor"
    assert before(knowledge, replace(done, reopened="safety")) is None


def test_progress_counts_the_questions_in_play(knowledge: Knowledge):
    """A question that is not among them stands at the end."""
    supplier = Consultation(answers=answered(actor="SUP"))
    question = knowledge.question_by_id
    assert interview.progress(knowledge, supplier, question["safety"]) == (1, 6)
    assert interview.progress(knowledge, supplier, question["position"]) == (6, 6)
    assert interview.progress(knowledge, supplier, question["holding"]) == (6, 6)


@pytest.mark.parametrize(
    ("question", "values", "stands"),
    [
        ("safety", ("danger", "child"), ("danger", "child")),
        ("safety", ("child", "danger", "child"), ("child", "danger")),
        ("safety", ("none", "child"), ("child",)),
        ("safety", ("none", "unclear"), ()),
        ("safety", ("none",), ("none",)),
        ("safety", ("fire",), ()),
        ("contact", ("yes", "no"), ("yes",)),
        ("purpose", ("facts", "terms", "ability"), ("facts", "terms")),
        ("purpose", ("go_around",), ()),
        ("when", ("2027-03-12", "2027-03-13"), ("2027-03-12",)),
        ("country", ("Chad",), ("Chad",)),
        ("country", (), ()),
    ],
)
def test_what_may_stand_as_an_answer(knowledge: Knowledge, question, values, stands):
    """Offered choices, each once, "none" and "not sure" by themselves, no more than the question takes."""
    asked = knowledge.question_by_id[question]
    assert interview.valid(knowledge, asked, answered(actor="SUP"), values) == stands


def test_answers_that_no_longer_hold(knowledge: Knowledge):
    """Their question no longer applies, directly or by another's fall, or the choice is no longer offered."""
    answers = answered(
        actor="OWN", connection="linkage", purpose="facts", moment="MOM-01", when="2027-03-12", status="ended"
    )
    assert interview.orphans(knowledge, answers) == ("connection", "purpose", "moment", "when")
    assert interview.orphans(knowledge, answered(actor="SUP", purpose=("go_around", "facts"))) == ("purpose",)
    assert interview.orphans(knowledge, answered(actor="SUP", colour="red")) == ("colour",)
    assert interview.orphans(knowledge, answered(actor="SUP", purpose="facts")) == ()
    assert interview.orphans(knowledge, {}) == ()


def test_confirming_answers_what_was_understood(knowledge: Knowledge):
    """Not the connection, not what is answered, nothing that does not apply or is not offered."""
    proposed = answered(
        safety="child",
        actor="SUP",
        connection="linkage",
        purpose=("facts", "go_around"),
        holding="shares",
        moment="MOM-99",
    )
    made = interview.proposed_answers(knowledge, proposed, {})
    assert made == answered(safety="child", actor="SUP", purpose="facts")
    assert interview.proposed_answers(knowledge, proposed, answered(actor="OWN", safety="none")) == {}


def test_every_walk_through_the_questions_ends(knowledge: Knowledge):
    """Random answers, skips and changes: no question comes twice by itself, and nothing orphaned is left."""
    for seed in range(WALKS):
        draw = random.Random(seed)
        now = Consultation(further=draw.random() < 0.5)
        asked = []
        while (question := interview.open_question(knowledge, now)) is not None:
            asked.append(question.id)
            assert len(asked) <= 2 * len(knowledge.questions)
            now = replace(now, reopened="")
            if draw.random() < 0.2:
                left = {q: v for q, v in now.answers.items() if q != question.id}
                now = replace(now, answers=left, skipped=(*now.skipped, question.id))
            else:
                now = _with_answer(knowledge, now, question, draw)
            dropped = set(interview.orphans(knowledge, now.answers))
            now = replace(now, answers={q: v for q, v in now.answers.items() if q not in dropped})
            assert interview.orphans(knowledge, now.answers) == ()
            if len(asked) == 8 and now.answers:
                now = replace(now, reopened=draw.choice(list(now.answers)))
        for name, values in now.answers.items():
            held = knowledge.question_by_id[name]
            assert interview.applies(held.when, now.answers)
            assert interview.valid(knowledge, held, now.answers, values) == values


def _with_answer(knowledge: Knowledge, now: Consultation, question, draw: random.Random) -> Consultation:
    choices = ids(interview.in_order_for(knowledge, question, now.answers)) or ["2027-03-12"]
    some = draw.sample(choices, draw.randint(1, min(3, len(choices))))
    values = interview.valid(knowledge, question, now.answers, some) or (choices[-1],)
    return replace(now, answers={**now.answers, question.id: values})
