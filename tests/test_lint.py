"""Every example of the content holds, and one that does not is named with what to do."""

from dataclasses import replace

import pytest

from bot.lint import lint
from knowledge import Knowledge
from knowledge.schema.entry import Language
from knowledge.schema.interview import Condition
from knowledge.schema.rules import Example, Rule
from knowledge.schema.vocabulary import Alias, Phrase
from knowledge.texts import Texts


@pytest.fixture(scope="module")
def empty(knowledge: Knowledge) -> Knowledge:
    """The content without vocabulary and rules: nothing to find fault with."""
    return replace(knowledge, phrases=(), aliases=(), rules=())


def phrase(**changes) -> Phrase:
    """A phrase whose examples hold, unless changed."""
    whole = {
        "id": "papers",
        "means": {"safety": ("forced",)},
        "says": {"en": ("keep passports",), "de": ("pässe",)},
        "unless": {"en": ("library",)},
        "yes": ("They keep passports", "Pässe"),
        "no": ("They keep time", "They keep passports in the library"),
    }
    return Phrase(**{**whole, **changes})


def alias(**changes) -> Alias:
    """An alias whose examples hold, unless changed."""
    whole = {
        "id": "jv",
        "means": ("JV",),
        "says": {"en": ("joint venture*",)},
        "yes": ("Joint Ventures",),
        "no": ("jury",),
    }
    return Alias(**{**whole, **changes})


def rule(**changes) -> Rule:
    """A rule whose examples hold, unless changed."""
    whole = {
        "id": "weak",
        "when": (Condition(question="position", any=("weak",)),),
        "up": {"SUP-C1": "normal"},
        "source": "our reading",
        "fires": (Example(answers={"position": ("weak",)}),),
        "rests": (Example(answers={"position": ("strong",)}), Example(answers={})),
    }
    return Rule(**{**whole, **changes})


def with_text(knowledge: Knowledge, language: Language, key: str, value: str | tuple[str, ...]) -> Knowledge:
    """The content with one text changed."""
    texts = knowledge.texts[language]
    changed = Texts(language, {**texts.words, key: value}, reviewed=texts.reviewed)
    return replace(knowledge, texts={**knowledge.texts, language: changed})


def test_the_content_is_clean(knowledge: Knowledge):
    """All examples of phrases, aliases and rules hold, and lists are as long in every language."""
    assert lint(knowledge) == ()


def test_examples_that_hold(empty: Knowledge):
    """Nothing is said of them; nothing is said of nothing."""
    assert lint(empty) == ()
    assert lint(replace(empty, phrases=(phrase(),), aliases=(alias(),), rules=(rule(),))) == ()


FAULTS = [
    (
        {"phrases": (phrase(yes=("They hide passports",)),)},
        "phrase papers: does not match its yes 'They hide passports'. Widen `says` or mend the example.",
    ),
    (
        {"phrases": (phrase(yes=("They keep passports in a library",)),)},
        "phrase papers: does not match its yes 'They keep passports in a library'. Widen `says` or mend the example.",
    ),
    (
        {"phrases": (phrase(no=("Who will keep passports?",)),)},
        "phrase papers: matches its no example 'Who will keep passports?'. Narrow `says` or add `unless`.",
    ),
    (
        {"aliases": (alias(yes=("venture joint",)),)},
        "alias jv: does not match 'venture joint'. Widen `says` or mend the example.",
    ),
    (
        {"aliases": (alias(no=("a joint venture",)),)},
        "alias jv: matches 'a joint venture'. Narrow `says`.",
    ),
    (
        {"rules": (rule(fires=(Example(answers={"position": ("strong",)}),)),)},
        "rule weak: does not fire under {'position': ('strong',)}. Mend `when` or the example.",
    ),
    (
        {"rules": (rule(rests=(Example(answers={"position": ("weak",)}),)),)},
        "rule weak: fires under {'position': ('weak',)} where it must rest. Mend `when` or the example.",
    ),
]


@pytest.mark.parametrize(("changed", "fault"), FAULTS, ids=[row[1][:45] for row in FAULTS])
def test_an_example_that_does_not_hold_is_named(empty: Knowledge, changed, fault):
    """The entry, the example and what to do: one line each."""
    assert lint(replace(empty, **changed)) == (fault,)


def test_every_fault_is_named(empty: Knowledge):
    """Not only the first, and of all kinds at once."""
    both = (phrase(yes=("a", "b"), no=("keep passports",)),)
    assert len(lint(replace(empty, phrases=both, aliases=(alias(yes=("c",)),)))) == 4


@pytest.mark.parametrize("value", ["One line only.", ("One line.",), ("One.", "Two.", "Three.", "Four.")])
def test_lists_are_as_long_in_every_language(empty: Knowledge, value):
    """A translation with another number of lines is named."""
    lines = len(empty.texts["en"].lines("say.refuse"))
    assert lint(with_text(empty, "de", "say.refuse", value)) == (
        f"texts/de.toml: say.refuse needs {lines} lines, as in English.",
    )


def test_commands_have_as_many_forms_as_a_language_needs(empty: Knowledge):
    """The number of forms is free; so is the wording of single lines."""
    assert lint(with_text(empty, "fr", "command.back", ("retour",))) == ()
    assert lint(with_text(empty, "fr", "result.title", "Autre chose")) == ()
