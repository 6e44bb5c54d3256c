"""What a text is like as a whole, by what was learnt from other messages."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.advice import Adviser
from bot.understanding.likeness import FEW, IN_GENERAL, NO_LEVER, Likeness, counted, levers_like, likeness, nearness
from knowledge import Knowledge
from knowledge.learned import Learned, read_learned, tabled, written
from knowledge.load import LEARNED, LEARNED_LEVERS
from tests.teach.labelled import By, digest, labelled, messages

TAUGHT = Learned(
    ("danger:yes", "route:leverage", "route:refuse", "actor:SUP", "actor:none"),
    (-100, 0, 0, 0, 0),
    tabled({"locked": "200 900 300 -300 0 0", "mill": "100 0 0 0 500 -500", "hide": "100 0 -200 400 0 0"}),
)


def test_where_nothing_was_learnt_nothing_is_said():
    """As likely as in general; no route, no actor."""
    assert likeness(Learned(), "locked in the mill") == Likeness(IN_GENERAL, {}, {})


def test_pieces_speak_for_kinds():
    """The shares of the routes are 1 together, and so are those of the actors."""
    found = likeness(TAUGHT, f"They are locked in at the mill{' far away' * FEW}")
    assert found.danger > 0.9
    assert found.routes["leverage"] > 0.9 and sum(found.routes.values()) == pytest.approx(1)
    assert found.actors["SUP"] > 0.9 and sum(found.actors.values()) == pytest.approx(1)
    assert likeness(TAUGHT, "hide it").routes["refuse"] > 0.9


def test_a_text_that_was_never_met_is_what_kinds_start_with():
    """No piece of it is known, however long it is."""
    found = likeness(TAUGHT, "zzz " * FEW)
    assert found.routes == {"leverage": 0.5, "refuse": 0.5} and found.danger < IN_GENERAL


def test_few_words_are_like_nothing_for_sure():
    """The fewer, the nearer to what holds in general."""
    sure, unsure = (likeness(TAUGHT, text).danger for text in ("locked" + " so" * FEW, "locked"))
    assert IN_GENERAL < unsure < sure


@pytest.mark.parametrize("text", ["", " ", "\0\u202e", "😀😀", "x" * 10_000, "护照被扣", "a'b’c"])
def test_any_text_has_a_likeness(knowledge: Knowledge, text: str):
    """Nothing that is typed raises."""
    found = likeness(knowledge.learned, text)
    assert 0 <= found.danger <= 1 and sum(found.routes.values()) == pytest.approx(1)


def test_words_and_runs_of_their_letters_are_counted():
    """Folded, borders included; more of the same counts less and less."""
    found = counted("Über über Uber!")
    assert set(found) == {"uber", "!", "#_ube", "#uber", "#ber_", "#_!_"}
    assert 1 < found["uber"] < 3


LEVERS = Learned(
    ("lever:SUP-A2", "lever:SUP-B1", "lever:none"),
    (0, 0, 0),
    tabled({"audit": "100 500 0 0", "train": "100 0 500 0", "pizza": "100 0 0 900"}),
)


def test_a_text_is_like_those_a_lever_helps():
    """Shares are 1 together, with that of what no lever helps; the nearest lever is at 1, none below 0."""
    shares = levers_like(LEVERS, "the audit again")
    assert shares["SUP-A2"] > 0.9 and sum(shares.values()) == pytest.approx(1)
    assert nearness(shares) == {"SUP-A2": 1.0, "SUP-B1": 0.0}
    assert levers_like(LEVERS, "pizza")[NO_LEVER] > 0.9


@pytest.mark.parametrize(("learned", "text"), [(LEVERS, "zzz"), (LEVERS, ""), (Learned(), "audit")])
def test_a_text_of_which_nothing_was_ever_met_is_near_to_no_lever(learned: Learned, text: str):
    """Nor is any text where nothing was learnt: how often a lever helps in general says nothing about this one."""
    assert nearness(levers_like(learned, text)) == {}


def test_every_lever_was_learnt(knowledge: Knowledge):
    """And what no lever helps with."""
    assert set(levers_like(knowledge.learned_levers, "audit")) == {*knowledge.lever_by_id, NO_LEVER}


def test_what_is_written_is_read():
    """With comments before it, and pieces in order whatever they are."""
    read = read_learned(written(TAUGHT, ("Do not edit.",)))
    assert read == TAUGHT
    assert read.of("mill") == (1.0, [0, 0, 0, 500, -500])
    assert read.of("never") is None


@pytest.mark.parametrize(("path", "told"), [(LEARNED, messages), (LEARNED_LEVERS, labelled)])
def test_what_was_learnt_is_of_the_texts_that_are_here(path: Path, told: Callable[[], Iterator[By]]):
    """`make teach` was run after the last change to a text that is learnt from."""
    with path.open(encoding="utf-8") as lines:
        head = [next(lines) for _ in range(3)]
    assert head[2] == f"# From {len(list(told()))} texts with the digest {digest(told())}\n"


def test_sealed_sets_are_not_learnt_from():
    """Nor what has even ids in the public set: it says what learning brings."""
    read = {"public", "practice", "practice2", "fresh", "unseen", "third"}
    assert {author.partition(":")[0] for author, _ in messages()} == {*read, "taught"}
    assert {author.partition(":")[0] for author, _ in labelled()} == {*read, "taught", "asked", "nothing"}
    assert all(int(told["id"][-1]) % 2 for author, told in labelled() if author.startswith("public"))


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("Unser Zulieferer beschäftigt Kinder", "leverage"),
        ("Our supplier uses child labour", "leverage"),
        ("my manager touches me", "report_channel"),
        ("book me a flight to Rome", "out_of_scope"),
        ("supplier", "ask_again"),
        ("supplier wages low", "ask_again"),
        ("?", "ask_again"),
    ],
)
def test_short_texts(adviser: Adviser, text: str, route: str):
    """Nobody is sent away on a word or two, nor where no words tell of a route and nothing is clear."""
    assert adviser.understand(text)[1].route == route
