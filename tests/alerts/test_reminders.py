"""Reminders come on their day, once, to people we can write to and to those who come by."""

from datetime import timedelta

from bot.messages import Press
from bot.record import Person, Turn
from bot.views.plain import plain
from tests.alerts.office import ADA, CALM, CHILDREN, LOCAL, Office


def remind(office: Office, person: Person = ADA) -> None:
    """A finished consultation with a reminder."""
    office.say(CALM, person)
    office.say("yes", person)
    while office.store.of_person(person)[0].state == "open":
        office.say("skip", person)
    office.say("remind 2027-02-01 before the contract talks", person)


def test_a_reminder_is_sent_on_its_day_once(office: Office) -> None:
    """With the reason and the question how it went, whose buttons work; the first card does not repeat it."""
    remind(office)
    office.after(60)
    before = len(office.to(ADA))
    office.clock.now += timedelta(days=30)
    assert office.after() == 1
    came = office.to(ADA)[before]
    assert "You asked to be reminded: before the contract talks (case 0001). How did it go?" in came
    assert "It helped" in came
    assert "contract talks" not in plain(office.assistant.greet(office.incoming()).cards)
    assert office.after(60) == 0
    sent = next(card for card in office.waiting() if card.id.startswith("due:") and card.place == ADA.private_place)
    skip = Press(**sent.card["cards"][-1]["buttons"][0]["press"])
    answer = office.press(skip.model_copy(update={"action": "choose", "value": "worked"}))
    assert "Noted: it helped." in plain(answer.cards)


def test_a_visit_before_the_reminder_is_sent_does_not_take_it(office: Office) -> None:
    """Where we can write first, only the sender shows it."""
    remind(office)
    office.clock.now += timedelta(days=30)
    assert "contract talks" not in plain(office.assistant.greet(office.incoming()).cards)
    office.after()
    assert len([text for text in office.to(ADA) if "contract talks" in text]) == 1


def test_a_reminder_asks_nothing_in_the_middle_of_another_consultation(office: Office) -> None:
    """Its reason is said; the open question stays the one that is answered."""
    remind(office)
    office.clock.now += timedelta(days=30)
    office.say(f"new {CALM}")
    office.after()
    came = [text for text in office.to(ADA) if "contract talks" in text]
    assert len(came) == 1
    assert "It helped" not in came[0]


def test_a_local_reminder_waits_for_its_person(office: Office) -> None:
    """Doing what is due leaves it, and the next visit shows it, once; nothing of it stays in the outbox."""
    remind(office, LOCAL)
    office.clock.now += timedelta(days=30)
    assert office.after() == 0
    assert office.after(1) == 0
    greeted = plain(office.assistant.greet(office.incoming(LOCAL)).cards)
    assert greeted.count("before the contract talks (case 0001). How did it go?") == 1
    assert "contract talks" not in plain(office.assistant.greet(office.incoming(LOCAL)).cards)
    assert not [card for card in office.waiting() if card.id.startswith("due:")]


def test_a_visit_leaves_what_is_others(office: Office) -> None:
    """Somebody at a terminal beside the server delays no alert."""
    office.say(CHILDREN)
    office.say("yes")
    office.assistant.greet(office.incoming(LOCAL))
    assert office.after() == 2


def test_a_reminder_that_comes_back_comes_once(office: Office) -> None:
    """A job put back after it was done is settled."""
    remind(office)
    office.clock.now += timedelta(days=30)
    job = next(due for due in office.store.claim_due(office.clock.now) if due.kind == "remind")
    for name in ("back", "again"):
        office.store.save(Turn(delivery=name, due=(job,)))
        office.after()
    assert len([text for text in office.to(ADA) if "contract talks" in text]) == 1
    assert office.jobs() == 0
