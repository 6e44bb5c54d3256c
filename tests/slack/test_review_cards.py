"""The leads' cards in Slack: how they read, that Slack takes them, and what stands where on a phone."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from bot.advice import Adviser
from bot.messages import Blank, Button, Card, Facts, Form, Incoming, Note, Option, Press, Row
from bot.review.acts import ACTS
from handlers.slack import review_forms
from handlers.slack.blocks import mention
from handlers.slack.home_view import home
from handlers.slack.parse import press_of
from handlers.slack.render import Message, messages
from tests.review.desks import ASKER, COUNSEL, LEA, LEO, OTHER_ASKER, Office, member
from tests.slack import scenes
from tests.slack.test_render import elements
from tests.slack_double import plain

UNSAID = "A colleague told me quetzalcoatl that a farm of our supplier beats its pickers"
ONE_SCREEN = 1_300
"""Characters that a phone shows of a message before it is scrolled twice."""


@pytest.fixture
def office(adviser: Adviser, tmp_path) -> Iterator[Office]:
    """Two cases: one that leads have worked on, and an urgent one."""
    there = Office(adviser, tmp_path)
    there.consults(answers=("yes", "2"))
    there.consults(OTHER_ASKER, UNSAID)
    for said in ("take", "note They came back", "ask Who speaks for them?", "tag palm oil", "link 2"):
        there.hears(LEA, f"review 1 {said}")
    there.hears(ASKER, "reply 1 The union does")
    yield there
    there.store.close()


def rendered(office: Office, cards: tuple[Card, ...]) -> tuple[Message, ...]:
    """The cards as messages that Slack takes."""
    return scenes.rendered(office.adviser, cards)


def form_of(office: Office, person, value: str) -> dict:
    """The form that a press opens."""
    press = Press(action="review", value=value)
    incoming = Incoming(person=person, place=person.private_place, delivery=f"f{value}", press=press)
    form = office.assistant.review_form(incoming)
    assert isinstance(form, Form), value
    return review_forms.fill_form(office.adviser.knowledge.texts["en"], form, "1700000000.1")


def test_how_it_reads(office: Office):
    """Queue, Home, case, its parts, each form, what is typed instead, and the asker's cards: as they read before."""
    words = office.adviser.knowledge.texts["en"]
    read = [scenes.read(rendered(office, office.hears(LEA, said).cards)) for said in ("review", "review urgnet")]
    read.append(plain(home((), words, office.hears(LEO, "review free").cards)))
    opened = ("", " known", " said", " advice", " since", " note", " take")
    read += [scenes.read(rendered(office, office.hears(LEA, f"review 1{said}").cards)) for said in opened]
    made = [form_of(office, COUNSEL if act == "hold" else LEA, f"1 {act}") for act, of in ACTS.items() if of.fields]
    assert [scenes.faults(one) for one in made] == [[]] * len(made)
    read += map(plain, made)
    read += [scenes.read(rendered(office, cards)) for cards in sent_to(office, ASKER)]
    read.append(plain(review_forms.reply_form(words, Press(action="reply", value="0001"))))
    scenes.golden("review.en.txt", "\n----------\n".join(read) + "\n")


def sent_to(office: Office, person) -> list[tuple[Card, ...]]:
    """What went out to a person."""
    waiting = [out.card for out in office.store.waiting() if out.place == person.private_place]
    return [tuple(Note.model_validate(card) for card in out["cards"] if card["kind"] == "note") for out in waiting][-2:]


