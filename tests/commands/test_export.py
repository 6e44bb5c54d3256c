"""`leverage export`: consultations as JSON Lines, CSV, XLSX, or one as a Word document; whole or without words."""

import json
import stat
import sys
from io import StringIO

import docx
import openpyxl
import pytest

from handlers.open import open_store
from handlers.settings import read_settings
from tests.commands.contract import documented
from tests.commands.scenes import BEN, CANARY, FINISHED, OurLog, consult, leverage, written_by_a_newer_version
from tests.exporting.reading import csv_read, docx_texts

FREE = ("quetzalcoatl", "axolotl", "tlaloc", "xipetotec", "coatlicue", "tonatiuh", "xolotl")
EVERY_FREE_TEXT = (
    *FINISHED,
    "questions",
    *("axolotl is something that I say in far too many words for a button here", "not sure", *["skip"] * 16),
    *("change country", "tlaloc", "change sector", "xolotl", "change nickname", "tonatiuh", "result"),
    "remind 2030-01-02 xipetotec is the reason",
    "not helpful coatlicue was missing",
)
"""A consultation with a canary in every text that its writer is asked for, or not."""
CALM = ("new Our supplier pays its workers less than a living wage", "yes")
OPTIONS = (("--format", "csv"), ("--format", "xlsx"), ("--format", "docx", "--case", "1"), ("--format", "jsonl"))


@pytest.fixture(autouse=True)
def lead(home, monkeypatch):
    """Whoever exports is a lead."""
    monkeypatch.setenv("LOGNAME", "lea")
    monkeypatch.setenv("LEVERAGE_LEADS", "local:lea")


def test_every_consultation_is_a_line(run, adviser):
    """By number, each with its standing and its events; text of any script comes out as it went in."""
    consult(adviser, *FINISHED)
    consult(adviser, "Our supplier in Gdańsk keeps passports 护照", "yes")
    first, second = (json.loads(line) for line in run("export").out.splitlines())
    assert [first["standing"]["number"], second["standing"]["number"]] == [1, 2]
    assert CANARY in first["events"][1]["body"]["situation"]
    assert "Gdańsk keeps passports 护照" in second["events"][1]["body"]["situation"]


def test_a_file_is_for_its_owner_only(run, home, adviser):
    """Exported text lies in the clear: mode 600, and a word about deleting it."""
    consult(adviser, *FINISHED)
    done = run("export", "--output", "log.jsonl")
    assert stat.S_IMODE((home / "log.jsonl").stat().st_mode) == 0o600
    assert done.out == "1 consultation in log.jsonl, in the clear: delete the file when it is no longer needed.\n"
    assert (home / "log.jsonl").read_text(encoding="utf-8") == run("export").out


@pytest.mark.parametrize(("many", "said"), [(0, "0 consultations"), (1, "1 consultation"), (2, "2 consultations")])
def test_how_many_there_are_is_said(run, adviser, many, said):
    """In the singular where it is one."""
    consult(adviser, "hello", *[line for _ in range(many) for line in CALM])
    assert run("export", "--output", "log.jsonl").out.startswith(f"{said} in log.jsonl, ")


def test_no_file_is_overwritten(run, home, adviser):
    """A file that exists is refused and left as it is; a folder that does not is named."""
    consult(adviser, *FINISHED)
    (home / "log.jsonl").write_text("mine")
    done = run("export", "--output", "log.jsonl")
    assert (done.status, (home / "log.jsonl").read_text()) == (2, "mine")
    assert done.only_line == "leverage: log.jsonl: exists already. Name a new file."
    assert (
        run("export", "--output", "none/log.jsonl").only_line == "leverage: none/log.jsonl: No such file or directory"
    )


def test_a_changed_entry_stops_the_export(run, home, adviser):
    """What was tampered with is not exported as if it were true: one line that says how to see more."""
    consult(adviser, *FINISHED)
    with OurLog(home).tampering() as hand:
        hand.execute("UPDATE event SET sealed = zeroblob(length(sealed)) WHERE seq = 2")
    done = run("export")
    assert (done.status, done.out) == (2, "")
    assert done.only_line.startswith("leverage: the log can't be read: ")
    assert done.only_line.endswith("leverage verify")


def test_the_asker_s_name_is_in_custody(run, adviser):
    """In JSON Lines as well, until the asker shows it."""
    consult(adviser, *FINISHED, person=BEN)
    assert '"user": "ben"' not in run("export").out and '"user": "[asker]"' in run("export").out
    consult(adviser, "show name", person=BEN)
    assert '"user": "[asker]"' not in run("export").out and '"user": "ben"' in run("export").out


@pytest.mark.parametrize("options", [(), ("--format", "csv"), ("--urgent",), ("--since", "2999-01-01")], ids=" ".join)
def test_a_case_that_one_is_kept_from_is_in_no_export(run, home, adviser, options):
    """How many they are is said, whatever was wanted: no filter tells what they are about."""
    consult(adviser, *CALM, person=BEN)
    consult(adviser, "new Our supplier beats its workers axolotl", "yes", person=BEN)
    before = run("export", *options)
    run("review", "2", "notme")
    done = run("export", *options)
    assert "axolotl" not in done.out and before.err == ""
    assert done.only_line == "Not in it: 1 case of the log, which you can't have."
    done = run("export", *options, "--output", "log")
    assert done.out.endswith("Not in it: 1 case of the log, which you can't have.\n")
    assert "axolotl" not in (home / "log").read_text()


