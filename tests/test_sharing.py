"""Asking a lead and sharing, in any channel's terms: ticked, seen, sent once, and answered."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.access import Named
from bot.advice import Adviser
from bot.assistant import Assistant
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue.scene import House, Scene
from bot.log import SqliteStore
from bot.messages import Card, Incoming, Press
from bot.record import Person
from bot.views.plain import plain
from bot.views.public import shareable
from tests.replay import KEY

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
KIM, LEAD, OTHER = (Person(channel="slack", workspace="T1", user=user) for user in ("UKIM", "ULEAD", "UOTHER"))
SITUATION = "Our supplier quetzalcoatl holds the workers' passports. The audit is next week."
CARDS: TypeAdapter[tuple[Card, ...]] = TypeAdapter(tuple[Card, ...])


class Office:
    """An assistant with a lead on duty."""

    def __init__(self, adviser: Adviser, store: SqliteStore) -> None:
        ids, self._deliveries = count(1), count(1)
        house = House(leads=2, named=Named(leads=(LEAD, OTHER)))
        self.store = store
        self.assistant = Assistant(adviser, store, now=lambda: NOW, new_id=lambda: f"c{next(ids)}", house=house)

    def does(self, person: Person, text: str = "", press: Press | None = None) -> str:
        """What the person is shown."""
        name = f"d{next(self._deliveries)}"
        incoming = Incoming(person=person, place=person.private_place, delivery=name, text=text, press=press)
        return plain(self.assistant.handle(incoming).cards)

    def reads(self, person: Person) -> str:
        """All that waits to be sent to a person."""
        waiting = [out for out in self.store.waiting() if out.place == person.private_place]
        return "\n".join(plain(CARDS.validate_python(out.card["cards"])) for out in waiting)


@pytest.fixture
def office(adviser: Adviser) -> Iterator[Office]:
    """Kim has a result."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with SqliteStore.open(path / "log.db", KEY, path / "elsewhere" / "ledger", now=lambda: NOW) as store:
            made = Office(adviser, store)
            for line in (SITUATION, "yes", "linkage", "facts", "strong"):
                made.does(KIM, line)
            yield made


def test_a_lead_reads_what_was_ticked_and_answers(office: Office) -> None:
    """Names in the question are replaced; the answer reaches the asker; neither reads a name."""
    assert "Tick each" in office.does(KIM, "ask lead may we tell Maria Lopez?")
    assert "What I go on" not in office.reads(LEAD)
    assert "This is what the lead will read" in office.does(KIM, "actor")
    assert "An answer comes to you here" in office.does(KIM, "send it")
    read = office.reads(LEAD)
    assert "Whose behaviour" in read and "may we tell [name]?" in read and "SUP-" in read
    assert not {word for word in ("quetzalcoatl", "Danger", "UKIM") if word in read}
    answer = Press(action="answer_asker", value="0001 Not yet. Call me.")
    assert "on its way" in office.does(LEAD, press=answer)
    assert "Not yet. Call me." in office.reads(KIM)
    assert office.store.verify() == ()


@pytest.mark.parametrize("who", [KIM, OTHER])
@pytest.mark.parametrize("value", ["0001 hello", "0001 ", "0099 hello", "x hello", ""])
def test_only_a_lead_who_was_asked_answers(office: Office, who: Person, value: str) -> None:
    """Nothing is sent to anybody."""
    for line in ("ask lead", "none of these", "yes"):
        office.does(KIM, line)
    before = office.reads(KIM)
    assert "Nothing was sent" in office.does(who, press=Press(action="answer_asker", value=value))
    assert office.reads(KIM) == before


def test_nothing_is_sent_before_a_yes(office: Office) -> None:
    """Skipped at the facts, refused at the preview, or neither yes nor no: nothing goes."""
    office.does(KIM, "ask lead")
    assert "Tick each" in office.does(KIM, "perhaps")
    assert "Nothing was sent" in office.does(KIM, "skip")
    for said in ("no", "skip"):
        office.does(KIM, "ask lead")
        office.does(KIM, "situation and nothing of the sort")
        office.does(KIM, "situation")
        assert "Send it?" in office.does(KIM, "perhaps later")
        assert "Nothing was sent" in office.does(KIM, said)
    assert "asks for advice" not in office.reads(LEAD)


def test_a_colleague_is_chosen_by_the_channel(office: Office) -> None:
    """By a press, which a channel has checked; never oneself, and never typed."""
    share = Press(action="share", value="UOTHER", consultation="c1")
    assert "your colleague" in office.does(KIM, press=share)
    office.does(KIM, "none of these")
    office.does(KIM, "yes")
    read = office.reads(OTHER)
    assert "none were passed on" in read and "quetzalcoatl" not in read
    assert "Choose somebody else" in office.does(KIM, press=share.model_copy(update={"value": "UKIM"}))
    assert "your colleague" not in office.does(KIM, "share UOTHER")


def test_where_nobody_is_on_duty_the_contact_is_named(office: Office, adviser: Adviser) -> None:
    """At a terminal, say."""
    local = Person(channel="local", workspace="", user="kim")
    for line in (SITUATION, "yes", "linkage", "facts", "strong"):
        office.does(local, line)
    assert "No lead can be reached from here" in office.does(local, "ask lead")
    assert "Fit for anybody" in office.does(local, "share")


def test_a_channel_gets_nothing_of_a_case(office: Office) -> None:
    """Levers and sources of one's own result; nothing of another's, and nothing before there is one."""

    def shown(person: Person, consultation: str) -> str:
        press = Press(action="share", value="C1", consultation=consultation)
        incoming = Incoming(person=person, place=person.private_place, delivery="x", press=press)
        return plain(office.assistant.for_channel(incoming))

    read = shown(KIM, "c1")
    assert "SUP-" in read and "Shift" in read
    assert not {word for word in ("quetzalcoatl", "0001", "Danger") if word in read}
    assert shown(OTHER, "c1") == ""
    assert office.assistant.for_channel(Incoming(person=KIM, place="", delivery="y")) == ()
    office.does(OTHER, "new Our customer tracks journalists with our cameras")
    assert shown(OTHER, "c2") == ""


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("levers suppliers", "SUP-"),
        ("SUP-A2", "SUP-A2"),
        ("levers", ""),
        ("levers suplier", ""),
        ("levers parking", ""),
    ],
)
def test_only_the_exact_grammar_may_stand_in_a_channel(adviser: Adviser, text: str, holds: str) -> None:
    """No mended word, no "nothing fits", no button that carries what was typed."""
    words = adviser.knowledge.texts["en"]
    scene = Scene(adviser, Commands(adviser.knowledge), words, Consultation(), NOW)
    cards = shareable(scene, text)
    assert (holds in plain(cards)) if holds else cards == ()
    assert not any(card.buttons for card in cards)
    assert shareable(replace(scene), "our guards beat people at the gate") == ()


def test_preparing_changes_no_advice(adviser: Adviser) -> None:
    """It only makes the first message as quick as the second."""
    before = adviser.advise(Consultation(situation=SITUATION))
    adviser.prepare()
    assert adviser.advise(Consultation(situation=SITUATION)) == before
