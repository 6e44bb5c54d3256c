"""What goes wrong, on purpose: late answers, repetitions, broken connections, refused and dropped calls."""

import asyncio
import time
from collections import Counter

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_double import Fault, Faults, SlackDouble
from tests.slack_double.background import Background
from tests.slack_double.texts import Json

from .conftest import Start
from .running import Api


async def _post(slack: SlackDouble, *, patient: bool = False) -> Json:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    # Connection errors are repeated by default: here each is to be seen.
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=3)] if patient else []
    return dict((await client.chat_postMessage(channel="C0GENERAL", text="hello")).data)  # type: ignore[arg-type]


def test_a_rate_limited_call_says_when_to_come_back(slack: SlackDouble) -> None:
    """429 with Retry-After; nothing is carried out until the client has waited."""
    slack.next("chat.postMessage", Fault("rate_limited", retry_after=0))
    asyncio.run(_post(slack, patient=True))
    assert [(call.status, call.ok) for call in slack.calls] == [(429, False), (200, True)]
    assert len(slack.messages("general")) == 1


def test_a_server_error_carries_nothing_out(slack: SlackDouble) -> None:
    """500, and not in JSON."""
    slack.next("chat.postMessage", "server_error")
    with pytest.raises(SlackApiError):
        asyncio.run(_post(slack))
    assert slack.messages("general") == [] and slack.calls[0].status == 500


def test_a_fault_of_one_channel_spares_the_others(slack: SlackDouble) -> None:
    """It waits for the call it is meant for."""
    slack.next("chat.postMessage", Fault("server_error", channel="C0OTHER"))
    asyncio.run(_post(slack))
    assert len(slack.messages("general")) == 1


