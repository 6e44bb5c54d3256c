"""A loopback double of Microsoft Teams for tests: `with TeamsDouble() as teams: teams.message("alex", "hello")`."""

from .delivery import Answer
from .double import TeamsDouble
from .faults import Fault, Faults
from .identity import BAD_TOKENS
from .places import Channel, GroupChat, Team
from .plain import plain
from .refusals import NotPossible
from .schema import card_problems
from .tenant import Person, Tenant

__all__ = [
    "BAD_TOKENS",
    "Answer",
    "Channel",
    "Fault",
    "Faults",
    "GroupChat",
    "NotPossible",
    "Person",
    "Team",
    "TeamsDouble",
    "Tenant",
    "card_problems",
    "plain",
]
