"""Levers that a person saves: kept with a consultation, listed over all of them, removed again."""

import pytest

from bot.advice import Adviser
from bot.messages import Button
from knowledge.schema.entry import LANGUAGES
from tests.talk import Talk
from tests.test_dialogue import ANSWERS, SITUATION

OTHER = "Our joint venture partner's guards beat villagers at the fence."


def finish(talk: Talk, situation: str = SITUATION) -> None:
    """One consultation up to its result."""
    for said in (situation, *ANSWERS):
        talk.say(said)


def saved_in(talk: Talk) -> list[tuple[str, ...]]:
    """What the projection says is saved, by case number."""
    return [standing.saved for standing, _ in talk.store.everything()]


def opened(talk: Talk, lever: str) -> tuple[Button, ...]:
    """The buttons of a lever that was opened."""
    return talk.assistant.handle(talk.incoming(lever)).cards[0].buttons


def test_a_saved_lever_is_kept_once_and_removed(talk: Talk) -> None:
    """Saving twice keeps one; what is removed is gone; the log is whole after it."""
    finish(talk)
    assert "Saved: SUP-A2" in talk.say("save SUP-A2")
    assert "saved already" in talk.say("save sup a2")
    assert "Saved: GOV-C3" in talk.say("save GOV-C3")
    assert saved_in(talk) == [("SUP-A2", "GOV-C3")]
    assert "no longer saved" in talk.say("unsave SUP-A2")
    assert "SUP-A2 is not saved" in talk.say("unsave SUP-A2")
    assert saved_in(talk) == [("GOV-C3",)]
    assert talk.store.verify() == ()


@pytest.mark.parametrize(
    ("save", "unsave"), [("merken", "nicht merken"), ("guardar", "quitar"), ("enregistrer", "retirer")]
)
def test_every_language_saves(talk: Talk, save: str, unsave: str) -> None:
    """The commands mean the same in all four, whoever reads in which."""
    finish(talk)
    talk.say(f"{save} SUP-A2")
    assert saved_in(talk) == [("SUP-A2",)]
    talk.say(f"{unsave} SUP-A2")
    assert saved_in(talk) == [()]


def test_without_a_consultation_one_is_begun_first(talk: Talk) -> None:
    """A sentence says so, and nothing is kept."""
    assert "say what is going on to start one" in talk.say("save SUP-A2")
    assert list(talk.store.everything()) == []


@pytest.mark.parametrize("said", ["save", "unsave", "save this", "save SUP-Z9"])
def test_which_lever_is_asked(talk: Talk, said: str) -> None:
    """Where no lever is named, an example says how."""
    finish(talk)
    assert "Which lever?" in talk.say(said)


def test_a_situation_may_begin_with_the_word(talk: Talk) -> None:
    """ "Save the Children wrote ..." is a situation, no command."""
    assert "Here is what I understood" in talk.say("Save the Children wrote that our supplier has children at work")


def test_saved_alone_lists_them_over_all_consultations(talk: Talk) -> None:
    """Each once, with the cases it is saved with."""
    assert "saved no lever yet" in talk.say("saved")
    finish(talk)
    talk.say("save SUP-A2")
    talk.say(f"new {OTHER}")
    talk.say("save SUP-A2")
    talk.say("save JV-B4")
    shown = talk.say("saved")
    assert shown.count("SUP-A2") == 1
    assert "saved with case 0002, 0001" in shown
    assert "JV-B4" in shown


def test_a_lever_saved_elsewhere_can_be_removed(talk: Talk) -> None:
    """It is removed where it is saved; the consultation that is open stays the one that is open."""
    finish(talk)
    talk.say("save SUP-A2")
    finish(talk, f"new {OTHER}")
    before = [standing.consultation for standing in talk.store.of_person(talk.person)]
    assert "no longer saved" in talk.say("unsave SUP-A2")
    assert saved_in(talk) == [(), ()]
    assert [standing.consultation for standing in talk.store.of_person(talk.person)] == before


def test_an_opened_lever_offers_to_be_saved(talk: Talk) -> None:
    """A button where a consultation can hold it, and no person in it; once it is saved, one to remove it."""
    assert [button.press.action for button in opened(talk, "SUP-A2")] == ["new"]
    finish(talk)
    save = opened(talk, "SUP-A2")[0]
    assert (save.press.action, save.press.value, save.label) == ("save", "SUP-A2", "Save SUP-A2")
    assert "kim" not in save.press.model_dump_json()
    assert "Saved: SUP-A2" in talk.press(save.press)
    unsave = opened(talk, "SUP-A2")[0]
    assert (unsave.press.action, unsave.say) == ("unsave", "unsave SUP-A2")


def test_saving_makes_no_other_button_late(talk: Talk) -> None:
    """And its own button is good however far the person has come."""
    finish(talk)
    save = opened(talk, "SUP-A2")[0].press
    result = talk.assistant.handle(talk.incoming("result")).cards[-1].buttons
    assert "Saved: SUP-A2" in talk.press(save)
    persuade = next(button for button in result if button.press.action == "persuade")
    assert "How to persuade" in talk.press(persuade.press)
    talk.say(f"new {OTHER}")
    assert "saved already" in talk.press(save)


def test_what_is_on_the_table_stays_there(talk: Talk) -> None:
    """In the middle of the questions, saving is answered and the question asked again."""
    talk.say(SITUATION)
    talk.say("yes")
    assert "What is true, as far as you know?" in talk.say("save SUP-A2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_of_the_button_can_be_typed(adviser: Adviser, talk: Talk, language: str) -> None:
    """At a terminal a label is what one types."""
    words = adviser.knowledge.texts[language]  # type: ignore[index]
    finish(talk)
    talk.say(words("saved.save", id="SUP-A2"))
    assert saved_in(talk) == [("SUP-A2",)]
    talk.say(words("saved.unsave", id="SUP-A2"))
    assert saved_in(talk) == [()]


def test_the_day_of_a_reminder_stands_in_the_projection(talk: Talk) -> None:
    """The day alone: what for stays in the log."""
    finish(talk)
    talk.say("remind 2027-03-12 the talks")
    standing = talk.store.of_person(talk.person)[0]
    assert standing.remind_on == "2027-03-12"
    assert "talks" not in standing.model_dump_json()


def test_help_names_what_can_be_saved(talk: Talk) -> None:
    """Whoever asks what can be typed finds it."""
    assert "unsave SUP-A2" in talk.say("help")


@pytest.mark.parametrize("between", ["levers suppliers", "SUP-A2", "help", "privacy", "saved"])
def test_a_look_up_comes_between_new_and_the_situation(talk: Talk, between: str) -> None:
    """It shows nothing of the consultation that is open, and the next text still begins another one."""
    talk.say(SITUATION)
    talk.say("new")
    assert "Here is what I understood" not in talk.say(between)
    talk.say(OTHER)
    assert len(list(talk.store.everything())) == 2
