"""A loopback double of Slack for tests: `with SlackDouble() as slack: slack.slash("alex", "general", "/hello")`."""

from .delivery import Answer
from .double import SlackDouble
from .faults import Fault, Faults
from .plain import plain
from .refusals import NotPossible
from .workspace import Channel, User, UserGroup, Workspace

__all__ = [
    "Answer",
    "Channel",
    "Fault",
    "Faults",
    "NotPossible",
    "SlackDouble",
    "User",
    "UserGroup",
    "Workspace",
    "plain",
]
