"""Cards as Adaptive Cards: what they look like, that Teams takes them, and that nothing is lost."""

import json
from datetime import UTC, datetime

import pytest

from bot.advice import Adviser
from bot.messages import Blank, Button, Choices, Detail, Entry, Facts, Form, Listing, Note, Option, Press, Row, Section
from bot.messages import Time as At
from bot.record import Person
from bot.views import consultation as view
from handlers.teams import limits
from handlers.teams.asking import DAYS
from handlers.teams.limits import parts
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES, Language
from tests.slack import scenes as made
from tests.slack.test_render import HUGE, LONG, LOOKED_UP, SKIP, choices
from tests.teams import scenes
from tests.teams.clicking import inputs, submits
from tests.teams.reading import read, shown

# ---- golden ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_in_every_language(adviser: Adviser, language: Language):
    """Is within every limit, and reads as it did: as it is first asked, and with all choices where that differs."""
    cards = dict.fromkeys(card.model_dump_json() for card in made.questions(adviser, language))
    found = {card.model_dump_json(): card for card in made.questions(adviser, language)}
    said = [read(scenes.rendered(adviser, [found[one]], language)) for one in cards]
    scenes.golden(f"questions.{language}.txt", "\n".join(said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_in_every_language(adviser: Adviser, language: Language):
    """Is one message, folded; the parts that its own buttons open are a line each."""
    found = scenes.rendered(adviser, made.result(adviser, language), language)
    assert len(found) == 1
    scenes.golden(f"result.{language}.txt", read(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_begins_a_consultation(adviser: Adviser, language: Language):
    """The welcome with the field for a situation, and the urgent note, read as they did."""
    there = made.scene(adviser, language)
    welcome = scenes.rendered(adviser, (view.welcome(there), view.tell(there)), language)
    urgent = scenes.rendered(adviser, made.urgent(adviser, language), language)
    scenes.golden(f"begins.{language}.txt", f"{read(welcome)}\n----------\n{read(urgent)}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_look_ups_in_every_language(adviser: Adviser, language: Language):
    """Each reads as it did."""
    said = [read(scenes.rendered(adviser, made.look_up(adviser, q, language), language)) for q in LOOKED_UP.values()]
    scenes.golden(f"look-up.{language}.txt", "\n----------\n".join(said))


def test_payloads(adviser: Adviser):
    """A dozen as the JSON that is sent."""
    asked = {card.question: card for card in made.questions(adviser, "en")}
    kept = {
        "several": [asked["safety"]],
        "one": [asked["holding"]],
        "menu": [asked["rung"]],
        "words": [asked["country"]],
        "day": [asked["when"]],
        "situation": [view.tell(made.scene(adviser))],
        "urgent": made.urgent(adviser),
        "lever": made.look_up(adviser, "SUP-A2"),
        "nothing fits": made.look_up(adviser, "parking"),
        "groups": [Facts(title="Case 0417", rows=(Row(label="State", value="new"),), buttons=GROUPED)],
        "sure": [Note(lines=("n",), buttons=(SKIP.model_copy(update={"confirms": "Are you sure?"}),))],
        "form": [FORM],
    }
    found = {name: [message.card for message in scenes.rendered(adviser, cards)] for name, cards in kept.items()}
    scenes.golden("payloads.json", json.dumps(found, indent=1, ensure_ascii=False) + "\n")


GROUPED = tuple(
    Button(press=Press(action="review", value=f"0417 act{n}"), label=f"Act {n}", group="The case" if n > 1 else "")
    for n in range(5)
)
FORM = Form(
    question="follow",
    title="Follow up: case 0417",
    instead="Or type: review 0417 follow <Day> <Reason>",
    blanks=(
        Blank(id="day", kind="day", label="Day"),
        Blank(id="person", kind="person", label="Which lead", optional=True),
        Blank(id="tags", kind="line", label="Tags", value="palm oil"),
        Blank(id="text", kind="words", label="Reason"),
        Blank(id="out", kind="choice", label="Outcome", options=(Option(id="no", label="no"),), value="no"),
    ),
    sends=Press(action="review", value="0417 follow"),
    send="Save",
)

# ---- every card ----


def test_a_card_says_what_it_is(adviser: Adviser):
    """Version, language, what is read where it can't be shown, and one notification whatever it holds."""
    for language in LANGUAGES:
        found = scenes.rendered(adviser, made.result(adviser, language), language)
        assert {message.summary for message in found} == {adviser.knowledge.texts[language]("teams.summary")}
        assert all(message.card["version"] == "1.5" and message.card["lang"] == language for message in found)
    assert scenes.rendered(adviser, ()) == () == scenes.rendered(adviser, [Note(lines=("", " "))])


def test_cards_stand_apart(adviser: Adviser):
    """A line between cards, but not between notes and not between lines that open something."""
    notes = [Note(lines=("a",)), Note(lines=("b",))]
    assert "---" not in read(scenes.rendered(adviser, notes))
    assert "---" in read(scenes.rendered(adviser, [*notes, Facts(title="T", rows=())]))


def test_an_urgent_note_stands_out_by_words_and_weight(adviser: Adviser):
    """In a frame, its first line the largest and bold, with a word above it."""
    (message,) = scenes.rendered(adviser, made.urgent(adviser))
    (frame,) = message.card["body"]
    word, head, *_ = frame["items"]
    assert word["text"] == "Read this first" and head["weight"] == "Bolder" and head["size"] == limits.HEADING
    assert all(line["text"].startswith("• ") for line in frame["items"][2:])


def test_times_are_the_reader_s(adviser: Adviser):
    """As the macros of Teams, wherever the note's own text has them; in UTC as they are sent."""
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
    note = Note(lines=("Told at 09:30 UTC, and 2026-11-02 09:30 UTC.", "{{DATE(x)}}"), times=(
        At(text="09:30 UTC", at=at), At(text="2026-11-02 09:30 UTC", at=at)))  # fmt: skip
    (message,) = scenes.rendered(adviser, [note])
    stamp = "{{DATE(2026-11-02T09:30:00Z,SHORT)}} {{TIME(2026-11-02T09:30:00Z)}}"
    assert shown(message.card) == f"Told at {stamp}, and {stamp}.\n{{ {{DATE(x)}}}}"


def test_a_row_is_a_label_and_what_stands_behind_it(adviser: Adviser):
    """In bold; an empty value has a dash, lines below each other stay so, and a label may be as long as it likes."""
    rows = (Row(label="a", value="one\ntwo"), Row(label="b", value=" "), Row(label="", value="c"))
    (message,) = scenes.rendered(adviser, [Facts(title="T", rows=rows)])
    assert [made["text"] for made in message.card["body"]] == ["T", "**a:** one", "two", "**b:** –", "c"]
    assert "word word" in read(scenes.rendered(adviser, [Facts(title="T", rows=(Row(label=LONG, value="v"),))]))


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (Person(channel="teams", workspace="t", user="29:a"), "Kim"),
        (Person(channel="teams", workspace="t", user="29:b"), "29"),
        (Person(channel="slack", workspace="t", user="29:a"), "29"),
        (None, "29"),
    ],
)
def test_a_person_has_the_name_that_teams_shows(adviser: Adviser, person, said: str):
    """Where the channel knows it; nobody is mentioned."""
    card = Facts(title="x", rows=(Row(label="Asked by", value="29", person=person),))
    (message,) = scenes.rendered(adviser, [card], names={"29:a": "Kim"})
    assert message.card["body"][1]["text"] == f"**Asked by:** {said}"


# ---- choices ----


@pytest.mark.parametrize(
    ("card", "style", "several"),
    [
        (choices(3), "expanded", False),
        (choices(7), "expanded", False),
        (choices(8), "compact", False),
        (choices(13), "filtered", False),
        (choices(13, several=True), "expanded", True),
    ],
)
def test_how_choices_are_shown(adviser: Adviser, card: Choices, style: str, several: bool):
    """Few by themselves, more in a menu, many to be found by typing; several always by themselves, to be ticked."""
    (message,) = scenes.rendered(adviser, [card])
    (asked,) = inputs(message.card).values()
    assert (asked["style"], asked["isMultiSelect"], len(asked["choices"])) == (style, several, len(card.options))


def test_what_is_chosen_is_shown(adviser: Adviser):
    """Pre-selected: one of them, or several."""
    options = tuple(Option(id=id, label=id, chosen=id != "b") for id in "abc")
    for several, value in ((True, "a,c"), (False, "a")):
        (message,) = scenes.rendered(adviser, [choices(0, options=options, several=several)])
        assert [asked["value"] for asked in inputs(message.card).values()] == [value]
    (message,) = scenes.rendered(adviser, [Note(lines=("n",), buttons=(SKIP.model_copy(update={"chosen": True}),))])
    assert submits(message.card)[0]["title"] == "Skip (shown now)"


def test_a_short_hint_is_what_a_screen_reader_says(adviser: Adviser):
    """Of the choices; a longer one stands above them."""
    for hint, label in (("Tap all that fit.", "Tap all that fit."), ("x" * 60, "Choose one"), ("", "Choose one")):
        (message,) = scenes.rendered(adviser, [choices(2, lines=(hint,) if hint else ())])
        assert [asked["label"] for asked in inputs(message.card).values()] == [label]
        assert not hint or hint in shown(message.card)


def test_more_counts_what_stands_behind_it(adviser: Adviser):
    """And the choices behind it are not shown."""
    said = read(scenes.rendered(adviser, [choices(8, more=2, more_label="More")]))
    assert "[More (2)]" in said and "Yes 6" not in said


def test_choices_that_teams_cannot_carry_are_said(adviser: Adviser):
    """A label too long is there in full; an id with a comma, too long or none is left to typing."""
    options = (
        Option(id="a", label="very long " * 40 + "END"),
        Option(id="", label="without id"),
        Option(id="a,b", label="with a comma"),
        Option(id="x" * 200, label="with an id too long"),
    )
    made_ = scenes.rendered(adviser, [choices(0, options=options)])
    assert all(part in read(made_) for part in ("END", "without id", "with a comma", "with an id too long"))
    (asked,) = inputs(made_[0].card).values()
    assert [choice["value"] for choice in asked["choices"]] == ["a"]
    (message,) = scenes.rendered(adviser, [choices(0, options=options[1:])])
    assert not inputs(message.card) and "Choose one" in shown(message.card)


def test_what_was_filled_in_before_never_comes_back(adviser: Adviser):
    """A field is named for its question and revision, and twice in a message they still differ."""
    later = SKIP.model_copy(update={"press": SKIP.press.model_copy(update={"revision": 4})})
    ids = [
        list(inputs(scenes.rendered(adviser, cards)[0].card))
        for cards in ([choices(2)], [choices(2, buttons=(later,))], [choices(2, question="p")], [choices(2)] * 2)
    ]
    found = [id for part in ids[:3] for id in part]
    assert len(set(found)) == 3 and len(set(ids[3])) == 2


def test_only_what_is_asked_alone_has_to_be_filled_in(adviser: Adviser):
    """Where two things are asked, neither holds the other up; what does not send it is never held up."""
    one, two = (scenes.rendered(adviser, cards)[0].card for cards in ([choices(2)], [choices(2), FORM]))
    assert [bool(asked.get("isRequired")) for asked in inputs(one).values()] == [True]
    assert not any(asked.get("isRequired") for asked in inputs(two).values())
    assert [button["associatedInputs"] for button in submits(one) if "takes" not in button["data"]] == ["none"]


# ---- forms ----


def test_questions_answered_with_a_day_have_a_calendar(knowledge: Knowledge):
    """All of them, and no others."""
    assert {question.id for question in knowledge.questions if question.kind == "date"} == DAYS


def test_a_form_has_a_field_for_each_blank(adviser: Adviser):
    """Of its kind, with what stands there at first; all but the optional ones have to be filled in."""
    (message,) = scenes.rendered(adviser, [FORM])
    found = [(asked["type"], asked.get("value"), asked.get("isRequired")) for asked in inputs(message.card).values()]
    assert found == [
        ("Input.Date", None, True),
        ("Input.Text", None, None),
        ("Input.Text", "palm oil", True),
        ("Input.Text", None, True),
        ("Input.ChoiceSet", "no", True),
    ]
    assert "Or type" not in shown(message.card)


def test_a_form_that_holds_its_words_has_no_field(adviser: Adviser):
    """A draft is sent as it is; and a form without blanks says what to type instead."""
    send = SKIP.model_copy(update={"press": Press(action="send_draft")})
    draft = Form(question="situation", title="T", lines=("what I typed",), buttons=(send,))
    told = Form(question="x", title="T", instead="Or type: x")
    for card, said in ((draft, "what I typed"), (told, "Or type: x")):
        (message,) = scenes.rendered(adviser, [card])
        assert not inputs(message.card) and said in shown(message.card)


def test_a_form_has_room_for_what_it_must_carry(adviser: Adviser):
    """However many choices, however long the labels."""
    options = tuple(Option(id=f"o{n}", label="é" * 300) for n in range(150))
    blanks = tuple(
        Blank(id=kind, kind=kind, label="y" * 3_000, value="z" * 9_000, options=options if kind == "choice" else ())
        for kind in ("words", "line", "day", "person", "choice")
    )
    found = scenes.rendered(adviser, [FORM.model_copy(update={"blanks": blanks, "title": LONG})])
    assert sum(len(inputs(message.card)) for message in found) == 5


# ---- buttons ----


def test_buttons_stand_in_rows_that_a_phone_shows(adviser: Adviser):
    """At most six side by side, fewer where they are long, none lost, in order; no row much shorter than the others."""
    for label, rows in (("b", [6, 6]), ("a long label here", [1] * 12), ("label one", [2] * 6)):
        buttons = tuple(SKIP.model_copy(update={"label": label}) for _ in range(12))
        (message,) = scenes.rendered(adviser, [Note(lines=("n",), buttons=buttons)])
        assert [len(part["actions"]) for part in parts(message.card) if part["type"] == "ActionSet"] == rows


def test_groups_unfold(adviser: Adviser):
    """Below a button with their name; those of no group are always in sight."""
    (message,) = scenes.rendered(adviser, [Note(lines=("n",), buttons=GROUPED)])
    first, second = (part for part in message.card["body"] if part["type"] == "ActionSet")
    assert [button["title"] for button in first["actions"]] == ["Act 0", "Act 1"]
    assert [button["title"] for button in second["actions"]] == ["The case"]
    assert [button["title"] for button in submits(second)] == ["Act 2", "Act 3", "Act 4"]


def test_what_can_not_be_taken_back_is_asked_first(adviser: Adviser):
    """The button shows a question, with a button that does it and one that does nothing: among others, and unfolded."""
    for group in ("", "More"):
        button = SKIP.model_copy(update={"confirms": "Are you sure?", "group": group})
        (message,) = scenes.rendered(adviser, [Note(lines=("n",), buttons=(button,))])
        (asks,) = [part for part in parts(message.card) if part.get("isVisible") is False]
        toggles = [part for part in parts(message.card) if part["type"] == "Action.ToggleVisibility"]
        assert [one["title"] for one in toggles] == ["Skip", "Cancel"]
        assert all(one["targetElements"] == [asks["id"]] for one in toggles)
        assert submits(message.card) == submits(asks) and "Are you sure?" in str(asks)


def test_a_label_that_is_cut_is_said_in_full(adviser: Adviser):
    """Above the buttons."""
    (message,) = scenes.rendered(adviser, [HUGE["long button"].model_copy(update={"buttons": (
        SKIP.model_copy(update={"label": "word " * 60 + "END"}),)})])  # fmt: skip
    assert "END" in shown(message.card) and len(submits(message.card)[0]["title"]) <= limits.TITLE


# ---- folding ----


def test_details_that_buttons_open_are_folded(adviser: Adviser):
    """To a line with its button beside it, which then stands nowhere else; unfolded, they are whole."""
    cards = made.result(adviser)
    said = read(scenes.rendered(adviser, cards))
    assert "## How to persuade   [Open]" in said and "[How to persuade]" not in said
    whole = next(card for card in cards if card.kind == "detail" and card.opens == "persuade")
    assert whole.sections[0].lines[0][:40] not in said
    assert whole.sections[0].lines[0][:40] in read(scenes.rendered(adviser, cards, folded=False))
    assert whole.sections[0].lines[0][:40] in read(scenes.rendered(adviser, [whole]))


# ---- lists ----


def test_many_entries_open_from_a_menu(adviser: Adviser):
    """Up to twelve have a button each; of more, each stands in the list, and one menu opens any."""
    for many, fields in ((12, 0), (13, 1), (45, 1), (120, 3)):
        entries = tuple(Entry(id=f"SUP-A{n}", title=f"title {n}", line="l") for n in range(many))
        found = scenes.rendered(adviser, [Listing(title="T", entries=entries)])
        asked = [one for message in found for one in inputs(message.card).values()]
        assert len(asked) == fields and (fields or len(submits(found[0].card)) == many)
        assert sum(len(one["choices"]) for one in asked) == (many if fields else 0)
        assert all(f"title {n}" in read(found) for n in range(many))


def test_entries_with_presses_of_their_own_open_them(adviser: Adviser):
    """A value with a comma has a button, since no choice can have it."""
    entries = tuple(
        Entry(id="", title=f"case {n}", press=Press(action="review", value=f"{n:04d}{', x' * (n == 3)}"))
        for n in range(20)
    )
    (message,) = scenes.rendered(adviser, [Listing(title="T", entries=(*entries, Entry(id="", title="none")))])
    (asked,) = inputs(message.card).values()
    assert len(asked["choices"]) == 19
    assert [one["data"]["leverage"]["value"] for one in submits(message.card) if "takes" not in one["data"]] == [
        "0003, x"
    ]


# ---- much of everything ----


@pytest.mark.parametrize("name", HUGE)
def test_whatever_its_size_teams_takes_it(adviser: Adviser, name: str):
    """In as many messages as it needs; none where there is nothing to say."""
    scenes.rendered(adviser, [HUGE[name], HUGE[name]])  # holds every message against our table and the schema


def test_nothing_is_lost_in_a_long_message(adviser: Adviser):
    """Every line stands in one of the messages, in order."""
    lines = [f"line {n} {'x' * 50}" for n in range(1_000)]
    found = scenes.rendered(adviser, [HUGE["lines"], Note(lines=("last",), buttons=(SKIP,))])
    said = "\n".join(shown(message.card) for message in found).splitlines()
    assert len(found) > 1
    assert [line for line in said if line.startswith("line")] == lines


def test_what_is_filled_in_stands_with_what_sends_it(adviser: Adviser):
    """However long what stands above it."""
    long = choices(100, "é" * 190, several=True, lines=tuple(["x" * 2_900] * 10))
    *_, last = scenes.rendered(adviser, [long])
    assert inputs(last.card) and [one for one in submits(last.card) if "takes" in one["data"]]


def test_a_detail_is_whole(adviser: Adviser):
    """Where it belongs, what is in it, and where it stands in the source."""
    sections = (Section(title="S", place="p", lines=("one", "two")), Section(title="", lines=("three", "four")))
    (message,) = scenes.rendered(adviser, [Detail(title="T", place="here", sections=sections, source="src")])
    assert shown(message.card) == "# T\nhere\n## S\np\none\ntwo\n• three\n• four\n(src)"
