"""Turns of the dialogue that the transcripts do not show: presses, personal details, reminders, erasing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.advice import Adviser
from bot.assistant import Answer, Assistant
from bot.commands import Commands
from bot.consultation import Consultation
from bot.dialogue import dispatch, following, steering, telling
from bot.dialogue.scene import Scene
from bot.messages import Incoming, Listing, Note, Press
from bot.views.advice import lever_cards, result
from bot.views.plain import plain
from tests.talk import Clock, Talk
from tests.walks import PERSON, begun, turn

SITUATION = "Our supplier holds the workers' passports. The audit is next week."
ANSWERS = ("yes", "linkage", "facts", "strong")


@pytest.fixture
def commands(adviser: Adviser) -> Commands:
    """The typed commands."""
    return Commands(adviser.knowledge)


def finished(adviser: Adviser, commands: Commands) -> Scene:
    """A scene in which a result was shown."""
    scene = begun(adviser, commands, "en")
    for said in (SITUATION, *ANSWERS):
        scene, _ = turn(scene, said)
    assert scene.consultation.shown
    return scene


def test_a_press_means_what_typing_it_means(adviser: Adviser, commands: Commands) -> None:
    """Buttons carry consultation, question, choice and revision; a choice pressed is a choice typed."""
    scene, _ = turn(begun(adviser, commands, "en"), SITUATION)
    press = Press(action="yes", consultation=scene.consultation.id, revision=scene.consultation.revision)
    step = dispatch.take(scene, Incoming(person=PERSON, place="", delivery="d", press=press))
    assert [happened.kind for happened in step.happened] == ["confirmed"]
    after = scene.after(*step.happened)
    chosen = Press(action="choose", value="linkage", consultation="c1", revision=after.consultation.revision)
    step = dispatch.take(after, Incoming(person=PERSON, place="", delivery="d", press=chosen))
    assert step.happened[0].body["values"] == ["linkage"]


@pytest.mark.parametrize("stale", [{"consultation": "another"}, {"consultation": "c1", "revision": 0}])
def test_a_late_or_foreign_press_changes_nothing(
    adviser: Adviser, commands: Commands, stale: dict[str, object]
) -> None:
    """It gets a polite sentence."""
    scene, _ = turn(begun(adviser, commands, "en"), SITUATION)
    press = Press(action="yes", **stale)  # type: ignore[arg-type]
    step = dispatch.take(scene, Incoming(person=PERSON, place="", delivery="d", press=press))
    assert step.happened == ()
    assert "already answered" in plain(step.cards)


def test_a_delivery_seen_before_changes_nothing(talk: Talk) -> None:
    """The same delivery twice is one answer."""
    first = talk.assistant.handle(talk.incoming(SITUATION, delivery="once"))
    again = talk.assistant.handle(talk.incoming(SITUATION, delivery="once"))
    assert first.consultation == "c1"
    assert "already answered" in plain(again.cards)
    assert plain(talk.assistant.handle(talk.incoming("list")).cards).count("open") == 1


@pytest.mark.parametrize(
    ("decision", "kept", "said"),
    [("1", "[name]", "Replaced"), ("keep as typed", "Ahmed Khan", "Kept as typed"), ("yes", "[name]", "Replaced")],
)
def test_personal_details_wait_for_a_decision(talk: Talk, decision: str, kept: str, said: str) -> None:
    """The saved version has them replaced until the person keeps them."""
    assert "Ahmed Khan (name)" in talk.say("Our supplier's foreman Ahmed Khan hits the women on line 4")
    assert said in talk.say(decision)
    talk.assistant.greet(talk.incoming())
    events = talk.assistant._store.events("c1")  # type: ignore[attr-defined]
    told = [e.body.get("situation", "") for e in events if e.kind in ("told", "traces_settled")]
    assert kept in [text for text in told if text][-1]


def test_personal_details_can_be_typed_again(talk: Talk) -> None:
    """The text is taken back and asked for anew; nothing else is an answer."""
    talk.say("Our supplier's foreman Ahmed Khan hits the women on line 4")
    assert "Before this is saved" in talk.say("hm")
    assert "What is going on?" in talk.say("type it again")
    assert "Here is what I understood" in talk.say("Our supplier's foreman hits the women on line 4")


def test_a_restart_forgets_the_original(talk: Talk, adviser: Adviser, clock: Clock) -> None:
    """It was never on disk: only the version without the details can be kept."""
    talk.say("Our supplier's foreman Ahmed Khan hits the women on line 4")
    talk.assistant = Assistant(adviser, talk.assistant._store, now=clock, new_id=lambda: "c9")  # type: ignore[attr-defined]
    assert "Before this is saved" in plain(talk.assistant.greet(talk.incoming()).cards)
    assert "no longer have the original" in talk.say("keep as typed")


def test_what_another_process_erased_is_let_go(talk: Talk) -> None:
    """Neither the text as typed nor the consultation stays in memory."""
    talk.say("Our supplier's foreman Ahmed Khan hits the women on line 4")
    keeping = talk.assistant._keeping
    assert "c1" in keeping._originals and "c1" in keeping._loading._kept
    talk.store.erase("c1")
    talk.assistant.forget("c1")
    assert not keeping._originals and not keeping._loading._kept


def test_a_reminder_comes_on_its_day(talk: Talk, clock: Clock) -> None:
    """With the reason, once, and the question how it went."""
    for said in (SITUATION, *ANSWERS, "remind 2027-02-01 before the contract talks"):
        talk.say(said)
    assert "before the contract talks" not in plain(talk.assistant.greet(talk.incoming()).cards)
    clock.now += timedelta(days=30)
    greeted = plain(talk.assistant.greet(talk.incoming()).cards)
    assert "before the contract talks (case 0001). How did it go?" in greeted
    assert "[Skip]" in greeted
    assert "Noted: it helped." in talk.say("it helped")
    assert "before the contract talks" not in plain(talk.assistant.greet(talk.incoming()).cards)


@pytest.mark.parametrize("said", ["remind me", "remind 2026-01-01 too late"])
def test_a_reminder_needs_a_day_to_come(talk: Talk, said: str) -> None:
    """Otherwise a sentence says how to give one."""
    for text in (SITUATION, *ANSWERS):
        talk.say(text)
    assert "2027-03-12" in talk.say(said)


def test_erasing_asks_for_the_number(talk: Talk) -> None:
    """The command alone destroys nothing."""
    assert "What is going on" in talk.say("erase")
    talk.say(SITUATION)
    assert "erase 0001" in talk.say("erase")
    assert "Here is what I understood" in talk.say("summary")
    assert "Case 0001 is erased." in talk.say("erase 0001")
    assert "no consultations" in talk.say("list")


def test_an_answer_that_vanished_from_the_content_is_dropped(adviser: Adviser, commands: Commands) -> None:
    """An open consultation moves to newer content, with a sentence; a finished one never moves."""
    scene, _ = turn(begun(adviser, commands, "en"), SITUATION)
    old = replace(scene.consultation, answers={"actor": ("SUP",), "distance": ("a_choice_of_old",)}, confirmed=True)
    step = steering.move_on(replace(scene, consultation=old))
    assert step.happened[0].body["gone"] == ["distance"]
    moved = replace(scene, consultation=old).after(*step.happened).consultation
    assert moved.answers == {"actor": ("SUP",)}
    assert steering.move_on(replace(scene, consultation=replace(old, state="finished"))).happened == ()


def test_skipping_an_earlier_question_drops_what_hung_on_it(adviser: Adviser, commands: Commands) -> None:
    """Without an actor, its moment and position are no longer asked, and that is said."""
    scene, _ = turn(finished(adviser, commands), "change 2")
    assert scene.consultation.reopened == "actor"
    scene, step = turn(scene, "skip")
    assert "No longer asked, so dropped" in plain(step.cards)
    assert not {"actor", "moment", "position", "purpose"} & set(scene.consultation.answers)


@pytest.mark.parametrize(
    ("said", "action", "value"),
    [("change", "change", "connection"), ("tried", "tried", "SUP-"), ("why not", "why_not", "SUP-")],
)
def test_what_a_command_leaves_open_is_picked(
    adviser: Adviser, commands: Commands, said: str, action: str, value: str
) -> None:
    """Every entry does with a tap what typing it in full does."""
    scene, step = turn(finished(adviser, commands), said)
    (card,) = step.cards
    assert isinstance(card, Listing)
    presses = [entry.press for entry in card.entries if entry.press]
    assert len(presses) == len(card.entries) >= 5 and {press.action for press in presses} == {action}
    press = next(press for press in presses if press.value.startswith(value))
    pressed = dispatch.take(scene, Incoming(person=PERSON, place="", delivery="d", press=press))
    assert pressed == dispatch.take(scene, typed(f"{said} {press.value}"))


def typed(text: str) -> Incoming:
    """Somebody types."""
    return Incoming(person=PERSON, place="", delivery="d", text=text)


def test_the_same_answer_again_is_no_change(adviser: Adviser, commands: Commands) -> None:
    """Nothing is said to have changed."""
    scene = finished(adviser, commands)
    scene, step = turn(scene, "change connection")
    was = scene.consultation.answers["connection"][0]
    scene, step = turn(scene, was)
    assert "Changed" not in plain(step.cards) and "Levers, best first" in plain(step.cards)
    scene, step = turn(scene, "change connection")
    _, step = turn(scene, "cause" if was != "cause" else "linkage")
    assert "Changed" in plain(step.cards)


def test_commands_of_the_result(adviser: Adviser, commands: Commands) -> None:
    """More until there is no more, which lever is meant, further questions once."""
    scene = finished(adviser, commands)
    for said, shown in (
        ("why not", "Which lever?"),
        ("why not GOV-C3", "your answers name others"),
        ("tried", "Which lever did you try?"),
        ("questions", "Could contacting others endanger anyone?"),
        ("questions", "Could contacting others endanger anyone?"),
        ("result", "Levers, best first"),
    ):
        scene, step = turn(scene, said)
        assert shown in plain(step.cards), said


def test_further_questions_come_to_an_end(adviser: Adviser, commands: Commands) -> None:
    """Asked for again after the result, there are none."""
    scene, _ = turn(finished(adviser, commands), "questions")
    while _asked(scene):
        scene, _ = turn(scene, "skip")
    scene, _ = turn(scene, "result")
    _, step = turn(scene, "questions")
    assert scene.words("chat.further_none") in plain(step.cards)


def test_without_levers_none_is_there_to_pick(adviser: Adviser, commands: Commands) -> None:
    """Our own operations: which one was tried is asked, and no empty list shown."""
    scene = begun(adviser, commands, "en")
    for said in ("our own warehouse staff faint in the heat", "yes", *["skip"] * 9):
        scene, _ = turn(scene, said)
    assert scene.consultation.shown
    _, step = turn(scene, "tried")
    assert isinstance(step.cards[0], Note) and "Which lever did you try?" in plain(step.cards[:1])


def test_few_kinds_of_lever_are_said_to_be_few(adviser: Adviser, commands: Commands) -> None:
    """With whom the answers are about; a result that has three kinds says nothing of it."""
    scene = finished(adviser, commands)
    advice = adviser.advise(scene.consultation)
    few = replace(advice, levers=advice.levers[:2])
    assert "Fewer than three kinds of lever" in plain(lever_cards(scene, few, few.shown))
    assert "Fewer than three kinds of lever" not in plain(lever_cards(scene, advice, advice.shown))


def test_advice_without_a_case_names_its_sources(adviser: Adviser, commands: Commands) -> None:
    """As a script gets it: no number, and nothing to press that would need one."""
    scene = finished(adviser, commands)
    alone = replace(scene, consultation=replace(scene.consultation, number=0))
    *_, closing = result(alone, adviser.advise(alone.consultation))
    assert closing.lines == (scene.words("result.sources"),) and closing.buttons == ()


def test_after_a_result_a_text_begins_another_consultation(talk: Talk) -> None:
    """If it says anything; what nobody understands is no situation."""
    for said in (SITUATION, *ANSWERS, "qwertz asdfg yxcvb hjklo"):
        talk.say(said)
    assert len(talk.store.of_person(talk.person)) == 1
    assert "Here is what I understood" in talk.say("Our customer tracks journalists with our cameras")
    assert len(talk.store.of_person(talk.person)) == 2


def test_a_very_long_text_is_kept_and_said_to_be_long(talk: Talk) -> None:
    """How many words are read."""
    said = talk.say(f"{SITUATION}. " * (telling.MOST_WORDS // 8))
    assert f"I read the first {telling.MOST_WORDS} words" in said


def test_what_is_left_is_answered_by_kind(adviser: Adviser, commands: Commands) -> None:
    """Agreed but not done, refused, cannot, our own fault: each has its own advice; a question can be left open."""
    for left, said in (("1", "follow-up"), ("2", "about will"), ("3", "means, not will"), ("4", "Then it is ours")):
        scene, _ = turn(finished(adviser, commands), "tried SUP-A2 it didn't")
        scene, step = turn(scene, left)
        assert said in plain(step.cards)
        scene, step = turn(scene, "hm")
        assert "Did it change anything" in plain(step.cards)
        scene, _ = turn(scene, "skip")
        assert scene.consultation.asked == ""


def test_words_are_an_answer_too(adviser: Adviser, commands: Commands) -> None:
    """Country, sector and the like take words, with personal details replaced; a date must be one to come."""
    scene, _ = turn(finished(adviser, commands), "questions")
    said = {"when": ("soon", "2026-01-01", "2027-03-01"), "country": ("Peru",)}
    for _ in range(30):
        question = scene.knowledge.question_by_id[_asked(scene)] if _asked(scene) else None
        if question is None:
            break
        for text in said.get(question.id, ("skip",)):
            scene, _step = turn(scene, text)
    assert scene.consultation.answers["country"] == ("Peru",)
    assert scene.consultation.answers["when"] == ("2027-03-01",)


def _asked(scene: Scene) -> str:
    cards = dispatch.on_the_table(scene)
    return getattr(cards[0], "question", "") if cards else ""


def test_candidates_are_offered_when_a_reply_fits_several(adviser: Adviser, commands: Commands) -> None:
    """A word that stands in two labels asks which."""
    scene, _ = turn(begun(adviser, commands, "en"), SITUATION)
    scene, _ = turn(scene, "yes")
    _, step = turn(scene, "our actions")
    assert "Did you mean one of these?" in plain(step.cards)


def test_an_investor_with_everything_in_place(adviser: Adviser, commands: Commands) -> None:
    """No element missing: keep reviewing; at the end of the ladder comes the divestment question."""
    base = {
        "actor": ("INV",), "connection": ("linkage",), "safety": ("none",), "holding": ("shares",),
        "level": ("direct",), "trigger": ("reactive",), "elements": tuple(f"L-EL{n:02d}" for n in range(1, 12)),
    }  # fmt: skip
    scene = begun(adviser, commands, "en")
    moving = {**base, "progress": ("moving",), "target_date": ("2027-03-01",)}
    stuck = {**base, "progress": ("refused",), "rung": ("L-ESC10",), "leaving": ("worse",)}
    for answers, shown in ((moving, "review meeting"), (stuck, "When is leaving responsible")):
        consultation = Consultation(
            id="c1", number=1, situation="shares of a mine", answers=answers, confirmed=True, skipped=("target_date",)
        )
        there = replace(scene, consultation=consultation)
        text = plain(_result(there))
        assert shown in text.split("What your holding allows")[0]
        assert "All eleven elements are in place" in text


def _result(scene: Scene) -> tuple[object, ...]:
    from bot.dialogue import following  # noqa: PLC0415 - only here

    return following.conclude(scene).cards


def test_an_answer_that_was_sent_is_marked(talk: Talk) -> None:
    """The outbox is empty once the channel has shown the card; an answer that keeps nothing has none."""
    answer = talk.assistant.handle(talk.incoming(SITUATION))
    assert len(talk.assistant._store.waiting()) == 1  # type: ignore[attr-defined]
    talk.assistant.sent(answer)
    assert talk.assistant._store.waiting() == ()  # type: ignore[attr-defined]
    talk.assistant.sent(Answer(()))


def test_a_button_of_an_older_result_still_works(talk: Talk, clock: Clock) -> None:
    """It belongs to the consultation that it names; another person's, or one that moved on, gets the polite answer."""
    for line in (SITUATION, *ANSWERS):
        talk.say(line)
    old = Press(action="brief", consultation="c1")
    clock.now += timedelta(days=1)
    talk.say("new Our joint venture partner's guards beat villagers at the fence")
    assert "meeting" in plain(talk.assistant.handle(talk.incoming(press=old)).cards).casefold()
    kim, talk.person = talk.person, talk.person.model_copy(update={"user": "lou"})
    assert "already answered" in plain(talk.assistant.handle(talk.incoming(press=old)).cards)
    talk.person = kim


