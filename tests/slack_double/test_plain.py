"""Reading and finding: how blocks read, how text is counted, and what garbage is refused without a stumble."""

import random
from typing import Any

import pytest

from tests.slack_double import NotPossible, SlackDouble, plain
from tests.slack_double.blocks import problems, view_problems
from tests.slack_double.elements import find
from tests.slack_double.texts import Json, escaped, escaped_mrkdwn, measured, readable, typed

from .pieces import asks, button, modal, option, section, select


def test_a_message_reads_like_a_conversation() -> None:
    """What can be clicked stands in brackets; links and dates by what people see."""
    radio = {
        "type": "radio_buttons",
        "options": [option("1", "One"), option("2", "Two")],
        "initial_option": option("2"),
    }
    blocks: list[Json] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Levers"}},
        {**section("See <https://example.com|this> &amp; that"), "accessory": button("go", "Go")},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "<!date^1^{date}|today>"}]},
        {"type": "divider"},
        {"type": "actions", "elements": [radio, select("pick", "a", "b")]},
    ]
    expected = ["Levers", "See this & that", "[Go]", "today", "---", "[One]  [*Two]  [[a]  [b]]"]
    assert plain(blocks).splitlines() == expected


def test_a_modal_reads_with_its_buttons() -> None:
    """Title first, submit and close last, optional inputs marked."""
    view = modal(asks("b", "Name", {"type": "plain_text_input"}, optional=True), title="Ask")
    assert plain(view) == "Ask\nName (optional): [...]\n[Send]"
    assert plain(None) == "" and plain({"text": "1 &lt; 2"}) == "1 < 2"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a & b", "a &amp; b"), ("a &amp; b", "a &amp; b"), ("<b>", "&lt;b&gt;"), ("<@U1> <x>", "<@U1> &lt;x&gt;")],
)
def test_text_is_kept_and_counted_with_entities(text: str, kept: str) -> None:
    """Entities are not made twice, mentions keep their brackets, and what is kept is what is counted."""
    assert escaped_mrkdwn(text) == kept and measured(text) == len(kept)


def test_nobody_types_a_mention_of_nobody() -> None:
    """Only known ids are mentions; a typed <!channel> is text, and reads as it was typed."""
    kept = typed("<@U1> <@U2> <!channel>", frozenset({"U1"}))
    assert kept == "<@U1> &lt;@U2&gt; &lt;!channel&gt;"
    assert readable(kept) == "<@U1> <@U2> <!channel>" and escaped("<@U1>") == "&lt;@U1&gt;"


def test_two_buttons_of_one_name_must_be_told_apart() -> None:
    """By value, label or block; otherwise the error says what there is."""
    blocks: list[Json] = [
        {"type": "actions", "block_id": "one", "elements": [button("go", "Go", "1")]},
        {"type": "actions", "block_id": "two", "elements": [button("go", "Back", "2")]},
    ]
    with pytest.raises(NotPossible, match=r"2 elements match .*button go 1 \[Go\].*button go 2 \[Back\]"):
        find(blocks, "go", None, None, None)
    found = [
        find(blocks, "go", None, "2", None),
        find(blocks, None, None, None, "Back"),
        find(blocks, "go", "two", None, None),
    ]
    assert [one.element["value"] for one in found] == ["2", "2", "2"]


def test_garbage_is_refused_and_breaks_nothing() -> None:
    """Whatever stands where something else should, there is an answer and it is no."""
    chance = random.Random(5)
    junk: list[Any] = [None, 5, "x", [], {}, [None], {"type": "plain_text"}, [{"type": "button"}], {"options": 3}]

    def broken(value: Any) -> Any:
        if isinstance(value, dict) and value and chance.random() < 0.8:
            key = chance.choice(sorted(value))
            return {**value, key: broken(value[key])}
        if isinstance(value, list) and value and chance.random() < 0.8:
            return [broken(value[0]), *value[1:]]
        return chance.choice(junk)

    element = {"type": "static_select", "option_groups": [{"label": section("x")["text"], "options": [option("1")]}]}
    whole = modal(section("x"), {"type": "actions", "elements": [button("a", "A"), element]}, asks("b", "B", element))
    for _ in range(300):
        assert all(str(problem) for problem in view_problems(broken(whole)))
        assert all(str(problem) for problem in problems(broken(whole["blocks"]), "message"))


def test_a_wait_in_vain_tells_the_last_calls(slack: SlackDouble) -> None:
    """The failure says what was called and sent last."""
    slack.slash("alex", "general", "/hello")
    with pytest.raises(AssertionError, match=r"(?s)the last calls:.*the last deliveries:.*connection_failed"):
        slack.wait(lambda: False, seconds=0.02)


def test_users_act_only_where_they_are(slack: SlackDouble) -> None:
    """Nobody writes in a channel they are not in, or from where the app hears nothing."""
    with pytest.raises(NotPossible, match="guest is not in C0GENERAL"):
        slack.slash("guest", "general", "/hello")
    with pytest.raises(NotPossible, match="U0BOT is not in C0ELSEWHERE"):
        slack.mention("alex", "elsewhere", "hello")
