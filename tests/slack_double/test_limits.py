"""The limits: one over is refused with a pointer, the limit itself is not."""

from typing import Any

import pytest

from tests.slack_double import SlackDouble
from tests.slack_double.blocks import problems, view_problems
from tests.slack_double.texts import Json

from .pieces import asks, button, modal, option, section, select
from .running import Api


def plain_text(length: int) -> Json:
    """A plain text of some length."""
    return {"type": "plain_text", "text": "x" * length}


def actions(*elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "elements": list(elements)}


def radio(number: int) -> Json:
    """Radio buttons."""
    return {"type": "radio_buttons", "action_id": "r", "options": [option(str(one)) for one in range(number)]}


def overflow(number: int) -> Json:
    """An overflow menu."""
    return {"type": "overflow", "action_id": "o", "options": [option(str(one)) for one in range(number)]}


def confirm(**lengths: int) -> Json:
    """A button with a confirmation."""
    texts = {"title": 1, "text": 1, "confirm": 1, "deny": 1, **lengths}
    return actions({**button("a", "A"), "confirm": {name: plain_text(length) for name, length in texts.items()}})


def fields(number: int, length: int) -> Json:
    """A section of fields."""
    return {"type": "section", "fields": [plain_text(length) for _ in range(number)]}


def number_of(made: Any, count: int) -> list[Json]:
    """Several elements with action_ids of their own."""
    return [made(f"a{number}", "A") for number in range(count)]


# What is at the limit, what is over it, and where the fault is.
EDGES: list[tuple[str, Json, Json, str]] = [
    ("section text", section("x" * 3000), section("x" * 3001), "/text/text"),
    ("an entity counts in full", section("x" * 2995 + "&"), section("x" * 2996 + "&"), "/text/text"),
    ("fields", fields(10, 1), fields(11, 1), "/fields"),
    ("field text", fields(1, 2000), fields(1, 2001), "/fields/0/text"),
    ("header", {"type": "header", "text": plain_text(150)}, {"type": "header", "text": plain_text(151)}, "/text/text"),
    ("actions", actions(*number_of(button, 25)), actions(*number_of(button, 26)), "/elements"),
    ("button text", actions(button("a", "x" * 75)), actions(button("a", "x" * 76)), "/elements/0/text/text"),
    ("button value", actions(button("a", "A", "x" * 2000)), actions(button("a", "A", "x" * 2001)), "/elements/0/value"),
    ("action_id", actions(button("x" * 255, "A")), actions(button("x" * 256, "A")), "/elements/0/action_id"),
    ("radio buttons", actions(radio(10)), actions(radio(11)), "/elements/0/options"),
    ("overflow", actions(overflow(5)), actions(overflow(6)), "/elements/0/options"),
    (
        "options",
        actions(select("s", *map(str, range(100)))),
        actions(select("s", *map(str, range(101)))),
        "/elements/0/options",
    ),
    ("no options", actions(select("s", "1")), actions(select("s")), "/elements/0/options"),
    (
        "option value",
        actions(select("s", "x" * 75)),
        actions({**select("s"), "options": [option("x" * 151, "A")]}),
        "/elements/0/options/0/value",
    ),
    ("option text", actions(select("s", "x" * 75)), actions(select("s", "x" * 76)), "/elements/0/options/0/text/text"),
    ("confirm title", confirm(title=100), confirm(title=101), "/elements/0/confirm/title/text"),
    ("confirm text", confirm(text=300), confirm(text=301), "/elements/0/confirm/text/text"),
    ("confirm button", confirm(confirm=30), confirm(confirm=31), "/elements/0/confirm/confirm/text"),
    (
        "context",
        {"type": "context", "elements": [plain_text(1)] * 10},
        {"type": "context", "elements": [plain_text(1)] * 11},
        "/elements",
    ),
    ("block_id", {**section("x"), "block_id": "x" * 255}, {**section("x"), "block_id": "x" * 256}, "/block_id"),
    ("empty text", section("x"), section(""), "/text/text"),
    ("alert", {"type": "alert", "text": plain_text(200)}, {"type": "alert", "text": plain_text(201)}, "/text/text"),
    ("markdown", {"type": "markdown", "text": "x" * 12000}, {"type": "markdown", "text": "x" * 12001}, "/text"),
    (
        "mrkdwn in a header",
        {"type": "header", "text": plain_text(1)},
        {"type": "header", "text": section("x")["text"]},
        "/text/type",
    ),
    ("a type that is not there", section("x"), {"type": "sektion"}, "/type"),
    ("a field that is not there", section("x"), {**section("x"), "txt": "x"}, ""),
    (
        "alt_text",
        {"type": "image", "image_url": "https://x", "alt_text": "x"},
        {"type": "image", "image_url": "https://x"},
        "",
    ),
    ("label", asks("b", "x" * 2000, radio(1)), asks("b", "x" * 2001, radio(1)), "/label/text"),
    (
        "max_length",
        asks("b", "B", {"type": "plain_text_input", "max_length": 3000}),
        asks("b", "B", {"type": "plain_text_input", "max_length": 3001}),
        "/element/max_length",
    ),
    ("action_id twice", actions(button("a", "A"), button("b", "B")), actions(button("a", "A"), button("a", "B")), ""),
]


