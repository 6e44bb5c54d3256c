"""Cards as messages: what they look like, that Slack takes them, and that nothing is lost."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import pytest

from bot.advice import Adviser
from bot.consultation import Sharing
from bot.lookup import look_up as found_for
from bot.messages import Button, Choices, Detail, Entry, Facts, Form, Listing, Note, Option, Press, Row, Section, Time
from bot.record import Person
from bot.views import consultation as view
from bot.views import sharing as passed
from handlers.slack import forms, passing_forms
from handlers.slack.escape import escaped
from handlers.slack.home_view import ACTORS, CATEGORIES, home, looked_up
from handlers.slack.render import messages
from knowledge.schema.entry import LANGUAGES, Language
from tests.sampling import some
from tests.slack import scenes
from tests.slack_double import plain

HERE = Press(action="skip", consultation="c1", revision=3)
SKIP = Button(press=HERE, label="Skip", say="skip")


def choices(number: int, label: str = "Yes", **more) -> Choices:
    """A question with so many choices."""
    options = tuple(Option(id=f"o{n}", label=f"{label} {n}") for n in range(number))
    return Choices(
        **{"question": "q", "progress": "1 of 2", "title": "What?", "options": options, "buttons": (SKIP,), **more}
    )


def elements(made) -> list[dict]:
    """What can be tapped."""
    blocks = [block for message in made for block in message.blocks]
    beside = [[block["accessory"]] for block in blocks if "accessory" in block]
    return [
        element for found in (*beside, *(b["elements"] for b in blocks if b["type"] == "actions")) for element in found
    ]


def presses(made) -> list[Press]:
    """What the buttons send."""
    return [Press.model_validate_json(one["value"]) for one in elements(made) if one["type"] == "button"]


# ---- golden ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_in_every_language(adviser: Adviser, language: Language):
    """Is within every limit, and reads as it did."""
    made = [scenes.rendered(adviser, [card], language) for card in scenes.questions(adviser, language)]
    scenes.golden(f"questions.{language}.txt", "\n".join(scenes.read(one) for one in made))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_in_every_language(adviser: Adviser, language: Language):
    """Is one message, folded; the parts that its own buttons open are a line each."""
    made = scenes.rendered(adviser, scenes.result(adviser, language), language)
    assert len(made) == 1
    scenes.golden(f"result.{language}.txt", scenes.read(made))


SHOWN = {
    "welcome": lambda adviser: (view.welcome(scenes.scene(adviser)), view.tell(scenes.scene(adviser))),
    "urgent": scenes.urgent,
    "look-up": lambda adviser: scenes.look_up(adviser, "supplier audits"),
    "lever": lambda adviser: scenes.look_up(adviser, "SUP-A2"),
    "actors": lambda adviser: scenes.look_up(adviser, ""),
    "nothing-fits": lambda adviser: scenes.look_up(adviser, "parking"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_other_cards(adviser: Adviser, name: str):
    """Each reads as it did."""
    scenes.golden(f"{name}.en.txt", scenes.read(scenes.rendered(adviser, SHOWN[name](adviser))))


LOOKED_UP = {
    "look-up": "supplier audits",
    "lever": "SUP-A2",
    "actors": "",
    "nothing-fits": "parking",
    "moment": "MOM-01",
}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("name", LOOKED_UP)
def test_look_ups_in_every_language(adviser: Adviser, language: Language, name: str):
    """Each reads as it did."""
    cards = scenes.look_up(adviser, LOOKED_UP[name], language)
    scenes.golden(f"{name}.{language}.txt", scenes.read(scenes.rendered(adviser, cards, language)))


def test_payloads(adviser: Adviser):
    """A few as the JSON that is sent."""
    several, one = next(scenes.questions(adviser, "en")), choices(2)
    kept = {"several": several, "one": one, "urgent": scenes.urgent(adviser)[0], "entry": SHOWN["lever"](adviser)[0]}
    made = {name: [asdict(m) for m in scenes.rendered(adviser, [card])] for name, card in kept.items()}
    scenes.golden("payloads.json", json.dumps(made, indent=1, ensure_ascii=False) + "\n")


# ---- choices ----


@pytest.mark.parametrize(
    ("card", "kinds"),
    [
        (choices(3), ["button"] * 4),
        (choices(8), ["button"] * 9),
        (choices(9), ["radio_buttons", "button"]),
        (choices(12), ["radio_buttons", "radio_buttons", "button"]),
        (choices(3, "A label that would be cut on a phone"), ["radio_buttons", "button"]),
        (choices(3, several=True), ["checkboxes", "button", "button"]),
        (choices(13, several=True), ["checkboxes", "checkboxes", "button", "button"]),
        (choices(13, several=True, more=7, more_label="More"), ["checkboxes", "button", "button", "button"]),
    ],
)
def test_what_choices_are_tapped_with(adviser: Adviser, card: Choices, kinds: list[str]):
    """Buttons for few short ones, radio buttons for long or many, checkboxes for several; ten at most in a group."""
    assert [one["type"] for one in elements(scenes.rendered(adviser, [card]))] == kinds


def test_a_choice_is_a_press_of_its_question(adviser: Adviser):
    """With the consultation and revision of the card's buttons, and the id as value."""
    assert presses(scenes.rendered(adviser, [choices(2)])) == [
        Press(action="choose", value="o0", consultation="c1", question="q", revision=3),
        Press(action="choose", value="o1", consultation="c1", question="q", revision=3),
        HERE,
    ]


