"""Slack put together: clients, people, conversation, sender and the Bolt app, and what keeps them going."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

from aiohttp import ClientSession
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.messages import Card
from bot.record import Person
from bot.store import Store
from handlers.delivery import Delivery
from handlers.line import Line
from handlers.naming import house_of
from handlers.open import new_id, utc_now
from handlers.settings import SettingError, Settings, SlackSettings
from handlers.slack.app import build
from handlers.slack.blanking import Blanker
from handlers.slack.conversation import Conversation
from handlers.slack.documents import Documents
from handlers.slack.leads import Leads
from handlers.slack.manifest import EVENTS_PATH
from handlers.slack.parse import workspace_name
from handlers.slack.people import People
from handlers.slack.refusals import NO_ANSWER, error_of
from handlers.slack.render import messages
from handlers.slack.retries import retry_handlers
from handlers.slack.sender import Rendered, Sender
from knowledge.schema.entry import Language
from knowledge.texts import Texts

log = logging.getLogger(__name__)

DUE_SECONDS = 2.0
THREADS = 16
"""Turns that may be under way: most of them wait for the disk, and those that wait together are kept together."""


class Slack:
    """The Slack edge: `app` takes deliveries, `running` keeps the sender, the due jobs and the socket going."""

    def __init__(
        self,
        settings: Settings,
        slack: SlackSettings,
        workspace: str,
        store: Store,
        adviser: Adviser,
        counted: Callable[[str, str], None],
    ) -> None:
        self._settings, self._knowledge = slack, adviser.knowledge
        house = house_of(settings, "slack", workspace)
        self._assistant = Assistant(adviser, store, now=utc_now, new_id=new_id, house=house)
        self._client = client_of(slack)
        # What is safe to send again is decided case by case: a first post is not, nor is a document.
        careful = self._careful = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        sender = Sender(careful, self._rendered, counted)
        self.line = Line(store, "slack", sender)
        documents = Documents(careful, counted)
        self._leads = Leads(settings, workspace, careful, self._assistant.settle)
        self._conversation = conversation = Conversation(
            self._assistant, store, adviser, self._leads, self._client, self.line, sender, documents
        )
        self._people = People(self._client)
        self._blanker = Blanker(careful, store, self._knowledge.texts, self._assistant.forget, self._show_home)
        self.app: AsyncApp = build(
            conversation,
            self._people,
            self._client,
            signing_secret=slack.signing_secret,
            refused=self._refusal,
            texts=adviser.knowledge.texts,
        )
        self.http = AsyncSlackRequestHandler(self.app, EVENTS_PATH)
        self._socket: AsyncSocketModeHandler | None = None
        self._heard = time.monotonic()
        self._tasks: list[asyncio.Task[None]] = []

    def _rendered(self, cards: tuple[Card, ...], language: Language) -> Rendered:
        made = messages(cards, self._knowledge.texts[language])
        return tuple((message.text, tuple(message.blocks)) for message in made)

    def _refusal(self, words: Texts) -> str:
        contacts = self._knowledge.contacts
        return words(
            "slack.members_only",
            emergency=contacts.emergency_number or words("chat.local_emergency"),
            reporting=contacts.reporting_channel or words("chat.not_set"),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is open, cards are sent, due jobs are done, and the socket (if any) is connected."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        # One session for all calls: a connection for each would cost more than the call.
        async with ClientSession() as session:
            self._client.session = self._careful.session = session
            async with self._at_work():
                yield

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        await self._leads.kept_fresh()
        await asyncio.to_thread(self._assistant.enrol)
        if not self._assistant.house.duty:
            log.warning("LEVERAGE_LEADS names nobody in Slack, nor does a group: cards say that nobody is on duty")
        works = (self.line.run(), self._do_due(), self._keep_time(), self._blanker.run())
        tasks = self._tasks = [asyncio.create_task(work) for work in works]
        try:
            if self._settings.app_token:
                self._socket = AsyncSocketModeHandler(
                    self.app, self._settings.app_token, web_client=client_of(self._settings)
                )
                await self._socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
            yield
        finally:
            if self._socket is not None:
                await self._socket.close_async()  # type: ignore[no-untyped-call]  # as above
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task

    async def _do_due(self) -> None:
        while True:
            await self._leads.kept_fresh()
            try:
                if await asyncio.to_thread(self._assistant.run_due, utc_now()):
                    self.line.wake()
            except sqlite3.Error as error:
                # A full disk, say: the jobs stay claimable, and the health check says that nothing can be written.
                log.error("due jobs wait: %s", type(error).__name__)  # noqa: TRY400  # a trace would quote values
            await asyncio.sleep(DUE_SECONDS)

    async def _keep_time(self) -> None:
        """Once a day what has outlived its time is erased, a portion at a time: nobody waits for it."""
        while True:
            try:
                await asyncio.to_thread(self._assistant.retention.run_due, utc_now())
            except sqlite3.Error as error:
                log.error("retention waits: %s", type(error).__name__)  # noqa: TRY400  # a trace would quote values
            await asyncio.sleep(DUE_SECONDS)

    async def _show_home(self, person: Person) -> None:
        """The Home tab of a person who was shown a consultation that was erased."""
        profile = await self._people.profile(person.user, person.workspace.rpartition(".")[2])
        await self._conversation.homes.show(Delivery(person, profile.language, new_id()))

    # ---- health ----

    async def reaches_slack(self) -> str:
        """ "ok" when Slack knows our token; else what is wrong."""
        try:
            await self._client.auth_test()
        except SlackApiError:
            return "Slack refuses the bot token"
        except NO_ANSWER:
            return "Slack can't be reached"
        return "ok"

    async def socket_is_fresh(self) -> str:
        """ "ok" while the socket is connected, or none is used."""
        connected = self._socket is None or await self._socket.client.is_connected()
        return "ok" if connected else "the socket is not connected"

    async def works(self) -> str:
        """ "ok" while cards are sent and due jobs done."""
        return "sending has ended: start the server again" if any(task.done() for task in self._tasks) else "ok"

    def socket_age(self) -> float:
        """Seconds since Slack was last heard of on the socket; 0 where none is used."""
        if self._socket is None:
            return 0.0
        last = getattr(self._socket.client, "last_ping_pong_time", None)
        return time.time() - last if last else time.monotonic() - self._heard


async def workspace_of(settings: SlackSettings) -> str:
    """The workspace that the token is for, "ENTERPRISE.TEAM" on Enterprise Grid. Raises SettingError."""
    try:
        answer = await client_of(settings).auth_test()
    except SlackApiError as error:
        name = error_of(error.response) or "something is wrong there"
        raise SettingError(f"SLACK_BOT_TOKEN: Slack says {name}. Install the app again and copy its token.") from error
    except NO_ANSWER as error:
        raise SettingError(f"SLACK_API_URL: {settings.api_url} can't be reached. Check the network.") from error
    return workspace_name(answer.get("enterprise_id"), answer.get("team_id"))


def client_of(settings: SlackSettings) -> AsyncWebClient:
    """A client that waits and tries again where that is safe."""
    return AsyncWebClient(token=settings.bot_token, base_url=settings.api_url, retry_handlers=retry_handlers())
