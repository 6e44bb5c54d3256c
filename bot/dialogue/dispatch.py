"""Which step a turn takes. One table of commands; typed text goes down one order of readings.

An exact choice wins over a command ("yes" can be an answer), a command over a fuzzy reply, and what is left
is a reply, a note, or a new situation. Nothing that can be typed raises.
"""

from collections.abc import Callable, Iterable

from bot import interview
from bot.commands import Command
from bot.dialogue import answering, following, naming, outcomes, reminding, saving, sharing, steering, talking, telling
from bot.dialogue.scene import Happening, Scene, Step
from bot.messages import Card, Incoming, Note, Press
from bot.record import Person
from bot.understanding.words import clean, fold
from bot.views import consultation as view
from knowledge.schema.entry import LANGUAGES
from knowledge.schema.interview import Question

Handler = Callable[[Scene, str], Step]

ANYTIME: dict[str, Handler] = {
    "help": steering.help_,
    "why": steering.why,
    "stop": steering.stop,
    "resume": steering.resume,
    "list": steering.list_,
    "levers": steering.levers,
    "open": steering.open_,
    "privacy": steering.privacy,
    "save": saving.save,
    "unsave": saving.unsave,
    "saved": saving.saved,
    "send_draft": steering.no_draft,
    "erase": steering.erase,
    "my_data": steering.my_data,
    "reply": talking.reply,
    "show_name": talking.show_name,
    "hide_name": talking.hide_name,
    "leave_out": talking.leave_out,
    "agree": talking.agree,
    "decline": talking.decline,
}
BEGUN: dict[str, Handler] = {
    "summary": steering.summary,
    "back": lambda scene, _: answering.back(scene),
    "change": answering.change,
}
AFTER: dict[str, Handler] = {
    "result": following.show_result,
    "more": following.more,
    "why_not": following.why_not,
    "persuade": following.persuade,
    "inside": following.inside,
    "fails": following.fails,
    "brief": following.brief,
    "questions": following.questions,
    "tried": outcomes.tried,
    "remind": reminding.remind,
    "ask_lead": sharing.ask_lead,
    "share": sharing.share,
    "helpful": outcomes.rate("yes"),
    "not_helpful": outcomes.rate("no"),
    "export": following.export,
}


FEWEST_WORDS = 4
"""After a result a shorter text is no new situation."""
HARMLESS = frozenset({"levers", "help", "list", "open", "privacy", "reply", "agree", "decline"})
"""Presses that change nothing, or name their case: a card in which they stand is never too old for them."""
BESIDE = frozenset({"save", "unsave", "summary", *AFTER})
"""Presses that hold for their consultation however far it has come: a reminder makes no part of a result late."""
SEND_DRAFT = "send_draft"
CHANGES_ADVICE = frozenset({"answered", "skipped", "noted", "further"})
"""Events after which a shown result is shown again, once nothing is left to ask."""


def take(scene: Scene, incoming: Incoming) -> Step:
    """The step for a message or a press."""
    if incoming.press is not None:
        return _pressed(scene, incoming.press)
    text = clean(incoming.text)
    if not text:
        return _empty(scene)
    return _exact_answer(scene, text) or _command(scene, text) or _reply(scene, text)


def _pressed(scene: Scene, press: Press) -> Step:
    """A late, doubled or foreign press changes nothing and gets a polite answer."""
    consultation = scene.consultation
    if press.action in HARMLESS:
        return take(scene, _typed(press))
    ages = press.action not in BESIDE and press.revision not in (-1, consultation.revision)
    if press.consultation != consultation.id or ages:
        return Step((Note(lines=(scene.words("chat.late"),)),))
    if press.action == "share" and press.value:
        return sharing.with_colleague(scene, press.value)
    return take(scene, _typed(press))


def _typed(press: Press) -> Incoming:
    """A press means what typing its action and value would mean."""
    nobody = Person(channel="local", workspace="", user="")
    text = press.value if press.action == "choose" else f"{press.action.replace('_', ' ')} {press.value}".strip()
    return Incoming(person=nobody, place="", delivery="", text=text)


def _empty(scene: Scene) -> Step:
    note = Note(lines=(scene.words("chat.empty"),))
    return Step((note,))


def _exact_answer(scene: Scene, text: str) -> Step | None:
    """The reply when it is just a choice's id or label of the open question."""
    question = _asked(scene)
    if question is None or not question.choices:
        return None
    exact = {fold(name) for choice, names in answering.labels(scene, question).items() for name in (choice, *names)}
    exact -= {
        fold(scene.knowledge.texts[language](f"choice.{question.id}.unclear"))
        for language in LANGUAGES
        if question.choice("unclear")
    }
    return answering.reply(scene, text, question) if fold(text) in exact else None


def _asked(scene: Scene) -> Question | None:
    """The question that is on the table: none while the text is being settled or confirmed."""
    consultation = scene.consultation
    if not consultation.situation or consultation.traces or consultation.state == "stopped" or must_confirm(scene):
        return None
    return interview.open_question(scene.knowledge, consultation)


