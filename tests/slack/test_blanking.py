"""What we wrote about an erased consultation leaves the chat, whatever fails on the way; nobody else's words do."""

import asyncio
import time

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import SqliteStore
from bot.record import Person, Posted, Turn
from bot.views.blanked import headed
from handlers.open import open_store
from handlers.settings import read_settings
from handlers.slack.blanking import Blanker
from knowledge import load
from tests.sampling import long
from tests.slack.serving import ALEX, LEAD, company, environment, serving, start
from tests.slack.test_kills import kill, settle
from tests.slack.test_sender import put_out, said, send
from tests.slack_double import Faults, SlackDouble, plain

BLANK = "Case 0001 is erased. What stood here is gone."


class Blanking:
    """A blanker that remembers what it let go of and whose Home it showed."""

    def __init__(self, slack: SlackDouble, store: SqliteStore) -> None:
        self.forgotten: set[str] = set()
        self.shown: list[str] = []
        self._client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self.blanker = Blanker(self._client, store, load().texts, self.forgotten.add, self._home)

    async def _home(self, person: Person) -> None:
        self.shown.append(person.user)

    def work(self, rounds: int = 1) -> None:
        """Blank what can be blanked, so many times; a test does not wait."""

        async def working() -> None:
            for _ in range(rounds):
                await self.blanker.work()
                self.blanker._not_before.clear()

        asyncio.run(working())


def test_every_message_says_that_it_is_gone(slack, store):
    """The asker's and a lead's, in all their parts; what people typed stays; who is told, is told once."""
    slack.message(ALEX, "typed by hand")
    put_out(store, "one", "two")
    put_out(store, "for the lead", place=f"slack:dm:{LEAD}")
    send(slack, store)
    store.erase("c1")
    blanking = Blanking(slack, store)
    blanking.work()
    assert said(slack) == ["typed by hand", BLANK, BLANK]
    assert said(slack, LEAD) == [BLANK]
    assert not any(message.get("blocks") for message in slack.messages(LEAD))
    assert (blanking.forgotten, blanking.shown) == ({"c1"}, ["U-ada"])
    assert store.to_blank() == ()


def test_what_is_withdrawn_is_not_called_erased(slack, store):
    """The lead's message says that they may not read it, as a form's title would; the asker's message stays."""
    put_out(store, "one")
    put_out(store, "for the lead", place=f"slack:dm:{LEAD}")
    send(slack, store)
    slack.open_home(LEAD)
    was = store.standing("c1")
    lead = Person(channel="slack", workspace="T1", user=LEAD)
    now = was.model_copy(update={"revision": was.revision + 1})
    store.save(Turn(delivery="w", revision=was.revision, standing=now, withdrawn=(lead,)))
    blanking = Blanking(slack, store)
    blanking.work()
    assert said(slack, LEAD) == ["You can't read case 0001 any more. What stood here is gone."]
    assert said(slack) == ["one"] and blanking.shown == [LEAD]
    assert headed(load().texts["en"], Posted(id="x", place="p", consultation="c1", withdrawn=True)) != "Erased"
    assert store.to_blank() == () and store.verify() == ()


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "dropped_before", "dropped_after", "invalid_auth"])
def test_a_failure_only_delays_it(slack, store, fault):
    """Whether Slack carried it out or not."""
    put_out(store, "one")
    send(slack, store)
    store.erase("c1")
    blanking = Blanking(slack, store)
    slack.next("chat.update", fault)
    blanking.work()
    assert store.to_blank()
    blanking.work()
    assert (said(slack), store.to_blank()) == ([BLANK], ())


def test_what_is_gone_already_holds_up_nothing(slack, store):
    """A message that somebody deleted, a form that was closed, a file that is no more, a person who left."""
    put_out(store, "one", "two")
    send(slack, store)
    store.said("form", "c1", f"slack:view:{ALEX}", "VNONE")
    store.said("file", "c1", f"slack:file:{ALEX}", "FNONE")
    store.said("gone", "c1", "slack:dm:UNOBODY001")
    store.erase("c1")
    slack.next("chat.update", "message_not_found")
    blanking = Blanking(slack, store)
    blanking.blanker._looked["gone"] = time.monotonic() - 100
    blanking.work()
    assert (said(slack), store.to_blank()) == ([BLANK, "two"], ())


