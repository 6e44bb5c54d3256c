"""What can be done to a case: one table. An act says what is to happen; nothing is done here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from bot.access import Action
from bot.review import asking, custody, learning, steps
from bot.review.desk import Desk, Done
from bot.review.fields import Field
from bot.review.record import Changed

OUTCOMES = ("worked", "partly", "no", "refused")
STATUSES = ("in_review", "waiting", "new")


@dataclass(frozen=True)
class Act:
    """One act: the right it needs, what it does, what it has to be told, and when it is offered."""

    action: Action
    do: Callable[[Desk, Mapping[str, str]], Done]
    fields: tuple[Field, ...] = ()
    when: Callable[[Desk], bool] = lambda _: True
    explains: bool = False
    """Whether it says itself why it can't be done as things stand."""


def _closed(desk: Desk) -> bool:
    return desk.consultation.review.closed


def _taught(desk: Desk) -> bool:
    return any(proposal.approved for proposal in desk.consultation.review.proposals)


TEXT = (Field("text", "words"),)
REASON = (Field("reason", "line"),)
NUMBER = (Field("number", "number"),)
CORRECTION = (Field("question", "question"), Field("values", "values"), Field("why", "line"))
EXAMPLE = (Field("lever", "lever"), *TEXT)
STATUS = (Field("status", "choice", STATUSES),)
OUTCOME = (Field("lever", "lever"), Field("outcome", "choice", OUTCOMES))
CLOSING = (Field("changed", "choice", get_args(Changed)), Field("known_from", "line"))

ACTS: dict[str, Act] = {
    "take": Act("take", steps.take, when=lambda desk: desk.consultation.review.owner != desk.person, explains=True),
    "assign": Act("assign", steps.assign, (Field("person", "person"),)),
    "status": Act("set_status", steps.status, STATUS, lambda desk: not _closed(desk), explains=True),
    "note": Act("note", steps.note, TEXT),
    "tag": Act("tag", steps.tag, (Field("tags", "line", optional=True),)),
    "follow": Act("follow_up", steps.follow_up, (Field("day", "day"), *REASON), lambda desk: not _closed(desk)),
    "write": Act("write_to_asker", asking.write, TEXT),
    "ask": Act("write_to_asker", asking.ask, TEXT, lambda desk: not _closed(desk)),
    "correct": Act("correct", steps.correct, CORRECTION),
    "link": Act("link", steps.link, NUMBER),
    "unlink": Act("link", steps.unlink, NUMBER, lambda desk: bool(desk.consultation.review.links), explains=True),
    "outcome": Act("record_outcome", steps.outcome, OUTCOME),
    "example": Act(
        "propose_example",
        learning.propose,
        EXAMPLE,
        lambda desk: bool(learning.tried(desk)),
        explains=True,
    ),
    "approve": Act("approve_example", learning.approve, when=learning.is_agreed, explains=True),
    "withdraw": Act("approve_example", learning.withdraw, when=_taught),
    "notme": Act("step_back", steps.step_back),
    "identity": Act("ask_identity", custody.ask, REASON, lambda desk: not desk.sees_name(), explains=True),
    "grant": Act("grant_identity", custody.grant, when=custody.waits_for_another, explains=True),
    "refuse": Act("grant_identity", custody.refuse, when=custody.waits_for_another, explains=True),
    "mark": Act("mark", custody.mark),
    "hold": Act("hold", custody.hold, REASON, lambda desk: desk.consultation.review.hold is None),
    "release": Act("hold", custody.release, when=lambda desk: desk.consultation.review.hold is not None),
    "close": Act("close", steps.close, CLOSING, lambda desk: not _closed(desk)),
    "reopen": Act("close", steps.reopen, when=_closed),
}
"""act -> what it is. A new act is one row, its texts under `review.act.<act>`, and its right in bot/access.py."""


def offered(desk: Desk) -> tuple[str, ...]:
    """The acts that this person may do to this case as things stand."""
    return tuple(name for name, act in ACTS.items() if desk.may(act.action) and act.when(desk))