@pytest.mark.parametrize(("fine", "wrong", "pointer"), [edge[1:] for edge in EDGES], ids=[edge[0] for edge in EDGES])
def test_every_limit_is_held_exactly(fine: Json, wrong: Json, pointer: str) -> None:
    """At the limit nothing is wrong; over it the pointer leads to the fault."""
    assert list(problems([fine], "message")) == []
    assert f"/blocks/0{pointer}" in [problem.pointer for problem in problems([wrong], "message")]


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_so_many_blocks(surface: str, most: int) -> None:
    """50 in a message, 100 in a modal or Home."""
    assert list(problems([section("x")] * most, surface)) == []
    assert [f"no more than {most} items allowed [json-pointer:/blocks]"] == [
        str(problem) for problem in problems([section("x")] * (most + 1), surface)
    ]


def test_block_ids_are_unique_in_a_payload() -> None:
    """The second of the same name is pointed at."""
    twice = [{**section("x"), "block_id": "same"}] * 2
    assert [problem.pointer for problem in problems(twice, "message")] == ["/blocks/1/block_id"]


def test_some_blocks_are_for_messages_only() -> None:
    """A table or markdown is no part of a modal; two tables are too many for a message."""
    table = {"type": "table", "rows": []}
    assert [problem.pointer for problem in problems([table], "modal")] == ["/blocks/0/type"]
    assert [problem.message for problem in problems([table, table], "message")] == ["only one table is allowed"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (modal(section("x"), title="x" * 25), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(section("x"), private_metadata="x" * 3001), "[json-pointer:/view/private_metadata]"),
        (modal(section("x"), callback_id="x" * 256), "[json-pointer:/view/callback_id]"),
        (modal(asks("b", "B", radio(1)), submit=None), "must define `submit` to use `input` block"),
        (modal(section("x"), submit_disabled=True), "invalid additional property: submit_disabled"),
        (modal(), "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
        ({"type": "modal", "blocks": [section("x")]}, "missing required field: title"),
    ],
)
def test_views_have_limits_of_their_own(view: Json, said: str) -> None:
    """What is wrong is said as Slack says it."""
    assert said in " ".join(map(str, view_problems(view)))


def test_the_refusal_names_the_pointer(slack: SlackDouble, api: Api) -> None:
    """invalid_blocks has its reasons in response_metadata.messages and errors."""
    answer = api("chat_postMessage", channel="C0GENERAL", text="x", blocks=[section("x" * 3001)])
    said = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert [f"[ERROR] {said}"] == answer["response_metadata"]["messages"] and [said] == answer["errors"]


def test_all_blocks_together_have_a_limit(slack: SlackDouble, api: Api) -> None:
    """Blocks that are fine one by one can be too long together."""
    blocks = [section("x" * 3000)] * 5
    assert api("chat_postMessage", channel="C0GENERAL", text="x", blocks=blocks)["error"] == "msg_blocks_too_long"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": "words"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "", "event_payload": {}}}, "invalid_metadata_schema"),
        ({"text": "x", "attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
        ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"text": "x", "thread_ts": "1.2"}, "thread_not_found"),
    ],
)
def test_messages_are_refused_by_name(slack: SlackDouble, api: Api, arguments: Json, error: str) -> None:
    """Each fault has Slack's own name."""
    sent = {"channel": "C0GENERAL", **arguments}
    assert error == api("api_call", api_method="chat.postMessage", json=sent)["error"]


def test_long_text_is_cut_when_posted_and_refused_when_updated(slack: SlackDouble, api: Api) -> None:
    """chat.postMessage cuts at 40,000 and says so; chat.update refuses more than 4,000."""
    answer = api("chat_postMessage", channel="C0GENERAL", text="x" * 40_001)
    assert answer["warning"] == "message_truncated" and len(answer["message"]["text"]) == 40_000
    assert api("chat_update", channel="C0GENERAL", ts=answer["ts"], text="x" * 4_001)["error"] == "msg_too_long"


@pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing")
def test_a_missing_text_is_warned_of(slack: SlackDouble, api: Api) -> None:
    """Blocks without a top-level text pass, and are on record."""
    assert api("chat_postMessage", channel="C0GENERAL", blocks=[section("x")])["ok"]
    assert "top-level text is missing" in slack.warnings[0]


def test_a_view_can_be_too_large(slack: SlackDouble, api: Api) -> None:
    """More than 250 kB is view_too_large, even where each part is within its limit."""
    parts = [asks(f"b{n}", "x" * 2000, radio(1), hint=plain_text(2000)) for n in range(70)]
    assert api("views_open", trigger_id="any", view=modal(*parts))["error"] == "view_too_large"
