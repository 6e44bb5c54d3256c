"""What leads set for themselves: days away, handing over, saved filters. By right, audited, clear on bad input."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import ordering
from bot.access import Named
from bot.messages import Form, Incoming, Press
from bot.record import Person
from bot.review.orders import ORDERS
from bot.review.report import Quarter, as_json, frame_of, make
from tests.review.desks import ASKER, AT, AUDITOR, CALM, COUNSEL, KIM, LEA, LEO, LIZ, NAMED, OTHER_ASKER, Office, member

CALMS = (
    CALM,
    "Our supplier pays its workers less than a living wage",
    "Our joint venture partner pays women less than men for the same work",
)


def audited(office: Office) -> list[tuple[str, int, str]]:
    """The audit log: action, case number, detail."""
    return [(line.action, line.number, line.detail) for _, line in office.store.audited()]


def presses(office: Office, person: Person, value: str, **fields: str) -> str:
    """What a person reads who sends a form, or presses a button."""
    return str(office.hears(person, press=Press(action="review", value=value, fields=tuple(fields.items()))).cards)


# ---- days away ----


def test_days_away_are_set_shown_and_cleared(office):
    """Both days belong to it; each step is audited."""
    assert "not set as away" in office.reads(LEA, "review away")
    assert "Away from 2026-12-20 to 2027-01-05" in office.reads(LEA, "review away 2026-12-20 2027-01-05")
    assert "You are away from 2026-12-20 to 2027-01-05" in office.reads(LEA, "review away")
    assert "not set as away" in office.reads(LEO, "review away")
    assert "not set as away" in office.reads(LEA, "review away none", "review away")
    details = ["shown", "set", "shown", "shown", "cleared", "shown"]
    assert audited(office) == [("set_away", 0, detail) for detail in details]
    assert office.store.verify() == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tomorrow", "Type the first day and the last"),
        ("2026-13-01", "Type the first day and the last"),
        ("2026-12-20 next friday", "Type the first day and the last"),
        ("2026-12-20 soon", "Type the first day and the last"),
        ("2027-01-05 2026-12-20", "lies before the first"),
        ("2026-10-01 2026-10-30", "These days are over"),
        ("2026-12-01 2028-12-01", "more than a year"),
    ],
)
def test_days_that_can_not_be_are_answered_and_change_nothing(office, typed, said):
    """The sentence says what to type; nothing is kept or audited."""
    office.hears(LEA, "review away 2026-12-20")
    before = audited(office)
    assert said in office.reads(LEA, f"review away {typed}")
    assert audited(office) == before and "2026-12-20 to 2026-12-20" in office.reads(LEA, "review away")


def test_a_lead_is_told_where_nobody_would_be_there(office):
    """The last one who goes hears on which day."""
    office.hears(LEA, "review away 2026-12-20 to 2026-12-31")
    office.hears(LEO, "review away 2026-12-24 2026-12-26")
    assert "no lead is there" not in office.reads(LIZ, "review away 2026-12-27 2027-01-05")
    assert "On 2026-12-24 no lead is there" in office.reads(LIZ, "review away 2026-12-22 2027-01-05")


def test_a_form_tells_what_typing_does(office):
    """A press opens a form with two days, and sending it sets them; with days typed, or none, there is no form."""
    press = Press(action="review", value="away")
    incoming = Incoming(person=LEA, place=LEA.private_place, delivery="x", press=press)
    form = office.assistant.review_form(incoming)
    assert isinstance(form, Form) and form.sends == press
    assert [(blank.id, blank.kind, blank.optional) for blank in form.blanks] == [
        ("first", "day", False),
        ("last", "day", True),
    ]
    assert form.send == "Save" and not [line for line in form.lines if "Type" in line or "review away" in line]
    assert "to 2026-12-24" in presses(office, LEA, "away", first="2026-12-20", last="2026-12-24")
    for value in ("away none", "filters", "unsave x"):
        done = incoming.model_copy(update={"press": Press(action="review", value=value)})
        assert office.assistant.review_form(done) is None
    theirs = incoming.model_copy(update={"person": AUDITOR})
    assert office.assistant.review_form(theirs) is None


def test_a_case_of_one_who_is_away_can_be_handed_over(office):
    """The queue and the case say so; on the other days they don't."""
    office.consults(situation=CALM)
    office.hears(
        LEA,
        "review 1 take",
    )
    office.hears(LEA, "review away 2026-11-03")
    assert "free to hand over" not in office.reads(LEO, "review")
    office.now = datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert "free to hand over" in office.reads(LEO, "review") and "free to hand over" in office.reads(LEO, "review 1")
    assert "free to hand over" not in office.reads(LEA, "review")
    assert "That lead is away today" in office.reads(LEO, "review 1 assign 1")


def test_who_is_away_is_not_asked_first_for_a_name(office):
    """The others are; where nobody else is there, all are."""
    office.consults(situation=CALM)
    office.hears(LEO, "review away 2026-11-02")
    office.hears(LEA, "review 1 identity The union asks")
    assert "asks to see who asks" in office.sent_to(LIZ) and not office.sent_to(LEO)
    office.consults(OTHER_ASKER, CALM)
    office.hears(LIZ, "review away 2026-11-02")
    office.hears(LEA, "review 2 identity The union asks")
    assert "0002: a lead asks" in office.sent_to(LIZ) and "0002: a lead asks" in office.sent_to(LEO)


