"""Review is looked at: `make pictures` fails where one of these is not drawn."""

from bot.review import acts
from tests.pictures.desks import ACTS


def test_every_act_of_review_has_a_picture():
    """As the form that asks what it has to be told, or as what became of it."""
    assert set(ACTS) == set(acts.ACTS)
    assert len(set(ACTS.values())) == len(ACTS)