def test_what_is_chosen_is_shown(adviser: Adviser):
    """By a mark beside the label, ticked, or selected with a button that confirms it."""
    options = (Option(id="a", label="Yes"), Option(id="b", label="No", chosen=True))
    tapped, *_ = scenes.rendered(adviser, [choices(0, options=options)])
    assert scenes.shown(tapped).splitlines()[1] == "[Yes]  [✓ No]"
    ticked = elements(scenes.rendered(adviser, [choices(0, options=options, several=True)]))
    assert [one["value"] for one in ticked[0]["initial_options"]] == ["b"]
    long = (*options, Option(id="c", label="Neither of these, as far as anybody knows"))
    radio, confirm, _ = elements(scenes.rendered(adviser, [choices(0, options=long)]))
    assert radio["initial_option"]["value"] == "b"
    assert Press.model_validate_json(confirm["value"]).value == ""


def test_more_counts_what_stands_behind_it(adviser: Adviser):
    """And the choices behind it are not shown."""
    made = scenes.rendered(adviser, [choices(8, more=2, more_label="More")])
    assert "[More (2)]" in scenes.read(made) and "Yes 6" not in scenes.read(made)


def test_choices_that_slack_cannot_carry_are_said(adviser: Adviser):
    """A label too long to tap is there in full; an id too long, or no id, is left to typing."""
    options = (
        Option(id="a", label="very long " * 20 + "END"),
        Option(id="", label="without id"),
        Option(id="x" * 200, label="with an id too long"),
    )
    said = scenes.read(scenes.rendered(adviser, [choices(0, options=options)]))
    assert all(part in said for part in ("END", "without id", "with an id too long"))


def test_question_blocks_are_named_for_consultation_question_and_revision(adviser: Adviser):
    """So that what was ticked before never comes back; twice in a payload they still differ."""
    made = scenes.rendered(adviser, [choices(2, several=True), choices(2, several=True)])
    ids = [block["block_id"] for block in made[0].blocks if block["type"] == "actions"]
    assert ids[0] == '["c1","q",3]' and len(set(ids)) == len(ids)
    later = choices(
        2, several=True, buttons=(SKIP.model_copy(update={"press": HERE.model_copy(update={"revision": 4})}),)
    )
    other = scenes.rendered(adviser, [later])
    assert not set(ids[:1]) & {block.get("block_id") for block in other[0].blocks}


