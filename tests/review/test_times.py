"""Times are the team's: how long a case waited for them, and never a lead beside a time."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.consultation import Alert, Consultation
from bot.review.times import acknowledged_minutes
from bot.views.plain import plain
from tests.review.desks import ASKER, LEA, LEO, LIZ

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def told(*seen: int | None) -> Consultation:
    """A case with an alert every fifteen minutes, each seen so many minutes after the first, or not."""
    alerts = (
        Alert(LEA, ("child",), AT + n * 15 * MINUTE, sure=True, seen=None if after is None else AT + after * MINUTE)
        for n, after in enumerate(seen)
    )
    return Consultation(alerts=tuple(alerts))


@pytest.mark.parametrize(
    ("case", "expected"), [(told(), None), (told(None), None), (told(7), 7), (told(20, 20), 20), (told(4, None), 4)]
)
def test_minutes_until_a_lead_had_it(case, expected):
    """From when the first lead was told."""
    assert acknowledged_minutes(case) == expected


def test_no_view_names_a_lead_beside_a_time(office):
    """The case, the queue and what the asker reads say "a lead" and "you", never who."""
    office.consults()
    office.hears(ASKER, "yes")
    office.passes(minutes=1)
    for act in (
        "take",
        "note a word",
        "ask Who speaks for them?",
        "follow 2026-11-09 later",
        "correct sector mining x",
    ):
        office.hears(LEA, f"review 1 {act}")
    office.passes(days=7)
    office.hears(LEO, "review 1 identity The union asks")
    for person in (LEO, LIZ, ASKER):
        shown = "".join(
            plain(office.hears(person, f"{word}").cards) for word in ("review", "review 1", "list", "result")
        )
        assert not [lead.user for lead in (LEA, LEO, LIZ) if lead.user in shown]
