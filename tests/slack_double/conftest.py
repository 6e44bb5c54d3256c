"""What the double's own tests share: the double, a client, and an app over either way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.slack_double import SlackDouble

from .pieces import people
from .running import Api, Register, RunningApp

Start = Callable[[Register], None]


@pytest.fixture
def slack() -> Iterator[SlackDouble]:
    """The double, impatient, with somebody of every kind."""
    with SlackDouble(people(), ack_seconds=1.0, retry_seconds=(0.0, 0.01, 0.02)) as double:
        yield double


@pytest.fixture
def api(slack: SlackDouble) -> Api:
    """The SDK's client with the bot's token."""
    return Api(slack)


@contextmanager
def starting(slack: SlackDouble, *, over_http: bool) -> Iterator[Start]:
    """Start Bolt apps, one way; they end with the block."""
    running: list[RunningApp] = []
    yield lambda register: running.append(RunningApp(slack, register, over_http=over_http))
    for app in running:
        app.stop()


@pytest.fixture(params=["http", "socket"])
def run(request: pytest.FixtureRequest, slack: SlackDouble) -> Iterator[Start]:
    """Start a Bolt app; every test that uses it runs over HTTP and over Socket Mode."""
    with starting(slack, over_http=request.param == "http") as start:
        yield start


@pytest.fixture
def run_on_sockets(slack: SlackDouble) -> Iterator[Start]:
    """Start a Bolt app over Socket Mode."""
    with starting(slack, over_http=False) as start:
        yield start


@pytest.fixture
def run_on_http(slack: SlackDouble) -> Iterator[Start]:
    """Start a Bolt app over HTTP."""
    with starting(slack, over_http=True) as start:
        yield start
