"""A lead at work: the queue, a case, what can be done to it, and who can't."""

from datetime import timedelta

import pytest

from bot.access import Named
from bot.log import SqliteStore
from bot.messages import Incoming, Press
from bot.record import Person, Standing
from bot.review.acts import ACTS
from bot.reviewing import leans_on_a_right, stands_below
from bot.views.plain import plain
from tests.review.desks import ADMIN, ASKER, AUDITOR, COUNSEL, KIM, LEA, LEO, LIZ, OTHER_ASKER, STRANGER, Office

CANARY = "quetzal"
SECRET = f"A colleague told me {CANARY} that a farm of our supplier beats its pickers"


def test_the_queue_shows_what_is_urgent_first(office):
    """Then what waits longest; a row tells what a lead needs to choose, and no word of the asker's."""
    office.consults(situation="A customer of our bank pays its cleaners below the minimum wage in Chile")
    office.consults(OTHER_ASKER, SECRET)
    shown = office.reads(LEA, "review")
    assert shown.index("0002 · urgent") < shown.index("0001 · new")
    assert CANARY not in shown and ASKER.user not in shown and OTHER_ASKER.user not in shown


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("urgent", {2}),
        ("free", {1, 2}),
        ("mine", set()),
        ("new", {1, 2}),
        ("suppliers", {2}),
        ("customers", {1}),
        ("suppliers urgent", {2}),
        ("customers urgent", set()),
        ("language:en", {1, 2}),
        ("since:2026-11-02", {1, 2}),
        ("until:2026-11-01", set()),
        ("closed", set()),
    ],
)
def test_filters(office, typed, expected):
    """Words and fields narrow the queue; several hold together."""
    office.consults(situation="A customer of our bank pays its cleaners below the minimum wage in Chile")
    office.consults(OTHER_ASKER, SECRET)
    shown = office.reads(LEA, f"review {typed}")
    assert {number for number in (1, 2) if f"{number:04d} ·" in shown} == expected


def test_a_word_that_nobody_understands_is_said(office):
    """Nothing is left out in silence: what can be typed is shown instead of a longer list."""
    office.consults()
    shown = office.reads(LEA, "review urgnet suppliers")
    assert "Not understood: urgnet" in shown and "0001" not in shown


def test_pages_end_and_none_is_shown_twice(office):
    """Ten rows a page; the button for the next page carries the filter."""
    for _ in range(12):
        office.consults()
    first = office.hears(LEA, "review suppliers").cards[0]
    after = next(button.press for button in first.buttons if button.label == "Next page")
    second = office.hears(LEA, press=after).cards[0]
    titles = [entry.title[:4] for entry in (*first.entries, *second.entries)]
    assert titles == [f"{number:04d}" for number in range(1, 13)]
    assert not [button for button in second.buttons if button.label == "Next page"]


def test_a_case_says_first_what_is_asked(office):
    """What is asked, who asks, what we told them, what is not known, the safe way; then facts, and how we know."""
    office.consults(answers=("yes", "2"))
    shown = office.reads(LEA, "review 1")
    heads = ["Asked of you", "Asked by", "What we told them", "Not known", "Safe way to reach them", "In their words"]
    assert [shown.index(head) for head in heads] == sorted(shown.index(head) for head in heads)
    assert "(answered)" in shown and "a preliminary sorting by the tool" in shown


def test_reading_is_audited_every_time_and_in_the_case_once(office):
    """Who read is in the audit log each time; the case itself says who has read it."""
    number = office.consults()
    for _ in range(3):
        office.hears(LEA, f"review {number}")
    lines = [(line.by, line.action, line.number) for _, line in office.store.audited()]
    assert lines == [(LEA, "read_case", 1)] * 3
    kinds = [event.kind for event in office.store.events("c1")]
    assert kinds.count("review_read") == 1


@pytest.mark.parametrize("person", [STRANGER, ASKER, ADMIN, OTHER_ASKER])
def test_whoever_has_no_right_reads_nothing(office, person):
    """Another workspace's lead, the asker, an admin, staff: no case, no queue, nothing audited, nothing changed."""
    office.consults(situation=SECRET)
    before = office.store.events("c1")
    shown = [office.hears(person, press=Press(action="review", value=value)) for value in ("", "1", "1 take")]
    assert all(CANARY not in str(answer.cards) for answer in shown)
    assert office.store.events("c1") == before and not office.store.audited()


