"""The asker's name in custody: not in an export of the log either."""

import pytest

from bot.record import Body, Queued
from bot.review.export.unnamed import IN_CUSTODY, unnamed
from bot.review.facets import named
from tests.review.scenes import ASKER, AT, LEADS, case_with, events, standing, told

BY_ASKER = {"by": ASKER.model_dump(), "at": AT.isoformat()}
BY_LEAD = {"by": LEADS[0].model_dump(), "at": AT.isoformat()}
SHOWN, HIDDEN = ("name_shown", BY_ASKER), ("name_hidden", BY_ASKER)
GRANTED: tuple[tuple[str, Body], ...] = (
    ("review_seeing_asked", {**BY_LEAD, "reason": "to call them"}),
    (
        "review_seeing_answered",
        {"by": LEADS[1].model_dump(), "at": AT.isoformat(), "whose": BY_LEAD["by"], "granted": True},
    ),
)
DONE_BY_ASKER: tuple[tuple[str, Body], ...] = (
    ("asker_replied", {**BY_ASKER, "text": "yes"}),
    ("left_out", {**BY_ASKER, "lead": LEADS[1].model_dump()}),
    ("proposal_answered", {**BY_ASKER, "agreed": True}),
    ("foreseen", {"deep": [{"who": ASKER.model_dump()}], "by": ASKER.model_dump()}),
)


@pytest.mark.parametrize(
    "happened", [(), (HIDDEN,), (SHOWN, HIDDEN), GRANTED], ids=["unsaid", "hidden", "again", "granted"]
)
def test_the_asker_is_nowhere_while_the_name_is_in_custody(happened):
    """By default, when it was hidden, and for leads who were granted to see it: an export is for more eyes."""
    found, made = unnamed(standing(), events(told("x"), *DONE_BY_ASKER, *happened))
    assert "UASKER" not in repr((found, made))
    assert found.person == IN_CUSTODY
    assert made[0].body["person"] == made[2].body["by"] == IN_CUSTODY.model_dump()
    assert made[5].body["deep"] == [{"who": IN_CUSTODY.model_dump()}]


def test_in_every_kind_of_event():
    """Wherever an asker may stand in the log; and in the queue's facets."""
    found, made = case_with("x")
    queued = Queued(words=(f"asker:{named(ASKER)}",))
    hidden = unnamed(found.model_copy(update={"queued": queued}), [e for e in made if e.kind != "name_shown"])
    assert "UASKER" in repr(made) and "UASKER" not in repr(hidden)


def test_leads_keep_their_names():
    """In JSON Lines; nothing but the asker is another than in the log."""
    kept = events(told("x"), *DONE_BY_ASKER, *GRANTED)
    _, made = unnamed(standing(), kept)
    assert repr(made).replace(repr(IN_CUSTODY.model_dump()), repr(ASKER.model_dump())) == repr(kept)


def test_a_name_that_the_asker_shows_is_shown():
    """The last word counts."""
    case = standing(), events(told("x"), HIDDEN, SHOWN, *DONE_BY_ASKER)
    assert unnamed(*case) == case
