"""Which levers come first, why, and what no ranking may do."""

from dataclasses import replace

import pytest

from bot.advice import Adviser
from bot.consultation import Answers
from bot.interview import actors_of, applies
from bot.ranking import SHOWN, Ranked, rank, why_not
from bot.understanding.reading import Reader
from knowledge import Knowledge
from knowledge.learned import NOTHING, Learned, tabled
from knowledge.schema.interview import Condition
from knowledge.schema.rules import Example, Ordering, Rule
from knowledge.schema.vocabulary import Phrase
from tests.situations import MANY, random_answers

SEEDS = range(1_300 + 200 * MANY)
ALL = ("SUP", "JV", "CUS", "GOV")
OURS_FIRST = Ordering(id="ours", when=(), first="SUP-B2", later=("SUP-A1", "SUP-A2"), source="our reading")


def ranked(reader: Reader, text: str = "", guesses: Answers | None = None, **answers) -> tuple[Ranked, ...]:
    """The ranking for these answers, one choice each unless several are given."""
    return rank(reader, reader.read(text), known(**answers), guesses or {})


def known(**answers: str | tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Answers, one choice each unless several are given."""
    return {q: (values,) if isinstance(values, str) else values for q, values in answers.items()}


def ids(levers) -> list[str]:
    return [r.lever.id for r in levers]


def one(levers, lever_id: str) -> Ranked:
    return next(r for r in levers if r.lever.id == lever_id)


def with_rules(knowledge: Knowledge, *rules: Rule, orderings: tuple[Ordering, ...] = ()) -> Reader:
    """A reader over the content with these rules only, without vocabulary and with nothing learnt about levers."""
    bare = replace(knowledge, rules=rules, orderings=orderings, phrases=(), aliases=(), learned_levers=NOTHING)
    return Reader(bare)


def rule(name: str, **changes) -> Rule:
    """A rule that fires when the position is strong."""
    when = (Condition(question="position", any=("strong",)),)
    example = (Example(answers={}),)
    return Rule(id=name, when=when, source="our reading", fires=example, rests=example, **changes)


def in_this_order(knowledge: Knowledge, *levers: str) -> Reader:
    """A reader by whose rules these levers come first, in this order."""
    steps = [levers[:n] for n in range(1, len(levers) + 1) for _ in range(2)]
    lifts = [rule(f"lift.{n}", up=dict.fromkeys(step, "strong")) for n, step in enumerate(steps)]
    return with_rules(knowledge, *lifts, orderings=(OURS_FIRST,))


@pytest.mark.parametrize(
    ("actors", "of"),
    [
        ((), ALL),
        (("unclear",), ALL),
        (("SUP",), ("SUP",)),
        (("GOV", "SUP"), ("SUP", "GOV")),
        (("INV",), ()),
        (("OWN",), ()),
        (("INV", "JV"), ("JV",)),
    ],
)
def test_all_levers_of_the_actors_are_ranked(adviser: Adviser, actors, of):
    """Each once; of all actors while none is known; none for what has no levers."""
    found = ranked(adviser.reader, actor=actors) if actors else ranked(adviser.reader)
    assert sorted(ids(found)) == sorted(lever.id for lever in adviser.knowledge.levers_of(*of))


def test_a_purpose_lifts_the_levers_that_serve_it(knowledge: Knowledge):
    """A main one more than a secondary one, a guessed one half as much as an answered one."""
    reader = with_rules(knowledge)
    answered = ranked(reader, actor="SUP", purpose="terms")
    guessed = ranked(reader, guesses={"purpose": ("terms",)}, actor="SUP")
    strengths = {s.strength for lever in knowledge.levers_of("SUP") for s in lever.purposes if s.purpose == "terms"}
    assert strengths == {"main", "secondary"}
    for lever in knowledge.levers_of("SUP"):
        support = next((s.strength for s in lever.purposes if s.purpose == "terms"), None)
        score = {"main": 2.0, "secondary": 0.7, None: 0.0}[support]
        assert one(answered, lever.id).score == score
        assert one(guessed, lever.id).score == score / 2
    reason = one(answered, "SUP-A1").reasons[0]
    assert (reason.rule, reason.key) == ("purpose.terms", "reason.purpose_main")
    assert reason.source == "Shift 2013, Annex A 1.A"


def test_a_second_purpose_that_one_lever_serves_counts_less(knowledge: Knowledge):
    """Two levers that serve one of two purposes each come near one that serves both."""
    found = ranked(with_rules(knowledge), actor="GOV", purpose=("weight", "standard"))
    assert (one(found, "GOV-D3").score, one(found, "GOV-D2").score, one(found, "GOV-C3").score) == (2.8, 2.0, 2.0)


def test_a_rule_moves_levers_by_its_weight(knowledge: Knowledge):
    """Up or down, half when it fires on a guess only; what lowers is no reason shown."""
    up = {"SUP-A1": "strong", "SUP-A2": "normal", "SUP-A3": "slight"}
    reader = with_rules(knowledge, rule("push", up=up, down={"SUP-A4": "normal"}))
    answered = ranked(reader, actor="SUP", position="strong")
    guessed = ranked(reader, guesses={"position": ("strong",)}, actor="SUP")
    for lever, score in (("SUP-A1", 1.0), ("SUP-A2", 0.6), ("SUP-A3", 0.3), ("SUP-A4", -0.6), ("SUP-B1", 0.0)):
        assert one(answered, lever).score == score
        assert one(guessed, lever).score == score / 2
    assert ids(answered)[:3] == ["SUP-A1", "SUP-A2", "SUP-A3"]
    assert ids(answered)[-1] == "SUP-A4"
    assert [r.key for r in one(answered, "SUP-A1").reasons] == ["rule.push"]
    assert [r.key for r in one(answered, "SUP-A4").reasons] == ["reason.actor"]
    assert one(ranked(reader, actor="SUP", position="weak"), "SUP-A1").score == 0.0


AUDIT = Learned(
    ("lever:SUP-D1", "lever:SUP-D2", "lever:SUP-A1", "lever:GOV-A1"),
    (0, 0, 0, 0),
    tabled({"audit": "100 250 100 300 900"}),
)


def test_what_a_text_is_like_lifts_levers_of_its_actor(knowledge: Knowledge):
    """The likest of them most, however much likelier one over others is; told behind what was answered, where near."""
    reader = Reader(replace(with_rules(knowledge).knowledge, learned_levers=AUDIT))
    found = ranked(reader, "audit", actor="SUP", purpose="terms")
    alone = ranked(with_rules(knowledge), "audit", actor="SUP", purpose="terms")
    lifted = {r.lever.id: round(r.score - one(alone, r.lever.id).score, 4) for r in found}
    assert {lever: lift for lever, lift in lifted.items() if lift} == {"SUP-A1": 4.0, "SUP-D1": 3.6, "SUP-D2": 2.4}
    assert [r.key for r in one(found, "SUP-A1").reasons] == ["reason.purpose_main", "reason.likeness"]
    assert [r.key for r in one(found, "SUP-D1").reasons] == ["reason.likeness"]
    assert [r.key for r in one(found, "SUP-D2").reasons] == ["reason.actor"]
    assert ranked(reader, "xyz", actor="SUP") == ranked(with_rules(knowledge), "xyz", actor="SUP")


def test_a_danger_read_from_the_text_counts_in_full(knowledge: Knowledge):
    """Whether it was told or read: what takes months stands as low. Other guesses count half."""
    slow = rule("slow", down={"SUP-E1": "strong"}).model_copy(
        update={"when": (Condition(question="safety", any=("danger",)),)}
    )
    reader = with_rules(knowledge, slow)
    told = one(ranked(reader, actor="SUP", safety="danger"), "SUP-E1")
    read = one(ranked(reader, guesses={"safety": ("danger",)}, actor="SUP"), "SUP-E1")
    denied = one(ranked(reader, guesses={"safety": ("danger",)}, actor="SUP", safety="none"), "SUP-E1")
    assert (told.score, read.score, denied.score) == (-1.0, -1.0, 0.0)


@pytest.mark.parametrize(
    ("lever", "rule_id", "without", "met"),
    [
        ("SUP-A3", "needs.tender", {"actor": "SUP", "purpose": "terms"}, {"moment": "MOM-03"}),
        ("SUP-A3", "needs.relationship", {"actor": "SUP", "connection": "linkage"}, {"moment": "MOM-03"}),
        (
            "SUP-A4",
            "needs.question",
            {"actor": "SUP", "purpose": "attention", "position": "strong"},
            {"position": "weak"},
        ),
        ("SUP-A4", "needs.seen", {"actor": "SUP", "moment": "MOM-08"}, {"moment": "MOM-04"}),
        ("SUP-A2", "needs.deliveries", {"actor": "SUP", "moment": "before"}, {"moment": "MOM-08"}),
        ("SUP-A5", "needs.barrier", {"actor": "SUP", "purpose": "terms"}, {"purpose": "motive"}),
        ("CUS-B1", "needs.market", {"actor": "CUS", "purpose": "terms"}, {"purpose": "motive"}),
        ("CUS-D1", "needs.many_sides", {"actor": "CUS", "purpose": "motive"}, {"purpose": "solve_together"}),
        (
            "GOV-A1",
            "needs.demands",
            {"actor": "GOV", "purpose": "weight", "connection": "linkage"},
            {"purpose": "terms"},
        ),
        ("GOV-B1", "needs.willing", {"actor": "GOV", "purpose": "weight"}, {"purpose": "ability"}),
        ("GOV-B2", "needs.unwilling", {"actor": "GOV", "purpose": "ability"}, {"purpose": "go_around"}),
        ("GOV-D4", "needs.capacity", {"actor": "GOV", "purpose": "weight"}, {"purpose": "ability"}),
        ("JV-B1", "needs.operation", {"actor": "JV", "purpose": "foothold", "moment": "MOM-01"}, {"moment": "MOM-08"}),
        ("JV-D1", "needs.financing", {"actor": "JV", "purpose": "depersonalise"}, {"allies": "lender"}),
        ("SUP-E1", "needs.others_supplier", {"actor": "SUP", "purpose": "facts"}, {"allies": "msi"}),
        ("JV-C2", "needs.others_partner", {"actor": "JV", "purpose": "motive"}, {"purpose": ("motive", "standard")}),
        (
            "CUS-C1",
            "needs.others_customer",
            {"actor": "CUS", "purpose": "motive"},
            {"purpose": ("motive", "level_field")},
        ),
        (
            "GOV-D2",
            "needs.others_government",
            {"actor": "GOV", "purpose": "protect_staff"},
            {"purpose": ("protect_staff", "standard")},
        ),
        ("GOV-B3", "needs.public", {"actor": "GOV", "purpose": "attention"}, {"purpose": ("attention", "public")}),
    ],
)
def test_a_lever_stands_lower_without_what_it_presupposes(adviser: Adviser, lever, rule_id, without, met):
    """A choice of bidders, an operation, a financier, others to agree with, somebody to tell; "why not" says so."""
    before = ranked(adviser.reader, **without)
    after = ranked(adviser.reader, **{**without, **met})
    assert one(before, lever).score < one(after, lever).score
    assert ids(before).index(lever) >= ids(after).index(lever)
    assert f"rule.{rule_id}" in why_not(adviser.knowledge, lever, known(**without))
    assert f"rule.{rule_id}" not in why_not(adviser.knowledge, lever, known(**{**without, **met}))


def test_reasons_stand_strongest_first(adviser: Adviser):
    """Whatever lifted the lever most is said first."""
    found = one(ranked(adviser.reader, actor="SUP", purpose="terms", moment="MOM-01", position="strong"), "SUP-A1")
    assert [reason.rule for reason in found.reasons] == ["purpose.terms", "moment.contract", "position.strong_supplier"]
    assert found.score == round(sum(reason.weight for reason in found.reasons), 4)


def test_words_that_point_to_a_lever_lift_it(knowledge: Knowledge):
    """The words are quoted; more of them count more, up to a limit; a weak phrase counts less."""
    phrases = [
        Phrase(
            id=f"cue.{n}", means={"lever": ("SUP-B1",)}, strength=strength, says={"en": (word,)}, yes=("a",), no=("b",)
        )
        for n, (word, strength) in enumerate([("alpha", "weak"), ("beta", "strong"), ("gamma", "normal")])
    ]
    reader = Reader(replace(knowledge, rules=(), phrases=tuple(phrases)))
    levels = [
        one(ranked(reader, text, actor="SUP"), "SUP-B1") for text in ("alpha", "gamma", "alpha gamma", "beta gamma")
    ]
    weights = [found.reasons[0].weight for found in levels]
    assert weights == pytest.approx([0.45, 0.9, 0.45 * 2.5, 0.45 * 3.0])
    assert dict(levels[-1].reasons[0].values) == {"words": "beta"}
    assert levels[-1].reasons[0].key == "reason.words"


def test_the_main_actors_levers_come_before_the_others(knowledge: Knowledge):
    """The second actor's cost a point, and one of them is among the first five all the same."""
    reader = with_rules(knowledge)
    found = ranked(reader, actor=("GOV", "SUP"))
    assert {r.score for r in found if r.lever.actor == "SUP"} == {-1.0}
    assert {r.score for r in found if r.lever.actor == "GOV"} == {0.0}
    assert sum(r.lever.actor == "SUP" for r in found[:SHOWN]) == 1
    assert all(r.lever.actor == "GOV" for r in found[:3])


def test_of_three_actors_the_first_two_are_shown(knowledge: Knowledge):
    """Even where the third has all the levers that fit."""
    fit = [lever.id for lever in knowledge.levers_of("GOV")]
    found = ranked(in_this_order(knowledge, *fit), actor=("SUP", "JV", "GOV"), position="strong")
    assert {"SUP", "JV"} <= {r.lever.actor for r in found[:SHOWN]}
    assert ids(found)[:3] == fit[:3]


def test_a_lever_can_be_out(knowledge: Knowledge):
    """It is not ranked while its rule fires, and "why not" says so."""
    reader = with_rules(knowledge, rule("never", out=("SUP-A1",)))
    assert "SUP-A1" not in ids(ranked(reader, actor="SUP", position="strong"))
    assert "SUP-A1" in ids(ranked(reader, actor="SUP", position="weak"))
    assert why_not(reader.knowledge, "SUP-A1", {"position": ("strong",)}) == ("rule.never",)
    assert why_not(reader.knowledge, "SUP-A1", {"position": ("weak",)}) == ()


def test_words_can_bar_a_lever(knowledge: Knowledge):
    """What the text rules out is not ranked."""
    barring = Phrase(id="bar", means={"bars": ("SUP-A1",)}, says={"en": ("handshake only",)}, yes=("a",), no=("b",))
    reader = Reader(replace(knowledge, phrases=(barring,)))
    assert "SUP-A1" not in ids(ranked(reader, "It is a handshake only", actor="SUP"))
    assert "SUP-A1" in ids(ranked(reader, "It is a contract", actor="SUP"))


def test_what_little_is_left_is_ranked(knowledge: Knowledge):
    """An actor without levers, fewer than five levers, or kinds too few: what there is is shown."""
    out = tuple(lever.id for lever in knowledge.levers_of("SUP"))
    gone = ranked(with_rules(knowledge, rule("never", out=out)), actor=("JV", "SUP"), position="strong")
    assert sorted(ids(gone)) == [lever.id for lever in knowledge.levers_of("JV")]
    few = ranked(with_rules(knowledge, rule("never", out=out[2:])), actor="SUP", position="strong")
    assert ids(few) == ["SUP-A1", "SUP-A2"]
    alike = tuple(lever.id for lever in knowledge.levers_of("SUP") if lever.category not in "AB")
    two = ranked(with_rules(knowledge, rule("never", out=alike)), actor="SUP", position="strong")
    assert {r.lever.category for r in two} == {"A", "B"}


def test_why_not(adviser: Adviser):
    """The texts of the rules that lower a lever under these answers."""
    given = known(actor="SUP", moment="MOM-03", position="weak", allies="none")
    assert why_not(adviser.knowledge, "SUP-A5", given) == ("rule.position.weak_supplier",)
    assert why_not(adviser.knowledge, "SUP-C1", given) == ("rule.allies.none",)
    assert why_not(adviser.knowledge, "SUP-B2", given) == ()


def test_the_first_three_places_are_the_best_levers(knowledge: Knowledge):
    """Three categories are among the first five; what was brought in says why it is there."""
    up = {lever.id: "strong" for lever in knowledge.levers_of("SUP") if lever.category == "A"}
    found = ranked(with_rules(knowledge, rule("push", up=up)), actor="SUP", position="strong")
    assert ids(found)[:3] == ["SUP-A1", "SUP-A2", "SUP-A3"]
    assert len({r.lever.category for r in found[:SHOWN]}) == 3
    assert [r.reasons[-1].key == "reason.spread" for r in found[:SHOWN]] == [False, False, False, True, True]
    assert ids(found)[5:7] == ["SUP-A4", "SUP-A5"]


def test_our_own_part_comes_before_demands(knowledge: Knowledge):
    """The lever is lifted above those that must not stand over it, and says so; nothing else moves."""
    reader = with_rules(knowledge, rule("push", up={"SUP-A2": "strong", "SUP-C1": "strong"}), orderings=(OURS_FIRST,))
    found = ranked(reader, actor="SUP", position="strong")
    assert ids(found)[:3] == ["SUP-B2", "SUP-A2", "SUP-C1"]
    assert found[0].reasons[0].key == "reason.ordering"
    above = with_rules(knowledge, rule("push", up={"SUP-B2": "strong"}), orderings=(OURS_FIRST,))
    assert all(reason.key != "reason.ordering" for reason in ranked(above, actor="SUP", position="strong")[0].reasons)
    elsewhere = with_rules(knowledge, rule("push", up={"JV-A1": "strong"}), orderings=(OURS_FIRST,))
    assert ids(ranked(elsewhere, actor="JV", position="strong"))[0] == "JV-A1"


SPREADS = [
    ("two kinds are missing", "SUP-A3 SUP-A4 SUP-A5 JV-A1 JV-A2", "SUP-A3 SUP-A4 SUP-A5 JV-C1 SUP-B2"),
    (
        "the only lever of an actor stays one of that actor",
        "JV-B1 JV-B2 JV-B3 JV-A1 SUP-A3",
        "JV-B1 JV-B2 JV-B3 JV-A1 SUP-C1",
    ),
    ("demands are not brought in", "SUP-C1 SUP-C2 SUP-B1 SUP-B3 SUP-B2", "SUP-C1 SUP-C2 SUP-B1 SUP-B3 SUP-A3"),
    ("our own part does not give way", "SUP-B1 SUP-B3 SUP-A3 SUP-B2 SUP-A1", "SUP-B1 SUP-B3 SUP-A3 SUP-B2 SUP-C1"),
    ("unless the demand behind it does", "JV-B1 JV-B2 JV-B3 SUP-B2 SUP-A2", "JV-B1 JV-B2 JV-B3 SUP-A3 JV-C1"),
    ("nothing is missing", "SUP-B1 SUP-C1 SUP-A3 SUP-B2 SUP-A1", "SUP-B1 SUP-C1 SUP-A3 SUP-B2 SUP-A1"),
]


@pytest.mark.parametrize(("case", "first", "shown"), SPREADS, ids=[case[0] for case in SPREADS])
def test_another_kind_takes_one_of_the_last_two_places(knowledge: Knowledge, case, first, shown):
    """And never what the ordering or the two actors settled."""
    levers = first.split()
    actors = tuple(dict.fromkeys(lever.split("-")[0] for lever in levers))
    found = ranked(in_this_order(knowledge, *levers), actor=actors, position="strong")
    assert ids(found)[:SHOWN] == shown.split(), case
    _check_promises(found, actors, ours_first="SUP" in actors)


def _check_promises(levers: tuple[Ranked, ...], actors: tuple[str, ...], *, ours_first: bool) -> None:
    shown, order = levers[:SHOWN], ids(levers)
    assert len(set(order)) == len(order)
    assert len({r.lever.category for r in shown}) >= 3
    assert set(actors[:2]) <= {r.lever.actor for r in shown}
    if ours_first:
        assert order.index("SUP-B2") < min(order.index("SUP-A1"), order.index("SUP-A2"))
    for r in levers:
        assert r.reasons
        weights = [reason.weight for reason in r.reasons if reason.key not in ("reason.ordering", "reason.spread")]
        assert weights == sorted(weights, reverse=True)


def test_promises_hold_whatever_is_answered(adviser: Adviser):
    """Three categories and both actors among the first five, our own part before demands, every lever with a reason."""
    nothing = adviser.reader.read("")
    (ordering,) = adviser.knowledge.orderings
    for seed in SEEDS:
        answers = random_answers(adviser.knowledge, seed)
        levers = rank(adviser.reader, nothing, answers, {})
        if levers:
            _check_promises(levers, actors_of(answers), ours_first=applies(ordering.when, answers))
        else:
            assert not actors_of(answers)


def test_an_answer_never_counts_less_than_a_guess(adviser: Adviser):
    """The same facts, answered or guessed: the levers' scores are at least as far from nothing."""
    nothing = adviser.reader.read("")
    for seed in range(200):
        answers = random_answers(adviser.knowledge, seed)
        sure = {r.lever.id: r.reasons[0].weight for r in rank(adviser.reader, nothing, answers, {})}
        guessed = {r.lever.id: r.reasons[0].weight for r in rank(adviser.reader, nothing, {}, answers)}
        assert sure.keys() == guessed.keys()
        assert sum(sure.values()) >= sum(guessed.values())