def test_a_lead_s_own_case_is_another_lead_s(office):
    """In a case of their own a lead is staff: it is not in their queue and does not open."""
    office.consults(LEA)
    assert "0001" not in office.reads(LEA, "review")
    assert "There is no case 0001" in office.reads(LEA, "review 1")
    assert "Case 0001" in office.reads(LEO, "review 1")


def test_taking_a_case(office):
    """The case has an owner and is in review; the next lead sees that somebody has it."""
    office.consults()
    assert "You have case 0001" in office.reads(LEA, "review 1 take")
    assert "in review · yours" in office.reads(LEA, "review 1")
    assert "another lead has it" in office.reads(LEO, "review 1")
    assert "0001" in office.reads(LEA, "review mine") and "0001" not in office.reads(LEO, "review mine")


def test_a_question_and_its_reply_go_through_the_assistant(office):
    """The asker gets the question in private, the lead the reply by number; neither card names anybody."""
    office.consults()
    office.hears(LEA, "review 1 take")
    office.hears(LEA, "review 1 ask Who speaks for the workers?")
    assert "Who speaks for the workers?" in office.sent_to(ASKER) and LEA.user not in office.sent_to(ASKER)
    assert "waiting for the asker" in office.reads(LEA, "review")
    office.hears(ASKER, f"reply 1 The {CANARY} union")
    assert "there is a reply" in office.sent_to(LEA) and CANARY not in office.sent_to(LEA).split("there is a reply")[1]
    assert f"the asker: The {CANARY} union" in office.reads(LEA, "review 1")


def test_the_name_is_in_custody_until_two_leads_agree(office):
    """A reason, a second person, and the asker is told. The request itself shows nothing."""
    office.consults()
    assert ASKER.user not in office.reads(LEA, "review 1")
    office.hears(LEA, "review 1 identity The union wants to meet them")
    assert "Nobody waits for your decision" in office.reads(LEA, "review 1 grant")
    assert ASKER.user not in office.reads(LEA, "review 1")
    assert "Granted" in office.reads(LEO, "review 1 grant")
    assert ASKER.user in office.reads(LEA, "review 1")
    assert ASKER.user not in office.reads(LEO, "review 1")
    assert "The union wants to meet them" in office.sent_to(ASKER)


def test_the_second_lead_may_refuse_the_name(office):
    """Whoever asked hears of it, by number; nobody sees the name, and the asker finds it in what is kept of them."""
    office.consults()
    assert "Nobody waits for your decision" in office.reads(LEO, "review 1 refuse")
    office.hears(LEA, "review 1 identity The union wants to meet them")
    assert "nobody has decided" in office.reads(ASKER, "my data")
    assert "Nobody waits for your decision" in office.reads(LEA, "review 1 refuse")
    office.hears(LEO, "review 1 refuse")
    assert "refused to show the name" in office.sent_to(LEA)
    assert not any(ASKER.user in office.reads(lead, "review 1") for lead in (LEA, LEO))
    assert office.adviser.knowledge.texts["en"]("keeping.mine.refused") in office.reads(ASKER, "my data")


def test_a_name_is_asked_for_once_and_not_where_it_is_seen(office):
    """A second request waits for the first; who sees the name already needs none."""
    office.consults()
    office.hears(LEA, "review 1 identity The union wants to meet them")
    assert "asked for the name already" in office.reads(LIZ, "review 1 identity So do I")
    office.hears(ASKER, "show name")
    assert "shown to you already" in office.reads(LIZ, "review 1 identity So do I")


def test_an_asker_may_show_the_name_and_hide_it_again(office):
    """It is theirs to say."""
    office.consults()
    office.hears(ASKER, "show name")
    assert ASKER.user in office.reads(LEA, "review 1")
    office.hears(ASKER, "hide name")
    assert ASKER.user not in office.reads(LEA, "review 1")


