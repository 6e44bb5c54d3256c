"""What Slack sends and what comes of the answers: every test runs over HTTP and over Socket Mode."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_double import Answer, SlackDouble, plain
from tests.slack_double.texts import Json

from .conftest import Start
from .pieces import asks, button, modal, option, people, section, select
from .running import Api

NAME = asks("name", "Name", {"type": "plain_text_input", "action_id": "typed"})


def test_a_slash_command_is_answered_ephemerally(slack: SlackDouble, run: Start) -> None:
    """The body of the acknowledgement is a message for the user alone; what was typed comes with entities."""

    def register(app: AsyncApp) -> None:
        @app.command("/hello")
        async def hello(ack: AsyncAck, command: Json) -> None:
            await ack(f"{command['text']} {command['user_id']} {command['channel_name']}")

    run(register)
    answer = slack.slash("alex", "general", "/hello", "you & <!channel> <@U0SAM>")
    assert answer.acknowledged
    (message,) = slack.ephemeral("alex", "general")
    assert message["text"] == "you &amp; &lt;!channel&gt; <@U0SAM> U0ALEX general"
    assert slack.messages("general") == []


def test_a_response_url_takes_five_posts_in_half_an_hour(slack: SlackDouble, run: Start) -> None:
    """Ephemeral or in the channel; the sixth and the late one are refused."""
    statuses: list[int] = []

    def register(app: AsyncApp) -> None:
        @app.command("/many")
        async def many(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            for number in range(6):
                sent = await respond(str(number), response_type="in_channel" if number == 0 else "ephemeral")
                statuses.append(sent.status_code)

        @app.command("/late")
        async def late(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            slack.clock.advance(1801)
            statuses.append((await respond("late")).status_code)

    run(register)
    slack.slash("alex", "general", "/many")
    slack.wait(lambda: len(statuses) == 6)
    slack.slash("alex", "general", "/late")
    slack.wait(lambda: len(statuses) == 7)
    assert statuses == [200] * 5 + [404] * 2
    assert [one["text"] for one in slack.messages("general")] == ["0"]
    assert [one["text"] for one in slack.ephemeral("alex", "general")] == ["1", "2", "3", "4"]


def test_a_conversation_in_the_dm(slack: SlackDouble, run: Start) -> None:
    """A message is answered with buttons; a click edits the message; an old button is still there to be clicked."""
    values: list[str] = []

    def register(app: AsyncApp) -> None:
        @app.event("message")
        async def asked(event: Json, say: AsyncSay) -> None:
            assert event["channel_type"] == "im"
            buttons = {"type": "actions", "elements": [button("yes", "Yes", "y1"), button("no", "No", "n1")]}
            await say(text=f"Did you say {event['text']}?", blocks=[section(event["text"]), buttons])

        @app.action("yes")
        async def yes(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            values.append(body["actions"][0]["value"])
            where: Any = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
            await client.chat_update(**where, text="Good", blocks=[])

    run(register)
    slack.message("alex", "a & b")
    (asked,) = slack.wait(lambda: slack.messages("alex")[1:])
    assert plain(asked) == "a & b\n[Yes]  [No]"
    assert slack.click("alex", asked, text="Yes").acknowledged
    slack.wait(lambda: plain(slack.messages("alex")[1]) == "Good")
    assert slack.click("alex", asked, "yes", stale=True).acknowledged
    slack.wait(lambda: values == ["y1", "y1"])


def test_a_click_can_be_had_without_sending_it(slack: SlackDouble, api: Api) -> None:
    """Two on the same button differ in their time, their trigger and where to answer."""
    blocks = [{"type": "actions", "elements": [button("yes", "Yes", "y1")]}]
    api("chat_postMessage", channel="C0GENERAL", text="Really?", blocks=blocks)
    (asked,) = slack.messages("general")
    first, second = (slack.clicked("alex", asked, text="Yes") for _ in range(2))
    assert first["actions"][0]["value"] == "y1"
    assert first["trigger_id"] != second["trigger_id"]
    assert first["actions"][0]["action_ts"] < second["actions"][0]["action_ts"]
    assert {name for name in first if first[name] != second[name]} == {"trigger_id", "actions", "response_url"}
    assert slack.deliveries == []


def test_choices_are_kept_in_state_values(slack: SlackDouble, run: Start) -> None:
    """What one user chose in a message comes with their next click, and is not another user's."""
    states: list[Json] = []

    def register(app: AsyncApp) -> None:
        @app.action("pick")
        @app.action("boxes")
        @app.action("day")
        async def chosen(ack: AsyncAck, body: Json) -> None:
            await ack()
            states.append(body["state"]["values"]["row"])

        @app.command("/post")
        async def post(ack: AsyncAck, say: AsyncSay) -> None:
            await ack()
            boxes = {"type": "checkboxes", "action_id": "boxes", "options": [option("1"), option("2")]}
            elements = [select("pick", "a", "b"), boxes, {"type": "datepicker", "action_id": "day"}]
            await say(text="Choose", blocks=[{"type": "actions", "block_id": "row", "elements": elements}])

    run(register)
    slack.slash("alex", "general", "/post")
    (message,) = slack.wait(lambda: slack.messages("general"))
    slack.click("alex", message, "pick", "b")
    slack.click("alex", message, "boxes", ["1", "2"])
    slack.click("sam", message, "day", "2026-12-01")
    first, second, third = states
    assert first["boxes"]["selected_options"] == []
    assert second["pick"]["selected_option"]["value"] == "b" and len(second["boxes"]["selected_options"]) == 2
    assert third["pick"]["selected_option"] is None and third["day"]["selected_date"] == "2026-12-01"


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({}, ["One"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal(NAME, title="Other")}, ["One", "Other"]),
        ({"response_action": "errors", "errors": {"name": "No"}}, ["One", "Two"]),
    ],
)
def test_an_answer_to_a_submission_is_carried_out(
    slack: SlackDouble, run: Start, answer: Json, titles: list[str]
) -> None:
    """None closes the modal, clear the stack; update changes it; errors stay in it for the user to see."""
    submitted: list[str] = []

    def register(app: AsyncApp) -> None:
        @app.shortcut("start")
        async def start(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(NAME, title="One", callback_id="one"))

        @app.view("one")
        async def one(ack: AsyncAck) -> None:
            await ack(response_action="push", view=modal(NAME, title="Two", callback_id="two"))

        @app.view("two")
        async def two(ack: AsyncAck, view: Json) -> None:
            submitted.append(view["state"]["values"]["name"]["typed"]["value"])
            await ack(**answer)

    run(register)
    slack.shortcut("alex", "start")
    slack.submit("alex", slack.wait(lambda: slack.view("alex")), {"typed": "first"})
    assert plain(slack.view("alex")).startswith("Two")
    slack.submit("alex", slack.view("alex"), {"name": "second"})
    assert submitted == ["second"]
    top = slack.view("alex")
    assert (top["title"]["text"] if top else None) == (titles[-1] if titles else None)
    assert slack.errors("alex") == answer.get("errors", {})


