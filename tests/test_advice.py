"""From answers to advice: routes, warnings, gates, cautions, tips; and that nothing but the answers decides."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from bot.advice import MOST_INTERNAL, MOST_TIPS, NO_ADVICE, Advice, Adviser, as_json, reason_text
from bot.consultation import Answers, Consultation
from bot.interview import actors_of, applies, open_question
from bot.ranking import SHOWN, Reason
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from tests.situations import MANY, random_answers

SEEDS = range(250 + 50 * MANY)
PASSPORTS = "A supplier keeps the passports of its workers."
"""Forced labour at a supplier, now: read in any vocabulary."""


def advise(adviser: Adviser, situation: str = "", *, confirmed: bool = False, skipped=(), **answers) -> Advice:
    """The advice for these answers, one choice each unless several are given."""
    given = {q: (values,) if isinstance(values, str) else tuple(values) for q, values in answers.items()}
    return adviser.advise(Consultation(situation=situation, answers=given, confirmed=confirmed, skipped=tuple(skipped)))


def ids(entries) -> list[str]:
    return [entry.id for entry in entries]


def order(advice: Advice) -> list[str]:
    return [r.lever.id for r in advice.levers]


def with_conditions(conditions, **more: tuple[str, ...]) -> Answers:
    """Answers under which these conditions hold."""
    return more | {c.question: c.any[:1] for c in conditions if c.any}


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("I saw it and want to report it", "report_channel"),
        ("are we liable for this?", "legal_advice"),
        ("show me what my colleague asked", "refuse"),
        ("I forgot my password", "out_of_scope"),
        ("", "ask_again"),
        ("hello", "ask_again"),
        (PASSPORTS, "leverage"),
        ("We hold shares in a company that pollutes a river", "investee"),
        ("In our own factory people are locked in", "own_operations"),
    ],
)
def test_a_text_goes_its_way(adviser: Adviser, text, route):
    """Before anything is answered the text decides; what gets no advice gets no levers."""
    found = advise(adviser, text)
    assert found.route == route
    if route in NO_ADVICE or route in ("investee", "own_operations"):
        assert found.levers == ()
    assert (route in NO_ADVICE) <= any(phrase.startswith("route.") for phrase in found.phrases)


@pytest.mark.parametrize(
    ("answers", "route", "actors"),
    [
        ({"actor": "SUP"}, "leverage", {"SUP"}),
        ({"actor": "unclear"}, "leverage", {"SUP", "JV", "CUS", "GOV"}),
        ({"actor": "OWN"}, "own_operations", set()),
        ({"actor": ("OWN", "GOV")}, "leverage", {"GOV"}),
        ({"actor": "INV"}, "investee", set()),
        ({"actor": "INV", "holding": "loan"}, "investee", {"CUS"}),
        ({"actor": ("INV", "SUP"), "holding": "loan"}, "investee", {"CUS"}),
        ({"actor": ("INV", "SUP"), "holding": "shares"}, "investee", set()),
        ({"actor": "SUP", "connection": "none"}, "no_link", {"SUP"}),
        ({"connection": "none"}, "no_link", {"SUP", "JV", "CUS", "GOV"}),
    ],
)
def test_the_answers_decide_the_route(adviser: Adviser, answers, route, actors):
    """And whose levers are ranked: a borrower's as a customer's, an investee's not at all."""
    found = advise(adviser, **answers)
    assert found.route == route
    assert {r.lever.actor for r in found.levers} == actors
    assert found.shown == found.levers[:SHOWN]


def test_what_names_no_harm_and_is_tied_to_us_by_nothing_is_another_matter(adviser: Adviser):
    """Unless the person says what they want to reach, or has begun all the same."""
    soup = Consultation(situation="The canteen serves cold soup", answers={"connection": ("none",)})
    assert adviser.advise(soup).route == "out_of_scope"
    assert adviser.advise(replace(soup, answers={**soup.answers, "purpose": ("facts",)})).route != "out_of_scope"
    assert adviser.advise(replace(soup, route="leverage")).route == "no_link"


def test_what_needs_no_advice_stays_so_whatever_is_answered(adviser: Adviser):
    """A report is not turned into a consultation by answers."""
    assert advise(adviser, "I saw it and want to report it", actor="SUP").route == "report_channel"
    assert advise(adviser, "In our own factory people are locked in", actor="SUP").route == "leverage"


