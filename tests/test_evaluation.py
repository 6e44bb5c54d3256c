"""The scores mean what they say: each on rankings small enough to count by hand."""

from math import inf, isclose, isnan, log2, nan

import pytest

from bot.evaluation import (
    Figure,
    baselines,
    figures,
    first_place,
    lever_scores,
    query_scores,
    share_found,
    situation_scores,
)

GOLD = {
    "core_levers": ["SUP-B2", "SUP-A2"],
    "acceptable_levers": ["SUP-A1", "SUP-C1"],
    "not_top3": ["SUP-A5"],
    "route": "leverage",
    "actor": ["SUP", "GOV"],
    "moment": ["MOM-08"],
    "urgent": False,
}
FOUND = {
    "route": "leverage",
    "urgent": False,
    "levers": [{"id": i} for i in ("SUP-B2", "SUP-E1", "SUP-A1", "SUP-A2", "SUP-E2")],
    "understood": {"actor": ["SUP"], "moment": ["MOM-08", "MOM-01"]},
}


def test_the_first_place():
    """Counted from 1; infinitely far when nothing wanted is there."""
    assert first_place(["a", "b", "c"], ["c", "b"]) == 2
    assert first_place(["a"], ["b"]) == inf
    assert first_place([], []) == inf


def test_the_share_found():
    """Of what was wanted, each once; not a number when nothing was."""
    assert share_found(["a", "b", "b"], ["a", "c"]) == 0.5
    assert share_found([], ["a"]) == 0.0
    assert isnan(share_found(["a"], []))


def test_scores_of_a_ranking():
    """Core in the first three, acceptable in the first five, first core place, discounted gain, none wrong."""
    scores = lever_scores(GOLD, [lever["id"] for lever in FOUND["levers"]])
    earned = 2 + 1 / log2(4) + 2 / log2(5)
    ideal = 2 + 2 / log2(3) + 1 / log2(4) + 1 / log2(5)
    assert scores["core3"] == 0.5
    assert scores["acceptable5"] == 3 / 5
    assert scores["mrr"] == 1.0
    assert isclose(scores["ndcg5"], earned / ideal)
    assert scores["wrong3"] == 0.0


def test_the_best_ranking_has_the_best_scores():
    """All ones, and nothing wrong."""
    scores = lever_scores(GOLD, ["SUP-B2", "SUP-A2", "SUP-A1", "SUP-C1"])
    assert (scores["core3"], scores["mrr"], scores["ndcg5"], scores["wrong3"]) == (1.0, 1.0, 1.0, 0.0)


def test_an_empty_ranking_has_the_worst_scores():
    """To say nothing is as wrong as to say something wrong."""
    scores = lever_scores(GOLD, [])
    assert scores == {"core3": 0.0, "acceptable5": 0.0, "mrr": 0.0, "ndcg5": 0.0, "wrong3": 1.0}


def test_a_wrong_lever_counts_in_the_first_three_only():
    """And not at all where nothing is labelled wrong."""
    assert lever_scores(GOLD, ["SUP-B2", "SUP-A2", "SUP-A5"])["wrong3"] == 1.0
    assert lever_scores(GOLD, ["SUP-B2", "SUP-A2", "SUP-A1", "SUP-A5"])["wrong3"] == 0.0
    assert isnan(lever_scores({**GOLD, "not_top3": []}, ["SUP-B2"])["wrong3"])


def test_a_lever_that_is_core_and_acceptable_is_core():
    """Its gain is 2."""
    both = {**GOLD, "acceptable_levers": ["SUP-B2"], "core_levers": ["SUP-B2"]}
    assert lever_scores(both, ["SUP-B2"])["ndcg5"] == 1.0


def test_scores_of_a_situation():
    """Levers, route, actors, moments, and whether a warning was right."""
    scores = situation_scores(GOLD, FOUND)
    assert (scores["route"], scores["actor_first"], scores["actor_recall"], scores["moment_recall"]) == (1, 1, 0.5, 1)
    assert isnan(scores["urgent_recall"])
    assert scores["urgent_false_alarm"] == 0.0
    assert "core3" in scores


