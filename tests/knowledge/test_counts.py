"""Every system of the two sources is complete: the numbers stand here as they were counted in the sources."""

import re
from collections import Counter

import pytest

from knowledge import Knowledge

LEVERS = {"SUP": (5, 3, 2, 2, 2), "JV": (2, 5, 2, 1, 1), "CUS": (3, 1, 2, 1, 1), "GOV": (1, 3, 3, 4, 1)}
EXAMPLES = {"SUP": (3, 4, 2, 3, 3), "JV": (3, 3, 2, 1, 0), "CUS": (6, 3, 3, 1, 1), "GOV": (1, 5, 4, 5, 1)}
WHYS = {"SUP": (8, 3, 4, 2, 4), "JV": (3, 7, 3, 1, 2), "CUS": (3, 3, 5, 2, 2), "GOV": (2, 4, 4, 8, 2)}
"""Annex A of Shift 2013: rows, examples and WHY sentences per actor, categories A to E."""

CAVEATS = {
    "SUP-A1.c1": "WHY",
    "SUP-A1.c2": "HOW",
    "SUP-A2.c1": "WHY",
    "SUP-A2.c2": "HOW",
    "SUP-A5.c1": "HOW",
    "GOV-B3.c1": "HOW",
}

SYSTEMS = {
    "levers": 45,
    "actors": 4,
    "categories": 5,
    "modes": 3,
    "moments": 10,
    "principles": 6,
    "means": 5,
    "culture": 3,
    "duties": 3,
    "engagement_levels": 3,
    "elements": 11,
    "ladder": 10,
    "figures": 5,
    "purposes": 16,
}

SERIES = [
    # Shift 2013
    ("responsibility", r"CON-(cause|contribute|linkage)", 3),
    ("responsibility", r"EXIT-[1-3]", 3),
    ("responsibility", r"SEP-[ab]", 2),
    ("responsibility", r"SEPX-[12]", 2),
    ("responsibility", r"Q3-[1-3]", 3),
    ("practice", r"CATN-\d", 3),
    ("practice", r"MOMR-1", 1),
    ("practice", r"PERS-1", 1),
    ("practice", r"STYLE-[12]", 2),
    ("practice", r"DEPTH-1", 1),
    ("practice", r"ANTI-1", 1),
    ("practice", r"QUO-\d", 4),
    ("practice", r"NEXT-[0-3]", 4),
    ("duties", r"CONT-[1-3]", 3),
    ("culture", r"INTC-[1-3]", 3),
    # Löning 2021
    ("investing", r"L-DD\d", 5),
    ("investing", r"L-AO\d", 2),
    ("engagement_levels", r"L-LVL\d", 3),
    ("investing", r"L-TRG\d", 2),
    ("investing", r"L-ASN\d", 3),
    ("investing", r"L-BEN\d", 3),
    ("investing", r"L-ACT\d", 7),
    ("investing", r"L-LIM\d", 1),
    ("cases", r"L-CASE\d", 4),
    ("investing", r"L-ES1", 1),
    ("investing", r"L-DIV0", 1),
    ("investing", r"L-DIV-ev", 1),
    ("investing", r"L-DEF1", 1),
    ("elements", r"L-EL\d\d", 11),
    ("ladder", r"L-ESC\d\d", 10),
    ("investing", r"L-BOX5\.\d", 5),
    ("cases", r"L-BOX6", 1),
    ("investing", r"L-REC\d\d", 11),
    ("investing", r"L-REG\d", 4),
    ("investing", r"L-UNGP13[ab]", 2),
]

MEANS = {"INT-1": 4, "INT-2": 6, "INT-3": 6, "INT-4": 3, "INT-5": 3}
SUB_ITEMS = {"INT-2.1a": "INT-2.1", "INT-2.1b": "INT-2.1", "INT-3.2a": "INT-3.2", "INT-3.2b": "INT-3.2"}
PROS_AND_CONS = {"L-LVL1": (3, 2), "L-LVL2": (5, 4), "L-LVL3": (1, 3)}
CULTURE_TESTS = ("rules", "conviction", "business_case")
CHALLENGES = {"SUP": 5, "JV": 3, "CUS": 3, "GOV": 6}
INTERESTS = {"SUP": 0, "JV": 5, "CUS": 0, "GOV": 4}

PURPOSES = (
    "attention terms facts ability motive one_voice weight level_field depersonalise solve_together foothold "
    "protect_staff go_around standard public shared_duty"
)

