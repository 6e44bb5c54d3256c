"""What comes in and goes out: frozen, without unknown fields, and the same after a trip through JSON."""

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.messages import (
    Button,
    Card,
    Choices,
    Detail,
    Entry,
    Facts,
    Form,
    Incoming,
    Listing,
    Note,
    Option,
    Press,
    Row,
    Section,
)
from bot.record import Person

BUTTON = Button(press=Press(action="answer", value="SUP", consultation="c1", question="actor", revision=3), label="A")
CARDS = [
    Note(lines=("One.", "Two."), urgent=True, buttons=(BUTTON,)),
    Facts(title="What I go on", rows=(Row(label="Over whom", value="suppliers"),)),
    Choices(question="actor", progress="2 of 6", title="Who?", options=(Option(id="SUP", label="A", chosen=True),)),
    Form(question="country", title="Which country?"),
    Listing(title="Levers", entries=(Entry(id="SUP-A1", title="Contracts"),)),
    Detail(title="Contracts", sections=(Section(title="How", lines=("So.",)),), source="Shift 2013, Annex A 1.A"),
]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.kind)
def test_a_card_survives_json(card):
    """Its kind tells which card it is."""
    cards = TypeAdapter(Card)
    assert cards.validate_json(cards.dump_json(card)) == card


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.kind)
def test_a_card_is_frozen_and_closed(card):
    """Nobody changes what was said, and nobody adds a field unseen."""
    with pytest.raises(ValidationError, match="frozen"):
        card.kind = "other"
    with pytest.raises(ValidationError, match="Extra inputs"):
        type(card)(**card.model_dump(), colour="red")


def test_a_delivery_is_text_or_a_press():
    """With a person, a place and an id; English unless the channel says otherwise."""
    person = Person(channel="local", workspace="here", user="ada")
    told = Incoming(person=person, place="terminal", delivery="1", text="hello")
    assert (told.press, told.language) == (None, "en")
    tapped = Incoming(person=person, place="terminal", delivery="2", press=Press(action="skip"), language="de")
    assert (tapped.text, tapped.press.revision) == ("", -1)