def test_opening_brings_a_finished_consultation_back(talk: Talk, clock: Clock) -> None:
    """By its number, or from the list: what is typed next is about that one. Nobody opens another's."""
    for line in (SITUATION, *ANSWERS):
        talk.say(line)
    clock.now += timedelta(days=1)
    for line in ("new Our customer tracks journalists with our cameras", "stop"):
        talk.say(line)
    clock.now += timedelta(days=1)
    (listing, *_) = talk.assistant.handle(talk.incoming("list")).cards
    opens = listing.entries[-1].press  # type: ignore[union-attr]
    clock.now += timedelta(minutes=1)
    assert "Levers, best first" in plain(talk.assistant.handle(talk.incoming(press=opens)).cards)
    assert "SUP-A1" in talk.say("why not SUP-A1")
    talk.person = talk.person.model_copy(update={"user": "lou"})
    assert "no consultation of yours" in talk.say("open 0001")


def test_an_old_result_is_shown_as_it_was(adviser: Adviser, commands: Commands) -> None:
    """Under newer content word for word; one that is still open shows none."""
    scene = finished(adviser, commands)
    older = replace(scene.consultation, content="older", shown="Then we said this.")
    assert plain(following.shown_again(replace(scene, consultation=older))) == "Then we said this."
    assert "Levers, best first" in plain(following.shown_again(scene))
    assert following.shown_again(begun(adviser, commands, "en")) == ()


