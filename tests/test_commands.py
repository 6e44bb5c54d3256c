"""Steering by typing: every form in every language, and nothing that only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import FEW_WORDS, WITH_MORE, Command, Commands
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES

Forms = list[tuple[str, str, str]]
"""Language, command, form."""


@pytest.fixture(scope="module")
def commands(knowledge: Knowledge) -> Commands:
    """The commands of all languages."""
    return Commands(knowledge)


@pytest.fixture(scope="module")
def forms(knowledge: Knowledge) -> Forms:
    """Every form that stands in the texts."""
    return [
        (language, key.removeprefix("command."), form)
        for language, texts in knowledge.texts.items()
        for key, found in texts.words.items()
        if key.startswith("command.")
        for form in found
    ]


def test_every_language_has_every_command(forms: Forms):
    """The same names, each with a form at least."""
    names = {language: {name for where, name, _ in forms if where == language} for language in LANGUAGES}
    assert len(names["en"]) >= 27
    assert {frozenset(found) for found in names.values()} == {frozenset(names["en"])}
    assert names["en"] >= WITH_MORE


def test_every_form_of_every_language_is_its_command(commands: Commands, forms: Forms):
    """In any capitals, with spaces around it and a full stop behind it."""
    for language, name, form in forms:
        for typed in (form, form.upper(), form.title(), f"  {form} ", f"{form}." if form != "?" else form):
            assert commands.read(typed) == Command(name), (language, typed)


def test_accents_are_not_needed(commands: Commands):
    """Whoever types on another keyboard is understood."""
    assert commands.read("zuruck") == commands.read("zurück") == Command("back")
    assert commands.read("atras") == Command("back")
    assert commands.read("precedent") == Command("back")
    assert commands.read("no se") == Command("not_sure")
    assert commands.read("don’t know") == Command("not_sure")


@pytest.mark.parametrize("name", sorted(WITH_MORE))
def test_some_commands_take_words_of_their_own(commands: Commands, forms: Forms, name):
    """In every language; the words stay as they were typed."""
    more = " ".join(("SUP-A2", "Bitte")[: FEW_WORDS.get(name, 2)])
    for language, of, form in forms:
        if of == name and form != "?":
            assert commands.read(f"{form} {more}") == Command(name, more), (language, form)


def test_the_others_do_not(commands: Commands, forms: Forms):
    """A sentence that begins like a command is a sentence."""
    for _, name, form in forms:
        read = commands.read(f"{form} SUP-A2 bitte")
        assert read is None or read.name in WITH_MORE, form
        if name not in WITH_MORE and read is not None:
            assert len(form.split()) > 1, form


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("why", Command("why")),
        ("why not", Command("why_not")),
        ("why not SUP-A1", Command("why_not", "SUP-A1")),
        ("warum nicht SUP-A1", Command("why_not", "SUP-A1")),
        ("por qué no SUP-A1", Command("why_not", "SUP-A1")),
        ("pourquoi pas SUP-A1", Command("why_not", "SUP-A1")),
        ("helpful", Command("helpful")),
        ("not helpful", Command("not_helpful")),
        ("not sure", Command("not_sure")),
        ("remind me 2027-03-12 before the talks", Command("remind", "2027-03-12 before the talks")),
        ("remind 2027-03-12", Command("remind", "2027-03-12")),
        ("levers jv contract", Command("levers", "jv contract")),
        ("tried SUP-A2", Command("tried", "SUP-A2")),
        ("change 3", Command("change", "3")),
        ("?", Command("help")),
        (" ? ", Command("help")),
    ],
)
def test_the_longest_form_wins(commands: Commands, typed, command):
    """ "why not" is not "why" and two words."""
    assert commands.read(typed) == command


@pytest.mark.parametrize(
    "typed", ["", "   ", "!", "...", "why is that our business", "stop the dangerous work", "back to the supplier", "7"]
)
def test_what_is_no_command(commands: Commands, typed):
    """None: it is a reply, a note or a situation."""
    assert commands.read(typed) is None


@given(typed=st.text(max_size=60))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_nothing_typed_raises(commands: Commands, forms: Forms, typed):
    """And what is read is a command that exists."""
    read = commands.read(typed)
    assert read is None or read.name in {name for _, name, _ in forms}