def test_a_case_fits_a_phone(office: Office):
    """One message: the head in full, each part a line with its button, then what can be done."""
    (made,) = rendered(office, office.hears(LEA, "review 1").cards)
    said = plain(list(made.blocks))
    assert len(said) < ONE_SCREEN
    order = [
        "Case 0001",
        "Asked of you",
        "What is known",
        "Messages and notes",
        "Private note",
        "The case",
        "Facts and",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert "The union does" not in said


def test_what_is_wanted_most_is_a_button_and_the_rest_waits_in_menus(office: Office):
    """Whatever the roles: few buttons, and each act once."""
    for person in (LEA, LEO, COUNSEL):
        cards = office.hears(person, "review 1").cards
        made = elements(rendered(office, cards))
        row = [one for one in made if one["type"] == "button" and one["text"]["text"] != "Open"]
        items = [o["value"] for one in made if one["type"] == "overflow" for o in one["options"]]
        assert len(row) <= 6
        offered = [button.press.value for button in cards[0].buttons]
        assert sorted([*items, *(json.loads(one["value"])["value"] for one in row)]) == sorted(offered)


def test_what_can_not_be_taken_back_is_asked_first(office: Office):
    """Stepping back from a case, and showing a name: the button asks, with an answer that does nothing."""
    (made,) = rendered(office, office.hears(LEO, "review 1").cards)
    asks = {one["text"]["text"]: one["confirm"] for one in elements([made]) if "confirm" in one}
    assert asks["Not me: conflict"]["deny"]["text"] == "Cancel"
    office.hears(LEA, "review 1 identity To meet them")
    (made,) = rendered(office, office.hears(LEO, "review 1").cards)
    assert "Grant: show the name" in {one["text"]["text"] for one in elements([made]) if "confirm" in one}


def test_a_part_stands_by_itself_in_full(office: Office):
    """Opened alone it is not folded again."""
    (made,) = rendered(office, office.hears(LEA, "review 1 said").cards)
    assert "The union does" in plain(list(made.blocks)) and not elements([made])


def test_forty_acts_do_not_crowd(adviser: Adviser):
    """Menus of five, buttons in rows of 25, nothing lost."""
    buttons = tuple(
        Button(press=Press(action="review", value=f"1 act{n}"), label=f"Act {n}", group="More" if n > 4 else "")
        for n in range(40)
    )
    made = elements(scenes.rendered(adviser, (Facts(title="Case", rows=(), buttons=buttons),)))
    assert [len(one["options"]) for one in made if one["type"] == "overflow"] == [5] * 7
    assert sum(one["type"] == "button" for one in made) == 5


def test_a_menu_s_item_is_a_press():
    """What Slack sends of it is what a button would be."""
    action = {"type": "overflow", "action_id": "press:review:2", "selected_option": {"value": "0417 tag"}}
    assert press_of(action, {}) == Press(action="review", value="0417 tag")


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (member("U1"), "Asked by: <@U1>"),
        (member("W2"), "Asked by: <@W2>"),
        (member("<!channel>"), "Asked by: U1"),
        (member("u1"), "Asked by: U1"),
        (member("U1").model_copy(update={"channel": "local"}), "Asked by: U1"),
        (None, "Asked by: U1"),
    ],
)
def test_a_person_has_the_name_that_slack_shows(adviser: Adviser, person, shown):
    """Where the card names them and Slack knows them: everything else is plain text."""
    card = Facts(title="x", rows=(Row(label="Asked by", value="U1", person=person),))
    (made,) = messages([card], adviser.knowledge.texts["en"])
    text = made.blocks[1]["text"]
    assert text["text"] == shown and (text["type"] == "mrkdwn") is ("<@" in shown)
    assert scenes.faults(asdict(made)) == []


def test_a_mention_is_one_line():
    """Whatever its label."""
    assert mention("a\n*b*\u202e", "U1")["text"]["text"] == "a ∗b∗: <@U1>"


def test_notifications_name_no_case_of_anybody(office: Office):
    """The text on a locked phone says that a case waits, and no more: no number, no name, no word."""
    for said in ("review", "review 1", "review 1 known", "review 1 note"):
        for made in rendered(office, office.hears(LEA, said).cards):
            assert made.text == "A case for review"


def test_a_form_is_within_slack_s_limits(adviser: Adviser):
    """However many choices, however long the labels."""
    options = tuple(Option(id=f"o{n}", label="x" * 300) for n in range(150))
    blanks = tuple(
        Blank(id=kind, kind=kind, label="y" * 3_000, value="z" * 5_000, options=options)
        for kind in ("words", "line", "day", "person", "choice")
    )
    form = Form(question="q", title="t" * 4_000, blanks=blanks, sends=Press(action="review", value="1 x"))
    assert scenes.faults(review_forms.fill_form(adviser.knowledge.texts["en"], form, "1.1")) == []
    nothing = Form(question="q", title="t", blanks=(Blank(id="c", kind="choice", label="c"),), sends=form.sends)
    assert scenes.faults(review_forms.fill_form(adviser.knowledge.texts["en"], nothing, "")) == []


def test_what_was_filled_in_comes_back(office: Office):
    """Each kind of blank, the press and the message; anything else is no form."""
    view = form_of(office, LEA, "1 follow")
    held = {
        "day": {"day": {"type": "datepicker", "selected_date": "2040-01-01"}},
        "reason": {"reason": {"type": "plain_text_input", "value": " because "}},
        "choice": {"choice": {"type": "static_select", "selected_option": {"value": "yes"}}},
        "person": {"person": {"type": "users_select", "selected_user": "U1"}},
        "empty": {"empty": {"type": "plain_text_input", "value": None}},
    }
    press, message = review_forms.filled({**view, "state": {"values": held}})
    told = (("day", "2040-01-01"), ("reason", "because"), ("choice", "yes"), ("person", "U1"), ("empty", ""))
    assert (press, message) == (Press(action="review", value="0001 follow", fields=told), "1700000000.1")
    for broken in (None, {}, {"private_metadata": "["}, {"private_metadata": "[1,2,3]"}, {"private_metadata": "{}"}):
        assert review_forms.filled(broken) is None
