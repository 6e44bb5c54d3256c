"""conversations.*: channels, who is in them, and what stands in them."""

from typing import TypeVar

from ..arguments import needed, truth
from ..messages import Message
from ..refusals import Refused
from ..scopes import demand, for_channel
from ..slack import Slack
from ..texts import Json
from ..workspace import Channel

T = TypeVar("T")


def open_(slack: Slack, given: Json) -> Json:
    """conversations.open: the direct message with somebody."""
    if given.get("channel"):
        return {"channel": {"id": readable(slack, given, "conversations.info").id}, "already_open": True}
    ids = needed(given, "users").split(",")
    people = [slack.workspace.user(one) for one in ids]
    if any(user.deleted for user in people):
        raise Refused("user_disabled")
    if any(user.is_bot for user in people):
        raise Refused("cannot_dm_bot")
    demand(("im:write",) if len(people) == 1 else ("mpim:write",), slack.scopes)
    before = len(slack.workspace.places)
    channel = slack.workspace.group_with(ids) if len(ids) > 1 else slack.workspace.im_with(ids[0])
    known = len(slack.workspace.places) == before
    return {"channel": {"id": channel.id}, "no_op": known, "already_open": known}


def info(slack: Slack, given: Json) -> Json:
    """conversations.info: what a channel is."""
    channel = readable(slack, given, "conversations.info")
    return {"channel": shown(slack, channel)}


def members(slack: Slack, given: Json) -> Json:
    """conversations.members: who is in it, a page at a time."""
    channel = readable(slack, given, "conversations.members")
    page, cursor = _page(sorted(channel.members), given, 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def history(slack: Slack, given: Json) -> Json:
    """conversations.history: what stands in it, newest first; replies stay in their threads."""
    channel = readable(slack, given, "conversations.history")
    found = [one for one in slack.messages.standing(channel.id) if _in_history(one) and _between(one, given)]
    page, cursor = _page(found[::-1], given, 100)
    told = [_told(slack, one, given) for one in page]
    return {"messages": told, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def replies(slack: Slack, given: Json) -> Json:
    """conversations.replies: a thread, its first message first."""
    channel = readable(slack, given, "conversations.replies")
    root = slack.messages.find(channel.id, needed(given, "ts", "thread_not_found"))
    if root is None:
        raise Refused("thread_not_found")
    thread = [root, *(one for one in slack.messages.replies(channel.id, root.ts) if _between(one, given))]
    page, cursor = _page(thread, given, 1000)
    told = [_told(slack, one, given) for one in page]
    return {"messages": told, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def of_user(slack: Slack, given: Json) -> Json:
    """users.conversations: where somebody is, the app's bot if nobody is named."""
    home = slack.workspace
    user = home.user(str(given["user"])).id if given.get("user") else home.bot_user_id
    kinds = str(given.get("types") or "public_channel").replace("public_channel", "channel")
    wanted = kinds.replace("private_channel", "group").split(",")
    found = [
        shown(slack, channel)
        for channel in home.places.values()
        if user in channel.members and channel.kind() in wanted and _may_know(slack, channel)
    ]
    page, cursor = _page(found, given, 100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def readable(slack: Slack, given: Json, method: str) -> Channel:
    """The channel a call is about, if the app may know of it and was granted the scope for its kind."""
    channel = slack.workspace.places.get(needed(given, "channel", "channel_not_found"))
    if channel is None:
        raise Refused("channel_not_found")
    demand(for_channel(method, channel), slack.scopes)
    if not _may_know(slack, channel):
        raise Refused("channel_not_found")
    if method.endswith(("history", "replies")) and slack.workspace.bot_user_id not in channel.members:
        raise Refused("not_in_channel")
    return channel


def shown(slack: Slack, channel: Channel) -> Json:
    """A channel as the API tells of it."""
    common = {
        "id": channel.id,
        "is_im": channel.is_im,
        "is_mpim": channel.is_mpim,
        "is_archived": channel.is_archived,
        "is_private": channel.kind() != "channel",
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
        "context_team_id": slack.workspace.team_id,
    }
    if channel.is_im:
        others = channel.members - {slack.workspace.bot_user_id}
        return {**common, "user": min(others, default=""), "is_open": True}
    known = {"name": channel.name, "is_member": slack.workspace.bot_user_id in channel.members}
    kind = {"is_channel": channel.kind() == "channel", "is_group": channel.kind() == "group"}
    return {**common, **known, **kind, "num_members": len(channel.members)}


def _may_know(slack: Slack, channel: Channel) -> bool:
    return channel.kind() == "channel" or slack.workspace.bot_user_id in channel.members


def _in_history(message: Message) -> bool:
    return not message.is_reply() or message.body.get("subtype") == "thread_broadcast"


def _between(message: Message, given: Json) -> bool:
    oldest, latest = str(given.get("oldest") or "0"), str(given.get("latest") or "9999999999")
    if truth(given.get("inclusive")):
        return float(oldest) <= float(message.ts) <= float(latest)
    return float(oldest) < float(message.ts) < float(latest)


def _told(slack: Slack, message: Message, given: Json) -> Json:
    told = message.shown_to_app()
    asked = truth(given.get("include_all_metadata")) and "metadata.message:read" in slack.scopes
    return {**told, "metadata": message.body["metadata"]} if asked and "metadata" in message.body else told


def _page(found: list[T], given: Json, usual: int) -> tuple[list[T], str]:
    asked, reached = str(given.get("limit") or usual), str(given.get("cursor") or 0)
    if not reached.isdigit():
        raise Refused("invalid_cursor")
    if not asked.isdigit():
        raise Refused("invalid_limit")
    start, end = int(reached), int(reached) + int(asked)
    return found[start:end], str(end) if end < len(found) else ""


METHODS = {
    "conversations.open": open_,
    "conversations.info": info,
    "conversations.members": members,
    "conversations.history": history,
    "conversations.replies": replies,
    "users.conversations": of_user,
}
