"""The question flow as an outline and as Mermaid: computed from the questions, so it can't go stale."""

from collections.abc import Iterable

from knowledge import Knowledge
from knowledge.schema.interview import Condition, Question
from knowledge.texts import Texts


def outline(knowledge: Knowledge, words: Texts) -> str:
    """Every question in order, with its choices and when it is asked."""
    return "\n".join(line for question in knowledge.questions for line in _outlined(question, words))


def _outlined(question: Question, words: Texts) -> Iterable[str]:
    yield f"{question.id} ({question.path}, {question.kind}): {words(f'question.{question.id}.ask')}"
    if question.when:
        yield f"    asked when {' and '.join(_said(condition) for condition in question.when)}"
    for choice in question.choices:
        yield f"    - {choice.id}: {words(f'choice.{question.id}.{choice.id}')}"
    yield f"    source: {question.source}"


def _said(condition: Condition) -> str:
    parts = []
    if condition.any:
        parts.append(f"{condition.question} is {' or '.join(condition.any)}")
    if condition.without:
        parts.append(f"{condition.question} is not {' or '.join(condition.without)}")
    return " and ".join(parts)


def mermaid(knowledge: Knowledge, words: Texts) -> str:
    """A Mermaid flowchart: a box a question, the condition on the arrow into it."""
    lines = ["flowchart TD", '    situation["situation, in your own words"] --> understood["what I understood"]']
    previous = "understood"
    for question in knowledge.questions:
        label = words(f"question.{question.id}.ask").replace('"', "'")
        condition = "; ".join(_said(c) for c in question.when).replace('"', "'")
        arrow = f'-- "{condition}" -->' if condition else "-->"
        lines.append(f'    {previous} {arrow} {question.id}["{question.id}: {label}"]')
        previous = question.id
    lines.append(f'    {previous} --> result["result"]')
    return "\n".join(lines)
