"""Leads are told of danger: when, of what, in which order; and never a word that anyone typed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.access import Named
from bot.advice import Advice, Adviser
from bot.alerts import Next, alerts_after, due_id, leads_for, next_alert
from bot.consultation import Alert, Consultation, fold
from bot.dialogue.scene import House
from bot.messages import Button, Press
from bot.record import Due, Person
from bot.views.plain import plain
from knowledge.schema.entry import LANGUAGES, Language
from tests.alerts.office import (
    ADA,
    AT,
    CALM,
    CHILDREN,
    DUTY,
    FIRST,
    LOCAL,
    MINUTE,
    SECOND,
    TEAMS,
    THIRD,
    Office,
    opened,
)

CANARIES = ("quetzalcoatl", "Tlaloc", "UADA", "mill", "boxes", "supplier")
WORRYING = "three kids around 12 are packing boxes at our supplier's mill in quetzalcoatl right now, says Tlaloc Imani"


# ---- when ----


def test_a_confirmed_danger_is_told_at_once(office: Office) -> None:
    """Case number, kind and time to the first lead, with one button; to the asker, what was said to whom."""
    assert "Nobody has been told yet. The lead on duty is told when you confirm" in office.say(CHILDREN)
    office.say("yes")
    assert office.after() == 2
    (said,) = office.to(FIRST)
    assert said.startswith("! Urgent: children\n! Case 0001. You were told at 14:02 UTC") and said.endswith(
        "[I have it]"
    )
    said = "The lead on duty was told at 14:02 UTC: case 0001, children, now. Not your words, not your name."
    assert office.to(ADA) == [f"{said}\nNot seen yet."]
    assert office.to(SECOND) == office.to(THIRD) == []
    assert office.after(14) == 0


def test_a_tapped_danger_is_told_at_once(office: Office) -> None:
    """Several kinds are one message."""
    assert "Is any of this happening" in office.say(CALM) + office.say("yes")
    assert office.after(30) == 0
    office.say("child, violence")
    office.after()
    assert "Urgent: children, violence or threats" in office.to(FIRST)[0]


def test_a_guess_is_told_after_silence(office: Office) -> None:
    """Five minutes after the last word, and as what it is."""
    office.say(CHILDREN)
    assert office.after(4) == 0
    office.say("and the boxes they pack go to two of our other partners as far as we know")
    assert office.after(4) == 0
    assert office.after(1) == 2
    assert "Perhaps urgent, not confirmed: children\n! Case 0001. You were told at 14:11 UTC" in office.to(FIRST)[0]
    assert "children, not confirmed. Not your words, not your name." in office.to(ADA)[0]


def test_a_guess_that_is_confirmed_later_is_not_told_again(office: Office) -> None:
    """The kind was told; another one is."""
    office.say(CHILDREN)
    office.after(5)
    office.say("yes")
    assert office.after() == 0
    office.say("change 1")
    office.say("child, forced")
    assert office.after() == 2
    assert "Urgent: forced labour" in office.to(FIRST)[1]


def test_changing_what_was_understood_is_not_confirming_it(office: Office) -> None:
    """Whoever opens the question of danger again has not named one yet."""
    office.say(CHILDREN)
    office.say("change 1")
    assert office.after() == 0
    office.say("none")
    assert office.after(60) == 0
    assert office.to(FIRST) == []


def test_not_being_able_to_tell_leaves_the_guess(office: Office) -> None:
    """Only "none of these" takes it back."""
    office.say(CHILDREN)
    office.say("change 1")
    office.say("can't tell yet")
    assert office.after(4) == 0
    assert office.after(1) == 2


@pytest.mark.parametrize("said", [("change 1", "none"), ("erase 0001",)])
def test_a_danger_that_is_not_is_settled(office: Office, said: tuple[str, ...]) -> None:
    """None of these, or erased: nobody is told any more, and nothing waits."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    for text in said:
        office.say(text)
    assert office.after(60) == 0
    assert office.to(SECOND) == []
    assert office.jobs() == 0


