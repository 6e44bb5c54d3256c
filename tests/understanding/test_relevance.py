"""How well words fit the levers' own texts."""

import pytest

from bot.understanding.postings import Postings
from bot.understanding.relevance import Relevance
from knowledge import Knowledge


@pytest.fixture(scope="module")
def relevance(knowledge: Knowledge) -> Relevance:
    """The levers' texts, indexed."""
    return Relevance(knowledge)


def test_rare_words_count_more_and_repetition_counts_less_each_time():
    """The documents that hold none of the words have no score."""
    index = Postings({
        "a": {"rare": 1.0, "common": 1.0},
        "b": {"common": 1.0, "other": 1.0},
        "c": {"common": 2.0},
        "d": {"else": 2.0},
    })  # fmt: skip
    assert set(index.scores(["rare"])) == {"a"}
    found = index.scores(["rare", "common", "unknown"])
    assert found["a"] > found["c"] > found["b"]
    assert found["c"] < 2 * found["b"]
    assert index.scores(["common", "common"]) == index.scores(["common"])
    assert index.scores([]) == Postings({}).scores(["rare"]) == {}
    assert index.rarity("nowhere") > index.rarity("rare") > index.rarity("common")
    assert index.worth("nowhere") == {}


def test_a_levers_own_title_fits_it_best(knowledge: Knowledge, relevance: Relevance):
    """Scaled so that the best is 1."""
    for lever in knowledge.levers:
        scores = relevance.scores(f"{lever.title} {lever.apt_when}")
        assert max(scores, key=scores.get) == lever.id
        assert max(scores.values()) == 1.0


def test_nothing_fits_nothing(relevance: Relevance):
    """No words, small words only, or words that no lever has."""
    for text in ("", "the our their", "xylophone zzzz"):
        assert relevance.scores(text) == {}
        assert relevance.by_actor(text) == dict.fromkeys(("SUP", "JV", "CUS", "GOV"), 0.0)


def test_the_actor_whose_levers_fit(relevance: Relevance):
    """A mean over the three best levers, from 0 to 1."""
    fits = relevance.by_actor("The government's ministry and officials pass a law; embassy and host state")
    assert max(fits, key=fits.get) == "GOV"
    assert all(0.0 <= fit <= 1.0 for fit in fits.values())
