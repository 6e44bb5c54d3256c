"""The limits: our table and the double's, written apart, say the same; one over is seen, the limit itself is taken."""

import sys
import unicodedata
from typing import Any

import pytest

from handlers.slack import limits
from handlers.slack.escape import clean, clipped, escaped, escaped_mrkdwn, head, pieces, size
from handlers.slack.limits import problems
from tests.slack_double import block_kit
from tests.slack_double import limits as theirs
from tests.slack_double.block_kit import BLOCKS, ELEMENTS, UNTYPED, VIEWS, Field
from tests.slack_double.blocks import problems as double_problems
from tests.slack_double.blocks import view_problems
from tests.slack_double.pieces import asks, button, modal, option, section, select
from tests.slack_double.test_limits import EDGES

SHAPES = {**BLOCKS, **ELEMENTS, **UNTYPED, **VIEWS}


def field(kind: str, name: str) -> Field:
    """The double's limit of a field."""
    return SHAPES[kind][name]


@pytest.mark.parametrize(("kind", "name"), [*limits.TEXTS, *limits.STRINGS, *limits.COUNTS])
def test_every_number_is_the_doubles(kind: str, name: str):
    """Two tables, written apart."""
    ours = {**limits.TEXTS, **limits.STRINGS, **limits.COUNTS}[kind, name]
    assert ours == field(kind, name).most


def test_what_is_needed_is_what_the_double_needs():
    """Of what we make."""
    for kind, names in limits.NEEDED.items():
        assert set(names) == {name for name, one in SHAPES[kind].items() if one.required}


def test_totals_are_within_the_doubles():
    """A message holds a little less text than Slack was seen to take; the rest is the same."""
    assert limits.MESSAGE_TEXT < theirs.TEXT_OF_ALL_BLOCKS and limits.TOP_LEVEL_TEXT < theirs.TEXT_UPDATE
    assert limits.BLOCKS == {"message": theirs.BLOCKS_IN_MESSAGE, "modal": theirs.BLOCKS_IN_VIEW, "home": 100}
    assert limits.VIEW_BYTES == theirs.VIEW_BYTES
    assert field("section", "fields").inner == limits.FIELD
    assert block_kit.NUMBERS["plain_text_input", "max_length"][1] == limits.INPUT
    assert block_kit.ELEMENTS.keys() >= {"button", "checkboxes", "radio_buttons"} and BLOCKS.keys() >= limits.MADE


ELSEWHERE = ("a field that is not there",)
"""What slack_sdk's models never make."""
OURS = {"button", "radio_buttons", "checkboxes", "datepicker", "plain_text_input", "plain_text", "mrkdwn"}


def is_ours(block: Any) -> bool:
    """Whether it is made of what we make, and has no confirmation."""
    parts = [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]
    return block["type"] in limits.MADE and all(one["type"] in OURS and "confirm" not in one for one in parts)


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        pytest.param(taken, refused, id=name)
        for name, taken, refused, _ in EDGES
        if is_ours(taken) and is_ours(refused) and name not in ELSEWHERE
    ],
)
def test_the_doubles_edges(taken: Any, refused: Any):
    """At the limit nothing is said, one over something is; the same as the double says."""
    for block, wrong in ((taken, False), (refused, True)):
        payload = modal(block) if block["type"] == "input" else message(block)
        assert bool(problems(payload)) is wrong
        assert bool(list(double_problems([block], "message"))) is wrong


def message(*blocks: Any, text: str = "t") -> Any:
    """A message."""
    return {"text": text, "blocks": list(blocks)}


