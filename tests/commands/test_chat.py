"""`leverage chat`: a conversation over a pipe or at a prompt, kept in the log."""

import io
import os
import pty
import subprocess
import sys
import unicodedata

import pytest

from handlers.settings import read_settings
from handlers.terminal import decoded, lines_from
from tests.commands.scenes import CANARY, FINISHED, ROOT, TOLD, consult, leverage

KEY_MADE = "A new key was made: "


def replies(out: str) -> str:
    """What was shown, without the echo of what was typed."""
    return "\n".join(line for line in out.splitlines() if not line.startswith("you  "))


def test_a_conversation_can_be_piped_in(home):
    """Answers come one a line; the whole conversation reads well in a file, and is in the log after."""
    done = leverage("chat", given="\n".join(FINISHED).encode())
    assert done.status == 0
    assert done.out.count("you  ") == len(FINISHED)
    assert "Levers, best first" in done.out
    assert done.only_line.startswith(KEY_MADE)
    assert leverage("verify").out == "Whole: 1 consultations.\n"


def test_the_key_is_made_once_and_said_so(run, piped):
    """The first conversation makes the key and says where; the next one does not."""
    piped("")
    first = run("chat")
    assert first.only_line == (
        f"{KEY_MADE}{read_settings().key_file} (only you can read it). Back it up: without it the log can't be read."
    )
    piped("")
    assert run("chat").err == ""


def test_the_end_of_input_stops_what_is_open(run, piped):
    """What is open at the end is stopped, said so, and can be resumed."""
    piped(f"{TOLD}\nyes\n")
    assert 'Nothing is lost: type "resume" to go on.' in run("chat").out
    piped("resume\n")
    assert "Welcome back. We go on where you stopped." in run("chat").out


def test_an_ending_ends_only_when_nothing_is_open(run, piped):
    """The first "quit" stops the consultation, the second one the program: what follows is not read."""
    piped(f"{TOLD}\nquit\nquit\nnever read\n")
    done = run("chat")
    assert (done.status, done.out.count("you  ")) == (0, 2)


def test_the_language_comes_from_the_option_or_the_environment(run, piped, monkeypatch, knowledge):
    """`--language de`, or LC_ALL=fr_FR.UTF-8, which outranks LANG; the option outranks both."""
    piped("")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert knowledge.texts["fr"]("chat.tell") in run("chat").out
    piped("")
    assert knowledge.texts["de"]("chat.tell") in run("chat", "--language", "de").out


BAD = {
    "nothing": b"\n\n   \n\t\n",
    "no line feed": b"   ",
    "100 kB": b"a" * 100_000 + b"\n",
    "100 kB of words": b"supplier passports " * 5_500 + b"\n",
    "control characters": b"\x00\x01\x1b[2J\x1b]0;title\x07 our \x7f supplier\x08 keeps passports\n",
    "direction overrides": "\u202eour supplier\u2066 keeps pass\u200bports\u202c\n".encode(),
    "emoji only": "🙂🙃 🏳️‍🌈 👩‍👩‍👧\n".encode(),
    "Chinese": "供应商扣押工人的护照\n".encode(),
    "Arabic": "المورد يحتجز جوازات سفر العمال\n".encode(),
    "Hindi": "आपूर्तिकर्ता श्रमिकों के पासपोर्ट रखता है\n".encode(),
    "no UTF-8": b"our supplier \xff\xfe keeps passports \xc3\x28\n",
    "carriage returns": b"our supplier keeps passports\r\nyes\r\n",
    "surrogates in UTF-8": b"\xed\xa0\x80 our supplier\n",
    "numbers": b"999999999999999999999999\n-1\n0\n1.5\n",
    "shell and SQL": b"'; DROP TABLE consultation; -- $(rm -rf /) `id` {query} %s {0}\n",
}


def test_whatever_is_piped_in_gets_an_answer(run, piped):
    """Nothing that can be typed ends in a crash; the log is whole after."""
    piped(b"\n".join(BAD.values()))
    done = run("chat")
    assert done.status == 0
    assert done.err.startswith(KEY_MADE)
    assert invisible(replies(done.out)) == []
    assert run("verify").status == 0


@pytest.mark.parametrize("given", BAD.values(), ids=BAD)
def test_bad_input_keeps_the_question(home, adviser, given):
    """As a first word or at a question: it goes on, and comes to its result.

    No answer repeats a control or direction character.
    """
    lines = list(lines_from(decoded(io.TextIOWrapper(io.BytesIO(given), encoding="ascii")), interactive=False))
    first = consult(adviser, *lines)
    assert invisible(replies(first)) == []
    shown = consult(adviser, f"new {FINISHED[0]}", FINISHED[1], *lines, *FINISHED[2:], "skip", "skip")
    assert invisible(replies(shown)) == []
    assert "Levers, best first" in shown


def invisible(text: str) -> list[str]:
    """The characters of a text that one can't see, line breaks apart."""
    return [c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"}]


def test_a_person_types_at_a_prompt(home):
    """At a terminal there is a prompt and no second echo; Ctrl-D ends."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "handlers", "chat"]
    place = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=place) as chat:
        os.close(theirs)
        shown = read_until(ours, b"you  ")
        os.write(ours, b"help\n")
        shown += read_until(ours, b"you  ")
        os.write(ours, b"\x04")
        shown += read_until(ours, b"")
        assert chat.wait() == 0
    os.close(ours)
    assert shown.count(b"help") >= 1
    assert b'At any time: "stop"' in shown


def read_until(terminal: int, mark: bytes) -> bytes:
    """What a terminal shows, up to a mark; to its end when there is none."""
    shown = b""
    while not mark or mark not in shown:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # Linux says so when the other end is closed
            return shown
        if not part:
            return shown
        shown += part
    return shown


def test_another_person_sees_nothing_of_it(run, piped, adviser, monkeypatch):
    """Who is somebody else at this machine gets a first card and no word of others."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LOGNAME", "ben")
    piped("list\nsummary\nresume\n")
    done = run("chat")
    assert CANARY not in done.out
    assert "You have no consultations yet." in done.out


def test_a_log_of_another_key_is_refused(run, piped, home):
    """The key does not fit: one line that names the setting; the log stays as it is."""
    piped("")
    run("chat")
    before = read_settings().database.read_bytes()
    settings = read_settings()
    settings.key_file.unlink()
    run("doctor", "--new-key", settings.key_file)
    done = run("chat")
    assert done.status == 2
    assert done.only_line.startswith(f"leverage: LEVERAGE_KEY: the log at {settings.database} was written with another")
    assert settings.database.read_bytes() == before


def test_new_alone_asks_and_the_next_text_begins(home, adviser):
    """Whatever else is open: what is told after "new" is a consultation of its own, at the second try too."""
    consult(adviser, *FINISHED[:3])
    shown = consult(adviser, "new", "hm", "Our customer uses our cameras to watch union members", "list")
    assert "Nothing came through" not in shown
    assert "I kept that as a note" not in shown
    assert ["0001 · open" in shown, "0002 · open" in shown] == [True, True]


def test_after_new_a_command_is_a_command(home, adviser):
    """Who thinks better of it goes on where the open question is."""
    consult(adviser, *FINISHED[:3])
    shown = consult(adviser, "new", "resume", "1")
    assert "We go on where you stopped" in shown
    assert "0002" not in consult(adviser, "list")


def test_the_result_is_shown_once(home, adviser):
    """Ending the further questions with "result" shows one result, not two."""
    consult(adviser, *FINISHED, "questions", "skip")
    assert consult(adviser, "result").count("Levers, best first") == 1
