"""Random answers that hang together: for tests that must hold whatever is answered."""

import random

from bot import interview
from bot.consultation import Answers
from knowledge import Knowledge
from tests.sampling import times

MANY = times(1, 1)
"""How often a random test is repeated, beyond its small sample."""


def random_answers(knowledge: Knowledge, seed: int) -> Answers:
    """Answers to the actor question and to about half of the others that then apply, the same for a seed each time."""
    draw = random.Random(seed)
    answers: dict[str, tuple[str, ...]] = {}
    for question in knowledge.questions:
        wanted = question.id == "actor" or draw.random() < 0.6
        if not wanted or not question.choices or not interview.applies(question.when, answers):
            continue
        choices = [choice.id for choice in interview.offered(knowledge, question, answers)]
        some = draw.sample(choices, draw.choice([1, 1, 2, 3]))
        if values := interview.valid(knowledge, question, answers, some):
            answers[question.id] = values
    return answers
