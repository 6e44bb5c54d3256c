"""What a tap sends comes back as the press of the neutral card, with what was filled in where it is expected."""

import random
from collections.abc import Iterable, Iterator, Sequence

import pytest

from bot.advice import Adviser
from bot.commands import Commands
from bot.messages import Button, Card, Choices, Note, Option, Press
from handlers.teams.asking import ASKS_FIRST
from handlers.teams.presses import Told, pressed, sent
from handlers.teams.render import Message
from knowledge.schema.entry import LANGUAGES, Language
from tests.review.desks import ASKER, LEA, LEO, Office
from tests.sampling import times
from tests.slack import scenes as made
from tests.slack.test_render import SKIP, choices
from tests.talk import Talk
from tests.teams import scenes
from tests.teams.clicking import filled_at_random, inputs, submits, taken, tap
from tests.teams.test_render import FORM, GROUPED
from tests.walks import walk

# ---- every button of every card ----


def neutral(cards: Sequence[Card]) -> Iterator[Press]:
    """Every press that a channel may make of these cards without anything being filled in."""
    address = next((button.press for card in cards for button in card.buttons), Press(action=""))
    for card in cards:
        yield from (button.press for button in card.buttons)
        near = card.buttons[0].press if card.buttons else address
        if card.kind == "list":
            opening = near.model_copy(update={"action": "levers", "question": ""})
            yield from (entry.press or opening.model_copy(update={"value": entry.id}) for entry in card.entries)
        if card.kind == "detail":
            yield from (Press(action="levers", value=section.opens) for section in card.sections if section.opens)
            yield from [card.opener] if card.opener else []
        if card.kind == "facts" and card.opens:
            yield address.model_copy(update={"action": card.opens})
        if card.kind == "choices":
            yield near.model_copy(update={"action": "more", "question": "", "value": ""})


def goes_round(cards: Sequence[Card], found: Iterable[Message]) -> None:
    """Every button of the cards is there and means its press; no other press is there; every field arrives."""
    sure = [button.press for card in cards for button in card.buttons if button.press.action not in ASKS_FIRST]
    draw, bare = random.Random(1), []
    for message in found:
        for button in submits(message.card):
            if not taken(button):
                bare.append(pressed(tap(message.card, button)))
                assert bare[-1] == pressed(tap(message.card, button, execute=True))
            else:
                filled = filled_at_random(message.card, button, draw)
                assert pressed(tap(message.card, button, filled)) == meant(button, filled)
    assert set(sure) <= set(bare) <= set(neutral(cards))


def meant(button: dict, filled: dict[str, str]) -> Press | Told:
    """What a button with its fields filled in means, worked out from the promise."""
    press = Press.model_validate(button["data"]["leverage"])
    values = [filled[id] for _, id in taken(button)]
    takes = button["data"]["takes"]["as"]
    if takes == "told":
        return Told(values[0], press)
    if takes == "fields":
        return press.model_copy(update={"fields": tuple((name, filled[id]) for name, id in taken(button))})
    said = {"choice": [values[0].replace(",", ", ")], "words": values, "after": [press.value, *values]}[takes]
    return press.model_copy(update={"value": " ".join(filter(None, said))})


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_go_round(adviser: Adviser, language: Language):
    """Each of them, with its ways out."""
    for card in made.questions(adviser, language):
        goes_round([card], scenes.rendered(adviser, [card], language))


def test_results_and_look_ups_go_round(adviser: Adviser):
    """Their parts open, their levers open, and what can be done is there."""
    shown = [made.result(adviser), made.urgent(adviser)]
    shown += [made.look_up(adviser, query) for query in ("supplier audits", "SUP-A2", "", "parking", "MOM-01", "jv")]
    for cards in shown:
        goes_round(cards, scenes.rendered(adviser, cards))


@pytest.mark.parametrize("part", range(4))
def test_what_walks_reach_goes_round(adviser: Adviser, part: int):
    """Every card of random walks is within every limit, and all that can be tapped on it means what it should."""
    commands = Commands(adviser.knowledge)
    for seed in range(part, times(8, 2), 4):
        for scene, step in walk(adviser, commands, seed):
            if step.cards:
                goes_round(step.cards, scenes.rendered(adviser, step.cards, scene.words.language))


def test_review_goes_round(adviser: Adviser, tmp_path):
    """Queue, case, its parts and forms, of every role."""
    office = Office(adviser, tmp_path)
    office.consults(answers=("yes", "2"))
    said = ("", "1", "1 take", "1 note They came back", "1 ask Who speaks for them?", "1 known", "1 said", "1 advice")
    forms = ("1 note", "1 status", "1 assign", "1 follow", "1 tag", "1 correct", "1 outcome", "1 close", "away", "save")
    for person in (LEA, LEO):
        for one in (*said, *forms):
            cards = office.hears(person, f"review {one}").cards
            goes_round(cards, scenes.rendered(adviser, cards))
    office.store.close()


