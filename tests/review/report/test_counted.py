"""What of a consultation is counted: codes, and nothing that anyone typed."""

from dataclasses import astuple
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.consultation import Alert, Consultation, Outcome
from bot.record import DRAFT, Person, Standing
from bot.review.report import Counted, Quarter, counted
from bot.review.report.counted import counts_in

AT = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
ADA = Person(channel="slack", workspace="T1", user="U-ada")
LEAD = Person(channel="slack", workspace="T1", user="U-lead")


def standing(**changes: object) -> Standing:
    """The row of a consultation of Ada's."""
    said = {"consultation": "c1", "number": 417, "person": ADA, "state": "finished", "route": "leverage"}
    times = {"started_at": AT, "changed_at": AT}
    return Standing.model_validate({**said, "urgent": False, "revision": 3, **times, **changes})


def test_everything_that_is_counted():
    """Answers as answered, the strictest connection, the levers of the result, outcomes, and how long a lead took."""
    alerts = (
        Alert(LEAD, ("danger",), AT, sure=True, seen=AT + timedelta(minutes=41, seconds=50)),
        Alert(ADA, ("danger",), AT + timedelta(minutes=15), sure=True),
    )
    answers = {
        "actor": ("SUP", "GOV"),
        "connection": ("linkage", "contribute"),
        "moment": ("MOM-08", "unclear"),
        "position": ("unclear",),
        "alias": ("  Blue   Mill ",),
    }
    told = Outcome("SUP-A2", "partly", "refuse", "no")
    case = Consultation(answers=answers, outcomes=(told,), alerts=alerts, helpful="yes")
    levers = ("SUP-A2", "SUP-A5", "SUP-B2", "GOV-C1", "SUP-D1")
    assert counted(case, standing(urgent=True, levers=levers), str.upper) == Counted(
        quarter=Quarter(2026, 3),
        actors=("SUP", "GOV"),
        connection="contribute",
        route="leverage",
        urgent=True,
        levers=levers,
        categories=("A", "B"),
        moments=("MOM-08",),
        unsure=("moment", "position"),
        outcomes=(told,),
        changed=("no",),
        partner="BLUE MILL",
        acknowledged_minutes=41,
        helpful="yes",
    )


def test_what_was_never_answered_is_not_counted():
    """What the text only makes likely counts for nothing, and neither does a connection nobody is sure of."""
    case = Consultation(proposed={"actor": ("SUP",), "moment": ("MOM-01",)}, answers={"connection": ("unclear",)})
    assert counted(case, standing(), str) == Counted(Quarter(2026, 3), route="leverage", unsure=("connection",))


@given(words=st.text(min_size=1), alias=st.text())
def test_no_word_is_kept(words, alias):
    """Situation, notes, drafts, a partner's name, number and person: none of them is in what is counted."""
    mark = f"canary {words} canary"
    case = Consultation(
        id="c1", person=ADA, situation=mark, notes=(mark,), draft=mark, shown=mark, answers={"alias": (mark + alias,)}
    )
    said = repr(astuple(counted(case, standing(), lambda alias: "digest")))
    assert "canary" not in said
    assert "ada" not in said
    assert "417" not in said


def test_a_quarter_holds_what_began_in_it_and_was_sent():
    """A draft is nobody's business, and what changed later belongs where it began."""
    third = Quarter(2026, 3)
    assert counts_in(third, standing(changed_at=AT + timedelta(days=200)))
    assert not counts_in(third, standing(started_at=AT - timedelta(days=40)))
    assert not counts_in(third, standing(route=DRAFT))
