"""chat.*: what the app posts, edits and deletes."""

from ..arguments import needed, truth
from ..content import content
from ..limits import TEXT_CUT
from ..messages import Message
from ..refusals import Refused
from ..slack import Slack
from ..texts import Json, measured
from ..workspace import Channel


def post(slack: Slack, given: Json) -> Json:
    """chat.postMessage: a message in a channel, a thread or somebody's direct message."""
    channel = place_to_post(slack, given)
    said = content(slack, given, "chat.postMessage")
    thread_ts = thread_of(slack, channel, given)
    broadcast = {"subtype": "thread_broadcast"} if thread_ts and truth(given.get("reply_broadcast")) else {}
    message = slack.messages.post(channel.id, slack.bot_message({**said, **broadcast}, thread_ts))
    answer: Json = {"channel": channel.id, "ts": message.ts, "message": message.shown_to_app()}
    if measured(str(given.get("text") or "")) > TEXT_CUT:
        answer |= {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    return answer


def update(slack: Slack, given: Json) -> Json:
    """chat.update: other contents in the app's own message; text alone takes the blocks away."""
    channel = slack.workspace.places.get(needed(given, "channel", "channel_not_found"))
    message = own_message(slack, channel, given, "cant_update_message")
    emptied: Json = {name: None for name in ("blocks", "attachments") if given.get(name) == []}
    keep = {} if given.get("text") else {name: message.body.get(name) for name in ("blocks", "attachments")}
    said = content(slack, {**keep, **given}, "chat.update")
    if "metadata" not in given:
        del said["metadata"]
    edited = {"user": slack.workspace.bot_user_id, "ts": slack.clock.ts()}
    slack.messages.change(message, {**said, **emptied, "edited": edited})
    answer = {"channel": message.channel, "ts": message.ts, "text": message.body["text"]}
    return {**answer, "message": message.shown_to_app()}


def delete(slack: Slack, given: Json) -> Json:
    """chat.delete: the app's own message goes."""
    channel = slack.workspace.places.get(needed(given, "channel", "channel_not_found"))
    message = own_message(slack, channel, given, "cant_delete_message")
    slack.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(slack: Slack, given: Json) -> Json:
    """chat.postEphemeral: a message that one user sees for a while, and that no history has."""
    channel = place_to_post(slack, given)
    user = needed(given, "user", "user_not_in_channel")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    said = content(slack, {name: value for name, value in given.items() if name != "metadata"}, "chat.postEphemeral")
    thread_ts = str(given["thread_ts"]) if given.get("thread_ts") else None
    message = slack.messages.post(channel.id, slack.bot_message(said, thread_ts), only_for=user)
    return {"message_ts": message.ts}


def permalink(slack: Slack, given: Json) -> Json:
    """chat.getPermalink: an address that opens a message."""
    channel = slack.workspace.places.get(needed(given, "channel", "channel_not_found"))
    if channel is None:
        raise Refused("channel_not_found")
    message = slack.messages.find(channel.id, needed(given, "message_ts", "message_not_found"))
    if message is None:
        raise Refused("message_not_found")
    path = f"archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts()}&cid={channel.id}" if message.is_reply() else ""
    return {"channel": channel.id, "permalink": f"https://{slack.workspace.domain}.slack.com/{path}{thread}"}


def place_to_post(slack: Slack, given: Json) -> Channel:
    """Where a message is to go: a channel the bot is in, by id or name, or a user's direct message."""
    home, name = slack.workspace, needed(given, "channel", "channel_not_found")
    if name in home.people:
        if home.people[name].is_bot:
            raise Refused("cannot_dm_bot")
        return home.im_with(name)
    named = [one for one in home.places.values() if name.startswith("#") and one.name == name[1:]]
    channel = home.places.get(name) or (named[0] if named else None)
    if channel is None:
        raise Refused("channel_not_found")
    if home.bot_user_id not in channel.members and "chat:write.public" not in slack.scopes:
        raise Refused("not_in_channel" if channel.kind() == "channel" else "channel_not_found")
    if channel.is_archived:
        raise Refused("is_archived")
    return channel


def thread_of(slack: Slack, channel: Channel, given: Json) -> str | None:
    """The thread a message is to go to; a reply's timestamp stands for its thread."""
    if not given.get("thread_ts"):
        return None
    root = slack.messages.find(channel.id, str(given["thread_ts"]))
    if root is None:
        raise Refused("thread_not_found")
    return root.thread_ts() or root.ts


def own_message(slack: Slack, channel: Channel | None, given: Json, error: str) -> Message:
    """The app's own message of this timestamp; ephemeral ones cannot be found."""
    if channel is None or slack.workspace.bot_user_id not in channel.members:
        raise Refused("channel_not_found")
    message = slack.messages.find(channel.id, needed(given, "ts", "message_not_found"))
    if message is None or message.body.get("subtype") == "tombstone":
        raise Refused("message_not_found")
    if message.body.get("bot_id") != slack.workspace.bot_id:
        raise Refused(error)
    return message


METHODS = {
    "chat.postMessage": post,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": permalink,
}
