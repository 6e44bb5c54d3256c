"""What comes of the bot's answers to presses: another card, a toast, or a failure that the user sees."""

from typing import Any

from tests.slack_double.texts import Json

from . import limits, schema
from .delivery import Answer
from .messages import CARD, Message
from .teams import Teams

TOAST = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
UNREACHABLE = "Unable to reach app. Please try again."
WRONG = "Something went wrong. Please try again."


def after_submit(teams: Teams, user: str, answer: Answer) -> None:
    """A press without an answer of its own: only a failure is seen."""
    if not answer.acknowledged:
        teams.tell(user, UNREACHABLE)


def after_execute(teams: Teams, message: Message, user: str, answer: Answer) -> None:
    """The card is replaced for whoever pressed, a toast comes up, or the client says that something went wrong."""
    if not answer.acknowledged:
        teams.tell(user, UNREACHABLE)
        return
    wrong = problem(answer)
    if wrong:
        teams.warn("the answer to an Action.Execute", wrong)
        teams.tell(user, WRONG)
    elif answer.body["type"] == CARD:
        teams.messages.show_to(message, user, answer.body["value"])
    else:
        teams.tell(user, _sentence(answer.body))


def problem(answer: Answer) -> str:
    """Why the client cannot follow an answer; empty for one that it can."""
    body = answer.body
    if answer.status != 200 or not isinstance(body, dict):
        return f"status {answer.status} and {body!r}: it has to be 200 and an object"
    if body.get("type") == CARD:
        return _card_problem(body)
    if body.get("type") == TOAST:
        fine = body.get("statusCode") == 200 and isinstance(body.get("value"), str)
        return "" if fine else "a message has the statusCode 200 and a text as value"
    if body.get("type") == ERROR:
        fine = body.get("statusCode") in (400, 500) and isinstance(body.get("value"), dict)
        return "" if fine else "an error has the statusCode 400 or 500 and a value with code and message"
    return f"the type {body.get('type')!r} is not known"


def _card_problem(body: Json) -> str:
    if body.get("statusCode") != 200:
        return "a card has the statusCode 200"
    if schema.size(body.get("value")) > limits.CARD_BYTES:
        return "the card is too big"
    return "; ".join(schema.refused(body.get("value")))


def _sentence(body: Json) -> str:
    value: Any = body["value"]
    return value if isinstance(value, str) else str(value.get("message") or WRONG)
