"""The leads' cards in Teams: how they read in every language, and what stands where on a phone."""

import pytest

from bot.advice import Adviser
from bot.messages import Form, Incoming, Note, Press
from bot.review.acts import ACTS
from knowledge.schema.entry import LANGUAGES, Language
from tests.review.desks import ASKER, COUNSEL, LEA, LEO, OTHER_ASKER, Office
from tests.teams import scenes
from tests.teams.clicking import submits
from tests.teams.reading import read

UNSAID = "A colleague told me quetzalcoatl that a farm of our supplier beats its pickers"


@pytest.fixture
def office(adviser: Adviser, tmp_path):
    """Two cases: one that leads have worked on, and an urgent one."""
    there = Office(adviser, tmp_path)
    there.consults(answers=("yes", "2"))
    there.consults(OTHER_ASKER, UNSAID)
    for said in ("take", "note They came back", "ask Who speaks for them?", "tag palm oil", "link 2"):
        there.hears(LEA, f"review 1 {said}")
    there.hears(ASKER, "reply 1 The union does")
    yield there
    there.store.close()


def form_of(office: Office, person, value: str, language: Language) -> Form:
    """The form that a press opens."""
    press = Press(action="review", value=value)
    incoming = Incoming(person=person, place="x", delivery=f"f{value}{language}", press=press, language=language)
    form = office.assistant.review_form(incoming)
    assert isinstance(form, Form), value
    return form


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_reads(office: Office, language: Language):
    """Queue, case, its parts, each form, and the asker's cards: as they read before."""
    said = ("", " urgnet", " 1", " 1 known", " 1 said", " 1 advice", " 1 since", " 1 take")
    shown = [office.hears(LEA, f"review{one}", language=language).cards for one in said]
    asks = [act for act, of in ACTS.items() if of.fields]
    shown += [(form_of(office, COUNSEL if act == "hold" else LEA, f"1 {act}", language),) for act in asks]
    waiting = [out.card for out in office.store.waiting() if out.place == ASKER.private_place]
    shown += [tuple(Note.model_validate(c) for c in out["cards"] if c["kind"] == "note") for out in waiting][-2:]
    found = [read(scenes.rendered(office.adviser, cards, language)) for cards in shown]
    scenes.golden(f"review.{language}.txt", "----------\n".join(found))


def test_every_act_is_there_once(office: Office):
    """Whatever the role: in sight, or below a button that names its group; and nothing is held up."""
    for person in (LEA, LEO, COUNSEL):
        cards = office.hears(person, "review 1").cards
        (message,) = scenes.rendered(office.adviser, cards)
        there = [one["data"]["leverage"]["value"] for one in submits(message.card) if one["title"] != "Open"]
        assert sorted(there) == sorted(button.press.value for button in cards[0].buttons)


def test_a_part_is_not_sent_before_it_is_opened(office: Office):
    """What was written stands in no card of the case itself: who reads it is in the audit log."""
    said = read(scenes.rendered(office.adviser, office.hears(LEA, "review 1").cards))
    assert "The union does" not in said and "Messages and notes   [Open]" in said
    assert "The union does" in read(scenes.rendered(office.adviser, office.hears(LEA, "review 1 said").cards))


def test_notifications_name_no_case_of_anybody(office: Office):
    """One sentence, whatever the card holds."""
    cards = [office.hears(LEA, said).cards for said in ("review", "review 1", "review 1 known", "review 1 note")]
    summaries = {m.summary for one in cards for m in scenes.rendered(office.adviser, one)}
    assert summaries == {"Leverage Assistant has something for you."}