def test_action_ids_are_of_one_family(adviser: Adviser):
    """One pattern listens to all of them."""
    ids = [
        one["action_id"]
        for card in scenes.questions(adviser, "en")
        for one in elements(scenes.rendered(adviser, [card]))
    ]
    assert all(name.startswith("press:") for name in ids)


# ---- folding ----


def test_details_that_buttons_open_are_folded(adviser: Adviser):
    """To a line with its button beside it, which then stands nowhere else; unfolded, they are whole."""
    words = adviser.knowledge.texts["en"]
    cards = scenes.result(adviser)
    whole = [card for card in cards if card.kind == "detail" and card.opens]
    assert [card.opens for card in whole] == ["persuade", "inside", "fails"]
    said = scenes.read(messages(cards, words))
    assert "*How to persuade*\n[Open]" in said and "[How to persuade]" not in said and whole[0].source not in said
    assert escaped(whole[0].sections[0].lines[0]) in scenes.read(messages(cards, words, folded=False))
    assert whole[0].sections[0].lines[0] in scenes.read(messages(whole[:1], words))


def test_an_urgent_note_stands_between_lines(adviser: Adviser):
    """It says itself that it is urgent, in the largest letters, and is set apart."""
    (message,) = scenes.rendered(adviser, scenes.urgent(adviser))
    assert [block["type"] for block in message.blocks] == ["divider", "header", "section", "divider"]
    assert scenes.shown(message).splitlines()[1].startswith("Urgent:")


# ---- much of everything ----

LONG = "word " * 4_000
HUGE = {
    "lines": Note(lines=tuple(f"line {n} {'x' * 50}" for n in range(1_000))),
    "one line": Note(lines=(LONG,), buttons=(SKIP,)),
    "urgent": Note(lines=(LONG, LONG), urgent=True),
    "no spaces": Note(lines=("x" * 20_000,)),
    "entities": Note(lines=("&<>" * 5_000,)),
    "surrogate pairs": Note(lines=("😀" * 8_000,)),
    "rows": Facts(title="T", rows=tuple(Row(label=f"{n}", value="v" * 300) for n in range(200))),
    "long rows": Facts(title="T", rows=(Row(label="a", value=LONG), Row(label=LONG, value=""))),
    "title": Facts(title=LONG, rows=()),
    "options": choices(300, several=True),
    "radio": choices(150),
    "entries": Listing(title="T", entries=tuple(Entry(id=f"E{n}", title=LONG[:300], line="l") for n in range(120))),
    "nameless entries": Listing(title="T", entries=tuple(Entry(id="", title=f"case {n}") for n in range(5_000))),
    "sections": Detail(
        title="T", sections=tuple(Section(title="S", lines=("x" * 400,)) for _ in range(80)), source="s"
    ),
    "buttons": Note(lines=("n",), buttons=tuple(SKIP.model_copy(update={"label": f"b{n}"}) for n in range(70))),
    "long button": Note(lines=("n",), buttons=(SKIP.model_copy(update={"label": LONG}),)),
    "big press": Note(
        lines=("n",), buttons=(Button(press=Press(action="levers", value="x" * 2_500), label="Go", say="go on"),)
    ),
    "empty": Form(question="q", title="", lines=("", " ")),
    "long ids": choices(3, question="q" * 300, several=True),
}


@pytest.mark.parametrize("name", HUGE)
def test_whatever_its_size_slack_takes_it(adviser: Adviser, name: str):
    """In as many messages as it needs; none where there is nothing to say."""
    scenes.rendered(adviser, [HUGE[name], HUGE[name]])  # holds every message against both tables of limits


def test_nothing_is_lost_in_a_long_message(adviser: Adviser):
    """Every line stands in one of the messages, in order."""
    lines = [f"line {n} {'x' * 50}" for n in range(1_000)]
    made = scenes.rendered(adviser, [HUGE["lines"], Note(lines=("last",), buttons=(SKIP,))])
    said = "\n".join(scenes.shown(message) for message in made).splitlines()
    assert len(made) > 1
    assert [line for line in said if line.startswith("line")] == lines