def test_no_one_is_told_of_what_is_only_possible(company: Adviser) -> None:
    """A careful question is not an alarm."""
    case, advice = consultation(), company.advise(Consultation())
    for alarm in ("none", "possible"):
        quiet = replace(advice, alarm=alarm, safety=("child",))
        assert next_alert(case, quiet, House(named=Named(leads=DUTY)), AT) is None


def test_a_danger_without_a_name_is_told_as_such(company: Adviser) -> None:
    """A guess may have no kind."""
    planned = next_alert(consultation(), alarming(company), House(named=Named(leads=DUTY)), AT)
    assert planned == Next(FIRST, ("unnamed",), sure=False, at=AT + 5 * MINUTE)


# ---- whom, and in which order ----


def test_who_does_not_answer_is_followed_by_the_next(office: Office) -> None:
    """After each wait the next lead; the asker reads it with the emergency number, and in the end that nobody came."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    assert office.after(14.9) == 0
    assert office.after(0.1) == 2
    assert [len(office.to(lead)) for lead in DUTY] == [1, 1, 0]
    assert "No answer yet. The next lead on duty was told at 14:17 UTC" in office.to(ADA)[1]
    assert "call 112" in office.to(ADA)[1]
    office.after(15)
    assert office.after(15) == 1
    assert [len(office.to(lead)) for lead in DUTY] == [1, 1, 1]
    last = "! No lead on duty has answered. If someone is in danger call 112. Tell: Human rights team, extension 1000."
    assert office.to(ADA)[3:] == [last]
    assert office.after(600) == 0
    assert office.jobs() == 0


def test_a_shorter_wait_can_be_set(company: Adviser) -> None:
    """The house says how long a lead has."""
    with opened(company, House(named=Named(leads=DUTY), ack_minutes=3)) as office:
        office.say(CHILDREN)
        office.say("yes")
        office.after()
        office.after(3)
        assert len(office.to(SECOND)) == 1


def test_a_process_that_slept_goes_on_with_the_next(office: Office) -> None:
    """Each lead still has their time, counted from when they were told."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    office.restart()
    assert office.after(600) == 2
    assert office.after(14) == 0


def test_saying_more_gives_nobody_more_time(office: Office) -> None:
    """The next lead hears of all kinds fifteen minutes after the first of them."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    office.say("change 1")
    office.clock.now += 10 * MINUTE
    office.say("child, forced")
    office.after()
    assert len(office.to(FIRST)) == 2
    office.after(5)
    assert "Urgent: children, forced labour" in office.to(SECOND)[0]


def test_whoever_has_it_hears_first_what_is_new(office: Office) -> None:
    """Also when others come before in the order of duty."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    office.after(15)
    office.take(SECOND)
    office.say("change 1")
    office.say("child, violence")
    office.after()
    assert "Urgent: violence or threats" in office.to(SECOND)[1]
    assert len(office.to(FIRST)) == 1
    office.after(15)
    assert "Urgent: violence or threats" in office.to(FIRST)[1]


@pytest.mark.parametrize(("asker", "duty"), [(ADA, (TEAMS,)), (ADA, ()), (FIRST, (FIRST,)), (LOCAL, (LOCAL, *DUTY))])
def test_where_nobody_can_be_told_nothing_is_promised(
    company: Adviser, asker: Person, duty: tuple[Person, ...]
) -> None:
    """No lead in this channel, only the asker on duty, or a terminal: the card says that nobody has been told."""
    with opened(company, House(named=Named(leads=duty))) as office:
        for said in (CHILDREN, "yes", "linkage", "facts", "nothing"):
            last = office.say(said, asker)
            if "! " in last:
                assert "Nobody has been told. Tell: Human rights team, extension 1000." in last
        assert office.after(60) == 0
        assert office.jobs() == 0


def test_leads_are_those_of_the_channel_each_once() -> None:
    """In the order of duty, without the asker."""
    house = House(named=Named(leads=(SECOND, TEAMS, ADA, FIRST, SECOND, LOCAL)))
    assert leads_for(house, ADA) == (SECOND, FIRST)
    assert leads_for(house, None) == leads_for(house, LOCAL) == ()


# ---- "I have it" ----


