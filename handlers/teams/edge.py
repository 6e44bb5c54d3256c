"""Teams put together: tokens, people, conversation, sender and the endpoint, and what keeps them going."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

from bot.advice import Adviser
from bot.assistant import Assistant
from bot.messages import Card
from bot.store import Store
from handlers.delivery import Delivery
from handlers.line import Line
from handlers.naming import house_of
from handlers.open import new_id, utc_now
from handlers.settings import Settings, TeamsSettings
from handlers.teams.blanking import Blanker
from handlers.teams.connector import Connector
from handlers.teams.conversation import Conversation
from handlers.teams.deliveries import Deliveries
from handlers.teams.endpoint import Endpoint
from handlers.teams.people import People
from handlers.teams.render import messages
from handlers.teams.sender import Chats, Made, Sender
from handlers.teams.tokens import NoToken, Tokens
from handlers.web.metrics import Metrics
from knowledge.schema.company import Contacts
from knowledge.schema.entry import Language

log = logging.getLogger(__name__)

DUE_SECONDS = 2.0
THREADS = 16
"""Turns that may be under way: most of them wait for the disk, and those that wait together are kept together."""


AROUND = ".,;:()<>[]\"'"
"""What may stand around an address in a sentence."""


class Teams:
    """The Teams edge: `http` takes activities, `running` keeps the sender and the due jobs going."""

    def __init__(
        self, settings: Settings, teams: TeamsSettings, store: Store, adviser: Adviser, metrics: Metrics
    ) -> None:
        self._teams, self._knowledge = teams, adviser.knowledge
        self._own = addresses_of(adviser.knowledge.contacts)
        house = house_of(settings, "teams", teams.tenant_id)
        self._assistant = Assistant(adviser, store, now=utc_now, new_id=new_id, house=house)
        self._tokens = Tokens(teams)
        self._connector = Connector(self._tokens, metrics.sent)
        chats = Chats(self._connector, teams.service_url, teams.tenant_id)
        sender = Sender(self._connector, store, chats, self._rendered)
        self._line = Line(store, "teams", sender)
        conversation = Conversation(self._assistant, store, adviser, self._line, sender)
        people = People(self._connector, teams.tenant_id)
        deliveries = Deliveries(conversation, people, self._connector, chats, self._for, self._refusal)
        self.http = Endpoint(self._tokens.check, deliveries.take, metrics)
        self._blanker = Blanker(
            self._connector, store, chats, self._knowledge.texts, self._rendered, self._assistant.forget
        )
        self._tasks: list[asyncio.Task[None]] = []

    def _rendered(self, cards: Sequence[Card], language: Language) -> tuple[Made, ...]:
        made = messages(cards, self._knowledge.texts[language], own=self._own)
        return tuple(Made(message.summary, message.card) for message in made)

    def _for(self, cards: Sequence[Card], delivery: Delivery) -> tuple[Made, ...]:
        return self._rendered(cards, delivery.language)

    def _refusal(self, delivery: Delivery) -> str:
        words, contacts = self._knowledge.texts[delivery.language], self._knowledge.contacts
        return words(
            "teams.members_only",
            emergency=contacts.emergency_number or words("chat.local_emergency"),
            reporting=contacts.reporting_channel or words("chat.not_set"),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While this is open, cards are sent and due jobs done."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        await asyncio.to_thread(self._assistant.enrol)
        if not self._assistant.house.duty:
            log.warning("LEVERAGE_LEADS names nobody in Teams: cards say that nobody is on duty")
        works = (self._line.run(), self._do_due(), self._keep_time(), self._blanker.run())
        self._tasks = [asyncio.create_task(work) for work in works]
        try:
            yield
        finally:
            for task in self._tasks:
                task.cancel()
            for task in self._tasks:
                with suppress(asyncio.CancelledError):
                    await task
            await self._connector.close()

    async def _do_due(self) -> None:
        while True:
            await _unless_the_log_waits("due jobs wait", self._run_due)
            await asyncio.sleep(DUE_SECONDS)

    async def _run_due(self) -> None:
        if await asyncio.to_thread(self._assistant.run_due, utc_now()):
            self._line.wake()

    async def _keep_time(self) -> None:
        """Once a day what has outlived its time is erased, a portion at a time: nobody waits for it."""
        while True:
            await _unless_the_log_waits("retention waits", self._run_retention)
            await asyncio.sleep(DUE_SECONDS)

    async def _run_retention(self) -> None:
        await asyncio.to_thread(self._assistant.retention.run_due, utc_now())

    # ---- health ----

    async def reaches_teams(self) -> str:
        """ "ok" when Microsoft gives us a token; else what is wrong."""
        try:
            await self._tokens.ours()
        except NoToken as error:
            return f"Microsoft gives no token: {error}"
        return "ok"

    async def works(self) -> str:
        """ "ok" while cards are sent and due jobs done."""
        return "sending has ended: start the server again" if any(task.done() for task in self._tasks) else "ok"


def addresses_of(contacts: Contacts) -> tuple[str, ...]:
    """The words of what the company has set that may be an address to copy: where to report, whom to ask."""
    told = (contacts.reporting_channel, contacts.counsel, contacts.company_channel, *contacts.leads)
    return tuple(word.strip(AROUND) for one in told for word in one.split())


async def _unless_the_log_waits(what: str, work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except sqlite3.Error as error:
        # A full disk, say: it stays to be done, and the health check says that nothing can be written.
        log.error("%s: %s", what, type(error).__name__)  # noqa: TRY400  # a trace would quote values