# ---- where what was filled in goes ----


def only(adviser: Adviser, *cards: Card) -> dict:
    """The one card that these make."""
    (message,) = scenes.rendered(adviser, cards)
    return message.card


def test_a_choice_is_a_press_of_its_question(adviser: Adviser):
    """With the consultation and revision of the card's buttons, and what was ticked as value."""
    about = Press(action="choose", consultation="c1", question="q", revision=3)
    for several, value, expected in ((False, "o1", "o1"), (True, "o0,o2", "o0, o2"), (True, "", "")):
        card = only(adviser, choices(3, several=several))
        (id,) = inputs(card)
        told = pressed(tap(card, submits(card)[0], {id: value} if value else {}))
        assert told == about.model_copy(update={"value": expected})


def test_what_was_pre_selected_is_sent(adviser: Adviser):
    """As Teams sends it where nobody touched it."""
    options = tuple(Option(id=id, label=id, chosen=id != "b") for id in "abc")
    card = only(adviser, choices(0, options=options, several=True))
    told = pressed(tap(card, submits(card)[0]))
    assert isinstance(told, Press) and told.value == "a, c"


def test_an_answer_in_words_names_its_question(adviser: Adviser):
    """So a late one is told apart from one that is not."""
    asked = {card.question: card for card in made.questions(adviser, "en")}
    for question, value in (("country", "Chile"), ("when", "2027-06-01")):
        card = only(adviser, asked[question])
        (id,) = inputs(card)
        told = pressed(tap(card, submits(card)[0], {id: value}))
        assert told == Press(action="choose", value=value, consultation="c1", question=question, revision=5)


def test_the_blanks_of_a_form_are_its_press_s_fields(adviser: Adviser):
    """All of them, in order, also those that were left empty."""
    card = only(adviser, FORM)
    day, _, tags, text, out = inputs(card)
    told = pressed(tap(card, submits(card)[0], {day: "2040-01-01", text: " because ", tags: "a, b", out: "no"}))
    fields = (("day", "2040-01-01"), ("person", ""), ("tags", "a, b"), ("text", "because"), ("out", "no"))
    assert told == Press(action="review", value="0417 follow", fields=fields)


@pytest.mark.parametrize(
    ("press", "filled", "expected"),
    [
        (Press(action="remind", consultation="c1", revision=2), ["2027-05-01", "the talks"], "2027-05-01 the talks"),
        (Press(action="remind", consultation="c1", revision=2), ["2027-05-01"], "2027-05-01"),
        (Press(action="reply", value="0417"), ["The union does"], "0417 The union does"),
        (Press(action="answer_asker", value="0417"), ["Yes, go"], "0417 Yes, go"),
    ],
)
def test_what_a_button_asks_first_stands_behind_what_it_says(adviser: Adviser, press: Press, filled, expected: str):
    """As if it had been typed."""
    card = only(adviser, Note(lines=("n",), buttons=(Button(press=press, label="Go"),)))
    told = pressed(tap(card, submits(card)[0], dict(zip(inputs(card), filled, strict=False))))
    assert told == press.model_copy(update={"value": expected})


def test_a_situation_is_a_text(adviser: Adviser):
    """From the first card, and from a look-up that a consultation can be started with."""
    for cards in ([made.view.tell(made.scene(adviser))], made.look_up(adviser, "supplier audits")):
        card = only(adviser, *cards)
        (button,) = [one for one in submits(card) if taken(one)]
        told = pressed(tap(card, button, {id: " They beat \n people " for _, id in taken(button)}))
        assert isinstance(told, Told) and told.text == "They beat \n people" and told.about.action == "new"


def test_two_questions_on_a_card_do_not_mix(adviser: Adviser):
    """Teams sends every field with every button: each button knows its own."""
    card = only(adviser, choices(2), choices(2, question="p"), FORM)
    first, second, *_ = inputs(card)
    one, other = [button for button in submits(card) if button["title"] == "Continue"]
    told = [pressed(tap(card, button, {first: "o0", second: "o1"})) for button in (one, other)]
    assert [(press.question, press.value) for press in told] == [("q", "o0"), ("p", "o1")]


# ---- anything else ----