def test_a_lead_has_it(office: Office) -> None:
    """The asker reads when it was seen, no other lead is told, and pressing again is answered politely."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    office.clock.now += 3 * MINUTE
    assert "You have case 0001 since 14:05 UTC." in office.take(FIRST)
    assert office.to(ADA)[1:] == ["Seen at 14:05 UTC."]
    assert office.jobs() == 0
    before = office.standing()
    for lead in (FIRST, SECOND):
        assert "already seen at 14:05 UTC. Nothing was changed." in office.take(lead)
    assert office.standing() == before
    assert office.after(60) == 0
    assert office.to(SECOND) == []


def test_the_buttons_of_an_alert_are_what_is_pressed(office: Office) -> None:
    """The button in the lead's message holds the case number alone, and works."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    alert = next(card for card in office.waiting() if card.place == FIRST.private_place)
    pressed = Press(**alert.card["cards"][0]["buttons"][0]["press"])
    assert pressed == Press(action="alert_seen", value="0001")
    assert office.press(pressed, FIRST).outgoing


def test_seen_after_everybody_was_told(office: Office) -> None:
    """It is never too late, and the card says so."""
    office.say(CHILDREN)
    office.say("yes")
    for _ in range(5):
        office.after(15)
    office.take(THIRD)
    assert office.to(ADA)[-1].startswith("Seen at")
    assert "Seen at" in office.say("skip") + finish(office)


@pytest.mark.parametrize("person", [ADA, TEAMS, LOCAL, Person(channel="slack", workspace="T2", user="ULEAD1")])
def test_only_a_lead_on_duty_has_it(office: Office, person: Person) -> None:
    """Anyone else is refused, and learns nothing about the case."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    before = office.standing(), office.waiting()
    assert (
        office.take(person)
        == office.take(person, "0099")
        == "Only a lead on duty can take a case. Nothing was changed."
    )
    assert (office.standing(), office.waiting()) == before
    assert office.after(15) == 2


@pytest.mark.parametrize("number", ["", "0099", "x", "-1", "1" * 30, "²"])
def test_an_unknown_number_changes_nothing(office: Office, number: str) -> None:
    """Nor does the number of a case nobody was told of."""
    office.say(CALM)
    for value in (number, "0001"):
        assert office.take(FIRST, value) == "There is nothing urgent under this number any more. Nothing was changed."


def test_a_case_that_was_erased_is_gone(office: Office) -> None:
    """The button in the lead's message stays behind and is answered."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    office.say("erase 0001")
    assert "nothing urgent under this number" in office.take(FIRST)
    assert office.to(FIRST) == []


# ---- what is not said ----


def test_no_typed_word_and_no_name_reaches_a_lead(office: Office) -> None:
    """Nor any id of the asker, in cards, places or ids."""
    for said in (WORRYING, "1", "yes", "linkage", "and quetzalcoatl is where Tlaloc told me all of this in the mill"):
        office.say(said)
    office.after()
    office.after(15)
    office.take(SECOND)
    to_leads = [card for card in office.waiting() if card.place != ADA.private_place]
    assert len(to_leads) == 3
    for card in to_leads:
        assert not [word for word in CANARIES if word.casefold() in card.model_dump_json().casefold()]


