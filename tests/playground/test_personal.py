"""A person alone with the assistant: from the first sentence to the result, and what they look at on the way."""

from .page import CANARY, SITUATION, Page

QUESTION = "What is true, as far as you know?"
RESULT = "Levers, best first"


def to_the_question(page: Page) -> None:
    """A situation, understood and confirmed."""
    page.says(SITUATION)
    page.shows("Here is what I understood")
    page.taps("That's right")
    page.shows(QUESTION)


def to_the_result(page: Page) -> None:
    """What is still asked, tapped."""
    to_the_question(page)
    page.answers("Their doing, tied to our business", "What do you need most?")
    page.taps("Skip")
    page.shows("Who needs whom more?")
    page.answers("About equally", RESULT)


def test_who_opens_the_chat_is_greeted_once(there):
    """Teams tells of an arrival in two ways at the same time."""
    assert len(there.said()) == 1
    there.picture("01-greeting", "What is going on?")


def test_each_question_takes_the_place_of_the_one_before(page):
    """From the first sentence to the result one message is edited; the lead's being told stands below it."""
    page.says(SITUATION)
    page.shows("Here is what I understood")
    page.picture("02-understood", "Here is what I understood")
    page.taps("That's right")
    page.shows(QUESTION)
    page.shows("The lead on duty was told")
    page.picture("03-question", QUESTION)
    page.chooses("Their doing, tied to our business")
    page.taps("Continue")
    page.shows("What do you need most?")
    page.picture("04-more", "What do you need most?")
    page.taps("Skip")
    page.shows("Who needs whom more?")
    page.chooses("About equally")
    page.picture("05-radio", "Who needs whom more?")
    page.taps("Continue")
    page.shows(RESULT)
    page.picture("06-result", RESULT)
    told, below = page.said()
    assert RESULT in told
    assert below.startswith("The lead on duty was told")


def test_a_situation_can_be_told_in_the_greeting(there):
    """Its field sends what a message would have said."""
    there.begins()
    there.says("new")
    there.shows("What is going on?")
    there.fills("In your own words", SITUATION)
    there.taps("Send")
    there.shows("Here is what I understood")


def test_nothing_chosen_is_said_where_it_is_missing(page):
    """The card says so itself, for one choice and for several; nothing goes out."""
    to_the_question(page)
    page.shows("The lead on duty was told")
    page.taps("Continue")
    page.shows("Choose")
    page.picture("07-nothing-chosen", QUESTION)
    page.taps("Skip")
    page.shows("What do you need most?")
    page.taps("Skip")
    page.shows("Who needs whom more?")
    page.taps("Continue")
    page.shows("Choose one first.")
    page.picture("08-nothing-chosen", "Who needs whom more?")


def test_back_shows_the_answer_that_was_given(page):
    """It can be kept or changed, and the message stays the same one."""
    to_the_question(page)
    page.chooses("Their doing, tied to our business")
    page.taps("Continue")
    page.shows("What do you need most?")
    page.taps("Back")
    assert 'Your answer was "Their doing, tied to our business"' in page.shows(QUESTION)
    page.picture("09-back", QUESTION)
    page.taps("Keep")
    page.shows("What do you need most?")
    assert len([said for said in page.said() if "of 7" in said]) == 1


def test_an_answer_is_changed_at_the_result(page):
    """Typed as the card says; the new result follows."""
    to_the_result(page)
    page.taps("Change something")
    page.shows("Which answer do you want to change?")
    page.picture("10-change", "Which answer do you want to change?")
    page.says("change 3")
    page.shows("again. Your answer was")
    page.picture("11-changing", "again. Your answer was")
    page.chooses("Our actions help make it happen")
    page.taps("Continue")
    page.shows("Changed. Your other answers still hold.")


def test_an_old_button_changes_nothing_and_says_so(page):
    """The one of a result that has been changed since: the card to go on with stands below."""
    to_the_result(page)
    page.taps("Ask a lead")
    page.shows("What may the lead on duty see?")
    page.chooses("None of these")
    page.taps("Continue")
    page.wait(lambda: "" if "None of these" in page.said()[-1] else page.said()[-1], "the next card")
    page.taps_old("The people affected", "Change something")
    page.shows("nothing was changed")


def test_two_taps_at_once_are_one(page):
    """The second is no answer to the next question."""
    to_the_question(page)
    page.shows("The lead on duty was told")
    page.chooses("Their doing, tied to our business")
    page.taps("Continue", twice=True)
    page.shows("What do you need most?")
    page.begins()
    assert page.said() == []


def test_levers_are_looked_up(page):
    """By what they are over, and one by its id; no consultation begins."""
    page.says("levers supplier")
    page.shows("SUP-A1")
    page.picture("12-look-up", "SUP-A1")
    page.says("levers SUP-A1")
    assert "Code of Conduct" in page.shows("Contracts")
    page.picture("13-lever", "Code of Conduct")


def test_what_a_result_offers_stands_below_it(page):
    """The result stays, and each thing that is asked for is a message of its own."""
    to_the_result(page)
    for number, (label, shows) in enumerate(
        (
            ("What I go on", "How we are connected"),
            ("Meeting brief", "Three questions"),
            ("Share", "Fit for anybody"),
            ("Ask a lead", "What may the lead on duty see?"),
        ),
        14,
    ):
        page.taps_old("The people affected", label)
        assert RESULT not in page.shows(shows)
        page.picture(f"{number}-{label.lower().replace(' ', '-')}", shows)
    assert CANARY not in "".join(page.said())
    page.taps_old("The people affected", "Remind me")
    page.picture("18-remind-me", "The people affected")
