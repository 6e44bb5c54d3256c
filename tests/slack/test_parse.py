"""What Slack delivers becomes neutral values; whatever else arrives is nothing, and never an exception."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.messages import Button, Choices, Option, Press
from bot.record import Person
from handlers.slack import forms, review_forms
from handlers.slack.parse import delivery_of, person_of, press_of, typed, workspace_name
from handlers.slack.refusals import refusal_of
from handlers.slack.render import messages
from knowledge import Knowledge
from knowledge.schema.entry import LANGUAGES
from tests.slack_double.states import initial

HERE = Press(action="skip", consultation="c1", revision=3)
SKIP = Button(press=HERE, label="Skip", say="skip")


def tapped(element: dict[str, Any], block_id: str = "b", **chosen: Any) -> dict[str, Any]:
    """The action that Slack sends for an element."""
    kept = {name: element[name] for name in ("type", "action_id", "value") if name in element}
    return {**kept, "block_id": block_id, "action_ts": "1.2", **chosen}


def block_of(card: Choices, knowledge: Knowledge) -> dict[str, Any]:
    """The block in which a question is answered."""
    made = messages([card], knowledge.texts["en"])
    return next(block for message in made for block in message.blocks if block["type"] == "actions")


def question(number: int, **more: Any) -> Choices:
    """A question with so many choices."""
    options = tuple(Option(id=f"o{n}", label=f"Choice {n}") for n in range(number))
    return Choices(
        **{"question": "q", "progress": "", "title": "What?", "options": options, "buttons": (SKIP,), **more}
    )


# ---- presses ----


def test_a_button_is_its_press(knowledge: Knowledge):
    """As it was rendered."""
    block = block_of(question(2), knowledge)
    pressed = press_of(tapped(block["elements"][1], block["block_id"]), {})
    assert pressed == Press(action="choose", value="o1", consultation="c1", question="q", revision=3)


def test_what_is_ticked_counts_when_it_is_confirmed(knowledge: Knowledge):
    """Of all groups of the block, and of no other block; ticking alone is no answer."""
    block = block_of(question(13, several=True), knowledge)
    first, second, confirm = block["elements"]
    chosen = {"selected_options": [first["options"][0], first["options"][3]]}
    held = {
        block["block_id"]: {
            first["action_id"]: {"type": "checkboxes", **chosen},
            second["action_id"]: {"type": "checkboxes", "selected_options": [second["options"][2]]},
        },
        "other": {"press:pick:0": {"type": "checkboxes", "selected_options": [{"value": "stale"}]}},
    }
    assert press_of(tapped(first, block["block_id"], **chosen), {"values": held}) is None
    pressed = press_of(tapped(confirm, block["block_id"]), {"values": held})
    assert pressed == Press(action="choose", value="o0, o3, o12", consultation="c1", question="q", revision=3)
    nothing = press_of(tapped(confirm, block["block_id"]), {"values": {}})
    assert nothing == pressed.model_copy(update={"value": ""})


def test_a_radio_button_answers_at_once(knowledge: Knowledge):
    """One that was pre-selected answers by its confirming button."""
    options = (*question(9).options, Option(id="last", label="Last", chosen=True))
    block = block_of(question(0, options=options), knowledge)
    radio, confirm = block["elements"]
    pressed = press_of(tapped(radio, block["block_id"], selected_option=radio["options"][4]), {})
    assert pressed == Press(action="choose", value="o4", consultation="c1", question="q", revision=3)
    held = {
        block["block_id"]: {radio["action_id"]: {"type": "radio_buttons", "selected_option": radio["initial_option"]}}
    }
    assert press_of(tapped(confirm, block["block_id"]), {"values": held}).value == "last"


def test_what_was_pre_selected_counts_untouched(knowledge: Knowledge):
    """In the state that a client sends of itself, as the double makes it."""
    options = tuple(Option(id=f"o{n}", label=f"Choice {n}", chosen=n in (1, 11)) for n in range(12))
    for several, answer in ((True, "o1, o11"), (False, "o1, o11")):
        block = block_of(question(0, options=options, several=several), knowledge)
        confirm = next(one for one in block["elements"] if one["type"] == "button")
        pressed = press_of(tapped(confirm, block["block_id"]), {"values": initial([block])})
        assert pressed.value == answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_form_holds(knowledge: Knowledge, language):
    """Is what was typed into it."""
    form = forms.situation_form(knowledge.texts[language], "note", "first")
    block = form["blocks"][1]
    state = {"values": {block["block_id"]: {block["element"]["action_id"]: {"value": "typed"}}}}
    assert forms.situation_of({**form, "state": state}) == "typed"


@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=40), st.text(max_size=40), st.integers())
def test_every_press_that_slack_carries_comes_back(action, value, consultation, asked, revision):
    """Whatever its fields hold."""
    press = Press(action=action, value=value or "v", consultation=consultation, question=asked, revision=revision)
    sent = press.model_dump_json(exclude_defaults=True)
    assert press_of({"type": "button", "action_id": "press:x:0", "value": sent}, {}) == press


# ---- people ----

ALEX = Person(channel="slack", workspace="T1", user="U1")


@pytest.mark.parametrize(
    ("body", "workspace"),
    [
        ({"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "enterprise": None}, "T1"),
        ({"user": {"id": "U1"}, "team": {"id": "T1"}, "enterprise": {"id": "E1"}}, "E1.T1"),
        ({"user": {"id": "U1"}, "team": {"id": "T1", "enterprise_id": "E1"}}, "E1.T1"),
        ({"user": {"id": "U1", "team_id": "T1"}, "team": None, "enterprise": {"id": "E1"}}, "E1.T1"),
        ({"user_id": "U1", "team_id": "T1", "command": "/levers"}, "T1"),
        ({"user_id": "U1", "team_id": "T1", "enterprise_id": "E1"}, "E1.T1"),
        ({"team_id": "T1", "event": {"user": "U1", "team": "T9"}}, "T1"),
        ({"team_id": "T1", "enterprise_id": "E1", "event": {"user": {"id": "U1"}}}, "E1.T1"),
        ({"event": {"user": "U1", "team": "T1"}}, "T1"),
    ],
)
def test_a_person_is_workspace_and_user(body, workspace: str):
    """The same by every way in."""
    assert person_of(body) == ALEX.model_copy(update={"workspace": workspace})


def test_the_name_of_a_workspace():
    """With the enterprise, where there is one."""
    assert (workspace_name("E1", "T1"), workspace_name(None, "T1"), workspace_name("", None)) == ("E1.T1", "T1", "")


# ---- deliveries ----


def click(**changed: Any) -> dict[str, Any]:
    """A click on a message."""
    action = {"action_id": "press:skip:0", "action_ts": changed.pop("action_ts", "7.1"), "type": "button"}
    whole = {"type": "block_actions", "trigger_id": "t", "user": {"id": "U1"}, "actions": [action]}
    return {**whole, "container": {"type": "message", "message_ts": "5.0"}, **changed}


def test_the_same_delivery_again_has_the_same_name():
    """Whatever else Slack adds; an event has its own id, a command and a submitted form their trigger."""
    assert delivery_of({"event_id": "Ev1", "trigger_id": "t"}, {"x-slack-retry-num": ["1"]}) == "Ev1"
    assert delivery_of({"command": "/levers", "trigger_id": "t1"}, {}) == "t1"
    assert delivery_of({"type": "view_submission", "trigger_id": "t2", "view": {"id": "V"}}, {}) == "t2"
    assert delivery_of(click(), {}) == delivery_of(click(trigger_id="another"), {"a": "b"})


def test_another_delivery_has_another_name():
    """Another person, message, button or moment."""
    others = [
        click(),
        click(user={"id": "U2"}),
        click(container={"message_ts": "6.0"}),
        click(container={"view_id": "V1"}),
        click(action_ts="7.2"),
        {"type": "view_closed", "user": {"id": "U1"}, "view": {"id": "V1", "hash": "h"}},
    ]
    names = [delivery_of(body, {}) for body in others]
    assert len(set(names)) == len(names) and all(names)


def test_what_has_no_name_goes_by_its_signature():
    """And has none without."""
    signed = delivery_of({}, {"X-Slack-Signature": "v0=1"})
    assert (
        signed == delivery_of(None, {"x-slack-signature": ["v0=1"]}) != delivery_of({}, {"x-slack-signature": "v0=2"})
    )
    assert (
        delivery_of({}, {}) == delivery_of([], None) == delivery_of({"type": "block_actions", "actions": 3}, {}) == ""
    )


# ---- text ----


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&amp;lt;", "&lt;"),
        ("<@U1|alex> and <@U2>", "@alex and @U2"),
        ("in <#C1|general>", "in #general"),
        ("<!subteam^S1|@leads> <!here> <!subteam^S1>", "@leads @here @subteam"),
        ("<!date^1700000000^{date}|14 Nov>", "14 Nov"),
        ("see <https://a.example/x?y=1&amp;z=2>", "see https://a.example/x?y=1&z=2"),
        ("<https://a.example|our page> <mailto:a@b.example|a@b.example> <tel:123>", "our page a@b.example 123"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("  levers suppliers \n", "levers suppliers"),
    ],
)
def test_typed_text_is_plain_words(text: str, meant: str):
    """As the person saw them."""
    assert typed({"type": "message", "text": text}) == meant


def test_the_bot_is_not_part_of_what_is_said():
    """At the beginning of a mention, or anywhere when we know who the bot is."""
    assert typed({"type": "app_mention", "text": "<@B1> levers <@U2|sam>"}) == "levers @sam"
    assert typed({"type": "app_mention", "text": "<@B1|bot>, levers"}) == "levers"
    assert typed({"type": "message", "text": "levers <@B1> jv <@U2>"}, bot="B1") == "levers  jv @U2"


# ---- anything ----

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
NAMES = (
    *("type", "user", "id", "team", "team_id", "enterprise", "event", "event_id", "actions", "action_id", "action_ts"),
    *("block_id", "value", "selected_option", "selected_options", "values", "container", "message_ts", "view", "hash"),
    *("trigger_id", "command", "text", "message", "state", "private_metadata", "situation", "day", "x-slack-signature"),
)
VALUES = st.sampled_from(
    ["button", "checkboxes", "radio_buttons", "press:choose:0", '["c","q",1]', "{}", '{"action":"choose"}']
)
SHAPED = st.recursive(
    VALUES | ANY_JSON,
    lambda inner: st.dictionaries(st.sampled_from(NAMES), inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=20,
)


@given(SHAPED, SHAPED)
@example({"type": "button", "action_id": "press:x:0", "value": "[" * 1_900}, {})
@example({"type": "button", "action_id": "press:x:0", "value": '{"action":"\ud800"}'}, {})
@example({"type": "radio_buttons", "action_id": "press:x:0", "block_id": "[" * 99_999}, {})
@example({"type": "radio_buttons", "action_id": "press:x:0", "block_id": '["c","q",' + "9" * 9_999 + "]"}, {})
@example({"user": {"id": "\ud800"}, "event": {"text": "\ud800<@" * 3_000}}, {})
@example({"event_id": 3, "type": "block_actions", "actions": [{"action_id": "\ud800", "action_ts": "1"}]}, {})
def test_whatever_arrives_nothing_raises(body: Any, other: Any):
    """None or an empty value comes back."""
    event = body.get("event") if isinstance(body, dict) else body
    assert isinstance(press_of(body, other), Press | None)
    assert isinstance(person_of(body), Person)
    assert isinstance(typed(body), str) and isinstance(typed(event), str) and isinstance(typed(event, "B"), str)
    assert isinstance(delivery_of(body, other), str)
    assert isinstance(forms.situation_of(body), str)
    assert isinstance(forms.reminder_of(body), forms.Reminder)
    assert isinstance(forms.about(body), Press | None)
    assert isinstance(review_forms.filled(body), tuple | None)
    assert isinstance(review_forms.reply_of(body), str)


@given(st.text(max_size=300))
def test_a_press_out_of_anything(value: str):
    """Only the JSON of a press is one; other families are not ours."""
    pressed = press_of({"type": "button", "action_id": "press:x:0", "value": value}, {})
    assert pressed is None or set(json.loads(value)) <= set(Press.model_fields)
    assert press_of({"type": "button", "action_id": "other:x", "value": '{"action":"skip"}'}, {}) is None
    assert press_of({"type": "overflow", "action_id": "press:x", "value": '{"action":"skip"}'}, {}) is None


def test_a_refusal_names_the_scope_that_is_missing():
    """What else Slack answers is left out."""
    assert refusal_of({"ok": False, "error": "missing_scope", "needed": "im:write", "provided": "commands"}) == (
        "missing_scope im:write"
    )
    assert refusal_of({"ok": False, "error": "channel_not_found"}) == "channel_not_found"