def test_an_answer_slack_cannot_follow_troubles_the_user(slack: SlackDouble, run: Start) -> None:
    """Errors for a block that is no input leave the modal and a notice."""

    def register(app: AsyncApp) -> None:
        @app.shortcut("start")
        async def start(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=modal(NAME, callback_id="one"))

        @app.view("one")
        async def one(ack: AsyncAck) -> None:
            await ack(response_action="errors", errors={"nothing": "No"})

    run(register)
    slack.shortcut("alex", "start")
    slack.submit("alex", slack.wait(lambda: slack.view("alex")), {"typed": "first"})
    assert slack.view("alex") is not None
    assert "trouble" in slack.notices("alex")[0] and "invalid_errors" in slack.warnings[0]


def test_a_closed_modal_is_told_of_where_asked(slack: SlackDouble, run: Start) -> None:
    """view_closed comes with notify_on_close, and not without."""
    closed: list[str] = []

    def register(app: AsyncApp) -> None:
        @app.shortcut("start")
        async def start(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            view = modal(NAME, callback_id="one", notify_on_close=len(closed) == 0)
            await client.views_open(trigger_id=body["trigger_id"], view=view)

        @app.view_closed("one")
        async def one(ack: AsyncAck, body: Json) -> None:
            await ack()
            closed.append(body["type"])

    run(register)
    answers: list[Answer | None] = []
    for _ in range(2):
        slack.shortcut("alex", "start")
        answers.append(slack.close("alex", slack.wait(lambda: slack.view("alex"))))
    assert closed == ["view_closed"] and answers[1] is None
    assert slack.view("alex") is None


def test_home_search_mention_and_message_shortcut(slack: SlackDouble, run: Start) -> None:
    """Home opens with its tab, an external select is searched, a mention and a message shortcut arrive."""
    heard: list[str] = []
    select_block = {"type": "section", "text": section("Find")["text"], "block_id": "find"}
    select_block["accessory"] = {"type": "external_select", "action_id": "find", "min_query_length": 1}

    def register(app: AsyncApp) -> None:
        @app.event("app_home_opened")
        async def opened(event: Json, client: AsyncWebClient) -> None:
            heard.append(event["tab"])
            if event["tab"] == "home":
                await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [select_block]})

        @app.options("find")
        async def options(ack: AsyncAck, payload: Json) -> None:
            await ack(options=[option(payload["value"], "Found")])

        @app.action("find")
        async def found(ack: AsyncAck, body: Json) -> None:
            await ack()
            heard.append(body["view"]["state"]["values"]["find"]["find"]["selected_option"]["value"])

        @app.event("app_mention")
        async def mentioned(event: Json) -> None:
            heard.append(event["text"])

        @app.shortcut("about")
        async def about(ack: AsyncAck, body: Json) -> None:
            await ack()
            heard.append(body["message"]["text"])

    run(register)
    slack.open_home("alex", "messages")
    slack.open_home("alex")
    home = slack.wait(lambda: slack.home("alex"))
    assert [one["value"] for one in slack.suggest("alex", "find", "abc")] == ["abc"]
    slack.click("alex", home, "find", "abc")
    slack.mention("alex", "general", "help")
    slack.message_shortcut("sam", "about", slack.messages("general")[0])
    slack.wait(lambda: len(heard) == 5)
    assert heard == ["messages", "home", "abc", "<@U0BOT> help", "<@U0BOT> help"]