def test_a_case_that_one_is_kept_from_is_not_there(run, home, adviser):
    """It can't be told from one that never was, and the audit log has no line that says otherwise."""
    consult(adviser, *CALM, person=BEN)
    run("review", "1", "notme")
    for number in ("1", "7"):
        done = run("export", "--case", number, "--format", "docx", "--output", "case.docx")
        assert (done.status, done.out) == (1, "")
        assert done.only_line == f"There is no case {number}, or the other arguments leave it out."
    assert not (home / "case.docx").exists()


def test_exporting_needs_the_role(run, adviser, monkeypatch):
    """A lead may; an admin or auditor may not, nor anybody while nobody is named."""
    consult(adviser, *FINISHED)
    monkeypatch.delenv("LEVERAGE_LEADS")
    assert "it needs the role lead (LEVERAGE_LEADS)" in run("export").only_line
    for name in ("LEVERAGE_ADMINS", "LEVERAGE_AUDITORS"):
        monkeypatch.setenv(name, "local:lea")
    assert "it needs the role lead" in run("export").only_line
    monkeypatch.setenv("LEVERAGE_LEADS", "local:lea")
    assert run("export").status == 0


def test_what_is_kept_about_one_person(run, adviser):
    """In plain words, for an access request; nobody else's is in it, and the audit log names nobody."""
    consult(adviser, *FINISHED)
    consult(adviser, "Our supplier in Gdansk keeps passports", "yes", person=BEN)
    done = run("export", "--person", "local:ben")
    assert "Consultation 0002" in done.out and "Gdansk" in done.out and CANARY not in done.out
    with open_store(read_settings()) as (store, _):
        ((_, line),) = store.audited()
    assert (line.action, line.detail, line.by.user) == ("export", "one person, 1 cases", "lea")


def test_ones_own_needs_no_role(run, adviser, monkeypatch):
    """Everybody may have what is kept about them; of others only a lead."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LEVERAGE_LEADS", "local:carol")
    monkeypatch.setenv("LOGNAME", "alex")
    assert CANARY in run("export", "--person", "local:alex").out
    assert "it needs the role lead" in run("export", "--person", "local:ben").only_line


@pytest.mark.parametrize("name", ["", "ben", "slack:U1", "irc:T/U", "local:"])
def test_a_person_that_is_not_understood_is_named(run, adviser, name):
    """One line that says how to write it."""
    consult(adviser, *FINISHED)
    assert "write local:NAME, slack:TEAM/USER or teams:TENANT/USER" in run("export", "--person", name).only_line


def read_again(path) -> str:
    """All that an export's file holds, as text."""
    if path.suffix == ".xlsx":
        sheets = openpyxl.load_workbook(path).worksheets
        return "\n".join(str(value) for sheet in sheets for found in sheet.values for value in found if value)
    return "\n".join(docx_texts(docx.Document(str(path)))) if path.suffix == ".docx" else path.read_text("utf-8-sig")


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_redacted_holds_no_word_that_was_typed(run, home, adviser, options):
    """In any format; the whole export of the same consultation holds them, and codes stand in both."""
    consult(adviser, *EVERY_FREE_TEXT)
    kept = run("export").out
    assert [word for word in FREE if word not in kept] == []
    files = [home / f"{name}.{options[1]}" for name in ("whole", "hidden")]
    done = [run("export", *options, "--output", files[0]), run("export", *options, "--redact", "--output", files[1])]
    whole, hidden = map(read_again, files)
    assert [word for word in FREE if word not in whole] == []
    assert [word for word in (*FREE, "alex") if word in hidden] == []
    assert "[redacted]" in hidden and "SUP-A2" in hidden and "2030-01-02" in hidden
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 2
    assert done[0].out.endswith("in the clear: delete the file when it is no longer needed.\n")
    assert done[1].out.endswith("redacted: codes, times and numbers are still in it.\n")


