import pytest

from tests.pictures.frame import framed
from tests.pictures.seen import as_typed, missing, texts


def word(text):
    return {"type": "plain_text", "text": text}


def seen(*blocks):
    return texts(framed("card", {"blocks": list(blocks)}))


BUTTON = {"type": "button", "text": word("Yes"), "accessibility_label": "Yes, that is right", "value": "yes"}
OPTIONS = [{"text": word("One"), "value": "1"}, {"text": word("Two"), "value": "2"}]


def test_texts_fields_and_buttons_must_be_seen():
    """What is for screen readers, and what a tap sends, need not be."""
    section = {"type": "section", "text": word("What is going on?"), "fields": [word("Who?"), word("A supplier")]}
    assert seen(section, {"type": "actions", "elements": [BUTTON]}) == [
        "What is going on?",
        "Who?",
        "A supplier",
        "Yes",
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*Levers, best first*", "Levers, best first"),
        ("_by_ *whom*", "by whom"),
        ("R&amp;D &lt;now&gt;", "R&D <now>"),
        ("snake_case 2*3", "snake_case 2*3"),
    ],
)
def test_markup_is_read_as_slack_shows_it(written, read):
    """Marks go, entities become characters, and a star inside a word stays."""
    assert seen({"type": "section", "text": {"type": "mrkdwn", "text": written}}) == [read]


def test_plain_text_keeps_its_stars():
    assert seen({"type": "section", "text": word("*not bold*")}) == ["*not bold*"]


def test_what_opens_with_a_tap_is_not_in_front():
    """The options of a select and the words of a confirmation; those of checkboxes are."""
    select = {"type": "static_select", "placeholder": word("Choose"), "options": OPTIONS}
    ticked = {"type": "checkboxes", "options": OPTIONS}
    asking = {**BUTTON, "confirm": {"title": word("Sure?"), "text": word("It can't be undone")}}
    assert seen({"type": "actions", "elements": [select]}) == ["Choose"]
    assert seen({"type": "actions", "elements": [ticked]}) == ["One", "Two"]
    assert seen({"type": "actions", "elements": [asking]}) == ["Yes"]


def test_what_stands_in_a_field_takes_the_place_of_its_hint():
    """The placeholder is seen while nothing is there."""
    field = {"type": "plain_text_input", "placeholder": word("In your own words")}
    asked = {"type": "input", "label": word("What?"), "hint": word("No names"), "element": field}
    assert sorted(seen(asked)) == ["In your own words", "No names", "What?"]
    assert sorted(seen({**asked, "element": {**field, "initial_value": "A mill"}})) == ["A mill", "No names", "What?"]


def test_the_title_bar_must_be_seen():
    view = {"type": "modal", "title": word("Start"), "submit": word("Send"), "close": word("Cancel"), "blocks": []}
    assert texts(framed("form", view)) == ["Start", "Send", "Cancel"]


def test_a_page_that_lost_a_text_is_told_which():
    """Where lines break makes no difference; the headline is asked for by itself."""
    card = framed("card", {"blocks": [{"type": "section", "text": word("First line\nsecond line")}]})
    assert missing(card, "First", "Leverage\nFirst\nline second  line") == []
    assert missing(card, "First", "First line") == ["First line second line"]
    assert missing(card, "Levers", "First line second line") == ["Levers"]


def test_marks_that_stand_on_the_page_are_told():
    """A heading that was not made bold."""
    card = framed("card", {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Levers*"}}]})
    assert as_typed(card, "*Levers*") == ["*Levers*"]
    assert as_typed(card, "Levers") == []
