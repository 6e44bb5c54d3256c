"""The interview as cards: welcome, what was understood, a question, a summary."""

from collections.abc import Iterable

from bot import interview
from bot.consultation import Consultation
from bot.dialogue.scene import Draft, Scene
from bot.messages import Button, Card, Choices, Facts, Form, Note, Option, Press, Row
from bot.places import REACHED
from knowledge.schema.interview import Question
from knowledge.texts import Texts

MAIN = frozenset({"yes"})
"""What most people want next where it is offered."""


def welcome(scene: Scene) -> Note:
    """The first card: what it is for, who reads it, how long it is kept, and what not to write."""
    copied = scene.person is not None and scene.person.channel in REACHED
    chat = (scene.words("chat.welcome_chat"),) if copied else ()
    return Note(lines=(*scene.words.lines("chat.welcome", **house_words(scene)), *chat))


def house_words(scene: Scene) -> dict[str, object]:
    """What the company has set, in words: who reads, how long it is kept, whom to call, where to report."""
    words, contacts, house = scene.words, scene.knowledge.contacts, scene.house
    return {
        "leads": words("chat.leads_count", n=house.leads) if house.leads else words("chat.nobody_on_duty"),
        "auditors": words("chat.auditors_count", n=house.auditors),
        "days": house.periods.cases,
        "emergency": contacts.emergency_number or words("chat.local_emergency"),
        "channel": contacts.reporting_channel or words("chat.not_set"),
    }


def tell(scene: Scene) -> Form:
    """The invitation to describe the situation."""
    return Form(question="situation", title=scene.words("chat.tell"), buttons=buttons(scene, "help", "list"))


def draft(scene: Scene, left: Draft) -> Form:
    """What was typed and not sent, to be sent on."""
    send = button(scene, "send_draft", value=left.consultation)
    lines = tuple(left.text.split("\n"))
    return Form(question="situation", title=scene.words("chat.draft"), lines=lines, buttons=(send,))


def understood(scene: Scene) -> Facts:
    """What the text says, for one tap."""
    words, consultation = scene.words, scene.consultation
    kept = interview.proposed_answers(scene.knowledge, consultation.proposed, consultation.answers)
    rows = tuple(_row(scene, question, values) for question, values in kept.items())
    return Facts(
        title=words("chat.understood"),
        rows=rows,
        buttons=(button(scene, "yes", "chat.right"), button(scene, "change", "chat.change")),
    )


def ask(scene: Scene, question: Question, *, everything: bool = False, why: bool = False) -> Card:
    """A question with its progress, choices and ways out; `everything` shows what stands behind "More".

    With `why` it says below the hint why we ask.
    """
    words, knowledge, consultation = scene.words, scene.knowledge, scene.consultation
    done, total = interview.progress(knowledge, consultation, question)
    progress = words("chat.progress", done=done, all=total)
    title, hint = words(f"question.{question.id}.ask"), words(f"question.{question.id}.hint")
    told = words("chat.why", why=words(f"question.{question.id}.why")) if why else ""
    lines = tuple(line for line in (hint, told) if line)
    out = buttons(scene, *_ways_out(question, told=why))
    if question.kind in ("date", "words"):
        return Form(question=question.id, progress=progress, title=title, lines=lines, buttons=out)
    choices = interview.in_order_for(knowledge, question, consultation.answers)
    chosen = consultation.known.get(question.id, ())
    options = tuple(
        Option(id=c.id, label=words(f"choice.{question.id}.{c.id}"), chosen=c.id in chosen) for c in choices
    )
    return Choices(
        question=question.id,
        progress=progress,
        title=title,
        lines=lines,
        options=options,
        several=question.kind != "one",
        more=0 if everything else _hidden(question, options),
        more_label=words("chat.more_choices"),
        buttons=out,
    )


def _ways_out(question: Question, *, told: bool) -> Iterable[str]:
    """What else can be done at a question: "not sure" only where no choice says so, "why" until it was told."""
    return (
        *(() if told else ("why",)),
        *(() if question.choice("unclear") else ("not_sure",)),
        *("skip", "back", "stop"),
    )


def _hidden(question: Question, options: tuple[Option, ...]) -> int:
    """How many choices stand behind "More": those after the first six, unless one of them is pre-selected."""
    shown = max([interview.SHOWN_AT_FIRST, *(n for n, option in enumerate(options, 1) if option.chosen)])
    return max(0, len(options) - shown) if question.first else 0


def summary(scene: Scene) -> Facts:
    """Every answer so far, in the order asked."""
    rows = tuple(
        _row(scene, question, scene.consultation.answers[question])
        for question in scene.knowledge.question_by_id
        if question in scene.consultation.answers
    )
    skipped = tuple(
        Row(label=scene.words(f"question.{q}.name"), value=scene.words("chat.skipped"))
        for q in scene.consultation.skipped
    )
    return Facts(
        title=scene.words("result.summary"), rows=rows + skipped, buttons=(button(scene, "change", "chat.change"),)
    )


def labels_of(words: Texts, question: Question, values: Iterable[str]) -> str:
    """The labels of an answer's choices; words and dates stand for themselves."""
    shown = (words.get(f"choice.{question.id}.{value}") or value for value in values)
    return "; ".join(shown)


def _row(scene: Scene, question_id: str, values: tuple[str, ...]) -> Row:
    question = scene.knowledge.question_by_id[question_id]
    return Row(label=scene.words(f"question.{question_id}.name"), value=labels_of(scene.words, question, values))


def press(consultation: Consultation, action: str, value: str = "", question: str = "") -> Press:
    """A press that names its consultation, question and revision, and no person."""
    return Press(
        action=action, value=value, consultation=consultation.id, question=question, revision=consultation.revision
    )


def button(scene: Scene, action: str, label: str = "", value: str = "") -> Button:
    """A button for a command. Its label is a text key's, the command's own, or the first of what can be typed."""
    said = scene.words.lines(f"command.{action}")[0]
    own = scene.words(label) if label else scene.words.get(f"button.{action}")
    text = own or said[:1].upper() + said[1:]
    return Button(press=press(scene.consultation, action, value), label=text, say=said, main=action in MAIN)


def buttons(scene: Scene, *actions: str) -> tuple[Button, ...]:
    """Buttons for several commands."""
    return tuple(button(scene, action) for action in actions)


def changed_labels(scene: Scene, dropped: Iterable[str]) -> str:
    """The questions that were dropped, by their words."""
    return ", ".join(scene.words(f"question.{question}.ask") for question in dropped)
