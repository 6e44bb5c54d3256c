"""Whose a place is: each channel's own, and no other's."""

import pytest

from bot.places import Place, at_a_shell, place_of
from bot.record import Person


@pytest.mark.parametrize("channel", ["slack", "teams"])
def test_a_private_place_names_its_channel(channel):
    """And what follows the person's id is left as it is."""
    person = Person(channel=channel, workspace="T1", user="U1")
    assert place_of(person.private_place) == Place(channel, "dm", "U1")
    assert place_of(f"{person.private_place}:17.1:x") == Place(channel, "dm", "U1:17.1:x")
    assert str(Place(channel, "home", "U1")) == f"{channel}:home:U1"


@pytest.mark.parametrize("said", ["terminal", "", "slack", "slack:dm:", "slack::U1", "dm:", "dm:kim", "D-ada"])
def test_elsewhere_nobody_can_be_written_to(said):
    """At a terminal, or where it is not said to whom."""
    assert place_of(said) is None


def test_nobody_at_the_shell_is_written_to():
    """Though the name there may look like somebody's id."""
    said = Person(channel="local", workspace="", user="U1").private_place
    assert (place_of(said), at_a_shell(said), at_a_shell("slack:dm:U1")) == (None, True, False)


@pytest.mark.parametrize(("said", "kind"), [("dm:U1:17.1", "dm"), ("home:W2", "home"), ("view:U1", "view")])
def test_a_former_release_wrote_in_slack_only(said, kind):
    """Its cards still find their way; a name from the shell was never an id."""
    assert place_of(said) == Place("slack", kind, said.partition(":")[2])