def test_a_correction_stands_beside_what_was_said(office):
    """The original stays, with who and why; the queue finds the case by the correction."""
    office.consults(answers=("yes", "2"))
    said = office.reads(LEA, "review 1 correct connection linkage The site manager says that we only buy there")
    assert "corrected by a lead, because The site manager says" in said and "before: Our actions help" in said
    assert "0001" in office.reads(LEA, "review linkage") and "0001" not in office.reads(LEA, "review contribute")
    assert office.store.events("c1")[-1].body["values"] == ["linkage"]


def test_a_lead_with_a_conflict_reads_it_no_longer(office):
    """Not me: the case is gone for them, and the next lead hears of it by number."""
    office.consults()
    office.hears(LEA, "review 1 notme")
    assert "0001" not in office.reads(LEA, "review") and "There is no case 0001" in office.reads(LEA, "review 1")
    assert "needs another lead" in office.sent_to(LEO)
    assert "some leads are kept out" in office.reads(LEO, "review")


def test_an_asker_may_leave_a_lead_out(office):
    """That lead can't read the case, and is not told."""
    office.consults()
    office.hears(ASKER, "leave out 1")
    assert "There is no case 0001" in office.reads(LEA, "review 1") and not office.sent_to(LEA)
    assert "Case 0001" in office.reads(LEO, "review 1")


def test_an_asker_is_shown_which_lead_to_leave_out(office):
    """By the order of duty; a lead who is none, and a case that is not there, are said."""
    assert "no consultation to go on with" in office.reads(ASKER, "leave out 1")
    office.consults()
    shown = office.hears(ASKER, "leave out").cards[0]
    assert [(row.label, row.person) for row in shown.rows] == [("1", LEA), ("2", LEO), ("3", LIZ)]
    assert "There is no such lead" in office.reads(ASKER, "leave out 4")
    assert office.case().review.barred == ()


def test_an_asker_is_asked_for_what_is_missing(office):
    """A reply without words gets its button; who has no case yet is told how names are shown."""
    assert "unless you show it" in office.reads(ASKER, "show name")
    office.consults()
    shown = office.hears(ASKER, "reply 1").cards[0]
    assert "without your name" in shown.lines[0]
    assert [(button.press.action, button.press.value) for button in shown.buttons] == [("reply", "0001")]
    assert office.case().review.talk == ()


def test_closing_asks_what_changed_and_how_we_know(office):
    """Without an answer it stays open; closed, it leaves the queue and can be opened again."""
    office.consults()
    assert "Did it change for the people affected" in office.reads(LEA, "review 1 close")
    office.hears(LEA, "review 1 close partly Two workers have their papers back, the union says")
    assert "0001" not in office.reads(LEA, "review") and "0001" in office.reads(LEA, "review closed")
    assert "is open again" in office.reads(LEA, "review 1 reopen")
    assert "0001" in office.reads(LEA, "review reopened")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("assign nobody", "no such lead for this case"),
        ("follow 2020-01-01 too late", "2020-01-01"),
        ("correct weather rain I saw it", "connection"),
        ("outcome SUP-Z9 worked", "SUP-Z9"),
        ("frobnicate", "take, assign"),
    ],
)
def test_what_nobody_can_make_out_is_said(office, typed, said):
    """A lead, a day, a question, a lever or an act that is none: nothing is changed."""
    office.consults()
    office.reads(LEA, "review 1")
    before = office.store.events("c1")
    assert said in office.reads(LEA, f"review 1 {typed}")
    assert office.store.events("c1") == before


def test_a_closed_case_has_no_other_status(office):
    """It is opened again first, which is an act of its own."""
    office.consults()
    office.hears(LEA, "review 1 close partly The union says so")
    assert office.adviser.knowledge.texts["en"]("review.is_closed") in office.reads(LEA, "review 1 status waiting")
    assert office.case().review.closed


def test_counsel_alone_holds(office):
    """A lead can't; counsel can, the asker is told without the reason and can't erase it until it ends."""
    office.consults()
    assert "not yours to do" in office.reads(LEA, "review 1 hold Because")
    office.hears(COUNSEL, f"review 1 hold {CANARY} lawsuit")
    assert "kept for now" in office.sent_to(ASKER) and CANARY not in office.sent_to(ASKER)
    assert "can't be erased" in office.reads(ASKER, "erase 1") and office.store.standing("c1")
    office.hears(COUNSEL, "review 1 release")
    office.hears(ASKER, "erase 1")
    assert office.store.standing("c1") is None


