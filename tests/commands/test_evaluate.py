"""`leverage evaluate`: scores against labels."""

import json

import pytest

from bot.evaluation import LOWER_IS_BETTER
from tests.commands.scenes import ROOT

PUBLIC = ROOT / "tests" / "evaluation" / "public"


def some(name: str, folder, count: int = 4):
    """The first cases of a public file, as a file of their own."""
    path = folder / name
    lines = (PUBLIC / name).read_text(encoding="utf-8").split("\n")[:count]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_situations_are_scored_beside_their_baselines(run, home):
    """From the text alone, with the fast answers, and two rankings to compare with; where less is better it says so."""
    done = run("evaluate", "situations", some("situations.jsonl", home), "--halves")
    assert done.status == 0
    titles = [line.strip() for line in done.out.splitlines() if not line.startswith("    ")]
    assert titles[0] == "all: 4 situations"
    assert [title for title in titles if title.endswith("situations")][1:] == [
        "odd ids: 2 situations",
        "even ids: 2 situations",
    ]
    assert titles[1:5] == [
        "from the text alone",
        "answered: actor, connection, purpose, moment, position",
        "baseline: document order of the labelled actors",
        "baseline: random order of the labelled actors",
    ]
    figures = [line for line in done.out.splitlines() if line.startswith("    ")]
    marked = {line.split()[0] for line in figures if line.endswith("(lower is better)")}
    assert marked == {line.split()[0] for line in figures if line.split()[0] in LOWER_IS_BETTER}
    assert "wrong3" in marked


def test_queries_are_scored(run, home):
    """Look-ups: hit1, hit3, best1, mrr."""
    done = run("evaluate", "queries", some("queries.jsonl", home))
    assert done.out.splitlines()[:2] == ["all: 4 queries", "  look-up"]
    assert [line.split()[0] for line in done.out.splitlines()[2:]] == ["hit1", "hit3", "best1", "mrr"]


QUERY = {"id": "L1", "query": "passports", "expected": ["SUP-A1"]}
WRONG = {
    "no JSON": ("not json", "line 2: no JSON"),
    "no object": ("[1]", "line 2: id, query, expected missing (docs/evaluation.md)"),
    "no label": ('{"id": "L2", "query": "x"}', "line 2: expected missing (docs/evaluation.md)"),
}


@pytest.mark.parametrize(("line", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_named(run, home, line, said):
    """A score over half a file would mislead: nothing is scored."""
    (home / "cases.jsonl").write_text(json.dumps(QUERY) + "\n" + line)
    done = run("evaluate", "queries", "cases.jsonl")
    assert (done.status, done.out) == (2, "")
    assert done.only_line.startswith(f"leverage: cases.jsonl, {said}")


def test_a_missing_or_unreadable_file_is_named(run, home):
    """No file, or no UTF-8: named, exit status 2."""
    (home / "latin.jsonl").write_bytes(b"\xff\xfe")
    for name in ("none.jsonl", "latin.jsonl"):
        done = run("evaluate", "situations", name)
        assert (done.status, done.only_line.startswith(f"leverage: {name}: can't be read")) == (2, True)


def test_a_label_that_does_not_exist_is_named(run, home):
    """A wrong choice among the labels is told like a wrong answer."""
    case = json.loads((PUBLIC / "situations.jsonl").read_text(encoding="utf-8").split("\n")[0])
    (home / "cases.jsonl").write_text(json.dumps({**case, "actor": ["XX"]}))
    done = run("evaluate", "situations", "cases.jsonl")
    assert (done.status, "actor has no choice 'XX'" in done.only_line) == (2, True)
