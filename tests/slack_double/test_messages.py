"""Messages: posted, edited, deleted, threaded, ephemeral; and what history tells of them."""

import pytest

from tests.slack_double import SlackDouble, plain
from tests.slack_double.texts import Json

from .pieces import button, people, section
from .running import Api

BLOCKS: list[Json] = [section("one & two"), {"type": "actions", "elements": [button("go", "Go & see")]}]


def post(api: Api, **more: object) -> str:
    """A message in general; its timestamp."""
    return str(api("chat_postMessage", **{"channel": "C0GENERAL", "text": "hello", **more})["ts"])


def test_text_is_kept_with_entities(slack: SlackDouble, api: Api) -> None:
    """Slack keeps &, < and > as entities, in labels too, and people read them as characters."""
    post(api, text="1 < 2 <@U0SAM>", blocks=BLOCKS)
    (message,) = slack.messages("general")
    assert message["text"] == "1 &lt; 2 <@U0SAM>"
    assert message["blocks"][1]["elements"][0]["text"]["text"] == "Go &amp; see"
    assert plain(message) == "one & two\n[Go & see]"


def test_text_alone_takes_the_blocks_away(slack: SlackDouble, api: Api) -> None:
    """chat.update with text and no blocks leaves text."""
    ts = post(api, blocks=BLOCKS)
    api("chat_update", channel="C0GENERAL", ts=ts, text="changed")
    assert plain(slack.messages("general")[0]) == "changed"


def test_only_own_messages_can_be_changed(slack: SlackDouble, api: Api) -> None:
    """Other people's cannot be edited or deleted, and what is not there cannot be found."""
    slack.message("alex", "hello")
    there = {"channel": "D0ALEX", "ts": slack.messages("alex")[0]["ts"]}
    assert api("chat_update", text="x", **there)["error"] == "cant_update_message"
    assert api("chat_delete", **there)["error"] == "cant_delete_message"
    assert api("chat_update", channel="C0GENERAL", ts="1.2", text="x")["error"] == "message_not_found"


def test_an_ephemeral_message_is_nobody_elses(slack: SlackDouble, api: Api) -> None:
    """It is in no history, cannot be edited, and only its user could read it."""
    ts = api("chat_postEphemeral", channel="C0GENERAL", user="U0ALEX", text="for you")["message_ts"]
    assert api("conversations_history", channel="C0GENERAL")["messages"] == []
    assert api("chat_update", channel="C0GENERAL", ts=ts, text="x")["error"] == "message_not_found"
    assert [one["text"] for one in slack.ephemeral("alex", "general")] == ["for you"]
    assert slack.ephemeral("sam", "general") == []
    assert "for you" in slack.seen_by("alex") and "for you" not in slack.seen_by("sam")


def test_an_ephemeral_message_needs_its_user_there(slack: SlackDouble, api: Api) -> None:
    """Who is not in the channel gets nothing."""
    answer = api("chat_postEphemeral", channel="C0GENERAL", user="U0GUEST", text="x")
    assert answer["error"] == "user_not_in_channel"


def test_a_thread_is_told_by_replies_and_not_by_history(slack: SlackDouble, api: Api) -> None:
    """History has the first message with its count; replies has the thread."""
    ts = post(api)
    reply = post(api, text="and", thread_ts=ts)
    assert post(api, text="more", thread_ts=reply)
    (root,) = api("conversations_history", channel="C0GENERAL")["messages"]
    thread = api("conversations_replies", channel="C0GENERAL", ts=ts)["messages"]
    assert root["reply_count"] == 2
    assert [one["text"] for one in thread] == ["hello", "and", "more"]


def test_a_deleted_thread_leaves_a_tombstone(slack: SlackDouble, api: Api) -> None:
    """Deleting the first message keeps its replies."""
    ts = post(api)
    post(api, text="and", thread_ts=ts)
    api("chat_delete", channel="C0GENERAL", ts=ts)
    assert [one.get("subtype") for one in slack.messages("general")] == ["tombstone", None]
    assert api("chat_update", channel="C0GENERAL", ts=ts, text="x")["error"] == "message_not_found"


