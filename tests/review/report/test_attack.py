"""Someone with every published report, who knows how it is made, learns of nobody's few."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from math import inf

import pytest

from bot.review.report import Frame
from tests.review.report.attacker import ALL, FEW, Cell, Claim, Known, Law, claims, laws, same
from tests.review.report.companies import COMPANIES, quarters
from tests.review.report.readings import drawing, naive, ours, ours_without_lots, raw, rests, rounded

Counts = dict[Cell, int]
SEEDS = range(2)
"""Companies of each kind."""


@pytest.fixture(scope="module")
def log(frame: Frame) -> list[tuple[str, Counts]]:
    """Every quarter of every company, with its counts."""
    return list(_log(frame))


def _log(frame: Frame) -> Iterator[tuple[str, Counts]]:
    for company in COMPANIES:
        for seed in SEEDS:
            for quarter, data in quarters(company, frame, seed):
                yield f"{company.name} {seed} {quarter}", raw(frame, quarter, data)


def attack(
    log: Iterable[tuple[str, Counts]], known_laws: list[Law], way: Callable[[str, Counts], tuple[Known, list[Cell]]]
) -> Counter[str]:
    """How many hidden counts were tried, claimed, and claimed rightly."""
    tally: Counter[str] = Counter()
    for name, true in log:
        known, hidden = way(name, true)
        made = claims(known, known_laws, hidden)
        tally += Counter(tried=len(hidden), claimed=len(made), right=sum(_right(claim, true) for claim in made))
    return tally


def _right(claim: Claim, true: Counts) -> bool:
    return claim.cell not in true or claim.least <= true[claim.cell] <= claim.most


def test_nothing_hidden_can_be_derived(frame, log, capsys):
    """Of no hidden count of any company's report can it be said how few it is, or that it is a few."""
    tally = attack(log, list(laws(frame)), lambda name, true: ours(true, drawing(name)))
    with capsys.disabled():
        print(f"\nreports as published: {tally['tried']} hidden cells tried, {tally['claimed']} derived")
    assert tally["tried"] > 10_000
    assert tally["claimed"] == 0


def test_the_attacker_is_real(frame, log, capsys):
    """The same attacker reads hidden counts out of a report that only hides what is below five, and is right."""
    tally = attack(log, [*laws(frame), *rests(frame)], lambda name, true: naive(true))
    with capsys.disabled():
        print(f"\nnaive reports: {tally['tried']} hidden cells tried, {tally['claimed']} derived")
    assert tally["claimed"] > 50
    assert tally["right"] == tally["claimed"]


def test_sums_over_the_year_would_give_hidden_quarters_away(log, capsys):
    """So there are none: a naive report with the year's sums loses cells, whatever else holds."""
    broken = sum(len(claims(*_year(log[at : at + 4]))) for at in range(0, len(log), 4))
    with capsys.disabled():
        print(f"\nnaive reports with sums of the year: {broken} hidden cells derived")
    assert broken > 100


def _year(year: list[tuple[str, Counts]]) -> tuple[Known, list[Law], list[Cell]]:
    counts = {(f"{name} {table}", row): n for name, true in year for (table, row), n in true.items()}
    sums = {("year", f"{table} {row}"): sum(true[table, row] for _, true in year) for table, row in year[0][1]}
    known = {cell: (n, n) if n > FEW else (0, FEW) for cell, n in (counts | sums).items()}
    parts = {(table, row): [(f"{name} {table}", row) for name, _ in year] for table, row in year[0][1]}
    known_laws = [law for (table, row), of in parts.items() for law in same([("year", f"{table} {row}")], of)]
    return known, known_laws, [cell for cell, n in counts.items() if n <= FEW]


FULL = {
    **{("actor", actor): n for actor, n in {"SUP": 9, "JV": 9, "CUS": 4, "GOV": 4, "INV": 4, "OWN": 4}.items()},
    ("unsure", "actor"): 4,
    ("connection", "linkage"): 35,
    ("consultations", "all"): 38,
}
"""A quarter in which everything lies at the upper end of its step."""


def test_rounding_alone_is_not_enough(frame):
    """Who says how we are connected has said whose behaviour it is: where rounding leaves no room, that tells.

    So a lot is drawn for each figure, and the same quarter tells nothing.
    """
    true = {(table, row): FULL.get((table, row), 0) for table, rows in frame.items() for row in rows}
    known, hidden = rounded(true)
    assert Claim(("actor", "GOV"), 1, 4) in claims(known, laws(frame), hidden)
    known, hidden = ours(true, lambda: False)
    assert known["actor", "SUP"] == (5, inf)
    assert claims(known, laws(frame), hidden) == []


def test_who_bets_that_no_lot_was_drawn(frame, log, capsys):
    """Taken for more than it says, a report gives next to nothing away either: its tables don't add up."""
    tally = attack(log, list(laws(frame)), lambda name, true: ours_without_lots(true, drawing(name)))
    with capsys.disabled():
        print(f"\nbets: {tally['tried']} hidden cells, {tally['claimed']} claimed, {tally['right']} of them right")
    assert tally["claimed"] * 1_000 < tally["tried"]


def test_who_counts_the_consultations_finds_nobody(frame, log, capsys):
    """Case numbers count up, so that number may be known from elsewhere: it can tell that a row is empty, no more."""

    def counted(name: str, true: Counts) -> tuple[Known, list[Cell]]:
        known, hidden = ours(true, drawing(name))
        return {**known, ALL: (true[ALL], true[ALL])}, [cell for cell in hidden if cell != ALL]

    found = [claim for name, true in log for claim in _claims(frame, *counted(name, true))]
    with capsys.disabled():
        print(f"\nwith the number of consultations known: {len(found)} rows derived to be empty")
    assert [claim for claim in found if claim.most > 0] == []


def _claims(frame: Frame, known: Known, hidden: list[Cell]) -> list[Claim]:
    return claims(known, laws(frame), hidden)