def test_an_auditor_reads_and_changes_nothing(office):
    """The case is shown without a single button."""
    office.consults()
    cards = office.hears(AUDITOR, "review 1").cards
    assert not cards[0].buttons
    for act in ACTS:
        assert "not yours to do" in office.reads(AUDITOR, f"review 1 {act} x y z")


def test_cases_are_linked_by_number_only(office):
    """Same partner, two askers: the numbers are linked, and no text moves."""
    office.consults(situation=SECRET)
    office.consults(OTHER_ASKER)
    assert "linked with 0001" in office.reads(LEA, "review 2 link 1")
    assert CANARY not in office.reads(LEA, "review 2")
    assert "linked with 0001" not in office.reads(LIZ, "review 2 unlink 1")


def test_a_delivery_that_comes_twice_acts_once(office):
    """The second one is answered and changes nothing."""
    office.consults()
    note = Incoming(person=LEA, place=LEA.private_place, delivery="twice", text="review 1 note once")
    answers = [office.assistant.handle(note) for _ in range(2)]
    assert [event.kind for event in office.store.events("c1")].count("review_noted") == 1
    assert len(answers[1].cards) == 1


def test_a_case_is_found_by_its_tags(office):
    """Tags take the place of those before; a space is typed as "_"."""
    office.consults()
    office.hears(LEA, "review 1 tag Palm oil, peru")
    assert "tags: Palm oil, peru" in office.reads(LEA, "review 1")
    assert "0001" in office.reads(LEA, "review tag:palm_oil")
    office.hears(LEA, "review 1 tag peru")
    assert "0001" not in office.reads(LEA, "review tag:palm_oil")


def test_what_leads_did_is_whole(office):
    """The log verifies after every kind of act, and is audited."""
    office.consults(answers=("yes", "2"))
    for act in (
        "take",
        "note x",
        "tag a",
        "follow 2027-01-01 ask again",
        "outcome SUP-A2 worked",
        "mark",
        "status waiting",
    ):
        office.hears(LEA, f"review 1 {act}")
    assert office.store.verify() == ()
    assert [line.action for _, line in office.store.audited()] == [
        "take",
        "note",
        "tag",
        "follow_up",
        "record_outcome",
        "set_status",
    ]


def test_a_correction_is_told_in_words_too(office):
    """As people read the choice, or by its id; what is neither is said."""
    office.consults(answers=("yes", "2"))
    for values in ("Their doing, tied to our business", "linkage", "LINKAGE"):
        fields = (("question", "connection"), ("values", values), ("why", "They said so"))
        office.hears(LEA, press=Press(action="review", value="1 correct", fields=fields))
        assert office.store.events("c1")[-1].body["values"] == ["linkage"]
    fields = (("question", "connection"), ("values", "something"), ("why", "They said so"))
    answer = office.hears(LEA, press=Press(action="review", value="1 correct", fields=fields))
    assert answer.wrong[0][0] == "values" and "cause, contribute" in answer.wrong[0][1]


def test_a_form_that_lacks_something_says_which(office):
    """Each blank that is not told, and why; nothing happened."""
    office.consults()
    fields = (("day", "soon"), ("reason", "  "))
    answer = office.hears(LEA, press=Press(action="review", value="1 follow", fields=fields))
    assert dict(answer.wrong) == {"day": "A day is needed, written like 2026-12-31.", "reason": "This is needed."}
    assert not [event for event in office.store.events("c1") if event.kind == "review_follow_up"]


def opened(office, person, value, *fields):
    """The form that a press of this person opens, as field -> the choices it offers."""
    press = Press(action="review", value=value, fields=fields)
    form = office.assistant.review_form(Incoming(person=person, place="dm", delivery="x", press=press))
    return {blank.id: [option.id for option in blank.options] for blank in form.blanks} if form else None


def test_a_press_on_an_act_opens_its_form(office):
    """With the questions and levers there are to choose from; none where nothing is to be told, or it isn't theirs."""
    office.consults()
    knowledge = office.adviser.knowledge
    assert opened(office, LEA, "1 note") == {"text": []}
    assert opened(office, LEA, "1 correct")["question"] == [question.id for question in knowledge.questions]
    assert opened(office, LEA, "1 outcome")["lever"] == list(knowledge.lever_by_id)
    shut = [(LEA, "1"), (LEA, "1 take"), (LEA, "1 frobnicate"), (LEA, "99 note"), (AUDITOR, "1 note")]
    assert [opened(office, person, value) for person, value in shut] == [None] * len(shut)
    assert opened(office, LEA, "1 note", ("text", "Filled in already")) is None