def test_ids_in_the_clear_say_nothing(office: Office) -> None:
    """Ids are not encrypted: no lead and no kind of danger stands in them."""
    office.say(CHILDREN)
    office.say("yes")
    office.after()
    assert not [card.id for card in office.waiting() if "ULEAD" in card.id or "child" in card.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_asker_reads_their_language_and_leads_read_one(office: Office, language: Language) -> None:
    """The language of an alert could say who asks."""
    office.say(CHILDREN, language=language)
    office.say("yes", language=language)
    for _ in range(4):
        office.after(15)
    office.take(SECOND)
    words = office.adviser.knowledge.texts[language]
    assert office.to(FIRST)[0].startswith("! Urgent: children\n! Case 0001.")
    assert words("urgent.not_seen") in office.to(ADA)[0]
    assert words("urgent.call", emergency="112") in office.to(ADA)[1]
    assert (
        words("urgent.nobody_answered", emergency="112", lead="Human rights team, extension 1000") in office.to(ADA)[3]
    )
    assert office.to(ADA)[4].startswith(words("urgent.seen", time="").strip(" ."))


# ---- beside the interview ----


def finish(office: Office) -> str:
    """Answer the rest as it comes; what is shown."""
    said = ""
    for _ in range(12):
        said += office.say("skip")
        if office.standing().state == "finished":
            return said
    raise AssertionError("no result")


def test_the_result_says_how_it_stands(office: Office) -> None:
    """Told and not seen, then seen; with the day, when that was another."""
    office.say(CHILDREN)
    office.say("yes")
    assert "is being told now: case number, kind of danger and time" in finish(office)
    office.after()
    assert (
        "was told at 14:02 UTC: case 0001, children, now. Not your words, not your name. Not seen yet."
        in office.say("result")
    )
    office.take(FIRST)
    office.clock.now += timedelta(days=1)
    assert "Seen at 2027-01-11 14:02 UTC." in office.say("result")


def test_telling_makes_no_button_late(office: Office) -> None:
    """A question asked before a lead was told is still answered by its buttons."""
    office.say(CHILDREN)
    asked = office.assistant.handle(office.incoming(text="yes")).cards[-1]
    office.after()
    office.take(FIRST)
    buttons: tuple[Button, ...] = asked.buttons
    answer = office.press(buttons[0].press.model_copy(update={"action": "choose", "value": "linkage"}))
    assert "already answered" not in plain(answer.cards)
    assert "What do you need most" in plain(answer.cards)


def test_telling_moves_nobody_to_another_consultation(office: Office) -> None:
    """The one that was spoken of last stays the one that is spoken of."""
    office.say(CHILDREN)
    office.clock.now += MINUTE
    office.say(f"new {CALM}")
    office.after(4)
    assert len(office.to(FIRST)) == 1
    office.say("yes")
    assert fold(office.store.events("c1")).confirmed is False
    assert office.standing("c2").changed_at > office.standing("c1").changed_at


# ---- the decision alone ----


def consultation(*alerts: Alert, answers: dict[str, tuple[str, ...]] | None = None) -> Consultation:
    """A consultation of Ada's."""
    return Consultation(id="c1", number=1, person=ADA, situation="x", alerts=alerts, answers=answers or {})


def alarming(adviser: Adviser, *kinds: str) -> Advice:
    """Advice that warns of these kinds."""
    return replace(adviser.advise(Consultation()), alarm="likely", safety=kinds)


def test_a_turn_plans_or_settles_one_job(company: Adviser) -> None:
    """Never both, and nothing where nothing was planned."""
    house, calm = House(named=Named(leads=DUTY)), company.advise(Consultation())
    loud, case = alarming(company, "child"), consultation()
    due, settles = alerts_after(case, case, calm, loud, house, AT)
    expected = Due(
        id="c1:alert",
        consultation="c1",
        kind="alert",
        at=AT + 5 * MINUTE,
        body={"lead": FIRST.model_dump(), "kinds": ["child"]},
    )
    assert (due, settles) == ((expected,), ())
    assert alerts_after(case, case, loud, calm, house, AT) == ((), (due_id(case),))
    assert alerts_after(case, case, calm, calm, house, AT) == ((), ())


def test_a_new_guess_does_not_hold_up_the_next_lead(company: Adviser) -> None:
    """What comes first is done first, and of the guess nothing is said with it."""
    told = Alert(FIRST, ("child",), AT, sure=False)
    house, danger = House(named=Named(leads=DUTY)), alarming(company, "child", "forced")
    planned = next_alert(consultation(told), danger, house, AT + 12 * MINUTE)
    assert planned == Next(SECOND, ("child",), sure=False, at=AT + 15 * MINUTE)


def test_what_is_no_longer_said_is_not_passed_on(company: Adviser) -> None:
    """The next lead hears only of what still stands."""
    told = Alert(FIRST, ("child", "forced"), AT, sure=True)
    case = consultation(told, answers={"safety": ("child",)})
    planned = next_alert(case, alarming(company, "child"), House(named=Named(leads=DUTY)), AT)
    assert planned == Next(SECOND, ("child",), sure=True, at=AT + 15 * MINUTE)