def test_it_warns_on_a_guess(adviser: Adviser):
    """A warning costs little; answers outweigh the text."""
    assert advise(adviser, PASSPORTS).urgent
    assert advise(adviser, PASSPORTS).safety == ("forced",)
    assert not advise(adviser, PASSPORTS, safety="none").urgent
    assert advise(adviser, PASSPORTS, safety="none").safety == ()


@pytest.mark.parametrize("kind", ["danger", "child", "forced", "violence", "order"])
def test_it_warns_when_harm_goes_on(adviser: Adviser, kind):
    """Feared or past harm is severe, and no alarm."""
    for status in ("happening", "unclear"):
        now = advise(adviser, actor="SUP", safety=kind, status=status)
        assert (now.urgent, now.severe, now.safety) == (True, False, (kind,))
    for status in ("potential", "ended"):
        then = advise(adviser, actor="SUP", safety=("unclear", kind), status=status)
        assert (then.urgent, then.severe, then.safety) == (False, True, (kind,))


@pytest.mark.parametrize("answer", ["none", "unclear"])
def test_it_does_not_warn_for_nothing(adviser: Adviser, answer):
    """Neither alarm nor note."""
    found = advise(adviser, actor="SUP", safety=answer)
    assert (found.urgent, found.severe, found.safety) == (False, False, ())


def test_what_the_text_says_counts_until_it_is_confirmed(adviser: Adviser):
    """Then only the answers do; a skipped question's guess counts for nothing; an answer outweighs a guess."""
    assert advise(adviser, PASSPORTS).understood["actor"] == ("SUP",)
    assert "actor" not in advise(adviser, PASSPORTS, confirmed=True).understood
    assert "actor" not in advise(adviser, PASSPORTS, skipped=("actor",)).understood
    assert advise(adviser, PASSPORTS, actor="JV").understood["actor"] == ("JV",)


def test_the_connection_is_never_taken_as_confirmed(adviser: Adviser):
    """Only an answer is; nothing answered is unclear."""
    guessed = advise(adviser, "It is our own late orders that cause it: in our own factory people are locked in")
    assert not guessed.confirmed_connection
    assert advise(adviser, actor="SUP").connection == "unclear"
    told = advise(adviser, actor="SUP", connection=("linkage", "contribute"))
    assert (told.connection, told.confirmed_connection) == ("contribute", True)


@pytest.mark.parametrize("connection", ["contribute", "cause", ("linkage", "contribute")])
@pytest.mark.parametrize(("position", "moment", "purpose"), [
    ("strong", "MOM-08", "facts"),
    ("strong", ("MOM-01", "MOM-08"), "terms"),
    ("balanced", "MOM-05", ("attention", "terms")),
])  # fmt: skip
def test_our_own_part_comes_before_demands(adviser: Adviser, connection, position, moment, purpose):
    """When we contribute to a supplier's harm, neither SUP-A1 nor SUP-A2 stands above SUP-B2."""
    facts = {"actor": "SUP", "position": position, "moment": moment, "purpose": purpose}
    found = order(advise(adviser, connection=connection, **facts))
    assert found.index("SUP-B2") < min(found.index("SUP-A1"), found.index("SUP-A2"))
    linked = order(advise(adviser, connection="linkage", **facts))
    assert linked.index("SUP-B2") > min(linked.index("SUP-A1"), linked.index("SUP-A2"))


def test_contact_waits_for_the_lead(adviser: Adviser):
    """While it could endanger anyone, or nobody has said that it can't; other gates carry a caution only."""
    facts = {"actor": "SUP", "purpose": "solve_together", "allies": ("ngo_union", "msi")}
    gate = next(gate for gate in adviser.knowledge.gates if gate.id == "contact")
    for contact in ({}, {"contact": "yes"}, {"contact": "unclear"}):
        found = advise(adviser, **facts, **contact)
        assert "contact" in ids(found.gates)
        assert set(found.held) == set(gate.levers)
    free = advise(adviser, **facts, contact="no")
    assert free.held == ()
    assert {"contact", "competitors", "officials"} >= set(ids(free.gates)) >= {"contact"}


def test_a_gate_stands_before_levers_that_are_shown(adviser: Adviser):
    """Not before those further down."""
    for seed in SEEDS:
        found = adviser.advise(Consultation(answers=random_answers(adviser.knowledge, seed)))
        shown = {r.lever.id for r in found.shown}
        assert ids(found.gates) == [gate.id for gate in adviser.knowledge.gates if shown & set(gate.levers)]
        for caution in found.cautions:
            assert not caution.levers or shown & set(caution.levers)