def test_buttons_stand_on_the_last_message(adviser: Adviser):
    """Those of earlier cards too."""
    made = scenes.rendered(adviser, [choices(2), HUGE["lines"], Note(lines=("end",), buttons=(SKIP,))])
    assert [bool(elements([message])) for message in made] == [False] * (len(made) - 1) + [True]
    assert len(presses(made)) == 4


def test_a_press_that_slack_cannot_carry_is_left_to_typing(adviser: Adviser):
    """What to type is said."""
    made = scenes.rendered(adviser, [HUGE["big press"]])
    assert "[Go] go on" in scenes.read(made) and not elements(made)


def test_no_cards_no_messages(adviser: Adviser):
    """Nor for a card that says nothing."""
    words = adviser.knowledge.texts["en"]
    assert messages((), words) == messages((Note(lines=()),), words) == ()


# ---- notifications ----


def test_the_notification_is_our_own_words(adviser: Adviser):
    """Nothing a person typed, no danger and no lever stands on a locked phone."""
    typed = "Tunku-17"
    cards = [
        Note(lines=(f"I did not understand {typed}.",)),
        Note(lines=(f"Urgent: {typed}",), urgent=True),
        Facts(title=f"About {typed}", rows=(Row(label="a", value=typed),)),
        Form(question="other", title=typed),
        choices(2, question="traces", title=f"It seems to hold {typed}"),
        Listing(title=typed, entries=()),
        Detail(title=typed, sections=()),
    ]
    for size in range(1, len(cards) + 1):
        made = scenes.rendered(adviser, cards[:size]) + scenes.rendered(adviser, cards[size - 1 : size])
        assert all(typed not in message.text and 0 < len(message.text) <= 300 for message in made)


@pytest.mark.parametrize(
    ("cards", "said"),
    [
        (lambda adviser: [view.tell(scenes.scene(adviser))], "What is going on? Say it in your own words."),
        (lambda adviser: list(scenes.questions(adviser, "en"))[:1], "Is any of this happening or about to?"),
        (scenes.result, "What you can do"),
        (lambda adviser: scenes.look_up(adviser, "supplier audits"), "Levers"),
        (lambda _: [Note(lines=("Skipped.",))], "Skipped."),
    ],
)
def test_what_a_notification_says(adviser: Adviser, cards, said: str):
    """The question asked, what came, or that it goes on."""
    assert scenes.rendered(adviser, cards(adviser))[0].text == said


# ---- lists ----


def test_entries_open_by_their_ids(adviser: Adviser):
    """With the consultation of the card's buttons; without any, of another card's, else of none."""
    listing = Listing(title="Levers", entries=(Entry(id="SUP-A2", title="Audits"), Entry(id="", title="case")))
    opens = Press(action="levers", value="SUP-A2")
    assert presses(scenes.rendered(adviser, [listing])) == [opens]
    there = opens.model_copy(update={"consultation": "c1", "revision": 3})
    assert presses(scenes.rendered(adviser, [listing.model_copy(update={"buttons": (SKIP,)})])) == [there, HERE]
    assert presses(scenes.rendered(adviser, [listing, Note(lines=("n",), buttons=(SKIP,))]))[0] == there


# ---- views ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_tab(adviser: Adviser, language: Language):
    """Ways in, own consultations, the matrix: within every limit, however many consultations there are."""
    words = adviser.knowledge.texts[language]
    own = Listing(title=words("chat.list_title"), entries=(Entry(id="", title="0417 · open"),))
    view_of = home([own], words)
    assert scenes.faults(view_of) == []
    scenes.golden(f"home.{language}.txt", plain(view_of) + "\n")
    assert scenes.faults(home([], words)) == []
    assert scenes.faults(home([HUGE["sections"], HUGE["entries"], HUGE["buttons"]], words)) == []


