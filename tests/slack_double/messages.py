"""The messages of every channel, ephemeral ones included, with what was read of them kept."""

import copy
from dataclasses import dataclass, field

from . import states
from .clock import Clock
from .sightings import Sightings
from .texts import Json


@dataclass
class Message:
    """One message as it stands; an ephemeral one knows who alone sees it."""

    channel: str
    ts: str
    body: Json
    only_for: str | None = None
    deleted: bool = False
    states: dict[str, Json] = field(default_factory=dict)

    def blocks(self) -> list[Json]:
        """Its blocks, those of its attachments included."""
        inner = [block for attachment in self.body.get("attachments") or [] for block in attachment.get("blocks") or []]
        return [*(self.body.get("blocks") or []), *inner]

    def state(self, user: str) -> Json:
        """What this user has chosen in it; each has their own."""
        return self.states.setdefault(user, states.initial(self.blocks()))

    def thread_ts(self) -> str | None:
        """The thread it is in or has started."""
        return self.body.get("thread_ts")

    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts() not in (None, self.ts)

    def shown_to_app(self) -> Json:
        """A copy for answers and payloads; metadata is left to those who may read it."""
        return {key: value for key, value in copy.deepcopy(self.body).items() if key != "metadata"}

    def shown(self) -> Json:
        """A copy for tests, which tells where it stands."""
        return {**copy.deepcopy(self.body), "channel": self.channel, "is_ephemeral": self.only_for is not None}


class Messages:
    """All messages in the order they were posted."""

    def __init__(self, clock: Clock, sightings: Sightings) -> None:
        self._clock = clock
        self._sightings = sightings
        self._all: list[Message] = []

    def post(self, channel: str, body: Json, only_for: str | None = None) -> Message:
        """A new message; what is None in the body is left out."""
        ts = self._clock.ts()
        message = Message(channel, ts, {key: value for key, value in body.items() if value is not None}, only_for)
        message.body["ts"] = ts
        self._all.append(message)
        self._see(message)
        if message.is_reply():
            self._count_replies(message)
        return message

    def change(self, message: Message, changes: Json) -> None:
        """Edit a message in place; what becomes None is taken out."""
        body = {**message.body, **changes}
        message.body = {key: value for key, value in body.items() if value is not None}
        for user, old in message.states.items():
            message.states[user] = states.carried(old, message.blocks())
        self._see(message)

    def remove(self, message: Message) -> None:
        """Delete a message; one with replies leaves a tombstone."""
        if self.replies(message.channel, message.ts):
            stone = {"subtype": "tombstone", "text": "This message was deleted.", "hidden": True}
            keep = {key: message.body[key] for key in ("type", "ts", "thread_ts", "reply_count")}
            message.body = {**keep, **stone, "user": "USLACKBOT"}
        else:
            message.deleted = True
        if message.is_reply():
            self._count_replies(message)

    def find(self, channel: str, ts: str) -> Message | None:
        """The message of this timestamp that everybody in the channel sees."""
        return next((one for one in self.standing(channel) if one.ts == ts), None)

    def find_for(self, user: str, channel: str, ts: str) -> Message | None:
        """The message of this timestamp that this user sees, ephemeral or not."""
        seen = [one for one in self._all if one.channel == channel and not one.deleted]
        return next((one for one in seen if one.ts == ts and one.only_for in (None, user)), None)

    def standing(self, channel: str) -> list[Message]:
        """What stands in a channel for everybody, replies included."""
        return [one for one in self._all if one.channel == channel and not one.deleted and one.only_for is None]

    def ephemeral(self, user: str, channel: str) -> list[Message]:
        """What only this user sees in a channel."""
        return [one for one in self._all if one.channel == channel and not one.deleted and one.only_for == user]

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The replies in a thread."""
        return [one for one in self.standing(channel) if one.is_reply() and one.thread_ts() == ts]

    def _count_replies(self, reply: Message) -> None:
        root = self.find(reply.channel, str(reply.thread_ts()))
        replies = self.replies(reply.channel, str(reply.thread_ts()))
        if root is not None and root.body.get("subtype") != "tombstone":
            users = list(dict.fromkeys(one.body["user"] for one in replies))
            counted = {"reply_count": len(replies), "reply_users": users, "reply_users_count": len(users)}
            latest = replies[-1].ts if replies else None
            self.change(root, {**counted, "thread_ts": root.ts, "latest_reply": latest})

    def _see(self, message: Message) -> None:
        self._sightings.add(message.body, message.channel, message.only_for)