# ---- handing over ----


def laden(office: Office, lead: Person = LEA) -> None:
    """Three cases of three askers; the lead has the first two of them and the third one's asker left Leo out."""
    for n, asker in enumerate((ASKER, OTHER_ASKER, member("UASK3")), 1):
        office.consults(asker, CALMS[n - 1])
        office.hears(lead, f"review {n} take")
    office.hears(member("UASK3"), "leave out 2")


def test_all_open_cases_are_handed_over(office):
    """Each in an act of its own; the lead hears once, with the number; what they may not read stays and is named."""
    laden(office)
    office.hears(LEA, "review 1 close yes The union says so")
    before = len(audited(office))
    said = office.reads(LEA, "review handover 2")
    assert "Cases handed over: 1." in said and "can't read them: 0003" in said
    assert [office.case(number).review.owner for number in (1, 2, 3)] == [LEA, LEO, LEA]
    assert "0002" in office.reads(LEO, "review mine") and "0003" not in office.reads(LEO, "review")
    assert audited(office)[before : before + 2] == [("hand_over", 2, ""), ("hand_over", 0, "1 cases")]
    cards = [card for card in office.store.waiting() if card.id.endswith(":handed")]
    assert [card.place for card in cards] == [LEO.private_place]
    assert "Cases that were handed over to you: 1." in str(cards[0].card) and "0002" not in str(cards[0].card)
    assert office.store.verify() == ()


def test_cases_of_a_lead_who_has_left(adviser, tmp_path):
    """By their place while they are named, by their id when they are not any more."""
    office = Office(adviser, tmp_path)
    laden(office)
    assert "Cases handed over: 2." in office.reads(LEO, "review handover 3 from 1")
    assert [office.case(number).review.owner for number in (1, 2, 3)] == [LIZ, LIZ, LEA]
    office.named = Named(leads=(LEA, LEO))
    office.restart()
    assert "Cases handed over: 2." in office.reads(LEO, "review handover me from ULIZ")
    assert office.case().review.owner == LEO
    assert not [card for card in office.store.waiting() if card.place == LEO.private_place]


def test_a_handover_at_the_shell(adviser, tmp_path):
    """A lead there names one in Slack as the settings do; one at the shell is written to by nobody."""
    office = Office(adviser, tmp_path, replace(NAMED, leads=(LEA, LEO, KIM)))
    laden(office)
    assert "Cases handed over: 3." in office.reads(KIM, "review handover 3 from slack:T1/ULEA")
    assert "Cases handed over: 2." in office.reads(KIM, "review handover 2")
    assert office.case(3).review.owner == KIM
    assert [card.place for card in office.store.waiting() if ":handed" in card.id] == [LEO.private_place]


class Killed(BaseException):
    """As if the process had ended here."""


def test_a_handover_that_was_killed_goes_on(office, monkeypatch):
    """The same delivery hands over the rest, and the lead hears once, of all of them."""
    laden(office)
    press = Press(action="review", value="handover 3")
    incoming = Incoming(person=LEA, place=LEA.private_place, delivery="hand", press=press)
    save, saved = office.store.save, []

    def killed(turn) -> None:
        if len(saved) == 2:
            raise Killed
        save(turn)
        saved.append(turn)

    with monkeypatch.context() as patch:
        patch.setattr(office.store, "save", killed)
        with pytest.raises(Killed):
            office.assistant.handle(incoming)
    office.restart()
    assert "Cases handed over: 3." in str(office.assistant.handle(incoming).cards)
    assert "Cases handed over" not in str(office.assistant.handle(incoming).cards)
    cards = [str(card.card) for card in office.store.waiting() if card.id.endswith(":handed")]
    assert len(cards) == 1 and "handed over to you: 3." in cards[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Name the lead"),
        ("9", "Name the lead"),
        ("nobody", "Name the lead"),
        ("0", "Name the lead"),
        ("9" * 5_000, "Name the lead"),
        ("2 7", "Name the lead"),
        ("me", "same person"),
        ("2 from 2", "same person"),
        ("2 from UNOBODY", "No case was handed over"),
    ],
)
def test_a_handover_that_can_not_be(office, typed, said):
    """Nothing moves, and the sentence says what to type."""
    laden(office)
    assert said in office.reads(LEA, f"review handover {typed}")
    assert office.case().review.owner == LEA


def test_a_handover_is_of_all_cases_however_many(office, monkeypatch):
    """They are looked up in portions; a lead who is away today gets them, and that is said."""
    monkeypatch.setattr(ordering, "AT_ONCE", 1)
    laden(office)
    office.hears(LIZ, "review away 2026-11-02")
    said = office.reads(LEA, "review handover 3")
    assert "Cases handed over: 3." in said and "That lead is away today." in said


