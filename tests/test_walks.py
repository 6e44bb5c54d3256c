"""Properties of the whole dialogue on random walks: a sample here, LEVERAGE_LONG times 500 in the slow checks."""

from collections import Counter

import pytest

from bot import interview
from bot.advice import Adviser
from bot.commands import Commands
from bot.consultation import Consultation
from tests.sampling import times
from tests.walks import SITUATIONS, begun, turn, walk

WALKS = times(400, 500)
PARTS = 20
"""Walks are split so that they run on all cores."""


@pytest.fixture(scope="module")
def commands(adviser: Adviser) -> Commands:
    """The typed commands."""
    return Commands(adviser.knowledge)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_walk_ends_and_none_raises(adviser: Adviser, commands: Commands, part: int) -> None:
    """Whatever is typed, a walk reaches a result, and no answer is ever left without its question."""
    for seed in range(part, WALKS, PARTS):
        scene = None
        for scene, _step in walk(adviser, commands, seed):
            answers = scene.consultation.answers
            assert interview.orphans(adviser.knowledge, answers) == (), (seed, answers)
        assert scene is not None
        assert scene.consultation.shown, seed


def test_every_turn_says_something(adviser: Adviser, commands: Commands) -> None:
    """No turn is answered with silence."""
    for seed in range(60):
        for scene, step in walk(adviser, commands, seed):
            assert step.cards or scene.consultation.state == "stopped", seed


def test_back_undoes(adviser: Adviser, commands: Commands) -> None:
    """Back opens the question before with its answer; keep goes on exactly where one was."""
    scene = begun(adviser, commands, "en")
    for said in (SITUATIONS[0], "yes", "linkage", "facts", "nothing"):
        scene, _ = turn(scene, said)
    before = scene.consultation
    there, _ = turn(scene, "back")
    assert there.consultation.reopened
    again, _ = turn(there, "keep")
    assert (again.consultation.answers, again.consultation.skipped) == (before.answers, before.skipped)
    assert interview.open_question(adviser.knowledge, again.consultation) == interview.open_question(
        adviser.knowledge, before
    )


def test_the_same_answers_give_the_same_advice(adviser: Adviser, commands: Commands) -> None:
    """Two walks to the same answers, whatever lies between, end in the same advice."""
    scene, _ = turn(begun(adviser, commands, "en"), SITUATIONS[1])
    detour, _ = turn(begun(adviser, commands, "en"), SITUATIONS[1])
    for said in ("yes", "linkage", "motive", "nothing", "weak"):
        scene, _ = turn(scene, said)
    for said in ("yes", "why", "contribute", "back", "linkage", "blah", "terms", "back", "motive", "nothing", "weak"):
        detour, _ = turn(detour, said)
    straight, round_about = scene.consultation, detour.consultation
    assert straight.answers == round_about.answers
    assert adviser.advise(straight) == adviser.advise(round_about)


def test_the_walks_reach_every_question_choice_and_route(adviser: Adviser, commands: Commands) -> None:
    """Generated answers reach every question, every choice, every rule and every route that advises."""
    reached: Counter[str] = Counter()
    for answers in _every_choice(adviser):
        advice = adviser.advise(Consultation(situation=SITUATIONS[0], answers=answers, confirmed=True))
        reached.update({f"route {advice.route}": 1})
        reached.update(f"{q} {v}" for q, values in answers.items() for v in values)
        reached.update(f"rule {reason.rule}" for ranked in advice.levers for reason in ranked.reasons)
    knowledge = adviser.knowledge
    wanted = {f"{q.id} {choice.id}" for q in knowledge.questions for choice in q.choices}
    wanted |= {f"rule {rule.id}" for rule in knowledge.rules if rule.up}
    wanted |= {f"route {route.id}" for route in knowledge.routes if route.advises}
    assert wanted <= set(reached), sorted(wanted - set(reached))


def _every_choice(adviser: Adviser) -> list[dict[str, tuple[str, ...]]]:
    """For every actor and every choice of every question, answers that make the question apply and choose it."""
    knowledge = adviser.knowledge
    made: list[dict[str, tuple[str, ...]]] = []
    for actor in ("SUP", "JV", "CUS", "GOV", "INV", "OWN", "unclear"):
        for question in knowledge.questions:
            for choice in question.choices:
                answers: dict[str, tuple[str, ...]] = {"actor": (actor,), "connection": ("linkage",)}
                for condition in question.when:
                    if condition.any and condition.question != "actor":
                        answers[condition.question] = condition.any[:1]
                answers[question.id] = (choice.id,)
                if not interview.orphans(knowledge, answers):
                    made.append(answers)
                made.append({**answers, "connection": ("none",)} if question.id == "actor" else answers)
                if choice.id == "contribute":
                    made.append(dict(answers))
    return made
