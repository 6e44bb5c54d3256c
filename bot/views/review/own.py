"""A lead's own settings as cards: days away, saved filters, and the forms for them."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.messages import Blank, Button, Entry, Form, Listing, Note, Press
from bot.review.away import Days
from bot.review.fields import Field
from bot.review.steps import REVIEWS
from bot.views.review.form import SHOWN
from knowledge.texts import Texts


def away(words: Texts, days: Days | None, others: Sequence[int]) -> Note:
    """The days on which the person is away, and which other leads are away today, by their places."""
    said = words("clocks.away_is", **days.body) if days else words("clocks.away_not")
    gone = (words("clocks.away_others", places=", ".join(map(str, others))),) if others else ()
    clear = (_button(words("clocks.button.away_none"), "away none"),) if days else ()
    sets = _button(words("clocks.button.away"), "away", "away 2026-12-20 2027-01-05")
    return Note(lines=(said, *gone, words("clocks.away_how")), buttons=(sets, *clear))


def away_set(words: Texts, days: Days, nobody_on: date | None) -> Note:
    """The days are set; said with it, when nobody would be told of what is urgent on one of them."""
    nobody = (words("clocks.away_nobody", date=nobody_on.isoformat()),) if nobody_on else ()
    hands = _button(words("clocks.order.handover"), "handover", "handover 2")
    lines = (words("clocks.away_set", **days.body), *nobody, words("clocks.away_then"))
    return Note(lines=lines, buttons=(hands, _button(words("clocks.button.away_none"), "away none")))


def saved_filters(words: Texts, saved: Mapping[str, str]) -> Listing:
    """Saved filters: each opens with a tap, and each can be removed."""
    new = _button(words("clocks.order.save"), "save", "save NAME = urgent suppliers")
    return Listing(
        title=words("clocks.filters"),
        lines=(words("clocks.filters_how" if saved else "clocks.filters_none"),),
        entries=tuple(
            Entry(id=name, title=typed, press=Press(action=REVIEWS, value=name)) for name, typed in saved.items()
        ),
        buttons=(new, *(_button(words("clocks.button.unsave", name=name), f"unsave {name}") for name in saved)),
    )


def not_saved(words: Texts, unknown: Sequence[str]) -> Note:
    """A filter that nobody understands is not kept; what can be typed is said."""
    said = words("clocks.save_unknown", words=" ".join(unknown))
    return Note(lines=(said, *words.lines("review.can_type")))


def handed_over(words: Texts, moved: int, kept: Sequence[int], *, told: bool, away: bool) -> Note:
    """What was handed over, whether the lead is told, and the numbers of the cases that stay where they are."""
    lines = [words("clocks.handed_over" if moved else "clocks.nothing_handed_over", n=moved)]
    if told:
        lines.append(words("clocks.handover_told"))
    if kept:
        lines.append(words("clocks.handover_kept", numbers=", ".join(f"{number:04d}" for number in kept)))
    if away:
        lines.append(words("clocks.lead_is_away"))
    return Note(lines=tuple(lines))


def handed_to_you(words: Texts, moved: int) -> Note:
    """What the lead who got them reads: how many, and no number."""
    return Note(lines=(words("clocks.handed_to_you", n=moved),), buttons=(_button(words("review.quick.mine"), "mine"),))


def order_form(words: Texts, order: str, fields: Sequence[Field]) -> Form:
    """What an order has to be told; sending it is the same press with the fields filled."""
    blanks = tuple(
        Blank(id=field.id, kind=SHOWN[field.kind], label=words(f"clocks.field.{field.id}"), optional=field.optional)
        for field in fields
    )
    return Form(
        question=order,
        title=words(f"clocks.order.{order}"),
        lines=(words(f"clocks.{order}_form"),),
        blanks=blanks,
        sends=Press(action=REVIEWS, value=order),
        send=words("clocks.order.handover" if order == "handover" else "filling.save"),
    )


def _button(label: str, value: str, say: str = "") -> Button:
    return Button(press=Press(action=REVIEWS, value=value), label=label, say=f"{REVIEWS} {say or value}")
