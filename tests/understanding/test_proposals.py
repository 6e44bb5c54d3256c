"""What a text makes likely: answers to confirm, a route, a warning."""

import pytest

from bot.understanding.proposals import Proposal, propose
from bot.understanding.reading import Reader
from knowledge import Knowledge
from tests.understanding.vocabulary import phrase, reader_of_phrases_alone

PHRASES = [
    phrase("sup", "supplier", actor="SUP"),
    phrase("gov", "ministry", actor="GOV", strength="strong"),
    phrase("jv", "partner", actor="JV", strength="weak"),
    phrase("jv.two", "venture", actor="JV", strength="strong"),
    phrase("jv.three", "alliance", actor="JV", strength="strong"),
    phrase("inv", "shareholder", actor="INV", strength="strong"),
    phrase("cus", "client", actor="CUS"),
    phrase("own", "ourselves", actor="OWN", strength="strong"),
    phrase("own.two", "headquarters", actor="OWN", strength="strong"),
    phrase("own.three", "depot", actor="OWN", strength="strong"),
    phrase("forced", "passports", safety="forced"),
    phrase("danger", "fire", safety="danger", strength="strong"),
    phrase("child", "children", safety="child", strength="weak"),
    phrase("child.two", "school", safety="child", strength="weak"),
    phrase("odd", "fine", safety="none", strength="strong"),
    phrase("ended", "stopped", status="ended"),
    phrase("feared", "might", status="potential"),
    phrase("now", "still", status="happening"),
    phrase("severe", "injured", severity="health"),
    phrase("cue", "training", lever=("SUP-B1", "SUP-B2")),
    phrase("weakcue", "handbook", lever="SUP-B1", strength="weak"),
    phrase("moments", "soon", moment=("MOM-01", "MOM-02", "MOM-03")),
    phrase("link", "tied", connection="linkage"),
    phrase("nolink", "unrelated", connection="none"),
    phrase("report", "whistle", route="report_channel"),
    phrase("legal", "liable", route="legal_advice"),
    phrase("liability", "liability", route="legal_advice"),
    phrase("refuse", "colleague", route="refuse"),
    phrase("scope", "canteen", route="out_of_scope"),
    phrase("scope.sure", "password", route="out_of_scope", strength="strong"),
    phrase("stake", "locked", sign="harm", strength="weak"),
    phrase("stake.two", "shaking", sign="harm", strength="weak"),
    phrase("near", "tonight", sign="near", strength="weak"),
    phrase("plan", "template", sign="calm", strength="weak"),
    phrase("people", "families", sign="someone", strength="weak"),
    phrase("policy", "drafting", route="leverage", strength="weak"),
]


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """A reader that knows these phrases only, so that weights can be counted by hand."""
    return reader_of_phrases_alone(knowledge, *PHRASES)


def proposal(reader: Reader, text: str) -> Proposal:
    """What the text makes likely."""
    return propose(reader, reader.read(text))


def test_a_likely_choice_is_proposed(reader: Reader):
    """From one normal phrase or two weak ones on; a weak one alone proposes nothing."""
    assert proposal(reader, "children").answers == {}
    assert proposal(reader, "children school tonight").answers == {"safety": ("child",)}
    assert proposal(reader, "passports fire").answers["safety"] == ("danger", "forced")
    assert proposal(reader, "soon").answers["moment"] == ("MOM-01", "MOM-02")
    assert proposal(reader, "tied").answers["connection"] == ("linkage",)


def test_none_is_never_proposed(reader: Reader):
    """Nobody is told that there is no harm or no connection."""
    assert "connection" not in proposal(reader, "unrelated").answers
    assert proposal(reader, "fine").answers == {}


def test_a_negated_harm_is_none(reader: Reader):
    """ "No fire" warns of nothing."""
    assert proposal(reader, "there was no fire").alarm == "none"
    assert proposal(reader, "there was a fire").alarm == "possible"