@pytest.mark.parametrize("echo", [True, False])
def test_the_app_hears_itself_with_echo(echo: bool) -> None:
    """With echo, each post, edit and deletion of its own in a DM is an event; without it none is."""
    with SlackDouble(people(), echo=echo, retry_seconds=()) as slack:
        api = Api(slack)
        message = api("chat_postMessage", channel="U0ALEX", text="hello")
        api("chat_update", channel=message["channel"], ts=message["ts"], text="changed")
        api("chat_delete", channel=message["channel"], ts=message["ts"])
        api("chat_postMessage", channel="C0GENERAL", text="hello")
        slack.wait(lambda: len(slack.deliveries) == (3 if echo else 0))
        told = [one.payload["event"] for one in slack.deliveries]
    assert [one.get("subtype") for one in told] == ([None, "message_changed", "message_deleted"] if echo else [])


def test_enterprise_ids_come_along(run: Start, slack: SlackDouble) -> None:
    """On Enterprise Grid, payloads name the organisation; a stranger's name another team."""
    seen: list[Json] = []

    def register(app: AsyncApp) -> None:
        @app.event("app_mention")
        @app.event("message")
        async def heard(body: Json) -> None:
            seen.append(body)

    slack.workspace.enterprise_id = "E0ORG"
    run(register)
    slack.mention("stranger", "shared", "hello")
    slack.message("alex", "hello")
    slack.wait(lambda: len(seen) == 2)
    assert [one["is_ext_shared_channel"] for one in seen] == [True, False]
    assert seen[0]["event"]["user_team"] == "T0OTHER"
    assert seen[1]["enterprise_id"] == "E0ORG" and seen[1]["authorizations"][0]["enterprise_id"] == "E0ORG"
