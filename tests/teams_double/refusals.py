"""What Teams says when it will not do something, and what a person cannot do in its client."""

from dataclasses import dataclass

from tests.slack_double.texts import Json


@dataclass(frozen=True)
class Wording:
    """The status and the sentence that go with the code of a refusal."""

    status: int
    message: str


CODES = {
    "BadSyntax": Wording(400, "Incorrect conversation creation parameters"),
    "BadArgument": Wording(400, "Bad argument"),
    "Unauthorized": Wording(401, "Authorization has been denied for this request."),
    "BotNotRegistered": Wording(401, "No registration found for this bot."),
    "BotDisabledByAdmin": Wording(403, "The tenant admin disabled this bot"),
    "BotNotInConversationRoster": Wording(403, "The bot is not part of the conversation roster."),
    "ConversationBlockedByUser": Wording(403, "User blocked the conversation with the bot."),
    "ForbiddenOperationException": Wording(403, "The bot is not installed in user's personal scope"),
    "MessageWritesBlocked": Wording(403, "Thread is blocked from message writes."),
    "NotEnoughPermissions": Wording(403, "Only the sender can change a message."),
    "ConversationNotFound": Wording(404, "Conversation not found."),
    "ActivityNotFoundInConversation": Wording(404, "The message ID provided couldn't be found in the conversation."),
    "MemberNotFoundInConversation": Wording(404, "The user wasn't found in the conversation."),
    "TeamNotFound": Wording(404, "Team not found."),
    "PreconditionFailed": Wording(412, "Precondition failed, please try again."),
    "MessageSizeTooBig": Wording(413, "Message size too large."),
    "Throttled": Wording(429, "Too many requests."),
    "ServiceError": Wording(500, "Unknown"),
}


class Refused(Exception):
    """Teams' refusal: the code, and a sentence of its own where the usual one says too little."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.status = CODES[code].status
        self.message = message or CODES[code].message

    def body(self) -> Json:
        """What stands in the answer."""
        if self.code == "MessageWritesBlocked":
            # As documented: a code that stands in a text, which is JSON once more.
            inner = f'{{\r\n  "subCode": "{self.code}",\r\n  "details": "{self.message}",\r\n  "errorCode": null\r\n}}'
            return {"errorCode": 209, "message": inner}
        return {"error": {"code": self.code, "message": self.message}}


class NotPossible(AssertionError):
    """A test asked for what no person could do in Teams: press what is not there, choose what is not offered."""