def test_history_comes_in_pages_newest_first(slack: SlackDouble, api: Api) -> None:
    """Limit and cursor walk through it; oldest cuts it."""
    stamps = [post(api, text=str(number)) for number in range(3)]
    first = api("conversations_history", channel="C0GENERAL", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = api("conversations_history", channel="C0GENERAL", limit=2, cursor=cursor)
    newer = api("conversations_history", channel="C0GENERAL", oldest=stamps[1])["messages"]
    assert [one["text"] for one in first["messages"] + second["messages"]] == ["2", "1", "0"]
    assert [one["text"] for one in newer] == ["2"]


@pytest.mark.parametrize(("scope", "told"), [("metadata.message:read", True), ("users:read", False)])
def test_metadata_is_told_to_those_who_ask_and_may(scope: str, told: bool) -> None:
    """History has metadata only with include_all_metadata and metadata.message:read."""
    metadata = {"event_type": "kept", "event_payload": {"id": "1"}}
    with SlackDouble(people(), scopes=["chat:write", "channels:history", scope]) as slack:
        api = Api(slack)
        post(api, metadata=metadata)
        (asked,) = api("conversations_history", channel="C0GENERAL", include_all_metadata=True)["messages"]
        (plainly,) = api("conversations_history", channel="C0GENERAL")["messages"]
    assert (asked.get("metadata") == metadata) is told
    assert "metadata" not in plainly


def test_a_permalink_leads_to_a_message(slack: SlackDouble, api: Api) -> None:
    """chat.getPermalink knows messages that are there."""
    ts = post(api)
    assert ts.replace(".", "") in api("chat_getPermalink", channel="C0GENERAL", message_ts=ts)["permalink"]
    assert api("chat_getPermalink", channel="C0GENERAL", message_ts="1.2")["error"] == "message_not_found"


def test_nothing_that_was_read_becomes_unread(slack: SlackDouble, api: Api) -> None:
    """seen_in has every version, value, metadata and alternative text, after edits and deletions too."""
    image = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "a picture"}
    button_block = {"type": "actions", "elements": [button("go", "Go", "value of a button")]}
    metadata = {"event_type": "kept", "event_payload": {"note": "in metadata"}}
    ts = post(api, text="first words", blocks=[image, button_block], metadata=metadata)
    api("chat_update", channel="C0GENERAL", ts=ts, text="second words")
    api("chat_delete", channel="C0GENERAL", ts=ts)
    seen = slack.seen_in("general")
    for part in ("first words", "second words", "value of a button", "in metadata", "a picture"):
        assert part in seen and part in slack.seen_by("sam")
    assert "first words" not in slack.seen_by("guest")


def test_a_file_is_uploaded_in_three_steps(slack: SlackDouble, api: Api) -> None:
    """files_upload_v2 works, and what the file holds counts as seen."""
    channel = api("conversations_open", users="U0ALEX")["channel"]["id"]
    shared = {"filename": "list.csv", "content": "a;b", "channel": channel, "initial_comment": "here"}
    file_id = api("files_upload_v2", **shared)["files"][0]["id"]
    assert [(file.name, file.text(), file.channels) for file in slack.files] == [("list.csv", "a;b", ["D0ALEX"])]
    assert api("files_info", file=file_id)["file"]["name"] == "list.csv"
    assert plain(slack.messages("alex")[0]) == "here\n(list.csv)"
    assert "a;b" in slack.seen_by("alex") and "a;b" not in slack.seen_by("sam")


def test_a_file_that_was_not_uploaded_is_not_there(slack: SlackDouble, api: Api) -> None:
    """Completing without the bytes fails."""
    file_id = api("files_getUploadURLExternal", filename="x", length=1)["file_id"]
    assert api("files_completeUploadExternal", files=[{"id": file_id}])["error"] == "file_not_found"