CHOICES = {
    "safety": "danger child forced violence order none",
    "actor": "SUP JV CUS GOV INV OWN",
    "connection": "cause contribute linkage none",
    "purpose": PURPOSES,
    "moment": "MOM-01 MOM-02 MOM-03 MOM-04 MOM-05 MOM-06 MOM-07 MOM-08 MOM-09 MOM-10 before nothing",
    "position": "strong balanced weak",
    "distance": "direct one_step deep end_user",
    "status": "happening ended potential",
    "checked": "yes no",
    "contact": "yes no",
    "severity": "life health livelihood freedom other",
    "scope": "few some many community",
    "remedy": "fully partly no",
    "crucial": "easily costly essential",
    "tried": "nothing talked audited with_peers with_ngo escalated refused promised",
    "allies": "peers industry_body msi ngo_union lender home_government host_government_part none",
}
"""Question and choice ids that scripts rely on; "unclear" stands at the end of each."""

KINDS = {
    "several": ("safety", "actor", "connection", "moment", "severity", "tried", "allies"),
    "upto_two": ("purpose",),
    "one": ("position", "distance", "status", "checked", "contact", "scope", "remedy", "crucial"),
}

STATEMENTS = (
    "levers actors categories modes moments principles means culture duties responsibility practice figures "
    "engagement_levels elements ladder cases investing purposes questions routes rules orderings gates cautions picks"
)


@pytest.mark.parametrize(("system", "number"), SYSTEMS.items())
def test_a_system_is_complete(knowledge: Knowledge, system, number):
    """As many entries as the sources have."""
    assert len(getattr(knowledge, system)) == number


@pytest.mark.parametrize(("system", "pattern", "number"), SERIES, ids=[row[1] for row in SERIES])
def test_a_series_is_complete(knowledge: Knowledge, system, pattern, number):
    """As many ids of a series as the sources have entries, none twice."""
    found = [entry.id for entry in getattr(knowledge, system) if re.fullmatch(pattern, entry.id)]
    assert len(found) == len(set(found)) == number


def _per_cell(knowledge: Knowledge, part: str | None) -> dict[str, tuple[int, ...]]:
    counts: Counter[tuple[str, str]] = Counter()
    for lever in knowledge.levers:
        counts[lever.actor, lever.category] += len(getattr(lever, part)) if part else 1
    return {actor: tuple(counts[actor, category] for category in "ABCDE") for actor in LEVERS}


@pytest.mark.parametrize(
    ("part", "cells", "total"), [(None, LEVERS, 45), ("examples", EXAMPLES, 54), ("whys", WHYS, 72)]
)
def test_the_cells_of_annex_a(knowledge: Knowledge, part, cells, total):
    """Each cell of the matrix holds as many levers, examples and WHY sentences as the source."""
    assert _per_cell(knowledge, part) == cells
    assert sum(map(sum, cells.values())) == total


def test_the_caveats_of_the_source(knowledge: Knowledge):
    """Six limits, each in the column where it stands."""
    assert {c.id: c.column for lever in knowledge.levers for c in lever.caveats} == CAVEATS


def test_a_levers_parts_carry_its_id(knowledge: Knowledge):
    """Whys, examples and caveats are numbered from 1 under their lever's id."""
    for lever in knowledge.levers:
        for mark, points in (("w", lever.whys), ("x", lever.examples), ("c", lever.caveats)):
            assert [point.id for point in points] == [f"{lever.id}.{mark}{n}" for n in range(1, len(points) + 1)]


def test_a_lever_stands_where_its_id_says(knowledge: Knowledge):
    """The id names actor and category, and the cited section of Annex A is the same cell."""
    number = {"SUP": 1, "JV": 2, "CUS": 3, "GOV": 4}
    for lever in knowledge.levers:
        assert re.fullmatch(rf"{lever.actor}-{lever.category}\d", lever.id)
        assert lever.source == f"Shift 2013, Annex A {number[lever.actor]}.{lever.category}"


def test_internal_leverage(knowledge: Knowledge):
    """22 items under five means, four of them below another."""
    assert {means.id: len(means.items) for means in knowledge.means} == MEANS
    assert {item.id: item.within for means in knowledge.means for item in means.items if item.within} == SUB_ITEMS
    tests = {statement.id for statement in knowledge.culture}
    for means in knowledge.means:
        for item in means.items:
            assert item.id.startswith(f"{means.id}.")
            assert set(item.fits) <= tests


def test_levels_of_engagement(knowledge: Knowledge):
    """Each level with as many points for and against it as the source's table."""
    assert {level.id: (len(level.pros), len(level.cons)) for level in knowledge.engagement_levels} == PROS_AND_CONS
    assert [level.prerequisite is None for level in knowledge.engagement_levels] == [True, False, False]


def test_actors_challenges_and_interests(knowledge: Knowledge):
    """What section II says of each actor."""
    assert {actor.id: len(actor.challenges) for actor in knowledge.actors} == CHALLENGES
    assert {actor.id: len(actor.interests) for actor in knowledge.actors} == INTERESTS


