"""The form of an act: what has to be told, for a channel that can show fields and for one that types."""

from collections.abc import Mapping
from typing import Literal

from bot.messages import Blank, Form, Option, Press
from bot.review import fields
from bot.review.acts import ACTS
from bot.review.desk import Desk
from bot.review.steps import REVIEWS
from bot.views.levers import title_of

SENDING = ("write", "ask", "example", "identity")
"""Acts that send somebody something."""


def form(desk: Desk, act: str) -> Form:
    """The fields of an act on this case; sending them is the same press with the fields filled."""
    words, asked = desk.words, ACTS[act].fields
    places = " ".join(f"<{words(f'review.field.{field.id}')}>" for field in asked)
    return Form(
        question=act,
        title=words("review.form", act=words(f"review.act.{act}"), number=desk.number),
        lines=(words(f"review.hint.{act}"),) if words.get(f"review.hint.{act}") else (),
        instead=words("review.type", what=f"{REVIEWS} {desk.number} {act} {places}"),
        blanks=tuple(_blank(desk, field) for field in asked),
        sends=Press(action=REVIEWS, value=f"{desk.number} {act}"),
        send=words("share.send" if act in SENDING else "filling.save"),
    )


def _blank(desk: Desk, field: fields.Field) -> Blank:
    return Blank(
        id=field.id,
        kind=SHOWN[field.kind],
        label=desk.words.get(f"filling.label.{field.id}") or desk.words(f"review.field.{field.id}"),
        options=tuple(Option(id=id, label=label) for id, label in _options(desk, field)),
        value=", ".join(desk.consultation.review.tags) if field.id == "tags" else "",
        optional=field.optional,
    )


def _options(desk: Desk, field: fields.Field) -> list[tuple[str, str]]:
    words, knowledge = desk.words, desk.adviser.knowledge
    if field.kind == "question":
        return [(question.id, words(f"question.{question.id}.name")) for question in knowledge.questions]
    if field.kind == "lever":
        named = knowledge.lever_by_id
        return [(id, f"{id} {title_of(words, named[id])}") for id in desk.standing.levers or named if id in named]
    return [(choice, words(f"review.choice.{field.id}.{choice}")) for choice in field.choices]


SHOWN: Mapping[fields.Kind, Literal["words", "line", "day", "person", "choice"]] = {
    "words": "words",
    "line": "line",
    "day": "day",
    "person": "person",
    "number": "line",
    "lever": "choice",
    "question": "choice",
    "values": "line",
    "choice": "choice",
}
"""What kind of field a channel shows for each kind that an act asks for."""
