"""What a subscription to messages brings besides people's: the app's own posts, edits and deletions in DMs."""

import asyncio

from . import payloads
from .delivery import Answer, Delivery
from .slack import Call
from .texts import Json

KINDS = {"chat.postMessage": None, "chat.update": "message_changed", "chat.delete": "message_deleted"}


class Echo:
    """Delivers an event for each change the app makes itself in a direct message, as Slack does."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._running: set[asyncio.Task[Answer]] = set()

    def __call__(self, call: Call) -> None:
        """Send the event for a call that was carried out; nobody waits for its answer."""
        place = self._delivery.slack.workspace.places.get(str(call.result.get("channel")))
        if call.ok and call.method in KINDS and place is not None and place.is_im:
            envelope = payloads.event(self._delivery.slack, self._event(call), place)
            task = asyncio.get_running_loop().create_task(self._delivery.event(envelope))
            # A task that nobody holds may be collected before it is done.
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def _event(self, call: Call) -> Json:
        now = self._delivery.slack.clock.ts()
        common = {"type": "message", "channel": call.result["channel"], "channel_type": "im", "event_ts": now}
        subtype = KINDS[call.method]
        if subtype is None:
            return {**call.result["message"], **common}
        changed = {"message": call.result["message"]} if "message" in call.result else {}
        gone = {"deleted_ts": call.result["ts"]} if subtype == "message_deleted" else {}
        return {**common, "subtype": subtype, "hidden": True, "ts": now, **changed, **gone}