@pytest.mark.parametrize(
    ("text", "alarm", "severe", "safety"),
    [
        ("fire", "possible", False, ("danger",)),
        ("fire tonight", "likely", False, ("danger",)),
        ("passports locked", "possible", False, ("forced",)),
        ("passports stopped", "none", True, None),
        ("might fire", "none", True, None),
        ("passports stopped still tonight", "possible", False, ("forced",)),
        ("passports tonight locked", "likely", False, ("forced",)),
        ("children", "none", False, None),
        ("children tonight", "possible", False, None),
        ("locked", "none", False, None),
        ("locked shaking tonight", "possible", False, None),
        ("locked tonight template", "possible", False, None),
        ("injured tonight", "possible", False, None),
        ("tonight", "none", False, None),
        ("families", "none", False, None),
        ("families tonight", "possible", False, None),
        ("stopped", "none", False, None),
        ("fire unrelated", "none", True, ("danger",)),
        ("canteen tonight", "none", False, None),
    ],
)
def test_a_warning_is_for_harm_that_is_near(reader: Reader, text, alarm, severe, safety):
    """What is named, what could be at stake and how near it is count together; a plan, the past or a fear lower it.

    Nothing at stake, or nothing that ties us to it: nobody is alarmed.
    """
    found = proposal(reader, text)
    assert (found.alarm, found.severe, found.answers.get("safety")) == (alarm, severe, safety)


def test_an_unnamed_danger_ranks_as_one(reader: Reader):
    """Levers that take months go down when someone may be in danger, though no words say which; it is not shown."""
    found = proposal(reader, "locked tonight")
    assert found.guesses["safety"] == ("danger",)
    assert "safety" not in found.answers


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("supplier", ("SUP",)),
        ("ministry supplier", ("GOV", "SUP")),
        ("ministry partner", ("GOV",)),
        ("partner", None),
        ("supplier ministry partner", ("GOV", "SUP")),
        ("shareholder supplier", ("INV",)),
        ("shareholder client", ("INV", "CUS")),
        ("ourselves ministry", ("GOV", "OWN")),
        ("ourselves client", ("OWN", "CUS")),
        ("ourselves supplier", ("OWN",)),
        ("ourselves venture alliance", ("JV",)),
        ("ourselves headquarters depot venture", ("OWN",)),
        ("ourselves headquarters depot venture alliance", ("JV",)),
        ("training handbook passports", None),
        ("", None),
    ],
)
def test_the_actors_proposed(reader: Reader, text, actors):
    """The likeliest, and a second one that comes near it; beside an investee or ourselves only some are meant."""
    assert proposal(reader, text).answers.get("actor") == actors


def test_a_lean_towards_an_actor_is_a_guess(reader: Reader):
    """It ranks, and is not shown as understood."""
    found = proposal(reader, "training soon")
    assert "actor" not in found.answers
    assert found.guesses["actor"] == ("SUP",)
    assert found.route == "leverage"
    assert proposal(reader, "whistle partner").guesses == {}


def test_what_fits_a_levers_text_leans_to_its_actor(knowledge: Knowledge):
    """The levers' own words count as well."""
    reader = Reader(knowledge)
    found = propose(reader, reader.read("training and tools for the supplier's supervisors"))
    assert found.guesses["actor"][0] == "SUP"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("colleague whistle liable canteen", "refuse"),
        ("whistle liable supplier passports", "report_channel"),
        ("whistle liable liability passports", "legal_advice"),
        ("liable passports", "legal_advice"),
        ("canteen", "out_of_scope"),
        ("canteen supplier", "out_of_scope"),
        ("canteen passports", "leverage"),
        ("canteen injured", "leverage"),
        ("canteen training soon", "out_of_scope"),
        ("canteen password passports", "leverage"),
        ("canteen password injured", "out_of_scope"),
        ("canteen password children", "out_of_scope"),
        ("password training", "out_of_scope"),
        ("password passports", "leverage"),
        ("unrelated supplier", "no_link"),
        ("shareholder", "investee"),
        ("ourselves", "own_operations"),
        ("drafting", "leverage"),
        ("passports", "leverage"),
        ("injured", "leverage"),
        ("training", "ask_again"),
        ("training soon", "leverage"),
        ("handbook soon", "leverage"),
        ("supplier soon", "leverage"),
        ("supplier", "ask_again"),
        ("soon", "ask_again"),
        ("children", "ask_again"),
        ("", "ask_again"),
    ],
)
def test_the_route_of_a_text(reader: Reader, text, route):
    """What is not for us first; then the connection, then whom it is about; else ask again."""
    assert proposal(reader, text).route == route
