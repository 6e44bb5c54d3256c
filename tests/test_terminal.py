"""The terminal: wrapping, languages, what is echoed, how a session ends, and reading lines."""

import io
import sys
from collections.abc import Callable

import pytest

from bot.assistant import Assistant
from handlers.open import new_id, open_store, utc_now
from handlers.settings import read_settings
from handlers.terminal import (
    ENDINGS,
    PROMPT,
    Terminal,
    decoded,
    is_interactive,
    language_of,
    lines_from,
    wrapped,
)
from tests.commands.scenes import ALEX, FINISHED, TOLD


@pytest.fixture
def store(home):
    """An open, empty log."""
    with open_store(read_settings(), begins=True) as (opened, _said):
        yield opened


@pytest.fixture
def sit(adviser, store) -> Callable[..., tuple[Terminal, io.StringIO]]:
    """Sit down at a terminal; the terminal, and what it shows."""

    def sit(language="en", *, echo=True):
        out = io.StringIO()
        assistant = Assistant(adviser, store, now=utc_now, new_id=new_id)
        return Terminal(assistant, ALEX, language, out, echo=echo), out

    return sit


# ---- wrapping ----


def test_short_lines_stay_as_they_are():
    """Nothing is joined, nothing is lost: empty lines and indents stay."""
    text = "one\n\n  two\n\n\n    three  "
    assert wrapped(text, 20) == text


def test_long_lines_keep_their_indent():
    """What continues stands below what began."""
    assert wrapped("  one two three four", 12) == "  one two\n  three four"


def test_words_are_never_broken():
    """A link, an id or a German word stays whole, though it is wider than the terminal."""
    long = "Lieferkettensorgfaltspflichtengesetz SUP-A2 https://example.org/a-b-c/d"
    assert wrapped(long, 10).split() == long.split()


@pytest.mark.parametrize("width", [1, 2, 10, 40, 100])
def test_wrapping_loses_no_word(width, knowledge):
    """Every text of every language, at any width."""
    for words in knowledge.texts.values():
        text = words("chat.not_understood", text="x", commands="a, b, c")
        assert wrapped(text, width).split() == text.split()


@pytest.mark.parametrize(("columns", "widest"), [("40", 40), ("300", 100)])
def test_the_width_is_the_terminals_up_to_a_hundred(sit, monkeypatch, columns, widest):
    """Narrow windows are respected; wide ones are not filled: long lines read badly."""
    monkeypatch.setenv("COLUMNS", columns)
    terminal, out = sit()
    terminal.greet()
    longest = max(len(line) for line in out.getvalue().splitlines())
    assert widest - 15 < longest <= widest


# ---- languages ----


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ("de_DE.UTF-8", "de"),
        ("es", "es"),
        ("fr_CA.ISO8859-1", "fr"),
        ("en_GB", "en"),
        ("pt_BR.UTF-8", "en"),
        ("C", "en"),
        ("POSIX", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_the_environment(environment, language):
    """LANG names the language; where it is none of ours, English."""
    assert language_of(environment) == language


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_the_terminal_speaks_the_language(sit, knowledge, language):
    """From the first card on."""
    terminal, out = sit(language)
    terminal.greet()
    assert knowledge.texts[language]("chat.tell") in out.getvalue()


# ---- echo ----


def test_what_is_piped_in_is_echoed(sit):
    """So that a transcript reads like a conversation."""
    terminal, out = sit(echo=True)
    terminal.hear("help")
    assert out.getvalue().startswith(f"{PROMPT}help\n\n")


def test_what_is_typed_is_not_echoed(sit):
    """A person at a prompt sees already what they typed."""
    terminal, out = sit(echo=False)
    terminal.hear("help")
    assert PROMPT not in out.getvalue()


def test_every_answer_ends_with_an_empty_line(sit):
    """Answers stand apart."""
    terminal, out = sit()
    for line in FINISHED:
        terminal.hear(line)
        assert out.getvalue().endswith("\n\n")


def test_what_was_shown_waits_no_longer(sit, store):
    """An answer is marked as sent once it is shown."""
    terminal, _ = sit()
    for line in FINISHED[:3]:
        terminal.hear(line)
    assert store.waiting() == ()


# ---- endings ----


@pytest.mark.parametrize("ending", [*ENDINGS, " Quit ", "EXIT"])
def test_an_ending_stops_what_is_open_first(sit, store, ending):
    """While something is open the word stops it; then it ends the session."""
    terminal, out = sit()
    terminal.hear(TOLD)
    assert not terminal.ends(ending)
    terminal.hear(ending)
    assert store.of_person(ALEX)[0].state == "stopped"
    assert 'type "resume" to go on' in out.getvalue()
    assert terminal.ends(ending)


@pytest.mark.parametrize("text", ["", "stop it", "goodbye", "new"])
def test_other_words_end_nothing(sit, text):
    """Only a word that ends, alone on its line."""
    terminal, _ = sit()
    assert not terminal.ends(text)


def test_the_end_of_input_stops_what_is_open(sit, store):
    """A closed window loses nothing: it can be resumed."""
    terminal, _ = sit()
    terminal.hear(TOLD)
    terminal.leave()
    assert store.of_person(ALEX)[0].state == "stopped"
    again, out = sit()
    again.hear("resume")
    assert "We go on where you stopped" in out.getvalue()


def test_the_end_of_input_says_nothing_where_nothing_is_open(sit):
    """After a result, or before a first word."""
    terminal, out = sit()
    terminal.leave()
    assert out.getvalue() == ""


# ---- lines ----


def test_lines_are_read_to_the_end():
    """Each without its end; the last one needs none; an empty line is a line."""
    assert list(lines_from(io.StringIO("one\n\n two \nthree"), interactive=False)) == ["one", "", " two ", "three"]


class Interrupted(io.StringIO):
    """A stream at which somebody presses Ctrl-C after its last line."""

    def readline(self, size=-1):
        """The next line."""
        line = super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_ends_like_the_end_of_input():
    """What was said before counts."""
    assert list(lines_from(Interrupted("one\n"), interactive=False)) == ["one"]


def test_a_prompt_stands_before_what_is_typed(monkeypatch, capsys):
    """At a terminal each line is asked for; Ctrl-D ends."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\ntwo\n"))
    assert list(lines_from(sys.stdin, interactive=True)) == ["one", "two"]
    assert capsys.readouterr().out == PROMPT * 3


def test_bytes_that_are_no_utf_8_are_replaced():
    """Whatever the locale, and whatever is piped in."""
    stream = io.TextIOWrapper(io.BytesIO("é".encode() + b"\xff\n"), encoding="ascii")
    assert list(lines_from(decoded(stream), interactive=False)) == ["é\ufffd"]


def test_a_stream_of_text_needs_no_decoding():
    """What is text already stays as it is."""
    stream = io.StringIO("é")
    assert decoded(stream) is stream


class Screen(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self):
        """It is."""
        return True


@pytest.mark.parametrize(
    ("typed", "shown", "kind", "interactive"),
    [
        (Screen, Screen, "xterm", True),
        (Screen, Screen, "dumb", False),
        (io.StringIO, Screen, "xterm", False),
        (Screen, io.StringIO, "xterm", False),
    ],
)
def test_a_prompt_is_for_a_person_at_both_ends(monkeypatch, typed, shown, kind, interactive):
    """Piped in or piped out, or in an editor's window, there is no prompt."""
    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr(sys, "stdin", typed())
    monkeypatch.setattr(sys, "stdout", shown())
    assert is_interactive() is interactive