def test_what_a_channel_has_to_know_of_what_comes_in():
    """Whether it leans on a lead's right, so that it is looked up anew; whether its answer stands below its card."""

    def comes(text="", action=""):
        press = Press(action=action, value="1") if action else None
        return leans_on_a_right(Incoming(person=LEA, place="dm", delivery="x", text=text, press=press))

    assert comes("Review 1") and comes(action="alert_seen") and not comes("reviewing it") and not comes(action="more")
    below = {value: stands_below(Press(action="review", value=value)) for value in ("1", "1 known", "1 take", "urgent")}
    assert below == {"1": True, "1 known": True, "1 take": False, "urgent": False}
    assert not stands_below(Press(action="more", value="1"))


def test_a_part_is_shown_by_itself(office):
    """And its reading is audited like the case's."""
    office.consults(situation=SECRET)
    assert CANARY in office.reads(LEA, "review 1 known") and "Asked of you" not in office.reads(LEA, "review 1 since")
    assert "Nothing yet" in office.reads(LEA, "review 1 said")
    assert [(line.action, line.detail) for _, line in office.store.audited()] == [
        ("read_case", "known"),
        ("read_case", "since"),
        ("read_case", "said"),
    ]


def test_the_home_of_a_lead_is_the_queue(office):
    """Filtered by a press, audited; nothing for anybody else, nor where the press opens a case."""
    office.consults()

    def home(person, value=None):
        press = None if value is None else Press(action="review", value=value)
        delivery = f"h{next(office.count)}"
        incoming = Incoming(person=person, place=person.private_place, delivery=delivery, press=press)
        shown = office.assistant.review_home(incoming)
        return plain(shown.cards), shown.others

    listed = (office.store.by_number(1).consultation,)
    assert [(text.count("0001 ·"), of) for text, of in (home(LEA), home(AUDITOR, "new"))] == [(1, listed)] * 2
    assert "Cases to review" in home(LEA, "mine")[0] and home(LEA, "mine")[1] == ()
    assert home(ASKER) == home(ADMIN) == home(LEA, "0001") == home(LEA, "1 take") == ("", ())
    assert [line.action for _, line in office.store.audited()] == ["list_cases"] * 4


def test_whoever_is_kept_out_is_not_told_and_can_not_take_it(office):
    """A lead whom the asker left out hears of no alert, and "I have it" is not theirs."""
    office.consults(situation=SECRET)
    office.hears(ASKER, "leave out 1")
    office.hears(ASKER, "yes")
    office.hears(ASKER, "1")
    office.assistant.run_due(office.now)
    assert not office.sent_to(LEA) and "Case 0001" in office.sent_to(LEO)
    for lead, had in ((LEA, False), (LEO, True)):
        office.hears(lead, press=Press(action="alert_seen", value="0001"))
        assert ("alert_seen" in [event.kind for event in office.store.events("c1")]) is had


def test_nobody_takes_an_alert_of_their_own(office):
    """A lead who asks is staff in that case."""
    office.consults(LEA, SECRET)
    office.hears(LEA, "yes")
    office.hears(LEA, "1")
    office.assistant.run_due(office.now)
    assert "Case 0001" in office.sent_to(LEO)
    office.hears(LEA, press=Press(action="alert_seen", value="0001"))
    assert "alert_seen" not in [event.kind for event in office.store.events("c1")]


def test_only_leads_see_a_name_that_is_shown(office):
    """Whoever shows their name shows it to leads: an auditor and counsel read the case without it."""
    office.consults()
    office.hears(ASKER, "show name")
    assert ASKER.user in office.reads(LEA, "review 1")
    assert all(ASKER.user not in office.reads(person, "review 1") for person in (AUDITOR, COUNSEL))


def test_a_reply_reaches_a_lead_who_may_read_it(office):
    """Whoever wrote has stepped back: the next lead on duty hears of the reply."""
    office.consults()
    office.hears(LEA, "review 1 write Hello")
    office.hears(LEA, "review 1 notme")
    office.hears(ASKER, "reply 1 The union does")
    assert "there is a reply" in office.sent_to(LEO)


