"""A person gets all that is kept about them, in plain words; others stand in it by their role."""

import pytest

from bot.access import NOBODY
from bot.dialogue.scene import House
from bot.messages import Incoming, Press
from bot.terms import Periods
from bot.views.plain import plain
from bot.views.privacy import privacy
from knowledge.schema.entry import LANGUAGES
from tests.keeping.test_retention import URGENT, drafted
from tests.review.desks import ASKER, COUNSEL, LEA, LEO, OTHER_ASKER
from tests.slack.scenes import scene

REVIEWED = (
    (LEA, "review 1 take"),
    (LEA, "review 1 note a private thought about quetzal"),
    (LEA, "review 1 tag renewal"),
    (LEA, "review 1 write please wait for us"),
    (ASKER, "reply 1 I wait until Friday"),
    (LEA, "review 1 correct alias Northmill you said so"),
    (LEA, "review 1 identity to call before Friday"),
    (LEO, "review 1 grant"),
    (COUNSEL, "review 1 hold a lawsuit about axolotl"),
    (LEA, "review 1 close yes they told us"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_ones_own_is_in_it(office, language):
    """What was typed, what leads wrote and changed, who read it by role, until when; not the private notes."""
    office.consults(answers=("yes", "none", "skip"))
    office.consults(OTHER_ASKER, "Our customer in Chile pays its cleaners below the minimum wage")
    for person, text in REVIEWED:
        office.hears(person, text)
    drafted(office)
    text = office.assistant.data_of(ASKER, language).text
    for said in (
        "passports of migrant workers",
        "please wait for us",
        "I wait until Friday",
        "Northmill",
        "you said so",
    ):
        assert said in text
    for said in ("renewal", "to call before Friday", "they told us", "2026-11-02 09:30 UTC", "0001", "0003"):
        assert said in text
    assert office.adviser.knowledge.texts[language]("keeping.role.lead") in text
    for unsaid in ("quetzal", "axolotl", "Chile", LEA.user, LEO.user, COUNSEL.user, "0002"):
        assert unsaid not in text


def test_what_was_passed_on_and_told_is_in_it(office):
    """To a lead or a colleague, with which facts and one's own question; what a lead was told of, and whether seen."""
    office.consults(situation=URGENT, answers=("yes", "child", "done"))
    while office.store.of_person(ASKER)[0].state == "open":
        office.hears(ASKER, "skip")
    office.passes(minutes=6)
    share = Press(action="share", value=OTHER_ASKER.user, consultation=office.store.by_number(1).consultation)
    for said in ("ask lead may we tell the auditors?", "actor", "send it"):
        office.hears(ASKER, said)
    office.hears(ASKER, press=share)
    for said in ("none of these", "send it"):
        office.hears(ASKER, said)
    text = office.assistant.data_of(ASKER).text
    assert "to a human rights lead; Whose behaviour; may we tell the auditors?" in text
    assert "to a colleague whom you chose" in text
    assert "a human rights lead: children; not seen" in text
    office.hears(LEA, press=Press(action="alert_seen", value="0001"))
    assert "a human rights lead: children; seen 2026-11-02" in office.assistant.data_of(ASKER).text
    assert not [lead for lead in (LEA, LEO, OTHER_ASKER) if lead.user in text]


def test_no_end_is_made_up(office):
    """A case of an earlier release has no term before the daily job has given it one."""
    office.consults()
    label = office.adviser.knowledge.texts["en"]("keeping.mine.until")
    assert label in office.assistant.data_of(ASKER).text
    office.store.ring.file.run("DELETE FROM term")
    assert label not in office.assistant.data_of(ASKER).text


def test_it_is_handed_over_as_a_file(office):
    """Where the chat can: the card says so, and it belongs to every consultation whose words it holds."""
    for _ in range(2):
        office.consults()
    asked = Incoming(person=ASKER, place="dm", delivery="file", text="my data", takes_documents=True)
    answer = office.assistant.handle(asked)
    assert "passports" in answer.document.text and "passports" not in plain(answer.cards)
    assert set(answer.about) == {standing.consultation for standing in office.store.of_person(ASKER)}


def test_it_is_asked_for_in_the_chat(office):
    """As text where no file can be handed over; nothing is changed by it."""
    office.consults()
    before = office.store.of_person(ASKER)
    shown = office.reads(ASKER, "my data")
    assert "What the assistant keeps about you" in shown and "passports" in shown
    assert office.store.of_person(ASKER) == before


def test_a_person_of_whom_nothing_is_kept_hears_so(office):
    """In one sentence."""
    assert "No consultation of yours is kept." in office.reads(ASKER, "my data")


@pytest.mark.parametrize("said", ["my data", "meine Daten", "mis datos", "mes données"])
def test_it_is_understood_in_four_languages(office, said):
    """Whatever language the person writes in."""
    assert "What the assistant keeps about you" in office.reads(ASKER, said)


def test_one_s_own_case_is_erased_by_its_number(office):
    """Any of them, not only the one that is open; another person's is none of theirs."""
    office.consults()
    office.consults()
    office.consults(OTHER_ASKER)
    assert "is erased" in office.reads(ASKER, "erase 0001")
    assert "no consultation of yours" in office.reads(OTHER_ASKER, "erase 2")
    assert [standing.number for standing, _ in office.store.everything()] == [2, 3]


def said(adviser, language="en", **more):
    """What `privacy` says under these settings."""
    there = scene(adviser, language)
    return plain((privacy(there.__class__(**{**vars(there), "house": House(**more)})),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_privacy_names_the_days_that_are_set(adviser, language):
    """Every period, as the company has it."""
    periods = Periods(cases=111, drafts=22, audit=333, deliveries=44, backups=55)
    shown = said(adviser, language, leads=3, auditors=1, counsel=2, periods=periods)
    assert [number for number in ("111", "222", "22", "333", "44", "55", "(2)", "(3)") if number not in shown] == []


def test_privacy_says_what_is_not_set(adviser):
    """No promise that nobody has made."""
    shown = said(adviser, leads=1, named=NOBODY)
    assert "How long backups are kept is not set" in shown
    assert "Nobody is named as counsel" in shown
    assert "fewer are named" in shown