def test_every_principle_has_tips_for_every_counterpart(knowledge: Knowledge):
    """Two tips for each of the five counterparts, on levers that exist, for interests that can be stated."""
    stated = {choice.id for choice in knowledge.question_by_id["interest"].choices}
    for principle in knowledge.principles:
        assert Counter(tip.counterpart for tip in principle.tips) == dict.fromkeys(
            ("SUP", "JV", "CUS", "GOV", "OWN"), 2
        )
        assert principle.never
        for tip in principle.tips:
            assert set(tip.levers) <= set(knowledge.by_id)
            assert set(tip.interests) <= (set(CULTURE_TESTS) if tip.counterpart == "OWN" else stated)


def test_three_duties_and_their_remedy(knowledge: Knowledge):
    """Linkage has no remedy in the source's table."""
    assert {duty.connection: duty.remedy is not None for duty in knowledge.duties} == {
        "cause": True,
        "contribute": True,
        "linkage": False,
    }


def test_every_element_has_its_recommendation(knowledge: Knowledge):
    """Eleven elements, eleven recommendations, one each."""
    recommendations = [entry.id for entry in knowledge.investing if entry.id.startswith("L-REC")]
    assert [element.recommendation for element in knowledge.elements] == recommendations


def test_the_ladder_climbs(knowledge: Knowledge):
    """Ten rungs in order; without shares nobody votes, and anybody may speak to the board."""
    assert [rung.place for rung in knowledge.ladder] == list(range(1, 11))
    votes = {"L-ESC04", "L-ESC05", "L-ESC06", "L-ESC07", "L-ESC08"}
    for rung in knowledge.ladder:
        assert rung.holdings
        if rung.id in votes:
            assert not {"bonds", "loan"} & set(rung.holdings)


@pytest.mark.parametrize("system", STATEMENTS.split())
def test_every_entry_cites(knowledge: Knowledge, system):
    """A section of a source, or "our reading"."""
    cited = getattr(knowledge, system)
    assert cited
    for entry in cited:
        assert re.match(r"(Shift 2013, |Löning 2021, |our reading)", entry.source), entry.id


def test_what_is_inferred_says_so(knowledge: Knowledge):
    """Entries marked as ours cite "our reading", and entries that cite it are marked."""
    for entry in knowledge.by_id.values():
        if hasattr(entry, "ours"):
            assert entry.ours == entry.source.startswith("our reading"), entry.id


def test_lost_figures_are_reconstructions(knowledge: Knowledge):
    """No drawing was recovered, so none is shown as the source's."""
    for figure in knowledge.figures:
        assert figure.ours
        assert "reconstruction, not the original figure" in figure.source
        assert figure.nodes


def test_the_sixteen_purposes(knowledge: Knowledge):
    """The question, its choices and the levers speak of the same purposes; each is some lever's main one."""
    ids = PURPOSES.split()
    assert [purpose.id for purpose in knowledge.purposes] == ids
    supports = [support for lever in knowledge.levers for support in lever.purposes]
    assert {support.purpose for support in supports} == set(ids)
    assert {support.purpose for support in supports if support.strength == "main"} == set(ids)


@pytest.mark.parametrize(("question", "choices"), CHOICES.items())
def test_ids_of_questions_and_choices_are_stable(knowledge: Knowledge, question, choices):
    """People script against them."""
    assert [choice.id for choice in knowledge.question_by_id[question].choices] == [*choices.split(), "unclear"]


@pytest.mark.parametrize(("kind", "questions"), KINDS.items())
def test_how_many_choices_a_question_takes(knowledge: Knowledge, kind, questions):
    """One, up to two, or several."""
    assert {knowledge.question_by_id[question].kind for question in questions} == {kind}


def test_unclear_is_a_choice_everywhere(knowledge: Knowledge):
    """Whoever does not know can say so by a tap, and by that alone."""
    for question in knowledge.questions:
        if question.choices:
            assert question.choice("unclear").alone, question.id


def test_levers_are_found_by_actor_in_the_sources_order(knowledge: Knowledge):
    """Actors in the order asked for, levers in the source's."""
    assert [lever.id for lever in knowledge.levers_of("CUS", "JV")][:9] == [
        "CUS-A1", "CUS-A2", "CUS-A3", "CUS-B1", "CUS-C1", "CUS-C2", "CUS-D1", "CUS-E1", "JV-A1",
    ]  # fmt: skip
    assert [lever.id for lever in knowledge.levers] == [
        lever.id for lever in knowledge.levers_of("SUP", "JV", "CUS", "GOV")
    ]


def test_unknown_choice_is_none(knowledge: Knowledge):
    """A choice that a question does not have."""
    assert knowledge.question_by_id["actor"].choice("nobody") is None
