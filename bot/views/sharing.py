"""What is passed on, as cards: the choice of facts, the preview, and what a lead, a colleague or a channel reads."""

from bot.consultation import Sharing
from bot.dialogue.scene import Scene
from bot.messages import Button, Card, Choices, Entry, Facts, Listing, Note, Option, Press, Row
from bot.views.consultation import button, buttons, labels_of, press
from bot.views.levers import begun, how_of, place_of, title_of

ANSWERS = "answer_asker"
"""The action of the button with which a lead answers."""
SITUATION, NOTHING = "situation", "nothing"
MOST_LEVERS = 3


def offered(scene: Scene) -> dict[str, str]:
    """Fact -> how it reads: none, each answer, and the person's own words."""
    words = scene.words
    facts = {name: f"{words(f'question.{name}.name')}: {_value(scene, name)}" for name in _answered(scene)}
    return {NOTHING: words("share.nothing"), **facts, SITUATION: words("share.situation")}


def choice(scene: Scene, sharing: Sharing) -> Choices:
    """Which facts go along. None is ticked beforehand."""
    words = scene.words
    return Choices(
        question="facts",
        progress="",
        title=words("share.which_lead" if sharing.lead else "share.which"),
        lines=words.lines("share.always"),
        options=tuple(Option(id=name, label=label) for name, label in offered(scene).items()),
        several=True,
        buttons=buttons(scene, "skip"),
    )


def preview(scene: Scene, sharing: Sharing) -> Facts:
    """What will be read, before it is sent."""
    return Facts(
        title=scene.words("share.preview_lead" if sharing.lead else "share.preview"),
        rows=_rows(scene, sharing),
        buttons=(button(scene, "yes", "share.send"), _leave(scene)),
    )


def _leave(scene: Scene) -> Button:
    said = scene.words.lines("share.leave")[0]
    return Button(press=press(scene.consultation, "skip"), label=said, say=said)


def received(scene: Scene, sharing: Sharing) -> tuple[Card, ...]:
    """What the lead or the colleague reads: exactly the ticked facts, the levers, and no name."""
    words, number = scene.words, f"{scene.consultation.number:04d}"
    head = words("share.received_lead" if sharing.lead else "share.received", number=number)
    answer = Button(press=Press(action=ANSWERS, value=number), label=words("share.answer"), main=True)
    end = Note(
        lines=(words("share.no_name_lead" if sharing.lead else "share.no_name"),),
        buttons=(answer,) if sharing.lead else (),
    )
    return (Facts(title=head, rows=_rows(scene, sharing)), *for_channel(scene), end)


def for_channel(scene: Scene) -> tuple[Card, ...]:
    """The levers shown, the moment and the sources: nothing that the person said, and no case number."""
    words, advice = scene.words, scene.adviser.advise(scene.consultation)
    entries = tuple(
        Entry(
            id=ranked.lever.id,
            title=title_of(words, ranked.lever),
            line=f"{place_of(words, ranked.lever)}. {begun(how_of(words, ranked.lever))} ({ranked.lever.source})",
        )
        for ranked in advice.shown[:MOST_LEVERS]
    )
    moments = tuple(words(f"choice.moment.{moment.id}") for moment in advice.moments[:1])
    lines = (*(words("share.moment", moment=moment) for moment in moments), words("result.sources"))
    return (Listing(title=words("share.levers"), lines=lines, entries=entries),)


def answered(scene: Scene, text: str) -> tuple[Card, ...]:
    """What the person reads when a lead has answered."""
    return (Note(lines=(scene.words("share.answered", number=f"{scene.consultation.number:04d}"), text)),)


def _rows(scene: Scene, sharing: Sharing) -> tuple[Row, ...]:
    words, ticked = scene.words, sharing.facts or ()
    facts = [(words(f"question.{name}.name"), _value(scene, name)) for name in _answered(scene) if name in ticked]
    own = [(words("share.in_words"), scene.consultation.situation)] if SITUATION in ticked else []
    asked = [(words("share.question"), sharing.note)] if sharing.note else []
    found = [*facts, *own, *asked] or [(words("share.facts"), words("share.none"))]
    return tuple(Row(label=label, value=value) for label, value in found)


def _answered(scene: Scene) -> list[str]:
    return [name for name in scene.knowledge.question_by_id if name in scene.consultation.answers]


def _value(scene: Scene, name: str) -> str:
    question = scene.knowledge.question_by_id[name]
    return labels_of(scene.words, question, scene.consultation.answers[name])