def actions(*elements: Any, **more: Any) -> Any:
    """An actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def boxes(*options: Any, **more: Any) -> Any:
    """Checkboxes."""
    return {"type": "checkboxes", "action_id": "c", "options": list(options), **more}


TEXT_INPUT = {"type": "plain_text_input", "action_id": "t"}
EMPTY = {"type": "plain_text", "text": ""}
MISSED = {
    "an empty text": message(section("")),
    "a field too long": message({"type": "section", "fields": [{"type": "plain_text", "text": "x" * 2001}]}),
    "a section of nothing": message({"type": "section"}),
    "eleven boxes": message(actions(boxes(*(option(str(n)) for n in range(11))))),
    "no box": message(actions(boxes())),
    "an option too long": message(actions(boxes(option("x" * 151)))),
    "two options alike": message(actions(boxes(option("a"), option("a")))),
    "chosen, not offered": message(actions(boxes(option("a"), initial_options=[option("b")]))),
    "doubled actions": message(actions(button("a", "A"), button("a", "B"))),
    "doubled blocks": message(actions(button("a", "A"), block_id="b"), actions(button("a", "A"), block_id="b")),
    "mrkdwn in a header": message({"type": "header", "text": {"type": "mrkdwn", "text": "t"}}),
    "no top-level text": message(section("x"), text=" "),
    "a top-level text too long": message(section("x"), text="x" * 3001),
    "51 blocks": message(*(section("x") for _ in range(51))),
    "too much text": message(*(section("x" * 3000) for _ in range(5))),
    "an input in a message": message(asks("b", "L", TEXT_INPUT)),
    "a block we do not make": message({"type": "image", "image_url": "x", "alt_text": "x"}),
    "a modal that can't be sent": {**modal(asks("b", "L", TEXT_INPUT)), "submit": None},
    "a title too long": modal(section("x"), title="x" * 25),
    "a modal without title": {"type": "modal", "blocks": [section("x")]},
    "an input too long": modal(asks("b", "L", {**TEXT_INPUT, "max_length": 3001})),
    "metadata too long": modal(section("x"), private_metadata="x" * 3001),
    "a view too big": modal(*(section("x" * 3000) for _ in range(99))),
    "101 blocks": {"type": "home", "blocks": [section("x") for _ in range(101)]},
    "no surface": {"type": "page", "blocks": []},
    "no text object": message({"type": "section", "text": "x"}),
    "no button text": message(actions({"type": "button", "action_id": "a", "text": EMPTY})),
}


@pytest.mark.parametrize("name", MISSED)
def test_what_the_official_models_miss(name: str):
    """Is seen here."""
    assert problems(MISSED[name])


def test_what_slack_takes():
    """Is not complained of, by either table."""
    date = {"type": "datepicker", "action_id": "d"}
    for view in (modal(asks("b", "L", TEXT_INPUT), asks("d", "D", date)), {"type": "home", "blocks": []}):
        assert problems(view) == () and list(view_problems(view)) == []
    taken = [section("x"), actions(button("a", "A"), button("b", "B")), {"type": "divider"}]
    context = {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}]}
    assert problems(message(*taken, context)) == () and list(double_problems([*taken, context], "message")) == []
    assert select("a", "b")["type"] not in OURS


# ---- text ----


def test_an_entity_is_never_cut():
    """And every length is that of the escaped text, in UTF-16 units."""
    assert [head("ab&amp;cd", most) for most in range(9)] == [
        "",
        "a",
        "ab",
        "ab",
        "ab",
        "ab",
        "ab",
        "ab&amp;",
        "ab&amp;c",
    ]
    assert clipped("ab&amp;cd", 7) == "ab…" and clipped("ab", 2) == "ab"
    assert size("😀") == 2 and head("😀😀", 3) == "😀"


def test_pieces_lose_nothing():
    """They break at the end of a line, else of a word, else anywhere."""
    assert pieces("", 5) == () and pieces("abc", 5) == ("abc",)
    assert pieces("one two\nthree", 9) == ("one two\n", "three") and pieces("one two x", 8) == ("one two ", "x")
    for text in ("word " * 99, "x" * 99, "&amp;" * 33, "line\n" * 40, "😀" * 50):
        made = pieces(text, 20)
        assert "".join(made).replace(" ", "") == text.replace(" ", "") and all(size(one) <= 20 for one in made)


def test_clean():
    """What is invisible or turns text round is dropped; breaks stay breaks."""
    assert clean("a\r\nb\u2028c\td\0\x1b\u202e\u200b\ufeff\u2066\U000e0041\ud800e") == "a\nb\nc de"
    assert escaped("<&>") == "&lt;&amp;&gt;"
    assert escaped_mrkdwn("*b* _i_ ~s~ `c` :smile: 10:30") == "∗b∗ ＿i＿ ∼s∼ ˋcˋ ꞉smile: 10:30"


def test_clean_leaves_no_character_that_cannot_be_seen():
    """Of all that there are: a line break stays, a tab becomes a space, and the other ends of a line a break."""
    kept = "".join(letter for letter in map(chr, range(sys.maxunicode + 1)) if clean(letter) == letter)
    assert not {unicodedata.category(letter) for letter in kept.replace("\n", "")} & {"Cc", "Cf", "Cs"}
    assert set(kept).isdisjoint("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffe\uffff")
    assert {clean(ending) for ending in "\r\x85\v\f\u2028\u2029"} == {"\n"}
