"""Where a person stands, for a Home tab: their consultations, reminders to come, saved levers."""

from dataclasses import replace

from bot.advice import Adviser
from bot.record import Person
from bot.views.overview import overview
from bot.views.plain import plain
from tests.log.scenes import standing
from tests.slack.scenes import scene

KIM = Person(channel="slack", workspace="T1", user="U-kim")


def test_reminders_and_saved_levers_of_all_own_consultations(adviser: Adviser) -> None:
    """Reminders by day, each with its case; a lever saved twice stands once, and opens."""
    one = standing("c1", 1, person=KIM).model_copy(update={"saved": ("SUP-A2",), "remind_on": "2027-05-01"})
    two = standing("c2", 2, person=KIM).model_copy(update={"saved": ("GOV-C3", "SUP-A2"), "remind_on": "2027-03-12"})
    cards = overview(replace(scene(adviser), own=(two, one)))
    lines = next(card.lines for card in cards if card.kind == "note" and "Reminder on" in card.lines[0])
    assert lines == ("Reminder on 2027-03-12, case 0002", "Reminder on 2027-05-01, case 0001")
    assert [entry.id for entry in cards[-1].entries] == ["GOV-C3", "SUP-A2"]
    assert "saved with case 0002, 0001" in plain(cards)


def test_whoever_saved_nothing_sees_no_empty_list(adviser: Adviser) -> None:
    """No heading without anything below it; a lever that the content no longer has is left out."""
    gone = standing(person=KIM).model_copy(update={"saved": ("SUP-Z9",)})
    for own in ((), (gone,)):
        assert "Saved levers" not in plain(overview(replace(scene(adviser), own=own)))
