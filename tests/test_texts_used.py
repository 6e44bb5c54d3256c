"""Every text is one that code shows: a key that nothing looks up is a sentence that nobody reads, in four languages."""

import ast
from functools import cache
from pathlib import Path

import pytest

import bot
import handlers
import knowledge as content
from bot.review.report.tables import STAGES
from bot.views.report import LEVERS
from knowledge import Knowledge

MADE_UP = (
    *(
        "brief.n",
        "brief.q",
        "button.",
        "caution.",
        "chat.state_",
        "choice.",
        "clocks.",
        "clocks.field.",
        "clocks.filter_",
    ),
    *("clocks.order.", "command.", "exit.", "export.", "export.reached_", "export.review.a_", "filling.group."),
    *("filling.label.", "filling.lacking.", "filling.sure.", "first.", "followup.", "followup.advise_"),
    *("followup.left_", "followup.people_", "gate."),
    *("investee.leaving_", "investee.rights_", "keeping.mine.", "keeping.role.", "learning.", "question."),
    *("reason.purpose_", "report.row.", "report.table.", "report.within.", "review.act.", "review.age."),
    *("review.badge.", "review.choice.", "review.field.", "review.happened.", "review.hint.", "review.quick."),
    *("review.route.", "review.status.", "route.", "rule.", "saved.", "say.", "slack.", "slack.command_"),
    *(
        "slack.usage_",
        "teams.command_",
        "teams.missing_",
        "trace.",
        "urgent.",
        "word.actor.",
        "word.category.",
        "word.mode.",
        "word.safety.",
    ),
)
"""How keys begin that are put together of this and names: of acts, events, questions, choices, rules."""
ENDINGS = ("_hint", "_form")
"""What may follow a name."""


@cache
def named_in_code() -> frozenset[str]:
    """Every string that stands in the code."""
    folders = [Path(package.__path__[0]) for package in (bot, handlers, content)]
    trees = [ast.parse(path.read_text()) for folder in folders for path in folder.rglob("*.py")]
    found = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(value for value in found if isinstance(value, str))


def named_in_content(knowledge: Knowledge) -> set[str]:
    """The names that the content gives: what a key may be put together of."""
    choices = {choice.id for question in knowledge.questions for choice in question.choices}
    named = (knowledge.questions, knowledge.rules, knowledge.gates, knowledge.cautions, knowledge.routes)
    ids = {one.id for group in named for one in group}
    stages = {f"{LEVERS}{stage}" for stage in STAGES}
    return choices | ids | stages | {str(number) for number in range(1, 4)}


def is_shown(key: str, names: set[str]) -> bool:
    """Whether code names the key, or puts it together of names that it or the content has."""
    if key in named_in_code():
        return True
    rests = [key.removeprefix(prefix) for prefix in MADE_UP if key.startswith(prefix)]
    return any(rest in names or all(_is_named(part, names) for part in rest.split(".")) for rest in rests)


def _is_named(part: str, names: set[str]) -> bool:
    return part in names or any(part.removesuffix(ending) in names for ending in ENDINGS if part.endswith(ending))


def test_every_text_is_shown(knowledge: Knowledge):
    """Somewhere in the code."""
    names = named_in_content(knowledge) | named_in_code()
    assert [key for key in knowledge.texts["en"].words if not is_shown(key, names)] == []


@pytest.mark.parametrize("prefix", MADE_UP)
def test_every_beginning_is_one_of_the_code(knowledge: Knowledge, prefix):
    """Keys are put together with it, and it is needed."""
    assert any(said.startswith(prefix) or said.endswith(prefix) for said in named_in_code())
    keys = [key for key in knowledge.texts["en"].words if key.startswith(prefix)]
    assert [key for key in keys if key not in named_in_code()]
