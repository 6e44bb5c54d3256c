"""Socket Mode: greeting, refresh, broken and deaf connections, and how many there may be."""

import asyncio
import threading
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp

from tests.slack_double import SlackDouble
from tests.slack_double.background import Background
from tests.slack_double.texts import Json

from .conftest import Start
from .running import Api


def hello(app: AsyncApp) -> None:
    """An app that says hello."""

    @app.command("/hello")
    async def say(ack: AsyncAck) -> None:
        await ack("hello")

    @app.event("message")
    async def heard(event: Json) -> None:
        assert event["text"]


def greets(slack: SlackDouble) -> bool:
    """Whether the app answers a command."""
    return slack.slash("alex", "general", "/hello").acknowledged


def test_a_refresh_is_followed_by_a_new_connection(slack: SlackDouble, run_on_sockets: Start) -> None:
    """After refresh_requested the client asks for another address and goes on."""
    run_on_sockets(hello)
    assert greets(slack)
    slack.disconnect_sockets("refresh_requested")
    slack.wait(lambda: slack.sockets == 1)
    assert greets(slack)
    assert [call.method for call in slack.calls].count("apps.connections.open") >= 2


def test_a_broken_connection_is_replaced(slack: SlackDouble, run_on_sockets: Start) -> None:
    """The client notices, and an event that came in between is repeated until it arrives."""
    run_on_sockets(hello)
    slack.break_sockets()
    assert slack.sockets == 0
    slack.wait(lambda: slack.sockets == 1)
    assert greets(slack)


def test_a_deaf_connection_swallows_everything(slack: SlackDouble, run_on_sockets: Start) -> None:
    """It is open and answers pings, but nothing arrives; another connection hears again."""
    run_on_sockets(hello)
    slack.deaf_sockets()
    assert not greets(slack) and slack.sockets == 1
    assert slack.notices("alex") == ['/hello failed with the error "operation_timeout"']
    slack.disconnect_sockets()
    slack.wait(lambda: slack.sockets == 1)
    assert greets(slack)


def test_ten_connections_are_the_most(slack: SlackDouble, api: Api) -> None:
    """Each is greeted with its number; the eleventh is sent away, and an address serves once."""
    addresses = [api("apps_connections_open", app_token=slack.app_token)["url"] for _ in range(11)]

    async def connect_all() -> list[Json]:
        async with aiohttp.ClientSession() as session:
            sockets = [await session.ws_connect(address) for address in addresses]
            greetings: list[Any] = [await socket.receive_json() for socket in sockets]
            try:
                await session.ws_connect(addresses[0])
            except aiohttp.WSServerHandshakeError:
                greetings.append({"type": "refused"})
            for socket in sockets:
                await socket.close()
            return greetings

    greetings = asyncio.run(connect_all())
    assert [one["num_connections"] for one in greetings[:10]] == list(range(1, 11))
    assert greetings[10]["reason"] == "too_many_websockets" and greetings[11]["type"] == "refused"


def test_any_connection_may_get_a_payload(slack: SlackDouble, run_on_sockets: Start) -> None:
    """Two apps on one token share what comes."""
    counts = [0, 0]

    def counting(number: int) -> Any:
        def register(app: AsyncApp) -> None:
            @app.command("/hello")
            async def say(ack: AsyncAck) -> None:
                counts[number] += 1
                await ack()

        return register

    run_on_sockets(counting(0))
    run_on_sockets(counting(1))
    slack.wait(lambda: slack.sockets == 2)
    assert all(greets(slack) for _ in range(20))
    assert sum(counts) == 20 and all(counts)


def test_nothing_is_left_running() -> None:
    """When the double ends, its thread and its port do."""
    before = set(threading.enumerate())
    with SlackDouble() as slack:
        assert Api(slack)("auth_test")["ok"]
        assert len(set(threading.enumerate()) - before) == 1
        address = slack.api_url
    assert set(threading.enumerate()) - before == set()

    async def knock() -> None:
        async with aiohttp.ClientSession() as session, session.post(f"{address}auth.test"):
            pass

    there = Background()
    there.start()
    try:
        there.run(knock())
    except aiohttp.ClientConnectorError:
        return
    finally:
        there.stop()
    raise AssertionError("the port is still served")