def test_what_can_not_be_edited_is_deleted(slack, store):
    """Where the company's rules end edits after a while."""
    put_out(store, "one")
    send(slack, store)
    store.erase("c1")
    slack.next("chat.update", "edit_window_closed")
    Blanking(slack, store).work()
    assert (said(slack), store.to_blank()) == ([], ())


def test_a_home_is_drawn_once_for_all_that_was_erased(slack, store):
    """However many of the cases stood there; what is erased later draws it again."""
    for number in (1, 2, 3):
        put_out(store, "one", name=f"c{number}")
        for count in range(2):
            store.said(f"h{number}{count}", f"c{number}", f"slack:home:{LEAD}", "T1")
    store.erase("c1")
    store.erase("c2")
    blanking = Blanking(slack, store)
    blanking.blanker._looked.update({"c1-one": 0.0, "c2-one": 0.0})
    blanking.work()
    assert sorted(blanking.shown) == ["U-ada", LEAD]
    store.erase("c3")
    blanking.work()
    assert sorted(blanking.shown) == ["U-ada", "U-ada", LEAD, LEAD]


def test_a_card_whose_place_nobody_knows_is_looked_for(slack, store):
    """Killed between sending and recording, then erased: it is found by its id, however long that takes."""
    put_out(store, "one")
    (card,) = store.waiting()
    blanking = Blanking(slack, store)
    with slack.holding("chat.update", after=False):
        store.erase("c1")
        blanking.work()
    assert store.to_blank()
    asyncio.run(post(slack, card.id))
    blanking.work()
    assert (said(slack), store.to_blank()) == ([BLANK], ())


def test_one_that_is_on_its_way_holds_up_no_other(slack, store):
    """What stands there already goes at once."""
    put_out(store, "one")
    send(slack, store)
    put_out(store, "two", "three")
    store.erase("c1")
    Blanking(slack, store).work()
    assert (said(slack), len(store.to_blank())) == ([BLANK], 2)


async def post(slack: SlackDouble, id: str) -> None:
    """What the sender was about to post."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    opened = await client.conversations_open(users=ALEX)
    metadata = {"event_type": "leverage_card", "event_payload": {"id": id, "part": 0}}
    await client.chat_postMessage(channel=opened["channel"]["id"], text="one", metadata=metadata)


def test_through_bad_weather(slack, store):
    """30 % 429, 10 % 500, 10 % dropped: in the end nothing is left."""
    put_out(store, *(f"{n:02d}" for n in range(30)))
    send(slack, store, rounds=30)
    store.erase("c1")
    slack.faults = Faults(rate_limited=0.3, server_error=0.1, dropped_before=0.05, dropped_after=0.05, seed=3)
    Blanking(slack, store).work(rounds=100)
    assert (set(said(slack)), store.to_blank()) == ({BLANK}, ())


@long
def test_killed_between_the_erasure_and_the_blanking(home):
    """The next server blanks; the asker's Home lists the case no more."""
    with SlackDouble(company()) as slack:
        process = start(slack, socket=False, LEVERAGE_LEADS="")
        slack.open_home(ALEX)
        assert slack.message(ALEX, "Our supplier quetzal keeps the passports of migrant workers").acknowledged
        settle(slack)
        slack.open_home(ALEX)
        assert "0001" in plain(slack.home(ALEX))
        with slack.holding("chat.update", after=False) as gate:
            assert slack.message(ALEX, "erase 0001").acknowledged
            gate.wait(60)
            kill(process)
        with serving(slack, socket=False):
            slack.wait(lambda: any(plain(one).startswith(BLANK) for one in slack.messages(ALEX)) or None, 30)
            slack.wait(lambda: "0001" not in plain(slack.home(ALEX)) or None, 30)
        with open_store(read_settings(environment(slack, socket=False))) as (store, _):
            assert store.to_blank() == ()
        assert not [one for one in slack.messages(ALEX) if "bot_id" in one and "quetzal" in str(one)]
