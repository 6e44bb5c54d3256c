"""The access matrix over Slack's entry points, in one process: the real Bolt app, assistant and log, and the double."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from slack_bolt.request.async_request import AsyncBoltRequest

from bot.advice import Adviser
from bot.log import SqliteStore
from bot.messages import Press
from bot.record import Person
from bot.review.acts import ACTS
from bot.views.sharing import ANSWERS
from handlers.settings import Settings, SlackSettings
from handlers.slack.edge import Slack
from handlers.slack.passing_forms import ANSWER
from handlers.slack.review_forms import FILL, REPLY
from tests.review.cases import FILLED, ROLES, Cases, ready_cases
from tests.slack_double import SlackDouble, User, Workspace

TEAM, ELSEWHERE = "T1", "T2"
NAMED = {"leads": ("ULEA", "ULEO", "ULIZ"), "auditors": ("UAUD",), "admins": ("UADM",), "counsel": ("UCOU",)}


@dataclass(kw_only=True)
class Matrix(Cases):
    """Everything that a try needs."""

    slack: Slack
    double: SlackDouble
    loop: asyncio.AbstractEventLoop

    # ---- entry points ----

    def sends(self, body: dict[str, object]) -> str:
        """Deliver to the app, and wait until everything is said: all that Slack was told for it, and the answer."""
        before = len(self.double.calls)
        answer = asyncio.run_coroutine_threadsafe(self._dispatched(body), self.loop).result(30)
        return answer + json.dumps(
            [call.arguments for call in self.double.calls[before:]], default=str, ensure_ascii=False
        )

    async def _dispatched(self, body: dict[str, object]) -> str:
        answer = await self.slack.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        while saying := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(saying, timeout=10)
        while await self.slack.line.send_waiting():
            pass
        return str(answer.body)

    def button(self, user: str, action: str, value: str, **more: str) -> str:
        """A press on a message of the direct message."""
        press = Press(action=action, value=value, **more)
        return self.sends(
            self._pressed(user, "button", action, {"value": press.model_dump_json(exclude_defaults=True)})
        )

    def menu(self, user: str, value: str) -> str:
        """An item of a menu."""
        return self.sends(self._pressed(user, "overflow", "review", {"selected_option": {"value": value}}))

    def home_button(self, user: str, value: str) -> str:
        """A press on the Home tab."""
        press = Press(action="review", value=value)
        body = self._pressed(user, "button", "review", {"value": press.model_dump_json(exclude_defaults=True)})
        return self.sends(
            {**body, "container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}
        )

    def _pressed(self, user: str, kind: str, action: str, chosen: dict[str, object]) -> dict[str, object]:
        stamp = f"{next(self.numbers)}.1"
        pressed = {"type": kind, "action_id": f"press:{action}:0", "block_id": "b", "action_ts": stamp, **chosen}
        container = {"type": "message", "message_ts": "1.1", "channel_id": f"D{user[1:]}", "is_ephemeral": False}
        return {**self._who(user), "type": "block_actions", "actions": [pressed], "container": container}

    def form(self, user: str, number: int, act: str) -> str:
        """The form of an act, filled in and sent."""
        press = Press(action="review", value=f"{number} {act}").model_dump_json(exclude_defaults=True)
        told = {of.id: FILLED[of.id] for of in ACTS[act].fields}
        return self._submitted(user, FILL, json.dumps([press, ""]), told)

    def reply_form(self, user: str, number: int) -> str:
        """The asker's form to reply with."""
        about = Press(action="reply", value=str(number)).model_dump_json(exclude_defaults=True)
        return self._submitted(user, REPLY, about, {"text": "The union does"})

    def answer_form(self, user: str, number: int) -> str:
        """A lead's form to answer with."""
        about = Press(action=ANSWERS, value=str(number)).model_dump_json(exclude_defaults=True)
        return self._submitted(user, ANSWER, about, {ANSWER: "Call me first"})

    def _submitted(self, user: str, name: str, metadata: str, told: dict[str, str]) -> str:
        values = {id: {id: {"type": "plain_text_input", "value": value}} for id, value in told.items()}
        view = {
            "id": "V1",
            "type": "modal",
            "callback_id": name,
            "private_metadata": metadata,
            "state": {"values": values},
        }
        return self.sends({**self._who(user), "type": "view_submission", "view": view})

    def typed(self, user: str, text: str) -> str:
        """A text in the direct message."""
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": f"D{user[1:]}",
            "user": user,
            "text": text,
            "ts": "1",
        }
        name = f"Ev{next(self.numbers)}"
        return self.sends({"type": "event_callback", "team_id": TEAM, "event_id": name, "event": event})

    def slash(self, user: str, text: str) -> str:
        """`/leverage` with words."""
        trigger = f"{next(self.numbers)}.t"
        told = {"command": "/leverage", "text": text, "user_id": user, "team_id": TEAM, "trigger_id": trigger}
        return self.sends(
            {**told, "channel_id": "C1", "channel_name": "general", "response_url": "http://127.0.0.1:9/"}
        )

    def opens(self, user: str, action: str, value: str, **more: str) -> bool:
        """Whether a press opens a form."""
        before = len(self.double.calls)
        self.button(user, action, value, **more)
        return any(call.method == "views.open" for call in self.double.calls[before:])

    def home(self, user: str) -> str:
        """The Home tab is opened."""
        event = {"type": "app_home_opened", "tab": "home", "user": user, "channel": f"D{user[1:]}"}
        name = f"Ev{next(self.numbers)}"
        return self.sends({"type": "event_callback", "team_id": TEAM, "event_id": name, "event": event})

    def _who(self, user: str) -> dict[str, object]:
        who = {"id": user, "team_id": TEAM}
        return {"user": who, "team": {"id": TEAM}, "trigger_id": f"{next(self.numbers)}.t"}


def _person(team: str, user: str) -> Person:
    return Person(channel="slack", workspace=team, user=user)


@contextmanager
def matrix(adviser: Adviser, folder: Path) -> Iterator[Matrix]:
    """The server without its process, over a log with a case for each act."""
    ready = ready_cases(adviser, folder / "ready")
    users = [User(user, user.lower(), team_id=TEAM) for user in ("UASK", "ULEO", *ROLES)]
    place = Workspace(users=users, team_id=TEAM)
    with (
        SlackDouble(place) as double,
        SqliteStore.open(folder / "log.db", bytes(32), folder / "key" / "ledger") as store,
        _running() as loop,
    ):
        slack = SlackSettings(bot_token=double.bot_token, signing_secret=double.signing_secret, api_url=double.api_url)
        settings = Settings(database=folder / "log.db", key_file=folder / "key" / "key", slack=slack, **NAMED)
        made = Slack(settings, slack, TEAM, store, Adviser(adviser.knowledge), lambda *_: None)
        here, elsewhere = (partial(_person, team) for team in (TEAM, ELSEWHERE))
        yield Matrix(store=store, ready=ready, here=here, elsewhere=elsewhere, slack=made, double=double, loop=loop)


@contextmanager
def _running() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