def must_confirm(scene: Scene) -> bool:
    """Whether "Here is what I understood" is on the table."""
    consultation = scene.consultation
    settled = not consultation.traces and not consultation.confirmed and not consultation.answers
    return bool(consultation.proposed) and settled


def _command(scene: Scene, text: str) -> Step | None:
    lever_id = naming.only_lever_id(scene, text)
    if lever_id is not None:
        return steering.levers(scene, lever_id)
    command = scene.commands.read(text)
    if command is None:
        return None
    if command.name in ANYTIME:
        return ANYTIME[command.name](scene, command.rest)
    if command.name in BEGUN and scene.consultation.situation:
        return BEGUN[command.name](scene, command.rest)
    if command.name in AFTER and command.rest and not scene.consultation.situation:
        return None  # "Inside the factory of our supplier ..." begins a situation
    if command.name in AFTER and not (command.name == "more" and _asked(scene)):
        return _after(scene, command)
    return _at_a_question(scene, command.name)


def _after(scene: Scene, command: Command) -> Step:
    """A command of the result; before there is one, a sentence that says so."""
    if scene.consultation.shown:
        return AFTER[command.name](scene, command.rest)
    return Step((Note(lines=(scene.words("chat.after_result"),)),))


def _at_a_question(scene: Scene, name: str) -> Step | None:
    if name == "yes" and must_confirm(scene):
        return answering.confirm(scene)
    if name == "keep":
        return answering.keep(scene)
    question = _asked(scene)
    if question is not None and name == "more":
        return Step((view.ask(scene, question, everything=True),))
    if question is not None and name in ("not_sure", "skip"):
        return {"not_sure": answering.not_sure, "skip": answering.skip}[name](scene, question)
    if scene.consultation.asked and name in ("not_sure", "skip"):
        return outcomes.leave_open(scene)
    return None


def _reply(scene: Scene, text: str) -> Step:
    consultation = scene.consultation
    if not consultation.situation:
        return telling.tell(scene, text)
    if consultation.traces:
        return telling.settle_traces(scene, text) or Step(())
    if must_confirm(scene):
        return _confirming(scene, text)
    if consultation.asked:
        return outcomes.follow_up(scene, text) or Step(())
    question = _asked(scene)
    if question is None:
        return Step((Note(lines=(scene.words("chat.finished"),)),))
    return answering.reply(scene, text, question) or answering.misunderstood(scene, text, question)


def _confirming(scene: Scene, text: str) -> Step:
    """At "Here is what I understood": 1 is right, 2 is change; a longer text tells the situation again."""
    if text in ("1", "1."):
        return answering.confirm(scene)
    if text in ("2", "2."):
        return answering.change(scene, "")
    if len(text.split()) >= answering.MEANS_A_NOTE:
        return telling.tell(scene, f"{scene.consultation.situation}\n{text}")
    return Step((Note(lines=(scene.words("chat.right_or_change"),)),))


def on_the_table(scene: Scene) -> tuple[Card, ...]:
    """What is asked next, computed from the consultation as it stands."""
    consultation = scene.consultation
    if not consultation.situation:
        return (view.tell(scene),)
    if consultation.state == "stopped":
        return ()
    if consultation.traces:
        return telling.traces_again(scene)
    if must_confirm(scene):
        return (view.understood(scene),)
    followup = outcomes.followup_card(scene)
    if followup is not None:
        return (followup,)
    question = interview.open_question(scene.knowledge, consultation)
    return (view.ask(scene, question),) if question is not None else ()


def must_conclude(scene: Scene, happened: Iterable[Happening]) -> bool:
    """Whether nothing is left to ask and the result for these answers has not been shown."""
    consultation = scene.consultation
    if not consultation.situation or consultation.traces or must_confirm(scene) or consultation.state == "stopped":
        return False
    if interview.open_question(scene.knowledge, consultation) is not None or consultation.asked:
        return False
    kinds = {h.kind for h in happened}
    return not consultation.shown or bool(kinds & CHANGES_ADVICE and "concluded" not in kinds)


def waits(scene: Scene) -> bool:
    """Whether something is on the table that a returning person should see."""
    return bool(scene.consultation.situation) and bool(on_the_table(scene))


def sends_draft(scene: Scene, incoming: Incoming) -> bool:
    """Whether the draft that is there is to be sent as a situation. A button names the draft it stood under."""
    if scene.draft is None:
        return False
    if incoming.press is not None:
        return incoming.press.action == SEND_DRAFT and incoming.press.value == scene.draft.consultation
    command = scene.commands.read(incoming.text)
    return command is not None and command.name == SEND_DRAFT


def tells_anew(scene: Scene, incoming: Incoming) -> bool:
    """Whether a text after a finished consultation is a new situation."""
    text = clean(incoming.text)
    if (
        incoming.press is not None
        or len(text.split()) < FEWEST_WORDS
        or not scene.consultation.shown
        or on_the_table(scene)
    ):
        return False
    if scene.commands.read(text) is not None or naming.only_lever_id(scene, text) is not None:
        return False
    # After a result most texts are about it: only words that tell of another situation begin one.
    return scene.adviser.understand(text)[1].told != "ask_again"