def test_a_warning_is_missed_or_false():
    """Each only where it applies."""
    urgent = {**GOLD, "urgent": True}
    missed = situation_scores(urgent, FOUND)
    assert missed["urgent_recall"] == 0.0
    assert isnan(missed["urgent_false_alarm"])
    alarm = {**FOUND, "urgent": True}
    assert situation_scores(urgent, alarm)["urgent_recall"] == 1.0
    assert situation_scores(GOLD, alarm)["urgent_false_alarm"] == 1.0


def test_a_situation_without_levers_is_scored_without_them():
    """No actor to find, nothing understood: only the route counts."""
    gold = {**GOLD, "core_levers": [], "actor": [], "moment": [], "route": "refuse"}
    scores = situation_scores(gold, {"route": "refuse", "urgent": False, "levers": [], "understood": {}})
    assert "core3" not in scores
    assert scores["route"] == 1.0
    assert isnan(scores["actor_first"])
    assert isnan(scores["actor_recall"])


@pytest.mark.parametrize(
    ("ranking", "scores"),
    [
        (["SUP-A1", "SUP-B1"], {"hit1": 1.0, "hit3": 1.0, "best1": 1.0, "mrr": 1.0}),
        (["SUP-B1", "SUP-A1"], {"hit1": 1.0, "hit3": 1.0, "best1": 0.0, "mrr": 1.0}),
        (["JV-A1", "JV-B1", "SUP-B1"], {"hit1": 0.0, "hit3": 1.0, "best1": 0.0, "mrr": 1 / 3}),
        ([], {"hit1": 0.0, "hit3": 0.0, "best1": 0.0, "mrr": 0.0}),
    ],
)
def test_scores_of_a_look_up(ranking, scores):
    """Any expected entry is a hit, the first expected one is the best."""
    assert query_scores({"expected": ["SUP-A1", "SUP-B1"]}, ranking) == scores


@pytest.mark.parametrize(("ranking", "silent"), [([], 1.0), (["SUP-A1"], 0.0)])
def test_a_look_up_that_no_lever_answers(ranking, silent):
    """Scores by whether none was given."""
    assert query_scores({"expected": []}, ranking) == {"silent": silent}


def test_a_figure_is_a_mean_with_its_interval():
    """Items to which a score does not apply are left out; a score of no item at all has no figure."""
    rows = [{"route": 1.0, "mrr": nan}, {"route": 0.0, "mrr": 0.5}, {"route": 1.0}, {"empty": nan}]
    found = {figure.name: figure for figure in figures(rows)}
    assert list(found) == ["route", "mrr"]
    assert found["mrr"] == Figure("mrr", 0.5, 0.5, 0.5, 1)
    route = found["route"]
    assert (route.mean, route.items) == (2 / 3, 3)
    assert 0.0 <= route.low <= route.mean <= route.high <= 1.0


def test_figures_are_repeatable():
    """The same scores and seed give the same interval, another seed may give another."""
    rows = [{"mrr": n % 7 / 7} for n in range(40)]
    assert figures(rows) == figures(rows)
    assert figures(rows, seed=1)[0].mean == figures(rows)[0].mean
    assert figures([]) == ()


def test_baselines_know_the_actor_and_nothing_else():
    """In the source's order, or shuffled the same way each time; all levers when no actor is labelled."""
    levers = ["SUP-A1", "SUP-A2", "JV-A1", "GOV-A1"]
    gold = {"actor": ["GOV", "SUP"]}
    in_order, shuffled = baselines(levers).values()
    assert in_order(gold) == ["GOV-A1", "SUP-A1", "SUP-A2"]
    assert in_order({"actor": []}) == levers
    assert in_order({"actor": ["OWN"]}) == levers
    first = shuffled(gold)
    assert sorted(first) == sorted(in_order(gold))
    assert first == list(baselines(levers).values())[1](gold)