@pytest.mark.parametrize("word", ["Inside the factory of our", "Tried talking, but our", "Persuade them: our"])
def test_a_first_message_that_begins_like_a_command_is_a_situation(talk: Talk, word: str) -> None:
    """There is no result yet that it could be about."""
    assert "Here is what I understood" in talk.say(f"{word} supplier's foremen beat workers at night")


def test_an_empty_message_begins_nothing(adviser: Adviser, commands: Commands) -> None:
    """It is said, and asked again."""
    assert "What is going on?" in plain(telling.tell(begun(adviser, commands, "en"), " \u200b ").cards)


def test_a_draft_in_the_list_opens_as_what_was_typed(talk: Talk) -> None:
    """With its button to send it on; it stays a draft until then."""
    talk.assistant.keep_draft(talk.incoming("our supplier beats people at night"))
    (listing, *_) = talk.assistant.handle(talk.incoming("list")).cards
    opens = listing.entries[0].press  # type: ignore[union-attr]
    for said in (plain(talk.assistant.handle(talk.incoming(press=opens)).cards), talk.say("open 0001")):
        assert "our supplier beats people at night" in said
    assert talk.assistant.draft_of(talk.person) == "our supplier beats people at night"


def test_a_lever_removed_elsewhere_shows_no_result(talk: Talk) -> None:
    """Only opening a consultation shows what it came to."""
    for line in (SITUATION, *ANSWERS, "save SUP-A2", "new Our customer tracks journalists with our cameras"):
        talk.say(line)
    said = talk.say("unsave SUP-A2")
    assert "no longer saved" in said
    assert "Levers, best first" not in said
