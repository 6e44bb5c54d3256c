"""`leverage flow`: the question flow, computed from the content."""


def test_the_outline_names_every_question_and_choice(run, knowledge):
    """Every question in order, with every choice."""
    lines = run("flow").out.splitlines()
    questions = [line.partition(" ")[0] for line in lines if not line.startswith(" ")]
    choices = [line.strip().removeprefix("- ").partition(":")[0] for line in lines if line.startswith("    - ")]
    assert questions == [question.id for question in knowledge.questions]
    assert choices == [choice.id for question in knowledge.questions for choice in question.choices]


def test_mermaid_draws_every_question(run, knowledge):
    """One box a question, from the situation to the result."""
    lines = run("flow", "--mermaid").out.splitlines()
    assert lines[0] == "flowchart TD"
    assert [q.id for q in knowledge.questions if not any(f' {q.id}["{q.id}: ' in line for line in lines)] == []
    assert lines[-1].endswith('result["result"]')


def test_the_flow_in_another_language(run, knowledge):
    """The words are those of the language asked for; the ids stay."""
    assert knowledge.texts["es"]("question.actor.ask") in run("flow", "--language", "es").out