def test_what_is_not_possible_as_things_stand_is_said(office):
    """A hold that is not there is not ended, and a case that is open is not reopened: nobody is told anything."""
    office.consults()
    before = office.store.events("c1")
    assert "not possible as the case stands" in office.reads(COUNSEL, "review 1 release")
    assert "not possible as the case stands" in office.reads(LEA, "review 1 reopen")
    assert office.store.events("c1") == before


def test_the_last_day_there_is(office):
    """A period without an end that anybody reaches."""
    office.consults()
    assert "0001" in office.reads(LEA, "review until:9999-12-31")


def test_a_draft_stays_a_draft(office):
    """What was typed and not sent is no case that a reply could make of it."""
    office.assistant.keep_draft(Incoming(person=ASKER, place="dm", delivery="draft", text=SECRET))
    office.hears(ASKER, "reply 1 hello")
    assert office.store.by_number(1).route == "draft" and office.assistant.draft_of(ASKER) == SECRET


def test_nothing_is_put_out_for_somebody_at_a_shell(adviser, tmp_path):
    """No chat knows them: what they do reaches the asker in Slack, what concerns them stands in the case."""
    office = Office(adviser, tmp_path, Named(leads=(KIM, KIM.model_copy(update={"user": "UKEN"}))))
    office.consults()
    for out in office.store.waiting():
        office.store.sent(out.id, "D1:1")
    assert "0001" in office.reads(KIM, "review 1 assign UKEN", "review 1 identity The union wants to call them")
    office.hears(KIM, "review 1 write Which port is it?")
    assert {out.place for out in office.store.waiting()} == {ASKER.private_place}


def test_what_is_written_to_an_asker_at_a_shell_waits_there(adviser, tmp_path):
    """Nothing is sent; the lead is told that they read it when they come by."""
    kim = KIM.model_copy(update={"user": "kay"})
    office = Office(adviser, tmp_path, Named(leads=(KIM,)))
    office.consults(kim)
    said = adviser.knowledge.texts["en"]("review.written_for_later")
    assert said in office.reads(KIM, "review 1 write Which port is it?")
    assert "Which port is it?" not in office.sent_to(kim)
    assert [said.text for said in office.case().review.talk] == ["Which port is it?"]


def test_the_queue_says_how_old_an_urgent_case_is_and_how_many_the_partner_had(office):
    """In days once it is two; the partner by its alias, with the cases before."""
    for asker in (OTHER_ASKER, ASKER):
        number = office.consults(asker, SECRET)
        office.hears(LEA, f"review {number} correct alias Northmill They all call it so")
    office.consults(ASKER, SECRET)
    office.now += timedelta(days=3)
    shown = office.reads(LEO, "review")
    assert "3 days old" in shown and "Northmill (earlier cases: 1)" in shown


def test_taking_a_case_from_another_lead_is_offered_and_not_urged(office):
    """What is wanted most of a lead is to take what nobody has."""
    office.consults()

    def main() -> list[str]:
        return [button.label for button in office.hears(LEA, "review 1").cards[0].buttons if button.main]

    assert main() == ["Take it"]
    office.hears(LEO, "review 1 take")
    assert main() == [] and "[Take it]" in office.reads(LEA, "review 1")


class OnlyTheirOwn(SqliteStore):
    """A log that minds whose consultations are listed."""

    asked_of: set[Person]

    def of_person(self, person: Person) -> tuple[Standing, ...]:
        """Remember of whom."""
        self.asked_of.add(person)
        return super().of_person(person)


def test_a_lead_s_reading_lists_nobody_else_s_consultations(adviser, tmp_path):
    """Neither the queue nor a case: how many others who asks has told costs a lead nothing."""
    office = Office(adviser, tmp_path, opens=OnlyTheirOwn)
    office.store.asked_of = set()
    office.consults()
    office.consults(OTHER_ASKER, SECRET)
    office.store.asked_of.clear()
    office.reads(LEA, "review", "review 1", "review 1 known", "review 2 take", "review 2 note Called.", "review mine")
    assert office.store.asked_of <= {LEA}
