"""`leverage advise`: advice that is not logged, one situation or a batch, and its contract."""

import json
from pathlib import Path

import pytest

from handlers.settings import read_settings
from tests.commands.contract import documented, paths
from tests.commands.scenes import TOLD, leverage

FIELDS = [
    "route",
    "urgent",
    "understood",
    "responsibility",
    "levers",
    "moments",
    "persuasion",
    "internal",
    "cautions",
    "open_questions",
    "content",
]
ANSWERED = ["--answer", "actor=SUP", "--answer", "connection=linkage", "--answer", "moment=MOM-05"]


def test_the_fields_are_those_of_the_contract(run):
    """Exactly the documented fields, in the documented order."""
    answer = json.loads(run("advise", TOLD, "--json", *ANSWERED).out)
    assert list(answer) == FIELDS
    assert paths(answer) == documented("leverage advise [TEXT]")
    assert answer["levers"] and all(list(lever) == ["id", "score", "reasons"] for lever in answer["levers"])
    assert {tuple(reason) for lever in answer["levers"] for reason in lever["reasons"]} == {("rule", "text", "source")}
    assert {tuple(tip) for tip in (*answer["persuasion"], *answer["internal"])} == {("id", "tip", "source")}
    assert list(answer["responsibility"]) == ["connection", "confirmed", "note"]


def test_answers_decide(run, knowledge):
    """What is answered stands in `understood`; every lever of the actors is ranked."""
    answer = json.loads(
        run("advise", "--json", *ANSWERED, "--answer", "allies=peers,msi", "--answer", "when=2027-3-12").out
    )
    assert answer["understood"]["allies"] == ["peers", "msi"]
    assert answer["responsibility"]["connection"] == "linkage"
    assert answer["responsibility"]["confirmed"] is True
    assert {lever["id"] for lever in answer["levers"]} == {lever.id for lever in knowledge.levers_of("SUP")}
    assert answer["content"] == knowledge.content_hash


def test_advice_leaves_nothing_behind(run):
    """No key, no log: advice at the command line is not kept."""
    assert run("advise", TOLD).status == 0
    settings = read_settings()
    assert [settings.database.exists(), settings.key_file.exists()] == [False, False]


def test_advice_in_words(run):
    """Without --json it is what a consultation would show, with no case number."""
    done = run("advise", TOLD, *ANSWERED)
    assert "Levers, best first" in done.out
    assert "Case 0" not in done.out


def test_advice_in_another_language(run, knowledge):
    """The words around the levers are in the language asked for."""
    assert knowledge.texts["de"]("result.levers") in run("advise", TOLD, "--language", "de", *ANSWERED).out


@pytest.mark.parametrize("text", ["", "how do I bake bread"])
def test_where_there_is_no_advice_it_says_what_is_missing(run, text):
    """No situation, no result: what the conversation would say instead."""
    done = run("advise", text)
    assert (done.status, "Levers, best first" in done.out) == (0, False)
    assert len(done.out) > 40