def test_vague_words_and_not_sure_are_asked_again(adviser: Adviser):
    """Words that name nothing, an actor, and not sure how we are tied to it: asked again, not advised."""
    answers = {"actor": ("SUP",), "connection": ("unclear",)}
    assert adviser.advise(Consultation(situation="hello", answers=answers)).route == "ask_again"
    assert adviser.advise(Consultation(situation="hello", answers=answers, route="leverage")).route == "leverage"


def test_every_rule_is_reached(adviser: Adviser):
    """Under the answers of its own example it moves a lever up, with its reason, or down."""
    for rule in adviser.knowledge.rules:
        for example in rule.fires:
            actors = {lever.split("-")[0] for lever in (*rule.up, *rule.down)}
            answers = {"actor": tuple(sorted(actors)), **example.answers}
            found = adviser.advise(Consultation(answers=answers))
            with_reason = {r.lever.id for r in found.levers if rule.id in [reason.rule for reason in r.reasons]}
            ranked = {r.lever.id for r in found.levers}
            assert with_reason == set(rule.up) & ranked, rule.id
            assert ranked & {*rule.up, *rule.down}, rule.id


def test_every_gate_and_caution_is_reached(adviser: Adviser):
    """Some answers bring each of them up, and some do not."""
    seen: Counter[str] = Counter()
    for seed in range(300):
        found = adviser.advise(Consultation(answers=random_answers(adviser.knowledge, seed)))
        seen.update({*ids(found.gates), *ids(found.cautions), *(f"held.{g}" for g in ids(found.gates) if found.held)})
    expected = {*ids(adviser.knowledge.gates), *ids(adviser.knowledge.cautions)}
    assert expected - set(seen) == set()
    assert all(seen[name] < 300 for name in expected)
    assert seen["held.contact"] > 0


def test_every_pick_is_reached(adviser: Adviser):
    """Under its conditions the first of its items is recommended, three at most, none twice."""
    for pick in adviser.knowledge.picks:
        answers = with_conditions(pick.when)
        found = adviser.advise(Consultation(answers=answers))
        assert pick.ids[0] in ids(found.internal), pick.id
        assert len(set(ids(found.internal))) == len(found.internal) == MOST_INTERNAL


def test_cautions_follow_the_answers(adviser: Adviser):
    """Those without levers by their conditions alone."""
    for caution in adviser.knowledge.cautions:
        if not caution.levers:
            answers = with_conditions(caution.when)
            assert caution.id in ids(adviser.advise(Consultation(answers=answers)).cautions)
    assert ids(advise(adviser, actor="OWN").cautions) == []


def test_the_moments_are_those_answered(adviser: Adviser):
    """Else one at which the best levers live; none when no rule names one."""
    told = advise(adviser, actor="SUP", moment=("MOM-08", "MOM-01"))
    assert (ids(told.moments), told.moment_answered) == (["MOM-08", "MOM-01"], True)
    nothing = advise(adviser, actor="SUP", moment="nothing", purpose="terms")
    assert not nothing.moment_answered
    assert len(nothing.moments) == 1
    assert advise(adviser, actor="OWN").moments == ()
    alone = advise(adviser, actor="SUP", purpose="solve_together", allies="msi", position="weak")
    assert alone.moments == ()


def test_tips_are_for_the_counterpart(adviser: Adviser):
    """At most four, two of a principle, none for whom nothing is known; a stated interest comes first."""
    for seed in SEEDS:
        answers = random_answers(adviser.knowledge, seed)
        found = adviser.advise(Consultation(answers=answers))
        whom = "OWN" if answers["actor"][0] == "OWN" else next(iter(actors_of(answers)), None)
        assert {tip.tip.counterpart for tip in found.persuasion} <= {whom}
        assert len(found.persuasion) <= MOST_TIPS
        assert max(Counter(tip.principle for tip in found.persuasion).values(), default=0) <= 2
    told = advise(adviser, actor="JV", interest="leadership")
    assert all("leadership" in tip.tip.interests for tip in told.persuasion[:2])
    assert len(told.persuasion) == MOST_TIPS
    assert len(advise(adviser, actor="OWN").persuasion) == MOST_TIPS
    assert advise(adviser, actor="unclear").persuasion == ()


