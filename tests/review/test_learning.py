"""What was tried in a case becomes an example for colleagues, if its asker and a lead agree to the words."""

import pytest

from bot.advice import Adviser
from bot.dialogue.scene import House
from bot.keeping import Keeping
from bot.messages import Press
from knowledge import load
from tests.review.desks import ASKER, LEA, LEO, OTHER_ASKER, Office

TEXT = "A questionnaire before the renewal brought the recruitment fees to light."


@pytest.fixture
def office(tmp_path):
    """With content of its own: what it learns is nobody else's."""
    return Office(Adviser(load()), tmp_path)


def proposed(office: Office) -> None:
    """A case in which a lever was tried, and a lead's words for it."""
    office.consults()
    office.hears(LEA, "review 1 outcome SUP-A4 worked")
    office.hears(LEA, f"review 1 example SUP-A4 {TEXT}")


def test_the_asker_reads_the_words_and_agrees_then_a_lead_approves(office):
    """Only then it is shown, in look-ups and results, as the company's own."""
    proposed(office)
    assert TEXT in office.sent_to(ASKER)
    assert "nothing to approve" in office.reads(LEO, "review 1 approve")
    office.hears(ASKER, "agree 1")
    assert "has answered your proposal" in office.sent_to(LEA)
    assert TEXT not in office.reads(OTHER_ASKER, "levers SUP-A4")
    assert "Approved" in office.reads(LEO, "review 1 approve")
    shown = office.reads(OTHER_ASKER, "levers SUP-A4")
    assert f"{TEXT} (what our company tried; no source says it)" in shown and "From our company" in shown


def test_without_consent_nothing_is_shown(office):
    """Declined is declined."""
    proposed(office)
    office.hears(ASKER, "decline 1")
    assert "nothing to approve" in office.reads(LEO, "review 1 approve")
    assert office.store.examples() == ()


def test_only_what_was_tried_can_be_proposed(office):
    """A lever that nobody tried is no example."""
    office.consults()
    office.hears(LEA, "review 1 outcome SUP-A4 worked")
    assert "was not tried" in office.reads(LEA, f"review 1 example SUP-B1 {TEXT}")
    assert TEXT not in office.sent_to(ASKER)


def test_it_is_a_revision_of_the_content(office):
    """The content's hash changes, and is the same again for the same examples in another process."""
    before = office.adviser.knowledge.content_hash
    proposed(office)
    office.hears(ASKER, "agree 1")
    office.hears(LEO, "review 1 approve")
    after = office.adviser.knowledge.content_hash
    elsewhere = Adviser(load())
    Keeping(elsewhere, office.store, lambda: office.now, House()).learn()
    assert before != after == elsewhere.knowledge.content_hash


def test_it_outlives_its_case_and_can_be_taken_away(office):
    """As the asker was told: erasing the case leaves it, a lead takes it away."""
    proposed(office)
    office.hears(ASKER, "agree 1")
    office.hears(LEO, "review 1 approve")
    assert "[Take the example away]" in office.reads(LEA, "review 1")
    assert "no longer shown" in office.reads(LEA, "review 1 withdraw")
    assert "[Take the example away]" not in office.reads(LEA, "review 1")
    assert TEXT not in office.reads(OTHER_ASKER, "levers SUP-A4")


def test_one_proposal_waits_at_a_time(office):
    """The next is made when the asker has answered the last."""
    proposed(office)
    assert "has not answered the last proposal" in office.reads(LEA, "review 1 example SUP-A4 Other words")
    assert "Other words" not in office.sent_to(ASKER)


def test_an_answer_is_to_a_proposal_of_the_case_at_hand(office):
    """Of another case of one's own it has to be opened first; of nobody's, or unasked, nothing happens."""
    proposed(office)
    office.consults()
    assert "Open that case first: open 0001" in office.reads(ASKER, "agree 1")
    unasked = "Nobody has asked you about an example"
    assert all(unasked in office.reads(ASKER, said) for said in ("agree", "agree 2", "decline 99", "agree 2 7"))
    assert office.case(1).review.proposals[0].waits_for_asker


def test_names_in_a_proposal_are_replaced(office):
    """As in every saved text."""
    office.consults()
    office.hears(LEA, "review 1 outcome SUP-A4 worked")
    office.hears(LEA, "review 1 example SUP-A4 Mr. Karim (karim@mill.example) answered our questionnaire")
    assert "karim@mill.example" not in office.sent_to(ASKER)


def test_the_log_is_whole_after_it(office):
    """Examples are sealed, survive and verify."""
    proposed(office)
    office.hears(ASKER, "agree 1")
    office.hears(LEO, "review 1 approve")
    assert [example.text for example in office.store.examples()] == [TEXT]
    assert office.store.verify() == ()
    assert TEXT.encode() not in (office.folder / "log.db").read_bytes()


def test_a_no_after_a_yes_counts(office):
    """Until it is approved the asker may change their mind."""
    proposed(office)
    office.hears(ASKER, "agree 1")
    office.hears(ASKER, "decline 1")
    assert "nothing to approve" in office.reads(LEO, "review 1 approve")
    assert office.store.examples() == ()


def test_consent_is_to_the_words_that_were_read(office):
    """An answer from an older card says nothing of other words; each is approved by itself."""
    proposed(office)
    old = next(card for out in office.store.waiting(1_000) if "I agree" in str(out.card) for card in out.card["cards"])
    office.hears(ASKER, "decline 1")
    office.hears(LEA, "review 1 example SUP-A4 Other words, which nobody has agreed to")
    office.hears(ASKER, press=Press(**old["buttons"][0]["press"]))
    assert "nothing to approve" not in office.reads(LEO, "review 1 approve")
    assert [example.text for example in office.store.examples()] == [TEXT]