WRONG = {
    "no equals sign": (["--answer", "actor"], "--answer actor: write QUESTION=CHOICE, for example --answer actor=SUP"),
    "unknown question": (["--answer", "colour=red"], "there is no question 'colour'; there are: safety, actor, "),
    "unknown choice": (["--answer", "actor=SUP,XX"], "actor has no choice 'XX'; it has: SUP, JV, "),
    "no date": (["--answer", "when=soon"], "when: give a date like 2027-03-12"),
    "no real date": (["--answer", "when=2027-02-30"], "when: give a date like 2027-03-12"),
    "no file": (["--batch", "none.jsonl"], "--batch none.jsonl: can't be read: No such file or directory"),
    "a folder": (["--batch", "."], "--batch .: can't be read: Is a directory"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_wrong_answers_and_files_are_named(run, arguments, said):
    """Exit status 2 and one line: what is wrong, and what there is."""
    done = run("advise", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.only_line.startswith(f"leverage: {said}")


GOOD = [
    {"id": "plain", "text": TOLD},
    {"id": "answered", "text": TOLD, "answers": {"actor": ["SUP"], "position": "weak", "country": ["Malaysia"]}},
    {"id": "nothing answered", "text": TOLD, "answers": {"actor": []}},
    {"id": "no answers", "text": TOLD, "answers": None},
    {"id": "", "text": ""},
    {"id": "\u202eid", "text": "supplier\u2028keeps\x85passports\u202e\x00\x1b[2J"},
    {"id": "emoji 🙂", "text": "🙂🙃"},
    {"id": "other scripts", "text": "供应商扣押工人的护照 المورد आपूर्तिकर्ता"},
    {"id": "long", "text": "our supplier keeps passports " * 3_500},
    {"id": "more fields", "text": TOLD, "note": [1, 2]},
]
BAD = {
    b"": "",
    b"   ": "",
    b"no json": "Expecting value",
    b"[1, 2]": "not a JSON object",
    b"null": "not a JSON object",
    b'{"text": "x"}': "'id' is missing or no string",
    b'{"id": 7, "text": "x"}': "'id' is missing or no string",
    b'{"id": "x"}': "'text' is missing or no string",
    b'{"id": "x", "text": null}': "'text' is missing or no string",
    b'{"id": "x", "text": "x", "answers": [1]}': "'answers' must be an object",
    b'{"id": "x", "text": "x", "answers": {"actor": 7}}': "answers.actor: give a list of choices",
    b'{"id": "x", "text": "x", "answers": {"actor": [7]}}': "answers.actor: give a list of choices",
    b'{"id": "x", "text": "x", "answers": {"actor": ["XX"]}}': "actor has no choice 'XX'; it has: SUP",
    b'{"id": "x", "text": "x", "answers": {"colour": ["red"]}}': "there is no question 'colour'",
    b'{"id": "x", "text": "\xff\xfe"}': "'utf-8' codec can't decode",
    b'{"id": "x", "text": "\\ud800"}': "surrogates not allowed",
    b'{"id": "x", "text": "x", "answers": {"country": ["\\ud800"]}}': "surrogates not allowed",
    b"[" * 100_000: "recursion",
    b'{"id": "x", "text": "x"': "Expecting ',' delimiter",
}


def test_a_batch_answers_every_good_line_and_names_every_bad_one(run, home):
    """One line out for each good line in, in order; each bad line by its number; exit status 2."""
    lines = [*(json.dumps(line, ensure_ascii=False).encode() for line in GOOD), *BAD]
    (home / "batch.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    done = run("advise", "--batch", "batch.jsonl")
    answers = [json.loads(line) for line in done.out.split("\n") if line]
    assert [answer["id"] for answer in answers] == [line["id"] for line in GOOD]
    assert [answer["id"] for answer in answers if list(answer) != ["id", *FIELDS]] == []
    expected = [(number, why) for number, why in enumerate(BAD.values(), len(GOOD) + 1) if why]
    named = done.err.splitlines()
    assert [line.partition(": ")[0] for line in named] == [f"batch.jsonl, line {number}" for number, _ in expected]
    assert [(line, why) for line, (_, why) in zip(named, expected, strict=True) if why not in line] == []
    assert done.status == 2


def test_the_input_of_a_batch_is_documented():
    """The page names the fields of a line: `id`, `text`, `answers`."""
    assert documented("leverage advise --batch") == {"id", "text", "answers"}


@pytest.mark.parametrize("given", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_batch_is_no_error(run, home, given):
    """Nothing in, nothing out."""
    (home / "empty.jsonl").write_bytes(given)
    done = run("advise", "--batch", "empty.jsonl")
    assert (done.status, done.out, done.err) == (0, "", "")


def test_a_batch_can_be_piped_in(home):
    """`/dev/stdin` is a file like any other."""
    if not Path("/dev/stdin").exists():
        pytest.skip("this system has no /dev/stdin")
    done = leverage("advise", "--batch", "/dev/stdin", given=b'{"id": "one", "text": "hi"}\n')
    assert (done.status, json.loads(done.out)["route"]) == (0, "ask_again")


def test_a_batch_and_a_single_question_agree(run, home):
    """The same situation gets the same fields either way."""
    (home / "one.jsonl").write_text(json.dumps({"id": "x", "text": TOLD, "answers": {"actor": ["SUP"]}}))
    single = json.loads(run("advise", TOLD, "--answer", "actor=SUP", "--json").out)
    assert json.loads(run("advise", "--batch", "one.jsonl").out) == {"id": "x", **single}