@pytest.mark.parametrize(("fault", "posted"), [("dropped_before", 0), ("dropped_after", 1)])
def test_a_dropped_call_leaves_the_app_in_doubt(slack: SlackDouble, fault: str, posted: int) -> None:
    """The connection is cut, before anything was carried out or after."""
    slack.next("chat.postMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        asyncio.run(_post(slack))
    assert len(slack.messages("general")) == posted


@pytest.mark.parametrize(("after", "posted"), [(False, 0), (True, 1)])
def test_a_call_can_be_held_at_a_gate(slack: SlackDouble, after: bool, posted: int) -> None:
    """Before it is carried out or after; it is never answered, and once the gate is gone calls are as ever."""

    async def act() -> None:
        with slack.holding("chat.postMessage", after=after) as gate:
            posting = asyncio.create_task(_post(slack))
            await asyncio.to_thread(gate.wait)
            assert len(slack.messages("general")) == posted and not posting.done()
        with pytest.raises(aiohttp.ClientError):
            await posting
        assert (await _post(slack))["ok"]

    asyncio.run(act())
    assert len(slack.messages("general")) == posted + 1


def test_any_error_can_be_ordered(slack: SlackDouble, api: Api) -> None:
    """The next call answers with it, the one after does not."""
    slack.next("users.info", "internal_error")
    assert api("users_info", user="U0SAM")["error"] == "internal_error"
    assert api("users_info", user="U0SAM")["ok"]


def test_faults_come_by_rate_and_by_method(slack: SlackDouble, api: Api) -> None:
    """The same seed gives the same faults; a method with rates of its own goes by those."""

    def outcomes() -> list[bool]:
        slack.faults = Faults(rate_limited=0.5, seed=3, by_method={"auth.test": Faults()})
        return [api("users_info", user="U0SAM")["ok"] for _ in range(12)]

    first = outcomes()
    assert first == outcomes() and set(first) == {True, False}
    assert all(api("auth_test")["ok"] for _ in range(5))
    slack.faults = Faults()
    assert all(api("users_info", user="U0SAM")["ok"] for _ in range(5))


def test_a_late_acknowledgement_is_seen_by_the_user(slack: SlackDouble, run: Start) -> None:
    """Never acknowledged means operation_timeout, for a command; one answer came, without a status."""

    def register(app: AsyncApp) -> None:
        @app.command("/slow")
        async def slow(ack: AsyncAck) -> None:
            await asyncio.sleep(1.2)
            await ack("late")

    run(register)
    answer = slack.slash("alex", "general", "/slow")
    assert (answer.acknowledged, answer.status) == (False, 0)
    assert slack.notices("alex") == ['/slow failed with the error "operation_timeout"']
    assert slack.ephemeral("alex", "general") == [] and slack.notices("sam") == []


def test_without_an_app_there_is_nobody_to_dispatch_to(slack: SlackDouble) -> None:
    """No connection at all: dispatch_failed, and the event's tries are all in vain."""
    slack.slash("alex", "general", "/hello")
    assert slack.notices("alex") == ['/hello failed with the error "dispatch_failed"']
    assert [one.reason for one in slack.message("alex", "hello").tries] == ["connection_failed"] * 4


def test_an_event_that_is_not_taken_comes_again(slack: SlackDouble, run: Start) -> None:
    """Until it is taken the same event comes, with the number of the repetition and the reason."""
    heard: list[tuple[str, str]] = []

    def register(app: AsyncApp) -> None:
        @app.middleware
        async def fail_twice(req: object, body: Json, next: object) -> None:
            headers = {name.lower(): value for name, value in getattr(req, "headers", {}).items()}
            heard.append((body["event_id"], (headers.get("x-slack-retry-num") or ["0"])[0]))
            if len(heard) < 3:
                raise RuntimeError("not yet")
            await next()  # type: ignore[operator]

        @app.event("message")
        async def message(event: Json) -> None:
            assert event["text"] == "hello"

    run(register)
    answer = slack.message("alex", "hello")
    assert answer.acknowledged and len(answer.tries) == 3
    assert len({event_id for event_id, _ in heard}) == 1
    assert [number for _, number in heard] == ["0", "1", "2"]


def test_no_retry_stops_the_repetitions(slack: SlackDouble) -> None:
    """X-Slack-No-Retry: 1 is heeded, and three repetitions are the most without it."""
    seen: Counter[str] = Counter()

    async def handle(request: aiohttp.web.Request) -> aiohttp.web.Response:
        body = await request.json()
        seen[body["event"]["text"]] += 1
        headers = {"X-Slack-No-Retry": "1"} if body["event"]["text"] == "once" else {}
        return aiohttp.web.Response(status=500, headers=headers)

    there = Background()
    there.start()
    application = aiohttp.web.Application()
    application.router.add_post("/", handle)
    runner = aiohttp.web.AppRunner(application, access_log=None, shutdown_timeout=0.1)

    async def start() -> int:
        await runner.setup()
        await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
        return int(runner.addresses[0][1])

    slack.deliver_to(f"http://127.0.0.1:{there.run(start())}/")
    tries = [len(slack.message("alex", text).tries) for text in ("once", "again")]
    there.run(runner.cleanup())
    there.stop()
    assert tries == [1, 4] and seen == {"once": 1, "again": 4}


@pytest.mark.parametrize("at_once", [True, False])
def test_a_repeated_delivery_is_the_same_twice(slack: SlackDouble, run: Start, at_once: bool) -> None:
    """The same event_id, the same trigger: the second exchange of it is refused."""
    heard: list[str] = []

    def register(app: AsyncApp) -> None:
        @app.event("message")
        async def message(body: Json) -> None:
            heard.append(body["event_id"])

        @app.command("/open")
        async def opened(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            heard.append(body["trigger_id"])

    run(register)
    slack.faults = Faults(repeat=1.0, repeat_at_once=at_once)
    slack.message("alex", "hello")
    slack.slash("alex", "general", "/open")
    slack.wait(lambda: len(heard) == 4)
    assert heard[0] == heard[1] and heard[2] == heard[3]


def test_raw_requests_are_signed_as_asked(slack: SlackDouble, run_on_http: Start) -> None:
    """Bolt takes what is signed rightly and recently, and nothing else."""

    def register(app: AsyncApp) -> None:
        @app.event("message")
        async def message(event: Json) -> None:
            assert event["text"] == "hello"

    run_on_http(register)
    assert slack.verify_url("abc").body == {"challenge": "abc"}
    body = '{"type": "event_callback", "event": {"type": "message", "text": "hello"}}'
    now = time.time()
    statuses = [
        slack.raw(body).status,
        slack.raw(body, signed=False).status,
        slack.raw(body, timestamp=now - 301).status,
        slack.raw(body, {"X-Slack-Signature": "v0=nonsense"}).status,
    ]
    assert statuses == [200, 401, 401, 401]