def test_the_matrix_looks_up_exactly_its_levers(adviser: Adviser):
    """For every actor and category."""
    for actor in ACTORS:
        for category in CATEGORIES:
            meant = {one.id for one in adviser.knowledge.levers if (one.actor, one.category) == (actor, category)}
            assert {fit.lever.id for fit in found_for(adviser.reader, looked_up(actor, category)).levers} == meant


@pytest.mark.parametrize("language", some(LANGUAGES, 2))
def test_forms(adviser: Adviser, language: Language):
    """Are within every limit, whatever text they begin with, and read as they did."""
    words = adviser.knowledge.texts[language]
    made = [forms.situation_form(words, "note"), forms.remind_form(words, HERE)]
    scenes.golden(f"forms.{language}.txt", "\n\n".join(plain(one) for one in made) + "\n")
    for text in ("", " ", "hello", "x" * 9_000, "&" * 9_000, "😀" * 4_000, "\u202e\0"):
        assert scenes.faults(forms.situation_form(words, "note", text)) == []
        assert scenes.faults(forms.remind_form(words, HERE, text)) == []
    assert all(scenes.faults(one) == [] for one in made)


def test_a_form_is_read_back(adviser: Adviser):
    """Its text, and the consultation that a reminder was opened for; anything else is empty."""
    words = adviser.knowledge.texts["en"]
    view_of = forms.situation_form(words, "note", "two\nlines")
    assert view_of["blocks"][1]["element"]["initial_value"] == "two\nlines"
    assert view_of["notify_on_close"] is True
    assert forms.about(forms.remind_form(words, HERE)) == HERE
    held = {"values": {"situation": {"situation": {"type": "plain_text_input", "value": " told "}}}}
    assert forms.situation_of({**view_of, "state": held}) == "told"
    day = {"values": {"day": {"day": {"selected_date": "2027-03-12"}}, "reason": {"reason": {"value": None}}}}
    assert forms.reminder_of({"state": day}).day.isoformat() == "2027-03-12"
    for junk in (None, [], {}, {"state": 1}, {"private_metadata": "{"}, {"state": {"values": {"day": {"day": 3}}}}):
        assert (forms.situation_of(junk), forms.reminder_of(junk), forms.about(junk)) == ("", forms.Reminder(), None)


def test_times_are_shown_by_the_reader_s_clock(adviser: Adviser):
    """Only those that a note names; the longer of two that overlap is one time, and nothing else is live."""
    words = adviser.knowledge.texts["en"]
    at = datetime(2026, 11, 22, 6, 56, tzinfo=UTC)
    times = (Time(text="06:56 UTC", at=at), Time(text="2026-11-21 06:56 UTC", at=at - timedelta(days=1)))
    note = Note(lines=("Told at 2026-11-21 06:56 UTC.", "Seen at 06:56 UTC, <!channel> *now*."), times=times)
    (message,) = messages([note], words)
    said = message.blocks[0]["text"]["text"]
    assert said.count("<!date^") == 2
    assert f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|06:56 UTC>" in said
    assert "|2026-11-21 06:56 UTC>" in said
    assert "<!channel>" not in said and "*" not in said
    assert "<!date" not in str(messages([note.model_copy(update={"times": ()})], words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_passed_on_in_every_language(adviser: Adviser, language: Language):
    """The choice, the preview, what a lead and a channel read, the answer that comes back, and the forms."""
    words, there = adviser.knowledge.texts[language], scenes.told(adviser, language)
    sharing = Sharing(Person(channel="slack", workspace="T1", user="U1"), lead=True, note="why?", facts=("actor",))
    read = (
        (passed.choice(there, sharing),),
        (passed.preview(there, sharing),),
        passed.received(there, sharing),
        passed.for_channel(there),
        passed.answered(there, "Call me."),
    )
    said = [scenes.read(scenes.rendered(adviser, cards, language)) for cards in read]
    made = [passing_forms.share_form(words, HERE), passing_forms.answer_form(words, HERE)]
    assert all(scenes.faults(one) == [] for one in made)
    scenes.golden(f"passed-on.{language}.txt", "\n".join([*said, *(plain(one) + "\n" for one in made)]))