def test_a_handover_answers_no_alert(office):
    """Whoever hands over many has not looked at each; the lead who has it now is told first."""
    office.consults()
    office.hears(ASKER, "yes")
    office.hears(LEA, "review 1 assign 1")
    office.passes(minutes=6)
    before = [alert.seen for alert in office.case().alerts]
    office.hears(LEA, "review handover 3")
    assert [alert.seen for alert in office.case().alerts] == before
    assert office.case().review.owner == LIZ


# ---- saved filters ----


def test_a_filter_is_saved_run_listed_and_removed(office):
    """Under a name of one's own, alone or with more words."""
    office.consults(situation=CALM)
    office.consults(OTHER_ASKER, CALMS[1])
    assert "Saved: review banks" in office.reads(LEA, "review save Banks = customers new")
    assert "0001" in office.reads(LEA, "review banks") and "0002" not in office.reads(LEA, "review BANKS")
    assert "0001" not in office.reads(LEA, "review banks waiting")
    listing = office.hears(LEA, "review filters").cards[-1]
    assert [(entry.id, entry.title, entry.press.value) for entry in listing.entries] == [
        ("banks", "customers new", "banks")
    ]
    assert [button.press.value for button in listing.buttons] == ["save", "unsave banks"]
    assert "Removed: banks" in presses(office, LEA, "unsave banks")
    assert "Not understood: banks" in office.reads(LEA, "review banks")
    assert [line for line in audited(office) if line[0] == "save_filter"] == [
        ("save_filter", 0, "saved"),
        ("save_filter", 0, "shown"),
        ("save_filter", 0, "removed"),
    ]


def test_filters_are_each_person_s_own(office):
    """Auditors and counsel have theirs too; a form saves one; a saved name may stand in another filter."""
    for person in (LEA, AUDITOR, COUNSEL):
        assert "Saved" in presses(office, person, "save", name="mills", filter="urgent suppliers")
    assert "Not understood: mills" in office.reads(LEO, "review mills")
    office.hears(LEA, "review save waiting_mills = mills waiting")
    assert "urgent suppliers waiting" in office.reads(LEA, "review filters")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a name"),
        ("mills urgent", "Type a name"),
        ("mills =", "Type a name"),
        ("= urgent", "Type a name"),
        ("urgent = new", "can't be a name"),
        ("away = new", "can't be a name"),
        ("0417 = new", "can't be a name"),
        ("two words = new", "can't be a name"),
        ("tag:x = new", "can't be a name"),
        (f"{'m' * 31} = new", "can't be a name"),
        ("mills = urgnet suppliers", "Not understood: urgnet"),
        ("mills = after:3.4", "Type a name"),
    ],
)
def test_a_filter_that_can_not_be_saved(office, typed, said):
    """Each with a sentence that says why, and nothing kept."""
    assert said in office.reads(LEA, f"review save {typed}")
    assert "None yet" in office.reads(LEA, "review filters")


def test_there_are_twenty_at_most(office):
    """One more is refused; one of those may still be changed."""
    for n in range(20):
        office.hears(LEA, f"review save f{n} = new")
    assert "as many as there can be" in office.reads(LEA, "review save more = new")
    assert "Saved" in office.reads(LEA, "review save f3 = waiting")
    assert "No filter of yours is called more" in office.reads(LEA, "review unsave more")


# ---- rights, and what both share ----


def test_orders_need_their_right(office):
    """An auditor is never away and hands nothing over; staff review nothing."""
    for person in (AUDITOR, COUNSEL):
        assert "is for leads only" in office.reads(person, "review away 2026-12-20")
        assert "is for leads only" in office.reads(person, "review handover 2 from 1")
    for order in ORDERS:
        assert "Only leads" in presses(office, ASKER, f"{order} 2026-12-20")
    assert audited(office) == []


def test_an_order_that_comes_twice_is_done_once(office):
    """The second delivery is answered and changes nothing."""
    order = Incoming(person=LEA, place=LEA.private_place, delivery="twice", text="review save mills = urgent")
    answers = [office.assistant.handle(order) for _ in range(2)]
    assert len(audited(office)) == 1 and len(answers[1].cards) == 1


def test_nothing_that_was_typed_is_in_the_audit_log(office):
    """Codes only: neither names of filters nor days nor people."""
    laden(office)
    for order in ("save quetzal = partner:quetzal", "away 2026-12-20 2026-12-24", "unsave quetzal", "handover 3"):
        office.hears(LEA, f"review {order}")
    said = " ".join(line.detail for _, line in office.store.audited())
    assert not [word for word in ("quetzal", "2026", "ULIZ", "UASK") if word in said]


def test_published_reports_are_read_in_the_chat(office: Office):
    """Which there are, and each as it was made; by leads and auditors, and audited."""
    assert "No quarter has been published yet" in office.reads(LEA, "review report")
    body = as_json(make(Quarter.read("2026-Q3"), [], frame_of(office.adviser.knowledge), AT.date(), lambda: False))
    office.store.publish_report("2026-Q3", body)
    assert "[2026-Q3]" in office.reads(LEA, "review report")
    assert "2026-Q3" in office.reads(AUDITOR, "review report 2026-q3")
    assert [line.detail for _, line in office.store.audited()][-1] == "2026-Q3"
