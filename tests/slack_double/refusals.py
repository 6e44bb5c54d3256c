"""What Slack says when it will not do something, and what a person cannot do in its client."""

from typing import Any


class Refused(Exception):
    """Slack's refusal: the error's name, and what else stands in the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.more = more


class NotPossible(AssertionError):
    """A test asked for what no person could do in Slack: click what is not there, choose what is not offered."""
