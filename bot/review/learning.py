"""What a company learns: a lever that was tried becomes an example, if its asker and a lead agree to its words. Pure.

The source asks for new examples in its next steps (Shift 2013, Next Steps).
"""

from collections.abc import Mapping

from bot.messages import Button, Note, Press
from bot.record import Example
from bot.review.desk import Desk, Done
from bot.review.record import Proposal
from bot.views.traces import cleaned

Values = Mapping[str, str]
AGREES, DECLINES = "agree", "decline"
"""The asker's two answers: actions of buttons, and commands."""


def proposed(desk: Desk) -> tuple[int, Proposal] | None:
    """The first proposal that the asker agreed to and no lead has approved, with its place."""
    found = enumerate(desk.consultation.review.proposals, 1)
    return next(((place, proposal) for place, proposal in found if proposal.waits_for_lead), None)


def is_agreed(desk: Desk) -> bool:
    """Whether there is one to approve."""
    return proposed(desk) is not None


def tried(desk: Desk) -> frozenset[str]:
    """The levers that were tried in this case, as the asker or a lead said."""
    case = desk.consultation
    return frozenset((*(one.lever for one in case.outcomes), *(one.lever for one in case.review.tried)))


def propose(desk: Desk, values: Values) -> Done:
    """A lead words an example; the asker reads exactly these words and decides."""
    lever = values["lever"].upper()
    if lever not in tried(desk):
        return Done(desk.words("learning.not_tried", lever=values["lever"]))
    if any(proposal.waits_for_asker for proposal in desk.consultation.review.proposals):
        return Done(desk.words("learning.waits"))
    text = cleaned(desk.words, values["text"])
    words, number = desk.scene.words, desk.number
    which = f"{number} {len(desk.consultation.review.proposals) + 1}"
    buttons = tuple(
        Button(press=_press(desk, action, which), label=words(f"learning.{action}"), say=f"{action} {which}")
        for action in (AGREES, DECLINES)
    )
    card = Note(
        lines=(words("learning.asked", number=number, lever=lever), words("learning.words", text=text)), buttons=buttons
    )
    happened = desk.happens("review_proposed", lever=lever, text=text)
    return Done(desk.words("learning.proposed"), (happened,), (desk.sends("example", desk.asker, card),), detail=lever)


def _press(desk: Desk, action: str, which: str) -> Press:
    """A press that names the case and the words that are answered."""
    return Press(action=action, value=which, consultation=desk.consultation.id)


def approve(desk: Desk, _: Values) -> Done:
    """The example is shown to everybody from now on, as the company's own."""
    found = proposed(desk)
    if found is None:
        return Done(desk.words("learning.nothing_to_approve"))
    place, proposal = found
    id = f"{desk.number}-{place}"
    example = Example(id=id, lever=proposal.lever, text=proposal.text, at=desk.now, number=desk.standing.number)
    said = desk.words("learning.approved", lever=proposal.lever)
    return Done(said, (desk.happens("review_approved", which=place),), detail=proposal.lever, teaches=example)


def withdraw(desk: Desk, _: Values) -> Done:
    """The examples of this case are taken away again."""
    return Done(desk.words("learning.withdrawn"), (desk.happens("review_withdrawn"),), forgets=True)