GOOD = sent(Press(action="choose", question="q"), "choice", [("value", "1-q")])


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", "x", 0, 1.5, True, [], [1], {}, {"leverage": None}, {"leverage": []}, {"leverage": "x"}),
        *({"leverage": {}}, {"leverage": {"action": 7}}, {"leverage": {"action": "x", "person": "y"}}),
        *({"action": None}, {"action": {"data": None}}, {"action": {"data": {"leverage": 1}}}, {"sid": "1"}),
        {"leverage": {"action": "x", "revision": "y"}},
        {"leverage": {"action": "x", "fields": [["a"]]}},
        *({**GOOD, "takes": takes} for takes in ("x", [], {}, {"as": "nothing", "from": []}, {"as": "choice"}, 1)),
        *({**GOOD, "takes": {"as": "choice", "from": wrong}} for wrong in (None, 1, [1], ["abc"], [[1, 2, 3]], "x")),
        {**GOOD, "takes": {"as": ["choice"], "from": []}},
        {**GOOD, "takes": {"as": "choice", "from": [["value", ["1-q"]]]}},
    ],
)
def test_what_is_not_ours_is_nothing(value: object):
    """Whatever it is, nothing raises."""
    assert pressed(value) is None


@pytest.mark.parametrize("held", [None, 1, True, [], {}, ["o1"], {"value": "o1"}, " , ,, "])
def test_what_no_field_can_hold_is_empty(held: object):
    """A field that holds something strange holds nothing."""
    assert pressed({**GOOD, "1-q": held}) == Press(action="choose", question="q")


def test_a_press_is_as_small_as_it_can_be():
    """Nothing that is only a default is sent."""
    assert sent(Press(action="help")) == {"leverage": {"action": "help"}}


# ---- a whole consultation by taps ----


def test_a_consultation_can_be_held_by_taps_alone(adviser: Adviser, talk: Talk):
    """From the first card to a result and beyond: no tap on the newest cards is ever too late."""
    draw, words = random.Random(1948), adviser.knowledge.texts["en"]
    answer = talk.assistant.greet(talk.incoming())
    results = 0
    for _ in range(times(60, 3)):
        found = [message.card for message in scenes.rendered(adviser, answer.cards)]
        offered = [(card, button) for card in found for button in submits(card)]
        asks = [one for one in offered if taken(one[1]) and one[1]["title"] in ("Continue", "Send")]
        card, button = draw.choice(asks if asks and draw.random() < 0.8 else offered)
        told = pressed(tap(card, button, filled_at_random(card, button, draw)))
        assert told is not None
        incoming = talk.incoming(told.text) if isinstance(told, Told) else talk.incoming(press=told)
        answer = talk.assistant.handle(incoming)
        assert not any(words("chat.late") in line for one in answer.cards if one.kind == "note" for line in one.lines)
        results += any(one.kind == "detail" and one.title == words("result.levers") for one in answer.cards)
        if not any(submits(message.card) for message in scenes.rendered(adviser, answer.cards)):
            answer = talk.assistant.greet(talk.incoming())
    assert results


def test_a_form_of_review_can_be_sent_from_its_card(adviser: Adviser, tmp_path):
    """A lead opens it with a tap, fills it in, and it is done."""
    office = Office(adviser, tmp_path)
    office.consults(ASKER, answers=("yes", "2"))
    (message,) = scenes.rendered(adviser, office.hears(LEA, "review 1").cards)
    note = next(button for button in submits(message.card) if button["title"] == "Private note")
    (form,) = scenes.rendered(adviser, office.hears(LEA, press=pressed(tap(message.card, note))).cards)
    (id,) = inputs(form.card)
    office.hears(LEA, press=pressed(tap(form.card, submits(form.card)[0], {id: "They came back"})))
    assert [said.text for said in office.case().review.notes] == ["They came back"]
    office.store.close()


def test_groups_and_what_is_asked_first_go_round(adviser: Adviser):
    """What has to be unfolded means its press too."""
    sure = tuple(button.model_copy(update={"confirms": "Sure?"}) for button in GROUPED)
    for cards in (
        [Note(lines=("n",), buttons=GROUPED)],
        [Note(lines=("n",), buttons=sure)],
        [Note(lines=("n",), buttons=(SKIP,))],
    ):
        goes_round(cards, scenes.rendered(adviser, cards))


def test_every_option_of_a_question_can_be_sent(adviser: Adviser):
    """Its id comes back as the value."""
    for card in made.questions(adviser, "en"):
        if isinstance(card, Choices):
            shown = only(adviser, card)
            (id,) = inputs(shown)
            ids = [option.id for option in card.options[: len(card.options) - card.more]]
            sends = submits(shown)[0]
            assert [getattr(pressed(tap(shown, sends, {id: one})), "value", None) for one in ids] == ids