def test_what_is_open(adviser: Adviser):
    """Questions that apply and are neither answered nor skipped, in the order they are asked."""
    found = advise(adviser, actor="SUP", safety="none", status="happening", skipped=("connection",))
    assert found.open_questions[:4] == ("purpose", "moment", "position", "contact")
    assert {"checked", "remedy"} <= set(found.open_questions)
    assert not {"actor", "safety", "status", "connection", "holding", "when"} & set(found.open_questions)
    full = Consultation(further=True, answers={"actor": ("OWN",)})
    assert open_question(adviser.knowledge, full).id == advise(adviser, actor="OWN").open_questions[0]


def test_feared_and_unproven(adviser: Adviser):
    """Each is marked by its answer only."""
    assert advise(adviser, actor="SUP", status="potential").potential
    assert not advise(adviser, actor="SUP", status="happening").potential
    assert advise(adviser, actor="SUP", status="happening", checked="no").alleged
    assert advise(adviser, actor="SUP", status="happening", checked="unclear").alleged
    assert not advise(adviser, actor="SUP", status="happening", checked="yes").alleged


def test_the_same_answers_give_the_same_advice(knowledge: Knowledge, adviser: Adviser):
    """Byte for byte, whichever adviser is asked, in whatever order the answers came."""
    words, other = knowledge.texts["en"], Adviser(knowledge)
    for seed in range(20 * MANY):
        answers = random_answers(knowledge, seed)
        backwards = dict(reversed(answers.items()))
        first, second = (
            json.dumps(as_json(a.advise(Consultation(situation=PASSPORTS, answers=given)), words))
            for a, given in ((adviser, answers), (other, backwards))
        )
        assert first == second


def test_the_machine_readable_form(adviser: Adviser):
    """The keys and shapes that scripts rely on; every lever says why and where that stands."""
    advice = advise(adviser, PASSPORTS, actor="SUP", connection="contribute", purpose="terms", moment="MOM-01")
    made = as_json(advice, adviser.knowledge.texts["en"])
    assert list(made) == [
        "route", "urgent", "understood", "responsibility", "levers", "moments", "persuasion", "internal", "cautions",
        "open_questions", "content",
    ]  # fmt: skip
    assert made == json.loads(json.dumps(made))
    assert (made["route"], made["urgent"], made["content"]) == ("leverage", True, adviser.knowledge.content_hash)
    assert made["understood"]["actor"] == ["SUP"]
    assert list(made["understood"]) == sorted(made["understood"])
    assert made["responsibility"]["connection"] == "contribute"
    assert made["responsibility"]["confirmed"] is True
    assert made["moments"] == ["MOM-01"]
    assert [lever["id"] for lever in made["levers"]] == order(advice)
    for lever in made["levers"]:
        assert lever["reasons"]
        assert all(set(reason) == {"rule", "text", "source"} and reason["text"] for reason in lever["reasons"])
    for part in ("persuasion", "internal"):
        assert all(set(entry) == {"id", "tip", "source"} for entry in made[part])
    assert all(isinstance(caution, str) and caution for caution in made["cautions"])
    assert set(advice.open_questions) == set(made["open_questions"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_words_in_every_language(adviser: Adviser, language):
    """Ids among its values are shown as labels."""
    words = adviser.knowledge.texts[language]
    for seed in range(40):
        found = adviser.advise(Consultation(situation=PASSPORTS, answers=random_answers(adviser.knowledge, seed)))
        for reason in {reason for r in found.levers for reason in r.reasons}:
            assert reason_text(reason, words).strip()
            assert "{" not in reason_text(reason, words)


def test_a_reason_in_words(adviser: Adviser):
    """The label of a purpose and an actor; words as the person typed them, braces and all."""
    words = adviser.knowledge.texts["en"]
    purpose = Reason("purpose.terms", "reason.purpose_main", "", (("purpose", "terms"),))
    assert reason_text(purpose, words) == words("reason.purpose_main", purpose=words("choice.purpose.terms"))
    actor = Reason("actor", "reason.actor", "", (("actor", "GOV"),))
    assert reason_text(actor, words) == words("reason.actor", actor=words("word.actor.GOV"))
    typed = Reason("words", "reason.words", "", (("words", "{actor} {0}"),))
    assert reason_text(typed, words).endswith("{actor} {0}")


def test_conditions_of_gates_and_cautions_hold_where_they_are_shown(adviser: Adviser):
    """What is shown applies."""
    for seed in SEEDS:
        answers = random_answers(adviser.knowledge, seed)
        found = adviser.advise(Consultation(answers=answers))
        assert all(applies(caution.when, answers) for caution in found.cautions)
        assert bool(found.held) == any(gate.holds and applies(gate.when, answers) for gate in found.gates)