def test_only_what_is_wanted_is_in_it(run, adviser):
    """By route, state, urgency, day and number."""
    consult(adviser, *FINISHED)
    consult(adviser, *CALM, person=BEN)

    def numbers(*options: str) -> list[str]:
        lines = run("export", *options).out.splitlines()
        return [f"{json.loads(line)['standing']['number']:04d}" for line in lines]

    assert numbers() == ["0001", "0002"]
    assert numbers("--urgent") == ["0001"]
    assert numbers("--state", "finished") == numbers("--case", "0001") == ["0001"]
    assert numbers("--state", "open") == numbers("--case", "2") == ["0002"]
    assert numbers("--route", "leverage", "--route", "no_link") == ["0001", "0002"]
    assert numbers("--route", "no_link") == numbers("--since", "2999-01-01") == numbers("--until", "2020-01-01") == []
    assert numbers("--since", "2020-01-01", "--until", "2999-01-01") == ["0001", "0002"]
    assert [found[0] for found in csv_read(run("export", "--format", "csv", "--state", "open").out)] == [
        "number",
        "0002",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "xlsx"), "export --format xlsx: name a new file with --output FILE"),
        (("--format", "docx", "--case", "1"), "export --format docx: name a new file with --output FILE"),
        (("--format", "docx", "--output", "x"), "export --format docx: name one consultation, for example --case 0417"),
        (("--case", "four"), "export --case four: give the case number, for example 0417"),
        (("--since", "May"), "export --since May: give a day as YYYY-MM-DD, for example 2026-11-30"),
        (("--until", "2026-02-30"), "export --until 2026-02-30: give a day as YYYY-MM-DD, for example 2026-11-30"),
        (
            ("--route", "refuse"),
            "export --route refuse: there is no such route. Choose from leverage, own_operations, investee, no_link",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_does_not_fit_together_is_said(run, home, adviser, options, said):
    """In one line, with what to do; no file is made."""
    consult(adviser, *FINISHED)
    done = run("export", *options)
    assert (done.status, done.out, done.only_line) == (2, "", f"leverage: {said}")
    assert [path.name for path in home.iterdir() if path.is_file()] == []


def test_a_case_that_is_not_there(run, home, adviser, monkeypatch):
    """Or that was erased: exit status 1, no file, and nothing on standard output that a script could take for data."""
    consult(adviser, *FINISHED)
    monkeypatch.setenv("LOGNAME", "alex")
    run("erase", "1")
    monkeypatch.setenv("LOGNAME", "lea")
    for number in ("0001", "7"):
        done = run("export", "--case", number, "--format", "docx", "--output", "case.docx")
        assert (done.status, done.out) == (1, "")
        assert done.only_line == f"There is no case {number}, or the other arguments leave it out."
    assert not (home / "case.docx").exists()


def test_a_newer_version_s_consultation_stops_a_table(run, home):
    """With a sentence, not with a row that leaves things out; as JSON Lines, and redacted, it can be had."""
    written_by_a_newer_version()
    done = run("export", "--format", "csv", "--output", "log.csv")
    assert (done.status, done.out) == (2, "")
    assert "case 0001 was written by a newer version of the assistant" in done.only_line
    assert not (home / "log.csv").exists()
    assert CANARY in run("export").out
    assert CANARY not in run("export", "--redact").out


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
def test_a_changed_entry_leaves_no_file(run, home, adviser, options):
    """What was tampered with is in no format."""
    consult(adviser, *FINISHED)
    with OurLog(home).tampering() as hand:
        hand.execute("UPDATE event SET sealed = zeroblob(length(sealed)) WHERE seq = 2")
    done = run("export", *options, "--output", "out")
    assert done.status == 2 and done.only_line.endswith("leverage verify")
    assert [path.name for path in home.iterdir() if path.is_file()] == []


def test_the_columns_are_documented(run, adviser, knowledge):
    """All of them; one for each question."""
    consult(adviser, *FINISHED)
    names = csv_read(run("export", "--format", "csv").out)[0]
    answers = {f"answer_{question}" for question in knowledge.question_by_id}
    assert answers < set(names)
    assert {"answer_<question>" if name in answers else name for name in names} == documented(
        "leverage export --format csv"
    )


def test_csv_on_standard_output_is_for_programs(run, home, adviser):
    """The same bytes as in the file, without the mark that Excel needs."""
    consult(adviser, "Our supplier in Gdańsk keeps passports 护照", "yes")
    shown = leverage("export", "--format", "csv", HOME=str(home)).out
    run("export", "--format", "csv", "--output", "log.csv")
    assert (home / "log.csv").read_bytes() == b"\xef\xbb\xbf" + shown.encode()
    assert "Gdańsk keeps passports 护照" in "".join(csv_read(shown)[1])


def test_each_export_is_in_the_audit_log(run, adviser, monkeypatch):
    """Who, which format, whether without words, which case; no word of it."""
    monkeypatch.setenv("LEVERAGE_AUDITORS", "local:lea")
    consult(adviser, *FINISHED)
    run("export", "--format", "csv", "--redact", "--case", "1")
    run("export", "--output", "x")
    lines = [json.loads(line) for line in run("audit").out.splitlines()]
    said = [(line["by"], line["action"], line["case"], line["detail"]) for line in lines[:2]]
    assert said == [("local:lea", "export", 1, "csv redacted"), ("local:lea", "export", None, "jsonl")]


class Screen(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        """That it is one."""
        return True


def test_a_long_export_shows_how_far_it_is(run, adviser, monkeypatch):
    """On a terminal only, and wiped away in the end."""
    consult(adviser, *[line for _ in range(60) for line in CALM])
    assert run("export").err == ""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    run("export", "--format", "csv")
    assert screen.getvalue() == "\r50 consultations ...\r\x1b[K"
